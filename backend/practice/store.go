package practice

import (
	"slices"
	"sort"
	"strings"
	"time"
)

// row is one stored row. A row is never changed once it is stored: a write stores a new one in its place, so that whoever
// holds a row may read it without a lock.
type row struct {
	table   *table
	id      string
	version int64
	values  []any
}

func (r *row) get(name string) any {
	if i := r.table.at(name); i >= 0 {
		return r.values[i]
	}
	return nil
}

func (r *row) text(name string) string {
	s, _ := r.get(name).(string)
	return s
}

func (r *row) ref(name string) ref {
	v, _ := r.get(name).(ref)
	return v
}

func (r *row) number(name string) int64 {
	v, _ := r.get(name).(int64)
	return v
}

// set changes a row that is not stored yet.
func (r *row) set(name string, value any) {
	if i := r.table.at(name); i >= 0 {
		r.values[i] = value
	}
}

// copy makes an unstored row to change.
func (r *row) copy() *row {
	next := *r
	next.values = slices.Clone(r.values)
	return &next
}

// removal remembers a deleted row for change tracking.
type removal struct {
	table   string
	id      string
	version int64
}

// link is one pair of an N:N relationship.
type link struct{ left, right string }

// shelf holds the rows of one table: by id, and in the order of their ids, which is the order of a query without
// $orderby.
type shelf struct {
	rows  map[string]*row
	order []*row
}

// store holds every row. It does no locking; the organization does.
type store struct {
	shelves map[string]*shelf
	links   map[string]map[link]bool
	removed []removal
	version int64
}

func newStore() *store {
	return &store{shelves: map[string]*shelf{}, links: map[string]map[link]bool{}, version: 1000000}
}

func (s *store) shelf(table string) *shelf {
	found, ok := s.shelves[table]
	if !ok {
		found = &shelf{rows: map[string]*row{}}
		s.shelves[table] = found
	}
	return found
}

func (s *store) row(table, id string) *row {
	if found, ok := s.shelves[table]; ok {
		return found.rows[id]
	}
	return nil
}

// all is every row of a table in the order of ids. The caller must not change the slice.
func (s *store) all(table string) []*row {
	if found, ok := s.shelves[table]; ok {
		return found.order
	}
	return nil
}

// put stores a row with a new version, in its table and, for an activity, in the base table, which makes one id space of
// all activity tables.
func (s *store) put(r *row) {
	s.version++
	r.version = s.version
	r.set("versionnumber", r.version)
	for _, name := range shelvesOf(r.table) {
		s.shelf(name).put(r)
	}
}

func shelvesOf(t *table) []string {
	if t.Activity {
		return []string{t.Name, "activitypointer"}
	}
	return []string{t.Name}
}

func (s *store) remove(r *row) {
	s.version++
	for _, name := range shelvesOf(r.table) {
		s.shelf(name).remove(r.id)
		s.removed = append(s.removed, removal{table: name, id: r.id, version: s.version})
	}
}

func (h *shelf) place(id string) int {
	return sort.Search(len(h.order), func(i int) bool { return h.order[i].id >= id })
}

func (h *shelf) put(r *row) {
	_, known := h.rows[r.id]
	h.rows[r.id] = r
	if i := h.place(r.id); known {
		h.order[i] = r
	} else {
		h.order = slices.Insert(h.order, i, r)
	}
}

func (h *shelf) remove(id string) {
	if _, known := h.rows[id]; known {
		i := h.place(id)
		h.order = slices.Delete(h.order, i, i+1)
		delete(h.rows, id)
	}
}

// fill stores many new rows at once: they are sorted once instead of inserted one by one. A row whose id is taken is left
// out.
func (s *store) fill(rows []*row) {
	touched := map[*shelf]bool{}
	for _, r := range rows {
		s.version++
		r.version = s.version
		r.set("versionnumber", r.version)
		for _, name := range shelvesOf(r.table) {
			h := s.shelf(name)
			if _, known := h.rows[r.id]; known {
				continue
			}
			h.rows[r.id] = r
			h.order = append(h.order, r)
			touched[h] = true
		}
	}
	for h := range touched {
		slices.SortFunc(h.order, byID)
	}
}

func (s *store) connect(relation string, pair link) {
	if s.links[relation] == nil {
		s.links[relation] = map[link]bool{}
	}
	s.links[relation][pair] = true
}

func (s *store) disconnect(relation string, pair link) bool {
	if !s.links[relation][pair] {
		return false
	}
	delete(s.links[relation], pair)
	return true
}

// linked is the rows on the other side of an N:N relationship.
func (s *store) linked(nav navigation, id string) []*row {
	var rows []*row
	for pair := range s.links[nav.link] {
		here, there := pair.left, pair.right
		if nav.far {
			here, there = there, here
		}
		if r := s.row(nav.table, there); here == id && r != nil {
			rows = append(rows, r)
		}
	}
	slices.SortFunc(rows, byID)
	return rows
}

// children is the rows of a one-to-many collection.
func (s *store) children(nav navigation, id string) []*row {
	if nav.link != "" {
		return s.linked(nav, id)
	}
	var rows []*row
	for _, r := range s.all(nav.table) {
		if v, ok := r.get(nav.column).(ref); ok && v.id == id {
			rows = append(rows, r)
		}
	}
	return rows
}

// display is the name a lookup shows for a row.
func (s *store) display(target ref) string {
	r := s.row(target.table, target.id)
	if r == nil {
		return ""
	}
	return r.text(r.table.Display)
}

// newRow is an unstored row with the defaults of its table.
func newRow(t *table, id string) *row {
	r := &row{table: t, id: id, values: make([]any, len(t.Columns))}
	for i := range t.Columns {
		r.values[i] = t.Columns[i].Default
	}
	r.values[0] = guid(id)
	return r
}

func byID(a, b *row) int { return strings.Compare(a.id, b.id) }

func now() time.Time { return time.Now().UTC().Truncate(time.Second) }

// childrenOf prepares a collection for many rows: for a one-to-many relationship the children are grouped once.
func (s *store) childrenOf(nav navigation) func(id string) []*row {
	if nav.link != "" {
		return func(id string) []*row { return s.linked(nav, id) }
	}
	var groups map[string][]*row
	return func(id string) []*row {
		if groups == nil {
			groups = map[string][]*row{}
			for _, r := range s.all(nav.table) {
				if v, ok := r.get(nav.column).(ref); ok {
					groups[v.id] = append(groups[v.id], r)
				}
			}
		}
		return groups[id]
	}
}
