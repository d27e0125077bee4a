package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"sync"

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
	var keys, names []string
	for id, record := range d.behind {
		keys, names = append(keys, record.Member.Key), append(names, id)
	}
	return textList(keys), textList(names)
}

// cleared notes that the table is empty.
func (d *departures) cleared() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.behind, d.unknown = nil, false
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
			return errors.Join(err, writer.finish(kept))
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

const leftQuery = `SELECT entry.id, change FROM main.departure CROSS JOIN main.entry ON entry.sequence = place ORDER BY place`

func (d *Database) readDepartures(ctx context.Context) (left []leftRow, err error) {
	err = d.view(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, leftQuery, nil, func(scan func(...any) error) error {
			var one leftRow
			err := scan(&one.id, &one.text)
			left = append(left, one)
			return err
		})
	})
	return left, err
}
