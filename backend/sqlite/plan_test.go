package sqlite

import (
	"database/sql"
	"regexp"
	"strings"
	"testing"

	"ferry/backend/crm"
)

// TestScreensWaitForIndexesOnly reads the plan of every query that a screen or the sender waits for. No table that grows
// with the organization may be walked, but in the order of an index and with a limit.
func TestScreensWaitForIndexesOnly(t *testing.T) {
	db := openTemp(t)
	sample(t, db)
	for name, query := range waitedFor(t) {
		for _, step := range plan(t, db, query) {
			if walks(step) {
				t.Errorf("%s: %s\n%s", name, step, strings.Join(plan(t, db, query), "\n"))
			}
		}
	}
}

// walk matches a step that reads a whole table or index.
var walk = regexp.MustCompile(`^SCAN (\w+)( USING.* INDEX (\w+))?`)

// walks reports a step that reads all rows, unless it follows an index in order (the limit ends it), a set that the query
// made itself, a list that was passed in, or the few users.
func walks(step string) bool {
	found := walk.FindStringSubmatch(step)
	if found == nil || strings.Contains(step, "VIRTUAL TABLE") || found[3] != "" {
		return false
	}
	switch found[1] {
	case "deal", "near", "wanted", "CONSTANT", "json_each", "p":
		return false
	}
	return true
}

func waitedFor(t *testing.T) map[string]string {
	t.Helper()
	queries := map[string]string{"history": historyQuery, "contacts of an account": contactsQuery, "colleagues": colleaguesQuery(),
		"what was noticed": remotesQuery, "deactivated contacts": inactiveQuery, "suspects": suspectsQuery, "what was sent": sentQuery}
	for _, table := range []string{crm.TableContact, crm.TableLead, crm.TableAccount} {
		queries["search "+table] = searchQuery(table)
		queries["by name "+table] = nameQuery(table)
		queries["by ref "+table] = refQuery(table)
		queries["by LinkedIn address "+table] = profileQuery(table)
		queries["by likeness "+table] = nearQuery(table)
		if table != crm.TableAccount {
			queries["by email "+table] = emailQuery(table)
		} else {
			queries["opportunities "+table] = opportunitiesQuery(table)
		}
	}
	queries["opportunities contact"] = opportunitiesQuery(crm.TableContact)
	saved := crm.SavedRule{Column: "salesstage", Values: []string{"1"}}
	flow := crm.SavedRule{Column: crm.ColumnActiveStage, Values: []string{"s-1"}}
	for name, query := range map[string]RecordQuery{
		"all people":       {Kind: RecordLead, Limit: 50},
		"people of one":    {Kind: RecordLead, Owner: ana, Limit: 50},
		"people by words":  {Kind: RecordLead, Text: "gom fab", Limit: 50},
		"all accounts":     {Kind: RecordAccount, Limit: 50},
		"accounts of one":  {Kind: RecordAccount, Owner: ana, Limit: 50},
		"opportunities":    {Kind: RecordOpportunity, Limit: 50},
		"of one":           {Kind: RecordOpportunity, Owner: ana, Limit: 50},
		"saved leads":      {Kind: RecordLead, Saved: true, Limit: 50},
		"saved by words":   {Kind: RecordLead, Saved: true, Text: "gom", Limit: 50},
		"saved accounts":   {Kind: RecordAccount, Saved: true, Limit: 50},
		"saved with owner": {Kind: RecordLead, Saved: true, Owner: tom, Limit: 50},
		"saved by flow":    {Kind: RecordLead, Saved: true, Rule: flow, Limit: 50},
		"deals by flow":    {Kind: RecordOpportunity, Saved: true, Rule: flow, Limit: 50},
	} {
		query.SavedFor = ana
		if query.Rule.Column == "" {
			query.Rule = saved
		}
		plan, err := planRecords(mirroredColumns{"salesstage"}, query)
		if err != nil {
			t.Fatal(err)
		}
		queries["list: "+name] = plan.keysQuery()
		for _, table := range tablesOf(query.Kind, query.Saved) {
			queries["details: "+name+" "+table] = plan.details.query(table)
		}
	}
	return queries
}

// plan is SQLite's plan of a query. Places need no values for it.
func plan(t *testing.T, db *Database, query string) []string {
	t.Helper()
	var steps []string
	err := db.view(t.Context(), func(tx *sql.Tx) error {
		args := make([]any, places(query))
		return each(t.Context(), tx, "EXPLAIN QUERY PLAN "+query, args, func(scan func(...any) error) error {
			var id, parent, unused int
			var step string
			err := scan(&id, &parent, &unused, &step)
			steps = append(steps, step)
			return err
		})
	})
	if err != nil {
		t.Fatalf("%v\n%s", err, query)
	}
	return steps
}

func places(query string) int {
	if strings.Contains(query, "?4") {
		return 4
	}
	return strings.Count(query, "?")
}
