package outbox

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// lanes are the deliveries under way. Entries of one member travel in one lane, in their order: what is sending holds back
// the member's later entries.
type lanes struct {
	outbox *Outbox
	flying map[string]bool
	busy   int
	ended  chan landing
}

// landing is the end of a delivery.
type landing struct {
	ids []string
	err error
}

// sendDue sends until nothing more is due, and tells how long nothing more will be; zero when only a change brings more.
func (o *Outbox) sendDue(ctx context.Context) (time.Duration, error) {
	o.lines = make(chan struct{}, max(o.Lanes, 1))
	l := &lanes{outbox: o, flying: map[string]bool{}, ended: make(chan landing)}
	var failed error
	for {
		var ids []string
		var wait time.Duration
		if failed == nil && l.busy < o.deliveries() {
			ids, wait, failed = o.pick(ctx, l)
		}
		switch {
		case len(ids) > 0 && o.Lanes <= 1:
			failed = o.sendSome(ctx, ids)
			continue
		case len(ids) > 0:
			l.launch(ctx, ids)
			continue
		case l.busy == 0:
			return wait, failed
		}
		if err := l.await(wait, failed != nil); err != nil {
			failed = err
		}
	}
}

func (l *lanes) launch(ctx context.Context, ids []string) {
	l.busy++
	for _, id := range ids {
		l.flying[id] = true
	}
	started := make(chan struct{})
	go func() {
		err := l.outbox.sendSomeThen(ctx, ids, func() { close(started) })
		l.ended <- landing{ids, err}
	}()
	<-started // what is due next depends on what is sending now
}

// await waits for a delivery to end, and, unless it is the last wait, for something new to send or the time to pass.
func (l *lanes) await(wait time.Duration, last bool) error {
	wake := l.outbox.wake
	if last {
		wake, wait = nil, 0
	}
	rings, stop := alarm(wait)
	defer stop()
	select {
	case done := <-l.ended:
		l.busy--
		for _, id := range done.ids {
			delete(l.flying, id)
		}
		return done.err
	case <-wake:
	case <-rings:
	}
	return nil
}

// pick chooses entries to send together. With none it tells how long to wait; zero when no time is known.
func (o *Outbox) pick(ctx context.Context, l *lanes) (ids []string, wait time.Duration, err error) {
	if err := ctx.Err(); err != nil {
		return nil, 0, err
	}
	now := time.Now()
	if until, closed := o.gate.closed(now); closed {
		if until.IsZero() {
			return nil, 0, nil
		}
		return nil, until.Sub(now), nil
	}
	limit := o.together()
	if probing := o.gate.now().Code != ""; probing { // a rest is over: one entry tells how things are
		if limit = 1; l.busy > 0 {
			return nil, 0, nil
		}
	}
	if ids, err = o.Store.Due(ctx, now, limit); err != nil {
		return nil, 0, fmt.Errorf("look for what is due: %w", err)
	}
	ids = slices.DeleteFunc(ids, func(id string) bool { return l.flying[id] })
	ids = ids[:min(len(ids), limit)]
	if len(ids) > 0 {
		ids, wait = o.afford(ids, now)
		return ids, wait, nil
	}
	next, err := o.Store.NextDue(ctx, now)
	if err != nil {
		return nil, 0, fmt.Errorf("look for what is due next: %w", err)
	}
	if l.busy == 0 {
		o.gate.forget(now)
	}
	if next.IsZero() {
		return nil, 0, nil
	}
	if next.Sub(now) > longestWait {
		return nil, time.Millisecond, o.redate(ctx, now)
	}
	return nil, max(next.Sub(now), time.Millisecond), nil
}

// afford sets requests aside for as many of the entries as the pace allows, or tells how long to wait for one parcel of them.
func (o *Outbox) afford(ids []string, now time.Time) ([]string, time.Duration) {
	if o.pace.reserve(usualCost*len(ids), now) == 0 {
		return ids, 0
	}
	ids = ids[:min(len(ids), BatchLimit/usualCost)]
	if wait := o.pace.reserve(usualCost*len(ids), now); wait > 0 {
		return nil, wait
	}
	return ids, 0
}

// deliveries is how many are under way at once: while the requests of one are on their way, another one is begun.
func (o *Outbox) deliveries() int {
	if o.together() == 1 {
		return max(o.Lanes, 1)
	}
	return 2
}

// together is how many entries one delivery takes: enough to keep every line busy twice, so that the steps of many are
// kept in one transaction.
func (o *Outbox) together() int {
	if o.Batch == nil || o.Lanes <= 1 {
		return 1
	}
	return o.Lanes * BatchLimit
}

// usualCost is how many requests an entry usually takes: its create, and its close.
const usualCost = 2

// sendSome delivers entries in this goroutine.
func (o *Outbox) sendSome(ctx context.Context, ids []string) error {
	return o.sendSomeThen(ctx, ids, func() {})
}

// sendSomeThen delivers entries, and tells once that their first attempts are committed, or that there are none.
func (o *Outbox) sendSomeThen(ctx context.Context, ids []string, begun func()) error {
	defer o.pace.release(usualCost * len(ids))
	told := false
	tell := func() {
		if !told {
			told = true
			begun()
		}
	}
	defer tell()
	return o.deliverGuarded(ctx, ids, tell)
}
