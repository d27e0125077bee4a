package sqlite

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
)

// rememberedMost bounds how many parsed queries a connection keeps: those of one day of use are fewer.
const rememberedMost = 100

// sqliteConn is what the driver's connections can do and database/sql makes use of.
type sqliteConn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

// remembering is a connection that parses a query once: the same few are asked for ever again, and SQLite takes longer to
// parse a lookup than to do it. SQLite parses one anew by itself where the schema changed.
type remembering struct {
	sqliteConn
	queries map[string]*remembered
}

// remembered is a parsed query. busy: its rows are being read, so it cannot be asked again yet.
type remembered struct {
	statement driver.Stmt
	busy      bool
}

// remember makes a connection a remembering one.
func remember(conn driver.Conn) (driver.Conn, error) {
	able, ok := conn.(sqliteConn)
	if !ok {
		return nil, errors.Join(fmt.Errorf("the driver's connections are %T", conn), conn.Close())
	}
	return &remembering{able, map[string]*remembered{}}, nil
}

// QueryContext runs a query by its remembered statement.
func (c *remembering) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	known := c.queries[query]
	if known == nil {
		if err := c.makeRoom(); err != nil {
			return nil, err
		}
		statement, err := c.PrepareContext(ctx, query)
		if err != nil {
			return nil, err
		}
		known = &remembered{statement: statement}
		c.queries[query] = known
	}
	able, ok := known.statement.(driver.StmtQueryContext)
	if known.busy || !ok {
		return c.sqliteConn.QueryContext(ctx, query, args)
	}
	rows, err := able.QueryContext(ctx, args)
	if err != nil {
		return nil, err
	}
	known.busy = true
	return &rememberedRows{rows, known}, nil
}

// makeRoom forgets every query when there are too many. Those being read end by themselves.
func (c *remembering) makeRoom() (err error) {
	if len(c.queries) < rememberedMost {
		return nil
	}
	for text, query := range c.queries {
		if !query.busy {
			err = errors.Join(err, query.statement.Close())
			delete(c.queries, text)
		}
	}
	return err
}

// Close closes the queries and the connection.
func (c *remembering) Close() error {
	var all error
	for _, query := range c.queries {
		all = errors.Join(all, query.statement.Close())
	}
	clear(c.queries)
	return errors.Join(all, c.sqliteConn.Close())
}

// rememberedRows are the rows of a remembered query, which is free again once they are closed.
type rememberedRows struct {
	driver.Rows
	query *remembered
}

// Close ends the reading.
func (r *rememberedRows) Close() error {
	r.query.busy = false
	return r.Rows.Close()
}
