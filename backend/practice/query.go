package practice

import (
	"slices"
	"strconv"
	"strings"
)

const (
	largestPage  = 5000
	mostExpands  = 15
	longestQuery = 32768
)

// query is what a read asks for, checked against a table.
type query struct {
	table    *table
	store    *store // where rows are looked up that the order depends on
	columns  []int  // what is printed; nil for every column
	selected []string
	passes   predicate
	order    []sortKey
	top      int // -1 for all
	count    bool
	expand   []*expansion
	nested   bool // an expansion stands in another: collections are paged
}

type sortKey struct {
	column     int
	descending bool
}

// expansion is one $expand: a navigation property with a query of its own.
type expansion struct {
	name  string
	nav   navigation
	query *query
	link  bool   // only the link: nav/$ref
	raw   string // the inner options, as a query of their own
}

// readQuery checks the query options of a request against a table.
func (x *exchange) readQuery(t *table) (*query, *refusal) {
	q, err := x.buildQuery(t, x.option)
	if err != nil {
		return nil, err
	}
	return q, q.checkExpansions()
}

func (x *exchange) buildQuery(t *table, option func(string) (string, bool)) (*query, *refusal) {
	q := &query{table: t, top: -1}
	steps := []struct {
		name string
		read func(string) *refusal
	}{
		{"$select", q.readSelect},
		{"$filter", func(text string) *refusal { return x.readFilter(q, text) }},
		{"$orderby", func(text string) *refusal { return x.readOrder(q, text) }},
		{"$top", q.readTop},
		{"$count", q.readCount},
		{"$expand", func(text string) *refusal { return x.readExpand(q, text) }},
	}
	for _, step := range steps {
		if text, given := option(step.name); given {
			if err := step.read(text); err != nil {
				return nil, err
			}
		}
	}
	return q, nil
}

func (q *query) readSelect(text string) *refusal {
	for name := range strings.SplitSeq(text, ",") {
		name = strings.TrimSpace(name)
		i, ok := q.table.property(name)
		if !ok {
			return noProperty(name, q.table.Name)
		}
		if !slices.Contains(q.columns, i) {
			q.columns = append(q.columns, i)
			q.selected = append(q.selected, name)
		}
	}
	return nil
}

// printed is what a row is printed with: the selection, the key always, and the currency with any money. An image is printed
// where it is selected.
func (q *query) printed() []int {
	if q.columns == nil {
		return q.table.whole
	}
	columns := slices.Clone(q.columns)
	if currency := q.table.at("transactioncurrencyid"); currency >= 0 && !slices.Contains(columns, currency) {
		for _, i := range q.columns {
			if q.table.Columns[i].Kind == kindMoney {
				columns = append(columns, currency)
				break
			}
		}
	}
	if !slices.Contains(columns, 0) {
		columns = append(columns, 0)
	}
	return columns
}

func (x *exchange) readFilter(q *query, text string) *refusal {
	e, err := parseFilter(text, x.aliases)
	if err != nil {
		return err
	}
	s := &scope{table: q.table, store: x.org.store, caller: x.caller.id}
	q.passes, err = s.compile(e)
	return err
}

// readOrder reads $orderby. Parameter aliases stand for columns; an alias without a value orders by nothing.
func (x *exchange) readOrder(q *query, text string) *refusal {
	q.store = x.org.store
	for part := range strings.SplitSeq(text, ",") {
		words := strings.Fields(part)
		if len(words) == 0 || len(words) > 2 || len(words) == 2 && words[1] != "asc" && words[1] != "desc" {
			return badQuery("Syntax error in $orderby near '%s'.", part)
		}
		if strings.HasPrefix(words[0], "@") {
			if words[0] = x.aliases[words[0]]; words[0] == "" || words[0] == "null" {
				continue
			}
		}
		i, ok := q.table.property(words[0])
		if !ok {
			return noProperty(words[0], q.table.Name)
		}
		q.order = append(q.order, sortKey{i, len(words) == 2 && words[1] == "desc"})
	}
	return nil
}

func (q *query) readTop(text string) *refusal {
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		return badQuery("Invalid value '%s' for $top query option found.", text)
	}
	q.top = n
	return nil
}

func (q *query) readCount(text string) *refusal {
	if text != "true" && text != "false" {
		return badQuery("Invalid value '%s' for $count query option found.", text)
	}
	q.count = text == "true"
	return nil
}

// sortedRow is a row with the values it is ordered by.
type sortedRow struct {
	row  *row
	keys []any
}

// sortValue is what the query orders a row by at one column: a lookup by the name of the row it points at, anything else
// by its value.
func (q *query) sortValue(r *row, key sortKey) any {
	value := r.value(key.column)
	if target, ok := value.(ref); ok {
		return q.store.display(target)
	}
	return value
}

// sortValues reads what the query orders a row by.
func (q *query) sortValues(r *row) []any {
	keys := make([]any, len(q.order))
	for i, key := range q.order {
		if value := q.sortValue(r, key); value != nil {
			keys[i] = plainValue(value)
		}
	}
	return keys
}

// inOrder sorts rows.
func (q *query) inOrder(rows []sortedRow) []*row {
	slices.SortFunc(rows, q.compare)
	ordered := make([]*row, len(rows))
	for i, one := range rows {
		ordered[i] = one.row
	}
	return ordered
}

// sorted is some rows in the query's order.
func (q *query) sorted(rows []*row) []*row {
	keyed := make([]sortedRow, len(rows))
	for i, r := range rows {
		keyed[i] = sortedRow{r, q.sortValues(r)}
	}
	return q.inOrder(keyed)
}

// compare orders two rows as the query asks, and by id where that leaves them equal.
func (q *query) compare(a, b sortedRow) int {
	for i, key := range q.order {
		n := compareNullable(a.keys[i], b.keys[i])
		if key.descending {
			n = -n
		}
		if n != 0 {
			return n
		}
	}
	return strings.Compare(a.row.id, b.row.id)
}

// compareNullable puts null first, as SQL Server does.
func compareNullable(a, b any) int {
	if a == nil || b == nil {
		return number01(a != nil) - number01(b != nil)
	}
	n, _ := order(a, b)
	return n
}
