package practice

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	annotationFormatted  = "OData.Community.Display.V1.FormattedValue"
	annotationTarget     = "Microsoft.Dynamics.CRM.lookuplogicalname"
	annotationNavigation = "Microsoft.Dynamics.CRM.associatednavigationproperty"
)

// printer prints rows of one query. It is made once per request, so that what is asked for is decided once.
type printer struct {
	store      *store
	query      *query
	columns    []int
	names      []string // what goes in front of each column's value
	nulls      []string // what stands for a column without a value
	formatted  bool
	lookups    bool
	navs       bool
	plain      bool // no annotations
	expansions []*printedExpansion
}

type printedExpansion struct {
	*expansion
	printer  *printer
	children func(string) []*row
	reaches  func(*row) bool
	pages    int // rows of a page of a collection; 0 where it is printed whole
	nextLink func(parent string, last *row) string
	root     string
}

func (x *exchange) printer(q *query) *printer {
	p := &printer{
		store: x.org.store, query: q, columns: q.printed(), formatted: x.prefer.wants(annotationFormatted),
		lookups: x.prefer.wants(annotationTarget), navs: x.prefer.wants(annotationNavigation),
	}
	p.plain = !p.formatted && !p.lookups && !p.navs
	for _, i := range p.columns {
		name := `,"` + q.table.Columns[i].wireName() + `":`
		p.names, p.nulls = append(p.names, name), append(p.nulls, name+"null")
	}
	for _, e := range q.expand {
		p.expansions = append(p.expansions, x.printedExpansion(q, e))
	}
	return p
}

func (x *exchange) printedExpansion(q *query, e *expansion) *printedExpansion {
	e.query.nested = q.nested
	inner := &printedExpansion{expansion: e, printer: x.printer(e.query), root: x.root()}
	inner.reaches = func(r *row) bool { return x.caller.reaches("Read", r) }
	inner.children = func(id string) []*row { return x.org.store.children(e.nav, id) }
	if q.nested && x.prefer.pageSize > 0 {
		inner.pages = x.prefer.pageSize
	}
	inner.nextLink = func(parent string, last *row) string {
		base := linkBase{"/api/data/" + x.version + "/" + q.table.Set + "(" + parent + ")/" + e.name, e.raw}
		if last != nil {
			return x.nextLink(base, e.query, last, inner.pages, nil, nil)
		}
		if base.query != "" {
			base.query = "?" + base.query
		}
		return x.origin + base.path + base.query
	}
	return inner
}

// appendRow prints a row as a JSON object, with members that go before the others.
func (p *printer) appendRow(b []byte, r *row, first string) []byte {
	b = append(append(b, '{'), first...)
	b = append(append(append(b, `"@odata.etag":"W/\"`...), strconv.FormatInt(r.version, 10)...), `\""`...)
	if p.plain && r.packed != "" {
		b = p.appendPacked(b, r)
	} else {
		for place, i := range p.columns {
			b = p.appendAnnotations(b, r, i)
			b = r.appendPrinted(append(b, p.names[place]...), i)
		}
	}
	for _, e := range p.expansions {
		b = e.append(append(b, ','), r)
	}
	return append(b, '}')
}

// appendPacked prints the columns of a stored row: this is where the time of a large page goes.
func (p *printer) appendPacked(b []byte, r *row) []byte {
	data := r.packed[r.table.header():]
	if r.wide && p.query.columns == nil { // the first ones: a base table's of an activity's, and all but an image
		return append(b, data[:r.end(len(p.columns)-1)]...)
	}
	for place, i := range p.columns {
		start, end := 0, r.end(i)
		if i > 0 {
			start = r.end(i - 1)
		}
		switch {
		case r.wide:
		case start == end:
			b = append(b, p.nulls[place]...)
		default:
			b = append(b, p.names[place]...)
		}
		b = append(b, data[start:end]...)
	}
	return b
}

// appendAnnotations prints what was asked for about a column's value, each with a comma in front.
func (p *printer) appendAnnotations(b []byte, r *row, i int) []byte {
	if p.plain || r.isNull(i) {
		return b
	}
	c := &p.query.table.Columns[i]
	return p.annotate(b, r, c, c.wireName(), r.value(i))
}

