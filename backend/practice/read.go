package practice

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// readSet answers a GET of a set: with a FetchXML query or a saved one, as groups, or as rows.
func (x *exchange) readSet(t *table) (*answer, *refusal) {
	if text, given := x.option("fetchXml"); given {
		return x.fetch(t, text)
	}
	for _, name := range []string{"savedQuery", "userQuery"} {
		if id, given := x.option(name); given {
			return x.runSaved(t, strings.ToLower(name), id)
		}
	}
	return x.readCollection(t, x.org.store.all(t.Name))
}

// readCollection answers a GET of a set, or of the rows a collection-valued navigation property leads to, which are in the
// order of their ids.
func (x *exchange) readCollection(t *table, rows []*row) (*answer, *refusal) {
	if err := x.caller.need("Read", t); err != nil {
		return nil, err
	}
	if text, given := x.option("$apply"); given {
		return x.aggregate(t, rows, text)
	}
	if x.tracking() {
		return x.readChanges(t, rows)
	}
	q, err := x.readQuery(t)
	if err != nil {
		return nil, err
	}
	mark, err := x.readMark(q)
	if err != nil {
		return nil, err
	}
	return x.page(q, x.pick(q, rows, mark), mark), nil
}

// picked is what a page is printed from.
type picked struct {
	rows  []*row
	total int // rows that pass, counted no further than one beyond the largest page, and only where it was asked
	more  bool
}

// pick finds the rows of the page behind the mark, looking at no more rows than it has to.
func (x *exchange) pick(q *query, rows []*row, mark *pageMark) picked {
	size, passes := x.pageSize(), x.passer(q)
	limit := size + 1
	if q.top >= 0 && x.prefer.pageSize == 0 { // $top is ignored when a page size is asked for, and goes on over pages
		limit = min(limit, max(0, q.top-mark.before()))
	}
	found := picked{}
	if q.count {
		found.total = len(take(rows, passes, largestPage+1))
	}
	switch {
	case q.order != nil:
		found.rows = x.ordered(q, take(rows, passes, len(rows)), mark)
		found.rows = found.rows[:min(limit, len(found.rows))]
	case mark != nil:
		start, known := place(rows, mark.id)
		if known {
			start++
		}
		found.rows = take(rows[start:], passes, limit)
	default:
		found.rows = take(rows, passes, limit)
	}
	if found.more = len(found.rows) > size; found.more {
		found.rows = found.rows[:size]
	}
	return found
}

// take is the first rows that pass; a nil test lets all pass.
func take(rows []*row, passes predicate, limit int) []*row {
	if passes == nil {
		return rows[:min(limit, len(rows))]
	}
	var taken []*row
	for _, r := range rows {
		if len(taken) >= limit {
			break
		}
		if passes(r) {
			taken = append(taken, r)
		}
	}
	return taken
}

// passer is the test of a query's rows: whether the caller may read them, they are there, and the filter lets them
// through. It is nil where all do.
func (x *exchange) passer(q *query) predicate {
	everything, shown := x.caller.depth("prvRead"+q.table.Right) == depthGlobal, x.org.knobs.showsAll()
	if everything && shown {
		return q.passes
	}
	return func(r *row) bool {
		return (q.passes == nil || q.passes(r)) && (everything || x.caller.reaches("Read", r)) && (shown || x.org.knobs.shows(r))
	}
}

// ordered is the rows in the query's order, behind the mark. What they are ordered by is read once from each.
func (x *exchange) ordered(q *query, rows []*row, mark *pageMark) []*row {
	sorted := make([]sortedRow, 0, len(rows))
	for _, r := range rows {
		if one := (sortedRow{r, q.sortValues(r)}); mark == nil || q.compare(mark.sorted(), one) < 0 {
			sorted = append(sorted, one)
		}
	}
	return q.inOrder(sorted)
}

// page prints one page.
func (x *exchange) page(q *query, found picked, mark *pageMark) *answer {
	b := append([]byte(`{"@odata.context":`), appendString(nil, x.context(q))...)
	if q.count {
		b = append(append(b, `,"@odata.count":`...), strconv.Itoa(min(found.total, largestPage))...)
	}
	b = x.appendTotals(b, q, found.total)
	if found.more {
		link := x.nextLink(x.here(), q, found.rows[len(found.rows)-1], len(found.rows), mark, nil)
		b = append(append(b, `,"@odata.nextLink":`...), appendString(nil, link)...)
	}
	return x.pageAnswer(b, q, found.rows)
}

// appendTotals prints the two annotations about the number of rows, where they were asked for.
func (x *exchange) appendTotals(b []byte, q *query, total int) []byte {
	if !q.count {
		total = -1
	}
	if x.prefer.wants(crmNamespace + "totalrecordcount") {
		b = fmt.Appendf(b, `,"@Microsoft.Dynamics.CRM.totalrecordcount":%d`, min(total, largestPage))
	}
	if x.prefer.wants(crmNamespace + "totalrecordcountlimitexceeded") {
		b = fmt.Appendf(b, `,"@Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded":%t`, total > largestPage)
	}
	return b
}

