package sqlite

import (
	"context"
	"database/sql"
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
func (o Outbox) Add(ctx context.Context, records []outbox.Record) (map[string]outbox.Entry, error) {
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
	if err := o.db.spread(ctx); err != nil {
		return nil, err
	}
	if known := &o.db.entries; len(ids) > 1 {
		known.mu.Lock()
		defer known.mu.Unlock()
		defer func() { known.peek(records) }()
	}
	err = o.db.view(ctx, func(tx *sql.Tx) (err error) {
		records, err = readRecords(ctx, tx, ids)
		return err
	})
	return records, err
}

// Change lets change work on each record and writes what differs, all in one transaction.
func (o Outbox) Change(ctx context.Context, ids []string, change func(*outbox.Record) error) error {
	if err := o.db.spread(ctx); err != nil {
		return err
	}
	once := slices.Compact(slices.Sorted(slices.Values(ids)))
	if len(once) == len(ids) {
		once = ids // in the order that was asked for
	}
	known := &o.db.entries
	known.mu.Lock()
	defer known.mu.Unlock()
	var revisions []revision
	err := o.db.update(ctx, func(tx *sql.Tx) (err error) {
		// The transaction ends with ctx; were each of its statements watched too, the watching would cost more than they do.
		revisions, err = o.db.recordWriter(tx).reviseAll(context.WithoutCancel(ctx), known, once, change)
		return err
	})
	if err != nil {
		known.forget(once)
		return err
	}
	known.learn(revisions)
	return nil
}

// reviseAll revises the records, of which some are at hand.
func (w *recordWriter) reviseAll(
	ctx context.Context, known *knownEntries, ids []string, change func(*outbox.Record) error,
) ([]revision, error) {
	missing := slices.DeleteFunc(slices.Clone(ids), func(id string) bool {
		_, there := known.records[id]
		return there
	})
	read := map[string]outbox.Record{}
	if len(missing) > 0 {
		records, err := readRecords(ctx, w, missing)
		if err != nil {
			return nil, err
		}
		for _, record := range records {
			read[record.ID] = record
		}
	}
	revisions := make([]revision, 0, len(ids))
	for _, id := range ids {
		before, there := known.records[id]
		if !there {
			before = read[id]
		}
		after, err := w.revise(ctx, before, change)
		if err != nil {
			return nil, err
		}
		revisions = append(revisions, revision{before, after})
	}
	return revisions, nil
}

// revise lets change work on a copy of the record, writes what differs, and gives the copy.
func (w *recordWriter) revise(
	ctx context.Context, before outbox.Record, change func(*outbox.Record) error,
) (after outbox.Record, err error) {
	after = before
	after.Operations = append([]outbox.Operation(nil), before.Operations...)
	after.Attempts = append([]outbox.Attempt(nil), before.Attempts...)
	if err := change(&after); err != nil {
		return after, err
	}
	if err := outbox.CheckMove(before.State, after.State); err != nil {
		return after, err
	}
	if reflect.DeepEqual(before, after) {
		return after, nil
	}
	return after, w.change(ctx, before, after)
}
