package practice

import (
	"net/http"
	"strings"
	"time"
)

// create answers a POST to a set. The body may choose the id.
func (x *exchange) create(t *table) (*answer, *refusal) {
	body, err := x.readBody()
	if err != nil {
		return nil, err
	}
	p, err := x.readPayload(t, body)
	if err != nil {
		return nil, err
	}
	return x.insertNew(t, p)
}

func (x *exchange) insertNew(t *table, p *payload) (*answer, *refusal) {
	return x.insert(t, chosenID(p), p)
}

// chosenID is the id that a payload chose, or a new one.
func chosenID(p *payload) string {
	if id, _ := p.values[0].(guid); id != "" {
		return string(id)
	}
	return string(newID())
}

func (x *exchange) insert(t *table, id string, p *payload) (*answer, *refusal) {
	q, err := x.representation(t)
	if err != nil {
		return nil, err
	}
	r, err := x.makeRow(t, id, p, 0)
	if err != nil {
		return nil, err
	}
	return x.written(q, r, http.StatusCreated), nil
}

// deepestInsert is how many rows may hang under each other in one deep insert.
const deepestInsert = 10

// makeRow checks and stores a new row, with the rows that a deep insert brings along.
func (x *exchange) makeRow(t *table, id string, p *payload, depth int) (*row, *refusal) {
	if t.Virtual || t.Name == "activityparty" || t.Closing || t.Kept {
		return nil, notAllowed(x.request.Method)
	}
	if depth > deepestInsert {
		return nil, badBody("The payload is nested too deeply.")
	}
	if err := x.caller.need("Create", t); err != nil {
		return nil, err
	}
	if x.idTaken(t, id) {
		return nil, rowExists()
	}
	if err := x.makeParents(p, t, depth); err != nil {
		return nil, err
	}
	r := newRow(t, id)
	x.stampNew(r)
	if err := x.apply(r, p, true); err != nil {
		return nil, err
	}
	for _, check := range []func() *refusal{
		func() *refusal { return x.mayHang(r, p) },
		func() *refusal { return x.keyTaken(r, p) },
		func() *refusal { return x.duplicate(r) },
		func() *refusal { return x.storeRow(r, p) },
		func() *refusal { return x.makeChildren(r, p, depth) },
	} {
		if err := check(); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// makeParents makes the rows that a deep insert puts under lookups, and points the lookups at them.
func (x *exchange) makeParents(p *payload, t *table, depth int) *refusal {
	for _, n := range p.nested {
		if n.nav.many {
			continue
		}
		parent, err := x.makeNested(wholeSchema().byName[n.nav.table], n.bodies[0], nil, depth)
		if err != nil {
			return err
		}
		p.values[t.at(n.nav.column)] = ref{parent.table.Name, parent.id}
	}
	return nil
}

func (x *exchange) makeNested(t *table, body map[string]any, with func(*payload), depth int) (*row, *refusal) {
	if !x.org.knobs.has(t.Name) {
		return nil, noSegment(t.Set)
	}
	p, err := x.readPayload(t, body)
	if err != nil {
		return nil, err
	}
	if with != nil {
		with(p)
	}
	return x.makeRow(t, chosenID(p), p, depth+1)
}

// makeChildren makes the rows that a deep insert puts into collections, and binds those it names.
func (x *exchange) makeChildren(r *row, p *payload, depth int) *refusal {
	me := ref{r.table.Name, r.id}
	for _, n := range p.nested {
		if !n.nav.many {
			continue
		}
		t := wholeSchema().byName[n.nav.table]
		for _, body := range n.bodies {
			child, err := x.makeNested(t, body, func(p *payload) {
				if n.nav.link == "" {
					p.values[t.at(n.nav.column)], p.binds = me, append(p.binds, me)
				}
			}, depth)
			if err != nil {
				return err
			}
			x.join(r, child, n.nav)
		}
		for _, link := range n.links {
			if err := x.bindChild(r, x.org.store.row(link.table, link.id), n.nav); err != nil {
				return err
			}
		}
	}
	return nil
}

// join links two rows where the collection is a many-to-many relationship.
func (x *exchange) join(r, other *row, nav navigation) {
	switch {
	case nav.link == "":
	case nav.far:
		x.org.store.connect(nav.link, link{other.id, r.id})
	default:
		x.org.store.connect(nav.link, link{r.id, other.id})
	}
}

func (x *exchange) bindChild(r, child *row, nav navigation) *refusal {
	if nav.link != "" {
		x.join(r, child, nav)
		return nil
	}
	me := ref{r.table.Name, r.id}
	_, err := x.changeRow(child, &payload{values: map[int]any{child.table.at(nav.column): me}, binds: []ref{me}})
	return err
}

// idTaken: all activity tables share one space of ids.
func (x *exchange) idTaken(t *table, id string) bool {
	for _, name := range shelvesOf(t) {
		if x.org.store.row(name, id) != nil {
			return true
		}
	}
	return false
}

func (x *exchange) stampNew(r *row) {
	at, me := now(), ref{"systemuser", x.caller.id}
	r.set("createdon", at)
	r.set("createdby", me)
	if x.caller.behalf != "" {
		r.set("createdonbehalfby", ref{"systemuser", x.caller.behalf})
	}
	if r.table.Owned {
		r.set("ownerid", me)
	}
	if r.table.Activity {
		r.set("activitytypecode", r.table.Name)
	}
	r.set("businessunitid", x.org.unit())
	if r.table.at("transactioncurrencyid") >= 0 {
		r.set("transactioncurrencyid", x.org.currency())
	}
}

// apply puts a payload's values into an unstored row and works out what the server works out.
func (x *exchange) apply(r *row, p *payload, creating bool) *refusal {
	before := r.copy()
	for i, value := range p.values {
		c := &r.table.Columns[i]
		switch {
		case i == 0, c.Fixed && !creating:
			continue
		case c.Kind == kindState && creating && !x.org.knobs.on(&x.org.knobs.stateAtCreate):
			continue
		}
		r.values[i] = value
	}
	if _, given := p.values[r.table.at("entityimage")]; given {
		r.keepImage(x.org.store.version + 1)
	}
	if err := x.settle(r, p, creating); err != nil {
		return err
	}
	if err := x.settleOwner(r, before); err != nil {
		return err
	}
	x.derive(r, creating)
	return nil
}

// settle makes state and status agree: a status alone has to belong to the state, a state alone takes its default status.
func (x *exchange) settle(r *row, p *payload, creating bool) *refusal {
	stateAt, statusAt := r.table.at("statecode"), r.table.at("statuscode")
	if stateAt < 0 {
		return nil
	}
	state, ok := r.values[stateAt].(int64)
	if _, known := r.table.Columns[stateAt].option(state); !ok || !known {
		return badArgument("%v is not a valid state for %s.", r.values[stateAt], r.table.Name)
	}
	_, stateGiven := p.values[stateAt]
	if _, statusGiven := p.values[statusAt]; stateGiven && !statusGiven && (!creating || x.org.knobs.on(&x.org.knobs.stateAtCreate)) {
		for _, o := range r.table.Columns[statusAt].Options {
			if o.State == state {
				r.values[statusAt] = o.Value
				break
			}
		}
	}
	status, _ := r.values[statusAt].(int64)
	if o, known := r.table.Columns[statusAt].option(status); !known || o.State != state {
		label, _ := r.table.Columns[stateAt].option(state)
		return refuse(http.StatusBadRequest, "0x80048408", "%d is not a valid status code for state code %sState.%s on %s with "+
			"Id %s.", status, r.table.Schema, strings.ReplaceAll(label.Label, " ", ""), r.table.Name, r.id)
	}
	return nil
}

// settleOwner checks the owner and fills the columns that follow it.
func (x *exchange) settleOwner(r, before *row) *refusal {
	if !r.table.Owned {
		return nil
	}
	owner := r.ref("ownerid")
	if owner == (ref{}) {
		return badArgument("The owner of a %s cannot be empty.", r.table.Name)
	}
	if owner != before.ref("ownerid") {
		if err := x.mayOwn(r.table, owner); err != nil {
			return err
		}
	}
	r.set("owninguser", nil)
	r.set("owningteam", nil)
	r.set("owningbusinessunit", x.org.unitOf(owner))
	if owner.table == "team" {
		r.set("owningteam", owner)
	} else {
		r.set("owninguser", owner)
	}
	return nil
}

// mayOwn refuses an owner who is disabled or cannot read the table, and a caller without the right to assign.
func (x *exchange) mayOwn(t *table, owner ref) *refusal {
	if err := x.caller.need("Assign", t); err != nil {
		return err
	}
	r := x.org.store.row(owner.table, owner.id)
	if disabled, _ := r.get("isdisabled").(bool); disabled {
		return refuse(http.StatusBadRequest, "0x8004022b", "The specified owner has been disabled.")
	}
	if x.org.principal(r).depth("prvRead"+t.Right) == depthNone {
		return refuse(http.StatusForbidden, "0x80040231", "Target user or team does not hold required privileges.")
	}
	return nil
}

// derive fills what the server works out from other columns.
func (x *exchange) derive(r *row, creating bool) {
	if r.table.at("fullname") >= 0 {
		name := strings.TrimSpace(r.text("firstname") + " " + r.text("lastname"))
		r.set("fullname", nilIfEmpty(name))
	}
	if given, ok := r.get("overriddencreatedon").(time.Time); ok && creating {
		r.set("overriddencreatedon", r.get("createdon"))
		r.set("createdon", given)
	}
	if r.table.Name == "annotation" {
		r.set("objecttypecode", nilIfEmpty(r.ref("objectid").table))
	}
	if r.table.Name == "environmentvariablevalue" {
		r.set("schemaname", nilIfEmpty(x.org.store.display(r.ref("environmentvariabledefinitionid"))))
	}
	r.set("modifiedon", now())
	r.set("modifiedby", ref{"systemuser", x.caller.id})
	if x.caller.behalf != "" {
		r.set("modifiedonbehalfby", ref{"systemuser", x.caller.behalf})
	}
}

func nilIfEmpty(text string) any {
	if text == "" {
		return nil
	}
	return text
}

// mayHang checks that the caller may append the row to what it was bound to, and that those rows may be seen.
func (x *exchange) mayHang(r *row, p *payload) *refusal {
	for _, target := range p.binds {
		found := x.org.store.row(target.table, target.id)
		if found == nil || !isRecord(found.table.Right) {
			continue
		}
		if err := x.caller.need("Append", r.table); err != nil {
			return err
		}
		if err := x.caller.needOn("AppendTo", found); err != nil {
			return err
		}
	}
	return nil
}

// representation reads the $select of a write that wants its row back.
func (x *exchange) representation(t *table) (*query, *refusal) {
	if !x.prefer.representation {
		return nil, nil
	}
	return x.readQuery(t)
}

// storeRow stores the row and its parties.
func (x *exchange) storeRow(r *row, p *payload) *refusal {
	parties, err := x.partiesOf(r, p)
	if err != nil {
		return err
	}
	x.org.store.put(r)
	x.replaceParties(r, parties)
	return nil
}

// written answers a write: with the row where it was asked for, else with its address. After a write by alternate key the
// address is the one that was asked, as the service answers.
func (x *exchange) written(q *query, r *row, status int) *answer {
	a := changedAnswer()
	if q != nil {
		a = x.rowAnswer(status, q, r)
		a.changed = true
	} else {
		address := x.address(r)
		if first := x.path[0]; len(x.path) == 1 && first.called && strings.Contains(first.arguments, "=") {
			address = x.root() + r.table.Set + "(" + first.arguments + ")"
		}
		a.header.Set(entityID, address)
	}
	a.made = ref{r.table.Name, r.id}
	return a
}
