package sqlite

import (
	"slices"

	"ferry/backend/crm"
	"ferry/backend/importer"
)

// stageColumn checks that a column of opportunity is mirrored before it becomes part of a query; empty means salesstage.
func stageColumn(name string) (string, error) {
	if name == "" {
		return "salesstage", nil
	}
	for _, table := range importer.Tables() {
		if table.Name == crm.TableOpportunity &&
			slices.ContainsFunc(table.Columns, func(c importer.Column) bool { return c.Name == name }) {
			return name, nil
		}
	}
	return "", crm.Errorf(crm.CodeInvalid, "the mirror holds no opportunity column %.60q", name)
}

// deals is a set of opportunities as a common table expression named deal: which of them count, and for whom.
type deals struct {
	where string
	args  []any
}

// savedDeals are the open opportunities that the rule counts as pipeline, of one owner or, with an empty owner, of everybody.
func savedDeals(rule crm.SavedRule, owner string) (deals, error) {
	set := deals{where: "o.statecode = 0"}
	if owner != "" {
		set = deals{where: "o.ownerid = ? AND o.statecode = 0", args: []any{owner}}
	}
	if rule.All {
		return set, nil
	}
	return set.atStage(rule.Column, rule.Values)
}

// atStage keeps the opportunities whose stage is one of the values.
func (s deals) atStage(column string, values []string) (deals, error) {
	name, err := stageColumn(column)
	if err != nil {
		return deals{}, err
	}
	s.where += " AND CAST(o." + name + " AS TEXT) IN (SELECT value FROM json_each(?))"
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
