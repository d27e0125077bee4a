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
	}
	values, err := e.texts()
	if err != nil {
		return nil, err
	}
	test, err := s.wordCondition(c, wordOf(e.name), values)
	if test == nil && err == nil {
		test, err = spanCall(e, values)
	}
	return func(r *row) bool { return test(get(r)) }, err
}

// wordOf is the name that FetchXML has for a query function.
func wordOf(name string) string {
	switch name {
	case "ContainValues", "Under", "NotUnder", "Above":
		return dashed(name)
	case "DoesNotContainValues":
		return "not-contain-values"
	case "UnderOrEqual":
		return "eq-or-under"
	case "AboveOrEqual":
		return "eq-or-above"
	}
	word := strings.NewReplacer("UserId", "Userid", "UserTeams", "Userteams", "BusinessId", "Businessid", "OrUser", "oruser",
		"Hierarchy", "hierarchy", "AndTeams", "andteams").Replace(name)
	if rest, equal := strings.CutPrefix(word, "Equal"); equal {
		return "eq-" + strings.ToLower(rest)
	}
	if rest, unequal := strings.CutPrefix(word, "NotEqual"); unequal {
		return "ne-" + strings.ToLower(rest)
	}
	return ""
}

// texts are a function's values as texts: PropertyValue, PropertyValues, or PropertyValue1 and PropertyValue2.
func (e *crmCall) texts() ([]string, *refusal) {
	var values []any
	for _, name := range []string{"PropertyValue", "PropertyValues", "PropertyValue1", "PropertyValue2"} {
		switch value := e.arguments[name].value.(type) {
		case nil:
		case []any:
			values = append(values, value...)
		default:
			values = append(values, value)
		}
	}
	texts := make([]string, 0, len(values))
	for _, value := range values {
		switch value := value.(type) {
		case string:
			texts = append(texts, value)
		case number:
			texts = append(texts, string(value))
		case guid:
			texts = append(texts, string(value))
		default:
			return nil, badQuery("The function '%s' does not take these values.", e.name)
		}
	}
	return texts, nil
}

// spanCall compiles the query functions that name a span of time: Today, LastXDays, ThisFiscalYear and their like.
func spanCall(e *crmCall, values []string) (valueTest, *refusal) {
	name := dashed(e.name)
	if from, until, ok := inFiscal(name, values, now()); ok {
		return within(from, until), nil
	}
	n := 0
	if len(values) > 0 {
		var ok bool
		if n, ok = wholeNumber(values[0]); !ok || n < 1 || n > 36500 {
			return nil, badQuery("The function '%s' needs a PropertyValue.", e.name)
		}
	}
	from, until, ok := span(name, n, now())
	if !ok || strings.Contains(name, "-x-") && n == 0 {
		return nil, notSupported("the query function " + e.name)
	}
	return within(from, until), nil
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
