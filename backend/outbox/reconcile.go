package outbox

import (
	"context"
	"strings"

	"ferry/backend/crm"
)

// reconcile finds out what it means that our id exists (HTTP 412, Dataverse's DuplicateRecord). The row is ours when it is
// in the same table, has our owner and says what an attempt of ours said: the latest text has landed; an older one that is
// still open is brought up to date; an older one that our own attempt closed has landed and is to be edited. Anything else,
// or no right to read it, is crm.CodeIDTaken. It gives the row as it stands then.
func (o *Outbox) reconcile(ctx context.Context, r Record, wanted crm.Activity) (crm.Activity, error) {
	row, err := o.CRM.ReadActivity(ctx, wanted.Table, wanted.ID)
	if unreadable(err) {
		return row, &crm.Error{Code: crm.CodeIDTaken, Detail: detailOf(err), Err: err}
	}
	if err != nil {
		return row, err
	}
	current := contentHash(row) == contentHash(wanted)
	open := row.State == crm.ActivityOpen
	switch {
	case !sameID(row.Owner, wanted.Owner):
		return row, crm.Errorf(crm.CodeIDTaken, "the row with the id has another owner")
	case !current && !r.wrote(row):
		return row, crm.Errorf(crm.CodeIDTaken, "the row with the id says something else")
	case !current && !open && r.closedIt():
		return row, nil
	case !current && !open:
		return row, crm.Errorf(crm.CodeIDTaken, "the row with the id is closed with an older text")
	case !current:
		if err := o.rewrite(ctx, wanted); err != nil {
			return row, err
		}
		row.Subject, row.Description = wanted.Subject, wanted.Description
	}
	return row, nil
}

// rewrite brings an older text up to date.
func (o *Outbox) rewrite(ctx context.Context, wanted crm.Activity) error {
	change := crm.ActivityChange{Subject: &wanted.Subject, Description: &wanted.Description,
		Start: &wanted.Start, End: &wanted.End}
	return o.CRM.UpdateActivity(ctx, wanted.Table, wanted.ID, change, "*")
}

// wrote reports whether the row says what one of the record's attempts said.
func (r *Record) wrote(row crm.Activity) bool {
	hash := contentHash(row)
	for _, attempt := range r.Attempts {
		if attempt.Hash == hash {
			return true
		}
	}
	return false
}

// unreadable reports whether the error says that a row which exists is not ours to see: it is in another table, or the
// right to read it is missing.
func unreadable(err error) bool {
	switch crm.CodeOf(err) {
	case crm.CodeNotFound, crm.CodeForbidden, crm.CodeMissingTable:
		return true
	default:
		return false
	}
}

// sameID compares rows by id alone: Dataverse does not always name the table of what it refers to.
func sameID(a, b crm.Ref) bool { return strings.EqualFold(a.ID, b.ID) }
