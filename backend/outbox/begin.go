package outbox

import (
	"context"
	"fmt"
	"time"

	"ferry/backend/crm"
)

// decision is what matching says of an entry about to be sent.
type decision struct {
	before Record
	match  crm.Match
	hold   crm.Code // why it stays here, or empty
	// toCome are the rows that are themselves still to be made.
	toCome map[string]bool
}

// begin decides what the entries become and commits their first attempts, in one step. It gives none for entries that stay
// here.
func (o *Outbox) begin(ctx context.Context, records []Record) ([]*step, error) {
	shape, err := o.Shape(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the tables' shape: %w", err)
	}
	toCome, err := o.rowsToCome(ctx)
	if err != nil {
		return nil, err
	}
	decisions := map[string]decision{}
	for _, before := range records {
		match, hold, err := o.decide(ctx, before)
		if err != nil {
			return nil, err
		}
		decisions[before.ID] = decision{before, match, hold, toCome}
	}
	o.step(stepMatched)
	return o.open(ctx, idsOf(records), func(r *Record) (*step, error) {
		return decisions[r.ID].apply(r, *shape, o.Batch != nil, time.Now())
	})
}

// open changes the records in one transaction and gives the steps whose attempts that opens.
func (o *Outbox) open(ctx context.Context, ids []string, next func(*Record) (*step, error)) ([]*step, error) {
	var steps []*step
	var notes []Change
	err := o.Store.Change(ctx, ids, func(r *Record) error {
		opened, err := next(r)
		if opened != nil {
			steps = append(steps, opened)
		}
		notes = append(notes, Change{Entry: r.ID, State: r.State})
		return err
	})
	if err != nil {
		return nil, err
	}
	o.changedEach(notes)
	return steps, nil
}

// apply opens the first attempt of a record, unless it stays here.
func (d decision) apply(r *Record, shape Shape, sets bool, now time.Time) (*step, error) {
	if r.Chosen != d.before.Chosen || r.State != d.before.State {
		return nil, nil // a person was quicker: it is looked at anew
	}
	if d.hold != "" {
		return nil, r.hold(d.hold, now)
	}
	if undelivered(r) {
		if !r.Chosen {
			r.Row = folded(d.match.Row)
		}
		r.replan(shape)
	}
	if d.toCome[r.Row.ID] && r.awaits() {
		return nil, r.await(now)
	}
	return r.start(sets, now)
}

func idsOf(records []Record) []string {
	ids := make([]string, 0, len(records))
	for _, record := range records {
		ids = append(ids, record.ID)
	}
	return ids
}

// undelivered reports whether it is still open what the entry becomes.
func undelivered(r *Record) bool {
	return !r.Landed && r.State != Removing && r.pending(OperationCreate) != nil
}

// decide asks matching who the member is. hold is why the entry stays here, or empty.
func (o *Outbox) decide(ctx context.Context, r Record) (match crm.Match, hold crm.Code, err error) {
	if r.Chosen || !undelivered(&r) {
		return crm.Match{}, "", nil
	}
	policy, err := o.Policy(ctx)
	if err != nil {
		return crm.Match{}, "", fmt.Errorf("read what may be written back: %w", err)
	}
	match, err = o.Matcher.Match(ctx, r.Member)
	if err != nil {
		return crm.Match{}, "", fmt.Errorf("match a member: %w", err)
	}
	if match.Strength != crm.MatchStrong {
		match.Row = crm.Ref{}
	}
	return match, holdFor(match, policy), nil
}

// hold keeps the entry here: an unmatched one waits by itself, the others need a person.
func (r *Record) hold(code crm.Code, now time.Time) error {
	if code == crm.CodeUnmatched {
		return r.moveFor(Waiting, code, "", time.Time{}, now)
	}
	return r.moveFor(Attention, code, "", time.Time{}, now)
}

// start opens the attempt of the next operation; with none left the entry has arrived. sets: a close may travel with its
// create.
func (r *Record) start(sets bool, now time.Time) (*step, error) {
	next := r.next()
	if next == nil {
		return nil, r.arrive(now)
	}
	if r.State != Removing {
		if err := r.move(Sending, now); err != nil {
			return nil, err
		}
	}
	made := &step{operation: *next}
	if sets {
		made.closing = r.closesWith(next)
	}
	made.attempt = r.attempt(next, now)
	if made.closing != nil {
		r.attempt(made.closing, now)
	}
	made.record = r.clone()
	return made, nil
}

// arrive ends the entry's way: sent, or removed.
func (r *Record) arrive(now time.Time) error {
	if r.State == Removing {
		return r.move(Removed, now)
	}
	if r.State == Waiting { // its time has come
		if err := r.move(Queued, now); err != nil {
			return err
		}
	}
	return r.move(Sent, now)
}

// attempt opens an attempt of the operation and gives its number.
func (r *Record) attempt(operation *Operation, now time.Time) int {
	hash := ""
	switch {
	case operation.Kind == OperationCreate:
		hash = contentHash(*operation.Payload.Activity)
	case operation.Payload.Person != nil:
		hash = personHash(*operation.Payload.Person)
	}
	number := len(r.Attempts) + 1
	r.Attempts = append(r.Attempts, Attempt{Number: number, Operation: operation.ID, Hash: hash, Started: now,
		Outcome: OutcomeOpen, Tries: 1})
	return number
}
