package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"ferry/backend/capture"
	"ferry/backend/crm"
	"ferry/backend/importer"
	"ferry/backend/matching"
)

// SavePage writes the page's rows and removals and the point that covers them in one transaction. At the end of a full
// load, rows that the load did not see are removed in the same transaction.
func (d *Database) SavePage(ctx context.Context, table importer.Table, page importer.Page, point importer.Point) error {
	layout := newLayout(table)
	return d.updateMirror(ctx, func(tx *sql.Tx) error {
		if err := layout.addColumns(ctx, tx); err != nil {
			return err
		}
		if err := layout.writeRows(ctx, tx, page.Rows, point.Generation); err != nil {
			return err
		}
		if err := layout.deleteRows(ctx, tx, page.Deleted); err != nil {
			return err
		}
		if point.Full && point.Complete {
			if err := layout.sweep(ctx, tx, point.Generation); err != nil {
				return err
			}
		}
		if err := refreshSearch(ctx, tx); err != nil {
			return err
		}
		point.Table = table.Name
		return savePoint(ctx, tx, point)
	})
}

// layout is how one table's page rows become a mirror table's rows: the page's values, then _generation, then what is
// folded from them.
type layout struct {
	table   importer.Table
	name    int   // position of the column that _name is folded from, or -1
	words   []int // positions of the columns that _words is folded from
	profile int   // position of the column that holds a LinkedIn address, or -1
	// company is the position of the column that names the account whose folded name is kept as _company, or -1.
	company int
}

// newLayout finds the columns to fold. Only tables that people search are folded.
func newLayout(table importer.Table) layout {
	var name string
	var words []string
	switch table.Name {
	case crm.TableAccount:
		name, words = "name", []string{"name", "accountnumber", "websiteurl", "emailaddress1"}
	case crm.TableContact:
		name, words = "fullname", []string{"fullname", "emailaddress1", "emailaddress2", "emailaddress3"}
	case crm.TableLead:
		name, words = "fullname", []string{"fullname", "companyname", "emailaddress1", "emailaddress2", "emailaddress3"}
	case crm.TableOpportunity:
		name, words = "name", []string{"name"}
	}
	l := layout{table: table, name: position(table, name), company: -1, profile: -1}
	if table.Name != crm.TableOpportunity {
		l.profile = slices.IndexFunc(table.Columns, func(c importer.Column) bool { return c.Kind == importer.Profile })
	}
	if table.Name == crm.TableContact {
		l.company = position(table, "parentcustomerid")
	}
	for _, word := range words {
		if at := position(table, word); at >= 0 {
			l.words = append(l.words, at)
		}
	}
	return l
}

func position(table importer.Table, name string) int {
	for i, column := range table.Columns {
		if column.Name == name {
			return i
		}
	}
	return -1
}

// columns are the mirror's columns in the order in which values fills them. Names come from the importer's own list.
func (l layout) columns() []string {
	names := make([]string, 0, len(l.table.Columns)+4)
	for _, column := range l.table.Columns {
		names = append(names, column.Name)
	}
	names = append(names, "_generation")
	if l.name >= 0 {
		names = append(names, "_name", "_words")
	}
	if l.matched() {
		names = append(names, "_near", "_profile")
	}
	if l.company >= 0 {
		names = append(names, "_company")
	}
	return names
}

// upsert keeps _row, which the search index points at, when the row is there already.
func (l layout) upsert() string {
	names := l.columns()
	var changes []string
	for _, name := range names {
		if name != l.table.Key {
			changes = append(changes, name+" = excluded."+name)
		}
	}
	places := strings.Repeat(", ?", len(names)-1)
	if l.company >= 0 {
		places = strings.TrimSuffix(places, "?") + "coalesce((SELECT _name FROM account WHERE accountid = ?), '')"
	}
	return "INSERT INTO " + l.table.Name + " (" + strings.Join(names, ", ") + ") VALUES (?" + places +
		") ON CONFLICT (" + l.table.Key + ") DO UPDATE SET " + strings.Join(changes, ", ")
}

func (l layout) writeRows(ctx context.Context, tx *sql.Tx, rows [][]any, generation int64) (err error) {
	if len(rows) == 0 {
		return nil
	}
	statement, err := tx.PrepareContext(ctx, l.upsert())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, statement.Close()) }()
	values := make([]any, 0, len(l.table.Columns)+4)
	for _, row := range rows {
		if values, err = l.values(values[:0], row, generation); err != nil {
			return err
		}
		if _, err := statement.ExecContext(ctx, values...); err != nil {
			return err
		}
	}
	return nil
}

