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
	if missing != nil && (missing.code != "0x80040217" && missing.code != "0x80060891" || match != "") {
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

// insertAt makes the row that an upsert did not find: with the id of the URL, or with its key columns.
func (x *exchange) insertAt(t *table, arguments string, p *payload) (*answer, *refusal) {
	name, after, named := strings.Cut(arguments, "=")
	if !named || strings.TrimSpace(name) == t.key() {
		if named {
			arguments = after
		}
		return x.insert(t, strings.ToLower(strings.TrimSpace(arguments)), p)
	}
	values, err := x.readKey(t, arguments)
	if err != nil {
		return nil, err
	}
	for i, value := range values {
		p.values[i] = value
	}
	return x.insert(t, chosenID(p), p)
}

func (x *exchange) update(r *row, t *table, p *payload) (*answer, *refusal) {
	q, err := x.representation(t)
	if err != nil {
		return nil, err
	}
	if q != nil {
		q.expand = nil // ignored on update
	}
	next, err := x.changeRow(r, p)
	if err != nil {
		return nil, err
	}
	return x.written(q, next, http.StatusOK), nil
}

// changeRow checks and stores a changed row.
func (x *exchange) changeRow(r *row, p *payload) (*row, *refusal) {
	if r.table.Name == "activityparty" || r.table.Closing || r.table.Kept || x.throughBase() {
		return nil, notAllowed(x.request.Method)
	}
	if err := x.mayWrite("Write", r); err != nil {
		return nil, err
	}
	if len(p.nested) > 0 {
		return nil, badBody("Deep update of navigation properties is not allowed.")
	}
	if closed(r) && !x.org.knobs.on(&x.org.knobs.editClosed) && !onlyState(r.table, p) {
		return nil, closedRow(r.table.Name)
	}
	next := r.copy()
	if err := x.apply(next, p, false); err != nil {
		return nil, err
	}
	for _, check := range []func() *refusal{
		func() *refusal { return x.mayHang(next, p) },
		func() *refusal { return x.keyTaken(next, p) },
		func() *refusal { return x.duplicate(next) },
		func() *refusal { return x.storeRow(next, p) },
	} {
		if err := check(); err != nil {
			return nil, err
		}
	}
	if next.ref("ownerid") != r.ref("ownerid") {
		x.org.reassign(next, x.caller.id)
	}
	if next.table.at("businessunitid") >= 0 && next.ref("businessunitid") != r.ref("businessunitid") {
		x.org.moveUnit(next)
	}
	return next, nil
}

// throughBase reports whether the request names a row by the base table, which cannot be written.
func (x *exchange) throughBase() bool {
	t := wholeSchema().bySet[x.path[0].name]
	return t != nil && t.Virtual
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
	if t.Virtual || t.Name == "activityparty" || t.Kept {
		return nil, notAllowed(x.request.Method)
	}
	if err := x.mayWrite("Delete", r); err != nil {
		return nil, err
	}
	if x.org.isHeld(r) {
		return nil, refuse(http.StatusMethodNotAllowed, "0x80040227", "The %s cannot be deleted because it is associated with "+
			"another record.", t.Name)
	}
	x.org.store.dropFiles(r)
	x.org.deleteRow(r)
	return changedAnswer(), nil
}

// parental lists the lookups whose rows belong to the row they point at: they go with it, and get its new owner.
func parental() []parentalLookup {
	lookups := []parentalLookup{{"activityparty", "activityid"}, {"annotation", "objectid"},
		{"environmentvariablevalue", "environmentvariabledefinitionid"}, {"opportunityclose", "opportunityid"},
		{"opportunitysalesprocess", "opportunityid"}}
	for _, t := range wholeSchema().tables {
		if t.Activity && !t.Virtual {
			lookups = append(lookups, parentalLookup{t.Name, "regardingobjectid"})
		}
	}
	return lookups
}

type parentalLookup struct{ table, column string }

// deleteRow deletes a row with what cascades.
func (o *Organization) deleteRow(r *row) {
	o.store.remove(r)
	for _, lookup := range parental() {
		for _, child := range slices.Clone(o.store.pointing(lookup.table, lookup.column, r.id)) {
			o.deleteRow(child)
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

// reassign gives a row's activities and notes to the row's new owner, as the relationships between contacts, accounts,
// leads, opportunities and their activities are documented to cascade.
func (o *Organization) reassign(parent *row, by string) {
	if o.knobs.on(&o.knobs.keepOwners) {
		return
	}
	for _, lookup := range parental() {
		for _, child := range slices.Clone(o.store.pointing(lookup.table, lookup.column, parent.id)) {
			if !child.table.Owned || child.ref("ownerid") == parent.ref("ownerid") {
				continue
			}
			next := child.copy()
			for _, name := range []string{"ownerid", "owninguser", "owningteam", "owningbusinessunit"} {
				next.set(name, parent.get(name))
			}
			next.set("modifiedon", now())
			next.set("modifiedby", ref{"systemuser", by})
			o.store.put(next)
			o.keepOwnerParty(next)
			o.reassign(next, by)
		}
	}
}

// keepOwnerParty makes the party that stands for an activity's owner follow a change.
func (o *Organization) keepOwnerParty(r *row) {
	for _, party := range slices.Clone(o.partyRows(r.id)) {
		if r.table.Activity && party.number("participationtypemask") == maskOwner {
			o.store.remove(party)
			if owner := r.ref("ownerid"); owner.table == "systemuser" {
				o.store.put(o.newParty(r, maskOwner, owner))
			}
		}
	}
}

// isHeld reports whether a row may not go because others point at it: business units, currencies, users and teams.
func (o *Organization) isHeld(r *row) bool {
	if !slices.Contains([]string{"businessunit", "transactioncurrency", "systemuser", "team"}, r.table.Name) {
		return false
	}
	for _, t := range wholeSchema().tables {
		for _, i := range t.lookupsOf(r.table.Name) {
			if len(o.store.pointing(t.Name, t.Columns[i].Name, r.id)) > 0 {
				return true
			}
		}
	}
	return false
}

// clearLookups empties the lookups that pointed at a deleted row.
func (o *Organization) clearLookups(gone *row) {
	if gone.table.Activity || gone.table.Name == "activityparty" || gone.table.Name == "annotation" {
		return
	}
	for _, t := range wholeSchema().tables {
		if t.Virtual {
			continue
		}
		for _, i := range t.lookupsOf(gone.table.Name) {
			for _, r := range slices.Clone(o.store.pointing(t.Name, t.Columns[i].Name, gone.id)) {
				next := r.copy()
				next.values[i] = nil
				o.store.put(next)
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
