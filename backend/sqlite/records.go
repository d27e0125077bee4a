package sqlite

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"ferry/backend/crm"
)

// RecordKind is what a list of records shows.
type RecordKind string

// The kinds of list. A lead is what Sales Navigator calls one: a contact, and outside the saved list also a lead row.
const (
	RecordLead        RecordKind = "lead"
	RecordAccount     RecordKind = "account"
	RecordOpportunity RecordKind = "opportunity"
)

// RecordQuery asks for one page of a list, in order of name.
type RecordQuery struct {
	// Saved narrows the list to what Rule saves for SavedFor. Outside the saved list both still mark rows as saved.
	Saved    bool
	Rule     crm.SavedRule
	SavedFor string // systemuserid of the seat holder
	Kind     RecordKind
	Text     string // words of the name, the company or the e-mail address may begin with its words
	Owner    string // systemuserid of the row's owner, or empty for everybody
	// Stage keeps rows with an open opportunity at this stage of StageColumn. StageColumn also decides which stage the rows
	// show; empty means the rule's column, else salesstage.
	Stage       string
	StageColumn string
	Offset      int
	Limit       int // at most 500
}

// maxPage is the most rows one page holds.
const maxPage = 500

// RecordPage is one page of a list.
type RecordPage struct {
	Rows []RecordRow
	// Total is how many rows fit. A search over the whole mirror stops at some thousands: then More is true.
	Total int
	More  bool
}

// RecordRow is one contact, lead, account or opportunity in a list.
type RecordRow struct {
	Row     crm.Ref
	Company string // of an opportunity: its customer
	Title   string
	Email   string
	City    string
	Owner   crm.Ref
	// Stage is that of the latest opportunity, open ones first, as stored (choices as decimal text); empty without one.
	Stage         string
	Value         string // of an opportunity: estimated value, decimal text
	Opportunities int    // open and closed ones of which the row is the customer or a parent
	Saved         bool
	Active        bool
}

// Saved lists saved contacts ("leads") or accounts: those of open opportunities of the owner that the rule counts.
func (d *Database) Saved(
	ctx context.Context, rule crm.SavedRule, owner string, kind RecordKind, text string, offset, limit int,
) (RecordPage, error) {
	return d.Records(ctx, RecordQuery{
		Saved: true, Rule: rule, SavedFor: owner, Kind: kind, Text: text, Offset: offset, Limit: limit})
}

// Records lists records. crm.CodeInvalid when the rule or the stage that narrows the list needs a column that is not
// mirrored.
func (d *Database) Records(ctx context.Context, query RecordQuery) (RecordPage, error) {
	var page RecordPage
	err := d.view(ctx, func(tx *sql.Tx) error {
		columns, err := dealColumns(ctx, tx)
		if err != nil {
			return err
		}
		plan, err := planRecords(columns, query)
		if err != nil {
			return err
		}
		if err := plan.count(ctx, tx, &page); err != nil {
			return err
		}
		keys, err := plan.keys(ctx, tx)
		if err != nil {
			return err
		}
		page.Rows, err = plan.details.rows(ctx, tx, keys)
		return err
	})
	return page, err
}

// recordPlan is a query as SQL: which rows fit, by table, and how to show them.
type recordPlan struct {
	with    string
	args    []any // of with, then of each part
	parts   []string
	offset  int
	limit   int
	capped  bool
	details detailPlan
}

// rowKey names one row of one table.
type rowKey struct {
	table string
	row   int64
}

func planRecords(columns mirroredColumns, query RecordQuery) (recordPlan, error) {
	if query.StageColumn == "" {
		query.StageColumn = query.Rule.Column
	}
	plan := recordPlan{offset: max(0, query.Offset), limit: min(max(query.Limit, 0), maxPage)}
	plan.details = newDetailPlan(columns, query)
	deal, narrowed, err := dealsOf(columns, query)
	if err != nil {
		return recordPlan{}, err
	}
	if narrowed {
		plan.with, plan.args = deal.with(), append(plan.args, deal.args...)
	}
	for _, table := range tablesOf(query.Kind, narrowed) {
		where, args := conditions(query, table, narrowed)
		plan.parts = append(plan.parts, partQuery(table, where))
		plan.args = append(plan.args, args...)
	}
	plan.capped = !narrowed && crm.Fold(query.Text) != ""
	return plan, nil
}

