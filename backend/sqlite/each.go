package sqlite

import (
	"context"
	"database/sql"
	"errors"
)

// querier is a pool, a transaction, or a recordWriter on one.
type querier interface {
	QueryContext(ctx context.Context, query string, arguments ...any) (*sql.Rows, error)
}

// each runs a query and gives every row to take, which scans it.
func each(
	ctx context.Context, from querier, query string, args []any, take func(scan func(...any) error) error,
) (err error) {
	rows, err := from.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		if err := take(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}
