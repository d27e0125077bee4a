package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"ferry/backend/importer"
)

// Point is where the table's import stands; the zero Point where none was started.
func (d *Database) Point(ctx context.Context, table string) (importer.Point, error) {
	point := importer.Point{Table: table}
	var since, watermark, fullAt, updatedAt string
	err := d.view(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, `
			SELECT mode, full, next, delta, since, watermark, full_at, columns, generation, rows, complete, updated_at
			FROM mirror.resume_point WHERE table_name = ?`, table).
			Scan(&point.Mode, &point.Full, &point.Next, &point.Delta, &since, &watermark, &fullAt, &point.Columns,
				&point.Generation, &point.Rows, &point.Complete, &updatedAt)
	})
	if errors.Is(err, sql.ErrNoRows) {
		return importer.Point{}, nil
	}
	if err != nil {
		return importer.Point{}, err
	}
	for _, moment := range []struct {
		text string
		into *time.Time
	}{{since, &point.Since}, {watermark, &point.Watermark}, {fullAt, &point.FullAt}, {updatedAt, &point.UpdatedAt}} {
		parsed, err := parseMoment(moment.text)
		if err != nil {
			return importer.Point{}, err
		}
		*moment.into = parsed
	}
	return point, nil
}

func savePoint(ctx context.Context, tx *sql.Tx, p importer.Point) error {
	_, err := tx.ExecContext(ctx, `
		INSERT OR REPLACE INTO resume_point
			(table_name, mode, full, next, delta, since, watermark, full_at, columns, generation, rows, complete, updated_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		p.Table, p.Mode, p.Full, p.Next, p.Delta, formatMoment(p.Since), formatMoment(p.Watermark), formatMoment(p.FullAt),
		p.Columns, p.Generation, p.Rows, p.Complete, formatMoment(p.UpdatedAt))
	return err
}
