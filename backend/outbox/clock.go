package outbox

import (
	"context"
	"fmt"
	"time"
)

// longestWait is longer than anything waits here: the service asks for minutes, and a failing entry is tried again within
// failureCap. A time further ahead was written by a clock that has been set back since.
const longestWait = time.Hour

// longestNap bounds a sleep towards a time of the wall's clock: a timer stands still while the machine sleeps, and nobody tells
// it that the clock was set ahead.
const longestNap = time.Minute

// alarm rings when the wait is over, or sooner, to look again; never where it is zero. stop has to be called.
func alarm(wait time.Duration) (rings <-chan time.Time, stop func()) {
	if wait <= 0 {
		return nil, func() {}
	}
	timer := time.NewTimer(min(wait, longestNap))
	return timer.C, func() { timer.Stop() }
}

// believable gives the time, or now where it lies further ahead than anything waits.
func believable(until, now time.Time) time.Time {
	if until.Sub(now) > longestWait {
		return now
	}
	return until
}

// redate lets entries go that would wait for a time that the clock was set back from.
func (o *Outbox) redate(ctx context.Context, now time.Time) error {
	ids, err := o.Store.IDs(ctx, Filter{States: []State{Waiting, Removing}})
	if err != nil {
		return fmt.Errorf("look for what waits too long: %w", err)
	}
	err = o.revise(ctx, ids, func(r *Record) error {
		if r.State == Waiting || r.State == Removing {
			r.Until = believable(r.Until, now)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("let go what waits too long: %w", err)
	}
	return nil
}
