package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"ferry/backend/crm"
)

// storageError turns a failure of SQLite, the disk or a context into a crm.Error. Errors that have a code already, and
// sql.ErrNoRows, pass unchanged. SQLite's messages name tables and columns, never values.
func storageError(err error) error {
	var coded *crm.Error
	switch {
	case err == nil, errors.As(err, &coded), errors.Is(err, sql.ErrNoRows):
		return err
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return crm.Errorf(crm.CodeCancelled, "database: %w", err)
	}
	var failure *sqlite.Error
	if errors.As(err, &failure) {
		if failure.Code()&0xff == lib.SQLITE_INTERRUPT {
			return crm.Errorf(crm.CodeCancelled, "database: %w", err)
		}
		return crm.Errorf(crm.CodeStorage, "database: %w", err)
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		// The path is left out: it holds the user's name on most machines.
		return &crm.Error{Code: crm.CodeStorage, Detail: path.Op + ": " + path.Err.Error(), Err: err}
	}
	return err
}

// damaged reports whether the file itself is to blame, so that opening it again cannot help.
func damaged(err error) bool {
	var failure *sqlite.Error
	if !errors.As(err, &failure) {
		return false
	}
	code := failure.Code() & 0xff
	return code == lib.SQLITE_CORRUPT || code == lib.SQLITE_NOTADB
}
