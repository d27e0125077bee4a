package practice

// reaches reports whether the caller's privilege covers the row: all rows, those of business units, or the caller's and
// the caller's teams' own. A table without owners is covered by any depth.
func (c *caller) reaches(verb string, r *row) bool {
	d := c.depth("prv" + verb + r.table.Right)
	switch {
	case d == depthNone || d == depthGlobal || !r.table.Owned:
		return d != depthNone
	case c.owns(r.ref("ownerid")):
		return true
	case d == depthLocal:
		return r.ref("owningbusinessunit") == c.unit
	case d == depthDeep:
		return c.oversees(r.ref("owningbusinessunit").id)
	}
	return false
}

// owns reports whether an owner is the caller, or a team the caller is in.
func (c *caller) owns(owner ref) bool {
	if owner.table != "team" {
		return owner.id == c.id
	}
	if c.teams == nil {
		c.teams = map[string]bool{c.id: true} // the caller may be a team itself
		for _, team := range c.org.store.linked(wholeSchema().byName["systemuser"].navs["teammembership_association"], c.id) {
			c.teams[team.id] = true
		}
	}
	return c.teams[owner.id]
}

// oversees reports whether a business unit is the caller's or below it.
func (c *caller) oversees(unit string) bool {
	if c.units == nil {
		c.units = map[string]bool{}
		for _, id := range c.org.store.below("businessunit", c.unit.id) {
			c.units[id] = true
		}
	}
	return c.units[unit]
}

// principal is a user or a team as a caller, to ask what it may do.
func (o *Organization) principal(r *row) *caller {
	c := &caller{org: o, id: r.id, user: r, unit: r.ref("businessunitid")}
	if r.table.Name == "team" {
		for _, role := range o.store.linked(r.table.navs["teamroles_association"], r.id) {
			c.roles = append(c.roles, role.id)
		}
		return c
	}
	c.roles = o.rolesOf(r.id)
	return c
}

// unitOf is the business unit of an owner.
func (o *Organization) unitOf(owner ref) ref {
	if r := o.store.row(owner.table, owner.id); r != nil && r.ref("businessunitid").id != "" {
		return r.ref("businessunitid")
	}
	return o.unit()
}

// moveUnit takes a user's or a team's rows along to another business unit.
func (o *Organization) moveUnit(owner *row) {
	for _, t := range wholeSchema().tables {
		if !t.Owned || t.Virtual {
			continue
		}
		for _, r := range append([]*row{}, o.store.pointing(t.Name, "ownerid", owner.id)...) {
			next := r.copy()
			next.set("owningbusinessunit", owner.ref("businessunitid"))
			o.store.put(next)
		}
	}
}
