package sqlite

import (
	"context"
	"database/sql"
	"strings"
	"testing"

	"ferry/backend/importer"
	"ferry/backend/importer/importertest"
)

func TestDatabaseKeepsTheStoreContract(t *testing.T) {
	importertest.TestStore(t, func(t *testing.T) importertest.Mirror { return readable{openTemp(t)} })
}

// readable is a Database whose mirror rows can be looked at.
type readable struct{ *Database }

func (r readable) Rows(ctx context.Context, table importer.Table) (map[string][]any, error) {
	all := map[string][]any{}
	err := r.view(ctx, func(tx *sql.Tx) error {
		names := newLayout(table).columns()[:len(table.Columns)]
		rows, err := tx.QueryContext(ctx, "SELECT "+strings.Join(names, ", ")+" FROM mirror."+table.Name)
		if err != nil {
			return err
		}
		defer func() { _ = rows.Close() }()
		for rows.Next() {
			row := make([]any, len(names))
			into := make([]any, len(names))
			for i := range row {
				into[i] = &row[i]
			}
			if err := rows.Scan(into...); err != nil {
				return err
			}
			all[keyOf(table, row)] = decode(table, row)
		}
		return rows.Err()
	})
	return all, err
}

func keyOf(table importer.Table, row []any) string { return row[position(table, table.Key)].(string) }

// decode gives booleans back as booleans.
func decode(table importer.Table, row []any) []any {
	for i, column := range table.Columns {
		if number, ok := row[i].(int64); ok && column.Kind == importer.Boolean {
			row[i] = number != 0
		}
	}
	return row
}

func TestIDsAreStoredInLowerCase(t *testing.T) {
	db := readable{openTemp(t)}
	table := importertest.Table("contact")
	page := importer.Page{Rows: [][]any{importertest.Row(table, "ABCDEF00-0000-4000-8000-00000000000A",
		map[string]any{"ownerid": "ABCDEF00-0000-4000-8000-00000000000B"})}}
	if err := db.SavePage(t.Context(), table, page, importer.Point{Generation: 1}); err != nil {
		t.Fatal(err)
	}
	rows, err := db.Rows(t.Context(), table)
	row := rows["abcdef00-0000-4000-8000-00000000000a"]
	if err != nil || row == nil || row[position(table, "ownerid")] != "abcdef00-0000-4000-8000-00000000000b" {
		t.Fatalf("rows %v, error %v", rows, err)
	}
	page = importer.Page{Deleted: []string{"ABCDEF00-0000-4000-8000-00000000000A"}}
	if err := db.SavePage(t.Context(), table, page, importer.Point{Generation: 1}); err != nil {
		t.Fatal(err)
	}
	if rows, err := db.Rows(t.Context(), table); err != nil || len(rows) != 0 {
		t.Errorf("after the deletion: %v, error %v", rows, err)
	}
}

func TestAValueOfTheWrongTypeIsRefused(t *testing.T) {
	db := openTemp(t)
	table := importertest.Table("contact")
	for column, value := range map[string]any{"fullname": int64(1), "statecode": "0", "createdon": 1.5, "ownerid": true} {
		page := importer.Page{Rows: [][]any{importertest.Row(table, "a", map[string]any{column: value})}}
		if err := db.SavePage(t.Context(), table, page, importer.Point{Generation: 1}); err == nil {
			t.Errorf("%s took a %T", column, value)
		}
	}
}
