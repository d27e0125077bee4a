package practice

import (
	"slices"
	"time"
)

// crmCall compiles the query functions in the Microsoft.Dynamics.CRM namespace that Ferry and its tests use.
func (s *scope) crmCall(e *crmCall) (predicate, *refusal) {
	name, ok := e.arguments["PropertyName"].value.(string)
	if !ok {
		return nil, badQuery("The function '%s' needs a PropertyName.", e.name)
	}
	get, c, err := s.read([]string{columnOrLookup(s.table, name)})
	if err != nil {
		return nil, err
	}
	switch e.name {
	case "In", "NotIn":
		return s.in(e, get, c)
	case "Between", "OnOrAfter", "OnOrBefore":
		return s.between(e, get, c)
	case "EqualUserId", "NotEqualUserId":
		return func(r *row) bool { return same(get(r), guid(s.caller)) == (e.name == "EqualUserId") }, nil
	case "LastXDays":
		return lastDays(e, get)
	}
	return nil, notSupported("the query function " + e.name)
}

// columnOrLookup lets a query function name a lookup by its column, as the service does.
func columnOrLookup(t *table, name string) string {
	if i := t.at(name); i >= 0 {
		return t.Columns[i].wireName()
	}
	return name
}

func (s *scope) in(e *crmCall, get getter, c *column) (predicate, *refusal) {
	values, ok := e.arguments["PropertyValues"].value.([]any)
	if !ok {
		return nil, badQuery("The function '%s' needs PropertyValues.", e.name)
	}
	var wanted []any
	for _, v := range values {
		literal, err := looseLiteral(c, v)
		if err != nil {
			return nil, err
		}
		wanted = append(wanted, literal)
	}
	return func(r *row) bool {
		value := get(r)
		found := slices.ContainsFunc(wanted, func(w any) bool { return value != nil && same(value, w) })
		return found == (e.name == "In")
	}, nil
}

// looseLiteral takes a text for any type: values of query functions are written as texts.
func looseLiteral(c *column, v any) (any, *refusal) {
	if text, ok := v.(string); ok && c.Kind != kindText && c.Kind != kindMemo {
		inner := &filterParser{lexer: lexer{rest: text}}
		if err := inner.advance(); err != nil {
			return nil, err
		}
		o, err := inner.operand()
		if err != nil {
			return nil, err
		}
		v = o.value
	}
	return literalFor(c, v)
}

func (s *scope) between(e *crmCall, get getter, c *column) (predicate, *refusal) {
	values, _ := e.arguments["PropertyValues"].value.([]any)
	if one, ok := e.arguments["PropertyValue"]; ok {
		values = []any{one.value}
	}
	if e.name == "Between" && len(values) != 2 || e.name != "Between" && len(values) != 1 {
		return nil, badQuery("The function '%s' has the wrong number of values.", e.name)
	}
	low, err := looseLiteral(c, values[0])
	if err != nil {
		return nil, err
	}
	high, err := looseLiteral(c, values[len(values)-1])
	if err != nil {
		return nil, err
	}
	ge, le := comparisons["ge"], comparisons["le"]
	return func(r *row) bool {
		v := get(r)
		return (e.name == "OnOrBefore" || ge(v, low)) && (e.name == "OnOrAfter" || le(v, high))
	}, nil
}

func lastDays(e *crmCall, get getter) (predicate, *refusal) {
	days, ok := e.arguments["PropertyValue"].value.(number)
	if !ok {
		return nil, badQuery("The function '%s' needs a PropertyValue.", e.name)
	}
	end := now()
	start := end.Add(-time.Duration(days.float()*24) * time.Hour)
	return func(r *row) bool {
		t, ok := get(r).(time.Time)
		return ok && !t.Before(start) && !t.After(end)
	}, nil
}
