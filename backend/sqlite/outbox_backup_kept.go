package sqlite

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// backUp makes a copy by SQLite's online backup, checks it, and forgets one that is too many.
func backUp(ctx context.Context, dir string, now time.Time, step func(string)) error {
	unfinished, err := makeCopy(ctx, dir, step)
	if err != nil {
		return err
	}
	return keepCopy(dir, unfinished, now, step)
}

// backUpOnce is backUp, unless there is such a copy already: a migration that fails at each start must not push out, with
// copies of one and the same, what was kept of other days.
func backUpOnce(ctx context.Context, dir string, now time.Time, step func(string)) error {
	unfinished, err := makeCopy(ctx, dir, step)
	if err != nil {
		return err
	}
	known, err := Backups(dir)
	if err != nil {
		return err
	}
	for _, one := range known {
		same, err := sameBytes(unfinished, filepath.Join(dir, backupFolder, one.Name))
		if err != nil {
			return err
		}
		if same {
			return removeDatabase(unfinished)
		}
	}
	return keepCopy(dir, unfinished, now, step)
}

// makeCopy makes a copy that reads back whole, and has no name of its own yet.
func makeCopy(ctx context.Context, dir string, step func(string)) (unfinished string, err error) {
	folder := filepath.Join(dir, backupFolder)
	if err := makeFolder(folder); err != nil {
		return "", err
	}
	unfinished = filepath.Join(folder, "unfinished.db")
	if err := removeDatabase(unfinished); err != nil { // a crash may have left one
		return "", err
	}
	if err := copyDatabase(ctx, filepath.Join(dir, outboxFile), unfinished); err != nil {
		return "", errors.Join(err, removeDatabase(unfinished))
	}
	step(stepCopied)
	if err := checkWhole(ctx, unfinished); err != nil {
		return "", errors.Join(err, removeDatabase(unfinished))
	}
	return unfinished, nil
}

// keepCopy names the copy by when it was made, and forgets one that is too many.
func keepCopy(dir, unfinished string, now time.Time, step func(string)) error {
	folder := filepath.Join(dir, backupFolder)
	name := "outbox-" + now.UTC().Format(backupLayout) + ".db"
	if err := os.Rename(unfinished, filepath.Join(folder, name)); err != nil {
		return err
	}
	if err := syncFolder(folder); err != nil {
		return err
	}
	step(stepBackedUp)
	return forgetOldest(dir, name, now)
}

// forgetOldest keeps the copy just made and the newest of the others. Those dated after now were made while the clock was
// ahead, nobody knows when: they go first, lest they push out all that is made from now on.
func forgetOldest(dir, made string, now time.Time) error {
	known, err := Backups(dir)
	if err != nil || len(known) <= backupsKept {
		return err
	}
	rank := func(b Backup) int {
		switch {
		case b.Name == made:
			return 0
		case b.At.After(now):
			return 2
		}
		return 1
	}
	slices.SortStableFunc(known, func(a, b Backup) int { return rank(a) - rank(b) })
	for _, old := range known[backupsKept:] {
		if err := removeDatabase(filepath.Join(dir, backupFolder, old.Name)); err != nil {
			return err
		}
	}
	return nil
}

// sameBytes reports whether two files hold the same.
func sameBytes(one, other string) (same bool, err error) {
	if sizeOf(one) != sizeOf(other) {
		return false, nil
	}
	a, err := os.Open(one) // #nosec G304 -- both are our own copies
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	b, err := os.Open(other) // #nosec G304
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, b.Close()) }()
	return sameStream(a, b)
}

func sameStream(a, b io.Reader) (bool, error) {
	left, right := make([]byte, 1<<16), make([]byte, 1<<16)
	for {
		n, err := io.ReadFull(a, left)
		m, err2 := io.ReadFull(b, right)
		switch {
		case !bytes.Equal(left[:n], right[:m]):
			return false, nil
		case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
			return true, nil
		case err != nil || err2 != nil:
			return false, errors.Join(err, err2)
		}
	}
}
