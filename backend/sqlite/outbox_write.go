package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"ferry/backend/outbox"
)

// recordWriter reads and writes records within one transaction, by statements that were parsed when the folder was opened:
// a round of ten entries would otherwise spend more on parsing than on writing.
type recordWriter struct {
	tx         *sql.Tx
	parsed     map[string]*sql.Stmt
	insertions map[string]insertion
	// What finish has to write: operations that are done, and attempts.
	done     []string
	attempts []any
}

// recordWriter gives a writer for a transaction of update.
func (d *Database) recordWriter(tx *sql.Tx) *recordWriter {
	return &recordWriter{tx: tx, parsed: d.handles.parsed, insertions: d.handles.insertions}
}

// writerStatements are those that a recordWriter uses.
func writerStatements() []string {
	return []string{
		dropDepartures, insertEntry, updateEntry, updateProgress, updatePlace,
		setOperationState, setOperationsDone, dropOperations, dropAttempts,
		selectEntries, selectOperations, selectAttempts,
	}
}

// parse parses the statements on the pool; they live as long as it does.
func parse(ctx context.Context, pool *sql.DB, texts []string) (map[string]*sql.Stmt, error) {
	parsed := map[string]*sql.Stmt{}
	for _, text := range texts {
		statement, err := pool.PrepareContext(ctx, text) //nolint:sqlclosecheck // closing the pool closes it
		if err != nil {
			return nil, err
		}
		parsed[text] = statement
	}
	return parsed, nil
}

func (w *recordWriter) statement(ctx context.Context, text string) (*sql.Stmt, error) {
	known := w.parsed[text]
	if known == nil {
		return nil, fmt.Errorf("a statement that is not among the parsed ones: %.40s", text)
	}
	return w.tx.StmtContext(ctx, known), nil
}

// exec runs the statement.
func (w *recordWriter) exec(ctx context.Context, text string, arguments ...any) error {
	_, err := w.run(ctx, text, arguments)
	return err
}

