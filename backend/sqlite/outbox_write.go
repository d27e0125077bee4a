package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"reflect"

	"ferry/backend/outbox"
)

// recordWriter reads and writes records within one transaction, and parses each statement once: a thread of 500 messages
// is one commit and should not be 1,000 parses.
type recordWriter struct {
	tx         *sql.Tx
	statements map[string]*sql.Stmt
}

func newRecordWriter(tx *sql.Tx) *recordWriter {
	return &recordWriter{tx: tx, statements: map[string]*sql.Stmt{}}
}

// statement parses the text unless that was done before. The transaction's end closes what it gives.
func (w *recordWriter) statement(ctx context.Context, text string) (*sql.Stmt, error) {
	if known := w.statements[text]; known != nil {
		return known, nil
	}
	parsed, err := w.tx.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	w.statements[text] = parsed
	return parsed, nil
}

// exec runs the statement and tells how many rows it changed.
func (w *recordWriter) exec(ctx context.Context, text string, arguments ...any) (int64, error) {
	statement, err := w.statement(ctx, text) //nolint:sqlclosecheck // the transaction closes it
	if err != nil {
		return 0, err
	}
	result, err := statement.ExecContext(ctx, arguments...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// QueryContext makes the writer a querier for what reads records.
func (w *recordWriter) QueryContext(ctx context.Context, text string, arguments ...any) (*sql.Rows, error) {
	statement, err := w.statement(ctx, text) //nolint:sqlclosecheck // the transaction closes it
	if err != nil {
		return nil, err
	}
	return statement.QueryContext(ctx, arguments...)
}

const (
	insertEntry = `INSERT INTO main.entry (` + entryColumns + `, search) VALUES ` + entryPlaces + ` ON CONFLICT (id) DO NOTHING`
	updateEntry = `UPDATE main.entry SET (` + entryColumns + `, search) = ` + entryPlaces + ` WHERE id = ?`
	entryPlaces = `(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

	putOperation = `
		INSERT INTO main.operation (id, entry, position, kind, state, if_match, payload) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET position = excluded.position, state = excluded.state,
			if_match = excluded.if_match, payload = excluded.payload
		WHERE operation.entry = excluded.entry`
	dropAfter    = `DELETE FROM main.operation_after WHERE operation = ?`
	putAfter     = `INSERT INTO main.operation_after (operation, earlier) VALUES (?, ?) ON CONFLICT DO NOTHING`
	dropAttempts = `DELETE FROM main.attempt WHERE entry = ? AND number > ?`
	putAttempt   = `
		INSERT INTO main.attempt (entry, number, operation, hash, started, ended, outcome, code, detail, tries)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (entry, number) DO UPDATE SET ended = excluded.ended, outcome = excluded.outcome,
			code = excluded.code, detail = excluded.detail, tries = excluded.tries`
)

// add writes a new record, unless its id is there.
func (w *recordWriter) add(ctx context.Context, record outbox.Record) (added bool, err error) {
	values, err := entryValues(record.Entry)
	if err != nil {
		return false, err
	}
	rows, err := w.exec(ctx, insertEntry, values...)
	if err != nil || rows == 0 {
		return false, err
	}
	return true, w.parts(ctx, outbox.Record{}, record)
}

// change writes what differs between the two.
func (w *recordWriter) change(ctx context.Context, before, after outbox.Record) error {
	if !reflect.DeepEqual(before.Entry, after.Entry) {
		values, err := entryValues(after.Entry)
		if err != nil {
			return err
		}
		if _, err := w.exec(ctx, updateEntry, append(values, before.ID)...); err != nil {
			return err
		}
	}
	for _, operation := range before.Operations {
		if hasOperation(after, operation.ID) {
			continue
		}
		if _, err := w.exec(ctx, `DELETE FROM main.operation WHERE id = ?`, operation.ID); err != nil {
			return err
		}
	}
	if len(after.Attempts) < len(before.Attempts) {
		if _, err := w.exec(ctx, dropAttempts, before.ID, len(after.Attempts)); err != nil {
			return err
		}
	}
	return w.parts(ctx, before, after)
}

func hasOperation(record outbox.Record, id string) bool {
	for _, operation := range record.Operations {
		if operation.ID == id {
			return true
		}
	}
	return false
}

// parts writes operations and attempts that are new or differ.
func (w *recordWriter) parts(ctx context.Context, before, after outbox.Record) error {
	for i, operation := range after.Operations {
		if i < len(before.Operations) && reflect.DeepEqual(before.Operations[i], operation) {
			continue
		}
		if err := w.writeOperation(ctx, after.ID, i, operation, len(before.Operations) == 0); err != nil {
			return err
		}
	}
	for i, attempt := range after.Attempts {
		if i < len(before.Attempts) && reflect.DeepEqual(before.Attempts[i], attempt) {
			continue
		}
		_, err := w.exec(ctx, putAttempt, after.ID, attempt.Number, attempt.Operation, attempt.Hash,
			formatMoment(attempt.Started), formatMoment(attempt.Ended), string(attempt.Outcome), string(attempt.Code),
			attempt.Detail, attempt.Tries)
		if err != nil {
			return err
		}
	}
	return nil
}

func (w *recordWriter) writeOperation(
	ctx context.Context, entry string, position int, o outbox.Operation, isNew bool,
) error {
	payload, err := json.Marshal(o.Payload)
	if err != nil {
		return fmt.Errorf("payload of operation: %w", err)
	}
	rows, err := w.exec(ctx, putOperation, o.ID, entry, position, string(o.Kind), string(o.State), o.IfMatch, string(payload))
	if err != nil {
		return err
	}
	if rows != 1 {
		return fmt.Errorf("operation %s belongs to another entry", o.ID)
	}
	if !isNew {
		if _, err := w.exec(ctx, dropAfter, o.ID); err != nil {
			return err
		}
	}
	for _, earlier := range o.After {
		if _, err := w.exec(ctx, putAfter, o.ID, earlier); err != nil {
			return err
		}
	}
	return nil
}
