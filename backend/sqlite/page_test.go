package sqlite

import (
	"context"
	"database/sql"
	"slices"
	"strings"
	"testing"

	"ferry/backend/crm"
	"ferry/backend/importer"
	"ferry/backend/importer/importertest"
)

func TestDatabaseKeepsTheStoreContract(t *testing.T) {
	importertest.TestStore(t, func(t *testing.T) importertest.Mirror {
		t.Helper()
		return readable{openTemp(t)}
	})
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

// TestAnOrganizationsOwnStageColumn imports a column that only this organization has, and saves by it.
func TestAnOrganizationsOwnStageColumn(t *testing.T) {
	db := openTemp(t)
	sample(t, db)
	rule := crm.SavedRule{Column: "contoso_stage", Values: []string{"100000002"}}
	if _, err := db.SavedCounts(t.Context(), rule, ana); crm.CodeOf(err) != crm.CodeInvalid {
		t.Errorf("before the import: %v", err)
	}
	before, err := db.Records(t.Context(), RecordQuery{Kind: RecordAccount, Rule: rule, SavedFor: ana, Limit: 10})
	if err != nil || len(before.Rows) != 2 || before.Rows[0].Stage != "" || before.Rows[0].Saved {
		t.Errorf("before the import: %+v, %v", before, err)
	}
	tables := importer.TablesFor("contoso_stage", "salesstage", "contoso_stage")
	table := tables[slices.IndexFunc(tables, func(t importer.Table) bool { return t.Name == crm.TableOpportunity })]
	if len(table.Columns) != len(importertest.Table(crm.TableOpportunity).Columns)+1 {
		t.Fatalf("columns %v", table.Columns)
	}
	page := importer.Page{Rows: [][]any{importertest.Row(table, "o-own", map[string]any{
		"contoso_stage": int64(100000002), "ownerid": ana, "statecode": int64(0),
		"customerid": fabrikam, "customeridtype": "account"})}}
	for range 2 {
		if err := db.SavePage(t.Context(), table, page, importer.Point{Generation: 2}); err != nil {
			t.Fatal(err)
		}
	}
	saved, err := db.Saved(t.Context(), rule, ana, RecordAccount, "", 0, 10)
	if err != nil || len(saved.Rows) != 1 || saved.Rows[0].Row.ID != fabrikam || !saved.Rows[0].Saved {
		t.Errorf("saved %+v, %v", saved, err)
	}
}

func TestAnImpossibleColumnNameIsRefused(t *testing.T) {
	db := openTemp(t)
	for _, name := range []string{"a; DROP TABLE contact", "_generation2", "", "Upper"} {
		table := importertest.Table(crm.TableOpportunity)
		table.Columns = append(slices.Clone(table.Columns), importer.Column{Name: name})
		if err := db.SavePage(t.Context(), table, importer.Page{}, importer.Point{Generation: 1}); err == nil {
			t.Errorf("%q was taken", name)
		}
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
