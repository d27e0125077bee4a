package practice

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// largestBody is what one request may carry. Larger ones get 413.
const largestBody = 16 << 20

// payload is a body, checked against a table: column values by index, and parties where an activity carries them.
type payload struct {
	values  map[int]any
	parties []map[string]any
	party   bool // parties were given
	binds   []ref
}

// readBody reads a JSON object.
func (x *exchange) readBody() (map[string]any, *refusal) {
	decoder := json.NewDecoder(http.MaxBytesReader(nil, x.request.Body, largestBody))
	decoder.UseNumber()
	var body map[string]any
	if err := decoder.Decode(&body); err != nil {
		if _, large := err.(*http.MaxBytesError); large { //nolint:errorlint // returned unwrapped by the decoder
			return nil, refuse(http.StatusRequestEntityTooLarge, "0x80060888", "The request is too large.")
		}
		return nil, badBody("Error identified in Payload provided by the user: the body is not a JSON object.")
	}
	if _, err := decoder.Token(); err != io.EOF {
		return nil, badBody("Error identified in Payload provided by the user: there is something behind the JSON object.")
	}
	return body, nil
}

// readPayload checks a body's members one by one, in a fixed order, so that the same wrong body gets the same answer.
func (x *exchange) readPayload(t *table, body map[string]any) (*payload, *refusal) {
	p := &payload{values: map[int]any{}}
	names := make([]string, 0, len(body))
	for name := range body {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if err := x.readMember(t, p, name, body); err != nil {
			return nil, err
		}
	}
	return p, nil
}

func (x *exchange) readMember(t *table, p *payload, name string, body map[string]any) *refusal {
	raw := body[name]
	if property, bound := strings.CutSuffix(name, "@odata.bind"); bound {
		return x.readBind(t, p, property, raw)
	}
	if property, annotation, annotated := strings.Cut(name, "@"); annotated {
		if _, given := body[property]; property == "" || given || strings.HasPrefix(annotation, "OData.") {
			return nil
		}
		return undeclared(property)
	}
	if nav, ok := t.navs[name]; ok {
		return x.readNavigation(t, p, nav, raw)
	}
	i, ok := t.property(name)
	if !ok {
		return badBody("Error identified in Payload provided by the user for Entity :'%s', The property '%s' does not exist "+
			"on type 'Microsoft.Dynamics.CRM.%s'. Make sure to only use property names that are defined by the type.",
			t.Set, name, t.Name)
	}
	c := &t.Columns[i]
	if c.Kind == kindLookup {
		return badBody("CRM do not support direct update of Entity Reference properties, Use Navigation properties instead.")
	}
	if c.Server {
		return nil
	}
	value, err := readValue(t, c, raw)
	p.values[i] = value
	return err
}

func undeclared(name string) *refusal {
	return badBody("An error occurred while validating input parameters: Microsoft.OData.ODataException: An undeclared "+
		"property '%s' which only has property annotations in the payload but no property value was found in the payload. In "+
		"OData, only declared navigation properties and declared named streams can be represented as properties without "+
		"values.", name)
}

// readNavigation reads a navigation property without @odata.bind: null clears a lookup, and an array of parties is an
// activity's deep insert.
func (x *exchange) readNavigation(t *table, p *payload, nav navigation, raw any) *refusal {
	if raw == nil && !nav.many {
		p.values[t.at(nav.column)] = nil
		return nil
	}
	list, isList := raw.([]any)
	_, isObject := raw.(map[string]any)
	switch {
	case isList && nav.many && nav.table == "activityparty":
	case isList || isObject:
		return notSupported("deep insert of " + nav.name)
	default:
		return badBody("Error identified in Payload provided by the user for Entity :'%s', '%s' is a navigation property.",
			t.Set, nav.name)
	}
	p.party = true
	for _, item := range list {
		party, ok := item.(map[string]any)
		if !ok {
			return badBody("Error identified in Payload provided by the user for Entity :'%s', a party is not an object.", t.Set)
		}
		p.parties = append(p.parties, party)
	}
	return nil
}

