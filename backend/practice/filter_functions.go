package practice

import (
	"slices"
	"strings"
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
	case "Between", "NotBetween", "OnOrAfter", "OnOrBefore", "On", "NotOn":
		return s.between(e, get, c)
	case "EqualUserId", "NotEqualUserId":
		return func(r *row) bool { return same(get(r), guid(s.caller)) == (e.name == "EqualUserId") }, nil
	case "EqualBusinessId", "NotEqualBusinessId":
		unit := s.callerUnit()
		return func(r *row) bool { return same(get(r), unit) == (e.name == "EqualBusinessId") }, nil
	case "EqualUserTeams", "EqualUserOrUserTeams":
		return s.teams(e, get), nil
	}
	return spanCall(e, get)
}

func (s *scope) callerUnit() guid {
	if user := s.store.row("systemuser", s.caller); user != nil {
		return guid(user.ref("businessunitid").id)
	}
	return ""
}

// teams is the test of an owner that is one of the caller's teams, or the caller.
func (s *scope) teams(e *crmCall, get getter) predicate {
	teams := s.store.linked(wholeSchema().byName["systemuser"].navs["teammembership_association"], s.caller)
	return func(r *row) bool {
		owner := get(r)
		return e.name == "EqualUserOrUserTeams" && same(owner, guid(s.caller)) ||
			slices.ContainsFunc(teams, func(team *row) bool { return same(owner, guid(team.id)) })
	}
}

// spanCall compiles the query functions that name a span of time: Today, LastXDays, ThisMonth and their like.
func spanCall(e *crmCall, get getter) (predicate, *refusal) {
	n := 0
	if value, given := e.arguments["PropertyValue"]; given {
		count, ok := value.value.(number)
		if n = int(count.float()); !ok || n < 1 || n > 36500 {
			return nil, badQuery("The function '%s' needs a PropertyValue.", e.name)
		}
	}
	name := dashed(e.name)
	from, until, ok := span(name, n, now())
	if !ok || strings.Contains(name, "-x-") && n == 0 {
		return nil, notSupported("the query function " + e.name)
	}
	test := within(from, until)
	return func(r *row) bool { return test(get(r)) }, nil
}

// dashed turns LastXDays into last-x-days, the name the same span has in FetchXML.
func dashed(name string) string {
	var b strings.Builder
	for i, c := range strings.NewReplacer("Last7Days", "LastSevenDays", "Next7Days", "NextSevenDays", "OlderThan", "Olderthan").Replace(name) {
		if c >= 'A' && c <= 'Z' && i > 0 {
			b.WriteByte('-')
		}
		b.WriteRune(c)
	}
	return strings.ToLower(b.String())
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

// between compiles Between and the functions about days.
func (s *scope) between(e *crmCall, get getter, c *column) (predicate, *refusal) {
	values, _ := e.arguments["PropertyValues"].value.([]any)
	if one, ok := e.arguments["PropertyValue"]; ok {
		values = []any{one.value}
	}
	pair := strings.HasSuffix(e.name, "Between")
	if pair && len(values) != 2 || !pair && len(values) != 1 {
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
	if day, ok := low.(time.Time); ok && !pair {
		low, high = day.Truncate(24*time.Hour), day.Truncate(24*time.Hour).AddDate(0, 0, 1).Add(-time.Second)
	}
	ge, le := comparisons["ge"], comparisons["le"]
	not := strings.HasPrefix(e.name, "Not")
	return func(r *row) bool {
		v := get(r)
		return v != nil && ((e.name == "OnOrBefore" || ge(v, low)) && (e.name == "OnOrAfter" || le(v, high))) != not
	}, nil
}
