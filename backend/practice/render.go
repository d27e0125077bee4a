package practice

import (
	"fmt"
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
	formatted  bool
	lookups    bool
	navs       bool
	expansions []*printedExpansion
}

type printedExpansion struct {
	*expansion
	printer  *printer
	children func(string) []*row
	reaches  func(*row) bool
	link     func(id string) string
}

func (x *exchange) printer(q *query) *printer {
	p := &printer{
		store: x.org.store, query: q, columns: q.printed(), formatted: x.prefer.wants(annotationFormatted),
		lookups: x.prefer.wants(annotationTarget), navs: x.prefer.wants(annotationNavigation),
	}
	for _, e := range q.expand {
		inner := &printedExpansion{expansion: e, printer: x.printer(e.query)}
		inner.reaches = func(r *row) bool { return x.caller.reaches("Read", r) }
		inner.link = func(id string) string { return fmt.Sprintf("%s%s(%s)/%s", x.root(), q.table.Set, id, e.name) }
		if e.nav.many {
			inner.children = x.org.store.childrenOf(e.nav)
		}
		p.expansions = append(p.expansions, inner)
	}
	return p
}

// appendRow prints a row as a JSON object, with members that go before the others.
func (p *printer) appendRow(b []byte, r *row, first string) []byte {
	b = append(append(b, '{'), first...)
	b = append(append(append(b, `"@odata.etag":"W/\"`...), strconv.FormatInt(r.version, 10)...), `\""`...)
	for _, i := range p.columns {
		b = p.appendColumn(append(b, ','), r, i)
	}
	for _, e := range p.expansions {
		b = e.append(append(b, ','), r)
	}
	return append(b, '}')
}

func (p *printer) appendColumn(b []byte, r *row, i int) []byte {
	c, value := &p.query.table.Columns[i], r.values[i]
	name := c.wireName()
	if value != nil {
		b = p.appendAnnotations(b, r, c, name, value)
	}
	b = append(append(append(b, '"'), name...), `":`...)
	return appendValue(b, value)
}

func (p *printer) appendAnnotations(b []byte, r *row, c *column, name string, value any) []byte {
	add := func(annotation, text string) {
		b = append(append(append(append(append(b, '"'), name...), '@'), annotation...), `":`...)
		b = append(appendString(b, text), ',')
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
	}
	if c.Name == "activitytypecode" {
		text, _ := value.(string)
		if t := wholeSchema().byName[text]; t != nil {
			return t.Label, true
		}
	}
	return "", false
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
	for i, child := range e.rows(r) {
		if i > 0 {
			b = append(b, ',')
		}
		b = e.printer.appendRow(b, child, "")
	}
	// The service prints this link although everything is inline; it leads to the collection, not to more of it.
	b = append(append(append(b, `],"`...), e.name...), `@odata.nextLink":`...)
	return appendString(b, e.link(r.id))
}

func (e *printedExpansion) appendOne(b []byte, r *row) []byte {
	target := r.ref(e.nav.column)
	found := e.printer.store.row(target.table, target.id)
	if found == nil || found.table != e.printer.query.table || !e.reaches(found) {
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
		sortRows(rows, e.query)
	}
	if e.query.top >= 0 && len(rows) > e.query.top {
		rows = rows[:e.query.top]
	}
	return rows[:min(len(rows), largestPage)]
}

// context is the @odata.context of a collection, with its selection.
func (x *exchange) context(q *query) string {
	var shape []string
	shape = append(shape, q.selected...)
	for _, e := range q.expand {
		shape = append(shape, e.name+"("+strings.Join(e.query.selected, ",")+")")
	}
	text := x.root() + "$metadata#" + q.table.Set
	if len(shape) > 0 {
		text += "(" + strings.Join(shape, ",") + ")"
	}
	return text
}
