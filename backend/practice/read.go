package practice

import (
	"net/http"
	"slices"
	"sort"
	"strconv"
	"strings"
)

func sortRows(rows []*row, q *query) { slices.SortStableFunc(rows, q.compare) }

// readCollection answers a GET of a set, or of the rows a collection-valued navigation property leads to.
func (x *exchange) readCollection(t *table, rows []*row) (*answer, *refusal) {
	if err := x.caller.need("Read", t); err != nil {
		return nil, err
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
	passing := x.passing(q, rows)
	if q.order != nil {
		sortRows(passing, q)
	}
	return x.page(q, passing, mark), nil
}

// passing is the rows the caller may read that the filter lets through, in the order they came.
func (x *exchange) passing(q *query, rows []*row) []*row {
	var passing []*row
	everything := x.caller.depth("prvRead"+q.table.Right) == depthGlobal
	for _, r := range rows {
		if (everything || x.caller.reaches("Read", r)) && (q.passes == nil || q.passes(r)) && x.org.knobs.shows(r) {
			passing = append(passing, r)
		}
	}
	return passing
}

// page prints one page of the rows behind the mark.
func (x *exchange) page(q *query, rows []*row, mark *pageMark) *answer {
	total := len(rows)
	if mark != nil {
		rows = rows[sort.Search(len(rows), func(i int) bool { return mark.before(q, rows[i]) }):]
	}
	// $top is ignored when a page size is asked for.
	if q.top >= 0 && x.prefer.pageSize == 0 {
		rows = rows[:min(q.top, len(rows))]
	}
	size := x.pageSize()
	more := len(rows) > size
	rows = rows[:min(size, len(rows))]

	b := append([]byte(`{"@odata.context":`), appendString(nil, x.context(q))...)
	if q.count {
		b = append(append(b, `,"@odata.count":`...), strconv.Itoa(min(total, largestPage))...)
	}
	if more {
		b = append(append(b, `,"@odata.nextLink":`...), appendString(nil, x.nextLink(q, rows[len(rows)-1], mark, nil))...)
	}
	b = x.appendRows(append(b, `,"value":`...), q, rows)
	return jsonAnswer(http.StatusOK, append(b, '}'))
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

// readCount answers set/$count: plain text.
func (x *exchange) readCount(t *table) (*answer, *refusal) {
	if err := x.caller.need("Read", t); err != nil {
		return nil, err
	}
	q, err := x.readQuery(t)
	if err != nil {
		return nil, err
	}
	a := jsonAnswer(http.StatusOK, strconv.AppendInt(nil, int64(min(len(x.passing(q, x.org.store.all(t.Name))), largestPage)), 10))
	a.header.Set("Content-Type", "text/plain")
	return a, nil
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
	if r.values[i] == nil {
		return &answer{status: http.StatusNoContent, header: http.Header{}}, nil
	}
	context := x.root() + "$metadata#" + t.Set + "(" + r.id + ")/" + t.Columns[i].wireName()
	b := append([]byte(`{"@odata.context":`), appendString(nil, context)...)
	return jsonAnswer(http.StatusOK, append(appendValue(append(b, `,"value":`...), r.values[i]), '}')), nil
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

func (k *Knobs) pageLimit() int {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.pageSize
}