// values checks one row against the table's columns and appends what is stored of it.
func (l layout) values(into []any, row []any, generation int64) ([]any, error) {
	if len(row) != len(l.table.Columns) {
		return nil, crm.Errorf(crm.CodeUnexpected, "%s: a row has %d values for %d columns",
			l.table.Name, len(row), len(l.table.Columns))
	}
	for i, column := range l.table.Columns {
		value, err := storedValue(column.Kind, row[i])
		if err != nil || (value == nil && column.Name == l.table.Key) {
			return nil, crm.Errorf(crm.CodeUnexpected, "%s.%s: unfit value of type %T", l.table.Name, column.Name, row[i])
		}
		into = append(into, value)
	}
	into = append(into, generation)
	if l.name >= 0 {
		into = append(into, crm.Fold(text(row[l.name])), l.fold(row))
	}
	if l.matched() {
		into = append(into, l.near(row), l.address(row))
	}
	if l.company >= 0 {
		into = append(into, strings.ToLower(text(row[l.company])))
	}
	return into, nil
}

// matched reports whether the table's rows are found by names that are written differently.
func (l layout) matched() bool { return l.name >= 0 && l.table.Name != crm.TableOpportunity }

// near is what the row is found by, as a JSON list: the triggers keep its parts in the table's _near index.
func (l layout) near(row []any) string {
	company := ""
	if at := position(l.table, "companyname"); at >= 0 {
		company = text(row[at])
	}
	keys := matching.Keys(text(row[l.name]), company, l.table.Name == crm.TableAccount)
	if len(keys) == 0 {
		return "[]"
	}
	return `["` + strings.Join(keys, `","`) + `"]` // keys are lower-case ASCII letters, digits and spaces
}

// address is the row's LinkedIn address in the one form in which addresses are compared, or null.
func (l layout) address(row []any) any {
	if l.profile < 0 {
		return nil
	}
	if address := capture.ProfileURL(text(row[l.profile])); address != "" {
		return address
	}
	return nil
}

func (l layout) fold(row []any) string {
	var all []string
	for _, at := range l.words {
		if word := text(row[at]); word != "" {
			all = append(all, word)
		}
	}
	return crm.Fold(strings.Join(all, " "))
}

// errUnfit says that a page holds a value of another type than its column.
var errUnfit = errors.New("unfit value")

// storedValue is a page's value as SQLite keeps it: ids in lower case, booleans as 0 and 1.
func storedValue(kind importer.Kind, value any) (any, error) {
	if value == nil {
		return nil, nil //nolint:nilnil // null is a value here
	}
	switch kind {
	case importer.Integer, importer.Choice:
		if number, ok := value.(int64); ok {
			return number, nil
		}
	case importer.Number:
		if number, ok := value.(float64); ok {
			return number, nil
		}
	case importer.Boolean:
		if truth, ok := value.(bool); ok {
			return truth, nil
		}
	case importer.ID, importer.Lookup:
		if id, ok := value.(string); ok {
			return strings.ToLower(id), nil
		}
	default:
		if words, ok := value.(string); ok {
			return words, nil
		}
	}
	return nil, fmt.Errorf("%w: %T", errUnfit, value)
}

// text is a page's text value, or empty for null.
func text(value any) string {
	words, _ := value.(string)
	return words
}

func (l layout) deleteRows(ctx context.Context, tx *sql.Tx, keys []string) (err error) {
	if len(keys) == 0 {
		return nil
	}
	statement, err := tx.PrepareContext(ctx, "DELETE FROM "+l.table.Name+" WHERE "+l.table.Key+" = ?") //nolint:gosec // own names
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, statement.Close()) }()
	for _, key := range keys {
		if _, err := statement.ExecContext(ctx, strings.ToLower(key)); err != nil {
			return err
		}
	}
	return nil
}

func (l layout) sweep(ctx context.Context, tx *sql.Tx, generation int64) error {
	_, err := tx.ExecContext(ctx, "DELETE FROM "+l.table.Name+" WHERE _generation < ?", generation) //nolint:gosec // own names
	return err
}
