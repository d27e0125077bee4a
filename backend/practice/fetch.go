package practice

import (
	"fmt"
	"html"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// mostJoined is how many joined rows one query may make.
const mostJoined = 500000

// fetch answers a GET with a FetchXML query.
func (x *exchange) fetch(t *table, text string) (*answer, *refusal) {
	if err := x.caller.need("Read", t); err != nil {
		return nil, err
	}
	f, err := x.readFetch(t, text)
	if err != nil {
		return nil, err
	}
	if err := f.checkCookie(); err != nil {
		return nil, err
	}
	tuples, err := x.joined(f)
	if err != nil {
		return nil, err
	}
	if f.aggregate {
		return x.fetchGroups(f, tuples)
	}
	x.sortFetched(f, tuples)
	return x.fetchPage(f, tuples), nil
}

// runSaved answers a GET with the query of a view.
func (x *exchange) runSaved(t *table, kind, text string) (*answer, *refusal) {
	id, ok := parseGUID(strings.Trim(text, "{}"))
	saved := x.org.store.row(kind, string(id))
	switch {
	case !ok || saved == nil:
		return nil, noRow(kind, text)
	case saved.text("returnedtypecode") != t.Name:
		return nil, badQuery("The view '%s' is about another table.", id)
	}
	if err := x.caller.needOn("Read", saved); err != nil {
		return nil, err
	}
	return x.fetch(t, saved.text("fetchxml"))
}

var fetchCookie = regexp.MustCompile(`^<cookie page="(\d{1,7})"><[a-z_0-9]+ last="\{[0-9a-fA-F-]{36}\}" ` +
	`first="\{[0-9a-fA-F-]{36}\}" ?/></cookie>$`)

// checkCookie holds a paging cookie to the page it is sent with.
func (f *fetchQuery) checkCookie() *refusal {
	if f.cookie == "" {
		return nil
	}
	fields := fetchCookie.FindStringSubmatch(html.UnescapeString(f.cookie))
	if fields == nil || fields[1] != strconv.Itoa(f.page-1) {
		return refuse(http.StatusBadRequest, "0x8004112A", "Invalid page number in paging cookie")
	}
	return nil
}

// joined makes the joined rows that pass all filters.
func (x *exchange) joined(f *fetchQuery) ([]tuple, *refusal) {
	var tuples []tuple
	for _, r := range take(x.org.store.all(f.root.table.Name), x.passer(&query{table: f.root.table}), mostJoined+1) {
		joined := []tuple{append(make(tuple, 0, len(f.nodes)), r)}
		for _, n := range f.nodes[1:] {
			joined = x.joinNode(n, joined)
		}
		for _, one := range joined {
			if f.pass(one) {
				tuples = append(tuples, one)
			}
		}
		if len(tuples) > mostJoined {
			return nil, refuse(http.StatusBadRequest, "0x80040216", "The query joins too many rows.")
		}
	}
	return f.distinctOf(tuples), nil
}

func (f *fetchQuery) pass(t tuple) bool {
	for _, test := range f.tests {
		if !test(t) {
			return false
		}
	}
	return true
}

func (x *exchange) joinNode(n *fetchNode, tuples []tuple) []tuple {
	var joined []tuple
	for _, t := range tuples {
		found := false
		for _, r := range x.partners(n, n.parent.value(t, n.to)) {
			next := append(slices.Clone(t), r)
			passes := x.caller.reaches("Read", r)
			for _, test := range n.passes {
				passes = passes && test(next)
			}
			if passes && len(joined) <= mostJoined {
				joined, found = append(joined, next), true
			}
		}
		if !found && n.outer {
			joined = append(joined, append(slices.Clone(t), nil))
		}
	}
	return joined
}

// partners is the rows of a joined table whose column has a value.
func (x *exchange) partners(n *fetchNode, value any) []*row {
	if value == nil {
		return nil
	}
	id, _ := plainValue(value).(string)
	c := &n.table.Columns[n.from]
	switch c.Kind {
	case kindKey:
		if r := x.org.store.row(n.table.Name, id); r != nil {
			return []*row{r}
		}
		return nil
	case kindLookup:
		return x.org.store.pointing(n.table.Name, c.Name, id)
	default:
		return take(x.org.store.all(n.table.Name), func(r *row) bool { return same(r.value(n.from), value) }, mostJoined)
	}
}

// distinctOf drops rows that print as an earlier one does, where that was asked for.
func (f *fetchQuery) distinctOf(tuples []tuple) []tuple {
	if !f.distinct {
		return tuples
	}
	seen := map[string]bool{}
	return slices.DeleteFunc(tuples, func(t tuple) bool {
		var name []byte
		for _, o := range f.outputs {
			name = append(appendValue(name, o.node.value(t, o.column)), 0)
		}
		known := seen[string(name)]
		seen[string(name)] = true
		return known && len(f.outputs) > 0
	})
}

func (x *exchange) sortFetched(f *fetchQuery, tuples []tuple) {
	if len(f.order) == 0 {
		return
	}
	slices.SortStableFunc(tuples, func(a, b tuple) int {
		for _, o := range f.order {
			n := compareNullable(x.fetchSortValue(f, o, a), x.fetchSortValue(f, o, b))
			if o.descending {
				n = -n
			}
			if n != 0 {
				return n
			}
		}
		return strings.Compare(a[0].id, b[0].id)
	})
}

// fetchSortValue is what FetchXML orders a row by: a lookup by the name of the row it points at, a choice by its label
// unless the query asks for raw values, anything else by its value.
func (x *exchange) fetchSortValue(f *fetchQuery, o fetchOrder, t tuple) any {
	value := o.node.value(t, o.column)
	switch v := value.(type) {
	case ref:
		return x.org.store.display(v)
	case int64:
		if label, ok := o.node.table.Columns[o.column].option(v); ok && !f.raw {
			return label.Label
		}
	}
	return value
}

func (x *exchange) fetchPage(f *fetchQuery, tuples []tuple) *answer {
	total := len(tuples)
	start, end := min((f.page-1)*f.size, total), min(f.page*f.size, total)
	if f.top >= 0 {
		start, end = 0, min(f.top, total)
	}
	page := tuples[start:end]
	q := &query{table: f.root.table, top: -1}
	b := []byte(`{"@odata.context":`)
	b = appendString(b, x.root()+"$metadata#"+f.root.table.Set)
	if f.top < 0 && end < total {
		b = x.appendMore(b, f, page)
	}
	q.count = f.total
	b = append(x.appendTotals(b, q, total), `,"value":[`...)
	p := x.printer(q)
	for i, t := range page {
		if i > 0 {
			b = append(b, ',')
		}
		b = f.appendTuple(b, p, t)
	}
	return jsonAnswer(http.StatusOK, append(b, "]}"...))
}

// appendMore says that there are more pages, and with what cookie the next one is asked for.
func (x *exchange) appendMore(b []byte, f *fetchQuery, page []tuple) []byte {
	if x.prefer.wants(crmNamespace + "fetchxmlpagingcookie") {
		inner := fmt.Sprintf(`<cookie page="%d"><%s last="{%s}" first="{%s}" /></cookie>`, f.page, f.root.table.key(),
			strings.ToUpper(page[len(page)-1][0].id), strings.ToUpper(page[0][0].id))
		cookie := fmt.Sprintf(`<cookie pagenumber="%d" pagingcookie="%s" istracking="False" />`, f.page+1, encodeInner(inner))
		b = appendString(append(b, `,"@Microsoft.Dynamics.CRM.fetchxmlpagingcookie":`...), cookie)
	}
	if x.prefer.wants(crmNamespace + "morerecords") {
		b = append(b, `,"@Microsoft.Dynamics.CRM.morerecords":true`...)
	}
	return b
}

// appendTuple prints a joined row: etag and key of the first table, and the columns that were asked for.
func (f *fetchQuery) appendTuple(b []byte, p *printer, t tuple) []byte {
	r := t[0]
	b = append(append(append(b, `{"@odata.etag":"W/\"`...), strconv.FormatInt(r.version, 10)...), `\""`...)
	keyed := false
	for _, o := range f.outputs {
		value := o.node.value(t, o.column)
		if value == nil && o.node.parent != nil {
			continue
		}
		c := &o.node.table.Columns[o.column]
		keyed = keyed || o.node == f.root && o.column == 0 && o.name == c.Name
		inner := *p
		inner.query = &query{table: o.node.table}
		b = inner.appendNamed(b, orRow(t[o.node.place], r), c, o.name, value)
	}
	if len(f.outputs) == 0 {
		for i := range r.table.Columns[:len(f.root.table.Columns)] {
			b = p.appendNamed(b, r, &f.root.table.Columns[i], f.root.table.Columns[i].wireName(), r.value(i))
		}
		keyed = true
	}
	if !keyed {
		b = append(append(append(b, `,"`...), f.root.table.key()...), `":"`...)
		b = append(append(b, r.id...), '"')
	}
	return append(b, '}')
}

func orRow(r, fallback *row) *row {
	if r != nil {
		return r
	}
	return fallback
}

// fetchGroups answers an aggregate query.
func (x *exchange) fetchGroups(f *fetchQuery, tuples []tuple) (*answer, *refusal) {
	if len(tuples) > mostAggregated {
		return nil, refuse(http.StatusBadRequest, "0x8004E023", "The maximum record limit is exceeded. Reduce the number of records.")
	}
	groups := f.groups(tuples)
	f.sortGroups(groups)
	if f.top >= 0 {
		groups = groups[:min(f.top, len(groups))]
	}
	p := x.printer(&query{table: f.root.table, top: -1})
	b := append([]byte(`{"@odata.context":`), appendString(nil, x.root()+"$metadata#"+f.root.table.Set)...)
	b = append(b, `,"value":[`...)
	for i, g := range groups {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, `{"@odata.id":null`...)
		for at, o := range f.outputs {
			first := f.root.table
			c := &o.node.table.Columns[o.column]
			if o.method != "" || len(g.tuples) == 0 || first != o.node.table {
				b = append(append(append(b, ','), strconv.Quote(o.name)...), ':')
				b = appendValue(b, g.values[at])
				continue
			}
			b = p.appendNamed(b, g.tuples[0][0], c, o.name, g.values[at])
		}
		b = append(b, '}')
	}
	return jsonAnswer(http.StatusOK, append(b, "]}"...)), nil
}

