package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"reflect"
	"slices"

	"ferry/backend/outbox"
)

// Outbox is the outbox.Store of an open folder, in outbox.db.
type Outbox struct{ db *Database }

var _ outbox.Store = Outbox{}

// Outbox gives the folder's outbox.
func (d *Database) Outbox() Outbox { return Outbox{db: d} }

// Add keeps new records in one durable transaction.
func (o Outbox) Add(ctx context.Context, records []outbox.Record) (map[string]outbox.State, error) {
	return o.db.addToIntake(ctx, records)
}

// Record reads one record.
func (o Outbox) Record(ctx context.Context, id string) (outbox.Record, error) {
	records, err := o.Records(ctx, []string{id})
	if err != nil {
		return outbox.Record{}, err
	}
	return records[0], nil
}

// Records reads several records in the order of the ids. They are kept at hand: whoever reads several changes them next.
func (o Outbox) Records(ctx context.Context, ids []string) (records []outbox.Record, err error) {
	if err := o.db.spreadIntake(ctx); err != nil {
		return nil, err
	}
	if len(ids) > 1 {
		known := &o.db.entries
		known.mu.Lock()
		defer known.mu.Unlock()
		if records, all := known.given(ids); all {
			return records, o.db.isOpen()
		}
		if o.db.departures.hasAny(ids) { // asked with the lock held: what is read must not be older than what is at hand
			if err := o.db.writeDepartures(ctx); err != nil {
				return nil, err
			}
		}
		defer func() { known.peek(records) }()
	} else if o.db.departures.hasAny(ids) {
		if err := o.db.spread(ctx); err != nil {
			return nil, err
		}
	}
	err = o.db.view(ctx, func(tx *sql.Tx) (err error) {
		records, err = readRecords(ctx, tx, ids)
		return err
	})
	return records, err
}

// Change lets change work on each record and writes what differs, all in one transaction.
func (o Outbox) Change(ctx context.Context, ids []string, change func(*outbox.Record) error) error {
	if err := o.db.spreadIntake(ctx); err != nil {
		return err
	}
	once := slices.Compact(slices.Sorted(slices.Values(ids)))
	if len(once) == len(ids) {
		once = ids // in the order that was asked for
	}
	known := &o.db.entries
	known.mu.Lock()
	defer known.mu.Unlock()
	if o.db.departures.uncertain() {
		if err := o.db.writeDepartures(ctx); err != nil {
			return err
		}
	}
	var revisions []revision
	err := o.db.update(ctx, func(tx *sql.Tx) (err error) {
		// The transaction ends with ctx; were each of its statements watched too, the watching would cost more than they do.
		revisions, err = o.db.recordWriter(tx).reviseAll(context.WithoutCancel(ctx), o.db, once, change)
		return err
	})
	if err != nil {
		known.forget(once)
		o.db.departures.doubt()
		return err
	}
	o.db.departures.learn(revisions)
	known.learn(revisions)
	return nil
}

// reviseAll revises the records, of which some are at hand.
func (w *recordWriter) reviseAll(
	ctx context.Context, d *Database, ids []string, change func(*outbox.Record) error,
) ([]revision, error) {
	read, err := w.readMissing(ctx, &d.entries, ids)
	if err != nil {
		return nil, err
	}
	revisions := make([]revision, 0, len(ids))
	for _, id := range ids {
		before, there := d.entries.records[id]
		if !there {
			before = read[id]
		}
		revised, err := revise(before, change)
		if err != nil {
			return nil, err
		}
		revisions = append(revisions, revised)
	}
	return revisions, w.write(ctx, &d.departures, revisions)
}

// readMissing reads the records that are not at hand.
func (w *recordWriter) readMissing(
	ctx context.Context, known *knownEntries, ids []string,
) (map[string]outbox.Record, error) {
	missing := slices.DeleteFunc(slices.Clone(ids), func(id string) bool {
		_, there := known.records[id]
		return there
	})
	if len(missing) == 0 {
		return nil, nil
	}
	records, err := readRecords(ctx, w, missing)
	if err != nil {
		return nil, err
	}
	read := make(map[string]outbox.Record, len(records))
	for _, record := range records {
		read[record.ID] = record
	}
	return read, nil
}

// revise lets change work on a copy of the record.
func revise(before outbox.Record, change func(*outbox.Record) error) (revision, error) {
	r := revision{before: before, after: before}
	r.after.Operations = append([]outbox.Operation(nil), before.Operations...)
	r.after.Attempts = append([]outbox.Attempt(nil), before.Attempts...)
	if err := change(&r.after); err != nil {
		return r, err
	}
	return r, outbox.CheckMove(before.State, r.after.State)
}

// write writes what differs in each record, and marks what left.
func (w *recordWriter) write(ctx context.Context, away *departures, revisions []revision) error {
	var left []revision
	var came []int64
	for i := range revisions {
		r := &revisions[i]
		written, onItsWay := away.before(r.before.ID)
		switch {
		case r.before.Entry == r.after.Entry && reflect.DeepEqual(r.before, r.after):
			r.left = onItsWay
			continue
		case onItsWay:
			came = append(came, r.before.Sequence)
		case leaves(r.before, r.after):
			r.left = true
			left = append(left, *r)
			continue
		default:
			written = r.before
		}
		if err := w.change(ctx, written, r.after); err != nil {
			return err
		}
	}
	return errors.Join(w.finish(ctx), w.depart(ctx, left), w.dropDepartures(ctx, came))
}
