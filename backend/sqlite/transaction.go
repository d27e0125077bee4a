package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"ferry/backend/crm"
)

// update runs do in one durable write transaction on outbox.db (schema main; the mirror is attached read-only as mirror)
// and commits if do returns nil: when update returns nil, the change survives a power cut. Do not nest update or view.
func (d *Database) update(ctx context.Context, do func(tx *sql.Tx) error) error {
	d.step(stepBegin)
	err := d.transact(ctx, func(h handles) *sql.DB { return h.outbox }, nil, func(tx *sql.Tx) error {
		err := do(tx)
		d.step(stepUncommitted)
		return err
	})
	d.step(stepCommitted)
	d.suspect(err, false)
	return err
}

// updateMirror runs do in one write transaction on mirror.db, where the mirror's tables are the main schema and outbox.db
// is not attached. A power cut may lose the last pages, never half a page.
func (d *Database) updateMirror(ctx context.Context, do func(tx *sql.Tx) error) error {
	err := d.transact(ctx, func(h handles) *sql.DB { return h.mirror }, nil, do)
	d.suspect(err, true)
	return err
}

// view runs do on one consistent snapshot of both files: outbox.db as main, mirror.db as mirror. Do not nest.
func (d *Database) view(ctx context.Context, do func(tx *sql.Tx) error) error {
	err := d.transact(ctx, func(h handles) *sql.DB { return h.read }, &sql.TxOptions{ReadOnly: true}, do)
	d.suspect(err, false)
	return err
}

// ask runs one query and gives take each row. A query sees one snapshot by itself: view is for several.
func (d *Database) ask(ctx context.Context, query string, args []any, take func(scan func(...any) error) error) error {
	err := d.askReader(ctx, query, args, take)
	d.suspect(err, false)
	return err
}

func (d *Database) askReader(ctx context.Context, query string, args []any, take func(scan func(...any) error) error) error {
	d.gate.RLock()
	defer d.gate.RUnlock()
	if d.closed || d.handles.read == nil {
		return crm.Errorf(crm.CodeStorage, "the folder is closed")
	}
	return storageError(each(ctx, d.handles.read, query, args, take))
}

func (d *Database) transact(
	ctx context.Context, choose func(handles) *sql.DB, options *sql.TxOptions, do func(tx *sql.Tx) error,
) error {
	d.gate.RLock()
	defer d.gate.RUnlock()
	db := choose(d.handles)
	if d.closed || db == nil {
		return crm.Errorf(crm.CodeStorage, "the folder is closed or open for reading only")
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		return storageError(err)
	}
	// The end of ctx rolls back beside this goroutine. Giving the connection back waits for that: once the folder is closed,
	// none of its files is open.
	defer func() { _ = conn.Close() }()
	tx, err := conn.BeginTx(ctx, options)
	if err != nil {
		return storageError(err)
	}
	returned := false
	defer func() {
		if !returned { // a panic: the writer is the only one, and must not stay inside a transaction
			_ = rollback(tx)
		}
	}()
	err = do(tx)
	returned = true
	if err != nil {
		return storageError(errors.Join(err, rollback(tx)))
	}
	return storageError(tx.Commit())
}

// rollback gives up a transaction; one that its context has ended already is no further failure.
func rollback(tx *sql.Tx) error {
	if err := tx.Rollback(); err != nil && !errors.Is(err, sql.ErrTxDone) {
		return err
	}
	return nil
}
