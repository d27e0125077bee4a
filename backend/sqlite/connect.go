package sqlite

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"net/url"
	"path/filepath"
	"runtime"
	"strings"

	"modernc.org/sqlite"
)

// readers is how many connections may read at once: a list, its count, a detail panel and the sender.
const readers = 4

// connector prepares every connection of a pool before its first use. Nothing is registered for the whole process.
type connector struct {
	driver.Connector
	statements []string
	remembers  bool // queries are parsed once
}

// Connect opens one prepared connection.
func (c connector) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := c.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	if err := prepare(ctx, conn, c.statements); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	if c.remembers {
		return remember(conn)
	}
	return conn, nil
}

func prepare(ctx context.Context, conn driver.Conn, statements []string) error {
	execer, ok := conn.(driver.ExecerContext)
	if !ok {
		return errors.New("the driver's connections run no statements")
	}
	for _, statement := range statements {
		if _, err := execer.ExecContext(ctx, statement, nil); err != nil {
			return err
		}
	}
	return nil
}

// openPool makes a pool of one connection that has run the statements, in order, before its first use.
func openPool(dsn string, statements []string) (*sql.DB, error) {
	return openPoolOf(dsn, 1, connector{statements: statements})
}

func openPoolOf(dsn string, size int, prepared connector) (_ *sql.DB, err error) {
	if prepared.Connector, err = sqlite.NewConnector(dsn); err != nil {
		return nil, err
	}
	db := sql.OpenDB(prepared)
	db.SetMaxOpenConns(size)
	db.SetMaxIdleConns(size)
	return db, nil
}

// outboxWriter is the only writer of outbox.db. The mirror is attached read-only, so that BEGIN IMMEDIATE takes no lock
// there and never waits for an import.
func outboxWriter(outbox, mirror string) (*sql.DB, error) {
	statements := append(commonPragmas(), "PRAGMA main.journal_mode = WAL", "PRAGMA main.synchronous = "+synchronous)
	return openPool(writeDSN(outbox), append(statements, attach(mirror)))
}

// mirrorWriter is the only writer of mirror.db: the importer's.
func mirrorWriter(mirror string) (*sql.DB, error) {
	statements := append(commonPragmas(),
		"PRAGMA main.journal_mode = WAL", "PRAGMA main.synchronous = NORMAL",
		"PRAGMA main.cache_size = -32768", "PRAGMA main.journal_size_limit = 67108864")
	return openPool(writeDSN(mirror), statements)
}

func reader(outbox, mirror string) (*sql.DB, error) {
	return openPoolOf(readDSN(outbox), readers, connector{remembers: true, statements: append(commonPragmas(), attach(mirror),
		"PRAGMA mirror.cache_size = -16384", "PRAGMA query_only = ON")}) // matching reads rows all over the mirror
}

// commonPragmas are what every connection needs: none of them is kept in a file.
func commonPragmas() []string {
	pragmas := []string{
		"PRAGMA busy_timeout = 10000", "PRAGMA foreign_keys = ON", "PRAGMA secure_delete = ON",
		"PRAGMA trusted_schema = OFF", "PRAGMA temp_store = MEMORY",
	}
	if runtime.GOOS == "darwin" { // there, a plain fsync leaves data in the drive's cache
		pragmas = append(pragmas, "PRAGMA fullfsync = ON", "PRAGMA checkpoint_fullfsync = ON")
	}
	return pragmas
}

// attach gives the mirror a name beside outbox.db.
func attach(mirror string) string {
	return "ATTACH DATABASE '" + strings.ReplaceAll(readDSN(mirror), "'", "''") + "' AS mirror"
}

// writeDSN opens for writing; every transaction is BEGIN IMMEDIATE, so that it never fails half-way for want of the lock.
func writeDSN(path string) string {
	return fileURI(path, "mode=rw&_txlock=immediate&_defensive=1&_dqs=0")
}

func readDSN(path string) string { return fileURI(path, "mode=ro") }

// fileURI is the path as SQLite's URI: file:///home/x/outbox.db, file:///C:/x/outbox.db.
func fileURI(path, query string) string {
	slashed := filepath.ToSlash(path)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed
	}
	return (&url.URL{Scheme: "file", Path: slashed, RawQuery: query}).String()
}