// dealsOf are the opportunities that narrow the list: by the saved rule, by stage, or by both.
func dealsOf(columns mirroredColumns, query RecordQuery) (set deals, narrowed bool, err error) {
	set = deals{where: "o.statecode = 0"}
	if query.Saved {
		if set, err = savedDeals(columns, query.Rule, query.SavedFor); err != nil {
			return deals{}, false, err
		}
	}
	if query.Stage != "" {
		if set, err = set.atStage(columns, query.StageColumn, []string{query.Stage}); err != nil {
			return deals{}, false, err
		}
	}
	return set, query.Saved || query.Stage != "", nil
}

// tablesOf are the tables of a list. Lead rows have no opportunities, so a list that opportunities narrow has none.
func tablesOf(kind RecordKind, narrowed bool) []string {
	switch {
	case kind == RecordAccount:
		return []string{crm.TableAccount}
	case kind == RecordOpportunity:
		return []string{crm.TableOpportunity}
	case narrowed:
		return []string{crm.TableContact}
	}
	return people()
}

// partQuery selects the keys of one table's rows that fit, with the name to order by.
func partQuery(table, where string) string {
	return `SELECT '` + table + `' AS part, r._row AS _row, r._name AS _name FROM mirror.` + table + ` r` + where
}

// conditions are a list's conditions on one table. The order of args is that of the places.
func conditions(query RecordQuery, table string, narrowed bool) (where string, args []any) {
	var all []string
	if narrowed && table == crm.TableOpportunity {
		all = append(all, "r._row IN (SELECT _row FROM deal)")
	} else if narrowed {
		all = append(all, "r."+table+"id IN ("+dealRows(table)+")")
	}
	if query.Owner != "" {
		all, args = append(all, "r.ownerid = ?"), append(args, query.Owner)
	}
	if folded := crm.Fold(query.Text); folded != "" {
		condition, places := textCondition(table, folded, query.Owner, narrowed)
		all, args = append(all, condition), append(args, places...)
	}
	if len(all) == 0 {
		return "", nil
	}
	return " WHERE " + strings.Join(all, " AND "), args
}

// textCondition searches the index, up to searchCap rows of the owner that is asked for, or looks through the words of a list that
// is short anyway.
func textCondition(table, folded, owner string, narrowed bool) (condition string, args []any) {
	if !narrowed && owner != "" { // what others own must not use up what a search looks at
		return "r._row IN (SELECT s.rowid FROM mirror." + table + "_search(?) s JOIN mirror." + table +
			" own ON own._row = s.rowid WHERE own.ownerid = ? LIMIT ?)", []any{matchWords(folded), owner, searchCap}
	}
	if !narrowed {
		return "r._row IN (SELECT rowid FROM mirror." + table + "_search(?) LIMIT ?)", []any{matchWords(folded), searchCap}
	}
	words := "' ' || r._words"
	if table == crm.TableContact {
		words += " || ' ' || r._company"
	}
	var all []string
	for _, word := range strings.Fields(folded) {
		all, args = append(all, "instr("+words+", ?) > 0"), append(args, " "+word)
	}
	return strings.Join(all, " AND "), args
}

func (p recordPlan) count(ctx context.Context, tx *sql.Tx, page *RecordPage) error {
	var sums []string
	for _, part := range p.parts {
		sums = append(sums, "(SELECT count(*) FROM ("+part+"))")
	}
	err := tx.QueryRowContext(ctx, p.with+" SELECT "+strings.Join(sums, " + "), p.args...).Scan(&page.Total)
	page.More = p.capped && page.Total >= searchCap
	return err
}

// keys are the rows of the page, in order.
func (p recordPlan) keys(ctx context.Context, tx *sql.Tx) ([]rowKey, error) {
	var keys []rowKey
	args := append(slices.Clone(p.args), p.limit, p.offset)
	err := each(ctx, tx, p.keysQuery(), args, func(scan func(...any) error) error {
		var key rowKey
		var name string
		err := scan(&key.table, &key.row, &name)
		keys = append(keys, key)
		return err
	})
	return keys, err
}

// keysQuery merges the parts, each of which is read in order of its index.
func (p recordPlan) keysQuery() string {
	return p.with + " " + strings.Join(p.parts, " UNION ALL ") + " ORDER BY _name, part, _row LIMIT ? OFFSET ?"
}
