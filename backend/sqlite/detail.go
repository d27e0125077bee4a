package sqlite

import (
	"context"
	"database/sql"
	"strings"

	"ferry/backend/crm"
)

// detailPlan is how rows of a list are shown: one query per table for a whole page.
type detailPlan struct {
	stage string // column of opportunity, or empty when the mirror lacks it
	deal  deals  // what counts as saved; where is empty when nothing does
}

// newDetailPlan shows no stage, and nothing as saved, while the mirror lacks the column that they need: that is no reason
// to show no rows at all.
func newDetailPlan(columns mirroredColumns, query RecordQuery) detailPlan {
	plan := detailPlan{deal: deals{where: "0"}}
	if name, err := columns.stage(query.StageColumn); err == nil {
		plan.stage = name
	}
	if set, err := savedDeals(columns, query.Rule, query.SavedFor); err == nil && (query.SavedFor != "" || query.Saved) {
		plan.deal = set
	}
	return plan
}

// rows gives the rows of the keys in their order.
func (p detailPlan) rows(ctx context.Context, tx *sql.Tx, keys []rowKey) ([]RecordRow, error) {
	numbers := map[string][]int64{}
	for _, key := range keys {
		numbers[key.table] = append(numbers[key.table], key.row)
	}
	found := map[rowKey]RecordRow{}
	for table, rows := range numbers {
		if err := p.read(ctx, tx, table, rows, found); err != nil {
			return nil, err
		}
	}
	ordered := make([]RecordRow, 0, len(keys))
	for _, key := range keys {
		ordered = append(ordered, found[key])
	}
	return ordered, nil
}

func (p detailPlan) read(ctx context.Context, tx *sql.Tx, table string, numbers []int64, into map[rowKey]RecordRow) error {
	args := append(append([]any{}, p.deal.args...), list(numbers))
	return each(ctx, tx, p.query(table), args, func(scan func(...any) error) error {
		key := rowKey{table: table}
		row := RecordRow{Row: crm.Ref{Table: table}, Owner: crm.Ref{Table: crm.TableUser}}
		err := scan(&key.row, &row.Row.ID, &row.Row.Name, &row.Company, &row.Title, &row.Email, &row.City, &row.Owner.ID,
			&row.Owner.Name, &row.Active, &row.Value, &row.Stage, &row.Opportunities, &row.Saved)
		into[key] = row
		return err
	})
}

// query selects the details of a table's rows. Every table gives the same columns.
func (p detailPlan) query(table string) string {
	return p.deal.with() + " SELECT r._row, r." + table + "id, " + p.shown(table) + `
		FROM json_each(?) wanted JOIN mirror.` + table + ` r ON r._row = wanted.value
			LEFT JOIN mirror.systemuser u ON u.systemuserid = r.ownerid` + joined(table)
}

// joined adds what a table's rows take their company from.
func joined(table string) string {
	switch table {
	case crm.TableContact:
		return ` LEFT JOIN mirror.account a ON a.accountid = r.parentcustomerid`
	case crm.TableOpportunity:
		return ` LEFT JOIN mirror.account a ON a.accountid = coalesce(r.parentaccountid, r.customerid)
			LEFT JOIN mirror.contact c ON c.contactid = r.customerid`
	}
	return ""
}

// shown are name, company, title, email, city, owner, active, value, stage, opportunities and saved.
func (p detailPlan) shown(table string) string {
	const owner = `coalesce(r.ownerid, ''), coalesce(u.fullname, ''), coalesce(r.statecode, 0) = 0, `
	switch table {
	case crm.TableContact:
		return `coalesce(r.fullname, ''), coalesce(a.name, ''), coalesce(r.jobtitle, ''), coalesce(r.emailaddress1, ''),
			coalesce(r.address1_city, ''), ` + owner + `'', ` +
			p.dealsOfRow("customerid", "parentcontactid", "contactid") +
			`r.contactid IN (` + dealRows(table) + `)`
	case crm.TableAccount:
		return `coalesce(r.name, ''), '', '', coalesce(r.emailaddress1, ''), coalesce(r.address1_city, ''), ` + owner + `'', ` +
			p.dealsOfRow("customerid", "parentaccountid", "accountid") +
			`r.accountid IN (` + dealRows(table) + `)`
	case crm.TableOpportunity:
		return `coalesce(r.name, ''), coalesce(a.name, c.fullname, ''), '', '', '', ` + owner +
			`coalesce(r.estimatedvalue, ''), coalesce(CAST(` + p.column("r") + ` AS TEXT), ''), 0,
			r._row IN (SELECT _row FROM deal)`
	default:
		return `coalesce(r.fullname, ''), coalesce(r.companyname, ''), coalesce(r.jobtitle, ''),
			coalesce(r.emailaddress1, ''), coalesce(r.address1_city, ''), ` + owner + `'', '', 0, 0`
	}
}

// dealsOfRow are the stage of the row's latest opportunity and how many there are.
func (p detailPlan) dealsOfRow(customer, parent, id string) string {
	of := strings.NewReplacer("CUSTOMER", customer, "PARENT", parent, "ID", id).Replace(
		`FROM mirror.opportunity o WHERE (o.CUSTOMER = r.ID OR o.PARENT = r.ID)`)
	return `coalesce((SELECT CAST(` + p.column("o") + ` AS TEXT) ` + of + `
		ORDER BY coalesce(o.statecode, 0) <> 0, o.modifiedon DESC LIMIT 1), ''), (SELECT count(*) ` + of + `), `
}

// column is the stage of an opportunity in a query.
func (p detailPlan) column(of string) string {
	if p.stage == "" {
		return "NULL"
	}
	return stageOf(of, p.stage)
}
