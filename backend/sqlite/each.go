package sqlite

import (
	"context"
	"database/sql"
	"errors"
)

// each runs a query and gives every row to take, which scans it.
func each(
	ctx context.Context, tx *sql.Tx, query string, args []any, take func(scan func(...any) error) error,
) (err error) {
	rows, err := tx.QueryContext(ctx, query, args...)
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
