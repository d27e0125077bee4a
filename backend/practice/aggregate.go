package practice

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// $apply: filter(...), groupby((...),aggregate(...)) and aggregate(...), joined by slashes.

// mostAggregated is how many rows the service aggregates.
const mostAggregated = 50000

// grouping is what an $apply asks for.
type grouping struct {
	scope   *scope
	table   *table
	passes  []predicate
	by      []groupColumn
	totals  []total
	grouped bool
}

type groupColumn struct {
	name   string // as it is printed
	column *column
	get    getter
}

// total is one aggregated column.
type total struct {
	alias  string
	method string
	column *column
	get    getter // nil for $count
}

func (x *exchange) aggregate(t *table, rows []*row, text string) (*answer, *refusal) {
	if _, given := x.option("$orderby"); given {
		return nil, badQuery("$orderby is not supported with $apply.")
	}
	g := &grouping{table: t, scope: &scope{table: t, store: x.org.store, caller: x.caller.id}}
	for _, step := range splitOutside(text, '/') {
		if err := x.readStep(g, strings.TrimSpace(step)); err != nil {
			return nil, err
		}
	}
	if len(g.by) == 0 && len(g.totals) == 0 {
		return nil, badQuery("Syntax error in $apply.")
	}
	rows, err := x.sources(g, rows)
	if err != nil {
		return nil, err
	}
	return x.groupsAnswer(g, g.groups(rows)), nil
}

func (x *exchange) sources(g *grouping, rows []*row) ([]*row, *refusal) {
	passes := append(slices.Clone(g.passes), x.passer(&query{table: g.table}))
	rows = take(rows, func(r *row) bool {
		for _, test := range passes {
			if test != nil && !test(r) {
				return false
			}
		}
		return true
	}, mostAggregated+1)
	if len(rows) > mostAggregated {
		return nil, refuse(http.StatusBadRequest, "0x8004E023", "The maximum record limit is exceeded. Reduce the number of records.")
	}
	return rows, nil
}

func (x *exchange) readStep(g *grouping, step string) *refusal {
	name, rest, ok := strings.Cut(step, "(")
	inner, closed := strings.CutSuffix(rest, ")")
	if !ok || !closed {
		return badQuery("Syntax error in $apply near '%s'.", step)
	}
	switch name {
	case "filter":
		q := &query{table: g.table}
		err := x.readFilter(q, inner)
		g.passes = append(g.passes, q.passes)
		return err
	case "groupby":
		return x.readGroupBy(g, inner)
	case "aggregate":
		return g.readTotals(inner)
	}
	return badQuery("The transformation '%s' is not supported in $apply.", name)
}

func (x *exchange) readGroupBy(g *grouping, text string) *refusal {
	parts := splitOutside(text, ',')
	list := strings.TrimSpace(parts[0])
	if g.grouped = true; !strings.HasPrefix(list, "(") || !strings.HasSuffix(list, ")") || len(parts) > 2 {
		return badQuery("Syntax error in $apply near '%s'.", text)
	}
	for name := range strings.SplitSeq(list[1:len(list)-1], ",") {
		path := strings.Split(strings.TrimSpace(name), "/")
		get, c, err := g.scope.read(path)
		if err != nil {
			return err
		}
		if c.Kind == kindTime {
			return badQuery("Grouping by the date and time column '%s' is not supported.", name)
		}
		g.by = append(g.by, groupColumn{strings.Join(path, "_"), c, get})
	}
	if len(parts) == 2 {
		return x.readStep(g, strings.TrimSpace(parts[1]))
	}
	return nil
}

