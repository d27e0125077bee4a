package practice

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

func wholeNumber(text string) (int, bool) {
	n, err := strconv.Atoi(text)
	return n, err == nil
}

// readConditions reads the filters of an entity or link-entity. A link-entity's own filters belong to its join; conditions
// that name another alias are about the joined row.
func (x *exchange) readConditions(f *fetchQuery, n *fetchNode, e *element) *refusal {
	for _, child := range e.children {
		if child.name != "filter" {
			continue
		}
		test, err := x.readFetchFilter(f, n, child)
		if err != nil {
			return err
		}
		if n.parent == nil {
			f.tests = append(f.tests, test)
		} else {
			n.passes = append(n.passes, test)
		}
	}
	return nil
}

func (x *exchange) readFetchFilter(f *fetchQuery, n *fetchNode, e *element) (tupleTest, *refusal) {
	kind := e.attribute("type")
	if kind != "" && kind != "and" && kind != "or" {
		return nil, badFetch("a filter's type is 'and' or 'or'.")
	}
	var tests []tupleTest
	for _, child := range e.children {
		var test tupleTest
		var err *refusal
		switch child.name {
		case "filter":
			test, err = x.readFetchFilter(f, n, child)
		case "condition":
			test, err = x.readCondition(f, n, child)
		default:
			err = badFetch("the element '%s' is not expected in a filter.", child.name)
		}
		if err != nil {
			return nil, err
		}
		tests = append(tests, test)
	}
	return func(t tuple) bool {
		for _, test := range tests {
			if test(t) == (kind == "or") {
				return kind == "or"
			}
		}
		return kind != "or" || len(tests) == 0
	}, nil
}

func (x *exchange) readCondition(f *fetchQuery, n *fetchNode, e *element) (tupleTest, *refusal) {
	if alias := e.attribute("entityname"); alias != "" {
		at := slices.IndexFunc(f.nodes, func(other *fetchNode) bool { return other.alias == alias })
		if at < 0 {
			return nil, badFetch("there is no link-entity with the alias '%s'.", alias)
		}
		n = f.nodes[at]
	}
	i, err := n.column(e.attribute("attribute"))
	if err != nil {
		return nil, err
	}
	values := conditionValues(e)
	if other := e.attribute("valueof"); other != "" {
		return fetchComparison(n, i, other, e.attribute("operator"))
	}
	s := &scope{table: n.table, store: x.org.store, caller: x.caller.id}
	test, err := s.conditionTest(&n.table.Columns[i], e.attribute("operator"), values)
	if err != nil {
		return nil, err
	}
	return func(t tuple) bool { return test(n.value(t, i)) }, nil
}

// fetchComparison compares two columns of one row.
func fetchComparison(n *fetchNode, i int, other, operator string) (tupleTest, *refusal) {
	j, err := n.column(other)
	if err != nil {
		return nil, err
	}
	test := comparisons[operator]
	if test == nil {
		return nil, badFetch("the operator '%s' does not compare columns.", operator)
	}
	return func(t tuple) bool { return test(n.value(t, i), n.value(t, j)) }, nil
}

func conditionValues(e *element) []string {
	var values []string
	if value, given := e.attributes["value"]; given {
		values = append(values, value)
	}
	for _, child := range e.children {
		if child.name == "value" {
			values = append(values, strings.TrimSpace(child.text))
		}
	}
	return values
}

type valueTest func(any) bool

