package practice

import (
	"slices"
	"strings"
)

// Rows made out of others: qualifying a lead, starting a row from another one, and merging two.

// mapping says which columns of a new row are taken from which columns of another one.
type mapping struct {
	columns map[string]string // column of the new row by column of the old one
	back    string            // lookup of the new row that points at the old one
}

// mappings follow the relationship mappings that the Sales application comes with, as far as the columns are here.
func mappingOf(from, to string) (mapping, bool) {
	same := func(names ...string) map[string]string {
		columns := map[string]string{}
		for _, name := range names {
			columns[name] = name
		}
		return columns
	}
	where := []string{"telephone1", "websiteurl", "address1_line1", "address1_city", "address1_stateorprovince",
		"address1_postalcode", "address1_country", "description", "transactioncurrencyid"}
	m := mapping{back: "originatingleadid"}
	switch from + " " + to {
	case "lead contact":
		m.columns = same(append(where, "firstname", "lastname", "jobtitle", "mobilephone", "emailaddress1", "emailaddress2",
			"emailaddress3")...)
	case "lead account":
		m.columns = same(append(where, "emailaddress1")...)
		m.columns["companyname"] = "name"
	case "lead opportunity":
		m.columns = same("description", "transactioncurrencyid", "parentaccountid", "parentcontactid")
		m.columns["subject"] = "name"
	case "account contact":
		m.columns, m.back = same(where[2:len(where)-2]...), "parentcustomerid"
	case "account opportunity":
		m.columns, m.back = same("transactioncurrencyid"), "parentaccountid"
	case "contact opportunity":
		m.columns, m.back = same("transactioncurrencyid"), "parentcontactid"
	default:
		return m, false
	}
	return m, true
}

// mapped is the payload of a new row with what it takes from another one.
func mapped(from *row, to *table) *payload {
	p := &payload{values: map[int]any{}}
	m, ok := mappingOf(from.table.Name, to.Name)
	if !ok {
		return p
	}
	for source, target := range m.columns {
		if value := from.get(source); value != nil && to.at(target) >= 0 {
			p.values[to.at(target)] = value
		}
	}
	p.values[to.at(m.back)] = ref{from.table.Name, from.id}
	return p
}

// qualifyLead answers QualifyLead: it makes the rows that are asked for, and closes the lead.
func (x *exchange) qualifyLead(lead *row) (*answer, *refusal) {
	body, err := x.readBody()
	if err != nil {
		return nil, err
	}
	wanted := map[string]bool{}
	for _, name := range []string{"account", "contact", "opportunity"} {
		parameter := "Create" + wholeSchema().byName[name].Schema
		create, ok := body[parameter].(bool)
		if !ok {
			return nil, badBody("The parameter '%s' is missing.", parameter)
		}
		wanted[name] = create
	}
	status, err := x.qualifiedStatus(body["Status"])
	if err != nil {
		return nil, err
	}
	if closed(lead) {
		return nil, badArgument("The lead is already closed.")
	}
	made, err := x.makeFromLead(lead, wanted, body)
	if err != nil {
		return nil, err
	}
	changes := &payload{values: map[int]any{lead.table.at("statecode"): int64(1), lead.table.at("statuscode"): status}}
	for _, r := range made {
		if r.table.Name == "opportunity" {
			changes.values[lead.table.at("qualifyingopportunityid")] = ref{"opportunity", r.id}
		}
	}
	if _, err := x.changeRow(lead, changes); err != nil {
		return nil, err
	}
	return x.madeAnswer(made), nil
}

// qualifiedStatus reads the status reason; -1 stands for the state's own.
func (x *exchange) qualifiedStatus(raw any) (any, *refusal) {
	t := wholeSchema().byName["lead"]
	value, err := readValue(t, &t.Columns[t.at("statuscode")], raw)
	if err != nil || value == nil {
		return nil, badBody("The parameter 'Status' is missing or no number.")
	}
	if value == int64(-1) {
		return int64(3), nil
	}
	return value, nil
}