func (g *grouping) readTotals(text string) *refusal {
	for part := range strings.SplitSeq(text, ",") {
		words := strings.Fields(part)
		t := total{alias: words0(words, len(words)-1)}
		switch {
		case len(words) == 3 && words[0] == "$count" && words[1] == "as":
			t.method = "count"
		case len(words) == 5 && words[1] == "with" && words[3] == "as":
			t.method = words[2]
			get, c, err := g.scope.read(strings.Split(words[0], "/"))
			if err != nil {
				return err
			}
			t.get, t.column = get, c
		default:
			return badQuery("Syntax error in $apply near '%s'.", part)
		}
		if !slices.Contains([]string{"count", "sum", "average", "min", "max", "countdistinct"}, t.method) {
			return badQuery("The aggregation method '%s' is not supported.", t.method)
		}
		g.totals = append(g.totals, t)
	}
	return nil
}

func words0(words []string, i int) string {
	if i < 0 || i >= len(words) {
		return ""
	}
	return words[i]
}

type group struct {
	values []any
	rows   []*row
}

// groups sorts rows into groups, in the order of their first rows.
func (g *grouping) groups(rows []*row) []*group {
	if len(g.by) == 0 {
		return []*group{{rows: rows}}
	}
	var groups []*group
	found := map[string]*group{}
	for _, r := range rows {
		values, name := make([]any, len(g.by)), []byte(nil)
		for i, c := range g.by {
			if values[i] = c.get(r); values[i] != nil {
				name = appendValue(name, plainValue(values[i]))
			}
			name = append(name, 0)
		}
		one, known := found[string(name)]
		if !known {
			one = &group{values: values}
			found[string(name)] = one
			groups = append(groups, one)
		}
		one.rows = append(one.rows, r)
	}
	return groups
}

func (x *exchange) groupsAnswer(g *grouping, groups []*group) *answer {
	p := x.printer(&query{table: g.table, top: -1})
	b := append([]byte(`{"@odata.context":`), appendString(nil, x.root()+"$metadata#"+g.table.Set)...)
	b = append(b, `,"value":[`...)
	for i, one := range groups {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, `{"@odata.id":null`...)
		for at, c := range g.by {
			b = p.appendNamed(b, one.rows[0], c.column, c.name, one.values[at])
		}
		for _, t := range g.totals {
			value := t.of(one.rows)
			b = append(append(append(b, `,"`...), t.alias...), `":`...)
			b = appendValue(b, value)
		}
		b = append(b, '}')
	}
	return jsonAnswer(http.StatusOK, append(b, "]}"...))
}

// appendNamed prints a value under a name of its own, with its annotations.
func (p *printer) appendNamed(b []byte, r *row, c *column, name string, value any) []byte {
	if value != nil {
		b = p.annotate(b, r, c, name, value)
	}
	b = append(append(append(b, ','), strconv.Quote(name)...), ':')
	return appendValue(b, value)
}

// of aggregates a column of some rows. Rows without a value do not count, except for $count itself.
func (t total) of(rows []*row) any {
	if t.get == nil {
		return int64(len(rows))
	}
	var values []any
	for _, r := range rows {
		if v := t.get(r); v != nil {
			values = append(values, v)
		}
	}
	return aggregated(t.method, t.column, values)
}

func aggregated(method string, c *column, values []any) any {
	switch method {
	case "count", "countcolumn":
		return int64(len(values))
	case "countdistinct":
		distinct := map[any]bool{}
		for _, v := range values {
			distinct[plainValue(v)] = true
		}
		return int64(len(distinct))
	case "min", "max":
		return extreme(values, method == "min")
	}
	if len(values) == 0 {
		return nil
	}
	sum := 0.0
	for _, v := range values {
		f, ok := plainValue(v).(float64)
		if !ok {
			return nil
		}
		sum += f
	}
	if method == "average" || method == "avg" {
		sum /= float64(len(values))
	}
	switch {
	case c.Kind == kindMoney:
		return money(sum * 10000)
	case method == "sum" && c.Kind != kindNumber:
		return int64(sum)
	}
	return sum
}

func extreme(values []any, least bool) any {
	var best any
	for _, v := range values {
		if n, _ := order(v, best); best == nil || least && n < 0 || !least && n > 0 {
			best = v
		}
	}
	return best
}
