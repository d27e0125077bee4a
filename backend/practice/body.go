package practice

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// largestBody is what one request may carry. Larger ones get 413.
const largestBody = 16 << 20

// payload is a body, checked against a table: column values by index, parties where an activity carries them, and rows to
// make or to bind along with it.
type payload struct {
	values  map[int]any
	parties []map[string]any
	party   bool // parties were given
	binds   []ref
	nested  []nested
}

// nested is what a deep insert holds under one navigation property: rows to make, or rows to bind to a collection.
type nested struct {
	nav    navigation
	bodies []map[string]any
	links  []ref
}

// bufferBody reads the body before any lock is taken: a slow sender must not hold up others.
func (x *exchange) bufferBody() *refusal {
	if x.request.Body == nil {
		x.request.Body = http.NoBody
		return nil
	}
	body, err := io.ReadAll(io.LimitReader(x.request.Body, largestBody+1))
	if err != nil {
		return badBody("The body could not be read.")
	}
	if len(body) > largestBody {
		return refuse(http.StatusRequestEntityTooLarge, "0x80060888", "The request is too large.")
	}
	x.request.Body = io.NopCloser(bytes.NewReader(body))
	return nil
}

// markRoom is enough to look for a mark at the beginning of a body; the decoder has room of its own.
const markRoom = 512

// readBody reads a JSON object.
func (x *exchange) readBody() (map[string]any, *refusal) {
	reader := bufio.NewReaderSize(http.MaxBytesReader(nil, x.request.Body, largestBody), markRoom)
	if mark, err := reader.Peek(3); err == nil && string(mark) == "\ufeff" { // clients on Windows send one
		_, _ = reader.Discard(len(mark))
	}
	decoder := json.NewDecoder(reader)
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

// readNavigation reads a navigation property without @odata.bind: null clears a lookup, an array of parties belongs to an
// activity, and other objects and arrays are a deep insert.
func (x *exchange) readNavigation(t *table, p *payload, nav navigation, raw any) *refusal {
	list, isList := raw.([]any)
	one, isObject := raw.(map[string]any)
	switch {
	case raw == nil && !nav.many:
		p.values[t.at(nav.column)] = nil
		return nil
	case isObject && !nav.many && nav.table != "":
		p.nested = append(p.nested, nested{nav: nav, bodies: []map[string]any{one}})
		return nil
	case !isList || !nav.many:
		return badBody("Error identified in Payload provided by the user for Entity :'%s', '%s' is a navigation property.",
			t.Set, nav.name)
	}
	bodies := make([]map[string]any, 0, len(list))
	for _, item := range list {
		body, ok := item.(map[string]any)
		if !ok {
			return badBody("Error identified in Payload provided by the user for Entity :'%s', a member of '%s' is not an object.",
				t.Set, nav.name)
		}
		bodies = append(bodies, body)
	}
	if nav.table == "activityparty" {
		p.party, p.parties = true, bodies
	} else {
		p.nested = append(p.nested, nested{nav: nav, bodies: bodies})
	}
	return nil
}

// readBind sets a lookup from "<nav>@odata.bind". Setting one of a polymorphic lookup's properties replaces the others,
// since all of them are one column.
func (x *exchange) readBind(t *table, p *payload, property string, raw any) *refusal {
	nav, ok := t.navs[property]
	if !ok {
		return undeclared(property)
	}
	if nav.many {
		return x.readBinds(t, p, nav, raw)
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

// readBinds reads the rows that a new row's collection begins with.
func (x *exchange) readBinds(t *table, p *payload, nav navigation, raw any) *refusal {
	list, ok := raw.([]any)
	if !ok || nav.table == "activityparty" {
		return badBody("Error identified in Payload provided by the user for Entity :'%s', '%s' takes a list of links.", t.Set, nav.name)
	}
	n := nested{nav: nav}
	for _, item := range list {
		text, _ := item.(string)
		target, err := x.readLink(text)
		if err != nil {
			return err
		}
		if !fits(nav.table, target.table) {
			return badBody("Error identified in Payload provided by the user for Entity :'%s', a %s cannot be bound to '%s'.",
				t.Set, target.table, nav.name)
		}
		n.links = append(n.links, target)
	}
	p.nested = append(p.nested, n)
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

// readLink finds the row a link names: "/contacts(<guid>)", "contacts(<guid>)", the same with an alternate key, an absolute
// URL of this organization, or, in a change set, the content id of an earlier part.
func (x *exchange) readLink(text string) (ref, *refusal) {
	if id, ok := strings.CutPrefix(text, "$"); ok {
		return x.content(id)
	}
	rest := strings.TrimPrefix(text, "/")
	if u, err := url.Parse(text); err == nil && u.IsAbs() {
		_, after, ok := strings.Cut(u.Path, "/api/data/v")
		if _, after, _ = strings.Cut(after, "/"); !ok || !strings.EqualFold(u.Scheme+"://"+u.Host, x.origin) {
			return ref{}, badBody("The link '%s' does not lead to this organization.", text)
		}
		rest = after
	}
	rest = strings.TrimPrefix(rest, "api/data/"+x.version+"/")
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