func (x *exchange) makeFromLead(lead *row, wanted map[string]bool, body map[string]any) ([]*row, *refusal) {
	var made []*row
	known := map[string]ref{"account": lead.ref("parentaccountid"), "contact": lead.ref("parentcontactid")}
	for _, name := range []string{"account", "contact", "opportunity"} {
		if !wanted[name] {
			continue
		}
		t := wholeSchema().byName[name]
		p := mapped(lead, t)
		if err := x.completeFromLead(t, p, known, body); err != nil {
			return nil, err
		}
		r, err := x.makeRow(t, string(newID()), p, 0)
		if err != nil {
			return nil, err
		}
		known[name] = ref{name, r.id}
		made = append(made, r)
	}
	return made, nil
}

// completeFromLead adds what a row made out of a lead has from the rows made before it, and from the action's parameters.
func (x *exchange) completeFromLead(t *table, p *payload, known map[string]ref, body map[string]any) *refusal {
	set := func(column string, target ref) {
		if target.id != "" {
			p.values[t.at(column)] = target
		}
	}
	switch t.Name {
	case "contact":
		set("parentcustomerid", known["account"])
	case "opportunity":
		set("parentaccountid", known["account"])
		set("parentcontactid", known["contact"])
		set("customerid", known["contact"])
		set("customerid", known["account"])
		for _, one := range []struct{ parameter, column string }{
			{"OpportunityCustomerId", "customerid"}, {"OpportunityCurrencyId", "transactioncurrencyid"}} {
			if body[one.parameter] == nil {
				continue
			}
			r, err := x.entityParameter(body[one.parameter], one.parameter)
			if err != nil {
				return err
			}
			if !slices.Contains(t.Columns[t.at(one.column)].Targets, r.table.Name) {
				return badBody("The parameter '%s' names a %s.", one.parameter, r.table.Name)
			}
			set(one.column, ref{r.table.Name, r.id})
		}
	}
	return nil
}

// entityParameter finds the row that a parameter of an action names: by its primary key, or by @odata.id.
func (x *exchange) entityParameter(raw any, name string) (*row, *refusal) {
	given, _ := raw.(map[string]any)
	if link, ok := given["@odata.id"].(string); ok {
		target, err := x.readLink(link)
		if err != nil {
			return nil, err
		}
		return x.org.store.row(target.table, target.id), nil
	}
	kind, _ := given["@odata.type"].(string)
	kind = strings.TrimPrefix(strings.TrimPrefix(kind, "#"), crmNamespace)
	for _, t := range wholeSchema().tables {
		text, ok := given[t.key()].(string)
		if !ok || kind != "" && kind != t.Name || !x.org.knobs.has(t.Name) || t.Activity && kind == "" {
			continue
		}
		return x.findRow(t, text)
	}
	return nil, badBody("The parameter '%s' names no row.", name)
}

// madeAnswer lists the rows that an action made.
func (x *exchange) madeAnswer(made []*row) *answer {
	b := append([]byte(`{"@odata.context":`), appendString(nil, x.root()+"$metadata#Collection("+crmNamespace+"crmbaseentity)")...)
	b = append(b, `,"value":[`...)
	for i, r := range made {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, `{"@odata.type":"#`+crmNamespace+r.table.Name+`","@odata.id":`...)
		b = appendString(b, x.address(r))
		b = append(b, `,"`+r.table.key()+`":"`+r.id+`"}`...)
	}
	a := jsonAnswer(200, append(b, "]}"...))
	a.changed = true
	return a
}

