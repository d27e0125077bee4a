package matchbench

import (
	"context"

	"ferry/backend/crm"
	"ferry/backend/importer"
	"ferry/backend/matching/people"
	"ferry/backend/sqlite"
)

const pageSize = 5000

// filler writes a world into a mirror as an import does.
type filler struct {
	database *sqlite.Database
	tables   map[string]importer.Table
	pages    map[string]*importer.Page
}

func newFiller(database *sqlite.Database) *filler {
	f := &filler{database: database, tables: map[string]importer.Table{}, pages: map[string]*importer.Page{}}
	for _, table := range importer.Tables() {
		f.tables[table.Name], f.pages[table.Name] = table, &importer.Page{}
	}
	return f
}

// fill writes all companies and people; each row is handed to note too.
func (f *filler) fill(ctx context.Context, world *people.World, note func(people.Row)) error {
	for i := range world.Accounts() {
		err := f.add(ctx, crm.TableAccount, map[string]any{"accountid": people.AccountID(i), "name": world.Account(i), "statecode": int64(0)})
		if err != nil {
			return err
		}
	}
	if err := f.flush(ctx); err != nil {
		return err
	}
	for i := range world.Rows() {
		row := world.Row(i)
		note(row)
		if err := f.add(ctx, row.Table, values(row)); err != nil {
			return err
		}
	}
	return f.flush(ctx)
}

func values(row people.Row) map[string]any {
	all := map[string]any{
		row.Table + "id": row.ID, "fullname": row.FullName, "firstname": row.First, "lastname": row.Last, "statecode": int64(0),
		"parentcustomerid": people.AccountID(row.Account), "parentcustomeridtype": crm.TableAccount, "companyname": row.Company,
	}
	if row.Title != "" {
		all["jobtitle"] = row.Title
	}
	if row.Email != "" {
		all["emailaddress1"] = row.Email
	}
	return all
}

func (f *filler) add(ctx context.Context, table string, all map[string]any) error {
	row := make([]any, len(f.tables[table].Columns))
	for i, column := range f.tables[table].Columns {
		row[i] = all[column.Name]
	}
	page := f.pages[table]
	page.Rows = append(page.Rows, row)
	if len(page.Rows) < pageSize {
		return nil
	}
	return f.save(ctx, table)
}

func (f *filler) save(ctx context.Context, table string) error {
	page := f.pages[table]
	defer func() { page.Rows = page.Rows[:0] }()
	return f.database.SavePage(ctx, f.tables[table], *page, importer.Point{Generation: 1})
}

func (f *filler) flush(ctx context.Context) error {
	for table, page := range f.pages {
		if len(page.Rows) > 0 {
			if err := f.save(ctx, table); err != nil {
				return err
			}
		}
	}
	return nil
}
