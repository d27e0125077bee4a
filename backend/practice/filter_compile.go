package practice

import (
	"cmp"
	"strings"
	"time"
)

// predicate says whether a row passes.
type predicate func(*row) bool

// scope is what a filter's names mean: the table it runs over, where related rows are found, and who asks.
type scope struct {
	table    *table
	store    *store
	caller   string
	variable string // name of the row inside any(x:...)
}

// getter reads a value of a row.
type getter func(*row) any

// compile turns a filter into a predicate, refusing names that are not the table's.
func (s *scope) compile(e expression) (predicate, *refusal) {
	switch e := e.(type) {
	case *logic:
		return s.logic(e)
	case *negation:
		inner, err := s.compile(e.inner)
		return func(r *row) bool { return !inner(r) }, err
	case *comparison:
		return s.comparison(e)
	case *call:
		return s.call(e)
	case *crmCall:
		return s.crmCall(e)
	case *quantifier:
		return s.quantifier(e)
	}
	return nil, badQuery("The filter is empty.")
}

func (s *scope) logic(e *logic) (predicate, *refusal) {
	left, err := s.compile(e.left)
	if err != nil {
		return nil, err
	}
	right, err := s.compile(e.right)
	if err != nil {
		return nil, err
	}
	if e.and {
		return func(r *row) bool { return left(r) && right(r) }, nil
	}
	return func(r *row) bool { return left(r) || right(r) }, nil
}

// read finds the column a path names: a property of the row, or of a row that a lookup points at.
func (s *scope) read(path []string) (getter, *column, *refusal) {
	if s.variable != "" && path[0] == s.variable && len(path) > 1 {
		path = path[1:]
	}
	if len(path) > 1 {
		return s.readThrough(path)
	}
	i, ok := s.table.property(path[0])
	if !ok {
		return nil, nil, noProperty(path[0], s.table.Name)
	}
	return func(r *row) any { return r.value(i) }, &s.table.Columns[i], nil
}

func (s *scope) readThrough(path []string) (getter, *column, *refusal) {
	nav, ok := s.table.navs[path[0]]
	if !ok || nav.many || wholeSchema().byName[nav.table] == nil {
		return nil, nil, noProperty(path[0], s.table.Name)
	}
	inner := &scope{table: wholeSchema().byName[nav.table], store: s.store, caller: s.caller}
	get, c, err := inner.read(path[1:])
	if err != nil {
		return nil, nil, err
	}
	i := s.table.at(nav.column)
	return func(r *row) any {
		target, _ := r.value(i).(ref)
		if target.table != nav.table {
			return nil
		}
		if found := s.store.row(target.table, target.id); found != nil {
			return get(found)
		}
		return nil
	}, c, nil
}

func (s *scope) comparison(e *comparison) (predicate, *refusal) {
	if len(e.left.path) == 0 && len(e.right.path) == 0 {
		return nil, badQuery("A comparison needs a property.")
	}
	left, c, err := s.operand(e.left, nil)
	if err != nil {
		return nil, err
	}
	right, c2, err := s.operand(e.right, c)
	if err != nil {
		return nil, err
	}
	if c == nil { // value eq property
		if left, _, err = s.operand(e.left, c2); err != nil {
			return nil, err
		}
	}
	if c != nil && c2 != nil && sortOf(c) != sortOf(c2) {
		return nil, badQuery("A binary operator with incompatible types was detected. Found operand types '%s' and '%s' for "+
			"operator kind 'Equal'.", edmTypes[c.Kind], edmTypes[c2.Kind])
	}
	if err := orderable(e.operator, c, c2); err != nil {
		return nil, err
	}
	test := comparisons[e.operator]
	return func(r *row) bool { return test(left(r), right(r)) }, nil
}

// orderable refuses to order ids: they can only be equal or not.
func orderable(operator string, columns ...*column) *refusal {
	for _, c := range columns {
		if c != nil && operator != "eq" && operator != "ne" && (c.Kind == kindGUID || c.Kind == kindKey || c.Kind == kindLookup) {
			return badQuery("A binary operator with incompatible types was detected. Found operand types 'Edm.Guid' and 'Edm.Guid' for "+
				"operator kind '%s'.", map[string]string{"gt": "GreaterThan", "ge": "GreaterThanOrEqual", "lt": "LessThan",
				"le": "LessThanOrEqual"}[operator])
		}
	}
	return nil
}

// operand reads one side; a value must be of the other side's type.
func (s *scope) operand(o operand, other *column) (getter, *column, *refusal) {
	if len(o.path) > 0 {
		return s.read(o.path)
	}
	value := o.value
	if other != nil {
		var err *refusal
		if value, err = literalFor(other, value); err != nil {
			return nil, nil, err
		}
	}
	return func(*row) any { return value }, nil, nil
}

