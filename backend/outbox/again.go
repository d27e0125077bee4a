package outbox

import (
	"context"
	"fmt"
	"time"

	"ferry/backend/crm"
)

// CopyAgain queues an entry that was removed once more, under its id; or, as a new entry, what an activity said that was found
// deleted, and dismisses the finding. sameRow: where a person chose the row, it is still the right one; else matching is asked.
// The new entry's id derives from the old one's, so that a second press is the same entry, which is queued again where it was
// removed. crm.CodeInvalid for anything else; otherwise as Enqueue.
func (o *Outbox) CopyAgain(ctx context.Context, id string, sameRow bool) (Enqueued, error) {
	known, err := o.Remotes(ctx, []string{id})
	if err != nil {
		return Enqueued{}, err
	}
	record, err := o.Store.Record(ctx, id)
	if err != nil {
		return Enqueued{}, err
	}
	switch {
	case known[id].Kind == RemoteDeleted:
		return o.copyDeleted(ctx, record, sameRow)
	case record.State == Removed && record.activity():
		return Enqueued{ID: id, State: Queued}, o.copyRemoved(ctx, record, sameRow)
	}
	return Enqueued{}, crm.Errorf(crm.CodeInvalid, "the entry was not removed, and its activity not found deleted")
}

func (o *Outbox) copyRemoved(ctx context.Context, record Record, sameRow bool) error {
	policy, err := o.Policy(ctx)
	if err != nil {
		return fmt.Errorf("copy again: %w", err)
	}
	if err := policy.allow(record.Kind); err != nil {
		return err
	}
	return o.requeue(ctx, record.ID, sameRow)
}

func (o *Outbox) copyDeleted(ctx context.Context, record Record, sameRow bool) (Enqueued, error) {
	draft := Draft{
		ID: againID(record.ID), Kind: record.Kind, Member: record.Member, Subject: record.Subject, Body: record.Body, At: record.At,
		Duration: record.Duration, Outgoing: record.Outgoing, Phone: record.Phone, URL: record.URL, Tags: record.Tags,
	}
	if record.Chosen && sameRow {
		draft.Row = record.Row
	}
	queued, err := o.Enqueue(ctx, draft)
	if err != nil {
		return Enqueued{}, err
	}
	if queued[0].State == Removed {
		if err := o.requeue(ctx, queued[0].ID, sameRow); err != nil {
			return Enqueued{}, err
		}
		queued[0].State = Queued
	}
	return queued[0], o.DismissRemote(ctx, record.ID)
}

// requeue copies a removed entry again, under the same id.
func (o *Outbox) requeue(ctx context.Context, id string, sameRow bool) error {
	shape, err := o.Shape(ctx)
	if err != nil {
		return fmt.Errorf("requeue: %w", err)
	}
	if o.Findings != nil { // what became of the activity that was removed says nothing of the next
		if err := o.Findings.SaveRemotes(ctx, map[string]Remote{id: {}}); err != nil {
			return fmt.Errorf("requeue: %w", err)
		}
	}
	return o.revise(ctx, []string{id}, func(r *Record) error {
		if r.State != Removed || !r.activity() { // a person is made again by EnqueuePerson
			return nil
		}
		if !sameRow {
			r.Row, r.Chosen = crm.Ref{}, false
		}
		r.Landed, r.Closed, r.Written, r.Failures = false, false, crm.Ref{}, 0
		r.plan(*shape)
		return r.move(Queued, time.Now())
	})
}