func (w *recordWriter) run(ctx context.Context, text string, arguments []any) (sql.Result, error) {
	statement, err := w.statement(ctx, text) //nolint:sqlclosecheck // the transaction closes it
	if err != nil {
		return nil, err
	}
	return statement.ExecContext(ctx, arguments...)
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
	updateEntry = `UPDATE main.entry SET (` + entryColumns + `, search) = ` + entryPlaces + ` WHERE sequence = ?`
	entryPlaces = `(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

	// What sending changes, but for the text. Where it goes seldom changes, and has an index that would be written anew.
	updateProgress = `UPDATE main.entry SET (state, code, detail, since, until, failures, landed, closed,
		written_table, written_id, written_name) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE sequence = ?`
	updatePlace = `UPDATE main.entry SET (row_table, row_id, row_name, chosen, activity, fallback) = (?, ?, ?, ?, ?, ?)
		WHERE sequence = ?`

	setOperationState = `UPDATE main.operation SET state = ? WHERE place = ? AND position = ?`
	setOperationsDone = `UPDATE main.operation SET state = 'done'
		WHERE (place, position) IN (SELECT value ->> 0, value ->> 1 FROM json_each(?))`
	dropOperations = `DELETE FROM main.operation WHERE place = ?` // and what they come after
	dropAttempts   = `DELETE FROM main.attempt WHERE place = ? AND number > ?`
)

// add writes a new record and numbers it, unless its id is there.
func (w *recordWriter) add(ctx context.Context, record *outbox.Record) (added bool, err error) {
	values, err := entryValues(record.Entry)
	if err != nil {
		return false, err
	}
	result, err := w.run(ctx, insertEntry, values)
	if err != nil {
		return false, err
	}
	if rows, err := result.RowsAffected(); err != nil || rows == 0 {
		return false, err
	}
	if record.Sequence, err = result.LastInsertId(); err != nil {
		return false, err
	}
	return true, w.parts(ctx, outbox.Record{}, *record)
}

// change writes what differs between the two; finish writes the rest.
func (w *recordWriter) change(ctx context.Context, before, after outbox.Record) error {
	if err := w.changeEntry(ctx, before.Entry, after.Entry); err != nil {
		return err
	}
	if len(after.Attempts) < len(before.Attempts) {
		if err := w.exec(ctx, dropAttempts, before.Sequence, len(after.Attempts)); err != nil {
			return err
		}
	}
	return w.parts(ctx, before, after)
}

// changeEntry writes the entry where it differs: what only got further does not have its text written and folded again.
func (w *recordWriter) changeEntry(ctx context.Context, before, after outbox.Entry) error {
	if before == after {
		return nil
	}
	if progressOf(after).on(before) == after {
		return w.progress(ctx, before, after)
	}
	values, err := entryValues(after)
	if err != nil {
		return err
	}
	return w.exec(ctx, updateEntry, append(values, before.Sequence)...)
}

// parts writes operations and attempts that are new or differ.
func (w *recordWriter) parts(ctx context.Context, before, after outbox.Record) error {
	for i, a := range after.Attempts {
		if i >= len(before.Attempts) || before.Attempts[i] != a {
			w.attempts = append(w.attempts, after.Sequence, a.Number, a.Operation, a.Hash, formatMoment(a.Started),
				formatMoment(a.Ended), string(a.Outcome), string(a.Code), a.Detail, a.Tries)
		}
	}
	if slices.EqualFunc(before.Operations, after.Operations, sameButState) {
		return w.operationStates(ctx, before, after)
	}
	if len(before.Operations) > 0 {
		if err := w.exec(ctx, dropOperations, before.Sequence); err != nil {
			return err
		}
	}
	return w.operations(ctx, after)
}

// sameButState reports whether the two differ in their state at most.
func sameButState(a, b outbox.Operation) bool {
	if a.ID != b.ID || a.Kind != b.Kind || a.IfMatch != b.IfMatch || !slices.Equal(a.After, b.After) {
		return false
	}
	return a.Payload == b.Payload || reflect.DeepEqual(a.Payload, b.Payload)
}

func sameOperation(a, b outbox.Operation) bool { return a.State == b.State && sameButState(a, b) }

// operationStates writes states that differ, in operations that differ in nothing else.
func (w *recordWriter) operationStates(ctx context.Context, before, after outbox.Record) error {
	for position, o := range after.Operations {
		switch o.State {
		case before.Operations[position].State:
		case outbox.OperationDone:
			w.done = append(w.done, fmt.Sprintf("[%d,%d]", after.Sequence, position))
		default:
			if err := w.exec(ctx, setOperationState, string(o.State), after.Sequence, position); err != nil {
				return err
			}
		}
	}
	return nil
}

// operations writes all operations of a record of which none is kept. An id that another entry has is an error.
func (w *recordWriter) operations(ctx context.Context, record outbox.Record) error {
	var rows, needs []any
	for position, o := range record.Operations {
		payload, err := json.Marshal(o.Payload)
		if err != nil {
			return fmt.Errorf("payload of operation: %w", err)
		}
		rows = append(rows, record.Sequence, position, o.ID, string(o.Kind), string(o.State), o.IfMatch, string(payload))
		for _, earlier := range o.After {
			needs = append(needs, record.Sequence, position, earlier)
		}
	}
	return errors.Join(w.insert(ctx, insertOperations, rows), w.insert(ctx, insertAfter, needs))
}

// finish writes what the changes of several records have in common: operations that are done, and attempts.
func (w *recordWriter) finish(ctx context.Context) error {
	if err := w.insert(ctx, insertAttempts, w.attempts); err != nil {
		return err
	}
	w.attempts = nil
	if len(w.done) == 0 {
		return nil
	}
	done := "[" + strings.Join(w.done, ",") + "]"
	w.done = nil
	return w.exec(ctx, setOperationsDone, done)
}
