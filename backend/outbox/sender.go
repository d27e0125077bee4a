package outbox

import (
	"context"
	"fmt"
	"time"

	"ferry/backend/crm"
)

// Run sends whatever is due until ctx ends, and returns ctx's error. A failing store is tried again; the entries wait.
func (o *Outbox) Run(ctx context.Context) error {
	for {
		wait, err := o.pass(ctx)
		if err != nil && ctx.Err() == nil {
			wait = storagePause
		}
		if err := o.sleep(ctx, wait); err != nil {
			return err
		}
	}
}

// Drain sends everything that can be sent now and returns: nil also when entries are left that wait or need attention.
func (o *Outbox) Drain(ctx context.Context) error {
	_, err := o.pass(ctx)
	return err
}

// SendNow looks for the network, and tries what waits after the service's failures, at once, removals too. A wait that the
// service asked for stands, and so does a missing sign-in.
func (o *Outbox) SendNow(ctx context.Context) error {
	ids, err := o.Store.IDs(ctx, Filter{States: []State{Waiting, Removing},
		Codes: []crm.Code{crm.CodeUnavailable}})
	if err != nil {
		return fmt.Errorf("send now: %w", err)
	}
	err = o.revise(ctx, ids, func(r *Record) error {
		switch r.State {
		case Waiting:
			return r.move(Queued, time.Now())
		case Removing:
			return r.move(Removing, time.Now())
		default:
			return nil
		}
	})
	o.Wake()
	return err
}

// Wake looks at once whether the network is back and something is due.
func (o *Outbox) Wake() {
	o.gate.hurry(time.Now())
	o.nudge()
}

// Resume lets traffic flow after a person signed in again.
func (o *Outbox) Resume() {
	switch o.gate.now().Code {
	case crm.CodeThrottled:
	default:
		o.gate.open()
	}
	o.changed(Change{})
	o.nudge()
}

// Status is whether traffic flows, and why not.
func (o *Outbox) Status() Status {
	status := o.gate.now()
	o.mu.Lock()
	defer o.mu.Unlock()
	for id := range o.sending {
		status.Sending = id
		break
	}
	return status
}

// sleep waits until something changes, and no longer than wait; zero is without limit.
func (o *Outbox) sleep(ctx context.Context, wait time.Duration) error {
	rings, stop := alarm(wait)
	defer stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-rings:
	case <-o.wake:
	}
	return nil
}

// pass sends what is due, and tells how long nothing more will be; zero when no time is known.
func (o *Outbox) pass(ctx context.Context) (time.Duration, error) {
	var rescued bool
	select {
	case rescued = <-o.turn:
	case <-ctx.Done():
		return 0, ctx.Err()
	}
	whole := false // after a panic, too, an entry may be left sending
	defer func() { o.turn <- rescued && whole }()
	if !rescued {
		if err := o.rescue(ctx); err != nil {
			return 0, err
		}
		rescued = true
	}
	wait, err := o.sendDue(ctx)
	whole = err == nil // else the store failed somewhere on the way: an entry may be left sending
	return wait, err
}

// rescue takes up what a crash left: entries still sending are queued, and the rule for an id that exists finds out what
// landed. A rest that the service asked for holds across the restart.
func (o *Outbox) rescue(ctx context.Context) error {
	ids, err := o.Store.IDs(ctx, Filter{States: []State{Sending, Removing}})
	if err != nil {
		return fmt.Errorf("take up what was left sending: %w", err)
	}
	now := time.Now()
	if err := o.revise(ctx, ids, func(r *Record) error { return r.rescue(now) }); err != nil {
		return fmt.Errorf("take up what was left sending: %w", err)
	}
	if err := o.releaseOrphans(ctx); err != nil {
		return err
	}
	o.step(stepRescued)
	throttled, _, err := o.Store.List(ctx, Filter{States: []State{Waiting, Removing}, Codes: []crm.Code{crm.CodeThrottled}})
	if err != nil {
		return fmt.Errorf("take up what was left waiting: %w", err)
	}
	for _, entry := range throttled {
		if entry.Until.After(now) && believable(entry.Until, now).Equal(entry.Until) && entry.Until.After(o.gate.now().Until) {
			left := entry.Until.Sub(now) // by the clock that nobody sets: the rest must not grow when the wall's is set back
			o.gate.restore(crm.CodeThrottled, entry.Since, now.Add(left))
		}
	}
	return nil
}

// leaveOpen closes attempts of which nobody will hear any more: what became of them is unknown.
func (r *Record) leaveOpen(now time.Time) {
	for i := range r.Attempts {
		if r.Attempts[i].Outcome == OutcomeOpen {
			r.Attempts[i].Outcome, r.Attempts[i].Ended, r.Attempts[i].Code = OutcomeUnknown, now, crm.CodeCancelled
		}
	}
}

func (r *Record) rescue(now time.Time) error {
	r.leaveOpen(now)
	if r.State == Sending {
		return r.move(Queued, now)
	}
	return nil
}