// readBind sets a lookup from "<nav>@odata.bind". Setting one of a polymorphic lookup's properties replaces the others,
// since all of them are one column.
func (x *exchange) readBind(t *table, p *payload, property string, raw any) *refusal {
	nav, ok := t.navs[property]
	if !ok || nav.many {
		return undeclared(property)
	}
	i := t.at(nav.column)
	if t.Columns[i].Server {
		return nil
	}
	if raw == nil {
		p.values[i] = nil
		return nil
	}
	text, ok := raw.(string)
	if !ok {
		return badBody("Error identified in Payload provided by the user for Entity :'%s', '%s' is not a link.", t.Set, property)
	}
	target, err := x.readLink(text)
	if err != nil {
		return err
	}
	if nav.table != "" && !fits(nav.table, target.table) || !slices.Contains(t.Columns[i].Targets, bound(nav, target.table)) {
		return badBody("Error identified in Payload provided by the user for Entity :'%s', a %s cannot be bound to '%s'.",
			t.Set, target.table, property)
	}
	p.values[i] = target
	p.binds = append(p.binds, target)
	return nil
}

func fits(wanted, given string) bool {
	t := wholeSchema().byName[given]
	return wanted == given || wanted == "activitypointer" && t != nil && t.Activity
}

func bound(nav navigation, given string) string {
	if nav.table == "activitypointer" {
		return nav.table
	}
	return given
}

// readLink finds the row a link names: "/contacts(<guid>)", "contacts(<guid>)" or an absolute URL of this organization.
func (x *exchange) readLink(text string) (ref, *refusal) {
	rest := strings.TrimPrefix(text, "/")
	if u, err := url.Parse(text); err == nil && u.IsAbs() {
		_, after, ok := strings.Cut(u.Path, "/api/data/v")
		if _, after, _ = strings.Cut(after, "/"); !ok || !strings.EqualFold(u.Scheme+"://"+u.Host, x.origin) {
			return ref{}, badBody("The link '%s' does not lead to this organization.", text)
		}
		rest = after
	}
	segments, err := splitPath(rest)
	if err != nil || len(segments) != 1 || !segments[0].called {
		return ref{}, badBody("The link '%s' does not name a row.", text)
	}
	t := wholeSchema().bySet[segments[0].name]
	if t == nil || !x.org.knobs.has(t.Name) {
		return ref{}, noSegment(segments[0].name)
	}
	r, err := x.findRow(t, segments[0].arguments)
	if err != nil {
		return ref{}, err
	}
	return ref{r.table.Name, r.id}, nil
}

// findRow finds a row by what stands in the parentheses: its id, or an alternate key.
func (x *exchange) findRow(t *table, arguments string) (*row, *refusal) {
	if name, value, named := strings.Cut(arguments, "="); named {
		if name = strings.TrimSpace(name); name != t.key() {
			return x.findByKey(t, name, value)
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

func (x *exchange) findByKey(t *table, name, value string) (*row, *refusal) {
	i, ok := t.property(name)
	if !ok || !slices.Contains(t.Keys, name) {
		return nil, badQuery("The key in the request URI is not valid for resource 'Microsoft.Dynamics.CRM.%s'. Ensure that "+
			"the names and number of key properties match the declared or alternate key properties for the resource", t.Name)
	}
	e, err := parseFilter(t.Columns[i].wireName()+" eq "+value, nil)
	if err != nil {
		return nil, err
	}
	passes, err := (&scope{table: t, store: x.org.store}).compile(e)
	if err != nil {
		return nil, err
	}
	for _, r := range x.org.store.all(t.Name) {
		if passes(r) {
			return r, nil
		}
	}
	return nil, refuse(http.StatusNotFound, "0x80060891", "A record with the specified key values does not exist in %s entity",
		t.Name)
}
