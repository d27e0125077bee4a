package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"

	"ferry/backend/outbox"
)

// recordWriter reads and writes records within one transaction, by statements that were parsed when the folder was opened:
// a round of ten entries would otherwise spend more on parsing than on writing.
type recordWriter struct {
	tx     *sql.Tx
	parsed map[string]*sql.Stmt
	done   []string // operations that finish has to note as done
}

// recordWriter gives a writer for a transaction of update.
func (d *Database) recordWriter(tx *sql.Tx) *recordWriter {
	return &recordWriter{tx: tx, parsed: d.handles.parsed}
}

// writerStatements are those that a recordWriter uses.
func writerStatements() []string {
	return []string{
		putDeparture, putDepartures, dropDepartures,
		insertEntry, updateEntry, updateProgress, updatePlace,
		putOperation, setOperationState, setOperationsDone, dropOperation, dropAfter, putAfter,
		dropAttempts, putAttempt, putTwoAttempts,
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

// exec runs the statement and tells how many rows it changed.
func (w *recordWriter) exec(ctx context.Context, text string, arguments ...any) (int64, error) {
	result, err := w.run(ctx, text, arguments)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
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
	updateEntry = `UPDATE main.entry SET (` + entryColumns + `, search) = ` + entryPlaces + ` WHERE id = ?`
	entryPlaces = `(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

	// What sending changes, but for the text. Where it goes seldom changes, and has an index that would be written anew.
	updateProgress = `UPDATE main.entry SET (state, code, detail, since, until, failures, landed, closed,
		written_table, written_id, written_name) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE id = ?`
	updatePlace = `UPDATE main.entry SET (row_table, row_id, row_name, chosen, activity, fallback) = (?, ?, ?, ?, ?, ?)
		WHERE id = ?`

	putOperation = `
		INSERT INTO main.operation (id, entry, position, kind, state, if_match, payload) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET position = excluded.position, state = excluded.state,
			if_match = excluded.if_match, payload = excluded.payload
		WHERE operation.entry = excluded.entry`
	setOperationState = `UPDATE main.operation SET state = ? WHERE id = ?`
	setOperationsDone = `UPDATE main.operation SET state = 'done' WHERE id IN (SELECT value FROM json_each(?))`

	dropOperation = `DELETE FROM main.operation WHERE id = ?`
	dropAfter     = `DELETE FROM main.operation_after WHERE operation = ?`
	putAfter      = `INSERT INTO main.operation_after (operation, earlier) VALUES (?, ?) ON CONFLICT DO NOTHING`
	dropAttempts  = `DELETE FROM main.attempt WHERE entry = ? AND number > ?`
	putAttempt    = insertAttempt + onAttempt
	// The two of a create and of the close that travels with it.
	putTwoAttempts = insertAttempt + `, (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)` + onAttempt
	insertAttempt  = `
		INSERT INTO main.attempt (entry, number, operation, hash, started, ended, outcome, code, detail, tries)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
	onAttempt = `
		ON CONFLICT (entry, number) DO UPDATE SET operation = excluded.operation, hash = excluded.hash,
			started = excluded.started, ended = excluded.ended, outcome = excluded.outcome,
			code = excluded.code, detail = excluded.detail, tries = excluded.tries`
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
	return true, w.parts(ctx, outbox.Record{}, *record) // of a new record, finish has nothing to write
}

// change writes what differs between the two; finish writes the rest.
func (w *recordWriter) change(ctx context.Context, before, after outbox.Record) error {
	if err := w.changeEntry(ctx, before.Entry, after.Entry); err != nil {
		return err
	}
	for _, operation := range before.Operations {
		if hasOperation(after, operation.ID) {
			continue
		}
		if _, err := w.exec(ctx, dropOperation, operation.ID); err != nil {
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
	_, err = w.exec(ctx, updateEntry, append(values, before.ID)...)
	return err
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
	var done []string // those of which only the state differs
	for i, operation := range after.Operations {
		var known outbox.Operation
		if i < len(before.Operations) {
			known = before.Operations[i]
		}
		if reflect.DeepEqual(known, operation) {
			continue
		}
		if known.State = operation.State; operation.State == outbox.OperationDone && reflect.DeepEqual(known, operation) {
			done = append(done, operation.ID)
			continue
		}
		if err := w.writeOperation(ctx, after.ID, i, operation, known, len(before.Operations) == 0); err != nil {
			return err
		}
	}
	w.done = append(w.done, done...)
	var attempts []outbox.Attempt
	for i, attempt := range after.Attempts {
		if i >= len(before.Attempts) || before.Attempts[i] != attempt {
			attempts = append(attempts, attempt)
		}
	}
	return w.putAttempts(ctx, after.ID, attempts)
}

// finish writes what the changes of several records have in common: operations of which everything else is kept already.
func (w *recordWriter) finish(ctx context.Context) error {
	if len(w.done) == 0 {
		return nil
	}
	_, err := w.exec(ctx, setOperationsDone, textList(w.done))
	w.done = nil
	return err
}

// putAttempts writes attempts, two at once.
func (w *recordWriter) putAttempts(ctx context.Context, entry string, attempts []outbox.Attempt) error {
	for pair := range slices.Chunk(attempts, 2) {
		statement, values := putAttempt, make([]any, 0, 20)
		if len(pair) == 2 {
			statement = putTwoAttempts
		}
		for _, a := range pair {
			values = append(values, entry, a.Number, a.Operation, a.Hash, formatMoment(a.Started), formatMoment(a.Ended),
				string(a.Outcome), string(a.Code), a.Detail, a.Tries)
		}
		if _, err := w.exec(ctx, statement, values...); err != nil {
			return err
		}
	}
	return nil
}

func (w *recordWriter) writeOperation(
	ctx context.Context, entry string, position int, o, before outbox.Operation, isNew bool,
) error {
	before.State = o.State
	if reflect.DeepEqual(before, o) { // what is only done now keeps its content and its place
		_, err := w.exec(ctx, setOperationState, string(o.State), o.ID)
		return err
	}
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
