package dataverse

import (
	"context"
	"net/http"

	"ferry/backend/crm"
	"ferry/backend/outbox"
)

var _ outbox.Notes = (*Client)(nil)

// CreateAnnotation POSTs the note with its own id. It implements outbox.Notes.
func (c *Client) CreateAnnotation(ctx context.Context, note crm.Annotation) error {
	r, err := c.annotationRequest(note)
	if err != nil {
		return err
	}
	return c.create(ctx, r, note.ID)
}

func (c *Client) annotationRequest(note crm.Annotation) (request, error) {
	id := normalizeID(note.ID)
	if id == "" {
		return request{}, crm.Errorf(crm.CodeInvalid, "a note needs its own id")
	}
	made := body{"annotationid": id, "isdocument": false}
	made.setText("subject", note.Subject)
	made.setText("notetext", note.Text)
	if err := made.bindRow("objectid_"+note.Object.Table, note.Object); err != nil {
		return request{}, err
	}
	if !note.Owner.IsZero() {
		if err := made.bindRow("ownerid", note.Owner); err != nil {
			return request{}, err
		}
	}
	return c.write(http.MethodPost, "annotations", made)
}

// DeleteAnnotation deletes the note. It implements outbox.Notes.
func (c *Client) DeleteAnnotation(ctx context.Context, id string) error {
	path, err := rowPath(crm.TableAnnotation, id)
	if err != nil {
		return err
	}
	r, err := c.write(http.MethodDelete, path, nil)
	if err != nil {
		return err
	}
	return c.send(ctx, r, nil)
}

// ReadAnnotation reads the note back. It implements outbox.Notes.
func (c *Client) ReadAnnotation(ctx context.Context, id string) (crm.Annotation, error) {
	path, err := rowPath(crm.TableAnnotation, id)
	if err != nil {
		return crm.Annotation{}, err
	}
	read := row{}
	path += "?$select=annotationid,subject,notetext,_objectid_value,_ownerid_value"
	if err := c.json(ctx, c.get(path, lookupAnnotations), &read); err != nil {
		return crm.Annotation{}, err
	}
	if normalizeID(read.text("annotationid")) != normalizeID(id) {
		return crm.Annotation{}, crm.Errorf(crm.CodeUnavailable, "the service answered with another row")
	}
	return crm.Annotation{
		ID:      normalizeID(id),
		Object:  read.ref("objectid", ""),
		Subject: read.text("subject"),
		Text:    read.text("notetext"),
		Owner:   read.ref("ownerid", crm.TableUser),
	}, nil
}
