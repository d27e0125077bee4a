package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"ferry/backend/crm"
	"ferry/backend/importer"
)

// maxRelated bounds what a record's panel lists of each sort.
const maxRelated = 200

// Record is one contact, lead, account or opportunity with what belongs to it.
type Record struct {
	RecordRow
	Phone   string
	Website string
	// Fields are the mirrored columns that are not empty, in the order of the import's list, as stored.
	Fields        []Field
	Opportunities []RecordRow
	Contacts      []RecordRow // of an account
	History       []ActivityRow
}

// Field is one column's value of a record.
type Field struct {
	Column string
	Value  string
}

// ActivityRow is one activity regarding a record, as the mirror has it: without its text.
type ActivityRow struct {
	ID      string
	Table   string // logical name of the activity's own table
	Subject string
	At      time.Time // when it happened, else when it is due, else when it was made
	Owner   crm.Ref
	State   crm.ActivityState
}

// Record reads one record. rule and savedFor mark what is saved, as in RecordQuery. crm.CodeNotFound where the mirror does
// not have it.
func (d *Database) Record(ctx context.Context, ref crm.Ref, rule crm.SavedRule, savedFor string) (Record, error) {
	table, known := mirrored(ref.Table)
	if !known || newLayout(table).name < 0 {
		return Record{}, crm.Errorf(crm.CodeNotFound, "no records of %.40q in the mirror", ref.Table)
	}
	reader := recordReader{table: table, id: strings.ToLower(ref.ID)}
	err := d.view(ctx, func(tx *sql.Tx) error {
		columns, err := dealColumns(ctx, tx)
		if err != nil {
			return err
		}
		reader.plan = newDetailPlan(columns, RecordQuery{Rule: rule, SavedFor: savedFor, StageColumn: rule.Column})
		return reader.read(ctx, tx)
	})
	return reader.record, err
}

func mirrored(name string) (importer.Table, bool) {
	all := importer.Tables()
	at := slices.IndexFunc(all, func(t importer.Table) bool { return t.Name == name })
	if at < 0 {
		return importer.Table{}, false
	}
	return all[at], true
}

// recordReader reads the parts of one record in one transaction.
type recordReader struct {
	table  importer.Table
	id     string
	plan   detailPlan
	record Record
}

func (r *recordReader) read(ctx context.Context, tx *sql.Tx) error {
	own := `SELECT '` + r.table.Name + `', _row FROM mirror.` + r.table.Name + ` WHERE ` + r.table.Key + ` = ?`
	rows, err := r.related(ctx, tx, own, r.id)
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		return crm.Errorf(crm.CodeNotFound, "no row of %s with this id in the mirror", r.table.Name)
	}
	r.record.RecordRow = rows[0]
	if err := r.readFields(ctx, tx); err != nil {
		return err
	}
	if r.record.Opportunities, err = r.related(ctx, tx, opportunitiesQuery(r.table.Name), r.id, r.id); err != nil {
		return err
	}
	if r.table.Name == crm.TableAccount {
		if r.record.Contacts, err = r.related(ctx, tx, contactsQuery, r.id); err != nil {
			return err
		}
	}
	r.record.History, err = history(ctx, tx, r.id)
	return err
}

const contactsQuery = `SELECT 'contact', _row FROM mirror.contact WHERE parentcustomerid = ? ORDER BY _name LIMIT 200`

// opportunitiesQuery selects the opportunities of which a row is the customer or a parent, open and new ones first.
func opportunitiesQuery(table string) string {
	parent := map[string]string{crm.TableAccount: "parentaccountid", crm.TableContact: "parentcontactid"}[table]
	if parent == "" {
		return `SELECT 'opportunity', _row FROM mirror.opportunity WHERE 0 AND ? = ?`
	}
	return `SELECT 'opportunity', _row FROM mirror.opportunity WHERE customerid = ? OR ` + parent + ` = ?
		ORDER BY coalesce(statecode, 0) <> 0, modifiedon DESC LIMIT 200`
}

// related gives the rows whose table and number a query selects.
func (r *recordReader) related(ctx context.Context, tx *sql.Tx, query string, args ...any) ([]RecordRow, error) {
	var keys []rowKey
	err := each(ctx, tx, query, args, func(scan func(...any) error) error {
		var key rowKey
		err := scan(&key.table, &key.row)
		keys = append(keys, key)
		return err
	})
	if err != nil {
		return nil, err
	}
	return r.plan.rows(ctx, tx, keys)
}

func (r *recordReader) readFields(ctx context.Context, tx *sql.Tx) error {
	names := newLayout(r.table).columns()[:len(r.table.Columns)]
	values := make([]any, len(names))
	into := make([]any, len(names))
	for i := range values {
		into[i] = &values[i]
	}
	query := "SELECT " + strings.Join(names, ", ") + " FROM mirror." + r.table.Name + " WHERE " + r.table.Key + " = ?"
	if err := tx.QueryRowContext(ctx, query, r.id).Scan(into...); err != nil {
		return err
	}
	byName := map[string]string{}
	for i, name := range names {
		if value := fmt.Sprint(values[i]); values[i] != nil && value != "" {
			r.record.Fields = append(r.record.Fields, Field{Column: name, Value: value})
			byName[name] = value
		}
	}
	r.record.Phone = cmp.Or(byName["mobilephone"], byName["telephone1"])
	r.record.Website = byName["websiteurl"]
	return nil
}

const historyQuery = `
	SELECT p.activityid, coalesce(p.activitytypecode, ''), coalesce(p.subject, ''),
		coalesce(p.actualend, p.actualstart, p.scheduledend, p.scheduledstart, p.createdon, ''),
		coalesce(p.ownerid, ''), coalesce(u.fullname, ''), coalesce(p.statecode, 0)
	FROM mirror.activitypointer p LEFT JOIN mirror.systemuser u ON u.systemuserid = p.ownerid
	WHERE p.regardingobjectid = ? ORDER BY p.modifiedon DESC LIMIT ?`

// history gives the activities regarding a row, newest first.
func history(ctx context.Context, tx *sql.Tx, id string) ([]ActivityRow, error) {
	var all []ActivityRow
	err := each(ctx, tx, historyQuery, []any{id, maxRelated}, func(scan func(...any) error) error {
		row := ActivityRow{Owner: crm.Ref{Table: crm.TableUser}}
		var at string
		err := scan(&row.ID, &row.Table, &row.Subject, &at, &row.Owner.ID, &row.Owner.Name, &row.State)
		var unread error
		row.At, unread = parseMoment(at)
		all = append(all, row)
		return errors.Join(err, unread)
	})
	slices.SortStableFunc(all, func(a, b ActivityRow) int { return b.At.Compare(a.At) })
	return all, err
}