// annotate prints what was asked for about a value that stands under a name.
func (p *printer) annotate(b []byte, r *row, c *column, name string, value any) []byte {
	add := func(annotation, text string) {
		b = append(append(append(append(append(b, `,"`...), name...), '@'), annotation...), `":`...)
		b = appendString(b, text)
	}
	if target, ok := value.(ref); ok {
		if p.lookups {
			add(annotationTarget, target.table)
		}
		if p.navs {
			add(annotationNavigation, r.table.navigationFor(c, target.table))
		}
	}
	if p.formatted {
		if text, ok := p.format(r, c, value); ok {
			add(annotationFormatted, text)
		}
	}
	return b
}

// format is the text a person would see. Its exact form depends on the user's region and is not to be parsed.
func (p *printer) format(r *row, c *column, value any) (string, bool) {
	switch v := value.(type) {
	case ref:
		return p.store.display(v), true
	case bool:
		return map[bool]string{true: "Yes", false: "No"}[v], true
	case money:
		return "€" + strings.TrimSuffix(v.String(), "00"), true
	case time.Time:
		return v.Format("1/2/2006 3:04 PM"), true
	case date:
		return string(v), true
	case int64:
		return formatNumber(r, c, v)
	case choices:
		return c.labels(v), true
	}
	if c.Name == "activitytypecode" {
		text, _ := value.(string)
		if t := wholeSchema().byName[text]; t != nil {
			return t.Label, true
		}
	}
	return "", false
}

// labels are the names of several choices.
func (c *column) labels(v choices) string {
	var labels []string
	for text := range strings.SplitSeq(string(v), ",") {
		value, _ := strconv.ParseInt(text, 10, 64)
		o, _ := c.option(value)
		labels = append(labels, o.Label)
	}
	return strings.Join(labels, "; ")
}

func formatNumber(r *row, c *column, v int64) (string, bool) {
	if c.Kind == kindStatus { // the base table lists other reasons than the activity's own
		c = &r.table.Columns[r.table.at("statuscode")]
	}
	if o, ok := c.option(v); ok {
		return o.Label, true
	}
	return strconv.FormatInt(v, 10), true
}

func (e *printedExpansion) append(b []byte, r *row) []byte {
	b = append(append(append(b, '"'), e.name...), `":`...)
	if !e.nav.many {
		return e.appendOne(b, r)
	}
	b = append(b, '[')
	rows := e.rows(r)
	var last *row
	if e.pages > 0 && len(rows) > e.pages {
		rows, last = rows[:e.pages], rows[e.pages-1]
	}
	for i, child := range rows {
		if i > 0 {
			b = append(b, ',')
		}
		b = e.printer.appendRow(b, child, "")
	}
	if b = append(b, ']'); e.pages > 0 && last == nil {
		return b
	}
	// Without nested expansions everything is inline, and the service prints a link all the same; it leads to the collection,
	// not to more of it.
	b = append(append(append(b, `,"`...), e.name...), `@odata.nextLink":`...)
	return appendString(b, e.nextLink(r.id, last))
}

func (e *printedExpansion) appendOne(b []byte, r *row) []byte {
	target := r.ref(e.nav.column)
	found := e.printer.store.row(target.table, target.id)
	if found == nil || found.table != e.printer.query.table || !e.reaches(found) {
		return append(b, "null"...)
	}
	if e.link {
		return append(append(append(b, `{"@odata.id":`...), appendString(nil, e.root+found.table.Set+"("+found.id+")")...), '}')
	}
	if e.query.passes != nil && !e.query.passes(found) {
		return append(b, "null"...)
	}
	return e.printer.appendRow(b, found, "")
}

func (e *printedExpansion) rows(r *row) []*row {
	var rows []*row
	for _, child := range e.children(r.id) {
		if e.reaches(child) && (e.query.passes == nil || e.query.passes(child)) {
			rows = append(rows, child)
		}
	}
	if e.query.order != nil {
		rows = e.query.sorted(rows)
	}
	if e.query.top >= 0 && len(rows) > e.query.top {
		rows = rows[:e.query.top]
	}
	return rows[:min(len(rows), largestPage)]
}

// context is the @odata.context of a collection, with its selection.
func (x *exchange) context(q *query) string {
	text := x.root() + "$metadata#" + q.table.Set
	if shape := q.shape(); len(shape) > 0 {
		text += "(" + strings.Join(shape, ",") + ")"
	}
	return text
}

// shape lists what is selected and expanded.
func (q *query) shape() []string {
	shape := slices.Clone(q.selected)
	for _, e := range q.expand {
		shape = append(shape, e.name+"("+strings.Join(e.query.shape(), ",")+")")
	}
	return shape
}
