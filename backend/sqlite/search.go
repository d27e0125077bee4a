package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strings"

	"ferry/backend/crm"
)

// searchCap bounds how many rows of a table a search looks at. SQLite's own rank sorts every match, which takes a fifth of a
// second for a short prefix in a large table, so searches stop early instead and order what they found.
const searchCap = 2000

// Search finds active contacts, leads and accounts for a person who picks by hand: every word of query begins a word of the
// row's name, company or e-mail address. Exact names come first, then names that begin with the query, then the rest.
func (d *Database) Search(ctx context.Context, query string, limit int) ([]crm.Candidate, error) {
	folded := crm.Fold(query)
	if folded == "" || limit <= 0 {
		return nil, nil
	}
	var found []crm.Candidate
	err := d.view(ctx, func(tx *sql.Tx) error {
		for _, table := range append(people(), crm.TableAccount) {
			some, err := candidates(ctx, tx, searchQuery(table), searchArgs(folded, limit)...)
			if err != nil {
				return err
			}
			found = append(found, some...)
		}
		return nil
	})
	slices.SortStableFunc(found, byNearness(folded))
	return found[:min(limit, len(found))], err
}

// searchQuery joins names that begin with the query, in order of name, and whatever the search index finds first.
func searchQuery(table string) string {
	return `WITH near AS (
			SELECT * FROM (SELECT _row FROM mirror.` + table + ` WHERE _name >= ?1 AND _name < ?2 ORDER BY _name LIMIT ?3)
			UNION
			SELECT * FROM (SELECT rowid FROM mirror.` + table + `_search(?4) LIMIT ?3)
		) ` + candidateQuery(table) + ` AND c._row IN (SELECT _row FROM near)`
}

func searchArgs(folded string, limit int) []any {
	return []any{folded, folded + "\U0010FFFF", 2*limit + 20, matchWords(folded)}
}

// matchWords is a folded query in the search index's own language: every word a prefix, all of them wanted. A folded query
// holds letters, numbers and spaces alone, and the quotes keep words such as "and" from being operators.
func matchWords(folded string) string {
	var terms []string
	for _, word := range strings.Fields(folded) {
		terms = append(terms, `"`+word+`"*`)
	}
	return strings.Join(terms, " AND ")
}

// byNearness orders candidates: the same name, then a name that begins so, then any; within each by name.
func byNearness(folded string) func(a, b crm.Candidate) int {
	rank := func(name string) int {
		switch {
		case name == folded:
			return 0
		case strings.HasPrefix(name, folded):
			return 1
		}
		return 2
	}
	return func(a, b crm.Candidate) int {
		x, y := crm.Fold(a.Row.Name), crm.Fold(b.Row.Name)
		return cmp.Or(cmp.Compare(rank(x), rank(y)), cmp.Compare(x, y))
	}
}
