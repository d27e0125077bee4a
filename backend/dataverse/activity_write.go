package dataverse

import (
	"context"
	"net/http"
	"strings"
	"time"

	"ferry/backend/crm"
	"ferry/backend/outbox"
)

var _ outbox.CRM = (*Client)(nil)

// body is a row as it is sent: column or navigation property name to value.
type body map[string]any

const bind = "@odata.bind"

// bindRow sets a lookup by its navigation property.
func (b body) bindRow(property string, row crm.Ref) error {
	path, err := rowPath(row.Table, row.ID)
	if err != nil {
		return err
	}
	b[property+bind] = "/" + path
	return nil
}

// setText leaves an empty text out: a column that was never set is not to be touched.
func (b body) setText(column, text string) {
	if text != "" {
		b[column] = text
	}
}

func (b body) setTime(at time.Time, columns ...string) {
	if at.IsZero() {
		return
	}
	for _, column := range columns {
		b[column] = at.UTC().Format(time.RFC3339)
	}
}

// The scheduled pair carries the event's time of day: phonecall's actual pair has the date-only format.
func startColumns() []string { return []string{"scheduledstart", "actualstart"} }
func endColumns() []string   { return []string{"scheduledend", "actualend"} }

// isActivity reports whether Ferry writes the table.
func isActivity(table string) bool {
	switch table {
	case crm.TableTask, crm.TablePhoneCall, crm.TableInMail, crm.TableMessage, crm.TableSmartLinkView:
		return true
	}
	return false
}

func activityPath(table, id string) (string, error) {
	if !isActivity(table) {
		return "", crm.Errorf(crm.CodeInvalid, "not an activity table that is written")
	}
	return rowPath(table, id)
}

// CreateActivity POSTs the activity with its own id and all its content, in the open state: the state is not valid at
// create. It implements outbox.CRM.
func (c *Client) CreateActivity(ctx context.Context, activity crm.Activity) error {
	r, err := c.createRequest(activity)
	if err != nil {
		return err
	}
	return c.create(ctx, r, activity.ID)
}

func (c *Client) createRequest(activity crm.Activity) (request, error) {
	if _, err := activityPath(activity.Table, activity.ID); err != nil {
		return request{}, err
	}
	row, err := activityBody(activity)
	if err != nil {
		return request{}, err
	}
	return c.write(http.MethodPost, entitySets()[activity.Table], row)
}

// create sends a POST that carries its row's id.
func (c *Client) create(ctx context.Context, r request, id string) error {
	return c.send(ctx, r, func(response *http.Response) error { return createdAs(id, response.Header) })
}

// createdAs checks that the row was stored under the id that was sent: one stored under another id would be stored again
// with each try. A service that does not say under which id is taken at its word.
func createdAs(id string, header http.Header) error {
	for _, name := range []string{"OData-EntityId", "Location"} {
		address, ends := strings.CutSuffix(header.Get(name), ")")
		stored := normalizeID(address[strings.LastIndexByte(address, '(')+1:])
		if ends && stored != "" && stored != normalizeID(id) {
			return crm.Errorf(crm.CodeInvalid, "the service stored the row under another id (request %s)",
				requestID(header))
		}
	}
	return nil
}

func activityBody(activity crm.Activity) (body, error) {
	row := body{"activityid": normalizeID(activity.ID)}
	row.setText("subject", activity.Subject)
	row.setText("description", activity.Description)
	row.setTime(activity.Start, startColumns()...)
	row.setTime(activity.End, endColumns()...)
	switch activity.Table {
	case crm.TablePhoneCall:
		row["directioncode"] = activity.Outgoing
		row.setText("phonenumber", activity.PhoneNumber)
		fallthrough
	case crm.TableTask:
		row.setText("category", activity.Category)
		row.setText("subcategory", activity.Subcategory)
	case crm.TableSmartLinkView:
		row.setText("li_url", activity.URL)
	}
	if !activity.Regarding.IsZero() {
		if err := row.bindRow(regardingProperty(activity.Regarding.Table, activity.Table), activity.Regarding); err != nil {
			return nil, err
		}
	}
	if !activity.Owner.IsZero() {
		if err := row.bindRow("ownerid", activity.Owner); err != nil {
			return nil, err
		}
	}
	if len(activity.Parties) > 0 {
		parties, err := partyBodies(activity.Parties)
		if err != nil {
			return nil, err
		}
		row[partiesProperty(activity.Table)] = parties
	}
	return row, nil
}

