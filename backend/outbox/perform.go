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
		if s.operation.Payload.Withdraw {
			return result{err: o.unnote(ctx, *s.operation.Payload.Annotation)}
		}
		return result{err: o.note(ctx, *s.operation.Payload.Annotation)}
	case OperationLink:
		return o.link(ctx, s)
	case OperationEdit:
		return result{err: o.patch(ctx, s)}
	case OperationClose:
		return result{err: o.close(ctx, s)}
	case OperationDelete:
		return result{err: o.remove(ctx, s)}
	case OperationCreateContact, OperationCreateLead:
		return result{err: o.make(ctx, s)}
	case OperationSetFlag:
		return result{err: o.flag(ctx, s)}
	default:
		return result{err: crm.Errorf(crm.CodeInvalid, "this version cannot send %q", s.operation.Kind)}
	}
}

// create POSTs the activity with the entry's id.
func (o *Outbox) create(ctx context.Context, s *step) result {
	return o.created(ctx, s, o.CRM.CreateActivity(ctx, *s.operation.Payload.Activity))
}

// created reads the answer to a create. That the id exists is not yet an answer: the row is read.
func (o *Outbox) created(ctx context.Context, s *step, err error) result {
	if crm.CodeOf(err) != crm.CodeDuplicateKey {
		return result{err: err, unsent: crm.Unsent(err)}
	}
	row, err := o.reconcile(ctx, s.record, *s.operation.Payload.Activity)
	if err != nil {
		return result{err: err}
	}
	return result{adopted: &row, outdated: contentHash(row) != contentHash(*s.operation.Payload.Activity)}
}

// note POSTs an annotation.
func (o *Outbox) note(ctx context.Context, note crm.Annotation) error {
	return o.noted(ctx, note, o.Notes.CreateAnnotation(ctx, note))
}

// noted reads the answer to a note. One that is there already has to be the same.
func (o *Outbox) noted(ctx context.Context, note crm.Annotation, err error) error {
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

// link puts the activity under its row. Where matching says so and nobody else, what stands there is looked at first: what
// was put under another row or closed since is left as it is.
func (o *Outbox) link(ctx context.Context, s *step) result {
	if !s.looksFirst() {
		return result{err: o.patch(ctx, s)}
	}
	row, err := o.CRM.ReadActivity(ctx, s.record.Table, s.record.ID)
	if err != nil {
		return result{err: err}
	}
	wanted := *s.operation.Payload.Change.Regarding
	if !row.State.Open() || !row.Regarding.IsZero() && !row.Regarding.SameRow(wanted) {
		return result{adopted: &row}
	}
	return result{err: o.patch(ctx, s)}
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

// close completes the activity.
func (o *Outbox) close(ctx context.Context, s *step) error {
	return forgive(crm.CodeClosed, o.CRM.UpdateActivity(ctx, s.record.Table, s.record.ID, *s.operation.Payload.Change,
		s.operation.IfMatch))
}

// forgive makes an error with the code a success: what was wanted is so already.
func forgive(code crm.Code, err error) error {
	if crm.CodeOf(err) == code {
		return nil
	}
	return err
}

// remove deletes the activity. Where it was never seen to land, the row is read first: only ours is deleted. That it is
// gone already is success.
func (o *Outbox) remove(ctx context.Context, s *step) error {
	if s.record.Makes() {
		return o.unmake(ctx, s)
	}
	if !s.record.Landed {
		row, err := o.CRM.ReadActivity(ctx, s.record.Table, s.record.ID)
		switch {
		case crm.CodeOf(err) == crm.CodeNotFound:
			return nil
		case err != nil:
			return err
		case !sameID(row.Owner, s.record.Owner) || !s.record.createMayHaveLanded():
			return nil // somebody else's: ours never got there
		case !s.record.wrote(row):
			return crm.Errorf(crm.CodeIDTaken, "the row with the id says something else")
		}
	}
	return forgive(crm.CodeNotFound, o.CRM.DeleteActivity(ctx, s.record.Table, s.record.ID))
}