type tupleGroup struct {
	tuples []tuple
	values []any
}

func (f *fetchQuery) groups(tuples []tuple) []*tupleGroup {
	var groups []*tupleGroup
	found := map[string]*tupleGroup{}
	grouped := false
	for _, t := range tuples {
		var name []byte
		for _, o := range f.outputs {
			if o.method == "" {
				grouped = true
				name = append(appendValue(name, o.node.value(t, o.column)), 0)
			}
		}
		g, known := found[string(name)]
		if !known {
			g = &tupleGroup{}
			found[string(name)] = g
			groups = append(groups, g)
		}
		g.tuples = append(g.tuples, t)
	}
	if len(groups) == 0 && !grouped && slices.ContainsFunc(f.outputs, func(o *fetchOutput) bool { return o.method != "" }) {
		groups = append(groups, &tupleGroup{})
	}
	for _, g := range groups {
		for _, o := range f.outputs {
			g.values = append(g.values, o.of(g.tuples))
		}
	}
	return groups
}

// of is the group's own value, or the aggregate of its rows. count counts rows, countcolumn values.
func (o *fetchOutput) of(tuples []tuple) any {
	switch o.method {
	case "":
		if len(tuples) == 0 {
			return nil
		}
		return o.node.value(tuples[0], o.column)
	case "count":
		return int64(len(tuples))
	}
	var values []any
	for _, t := range tuples {
		if v := o.node.value(t, o.column); v != nil {
			values = append(values, v)
		}
	}
	return aggregated(o.method, &o.node.table.Columns[o.column], values)
}

func (f *fetchQuery) sortGroups(groups []*tupleGroup) {
	slices.SortStableFunc(groups, func(a, b *tupleGroup) int {
		for _, o := range f.order {
			at := slices.Index(f.outputs, o.output)
			n := compareNullable(a.values[at], b.values[at])
			if o.descending {
				n = -n
			}
			if n != 0 {
				return n
			}
		}
		return 0
	})
}
