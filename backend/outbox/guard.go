package outbox

import (
	"context"
	"fmt"
	"time"

	"ferry/backend/crm"
)

// guarded runs do, and makes its panic an error that is told to Panicked. Where nobody is told, a panic passes.
func (o *Outbox) guarded(do func() error) (panicked bool, err error) {
	if o.Panicked == nil {
		return false, do()
	}
	defer func() {
		if cause := recover(); cause != nil {
			o.Panicked(cause)
			panicked, err = true, crm.Errorf(crm.CodeUnexpected, "the program failed here")
		}
	}()
	return false, do()
}

// performGuarded is perform; a panic on the way counts as a service that failed, since the request may have left.
func (o *Outbox) performGuarded(ctx context.Context, s *step) (done result) {
	panicked, err := o.guarded(func() error {
		done = o.perform(ctx, s)
		return nil
	})
	if panicked {
		return result{err: err}
	}
	return done
}

// deliverGuarded is deliver; an entry over which the program itself fails needs attention, so that it holds back no other.
func (o *Outbox) deliverGuarded(ctx context.Context, ids []string, begun func()) error {
	panicked, err := o.guarded(func() error { return o.deliver(ctx, ids, begun) })
	if !panicked {
		return err
	}
	if len(ids) == 1 {
		return o.setApart(ctx, ids[0])
	}
	for _, id := range ids { // one of them did it: each for itself
		if err := o.alone(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

// setApart leaves the entry to a person.
func (o *Outbox) setApart(ctx context.Context, id string) error {
	now := time.Now()
	err := o.Store.Change(ctx, []string{id}, func(r *Record) error {
		r.leaveOpen(now)
		return r.moveFor(Attention, crm.CodeUnexpected, "", time.Time{}, now)
	})
	if err != nil {
		return fmt.Errorf("set an entry apart: %w", err)
	}
	o.changed(Change{Entry: id, State: Attention})
	return nil
}

// alone delivers an entry that was on its way with others, if it still is to be sent.
func (o *Outbox) alone(ctx context.Context, id string) error {
	unfinished := false
	err := o.Store.Change(ctx, []string{id}, func(r *Record) error {
		unfinished = r.State == Sending || r.State == Queued || r.State == Removing
		r.leaveOpen(time.Now())
		return r.pausedAt(time.Now())
	})
	if err != nil || !unfinished {
		return err
	}
	return o.deliverGuarded(ctx, []string{id}, func() {})
}