// initializeFrom answers InitializeFrom: a row that is not stored, with what it would take from another one.
func (x *exchange) initializeFrom(arguments string) (*answer, *refusal) {
	_, link, _ := strings.Cut(x.argument(arguments, "EntityMoniker"), ":")
	from, err := x.readLink(strings.Trim(link, " '\"}"))
	if err != nil {
		return nil, err
	}
	r := x.org.store.row(from.table, from.id)
	if err := x.caller.needOn("Read", r); err != nil {
		return nil, err
	}
	name := strings.Trim(x.argument(arguments, "TargetEntityName"), "'")
	t := wholeSchema().byName[name]
	if t == nil || !x.org.knobs.has(name) {
		return nil, refuse(400, "0x80041102", "The entity with a name = '%s' was not found in the MetadataCache.", name)
	}
	b := append([]byte(`{"@odata.context":`), appendString(nil, x.root()+"$metadata#"+t.Set+"/$entity")...)
	b = append(b, `,"@odata.type":"#`+crmNamespace+t.Name+`"`...)
	for i := range t.Columns {
		switch value := mapped(r, t).values[i].(type) {
		case nil:
		case ref:
			nav := t.navigationFor(&t.Columns[i], value.table)
			target := wholeSchema().byName[value.table].Set + "(" + value.id + ")"
			b = append(append(append(b, `,"`...), nav+`@odata.bind":`...), appendString(nil, target)...)
		default:
			b = appendValue(append(b, `,"`+t.Columns[i].Name+`":`...), value)
		}
	}
	return jsonAnswer(200, append(b, '}')), nil
}

// merge answers Merge: what points at the subordinate points at the target from now on, and the subordinate is closed.
func (x *exchange) merge(body map[string]any) (*answer, *refusal) {
	target, err := x.entityParameter(body["Target"], "Target")
	if err != nil {
		return nil, err
	}
	other, err := x.entityParameter(body["Subordinate"], "Subordinate")
	if err != nil {
		return nil, err
	}
	switch {
	case target.table != other.table || target.table.at("masterid") < 0:
		return nil, badArgument("A %s cannot be merged into a %s.", other.table.Name, target.table.Name)
	case target.id == other.id:
		return nil, badArgument("A row cannot be merged into itself.")
	case other.number("statecode") != 0:
		return nil, badArgument("Only active rows can be merged.")
	}
	for _, r := range []*row{target, other} {
		if err := x.mayWrite("Write", r); err != nil {
			return nil, err
		}
	}
	if err := x.mergeContent(target, body["UpdateContent"]); err != nil {
		return nil, err
	}
	x.repoint(other, target)
	state := int64(1)
	if other.table.Name == "lead" {
		state = 2
	}
	closing := &payload{values: map[int]any{other.table.at("statecode"): state, other.table.at("merged"): true,
		other.table.at("masterid"): ref{target.table.Name, target.id}}}
	_, err = x.changeRow(x.org.store.row(other.table.Name, other.id), closing)
	return changedAnswer(), err
}

// mergeContent writes what the target takes over.
func (x *exchange) mergeContent(target *row, raw any) *refusal {
	content, ok := raw.(map[string]any)
	if raw != nil && !ok {
		return badBody("The parameter 'UpdateContent' is no row.")
	}
	p, err := x.readPayload(target.table, content)
	if err != nil || len(content) == 0 {
		return err
	}
	delete(p.values, 0)
	_, err = x.changeRow(target, p)
	return err
}

// repoint makes every lookup that points at a row point at another one of its table.
func (x *exchange) repoint(from, to *row) {
	for _, t := range wholeSchema().tables {
		if t.Virtual {
			continue
		}
		for _, i := range t.lookupsOf(from.table.Name) {
			for _, r := range slices.Clone(x.org.store.pointing(t.Name, t.Columns[i].Name, from.id)) {
				if held := r.value(i); held != (ref{from.table.Name, from.id}) || r.id == to.id && r.table == to.table {
					continue
				}
				next := r.copy()
				next.values[i] = ref{to.table.Name, to.id}
				x.org.store.put(next)
			}
		}
	}
}
