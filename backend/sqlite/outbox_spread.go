package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"ferry/backend/crm"
	"ferry/backend/outbox"
)

// spreadIntake moves what the intake holds into the tables.
func (d *Database) spreadIntake(ctx context.Context) error {
	if d.config.ReadOnly {
		return nil
	}
	if err := d.learnIDs(ctx); err != nil || !d.intake.pending.Load() {
		return err
	}
	d.intake.mu.Lock()
	defer d.intake.mu.Unlock()
	return d.spreadHeld(ctx)
}

// spreadHeld is spreadIntake for whoever holds the intake.
func (d *Database) spreadHeld(ctx context.Context) error {
	if !d.intake.pending.Load() {
		return nil
	}
	if empty, err := d.intakeEmpty(ctx); err != nil {
		return err
	} else if !empty {
		if err := d.spreadCounted(ctx); err != nil {
			return err
		}
	}
	d.intake.pending.Store(false)
	d.intake.unknown = false
	d.intake.waiting, d.intake.hashed, d.intake.ids = nil, 0, idHashes{}
	return nil
}

// spreadCounted spreads the intake, counts what it adds and keeps it at hand, since it is what the sender takes next.
func (d *Database) spreadCounted(ctx context.Context) error {
	d.entries.mu.Lock()
	defer d.entries.mu.Unlock()
	var added []outbox.Record
	stuck := d.intake.stuck
	err := d.update(ctx, func(tx *sql.Tx) (err error) {
		added, err = d.spreadAll(context.WithoutCancel(ctx), tx) // the transaction ends with ctx
		return err
	})
	if ofTheRow(err) {
		err = d.update(ctx, func(tx *sql.Tx) (err error) {
			added, stuck, err = d.spreadReadable(context.WithoutCancel(ctx), tx)
			return err
		})
	}
	if err != nil {
		d.entries.forget(nil)
		return err
	}
	for _, record := range added {
		d.entries.add(record)
	}
	d.ids.add(recordIDs(added))
	if news := len(stuck) > len(d.intake.stuck); news && d.config.Stuck != nil {
		d.config.Stuck()
	}
	d.intake.stuck = stuck
	return nil
}

// viewEntries is view with every entry in its table: whatever reads entries goes through it.
func (d *Database) viewEntries(ctx context.Context, do func(tx *sql.Tx) error) error {
	if err := d.spread(ctx); err != nil {
		return err
	}
	return d.view(ctx, do)
}

func (d *Database) intakeEmpty(ctx context.Context) (bool, error) {
	filled := false
	err := d.ask(ctx, `SELECT EXISTS (`+waitingRows+`)`, []any{list(d.intake.stuck)}, func(scan func(...any) error) error {
		return scan(&filled)
	})
	return !filled, err
}

// waitingRow is a row of the intake that is to be spread.
type waitingRow struct {
	number int64
	text   string
}

const waitingRows = `SELECT number, records FROM main.intake WHERE number NOT IN (SELECT value FROM json_each(?)) ORDER BY number`

func (d *Database) waitingRows(ctx context.Context, tx *sql.Tx) (rows []waitingRow, err error) {
	err = each(ctx, tx, waitingRows, []any{list(d.intake.stuck)}, func(scan func(...any) error) error {
		var row waitingRow
		err := scan(&row.number, &row.text)
		rows = append(rows, row)
		return err
	})
	return rows, err
}

// spreadAll moves the intake's records into the tables and gives those that were not there.
func (d *Database) spreadAll(ctx context.Context, tx *sql.Tx) (added []outbox.Record, err error) {
	rows, err := d.waitingRows(ctx, tx)
	if err != nil {
		return nil, err
	}
	writer := d.recordWriter(tx)
	for _, row := range rows {
		records, err := writer.spread(ctx, row)
		if err != nil {
			return nil, err
		}
		added = append(added, records...)
	}
	return added, writer.finish(ctx)
}

// spreadReadable is spreadAll where a row cannot be spread: such rows stay as they are, for a version that can, and hold up
// nothing else. It gives the numbers of all of them.
func (d *Database) spreadReadable(ctx context.Context, tx *sql.Tx) (added []outbox.Record, stuck []int64, err error) {
	rows, err := d.waitingRows(ctx, tx)
	if err != nil {
		return nil, nil, err
	}
	stuck = append(stuck, d.intake.stuck...)
	for _, row := range rows {
		records, err := d.spreadAlone(ctx, tx, row)
		switch {
		case ofTheRow(err):
			stuck = append(stuck, row.number)
		case err != nil:
			return nil, nil, err
		default:
			added = append(added, records...)
		}
	}
	return added, stuck, nil
}

// spreadAlone spreads one row, or leaves no trace of it.
func (d *Database) spreadAlone(ctx context.Context, tx *sql.Tx, row waitingRow) ([]outbox.Record, error) {
	if _, err := tx.ExecContext(ctx, `SAVEPOINT waiting`); err != nil {
		return nil, err
	}
	writer := d.recordWriter(tx)
	records, err := writer.spread(ctx, row)
	if err == nil {
		err = writer.finish(ctx)
	}
	end := `RELEASE waiting`
	if err != nil {
		end = `ROLLBACK TO waiting; RELEASE waiting`
	}
	if _, failed := tx.ExecContext(ctx, end); failed != nil {
		return nil, failed
	}
	return records, err
}

// spread moves one row into the tables and gives the records that were not there.
func (w *recordWriter) spread(ctx context.Context, row waitingRow) (added []outbox.Record, err error) {
	records, err := readIntake(ctx, w.tx, row.text)
	if err != nil {
		return nil, err
	}
	for i := range records {
		isNew, err := w.add(ctx, &records[i])
		if err != nil {
			return nil, err
		}
		if isNew {
			added = append(added, records[i])
		}
	}
	_, err = w.tx.ExecContext(ctx, `DELETE FROM main.intake WHERE number = ?`, row.number)
	return added, err
}

// ofTheRow reports whether what was to be written is to blame for the error, and neither the disk, nor the file, nor the
// moment.
func ofTheRow(err error) bool {
	var failure *sqlite.Error
	if errors.As(err, &failure) {
		code := failure.Code() & 0xff
		return code == lib.SQLITE_CONSTRAINT || code == lib.SQLITE_MISMATCH || code == lib.SQLITE_TOOBIG
	}
	if errors.Is(err, sql.ErrTxDone) || errors.Is(err, sql.ErrConnDone) {
		return false
	}
	code := crm.CodeOf(err)
	return code == crm.CodeInvalid || code == crm.CodeUnexpected
}
