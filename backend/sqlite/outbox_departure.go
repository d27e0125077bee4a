package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"sync"
	"time"

	"ferry/backend/crm"
	"ferry/backend/outbox"
)

// departures is the short way to the disk of entries that leave. Their attempts have to be kept before a request does, and
// are kept in one small row for each entry; the tables and their indexes follow together with what became of the entry, in
// one step instead of two. Whatever reads entries has them written at once.
type departures struct {
	mu sync.Mutex
	// behind are the records as the tables have them, of entries whose leaving stands in the departure table.
	behind map[string]outbox.Record
	// unknown: the table may hold rows of which behind says nothing, after a crash or a commit whose end is not known.
	unknown bool
}

// departure is what leaving changed.
type departure struct {
	progress
	Operations []outbox.Operation `json:"o,omitempty"`
	// Attempts are the new ones; the first Kept of those in the table stand before them.
	Kept     int              `json:"k,omitempty"`
	Attempts []outbox.Attempt `json:"a"`
}

// progress is of an entry what sending changes, as progressed names it.
type progress struct {
	State    outbox.State `json:"s"`
	Code     crm.Code     `json:"c,omitempty"`
	Detail   string       `json:"d,omitempty"`
	Since    time.Time    `json:"since"`
	Until    time.Time    `json:"until,omitzero"`
	Failures int          `json:"f,omitempty"`
	Landed   bool         `json:"l,omitempty"`
	Closed   bool         `json:"e,omitempty"`
	Written  crm.Ref      `json:"w,omitzero"`
	Row      crm.Ref      `json:"r,omitzero"`
	Chosen   bool         `json:"p,omitempty"`
	Table    string       `json:"t,omitempty"`
	Fallback bool         `json:"b,omitempty"`
}

func progressOf(e outbox.Entry) progress {
	return progress{e.State, e.Code, e.Detail, e.Since, e.Until, e.Failures, e.Landed, e.Closed, e.Written, e.Row, e.Chosen,
		e.Table, e.Fallback}
}

// entry is an entry that has the progress and nothing else.
func (p progress) entry() outbox.Entry {
	return outbox.Entry{State: p.State, Code: p.Code, Detail: p.Detail, Since: p.Since, Until: p.Until, Failures: p.Failures,
		Landed: p.Landed, Closed: p.Closed, Written: p.Written, Row: p.Row, Chosen: p.Chosen, Table: p.Table,
		Fallback: p.Fallback}
}

// before gives the record as the tables have it, of an entry on its way.
func (d *departures) before(id string) (outbox.Record, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	record, there := d.behind[id]
	return record, there
}

// learn takes in changes that are committed: what left, and what the tables have whole.
func (d *departures) learn(revisions []revision) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, r := range revisions {
		if !r.left {
			delete(d.behind, r.after.ID)
			continue
		}
		if d.behind == nil {
			d.behind = map[string]outbox.Record{}
		}
		if _, there := d.behind[r.after.ID]; !there {
			d.behind[r.after.ID] = r.before
		}
	}
}

// doubt notes that the table may hold anything.
func (d *departures) doubt() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.unknown = true
}

// some reports whether the table may hold something.
func (d *departures) some() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.unknown || len(d.behind) > 0
}

// uncertain reports whether the table may hold what behind does not say.
func (d *departures) uncertain() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.unknown
}

// hasAny reports whether one of the entries is on its way, or may be.
func (d *departures) hasAny(ids []string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.unknown || slices.ContainsFunc(ids, func(id string) bool {
		_, there := d.behind[id]
		return there
	})
}

// away lists the members and the ids of what is on its way, as JSON.
func (d *departures) away() (members, ids string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	keys, names := []byte{'['}, []byte{'['}
	for id, record := range d.behind {
		keys, names = append(appendText(keys, record.Member.Key), ','), append(appendText(names, id), ',')
	}
	return closeList(keys), closeList(names)
}

// closeList ends a JSON list that is a bracket, and texts with a comma after each.
func closeList(list []byte) string {
	if len(list) > 1 {
		list = list[:len(list)-1]
	}
	return string(append(list, ']'))
}

// cleared notes that the table is empty.
func (d *departures) cleared() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.behind, d.unknown = nil, false
}

const (
	putDeparture   = `INSERT INTO main.departure (entry, change) VALUES (?, ?)`
	putDepartures  = putDeparture + `, (?, ?), (?, ?), (?, ?), (?, ?), (?, ?), (?, ?), (?, ?), (?, ?), (?, ?)`
	manyDepartures = 10 // of putDepartures
	dropDepartures = `DELETE FROM main.departure WHERE entry IN (SELECT value FROM json_each(?))`
)

