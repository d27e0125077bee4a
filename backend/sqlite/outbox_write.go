package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"

	"ferry/backend/outbox"
)

// recordWriter writes records within one transaction, with statements prepared once: a thread of 500 messages is one
// commit and should not be 2,000 parses.
type recordWriter struct {
	tx         *sql.Tx
	entry      *sql.Stmt
	operation  *sql.Stmt
	after      *sql.Stmt
	attempt    *sql.Stmt
	statements []*sql.Stmt
}

func prepareRecords(ctx context.Context, tx *sql.Tx) (*recordWriter, error) {
	w := &recordWriter{tx: tx}
	for text, statement := range map[string]**sql.Stmt{
		`INSERT INTO main.entry (` + entryColumns + `, search) VALUES (?` + strings.Repeat(", ?", 33) + `)`: &w.entry,
		`INSERT INTO main.operation (id, entry, position, kind, state, if_match, payload) VALUES (?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (id) DO UPDATE SET position = excluded.position, state = excluded.state,
			if_match = excluded.if_match, payload = excluded.payload`: &w.operation,
		`INSERT INTO main.operation_after (operation, earlier) VALUES (?, ?) ON CONFLICT DO NOTHING`: &w.after,
		`INSERT INTO main.attempt (entry, number, operation, hash, started, ended, outcome, code, detail, tries)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (entry, number) DO UPDATE SET ended = excluded.ended, outcome = excluded.outcome,
			code = excluded.code, detail = excluded.detail, tries = excluded.tries`: &w.attempt,
	} {
		prepared, err := tx.PrepareContext(ctx, text)
		if err != nil {
			w.close()
			return nil, err
		}
		*statement = prepared
		w.statements = append(w.statements, prepared)
	}
	return w, nil
}

// close gives the statements back; the transaction's end would too.
func (w *recordWriter) close() {
	var all error
	for _, statement := range w.statements {
		all = errors.Join(all, statement.Close())
	}
	_ = all // nothing was lost: what the statements wrote is the transaction's
}

// add writes a new record.
func (w *recordWriter) add(ctx context.Context, record outbox.Record) error {
	values, err := entryValues(record.Entry)
	if err != nil {
		return err
	}
	if _, err := w.entry.ExecContext(ctx, values...); err != nil {
		return err
	}
	return w.parts(ctx, outbox.Record{}, record)
}

// change writes what differs between the two.
func (w *recordWriter) change(ctx context.Context, before, after outbox.Record) error {
	if !reflect.DeepEqual(before.Entry, after.Entry) {
		values, err := entryValues(after.Entry)
		if err != nil {
			return err
		}
		result, err := w.tx.ExecContext(ctx, `UPDATE main.entry SET (`+entryColumns+`, search) = (?`+
			strings.Repeat(", ?", len(values)-1)+`) WHERE id = ?`, append(values, before.ID)...)
		if err != nil {
			return err
		}
		if rows, err := result.RowsAffected(); err != nil || rows != 1 {
			return errors.Join(err, fmt.Errorf("entry changed %d rows", rows))
		}
	}
	for _, operation := range before.Operations {
		if !hasOperation(after, operation.ID) {
			if _, err := w.tx.ExecContext(ctx, `DELETE FROM main.operation WHERE id = ?`, operation.ID); err != nil {
				return err
			}
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
		if err := w.writeOperation(ctx, after.ID, i, operation); err != nil {
			return err
		}
	}
	for i, attempt := range after.Attempts {
		if i < len(before.Attempts) && reflect.DeepEqual(before.Attempts[i], attempt) {
			continue
		}
		_, err := w.attempt.ExecContext(ctx, after.ID, attempt.Number, attempt.Operation, attempt.Hash,
			formatMoment(attempt.Started), formatMoment(attempt.Ended), string(attempt.Outcome), string(attempt.Code),
			attempt.Detail, attempt.Tries)
		if err != nil {
			return err
		}
	}
	return nil
}

func (w *recordWriter) writeOperation(ctx context.Context, entry string, position int, o outbox.Operation) error {
	payload, err := json.Marshal(o.Payload)
	if err != nil {
		return fmt.Errorf("payload of operation: %w", err)
	}
	_, err = w.operation.ExecContext(ctx, o.ID, entry, position, string(o.Kind), string(o.State), o.IfMatch, string(payload))
	if err != nil {
		return err
	}
	for _, earlier := range o.After {
		if _, err := w.after.ExecContext(ctx, o.ID, earlier); err != nil {
			return err
		}
	}
	return nil
}
