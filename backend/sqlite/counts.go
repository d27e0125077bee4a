package sqlite

import (
	"context"
	"database/sql"
	"time"

	"ferry/backend/crm"
	"ferry/backend/importer"
)

// SavedCounts is how many rows a rule saves.
type SavedCounts struct {
	Contacts      int // shown as leads
	Accounts      int
	Opportunities int
}

// SavedCounts counts what a rule saves for one owner, or with an empty owner for everybody: the preview of CRM Settings.
// crm.CodeInvalid when the rule's column is not mirrored.
func (d *Database) SavedCounts(ctx context.Context, rule crm.SavedRule, owner string) (SavedCounts, error) {
	var counts SavedCounts
	err := d.view(ctx, func(tx *sql.Tx) error {
		columns, err := dealColumns(ctx, tx)
		if err != nil {
			return err
		}
		set, err := savedDeals(columns, rule, owner)
		if err != nil {
			return err
		}
		return tx.QueryRowContext(ctx, set.with()+`
			SELECT (SELECT count(*) FROM mirror.contact WHERE contactid IN (`+dealRows(crm.TableContact)+`)),
				(SELECT count(*) FROM mirror.account WHERE accountid IN (`+dealRows(crm.TableAccount)+`)),
				(SELECT count(*) FROM deal)`, set.args...).
			Scan(&counts.Contacts, &counts.Accounts, &counts.Opportunities)
	})
	return counts, err
}

// TableCount is what the mirror holds of one table.
type TableCount struct {
	Table string
	Rows  int64
	// Complete says that the last round ended; UpdatedAt (server clock) is when the last page came.
	Complete  bool
	UpdatedAt time.Time
}

// RowCounts tells what the mirror holds, in the order of import.
func (d *Database) RowCounts(ctx context.Context) ([]TableCount, error) {
	var counts []TableCount
	err := d.view(ctx, func(tx *sql.Tx) error {
		for _, table := range importer.Tables() {
			count, err := tableCount(ctx, tx, table.Name)
			if err != nil {
				return err
			}
			counts = append(counts, count)
		}
		return nil
	})
	return counts, err
}

func tableCount(ctx context.Context, tx *sql.Tx, table string) (TableCount, error) {
	count := TableCount{Table: table}
	var updatedAt string
	err := tx.QueryRowContext(ctx, `
		SELECT (SELECT count(*) FROM mirror.`+table+`), coalesce(max(complete), 0), coalesce(max(updated_at), '')
		FROM mirror.resume_point WHERE table_name = ?`, table).Scan(&count.Rows, &count.Complete, &updatedAt)
	if err != nil {
		return count, err
	}
	count.UpdatedAt, err = parseMoment(updatedAt)
	return count, err
}
