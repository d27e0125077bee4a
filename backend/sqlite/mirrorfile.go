package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"ferry/backend/crm"
)

// asideSuffix marks a mirror that could not be used. Only the newest is kept.
const asideSuffix = ".aside"

// prepareMirror brings mirror.db to the newest version. One that is damaged or newer is set aside, since everything in it
// can be imported again; the result is its new path, or empty.
func prepareMirror(ctx context.Context, path string) (aside string, err error) {
	err = currentMirror(ctx, path)
	if err == nil || (!damaged(err) && !errors.Is(err, errNewer)) {
		return "", err
	}
	aside = path + asideSuffix
	if err := moveDatabase(path, aside); err != nil {
		return "", err
	}
	return aside, currentMirror(ctx, path)
}

func currentMirror(ctx context.Context, path string) error {
	if err := makeFile(path); err != nil {
		return err
	}
	stored, known, err := checkVersion(ctx, path, mirrorMigrations)
	if err != nil || stored == known {
		return err
	}
	return migrate(ctx, path, mirrorMigrations, 0)
}

// Cleanup deletes everything that was imported: mirror.db, its WAL and any mirror that was set aside, so that no deleted
// text stays on the disk. It waits for running queries. The outbox is not touched. The mirror is empty afterwards.
func (d *Database) Cleanup(ctx context.Context) error {
	if d.config.ReadOnly {
		return crm.Errorf(crm.CodeStorage, "the folder is open for reading only")
	}
	d.checks.stop()
	d.gate.Lock()
	defer d.gate.Unlock()
	if d.closed {
		return crm.Errorf(crm.CodeStorage, "the folder is closed")
	}
	return storageError(d.replaceMirror(ctx))
}

func (d *Database) replaceMirror(ctx context.Context) error {
	if err := d.handles.close(); err != nil {
		return err
	}
	// Whatever happens to the mirror, the outbox must be usable again afterwards, even if ctx ended meanwhile.
	removed := errors.Join(removeDatabase(d.mirrorPath()), removeDatabase(d.mirrorPath()+asideSuffix))
	ctx = context.WithoutCancel(ctx)
	aside, err := prepareMirror(ctx, d.mirrorPath())
	if err != nil {
		return errors.Join(removed, err)
	}
	d.aside = aside
	return errors.Join(removed, d.connect(ctx))
}

// truncateOutbox moves the WAL of outbox.db into the file and empties it: deleted text would stay in the WAL. Call it after
// every removal.
func (d *Database) truncateOutbox(ctx context.Context) error {
	return d.truncate(ctx, func(h handles) *sql.DB { return h.outbox })
}

func (d *Database) truncate(ctx context.Context, choose func(handles) *sql.DB) error {
	d.gate.RLock()
	defer d.gate.RUnlock()
	db := choose(d.handles)
	if d.closed || db == nil {
		return crm.Errorf(crm.CodeStorage, "the folder is closed or open for reading only")
	}
	var busy, pages, moved int
	err := db.QueryRowContext(ctx, "PRAGMA main.wal_checkpoint(TRUNCATE)").Scan(&busy, &pages, &moved)
	if err == nil && busy != 0 {
		return crm.Errorf(crm.CodeStorage, "the write-ahead log is in use and could not be emptied")
	}
	return storageError(err)
}
