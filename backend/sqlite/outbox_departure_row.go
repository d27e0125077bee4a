package sqlite

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"ferry/backend/outbox"
)

// departure is what leaving changed.
type departure struct {
	progress
	Operations []outbox.Operation `json:"o,omitempty"`
	// Attempts are the new ones; the first Kept of those in the table stand before them.
	Kept     int           `json:"k,omitempty"`
	Attempts []leftAttempt `json:"a"`
}

// leftAttempt is an attempt of which nothing is known yet.
type leftAttempt struct {
	Number    int       `json:"n"`
	Operation string    `json:"o"`
	Hash      string    `json:"h,omitempty"`
	Started   time.Time `json:"s"`
}

func (a leftAttempt) attempt() outbox.Attempt {
	return outbox.Attempt{Number: a.Number, Operation: a.Operation, Hash: a.Hash, Started: a.Started,
		Outcome: outbox.OutcomeOpen, Tries: 1}
}

func leftAttempts(attempts []outbox.Attempt) []leftAttempt {
	left := make([]leftAttempt, 0, len(attempts))
	for _, a := range attempts {
		left = append(left, leftAttempt{a.Number, a.Operation, a.Hash, a.Started})
	}
	return left
}

const dropDepartures = `DELETE FROM main.departure WHERE place IN (SELECT value FROM json_each(?))`

// leaves reports whether the change is nothing but an entry that leaves: it is sending now, with attempts that are open.
func leaves(before, after outbox.Record) bool {
	if after.State != outbox.Sending || before.State == outbox.Sending {
		return false
	}
	kept := len(before.Attempts)
	if len(after.Attempts) <= kept || !slices.Equal(before.Attempts, after.Attempts[:kept]) {
		return false
	}
	for i, left := range leftAttempts(after.Attempts[kept:]) {
		if left.attempt() != after.Attempts[kept+i] {
			return false
		}
	}
	return progressOf(after.Entry).on(before.Entry) == after.Entry
}

// depart keeps what leaving changes.
func (w *recordWriter) depart(ctx context.Context, left []revision) error {
	values := make([]any, 0, 2*len(left))
	for _, r := range left {
		text, err := encodeDeparture(r.before, r.after)
		if err != nil {
			return err
		}
		values = append(values, r.after.Sequence, text)
	}
	return w.insert(ctx, insertDepartures, values)
}

func encodeDeparture(before, after outbox.Record) (string, error) {
	kept := len(before.Attempts)
	change := departure{progress: progressOf(after.Entry), Kept: kept, Attempts: leftAttempts(after.Attempts[kept:])}
	if !slices.EqualFunc(before.Operations, after.Operations, sameOperation) { // planned anew
		change.Operations = after.Operations
	}
	text, err := json.Marshal(change)
	if err != nil {
		return "", fmt.Errorf("departure: %w", err)
	}
	return string(text), nil
}

// dropDepartures forgets what is written into the tables in this transaction.
func (w *recordWriter) dropDepartures(ctx context.Context, places []int64) error {
	if len(places) == 0 {
		return nil
	}
	return w.exec(ctx, dropDepartures, list(places))
}

// arrive writes into the tables what leaving changed.
func (w *recordWriter) arrive(ctx context.Context, id, text string) error {
	var change departure
	if err := json.Unmarshal([]byte(text), &change); err != nil {
		return fmt.Errorf("departure: %w", err)
	}
	records, err := readRecords(ctx, w, []string{id})
	if err != nil {
		return err
	}
	before := records[0]
	after := before
	after.Entry = change.on(before.Entry)
	if change.Operations != nil {
		after.Operations = change.Operations
	}
	if change.Kept > len(before.Attempts) {
		return fmt.Errorf("departure: after %d attempts of %d", change.Kept, len(before.Attempts))
	}
	after.Attempts = slices.Clone(before.Attempts[:change.Kept])
	for _, left := range change.Attempts {
		after.Attempts = append(after.Attempts, left.attempt())
	}
	return w.change(ctx, before, after)
}