// conditionTest compiles one operator against a column.
func (s *scope) conditionTest(c *column, operator string, values []string) (valueTest, *refusal) {
	not := func(test valueTest, err *refusal) (valueTest, *refusal) {
		return func(v any) bool { return !test(v) }, err
	}
	switch operator {
	case "null":
		return func(v any) bool { return v == nil }, nil
	case "not-null":
		return func(v any) bool { return v != nil }, nil
	case "eq", "ne", "neq", "gt", "ge", "lt", "le", "on", "on-or-after", "on-or-before":
		return compareCondition(c, operator, values)
	case "in", "between":
		return listCondition(c, operator, values)
	case "not-in":
		return not(listCondition(c, "in", values))
	case "not-between":
		return not(listCondition(c, "between", values))
	case "like", "begins-with", "ends-with":
		return likeCondition(c, operator, values)
	case "not-like", "not-begin-with", "not-end-with":
		return not(likeCondition(c, map[string]string{"not-like": "like", "not-begin-with": "begins-with",
			"not-end-with": "ends-with"}[operator], values))
	}
	if test, err := s.wordCondition(c, operator, values); test != nil || err != nil {
		return test, err
	}
	return spanCondition(operator, values)
}

// fetchLiteral reads a condition's value as the column's type.
func fetchLiteral(c *column, text string) (any, *refusal) {
	switch c.Kind {
	case kindText, kindMemo:
		return text, nil
	case kindBoolean:
		if text == "1" || text == "0" {
			return text == "1", nil
		}
	case kindMulti:
		return text, nil
	case kindGUID, kindKey, kindLookup:
		if id, ok := parseGUID(strings.Trim(text, "{}")); ok {
			return id, nil
		}
		return nil, badFetch("'%s' is no id.", text)
	case kindTime, kindDate:
		if t, ok := parseTime(text); ok {
			return literalFor(c, t)
		}
		return nil, badFetch("'%s' is no date.", text)
	default:
	}
	return looseLiteral(c, text)
}

func compareCondition(c *column, operator string, values []string) (valueTest, *refusal) {
	if len(values) != 1 {
		return nil, badFetch("the operator '%s' takes one value.", operator)
	}
	value, err := fetchLiteral(c, values[0])
	if err != nil {
		return nil, err
	}
	if text, ok := value.(string); ok && (operator == "eq" || operator == "ne" || operator == "neq") && strings.ContainsAny(text, "%") {
		text = strings.ToLower(text)
		return func(v any) bool {
			found, ok := v.(string)
			return (ok && like(text, strings.ToLower(found))) == (operator == "eq")
		}, nil
	}
	day, isTime := value.(time.Time)
	switch {
	case operator == "neq":
		operator = "ne"
	case operator == "on" && isTime:
		return within(day.Truncate(24*time.Hour), day.Truncate(24*time.Hour).AddDate(0, 0, 1)), nil
	case operator == "on-or-before" && isTime:
		return within(time.Time{}, day.Truncate(24*time.Hour).AddDate(0, 0, 1)), nil
	case strings.HasPrefix(operator, "on"):
		operator = map[string]string{"on": "eq", "on-or-after": "ge", "on-or-before": "le"}[operator]
	}
	test := comparisons[operator]
	return func(v any) bool { return test(v, value) }, nil
}

func listCondition(c *column, operator string, texts []string) (valueTest, *refusal) {
	var values []any
	for _, text := range texts {
		value, err := fetchLiteral(c, text)
		if err != nil {
			return nil, err
		}
		values = append(values, value)
	}
	if operator == "in" {
		return func(v any) bool {
			return v != nil && slices.ContainsFunc(values, func(w any) bool { return same(v, w) })
		}, nil
	}
	if len(values) != 2 {
		return nil, badFetch("the operator 'between' takes two values.")
	}
	return func(v any) bool { return comparisons["ge"](v, values[0]) && comparisons["le"](v, values[1]) }, nil
}

func likeCondition(c *column, operator string, values []string) (valueTest, *refusal) {
	if len(values) != 1 || c.Kind != kindText && c.Kind != kindMemo {
		return nil, badFetch("the operator '%s' takes one text.", operator)
	}
	pattern := strings.ToLower(values[0])
	switch operator {
	case "begins-with":
		pattern += "%"
	case "ends-with":
		pattern = "%" + pattern
	}
	return func(v any) bool {
		text, ok := v.(string)
		return ok && like(pattern, strings.ToLower(text))
	}, nil
}

