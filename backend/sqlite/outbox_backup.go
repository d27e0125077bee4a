package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"modernc.org/sqlite"

	"ferry/backend/crm"
)

// Copies of outbox.db stand in this folder beside it, named by when they were made, so that name order is time order.
const (
	backupFolder = "backups"
	backupsKept  = 10
	backupEvery  = 24 * time.Hour
	backupLayout = "20060102T150405.000Z"
)

// backupName matches the names of copies; anything else in the folder is left alone.
var backupName = regexp.MustCompile(`^outbox-(\d{8}T\d{6}\.\d{3}Z)\.db$`)

// Backup is one copy of outbox.db.
type Backup struct {
	Name  string
	At    time.Time
	Bytes int64
}

// Backups lists the copies in the folder, newest first. The folder need not be open.
func Backups(dir string) ([]Backup, error) {
	files, err := os.ReadDir(filepath.Join(dir, backupFolder))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, storageError(err)
	}
	var found []Backup
	for _, file := range files {
		match := backupName.FindStringSubmatch(file.Name())
		if match == nil {
			continue
		}
		at, err := time.Parse(backupLayout, match[1])
		info, statErr := file.Info()
		if err != nil || statErr != nil || !info.Mode().IsRegular() {
			continue
		}
		found = append(found, Backup{Name: file.Name(), At: at, Bytes: info.Size()})
	}
	slices.SortFunc(found, func(a, b Backup) int { return strings.Compare(b.Name, a.Name) })
	return found, nil
}

// BackUpDaily copies outbox.db unless a copy was made within a day before now. It holds up no writer. A copy that does not
// read back whole is thrown away, with crm.CodeDamaged, and the older ones stay.
func (d *Database) BackUpDaily(ctx context.Context, now time.Time) (made bool, err error) {
	if d.config.ReadOnly {
		return false, crm.Errorf(crm.CodeStorage, "the folder is open for reading only")
	}
	known, err := Backups(d.config.Dir)
	if err != nil {
		return false, err
	}
	if slices.ContainsFunc(known, func(b Backup) bool { return !b.At.After(now) && now.Sub(b.At) < backupEvery }) {
		return false, nil
	}
	return true, storageError(backUp(ctx, d.config.Dir, now, d.step))
}

// copyDatabase copies a database file, with what its WAL holds, as one consistent snapshot. Only its owner may read it.
func copyDatabase(ctx context.Context, from, to string) (err error) {
	if err := makeFile(to); err != nil {
		return err
	}
	db, err := openPool(readDSN(from), []string{"PRAGMA busy_timeout = 10000"})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	return conn.Raw(func(raw any) error {
		source, able := raw.(interface {
			NewBackup(uri string) (*sqlite.Backup, error)
		})
		if !able {
			return errors.New("the driver makes no backups")
		}
		copying, err := source.NewBackup(fileURI(to, "mode=rw"))
		if err != nil {
			return err
		}
		_, err = copying.Step(-1) // all at once: in WAL mode a reader holds up no writer
		return errors.Join(err, copying.Finish())
	})
}

// checkWhole reads every page of a copy and compares its indexes. Nobody else has the copy open.
func checkWhole(ctx context.Context, path string) error {
	return readsWhole(ctx, fileURI(path, "mode=ro&immutable=1"), outboxFile)
}

// restoredKey is the preference that a restored outbox.db carries until its entries are quarantined.
const restoredKey = "restored"

// Restore puts a copy in place of an outbox.db that cannot be used, and marks it, so that nothing in it is sent without a
// yes (see Restored). The unusable file is set aside, never deleted. The folder must not be open.
//
// Errors: crm.CodeLocked when a process holds the folder, crm.CodeNotFound for an unknown name, crm.CodeDamaged or
// crm.CodeNewerVersion when the copy is no better, crm.CodeStorage. Whatever the error, the old file is still there.
func Restore(ctx context.Context, dir, program, name string, now time.Time) (err error) {
	known, err := Backups(dir)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(known, func(b Backup) bool { return b.Name == name }) {
		return crm.Errorf(crm.CodeNotFound, "no such backup")
	}
	lock, err := lockFolder(dir, program)
	if err != nil {
		return storageError(err)
	}
	defer func() { err = errors.Join(err, lock.release()) }()
	return storageError(restore(ctx, dir, filepath.Join(dir, backupFolder, name), now))
}

