package outbox

import (
	"context"
	"fmt"
	"time"

	"ferry/backend/crm"
)

// Thread names messages of a stored conversation that are copied together.
type Thread struct {
	Conversation string `json:"conversation"`
	// Messages are the source keys of those that are wanted; none means all. Keys of other conversations are passed over.
	Messages []string `json:"messages,omitempty"`
	// Kind is what messages and InMails are copied as; empty leaves each what it is.
	Kind crm.Kind `json:"kind,omitempty"`
}

// Press is what all entries of one press of the button have in common.
type Press struct {
	Seat  string // what SeatID makes ids of
	Owner crm.Ref
	Shape *Shape // of the tables: what their operations are planned by
	At    time.Time
}

// Record is the new record of a draft. Errors: crm.CodeInvalid.
func (p Press) Record(draft Draft) (record Record, err error) {
	err = p.fill(&record, &draft)
	return record, err
}

// Threads keeps threads by name: whoever stores the messages has them safe already, so that hundreds are queued by writing
// down which. The sqlite package implements it.
type Threads interface {
	// Drafts reads a thread, oldest first. Errors: crm.CodeNotFound, crm.CodeInvalid where no message is chosen.
	Drafts(ctx context.Context, thread Thread) ([]Draft, error)
	// AddThread is Keeper.Add for the records that the press makes of Drafts, as the messages are now, and tells what became
	// of each. It asks may of every kind among them, and keeps nothing where that is an error.
	AddThread(ctx context.Context, thread Thread, press Press, may func(crm.Kind) error) ([]Enqueued, error)
}

// EnqueueThread is Enqueue for messages of a stored conversation: the same promise, and the same errors, with those of
// Threads.
func (o *Outbox) EnqueueThread(ctx context.Context, thread Thread) ([]Enqueued, error) {
	policy, press, err := o.press(ctx)
	if err != nil {
		return nil, err
	}
	results, err := o.Threads.AddThread(ctx, thread, press, policy.allow)
	if err != nil {
		return nil, fmt.Errorf("enqueue a thread: %w", err)
	}
	o.changed(Change{})
	o.nudge()
	return results, nil
}

// press is the press of now, and what it may make.
func (o *Outbox) press(ctx context.Context) (Policy, Press, error) {
	policy, err := o.Policy(ctx)
	if err != nil {
		return policy, Press{}, fmt.Errorf("read what may be written back: %w", err)
	}
	shape, err := o.Shape(ctx)
	if err != nil {
		return policy, Press{}, fmt.Errorf("read the tables' shape: %w", err)
	}
	return policy, Press{Seat: seatOf(o.Organization, o.Owner.ID), Owner: o.Owner, Shape: shape, At: time.Now()}, nil
}
