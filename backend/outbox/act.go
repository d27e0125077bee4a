package outbox

import (
	"context"
	"fmt"
	"slices"
	"time"

	"ferry/backend/crm"
)

// Revision is what Edit changes.
type Revision struct {
	Subject string
	Body    string
	// At is when it happened; zero keeps it.
	At time.Time
}

// Edit changes an entry's text. What has not landed is rewritten; what has, or is on its way this moment, gets an edit
// operation, a PATCH. An entry that was taken back refuses with crm.CodeInvalid.
func (o *Outbox) Edit(ctx context.Context, id string, revision Revision) error {
	shape, err := o.Shape(ctx)
	if err != nil {
		return fmt.Errorf("edit: %w", err)
	}
	err = o.revise(ctx, []string{id}, func(r *Record) error {
		if !r.activity() {
			return crm.Errorf(crm.CodeInvalid, "a %s has no text", r.Kind)
		}
		if r.TakenBack() {
			return crm.Errorf(crm.CodeInvalid, "the entry is taken back: it is %s", r.State)
		}
		r.Subject, r.Body = clean(revision.Subject), clean(revision.Body)
		if !revision.At.IsZero() {
			r.At = revision.At.Truncate(time.Second)
		}
		if r.Landed || r.State == Sending {
			r.edit(*shape)
		} else {
			r.plan(*shape)
		}
		return r.edited(time.Now())
	})
	if err != nil {
		return err
	}
	return o.overwritten(ctx, id)
}

// edited queues an entry whose new text has to be sent: one that was sent, or whose old text was what the service refused.
func (r *Record) edited(now time.Time) error {
	refused := r.Code == crm.CodeInvalid || r.Code == crm.CodeTooLong || r.Code == crm.CodeBusinessRule
	if r.State == Sent || (r.State == Attention && refused) {
		r.Failures = 0
		return r.move(Queued, now)
	}
	return nil
}

// edit queues a PATCH with the entry's text, in place of an earlier one that is not done, and notes for what exceeds it.
func (r *Record) edit(shape Shape) {
	written := write(r.Entry, shape)
	number := r.supersede()
	subject, description := written.Activity.Subject, written.Activity.Description
	start, end := written.Activity.Start, written.Activity.End
	operation := r.change(OperationEdit, crm.ActivityChange{
		Subject: &subject, Description: &description, Start: &start, End: &end})
	operation.Payload.Reopen = r.Closed
	r.insert(operation)
	if len(written.Notes) > 0 {
		r.annotate(annotations(r.Entry, subject, wholeText(r.Entry, shape), shape, number))
	}
	r.withdraw()
	r.complete()
}

// supersede gives up pending edits, which a newer one overwrites whether they landed or not, and pending notes. It counts
// the notes there ever were: a number is never used twice, so that an id means one text for ever.
func (r *Record) supersede() (notes int) {
	for i := range r.Operations {
		operation := &r.Operations[i]
		if operation.note() {
			notes++
		}
		if operation.State == OperationPending && (operation.Kind == OperationEdit || operation.Kind == OperationAnnotate) {
			operation.State = OperationDropped
		}
	}
	return notes
}

// Remove takes entries back: those that cannot be in Dataverse are removed at once, the others are deleted there. A person
// who is there, and a flag, stay: more than Ferry wrote would go with them. Alone, that is crm.CodeInvalid; among others they
// are passed over. Whether a person is there is looked up where that is not known.
func (o *Outbox) Remove(ctx context.Context, ids ...string) error {
	var gone []crm.Ref
	err := o.revise(ctx, ids, func(r *Record) error {
		switch {
		case r.State == Removing || r.State == Removed:
			return nil
		case r.staysThere():
			if len(ids) > 1 {
				return nil
			}
			return crm.Errorf(crm.CodeInvalid, "a %s that is in the organization is not deleted from here", r.Kind)
		case r.Makes():
			gone = append(gone, r.Row)
		}
		return r.remove(time.Now())
	})
	if err != nil {
		return err
	}
	return o.release(ctx, gone...)
}

// TakenBack reports whether a person removed the entry, also where what it became could not be deleted yet.
func (r *Record) TakenBack() bool {
	return r.State == Removing || r.State == Removed || r.pending(OperationDelete) != nil
}

// flagMayBeSet reports whether an attempt to set a flag may have worked.
func (r *Record) flagMayBeSet() bool { return r.Kind == crm.KindFlag && r.mayHaveLanded(r.ID) }

// remove gives up what is pending, and deletes what may be in Dataverse.
func (r *Record) remove(now time.Time) error {
	gone := !r.mayBeThere()
	r.drop()
	if gone {
		return r.move(Removed, now)
	}
	remove := r.change(OperationDelete, crm.ActivityChange{})
	remove.Payload, remove.After, remove.IfMatch = Payload{}, nil, ""
	r.Operations = append(r.Operations, remove)
	r.Failures = 0
	return r.move(Removing, now)
}

// Retry tries entries that need attention, or wait, again as they are.
func (o *Outbox) Retry(ctx context.Context, ids ...string) error {
	return o.revise(ctx, ids, func(r *Record) error {
		if r.State != Attention && r.State != Waiting {
			return nil
		}
		r.Failures = 0
		if r.pending(OperationDelete) != nil {
			return r.move(Removing, time.Now())
		}
		return r.move(Queued, time.Now())
	})
}

// Quarantine marks every entry that is to be sent as restored from a backup: nothing of it leaves without a person's yes
// (Retry). Its ids then say what had landed already: what left after the copy was made is looked for before anything is
// changed, or called removed.
func (o *Outbox) Quarantine(ctx context.Context) error {
	ids, err := o.Store.IDs(ctx, Filter{States: append(ToSend(), Removing)})
	if err != nil {
		return fmt.Errorf("quarantine: %w", err)
	}
	held, err := o.Store.IDs(ctx, Filter{States: []State{Attention}})
	if err != nil {
		return fmt.Errorf("quarantine: %w", err)
	}
	return o.revise(ctx, append(ids, held...), func(r *Record) error {
		r.mayHaveLeft(time.Now())
		if r.State == Attention && !slices.Contains(undecided(), r.Code) { // the undecided an import may let go
			return nil
		}
		return r.moveFor(Attention, crm.CodeRestored, "", time.Time{}, time.Now())
	})
}

// mayHaveLeft notes the attempts that may have followed the copy, of what makes a row.
func (r *Record) mayHaveLeft(now time.Time) {
	for _, operation := range r.Operations {
		makes := operation.Payload.Activity != nil || operation.Payload.Person != nil || operation.note()
		if operation.State != OperationPending || !makes {
			continue
		}
		number := r.attempt(&operation, now)
		r.conclude(number, OutcomeUnknown, &crm.Error{Code: crm.CodeRestored}, now)
		said := func(a Attempt) bool {
			return a.Code == crm.CodeRestored && a.Operation == operation.ID && a.Hash == r.Attempts[number-1].Hash
		}
		if slices.ContainsFunc(r.Attempts[:number-1], said) { // a crash interrupted the restore
			r.forgetAttempts(number)
		}
	}
}
