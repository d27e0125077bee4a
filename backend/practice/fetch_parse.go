package practice

import (
	"encoding/xml"
	"io"
	"slices"
	"strings"
)

// A FetchXML query is read into a tree of elements first; what they mean is decided against the schema.

const (
	longestFetch = 64 << 10
	mostElements = 1000
	deepestFetch = 32
	mostJoins    = 15
)

type element struct {
	name       string
	attributes map[string]string
	children   []*element
	text       string
}

func (e *element) attribute(name string) string { return e.attributes[name] }

func (e *element) flag(name string) bool {
	value := e.attributes[name]
	return value == "true" || value == "1"
}

func badFetch(format string, args ...any) *refusal {
	return refuse(400, "0x80041100", "Invalid FetchXML: "+format, args...)
}

// readElements reads the XML. Only elements and texts are kept; there are no entities or includes to follow.
func readElements(text string) (*element, *refusal) {
	if len(text) > longestFetch {
		return nil, badFetch("the query is too long.")
	}
	decoder := xml.NewDecoder(strings.NewReader(text))
	root := &element{}
	open, count := []*element{root}, 0
	for {
		token, err := decoder.Token()
		if err == io.EOF { //nolint:errorlint // the decoder returns it unwrapped
			break
		}
		if err != nil {
			return nil, badFetch("the XML is not well-formed.")
		}
		switch token := token.(type) {
		case xml.StartElement:
			if count++; count > mostElements || len(open) > deepestFetch {
				return nil, badFetch("the query is too large.")
			}
			e := newElement(token)
			parent := open[len(open)-1]
			parent.children = append(parent.children, e)
			open = append(open, e)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			open[len(open)-1].text += string(token)
		}
	}
	if len(root.children) != 1 || root.children[0].name != "fetch" {
		return nil, badFetch("the root element has to be 'fetch'.")
	}
	return root.children[0], nil
}

func newElement(token xml.StartElement) *element {
	e := &element{name: token.Name.Local, attributes: map[string]string{}}
	for _, a := range token.Attr {
		e.attributes[a.Name.Local] = a.Value
	}
	return e
}

// fetchQuery is a FetchXML query, checked against the schema.
type fetchQuery struct {
	root      *fetchNode
	nodes     []*fetchNode // in the order of their joins; the first is the root
	outputs   []*fetchOutput
	order     []fetchOrder
	tests     []tupleTest
	aggregate bool
	distinct  bool
	total     bool
	raw       bool // choices are ordered by their values
	top, size int
	page      int
	cookie    string
}

// fetchNode is one table of the query: the entity, or a link-entity.
type fetchNode struct {
	place  int
	table  *table
	alias  string
	parent *fetchNode
	from   int // column of this table
	to     int // column of the parent
	outer  bool
	passes []tupleTest
}

// fetchOutput is one printed column.
type fetchOutput struct {
	node   *fetchNode
	column int
	name   string
	method string // aggregate; empty for a group
}

type fetchOrder struct {
	node       *fetchNode
	column     int
	output     *fetchOutput // of an aggregate query
	descending bool
}

// tuple is one joined row: a row for each node, nil where an outer join found none.
type tuple []*row

type tupleTest func(tuple) bool

func (n *fetchNode) column(name string) (int, *refusal) {
	if i := n.table.at(name); i >= 0 {
		return i, nil
	}
	return -1, refuse(400, "0x80041103", "'%s' entity doesn't contain attribute with Name = '%s' and NameMapping = 'Logical'.",
		n.table.Name, name)
}

// value is a column's value in a tuple.
func (n *fetchNode) value(t tuple, column int) any {
	if r := t[n.place]; r != nil {
		return r.value(column)
	}
	return nil
}

func (x *exchange) readFetch(t *table, text string) (*fetchQuery, *refusal) {
	root, err := readElements(text)
	if err != nil {
		return nil, err
	}
	f := &fetchQuery{aggregate: root.flag("aggregate"), distinct: root.flag("distinct"), total: root.flag("returntotalrecordcount"),
		cookie: root.attribute("paging-cookie"), raw: root.flag("useraworderby")}
	if err := f.readPaging(root); err != nil {
		return nil, err
	}
	entity, err := onlyEntity(root)
	if err != nil {
		return nil, err
	}
	if entity.attribute("name") != t.Name {
		return nil, badFetch("the entity '%s' does not fit the set '%s'.", entity.attribute("name"), t.Set)
	}
	f.root = &fetchNode{table: t, from: -1, to: -1}
	f.nodes = []*fetchNode{f.root}
	if err := x.readNode(f, f.root, entity); err != nil {
		return nil, err
	}
	return f, x.readConditions(f, f.root, entity)
}

func onlyEntity(root *element) (*element, *refusal) {
	var entity *element
	for _, child := range root.children {
		switch {
		case child.name == "entity" && entity == nil:
			entity = child
		case child.name != "order":
			return nil, badFetch("the element '%s' is not expected in 'fetch'.", child.name)
		}
	}
	if entity == nil {
		return nil, badFetch("there is no 'entity'.")
	}
	return entity, nil
}

