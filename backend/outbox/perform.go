package outbox

import (
	"context"

	"ferry/backend/crm"
)

// perform does the step's operation in the organization.
func (o *Outbox) perform(ctx context.Context, s *step) result {
	ctx, cancel := context.WithTimeout(ctx, requestLimit)
	defer cancel()
	switch s.operation.Kind {
	case OperationCreate:
		return o.create(ctx, s)
	case OperationAnnotate:
		return result{err: o.note(ctx, *s.operation.Payload.Annotation)}
	case OperationLink, OperationEdit:
		return result{err: o.patch(ctx, s)}
	case OperationClose:
		return result{err: o.close(ctx, s)}
	case OperationDelete:
		return result{err: o.remove(ctx, s)}
	default:
		return result{err: crm.Errorf(crm.CodeInvalid, "this version cannot send %q", s.operation.Kind)}
	}
}

// create POSTs the activity with the entry's id. That the id exists is not yet an answer: the row is read.
func (o *Outbox) create(ctx context.Context, s *step) result {
	activity := *s.operation.Payload.Activity
	err := o.CRM.CreateActivity(ctx, activity)
	if crm.CodeOf(err) != crm.CodeDuplicateKey {
		return result{err: err}
	}
	row, err := o.reconcile(ctx, s.record, activity)
	if err != nil {
		return result{err: err}
	}
	return result{adopted: &row}
}

// note POSTs an annotation. One that is there already has to be the same.
func (o *Outbox) note(ctx context.Context, note crm.Annotation) error {
	err := o.Notes.CreateAnnotation(ctx, note)
	if crm.CodeOf(err) != crm.CodeDuplicateKey {
		return err
	}
	there, err := o.Notes.ReadAnnotation(ctx, note.ID)
	switch {
	case unreadable(err):
		return &crm.Error{Code: crm.CodeIDTaken, Detail: detailOf(err), Err: err}
	case err != nil:
		return err
	case !sameID(there.Object, note.Object) || plain(there.Text) != plain(note.Text):
		return crm.Errorf(crm.CodeIDTaken, "another annotation has the id")
	}
	return nil
}

// patch changes the activity, after opening it where it is closed.
func (o *Outbox) patch(ctx context.Context, s *step) error {
	table, id := s.record.Table, s.record.ID
	if s.operation.Payload.Reopen {
		if err := o.CRM.UpdateActivity(ctx, table, id, opening(table), s.operation.IfMatch); err != nil {
			return err
		}
	}
	return o.CRM.UpdateActivity(ctx, table, id, *s.operation.Payload.Change, s.operation.IfMatch)
}

// close completes the activity. That it is closed already is success.
func (o *Outbox) close(ctx context.Context, s *step) error {
	err := o.CRM.UpdateActivity(ctx, s.record.Table, s.record.ID, *s.operation.Payload.Change, s.operation.IfMatch)
	if crm.CodeOf(err) == crm.CodeClosed {
		return nil
	}
	return err
}

// remove deletes the activity. Where it was never seen to land, the row is read first: only ours is deleted. That it is
// gone already is success.
func (o *Outbox) remove(ctx context.Context, s *step) error {
	if !s.record.Landed {
		row, err := o.CRM.ReadActivity(ctx, s.record.Table, s.record.ID)
		switch {
		case crm.CodeOf(err) == crm.CodeNotFound:
			return nil
		case err != nil:
			return err
		case !sameID(row.Owner, s.record.Owner) || !s.record.wrote(row):
			return nil // somebody else's: ours never got there
		}
	}
	err := o.CRM.DeleteActivity(ctx, s.record.Table, s.record.ID)
	if crm.CodeOf(err) == crm.CodeNotFound {
		return nil
	}
	return err
}
