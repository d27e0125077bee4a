package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"path/filepath"

	"github.com/pressly/goose/v3"

	"ferry/backend/crm"
)

//go:embed migrations
var migrationFiles embed.FS

// Folders of the two files' migrations. They only go forward; a file is never edited once released.
const (
	mirrorMigrations = "migrations/mirror"
	outboxMigrations = "migrations/outbox"
)

// migrator applies one file's migrations on a plain connection: nothing attached, no views.
func migrator(db *sql.DB, source string) (*goose.Provider, error) {
	files, err := fs.Sub(migrationFiles, source)
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(goose.DialectSQLite3, db, files,
		goose.WithDisableGlobalRegistry(true), goose.WithSlog(slog.New(slog.DiscardHandler)))
}

// migrate brings a database file to the newest known version, or to the version limit if that is above 0.
func migrate(ctx context.Context, path, source string, limit int64) (err error) {
	pragmas := append(commonPragmas(), "PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL")
	db, err := openPool(writeDSN(path), pragmas)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	provider, err := migrator(db, source)
	if err != nil {
		return err
	}
	if limit > 0 {
		_, err = provider.UpTo(ctx, limit)
	} else {
		_, err = provider.Up(ctx)
	}
	return err
}

// knownVersion is the newest version this program has migrations for: the number that its last file begins with.
func knownVersion(source string) (int64, error) {
	files, err := fs.Glob(migrationFiles, source+"/*.sql")
	if err != nil {
		return 0, err
	}
	var newest int64
	for _, file := range files {
		version, err := goose.NumericComponent(file)
		if err != nil {
			return 0, err
		}
		newest = max(newest, version)
	}
	return newest, nil
}

// storedVersion reads a file's version without writing to it; 0 for an empty file.
func storedVersion(ctx context.Context, path string) (int64, error) {
	return versionAt(ctx, readDSN(path))
}

func versionAt(ctx context.Context, dsn string) (version int64, err error) {
	db, err := openPool(dsn, []string{"PRAGMA busy_timeout = 10000"})
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	var tables int
	err = db.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_schema WHERE name = 'goose_db_version'`).Scan(&tables)
	if err != nil || tables == 0 {
		return 0, err
	}
	err = db.QueryRowContext(ctx, `SELECT coalesce(max(version_id), 0) FROM goose_db_version`).Scan(&version)
	return version, err
}

// errNewer says that a file was written by a newer version of Ferry.
var errNewer = errors.New("the file is from a newer version of Ferry")

// checkVersion reads the file's version and returns an error that wraps errNewer when it is above what is known.
func checkVersion(ctx context.Context, path, source string) (stored, known int64, err error) {
	if known, err = knownVersion(source); err != nil {
		return 0, 0, err
	}
	if stored, err = storedVersion(ctx, path); err != nil {
		return 0, 0, err
	}
	if stored > known {
		return stored, known, fmt.Errorf("%w: schema %d, known up to %d", errNewer, stored, known)
	}
	return stored, known, nil
}

// prepareOutbox brings outbox.db to the newest version, and copies one that has to be migrated first. One that is newer or
// damaged is refused before anything is written.
func (d *Database) prepareOutbox(ctx context.Context) error {
	path := d.outboxPath()
	if err := takeUpRestore(d.config.Dir); err != nil {
		return err
	}
	if err := refuseVanished(d.config.Dir); err != nil {
		return err
	}
	if err := makeFile(path); err != nil {
		return err
	}
	stored, known, err := checkVersion(ctx, path, outboxMigrations)
	if err != nil {
		return outboxError(err)
	}
	switch stored {
	case known:
		return nil
	case 0:
		err = refuseEmptied(d.config.Dir)
	default:
		err = backUpOnce(ctx, d.config.Dir, d.config.now(), d.step)
	}
	if err != nil {
		return err
	}
	return outboxError(migrate(ctx, path, outboxMigrations, 0))
}

// refuseVanished refuses to begin anew where there was an outbox.db: where it is gone or empty, and a copy of it is left, or its
// write-ahead log, which SQLite would delete. Error: crm.CodeDamaged.
func refuseVanished(dir string) error {
	path := filepath.Join(dir, outboxFile)
	if sizeOf(path) > 0 {
		return nil
	}
	if sizeOf(path+"-wal") > 0 {
		return crm.Errorf(crm.CodeDamaged, "outbox.db is gone or empty, and its write-ahead log is not")
	}
	return refuseEmptied(dir)
}

// refuseEmptied refuses an outbox.db without anything in it, of which there are copies. Error: crm.CodeDamaged.
func refuseEmptied(dir string) error {
	copies, err := Backups(dir)
	if err != nil || len(copies) == 0 {
		return err
	}
	return crm.Errorf(crm.CodeDamaged, "outbox.db is gone or empty, and there are copies of it")
}

// requireCurrent refuses a file that this version would have to migrate first, or that is not there.
func requireCurrent(ctx context.Context, path, source string) error {
	stored, known, err := checkVersion(ctx, path, source)
	if err != nil {
		return crm.Errorf(crm.CodeStorage, "read-only: %w", err)
	}
	if stored < known {
		return crm.Errorf(crm.CodeStorage, "read-only: schema %d is older than %d; open the folder once without read-only",
			stored, known)
	}
	return nil
}
