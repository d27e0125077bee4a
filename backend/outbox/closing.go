package outbox

import (
	"slices"
	"time"

	"ferry/backend/crm"
)

// A create and the close that follows it at once travel as one change set: one transaction, in which the create comes
// first. Both attempts are committed before it leaves. That the id exists refuses both, and the row is read as ever.

// closesWith is the close that travels with the create: the next operation after it, and only while no attempt of the
// create may have landed or was refused; nil otherwise.
func (r *Record) closesWith(create *Operation) *Operation {
	if create.Kind != OperationCreate || r.State == Removing {
		return nil
	}
	for _, attempt := range r.Attempts {
		if attempt.Operation == create.ID && attempt.Outcome != OutcomeUnsent {
			return nil
		}
	}
	for _, operation := range r.Operations {
		switch {
		case operation.State != OperationPending || operation.ID == create.ID:
		case operation.Kind == OperationClose && slices.Equal(operation.After, []string{create.ID}):
			return &operation
		default:
			return nil
		}
	}
	return nil
}

// concludeBoth closes the attempts of a create and of the close that travelled with it. Where it is known that the close was
// not done, there was no attempt of it.
func (c outcome) concludeBoth(r *Record, now time.Time) {
	r.conclude(c.step.attempt, c.known, c.result.err, now)
	switch {
	case c.step.closing == nil:
	case c.result.closed || c.known == OutcomeUnknown:
		r.conclude(c.step.attempt+1, c.known, c.result.err, now)
	default:
		r.forgetAttempts(c.step.attempt + 1)
	}
}

// forgetAttempts takes back attempts that never left, from that number on.
func (r *Record) forgetAttempts(from int) {
	r.Attempts = slices.DeleteFunc(r.Attempts, func(a Attempt) bool { return a.Number >= from })
}

// closedWith keeps that the close is done. What a person changed meanwhile has to open the row again.
func (r *Record) closedWith(closing Operation) {
	for i := range r.Operations {
		operation := &r.Operations[i]
		switch {
		case operation.ID == closing.ID:
			operation.State = OperationDone
		case operation.State == OperationPending && (operation.Kind == OperationEdit || operation.Kind == OperationLink):
			operation.Payload.Reopen = true
		}
	}
	r.Closed = true
}

// closedIt reports whether a close of ours may have closed the row: one that travelled with the create, or that left after the
// copy was made from which the entry was restored.
func (r *Record) closedIt() bool {
	restored := func(a Attempt) bool { return a.Code == crm.CodeRestored }
	return r.mayHaveLanded(operationID(r.ID, OperationClose, 1)) || slices.ContainsFunc(r.Attempts, restored)
}

// outdated queues the edit of a row that was closed with an older text, unless a newer one waits to be written already.
func (r *Record) outdated(wanted crm.Activity) {
	if newer := r.pending(OperationEdit); newer != nil {
		newer.Payload.Reopen = true
		return
	}
	edit := r.change(OperationEdit, crm.ActivityChange{Subject: &wanted.Subject, Description: &wanted.Description,
		Start: &wanted.Start, End: &wanted.End})
	edit.Payload.Reopen = true
	r.insert(edit)
}