// literalFor checks a literal against a column's type and brings it into the form the column's values have.
func literalFor(c *column, value any) (any, *refusal) {
	switch v := value.(type) {
	case nil:
		return nil, nil
	case string:
		switch c.Kind {
		case kindText, kindMemo:
			return v, nil
		case kindMulti:
			return choices(v), nil
		default:
		}
	case guid:
		if c.Kind == kindGUID || c.Kind == kindKey || c.Kind == kindLookup || c.Kind == kindFile {
			return v, nil
		}
	case bool:
		if c.Kind == kindBoolean {
			return v, nil
		}
	case time.Time:
		if c.Kind == kindTime {
			return v, nil
		}
		if c.Kind == kindDate {
			return date(v.Format("2006-01-02")), nil
		}
	case number:
		switch c.Kind {
		case kindInteger, kindChoice, kindState, kindStatus, kindNumber, kindMoney:
			return v.float(), nil
		default:
		}
	}
	return nil, badQuery("A binary operator with incompatible types was detected. Found operand types '%s' and '%s' for "+
		"operator kind 'Equal'.", edmTypes[c.Kind], edmTypeOf(value))
}

// sortOf is what a column's values compare with: numbers of any type with each other, dates with times.
func sortOf(c *column) string {
	switch name := edmTypes[c.Kind]; name {
	case "Edm.Int32", "Edm.Double", "Edm.Decimal":
		return "number"
	case "Edm.Date", "Edm.DateTimeOffset":
		return "time"
	default:
		return name
	}
}

// edmTypeOf names a literal's type.
func edmTypeOf(value any) string {
	switch v := value.(type) {
	case guid:
		return "Edm.Guid"
	case bool:
		return "Edm.Boolean"
	case time.Time:
		return "Edm.DateTimeOffset"
	case number:
		if strings.ContainsAny(string(v), ".eE") {
			return "Edm.Decimal"
		}
		return "Edm.Int32"
	}
	return "Edm.String"
}

// comparisons are two-valued; ne takes rows without a value, as the service's own ne does.
var comparisons = map[string]func(a, b any) bool{
	"eq": same,
	"ne": func(a, b any) bool { return !same(a, b) },
	"gt": func(a, b any) bool { n, ok := order(a, b); return ok && n > 0 },
	"ge": func(a, b any) bool { n, ok := order(a, b); return ok && n >= 0 },
	"lt": func(a, b any) bool { n, ok := order(a, b); return ok && n < 0 },
	"le": func(a, b any) bool { n, ok := order(a, b); return ok && n <= 0 },
}

func same(a, b any) bool {
	if a == nil || b == nil {
		return a == nil && b == nil
	}
	n, ok := order(a, b)
	return ok && n == 0
}

// order compares two values that are not null; false when they cannot be compared.
func order(a, b any) (int, bool) {
	switch x := plainValue(a).(type) {
	case string:
		y, ok := plainValue(b).(string)
		return strings.Compare(x, y), ok
	case float64:
		y, ok := plainValue(b).(float64)
		return cmp.Compare(x, y), ok
	case bool:
		y, ok := b.(bool)
		return cmp.Compare(number01(x), number01(y)), ok
	case time.Time:
		y, ok := b.(time.Time)
		return x.Compare(y), ok
	}
	return 0, false
}

// plainValue brings a value to text in lower case, float64, bool or time. The service compares text without case.
func plainValue(v any) any {
	switch v := v.(type) {
	case string:
		return strings.ToLower(v)
	case guid:
		return string(v)
	case date:
		return string(v)
	case ref:
		return v.id
	case choices:
		return string(v)
	case int64:
		return float64(v)
	case money:
		return float64(v) / 10000
	}
	return v
}

func number01(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (s *scope) call(e *call) (predicate, *refusal) {
	if len(e.of.path) == 0 {
		return nil, badQuery("The first argument of %s has to be a property.", e.name)
	}
	get, c, err := s.read(e.of.path)
	if err != nil {
		return nil, err
	}
	wanted, ok := e.value.value.(string)
	if !ok || len(e.value.path) > 0 || c.Kind != kindText && c.Kind != kindMemo {
		return nil, badQuery("No function signature for the function with name '%s' matches the specified arguments.", e.name)
	}
	match := textMatch(e.name, strings.ToLower(wanted))
	return func(r *row) bool {
		text, ok := get(r).(string)
		return ok && match(strings.ToLower(text))
	}, nil
}

func textMatch(name, wanted string) func(string) bool {
	if strings.ContainsAny(wanted, "%_[") {
		pattern := map[string]string{"contains": "%" + wanted + "%", "startswith": wanted + "%", "endswith": "%" + wanted}[name]
		return func(text string) bool { return like(pattern, text) }
	}
	switch name {
	case "contains":
		return func(text string) bool { return strings.Contains(text, wanted) }
	case "startswith":
		return func(text string) bool { return strings.HasPrefix(text, wanted) }
	}
	return func(text string) bool { return strings.HasSuffix(text, wanted) }
}

func (s *scope) quantifier(e *quantifier) (predicate, *refusal) {
	path := e.path
	if s.variable != "" && path[0] == s.variable && len(path) > 1 {
		path = path[1:]
	}
	nav, ok := s.table.navs[path[0]]
	if !ok || !nav.many || len(path) > 1 {
		return nil, noProperty(strings.Join(path, "/"), s.table.Name)
	}
	passes := func(*row) bool { return true }
	if e.body != nil {
		inner := &scope{table: wholeSchema().byName[nav.table], store: s.store, caller: s.caller, variable: e.variable}
		var err *refusal
		if passes, err = inner.compile(e.body); err != nil {
			return nil, err
		}
	}
	return func(r *row) bool {
		for _, child := range s.store.children(nav, r.id) {
			if passes(child) != e.all {
				return !e.all
			}
		}
		return e.all
	}, nil
}