// Names on the way of a restore. A copy is renamed to freshFile once it is whole and marked.
const (
	halfFile   = "outbox-restoring.db"
	freshFile  = "outbox-restored.db"
	unusableOf = "outbox-unusable-"
)

func restore(ctx context.Context, dir, from string, now time.Time) error {
	half, fresh := filepath.Join(dir, halfFile), filepath.Join(dir, freshFile)
	if err := errors.Join(removeDatabase(half), removeDatabase(fresh)); err != nil {
		return err
	}
	if err := usableCopy(ctx, from, half); err != nil {
		return errors.Join(err, removeDatabase(half))
	}
	if err := os.Rename(half, fresh); err != nil {
		return err
	}
	// A crash from here on leaves no outbox.db, or one beside a fresh copy that is not yet wanted: see takeUpRestore.
	aside := filepath.Join(dir, unusableOf+now.UTC().Format(backupLayout)+".db")
	if err := moveDatabase(filepath.Join(dir, outboxFile), aside); err != nil {
		return err
	}
	return takeUpRestore(dir)
}

// takeUpRestore puts a whole restored copy in the place of an outbox.db that was moved away. What a crash left of the old
// one's WAL is moved after it: SQLite would play it into the new file. A copy beside an outbox.db is of a restore that did not
// come to pass, and must not take its place some later day.
func takeUpRestore(dir string) error {
	fresh, path := filepath.Join(dir, freshFile), filepath.Join(dir, outboxFile)
	if exists(path) {
		return removeDatabase(fresh)
	}
	if !exists(fresh) {
		return nil
	}
	moved, err := filepath.Glob(filepath.Join(dir, unusableOf+"*.db"))
	if err != nil {
		return err
	}
	for _, suffix := range companions()[1:] {
		if !exists(path + suffix) {
			continue
		}
		if len(moved) == 0 {
			return crm.Errorf(crm.CodeStorage, "outbox.db is gone and its write-ahead log is not")
		}
		if err := os.Rename(path+suffix, slices.Max(moved)+suffix); err != nil {
			return err
		}
	}
	if err := os.Rename(fresh, path); err != nil {
		return err
	}
	return syncFolder(dir)
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return !errors.Is(err, fs.ErrNotExist)
}

// usableCopy copies a backup, checks it and marks it as restored.
func usableCopy(ctx context.Context, from, to string) error {
	if err := copyDatabase(ctx, from, to); err != nil {
		if damaged(err) {
			return crm.Errorf(crm.CodeDamaged, "backup: %w", err)
		}
		return err
	}
	if err := checkWhole(ctx, to); err != nil {
		return err
	}
	stored, known, err := checkVersion(ctx, to, outboxMigrations)
	if err != nil {
		return outboxError(err)
	}
	if stored == 0 || stored > known {
		return crm.Errorf(crm.CodeDamaged, "the backup is no outbox")
	}
	return markRestored(ctx, to)
}

func markRestored(ctx context.Context, path string) (err error) {
	// No WAL: the file is renamed by itself.
	db, err := openPool(writeDSN(path), []string{"PRAGMA journal_mode = DELETE", "PRAGMA synchronous = FULL"})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	_, err = db.ExecContext(ctx, `
		INSERT INTO preference (key, value) VALUES (?, 'true') ON CONFLICT (key) DO UPDATE SET value = excluded.value`, restoredKey)
	return err
}

// Restored reports whether outbox.db was restored from a copy and its entries are not quarantined yet.
func (d *Database) Restored(ctx context.Context) (bool, error) {
	restored := false
	_, err := d.Preference(ctx, restoredKey, &restored)
	return restored, err
}

// Quarantined notes that a restored outbox.db's entries need a yes now.
func (d *Database) Quarantined(ctx context.Context) error {
	return d.update(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM main.preference WHERE key = ?`, restoredKey)
		return err
	})
}

// outboxError is why outbox.db cannot be used, as a code that tells what helps.
func outboxError(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, errNewer):
		return crm.Errorf(crm.CodeNewerVersion, "outbox.db: %w", err)
	case damaged(err):
		return crm.Errorf(crm.CodeDamaged, "outbox.db: %w", err)
	}
	return fmt.Errorf("outbox.db: %w", err)
}