// leaves reports whether the change is nothing but an entry that leaves.
func leaves(before, after outbox.Record) bool {
	if after.State != outbox.Sending || before.State == outbox.Sending {
		return false
	}
	kept := len(before.Attempts)
	return len(after.Attempts) > kept && slices.Equal(before.Attempts, after.Attempts[:kept]) &&
		reflect.DeepEqual(progressed(before.Entry, after.Entry), after.Entry)
}

// depart keeps what leaving changes.
func (w *recordWriter) depart(ctx context.Context, left []revision) error {
	for some := range slices.Chunk(left, manyDepartures) {
		values := make([]any, 0, 2*len(some))
		for _, r := range some {
			text, err := encodeDeparture(r.before, r.after)
			if err != nil {
				return err
			}
			values = append(values, r.after.ID, text)
		}
		if err := w.putDepartures(ctx, values); err != nil {
			return err
		}
	}
	return nil
}

// putDepartures writes rows, given as the values of one after the other.
func (w *recordWriter) putDepartures(ctx context.Context, values []any) error {
	if len(values) == 2*manyDepartures {
		_, err := w.exec(ctx, putDepartures, values...)
		return err
	}
	for row := range slices.Chunk(values, 2) {
		if _, err := w.exec(ctx, putDeparture, row...); err != nil {
			return err
		}
	}
	return nil
}

func encodeDeparture(before, after outbox.Record) (string, error) {
	kept := len(before.Attempts)
	change := departure{progress: progressOf(after.Entry), Kept: kept, Attempts: after.Attempts[kept:]}
	if !reflect.DeepEqual(before.Operations, after.Operations) { // planned anew
		change.Operations = after.Operations
	}
	text, err := json.Marshal(change)
	if err != nil {
		return "", fmt.Errorf("departure: %w", err)
	}
	return string(text), nil
}

// dropDepartures forgets what is written into the tables in this transaction.
func (w *recordWriter) dropDepartures(ctx context.Context, ids []string) error {
	if len(ids) == 0 {
		return nil
	}
	list := []byte{'['}
	for _, id := range ids {
		list = append(appendText(list, id), ',')
	}
	_, err := w.exec(ctx, dropDepartures, closeList(list))
	return err
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
	after.Entry = progressed(before.Entry, change.entry())
	if change.Operations != nil {
		after.Operations = change.Operations
	}
	if change.Kept > len(before.Attempts) {
		return fmt.Errorf("departure: after %d attempts of %d", change.Kept, len(before.Attempts))
	}
	after.Attempts = append(append([]outbox.Attempt(nil), before.Attempts[:change.Kept]...), change.Attempts...)
	return w.change(ctx, before, after)
}

// spread brings the tables up to date with what people queued and with what is on its way. Whatever reads or changes
// entries calls it first, but for the sender, which knows what it sent.
func (d *Database) spread(ctx context.Context) error {
	if err := d.spreadIntake(ctx); err != nil || d.config.ReadOnly || !d.departures.some() {
		return err
	}
	d.entries.mu.Lock()
	defer d.entries.mu.Unlock()
	return d.writeLeft(ctx)
}

// writeLeft is writeDepartures where there is something to write.
func (d *Database) writeLeft(ctx context.Context) error {
	if d.config.ReadOnly || !d.departures.some() {
		return nil
	}
	return d.writeDepartures(ctx)
}

// spreadForSender is spread as far as the sender needs it.
func (d *Database) spreadForSender(ctx context.Context) error {
	if d.departures.uncertain() {
		return d.spread(ctx)
	}
	return d.spreadIntake(ctx)
}

// writeDepartures brings the tables up to date with what left. The caller holds what guards changes of entries.
func (d *Database) writeDepartures(ctx context.Context) error {
	left, err := d.readDepartures(ctx)
	if err != nil {
		return err
	}
	if len(left) > 0 {
		err = d.update(ctx, func(tx *sql.Tx) error {
			writer, kept := d.recordWriter(tx), context.WithoutCancel(ctx) // the transaction ends with ctx
			for _, one := range left {
				if err := writer.arrive(kept, one.id, one.text); err != nil {
					return err
				}
			}
			_, err := tx.ExecContext(kept, `DELETE FROM main.departure`)
			return err
		})
	}
	if err != nil {
		d.entries.forget(nil)
		d.departures.doubt()
		return err
	}
	d.departures.cleared()
	return nil
}

// leftRow is a row of the departure table.
type leftRow struct{ id, text string }

func (d *Database) readDepartures(ctx context.Context) (left []leftRow, err error) {
	err = d.view(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, `SELECT entry, change FROM main.departure`, nil, func(scan func(...any) error) error {
			var one leftRow
			err := scan(&one.id, &one.text)
			left = append(left, one)
			return err
		})
	})
	return left, err
}
