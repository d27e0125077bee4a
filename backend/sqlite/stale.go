package sqlite

import (
	"context"
	"database/sql"
	"strings"

	"ferry/backend/crm"
)

// searched gives the tables that have a search index, each with the columns that are indexed.
func searched() map[string][]string {
	return map[string][]string{
		crm.TableAccount:     {"_words"},
		crm.TableContact:     {"_words", "_company"},
		crm.TableLead:        {"_words"},
		crm.TableOpportunity: {"_words"},
	}
}

// refreshSearch brings the search indexes up to date with what the transaction wrote. Every transaction that writes rows
// ends with it. What a row was indexed by is taken out first: the index keeps no copy of it.
func refreshSearch(ctx context.Context, tx *sql.Tx) error {
	for table, names := range searched() {
		columns := strings.Join(names, ", ")
		for _, statement := range []string{
			`INSERT INTO ` + table + `_search (` + table + `_search, rowid, ` + columns + `)
				SELECT 'delete', _row, ` + columns + ` FROM ` + table + `_stale WHERE _words IS NOT NULL`,
			`INSERT INTO ` + table + `_search (rowid, ` + columns + `)
				SELECT _row, ` + columns + ` FROM ` + table + ` WHERE _row IN (SELECT _row FROM ` + table + `_stale)`,
			`DELETE FROM ` + table + `_stale`,
		} {
			if _, err := tx.ExecContext(ctx, statement); err != nil {
				return err
			}
		}
	}
	return nil
}
