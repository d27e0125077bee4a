package practice

import (
	"net/http"
	"strings"
)

// reference answers for the links of a navigation property: POST .../nav/$ref adds to a collection, PUT .../nav/$ref sets
// a lookup, DELETE .../nav(id)/$ref takes out of a collection (or .../nav/$ref?$id=...), DELETE .../nav/$ref empties a
// lookup, and GET reads the links.
func (x *exchange) reference(r *row, t *table, step segment) (*answer, *refusal) {
	nav, ok := t.navs[step.name]
	if !ok || nav.table != "" && !x.org.knobs.has(nav.table) {
		return nil, noSegment(step.name)
	}
	switch method := x.request.Method; {
	case method == http.MethodGet:
		return x.readReferences(r, nav)
	case !nav.many:
		return x.setReference(r, t, nav, step)
	case nav.table == "activityparty":
		return nil, notSupported("references of " + step.name)
	case nav.link == "":
		return x.referChild(r, nav, step)
	}
	return x.referLinked(r, nav, step)
}

// setReference sets or empties a lookup.
func (x *exchange) setReference(r *row, t *table, nav navigation, step segment) (*answer, *refusal) {
	i := t.at(nav.column)
	switch {
	case t.Columns[i].Server:
		return nil, notAllowed(x.request.Method)
	case x.request.Method == http.MethodDelete && !step.called:
		return x.update(r, t, &payload{values: map[int]any{i: nil}})
	case x.request.Method != http.MethodPut || step.called:
		return nil, notAllowed(x.request.Method)
	}
	link, err := x.bodyLink()
	if err != nil {
		return nil, err
	}
	p := &payload{values: map[int]any{}}
	if err := x.readBind(t, p, nav.name, link); err != nil {
		return nil, err
	}
	return x.update(r, t, p)
}

func (x *exchange) bodyLink() (string, *refusal) {
	body, err := x.readBody()
	if err != nil {
		return "", err
	}
	link, ok := body["@odata.id"].(string)
	if !ok {
		return "", badBody("The body has to hold one link, as '@odata.id'.")
	}
	return link, nil
}

// referChild puts a row into a one-to-many collection, or takes it out, by setting its lookup.
func (x *exchange) referChild(r *row, nav navigation, step segment) (*answer, *refusal) {
	child, err := x.referenceTarget(nav, step)
	if err != nil {
		return nil, err
	}
	i := child.table.at(nav.column)
	p := &payload{values: map[int]any{i: nil}}
	switch held, _ := child.value(i).(ref); {
	case x.request.Method == http.MethodPost:
		target := ref{r.table.Name, r.id}
		p.values[i], p.binds = target, []ref{target}
	case held.id != r.id:
		return nil, noRow(nav.table, child.id)
	}
	return x.update(child, child.table, p)
}

// referLinked adds or removes a pair of a many-to-many relationship. Adding what is there already is refused, as the
// service's unique index does.
func (x *exchange) referLinked(r *row, nav navigation, step segment) (*answer, *refusal) {
	target, err := x.referenceTarget(nav, step)
	if err != nil {
		return nil, err
	}
	if err := x.caller.needOn("Write", r); err != nil {
		return nil, err
	}
	pair := link{r.id, target.id}
	if nav.far {
		pair = link{target.id, r.id}
	}
	switch {
	case x.request.Method == http.MethodDelete && !x.org.store.disconnect(nav.link, pair):
		return nil, noRow(nav.table, target.id)
	case x.request.Method == http.MethodPost && x.org.store.links[nav.link][pair] && !x.org.knobs.on(&x.org.knobs.linkTwice):
		return nil, refuse(http.StatusPreconditionFailed, "0x80040237", "Cannot insert duplicate key.")
	case x.request.Method == http.MethodPost:
		x.org.store.connect(nav.link, pair)
	}
	return changedAnswer(), nil
}

// referenceTarget is the row that a request adds to a collection or takes out of it.
func (x *exchange) referenceTarget(nav navigation, step segment) (*row, *refusal) {
	var link string
	switch id, given := x.option("$id"); {
	case x.request.Method == http.MethodPost && !step.called:
		text, err := x.bodyLink()
		if err != nil {
			return nil, err
		}
		link = text
	case x.request.Method == http.MethodDelete && step.called:
		return x.findRow(wholeSchema().byName[nav.table], step.arguments)
	case x.request.Method == http.MethodDelete && given:
		link = id
	default:
		return nil, notAllowed(x.request.Method)
	}
	target, err := x.readLink(link)
	if err != nil {
		return nil, err
	}
	if !fits(nav.table, target.table) {
		return nil, badBody("The link '%s' does not name a %s.", link, nav.table)
	}
	return x.org.store.row(target.table, target.id), nil
}

// readReferences answers with links alone.
func (x *exchange) readReferences(r *row, nav navigation) (*answer, *refusal) {
	if err := x.caller.needOn("Read", r); err != nil {
		return nil, err
	}
	if !nav.many {
		target := r.ref(nav.column)
		found := x.org.store.row(target.table, target.id)
		if found == nil || nav.table != "" && nav.table != target.table {
			return emptyAnswer(), nil
		}
		return jsonAnswer(http.StatusOK, []byte(`{"@odata.context":`+string(appendString(nil, x.root()+"$metadata#$ref"))+
			`,"@odata.id":`+string(appendString(nil, x.address(found)))+"}")), nil
	}
	var links []string
	for _, child := range x.org.store.children(nav, r.id) {
		if x.caller.reaches("Read", child) && len(links) < largestPage {
			links = append(links, `{"@odata.id":`+string(appendString(nil, x.address(child)))+"}")
		}
	}
	return jsonAnswer(http.StatusOK, []byte(`{"@odata.context":`+string(appendString(nil, x.root()+"$metadata#Collection($ref)"))+
		`,"value":[`+strings.Join(links, ",")+"]}")), nil
}

// address is a row's absolute URL.
func (x *exchange) address(r *row) string { return x.root() + r.table.Set + "(" + r.id + ")" }

// createUnder answers a POST to a collection: the new row points at the one the collection belongs to.
func (x *exchange) createUnder(parent *row, nav navigation) (*answer, *refusal) {
	if nav.link != "" || nav.table == "activityparty" {
		return nil, notAllowed(x.request.Method)
	}
	t := wholeSchema().byName[nav.table]
	body, err := x.readBody()
	if err != nil {
		return nil, err
	}
	p, err := x.readPayload(t, body)
	if err != nil {
		return nil, err
	}
	target := ref{parent.table.Name, parent.id}
	p.values[t.at(nav.column)], p.binds = target, append(p.binds, target)
	return x.insertNew(t, p)
}
