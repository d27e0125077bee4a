package practice

import (
	"cmp"
	"net/http"
	"slices"
	"strings"
)

// findRow finds a row by what stands in the parentheses: its id, or the columns of an alternate key.
func (x *exchange) findRow(t *table, arguments string) (*row, *refusal) {
	if strings.Contains(arguments, "=") {
		name, value, _ := strings.Cut(arguments, "=")
		if named := strings.TrimSpace(name) == t.key(); !named || t.Name == "systemuser" || t.Name == "team" {
			return x.findByKey(t, arguments)
		}
		arguments = value
	}
	id, ok := parseGUID(strings.TrimSpace(arguments))
	if !ok {
		return nil, badQuery("Bad Request - Error in query syntax: '%s' is not an id.", arguments)
	}
	r := x.org.store.row(t.Name, string(id))
	if r == nil || !x.org.knobs.shows(r) {
		return nil, noRow(t.Name, string(id))
	}
	return r, nil
}

// keysOf is a table's alternate keys: its own, and those an organization was given.
func (k *Knobs) keysOf(t *table) [][]string {
	k.mu.Lock()
	defer k.mu.Unlock()
	return slices.Concat(t.Keys, k.keys[t.Name])
}

// readKey reads name=value pairs that together are one of the table's alternate keys, as a value for each column.
func (x *exchange) readKey(t *table, arguments string) (map[int]any, *refusal) {
	values, names := map[int]any{}, []string{}
	for _, part := range splitOutside(arguments, ',') {
		name, text, ok := strings.Cut(part, "=")
		name = strings.TrimSpace(name)
		i, known := t.property(name)
		if !ok || !known {
			return nil, badKey(t)
		}
		p := &filterParser{lexer: lexer{rest: text}, aliases: x.aliases}
		err := p.advance()
		if err != nil {
			return nil, err
		}
		o, err := p.operand()
		if err != nil || len(o.path) > 0 || p.now.kind != tokenEnd {
			return nil, badKey(t)
		}
		if values[i], err = keyValue(&t.Columns[i], o.value); err != nil {
			return nil, err
		}
		names = append(names, t.Columns[i].Name)
	}
	slices.Sort(names)
	for _, key := range x.org.knobs.keysOf(t) {
		if slices.Equal(slices.Sorted(slices.Values(key)), names) {
			return values, nil
		}
	}
	return nil, badKey(t)
}

func badKey(t *table) *refusal {
	return badQuery("The key in the request URI is not valid for resource 'Microsoft.Dynamics.CRM.%s'. Ensure that the names "+
		"and number of key properties match the declared or alternate key properties for the resource", t.Name)
}

// keyValue brings a literal into the form that a row stores.
func keyValue(c *column, value any) (any, *refusal) {
	fitting, err := literalFor(c, value)
	if err != nil {
		return nil, err
	}
	number, isNumber := fitting.(float64)
	id, isID := fitting.(guid)
	switch {
	case isNumber && c.Kind == kindMoney:
		return money(number * 10000), nil
	case isNumber && c.Kind != kindNumber:
		return int64(number), nil
	case isID && c.Kind == kindLookup && len(c.Targets) == 1:
		return ref{c.Targets[0], string(id)}, nil
	}
	return fitting, nil
}

func (x *exchange) findByKey(t *table, arguments string) (*row, *refusal) {
	values, err := x.readKey(t, arguments)
	if err != nil {
		return nil, err
	}
	if r := x.withValues(t, values, ""); r != nil {
		return r, nil
	}
	return nil, noKey(t)
}

func noKey(t *table) *refusal {
	return refuse(http.StatusNotFound, "0x80060891", "A record with the specified key values does not exist in %s entity", t.Name)
}

// withValues is the first row with these values, other than the one with the id.
func (x *exchange) withValues(t *table, values map[int]any, except string) *row {
	for _, r := range x.org.store.all(t.Name) {
		matches := r.id != except
		for i, value := range values {
			matches = matches && !r.isNull(i) && same(r.value(i), value)
		}
		if matches {
			return r
		}
	}
	return nil
}

// keyTaken refuses a row whose alternate key another one has. A key with an empty column is not held to be one.
func (x *exchange) keyTaken(r *row, p *payload) *refusal {
	for _, key := range x.org.knobs.keysOf(r.table) {
		values, touched := map[int]any{}, false
		for _, name := range key {
			i := r.table.at(name)
			if value := r.value(i); value != nil {
				values[i] = value
			}
			_, given := p.values[i]
			touched = touched || given
		}
		if touched && len(values) == len(key) && x.withValues(r.table, values, r.id) != nil {
			return refuse(http.StatusPreconditionFailed, "0x80060892", "Entity Key %s violated. A record with the same value for %s "+
				"already exists. A duplicate record cannot be created. Select one or more unique values and try again.",
				keyLabel(key), strings.Join(key, ", "))
		}
	}
	return nil
}

func keyLabel(columns []string) string { return "Key " + strings.Join(columns, " ") }

// duplicateRules are the duplicate detection rules that are published: a row is a duplicate if it agrees with another in
// all columns of one of them.
var duplicateRules = map[string][][]string{
	"account": {{"name"}, {"emailaddress1"}},
	"contact": {{"emailaddress1"}, {"firstname", "lastname"}},
	"lead":    {{"emailaddress1"}},
}

// duplicate refuses a row that duplicates another, where the request asks for that: the header is about suppressing, and
// duplicates are suppressed unless it says false. Older pages spell it with a hyphen, newer ones with a point.
func (x *exchange) duplicate(r *row) *refusal {
	rules, header := duplicateRules[r.table.Name], x.request.Header
	if len(rules) == 0 {
		return nil
	}
	if wanted := cmp.Or(header.Get("MSCRM.SuppressDuplicateDetection"), header.Get("MSCRM-SuppressDuplicateDetection")); !strings.
		EqualFold(wanted, "false") {
		return nil
	}
	for _, rule := range rules {
		values := map[int]any{}
		for _, name := range rule {
			if value := r.get(name); value != nil {
				values[r.table.at(name)] = value
			}
		}
		if len(values) == len(rule) && x.withValues(r.table, values, r.id) != nil {
			return refuse(x.org.knobs.duplicates(), "0x80040333", "A record was not created or updated because a duplicate of the "+
				"current record already exists.")
		}
	}
	return nil
}
