package sqlite

import (
	"context"
	"database/sql"
	"slices"

	"ferry/backend/crm"
)

// dealColumns are the columns of opportunity that the mirror has, those of this organization included.
func dealColumns(ctx context.Context, tx *sql.Tx) (mirroredColumns, error) {
	return columnsOf(ctx, tx, crm.TableOpportunity, "mirror")
}

// mirroredColumns are the columns of a mirror table. Only their names may become part of a query.
type mirroredColumns []string

// columnsOf reads the columns of a table in one of the connection's schemas.
func columnsOf(ctx context.Context, tx *sql.Tx, table, schema string) (mirroredColumns, error) {
	var names mirroredColumns
	query := `SELECT name FROM pragma_table_info(?, ?)`
	err := each(ctx, tx, query, []any{table, schema}, func(scan func(...any) error) error {
		var name string
		err := scan(&name)
		names = append(names, name)
		return err
	})
	return names, err
}

// stage checks the column that holds the stage; empty means salesstage.
func (m mirroredColumns) stage(name string) (string, error) {
	if name == "" {
		return "salesstage", nil
	}
	if !slices.Contains(m, name) && name != crm.ColumnActiveStage {
		return "", crm.Errorf(crm.CodeInvalid, "the mirror holds no opportunity column %.60q", name)
	}
	return name, nil
}

// stageOf is an opportunity's stage in a query: a checked column of its own, or the stage of its business process flow, where
// an active one goes before one that ended.
func stageOf(opportunity, column string) string {
	if column != crm.ColumnActiveStage {
		return opportunity + "." + column
	}
	return `(SELECT f.activestageid FROM mirror.opportunitysalesprocess f WHERE f.opportunityid = ` + opportunity + `.opportunityid
		ORDER BY coalesce(f.statecode, 0), f.modifiedon DESC LIMIT 1)`
}

// deals is a set of opportunities as a common table expression named deal: which of them count, and for whom.
type deals struct {
	where string
	args  []any
}

// savedDeals are the open opportunities that the rule counts as pipeline, of one owner or, with an empty owner, of everybody.
func savedDeals(columns mirroredColumns, rule crm.SavedRule, owner string) (deals, error) {
	set := deals{where: "o.statecode = 0"}
	if owner != "" {
		set = deals{where: "o.ownerid = ? AND o.statecode = 0", args: []any{owner}}
	}
	if rule.All {
		return set, nil
	}
	return set.atStage(columns, rule.Column, rule.Values)
}

// atStage keeps the opportunities whose stage is one of the values.
func (s deals) atStage(columns mirroredColumns, column string, values []string) (deals, error) {
	name, err := columns.stage(column)
	if err != nil {
		return deals{}, err
	}
	s.where += " AND CAST(" + stageOf("o", name) + " AS TEXT) IN (SELECT value FROM json_each(?))"
	s.args = append(slices.Clip(s.args), list(values))
	return s, nil
}

// with is the expression that names the set deal.
func (s deals) with() string {
	return `WITH deal AS MATERIALIZED (
		SELECT o._row, o.customerid, o.customeridtype, o.parentaccountid, o.parentcontactid
		FROM mirror.opportunity o WHERE ` + s.where + `)`
}

// dealRows selects the ids of a table's rows that the set saves: customers and parents of its opportunities.
func dealRows(table string) string {
	if table == crm.TableAccount {
		return `SELECT customerid FROM deal WHERE customeridtype = 'account'
			UNION SELECT parentaccountid FROM deal WHERE parentaccountid IS NOT NULL`
	}
	return `SELECT customerid FROM deal WHERE customeridtype = 'contact'
		UNION SELECT parentcontactid FROM deal WHERE parentcontactid IS NOT NULL`
}
