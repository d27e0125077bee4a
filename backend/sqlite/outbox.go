package sqlite

import (
	"context"
	"database/sql"
	"reflect"

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
	var record outbox.Record
	err := o.db.viewEntries(ctx, func(tx *sql.Tx) (err error) {
		record, err = readRecord(ctx, tx, id)
		return err
	})
	return record, err
}

// Change lets change work on each record and writes what differs, all in one transaction.
func (o Outbox) Change(ctx context.Context, ids []string, change func(*outbox.Record) error) error {
	if err := o.db.spread(ctx); err != nil {
		return err
	}
	return o.db.update(ctx, func(tx *sql.Tx) error {
		writer := newRecordWriter(tx)
		for _, id := range ids {
			before, err := readRecord(ctx, writer, id)
			if err != nil {
				return err
			}
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
				continue
			}
			if err := writer.change(ctx, before, after); err != nil {
				return err
			}
		}
		return nil
	})
}

// readRecord reads an entry with its operations and attempts.
func readRecord(ctx context.Context, from querier, id string) (record outbox.Record, err error) {
	if record.Entry, err = readEntry(ctx, from, id); err != nil {
		return record, err
	}
	if record.Operations, err = readOperations(ctx, from, id); err != nil {
		return record, err
	}
	record.Attempts, err = readAttempts(ctx, from, id)
	return record, err
}