// within is the test of a time or date in [from, until).
func within(from, until time.Time) valueTest {
	return func(v any) bool {
		if d, ok := v.(date); ok {
			v, _ = time.Parse("2006-01-02", string(d))
		}
		t, ok := v.(time.Time)
		return ok && !t.Before(from) && t.Before(until)
	}
}

// spanCondition compiles the operators that name a span of time from now, as FetchXML and the query functions have them.
func spanCondition(operator string, values []string) (valueTest, *refusal) {
	if from, until, ok := inFiscal(operator, values, now()); ok {
		return within(from, until), nil
	}
	n := 0
	if len(values) == 1 {
		n, _ = wholeNumber(values[0])
	}
	if strings.Contains(operator, "-x-") && (n < 1 || n > 36500) {
		return nil, badFetch("the operator '%s' takes a number.", operator)
	}
	from, until, ok := span(operator, n, now())
	if !ok {
		return nil, notSupported("the operator " + operator)
	}
	return within(from, until), nil
}

// span is a named span of time, [from, until). Weeks begin on Sunday, as in an organization that was not set otherwise.
func span(name string, n int, at time.Time) (from, until time.Time, ok bool) {
	day := at.Truncate(24 * time.Hour)
	week := day.AddDate(0, 0, -int(day.Weekday()))
	month := time.Date(day.Year(), day.Month(), 1, 0, 0, 0, 0, time.UTC)
	year := time.Date(day.Year(), 1, 1, 0, 0, 0, 0, time.UTC)
	tomorrow := day.AddDate(0, 0, 1)
	switch name {
	case "today":
		return day, tomorrow, true
	case "yesterday":
		return day.AddDate(0, 0, -1), day, true
	case "tomorrow":
		return tomorrow, day.AddDate(0, 0, 2), true
	case "last-seven-days":
		return day.AddDate(0, 0, -7), at.Add(time.Second), true
	case "next-seven-days":
		return at, day.AddDate(0, 0, 8), true
	case "this-week", "last-week", "next-week":
		start := week.AddDate(0, 0, 7*offset(name))
		return start, start.AddDate(0, 0, 7), true
	case "this-month", "last-month", "next-month":
		start := month.AddDate(0, offset(name), 0)
		return start, start.AddDate(0, 1, 0), true
	case "this-year", "last-year", "next-year":
		start := year.AddDate(offset(name), 0, 0)
		return start, start.AddDate(1, 0, 0), true
	}
	if from, until, ok = fiscalSpan(name, n, year, month); ok {
		return from, until, true
	}
	return countedSpan(name, n, at, day)
}

func offset(name string) int {
	switch {
	case strings.HasPrefix(name, "last"):
		return -1
	case strings.HasPrefix(name, "next"):
		return 1
	}
	return 0
}

// countedSpan is a span of n hours, days, weeks, months or years before or after now.
func countedSpan(name string, n int, at, day time.Time) (from, until time.Time, ok bool) {
	kind, unit, ok := strings.Cut(name, "-x-")
	if !ok {
		return at, at, false
	}
	back := func(n int) (time.Time, bool) {
		switch unit {
		case "minutes": // the service has OlderThanXMinutes alone
			return at.Add(time.Duration(n) * time.Minute), kind == "olderthan"
		case "hours":
			return at.Add(time.Duration(n) * time.Hour), true
		case "days":
			return day.AddDate(0, 0, n), true
		case "weeks":
			return day.AddDate(0, 0, 7*n), true
		case "months":
			return day.AddDate(0, n, 0), true
		case "years":
			return day.AddDate(n, 0, 0), true
		}
		return at, false
	}
	switch kind {
	case "last":
		from, ok = back(-n)
		return from, at.Add(time.Second), ok
	case "next":
		until, ok = back(n)
		return at, until.AddDate(0, 0, 1), ok
	case "olderthan":
		until, ok = back(-n)
		return time.Time{}, until, ok
	}
	return at, at, false
}