func (x *exchange) appendRows(b []byte, q *query, rows []*row) []byte {
	p := x.printer(q)
	b = append(b, '[')
	for i, r := range rows {
		if i > 0 {
			b = append(b, ',')
		}
		b = p.appendRow(b, r, "")
	}
	return append(b, ']')
}

func (x *exchange) pageSize() int {
	size := largestPage
	if x.prefer.pageSize > 0 {
		size = x.prefer.pageSize
	}
	if limit := x.org.knobs.pageLimit(); limit > 0 {
		size = min(size, limit)
	}
	return size
}

// readCount answers .../$count: plain text, no more than 5,000; with a delta token, how many changes wait.
func (x *exchange) readCount(t *table, rows []*row) (*answer, *refusal) {
	if err := x.caller.need("Read", t); err != nil {
		return nil, err
	}
	if _, given := x.option("$deltatoken"); given {
		return x.countChanges(t, rows)
	}
	q, err := x.readQuery(t)
	if err != nil {
		return nil, err
	}
	return x.countAnswer(len(take(rows, x.passer(q), largestPage))), nil
}

func (x *exchange) countAnswer(n int) *answer {
	var text []byte
	if x.org.knobs.on(&x.org.knobs.countMark) {
		text = []byte("\ufeff")
	}
	a := jsonAnswer(http.StatusOK, strconv.AppendInt(text, int64(n), 10))
	a.header.Set("Content-Type", "text/plain")
	return a
}

// readRow answers a GET of one row.
func (x *exchange) readRow(r *row, t *table) (*answer, *refusal) {
	if err := x.caller.needOn("Read", r); err != nil {
		return nil, err
	}
	q, err := x.readQuery(t)
	if err != nil {
		return nil, err
	}
	tag := etag(r)
	if x.request.Header.Get("If-None-Match") == tag && len(q.expand) == 0 && len(x.prefer.annotations) == 0 {
		a := &answer{status: http.StatusNotModified, header: http.Header{}}
		a.header.Set("ETag", tag)
		return a, nil
	}
	return x.rowAnswer(http.StatusOK, q, r), nil
}

func (x *exchange) rowAnswer(status int, q *query, r *row) *answer {
	first := `"@odata.context":` + string(appendString(nil, x.context(q)+"/$entity")) + ","
	a := jsonAnswer(status, x.printer(q).appendRow(nil, r, first))
	a.header.Set("ETag", etag(r))
	return a
}

// readProperty answers a GET of one column of a row.
func (x *exchange) readProperty(r *row, t *table, i int) (*answer, *refusal) {
	if err := x.caller.needOn("Read", r); err != nil {
		return nil, err
	}
	if r.isNull(i) {
		return emptyAnswer(), nil
	}
	context := x.root() + "$metadata#" + t.Set + "(" + r.id + ")/" + t.Columns[i].wireName()
	b := append([]byte(`{"@odata.context":`), appendString(nil, context)...)
	return jsonAnswer(http.StatusOK, append(r.appendPrinted(append(b, `,"value":`...), i), '}')), nil
}

// readBareValue answers a GET of .../column/$value: the value as plain text.
func (x *exchange) readBareValue(r *row, i int) (*answer, *refusal) {
	if err := x.caller.needOn("Read", r); err != nil {
		return nil, err
	}
	if r.isNull(i) {
		return emptyAnswer(), nil
	}
	text := string(r.appendPrinted(nil, i))
	if strings.HasPrefix(text, `"`) {
		text = unquote(text)
	}
	a := jsonAnswer(http.StatusOK, []byte(text))
	a.header.Set("Content-Type", "text/plain")
	return a, nil
}

func etag(r *row) string { return `W/"` + strconv.FormatInt(r.version, 10) + `"` }

// has reports whether the organization has the table.
func (k *Knobs) has(table string) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return !slices.Contains(k.missingTables, table)
}

// shows reports whether a row is there as the knobs have it: without the li_ tables the LinkedIn solutions, and the rows
// of missing activity tables in the base table, are not.
func (k *Knobs) shows(r *row) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.missingTables) == 0 {
		return true
	}
	if r.table.Name == "solution" && strings.Contains(r.text("uniquename"), "LinkedIn") {
		return !slices.ContainsFunc(k.missingTables, func(name string) bool { return strings.HasPrefix(name, "li_") })
	}
	return !slices.Contains(k.missingTables, r.table.Name)
}

// showsAll reports whether every table is there.
func (k *Knobs) showsAll() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return len(k.missingTables) == 0
}

func (k *Knobs) pageLimit() int {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.pageSize
}
