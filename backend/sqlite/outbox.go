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

// Records reads several records in the order of the ids.
func (o Outbox) Records(ctx context.Context, ids []string) (records []outbox.Record, err error) {
	err = o.db.viewEntries(ctx, func(tx *sql.Tx) (err error) {
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
	return o.db.update(ctx, func(tx *sql.Tx) error {
		writer := o.db.recordWriter(tx)
		records, err := readRecords(ctx, writer, once)
		if err != nil {
			return err
		}
		for _, before := range records {
			if err := writer.revise(ctx, before, change); err != nil {
				return err
			}
		}
		return nil
	})
}

// revise lets change work on a copy of the record and writes what differs.
func (w *recordWriter) revise(ctx context.Context, before outbox.Record, change func(*outbox.Record) error) error {
	after := before
	after.Operations = append([]outbox.Operation(nil), before.Operations...)
	after.Attempts = append([]outbox.Attempt(nil), before.Attempts...)
	if err := change(&after); err != nil {
		return err
	}
	if err := outbox.CheckMove(before.State, after.State); err != nil {
		return err
	}
	if reflect.DeepEqual(before, after) {
		return nil
	}
	return w.change(ctx, before, after)
}
