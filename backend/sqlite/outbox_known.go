package sqlite

import (
	"context"
	"database/sql"
	"maps"
	"sync"
	"time"

	"ferry/backend/outbox"
)

// updateMaterial is update for what brings in material, which changes entries by itself, but not how many of them there are in
// a state. Threads that wait in the intake by name are spread before, and none comes in meanwhile.
func (d *Database) updateMaterial(ctx context.Context, do func(tx *sql.Tx) error) error {
	d.intake.mu.Lock()
	defer d.intake.mu.Unlock()
	if err := d.spreadHeld(ctx); err != nil {
		return err
	}
	defer d.outlines.forget() // whatever became of it
	d.entries.mu.Lock()
	defer d.entries.mu.Unlock()
	if err := d.writeLeft(ctx); err != nil {
		return err
	}
	d.entries.records = nil
	return d.update(ctx, do)
}

// knownEntries is what is at hand of outbox.db's entries, which only this process writes: how many there are, and the
// records that are being sent, whose every step would otherwise read them again.
type knownEntries struct {
	// mu is held by whoever changes entries, until the change is committed, so that what is at hand is what is kept.
	mu       sync.Mutex
	records  map[string]outbox.Record
	counts   *outbox.Counts // nil while nobody counted
	disabled bool           // another process may write
}

// revision is a record before and after a change.
type revision struct {
	before, after outbox.Record
	left          bool // it stands in the departure table alone
}

// peek takes in records that were read, to be changed next. The caller holds mu.
func (k *knownEntries) peek(records []outbox.Record) {
	if k.disabled {
		return
	}
	if len(k.records) > peekMost { // what was read and then not changed
		maps.DeleteFunc(k.records, func(_ string, r outbox.Record) bool { return r.State != outbox.Sending })
	}
	for _, record := range records {
		k.put(record)
	}
}

// peekMost is more than the sender has in hand at a time; a record takes some kilobytes.
const peekMost = 4000

// add takes in a record that is new in the tables. The caller holds mu.
func (k *knownEntries) add(record outbox.Record) {
	k.count(record.Entry, 1)
	if !k.disabled && len(k.records) < peekMost && record.State == outbox.Queued {
		k.put(asKept(record))
	}
}

// given gives copies of records that are at hand, provided that all are. The caller holds mu.
func (k *knownEntries) given(ids []string) (records []outbox.Record, all bool) {
	for _, id := range ids {
		record, there := k.records[id]
		if !there {
			return nil, false
		}
		records = append(records, asKept(record))
	}
	return records, true
}

func (k *knownEntries) put(record outbox.Record) {
	if k.records == nil {
		k.records = map[string]outbox.Record{}
	}
	k.records[record.ID] = record
}

// learn takes in a change that is committed. The caller holds mu.
func (k *knownEntries) learn(revisions []revision) {
	for _, r := range revisions {
		delete(k.records, r.after.ID)
		if r.after.State == outbox.Sending {
			k.put(asKept(r.after))
		}
		k.count(r.before.Entry, -1)
		k.count(r.after.Entry, 1)
	}
}

// forget drops the records, and the counts, after a change of which it is not known whether it is kept. The caller holds mu.
func (k *knownEntries) forget(ids []string) {
	for _, id := range ids {
		delete(k.records, id)
	}
	k.counts = nil
}

func (k *knownEntries) count(e outbox.Entry, by int) {
	if k.counts == nil {
		return
	}
	if k.counts.States[e.State] += by; k.counts.States[e.State] == 0 {
		delete(k.counts.States, e.State)
	}
	if e.Unresolved() {
		k.counts.Unresolved += by
	}
}

// asKept is the record as it would be read back: times to the millisecond, in UTC. Its lists are its own.
func asKept(r outbox.Record) outbox.Record {
	r.Since, r.Until, r.Created = momentAsKept(r.Since), momentAsKept(r.Until), momentAsKept(r.Created)
	r.Operations = append([]outbox.Operation(nil), r.Operations...)
	r.Attempts = append([]outbox.Attempt(nil), r.Attempts...)
	for i := range r.Attempts {
		r.Attempts[i].Started, r.Attempts[i].Ended = momentAsKept(r.Attempts[i].Started), momentAsKept(r.Attempts[i].Ended)
	}
	return r
}

func momentAsKept(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	return t.UTC().Truncate(time.Millisecond)
}