// regardingProperty is the long form of the navigation property, which names both tables; the short one belongs to
// activitypointer.
func regardingProperty(target, activity string) string {
	return "regardingobjectid_" + target + "_" + activity
}

func partiesProperty(activity string) string { return activity + "_activity_parties" }

// partyBodies makes the participants. One that is no row goes by name alone (unresolvedpartyname).
func partyBodies(parties []crm.Party) ([]body, error) {
	bodies := make([]body, 0, len(parties))
	for _, party := range parties {
		made := body{"participationtypemask": int(party.Role)}
		switch {
		case !party.Row.IsZero():
			if err := made.bindRow("partyid_"+party.Row.Table, party.Row); err != nil {
				return nil, err
			}
		case party.Name != "":
			made["unresolvedpartyname"] = party.Name
		default:
			continue
		}
		bodies = append(bodies, made)
	}
	return bodies, nil
}

// UpdateActivity PATCHes what the change names, never creating the row. Content goes before state, since a closed row
// refuses it, and each in a request of its own; ifMatch guards the first of them, and the later ones follow it whatever
// the version has become by our own hand. It implements outbox.CRM.
func (c *Client) UpdateActivity(ctx context.Context, table, id string, change crm.ActivityChange, ifMatch string) error {
	requests, err := c.updateRequests(table, id, change, ifMatch)
	if err != nil {
		return err
	}
	for _, r := range requests {
		if err := c.send(ctx, r, nil); err != nil {
			return err
		}
	}
	return nil
}

func (c *Client) updateRequests(table, id string, change crm.ActivityChange, ifMatch string) ([]request, error) {
	path, err := activityPath(table, id)
	if err != nil {
		return nil, err
	}
	steps, err := updateSteps(table, path, change)
	if err != nil {
		return nil, err
	}
	requests := make([]request, 0, len(steps))
	for _, step := range steps {
		r, err := c.write(step.method, step.path, step.row)
		if err != nil {
			return nil, err
		}
		if step.method == http.MethodPatch {
			r.header.Set("If-Match", orAny(ifMatch))
			ifMatch = "*"
		}
		requests = append(requests, r)
	}
	return requests, nil
}

func orAny(ifMatch string) string {
	if ifMatch == "" {
		return "*"
	}
	return ifMatch
}

type updateStep struct {
	method, path string
	row          body
}

func updateSteps(table, path string, change crm.ActivityChange) ([]updateStep, error) {
	var steps []updateStep
	content, err := contentBody(table, change)
	if err != nil {
		return nil, err
	}
	if len(content) > 0 {
		steps = append(steps, updateStep{http.MethodPatch, path, content})
	}
	if change.Parties != nil {
		parties, err := partyBodies(change.Parties)
		if err != nil {
			return nil, err
		}
		steps = append(steps, updateStep{http.MethodPut, path + "/" + partiesProperty(table), body{"value": parties}})
	}
	state := body{}
	if change.State != nil {
		state["statecode"] = int(*change.State)
	}
	if change.Status != nil {
		state["statuscode"] = *change.Status
	}
	if len(state) > 0 {
		steps = append(steps, updateStep{http.MethodPatch, path, state})
	}
	return steps, nil
}

func contentBody(table string, change crm.ActivityChange) (body, error) {
	row := body{}
	if change.Subject != nil {
		row["subject"] = *change.Subject
	}
	if change.Description != nil {
		row["description"] = *change.Description
	}
	if change.Start != nil {
		row.changeTime(*change.Start, startColumns())
	}
	if change.End != nil {
		row.changeTime(*change.End, endColumns())
	}
	if change.Regarding == nil {
		return row, nil
	}
	if change.Regarding.IsZero() {
		// Clearing any one property of the set clears the column.
		row[regardingProperty(crm.TableContact, table)+bind] = nil
		return row, nil
	}
	return row, row.bindRow(regardingProperty(change.Regarding.Table, table), *change.Regarding)
}

// changeTime sets the columns, or clears them for the zero time.
func (b body) changeTime(at time.Time, columns []string) {
	for _, column := range columns {
		b[column] = nil
	}
	b.setTime(at, columns...)
}

// DeleteActivity deletes the row. It implements outbox.CRM.
func (c *Client) DeleteActivity(ctx context.Context, table, id string) error {
	r, err := c.deleteRequest(table, id)
	if err != nil {
		return err
	}
	return c.send(ctx, r, nil)
}

func (c *Client) deleteRequest(table, id string) (request, error) {
	path, err := activityPath(table, id)
	if err != nil {
		return request{}, err
	}
	return c.write(http.MethodDelete, path, nil)
}
