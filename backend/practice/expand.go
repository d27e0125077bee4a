package practice

import (
	"net/url"
	"slices"
	"strings"
)

func (x *exchange) readExpand(q *query, text string) *refusal {
	for _, part := range splitOutside(text, ',') {
		e, err := x.readExpansion(q.table, strings.TrimSpace(part))
		if err != nil {
			return err
		}
		if slices.ContainsFunc(q.expand, func(other *expansion) bool { return other.name == e.name }) {
			return badQuery("The navigation property '%s' is expanded more than once.", e.name)
		}
		q.expand = append(q.expand, e)
	}
	return nil
}

func (x *exchange) readExpansion(t *table, text string) (*expansion, *refusal) {
	name, rest, nested := strings.Cut(text, "(")
	if nested && !strings.HasSuffix(rest, ")") {
		return nil, badQuery("Syntax error in $expand near '%s'.", text)
	}
	name, link := strings.CutSuffix(name, "/$ref")
	nav, ok := t.navs[name]
	target := wholeSchema().byName[nav.table]
	if name == "ownerid" && ok {
		target = wholeSchema().byName["systemuser"] // principal: what users and teams share is read from the user table
		nav.table = "systemuser"
	}
	if !ok || target == nil || !x.org.knobs.has(nav.table) {
		return nil, noProperty(name, t.Name)
	}
	if link && nav.many {
		return nil, badQuery("Expand with $ref is only supported on lookup type navigation property.")
	}
	if err := x.caller.need("Read", target); err != nil {
		return nil, err
	}
	e := &expansion{name: name, nav: nav, link: link}
	options, err := e.readOptions(strings.TrimSuffix(rest, ")"), nested)
	if err != nil {
		return nil, err
	}
	e.query, err = x.buildQuery(target, func(key string) (string, bool) { v, ok := options[key]; return v, ok })
	return e, err
}

// readOptions reads the options of one expansion.
func (e *expansion) readOptions(text string, given bool) (map[string]string, *refusal) {
	options := map[string]string{}
	if !given {
		return options, nil
	}
	var raw []string
	for _, part := range splitOutside(text, ';') {
		name, value, ok := strings.Cut(strings.TrimSpace(part), "=")
		if _, twice := options[name]; twice || !ok {
			return nil, badQuery("Syntax error in $expand near '%s'.", part)
		}
		if !slices.Contains([]string{"$select", "$filter", "$orderby", "$top", "$expand"}, name) {
			return nil, badQuery("The query option '%s' is not supported inside $expand.", name)
		}
		options[name] = value
		raw = append(raw, name+"="+strings.ReplaceAll(url.QueryEscape(value), "+", "%20"))
	}
	e.raw = strings.Join(raw, "&")
	return options, nil
}

// checkExpansions holds a whole query to the service's rules: no more than 15 expansions in all; many-to-many
// relationships stand alone; behind lookups, and everywhere once one expansion stands in another, $top and $orderby are
// not supported.
func (q *query) checkExpansions() *refusal {
	count, deepest, linked := q.countExpansions(0)
	switch {
	case count > mostExpands:
		return badQuery("The number of $expand options exceeds the maximum of %d.", mostExpands)
	case linked && (deepest > 1 || count > 1):
		return badQuery("Expanding a many-to-many relationship together with other expansions is not supported.")
	}
	q.nested = deepest > 1
	return q.checkInner(q.nested)
}

func (q *query) countExpansions(depth int) (count, deepest int, linked bool) {
	deepest = depth
	for _, e := range q.expand {
		inner, below, has := e.query.countExpansions(depth + 1)
		count, deepest, linked = count+1+inner, max(deepest, below), linked || has || e.nav.link != ""
	}
	return count, deepest, linked
}

func (q *query) checkInner(nested bool) *refusal {
	for _, e := range q.expand {
		if inner := e.query; (nested || !e.nav.many) && (inner.top >= 0 || inner.order != nil) {
			return badQuery("Only $select and $filter clause can be provided while doing $expand on many-to-one relationship or " +
				"nested one-to-many relationship.")
		}
		if err := e.query.checkInner(nested); err != nil {
			return err
		}
	}
	return nil
}