// readPaging reads top, count and page.
func (f *fetchQuery) readPaging(root *element) *refusal {
	f.size, f.page, f.top = largestPage, 1, -1
	for _, one := range []struct {
		name string
		into *int
		most int
	}{{"top", &f.top, largestPage}, {"count", &f.size, largestPage}, {"page", &f.page, 1 << 20}} {
		text, given := root.attributes[one.name]
		if !given {
			continue
		}
		n, ok := wholeNumber(text)
		if !ok || n < 1 || n > one.most {
			return badFetch("the value '%s' of '%s' is not valid.", text, one.name)
		}
		*one.into = n
	}
	_, paged := root.attributes["page"]
	if f.top >= 0 && paged {
		return badFetch("The top attribute can't be specified with paging attribute page.")
	}
	return nil
}

// readNode reads what an entity or link-entity prints, orders by and joins. Conditions are read once all aliases are known.
func (x *exchange) readNode(f *fetchQuery, n *fetchNode, e *element) *refusal {
	if err := x.caller.need("Read", n.table); err != nil {
		return err
	}
	for _, child := range e.children {
		var err *refusal
		switch child.name {
		case "attribute":
			err = x.readAttribute(f, n, child)
		case "all-attributes":
			for i := range n.table.Columns {
				f.outputs = append(f.outputs, &fetchOutput{node: n, column: i, name: n.prefix(n.table.Columns[i].wireName(), x.version)})
			}
		case "order":
			err = f.readOrder(n, child)
		case "link-entity":
			err = x.readJoin(f, n, child)
		case "filter":
		default:
			err = badFetch("the element '%s' is not expected here.", child.name)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// prefix is a column's name as it is printed: those of joined tables carry the alias. Versions before 9 encode the point.
func (n *fetchNode) prefix(name, version string) string {
	if n.parent == nil {
		return name
	}
	point := "."
	if strings.HasPrefix(version, "v8.") {
		point = "_x002e_"
	}
	return n.alias + point + strings.TrimSuffix(strings.TrimPrefix(name, "_"), "_value")
}

func (x *exchange) readAttribute(f *fetchQuery, n *fetchNode, e *element) *refusal {
	i, err := n.column(e.attribute("name"))
	if err != nil {
		return err
	}
	output := &fetchOutput{node: n, column: i, name: n.prefix(n.table.Columns[i].wireName(), x.version), method: e.attribute("aggregate")}
	if alias := e.attribute("alias"); alias != "" {
		output.name = alias
	} else if f.aggregate {
		return badFetch("an attribute of an aggregate query needs an alias.")
	}
	known := []string{"", "count", "countcolumn", "sum", "avg", "min", "max"}
	if !slices.Contains(known, output.method) || output.method != "" && !f.aggregate {
		return badFetch("the aggregate '%s' is not valid here.", output.method)
	}
	if e.attributes["dategrouping"] != "" {
		return notSupported("dategrouping in FetchXML")
	}
	f.outputs = append(f.outputs, output)
	return nil
}

func (f *fetchQuery) readOrder(n *fetchNode, e *element) *refusal {
	order := fetchOrder{node: n, descending: e.flag("descending")}
	if alias := e.attribute("alias"); f.aggregate {
		at := slices.IndexFunc(f.outputs, func(o *fetchOutput) bool { return o.name == alias })
		if at < 0 {
			return badFetch("the order of an aggregate query has to name an alias.")
		}
		order.output = f.outputs[at]
	} else {
		var err *refusal
		if order.column, err = n.column(e.attribute("attribute")); err != nil {
			return err
		}
	}
	f.order = append(f.order, order)
	return nil
}

func (x *exchange) readJoin(f *fetchQuery, parent *fetchNode, e *element) *refusal {
	t := wholeSchema().byName[e.attribute("name")]
	if t == nil || !x.org.knobs.has(t.Name) {
		return refuse(400, "0x80041102", "The entity with a name = '%s' was not found in the MetadataCache.", e.attribute("name"))
	}
	kind := e.attribute("link-type")
	if !slices.Contains([]string{"", "inner", "outer"}, kind) {
		return notSupported("the link-type " + kind + " in FetchXML")
	}
	n := &fetchNode{place: len(f.nodes), table: t, alias: e.attribute("alias"), parent: parent, outer: kind == "outer"}
	if n.alias == "" {
		n.alias = t.Name + string(rune('0'+n.place%10))
	}
	if slices.ContainsFunc(f.nodes, func(other *fetchNode) bool { return other.alias == n.alias }) || n.place > mostJoins {
		return badFetch("there are too many link-entity elements, or two with one alias.")
	}
	var err *refusal
	if n.from, err = n.column(e.attribute("from")); err != nil {
		return err
	}
	if n.to, err = parent.column(e.attribute("to")); err != nil {
		return err
	}
	f.nodes = append(f.nodes, n)
	if err := x.readNode(f, n, e); err != nil {
		return err
	}
	return x.readConditions(f, n, e)
}
