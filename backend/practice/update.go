package practice

import (
	"net/http"
	"slices"
	"strings"
)

// upsert answers a PATCH of a row: an update, or a create where the row is not there, as If-Match and If-None-Match allow.
func (x *exchange) upsert(t *table, arguments string) (*answer, *refusal) {
	r, missing := x.findRow(t, arguments)
	match, none := x.request.Header.Get("If-Match"), x.request.Header.Get("If-None-Match")
	if missing != nil && (missing.code != "0x80040217" || match != "") {
		return nil, missing
	}
	if r != nil && none == "*" {
		return nil, rowExists()
	}
	body, err := x.readBody()
	if err != nil {
		return nil, err
	}
	p, err := x.readPayload(t, body)
	if err != nil {
		return nil, err
	}
	if r == nil {
		return x.insertAt(t, arguments, p)
	}
	return x.update(r, t, p)
}

func (x *exchange) insertAt(t *table, arguments string, p *payload) (*answer, *refusal) {
	id := arguments
	if _, after, named := strings.Cut(arguments, "="); named {
		id = after
	}
	return x.insert(t, strings.ToLower(strings.TrimSpace(id)), p)
}

func (x *exchange) update(r *row, t *table, p *payload) (*answer, *refusal) {
	if t.Virtual || t.Name == "activityparty" {
		return nil, notAllowed(x.request.Method)
	}
	if err := x.mayWrite("Write", r); err != nil {
		return nil, err
	}
	q, err := x.representation(t)
	if err != nil {
		return nil, err
	}
	if closed(r) && !x.org.knobs.closedEdits() && !onlyState(t, p) {
		return nil, closedRow(t.Name)
	}
	next := r.copy()
	if err := x.apply(next, p, false); err != nil {
		return nil, err
	}
	if err := x.mayHang(next, p); err != nil {
		return nil, err
	}
	return x.commit(q, next, p, http.StatusOK)
}

// mayWrite checks privilege and version of a row about to be changed or deleted.
func (x *exchange) mayWrite(verb string, r *row) *refusal {
	if err := x.caller.needOn(verb, r); err != nil {
		return err
	}
	if match := x.request.Header.Get("If-Match"); match != "" && match != "*" && match != etag(r) {
		return staleVersion()
	}
	return nil
}

// closed reports whether the row is one of those that are read-only once their state is not the open one.
func closed(r *row) bool {
	state := r.number("statecode")
	return r.table.Closes && state != 0 && (!r.table.Activity || state != 3) // 3 is Scheduled
}

func (k *Knobs) closedEdits() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.editClosed
}

// onlyState reports whether a payload changes nothing but state and status, or opens the row again.
func onlyState(t *table, p *payload) bool {
	if state, given := p.values[t.at("statecode")].(int64); given && state == 0 {
		return true
	}
	for i := range p.values {
		if kind := t.Columns[i].Kind; kind != kindState && kind != kindStatus && kind != kindKey {
			return false
		}
	}
	return !p.party
}

// setProperty answers PUT and DELETE of a single column, and PUT of an activity's parties.
func (x *exchange) setProperty(r *row, t *table, name string) (*answer, *refusal) {
	body := map[string]any{"value": nil}
	if x.request.Method == http.MethodPut {
		var err *refusal
		if body, err = x.readBody(); err != nil {
			return nil, err
		}
	}
	nav, isNav := t.navs[name]
	if isNav && nav.table != "activityparty" {
		return nil, notAllowed(x.request.Method)
	}
	p, err := x.readPayload(t, map[string]any{name: body["value"]})
	if err != nil {
		return nil, err
	}
	return x.update(r, t, p)
}

// remove answers a DELETE of a row.
func (x *exchange) remove(r *row, t *table) (*answer, *refusal) {
	if t.Virtual || t.Name == "activityparty" {
		return nil, notAllowed(x.request.Method)
	}
	if err := x.mayWrite("Delete", r); err != nil {
		return nil, err
	}
	x.org.deleteRow(r)
	return &answer{status: http.StatusNoContent, header: http.Header{}, changed: true}, nil
}

// deleteRow deletes a row with what cascades: parties, notes, values of a definition, and the activities of a record.
func (o *Organization) deleteRow(r *row) {
	navs := []string{"activityparty", "annotation", "environmentvariablevalue", "task", "phonecall", "li_inmail", "li_message",
		"li_pointdrivepresentationviewed"}
	o.store.remove(r)
	for _, name := range navs {
		t := wholeSchema().byName[name]
		for _, child := range slices.Clone(o.store.all(name)) {
			for _, column := range []string{"activityid", "objectid", "environmentvariabledefinitionid", "regardingobjectid"} {
				if t.at(column) > 0 && child.ref(column).id == r.id {
					o.deleteRow(child)
					break
				}
			}
		}
	}
	o.clearLookups(r)
	for relation, pairs := range o.store.links {
		for pair := range pairs {
			if pair.left == r.id || pair.right == r.id {
				o.store.disconnect(relation, pair)
			}
		}
	}
}

// clearLookups empties the lookups that pointed at a deleted row.
func (o *Organization) clearLookups(gone *row) {
	if gone.table.Activity || gone.table.Name == "activityparty" || gone.table.Name == "annotation" {
		return
	}
	for _, t := range wholeSchema().tables {
		if columns := t.lookupsOf(gone.table.Name); len(columns) > 0 && !t.Virtual {
			for _, r := range slices.Clone(o.store.all(t.Name)) {
				o.clearLookup(r, gone, columns)
			}
		}
	}
}

// lookupsOf lists the columns that may point at a table.
func (t *table) lookupsOf(target string) []int {
	var columns []int
	for i := range t.Columns {
		if slices.Contains(t.Columns[i].Targets, target) {
			columns = append(columns, i)
		}
	}
	return columns
}

func (o *Organization) clearLookup(r, gone *row, columns []int) {
	var next *row
	for _, i := range columns {
		if target, ok := r.values[i].(ref); ok && target.id == gone.id {
			if next == nil {
				next = r.copy()
			}
			next.values[i] = nil
		}
	}
	if next != nil {
		o.store.put(next)
	}
}
