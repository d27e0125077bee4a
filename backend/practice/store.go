package practice

import (
	"slices"
	"time"
)

// removal remembers a deleted row for change tracking.
type removal struct {
	table   string
	id      string
	version int64
}

// link is one pair of an N:N relationship.
type link struct{ left, right string }

// store holds every row. It does no locking; the organization does.
type store struct {
	shelves map[string]*shelf
	links   map[string]map[link]bool
	removed []removal
	version int64
	depth   int      // transactions under way
	undo    []func() // what takes back their writes
	scratch []byte
	files   map[guid]*fileContent
	uploads map[string]*upload // by their tokens; they are not part of any transaction
}

// firstVersion is where versions begin.
const firstVersion = 1_000_000

// mostWide is how many rows a table may have before its rows are packed narrowly.
const mostWide = 250_000

func newStore() *store {
	return &store{shelves: map[string]*shelf{}, links: map[string]map[link]bool{}, version: firstVersion,
		files: map[guid]*fileContent{}, uploads: map[string]*upload{}}
}

func (s *store) shelf(table string) *shelf {
	found, ok := s.shelves[table]
	if !ok {
		found = newShelf()
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
	s.scratch = r.pack(s.scratch, len(s.shelf(r.table.Name).order) < mostWide)
	before := s.row(r.table.Name, r.id)
	for _, name := range shelvesOf(r.table) {
		s.shelf(name).put(r)
	}
	s.wrote(func() { s.putBack(r, before) })
}

// putBack undoes a put: the row that was there before comes back, or none.
func (s *store) putBack(r, before *row) {
	for _, name := range shelvesOf(r.table) {
		if before != nil {
			s.shelf(name).put(before)
		} else {
			s.shelf(name).remove(r.id)
		}
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
	s.wrote(func() {
		for _, name := range shelvesOf(r.table) {
			s.shelf(name).put(r)
		}
	})
}

// atomically carries out writes as one transaction: a refusal takes all of them back. Transactions nest.
func (s *store) atomically(write func() *refusal) *refusal {
	start, removed, version := len(s.undo), len(s.removed), s.version
	s.depth++
	err := write()
	s.depth--
	if err != nil {
		for i := len(s.undo) - 1; i >= start; i-- {
			s.undo[i]()
		}
		s.undo, s.removed, s.version = s.undo[:start], s.removed[:removed], version
	}
	if s.depth == 0 {
		s.undo = nil
	}
	return err
}

// wrote remembers how to take back a write, for a transaction under way.
func (s *store) wrote(undo func()) {
	if s.depth > 0 {
		s.undo = append(s.undo, undo)
	}
}

// fill stores many new rows at once: they are sorted once instead of inserted one by one. A row whose id is taken is left
// out. A row that has a version keeps it.
func (s *store) fill(rows []*row) {
	touched := map[*shelf]bool{}
	for _, r := range rows {
		if s.version++; r.version == 0 {
			r.version = s.version
		}
		s.scratch = r.pack(s.scratch, len(rows) < mostWide)
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
		h.indexes = nil
	}
}

func (s *store) connect(relation string, pair link) {
	if s.links[relation] == nil {
		s.links[relation] = map[link]bool{}
	}
	if !s.links[relation][pair] {
		s.links[relation][pair] = true
		s.wrote(func() { delete(s.links[relation], pair) })
	}
}

func (s *store) disconnect(relation string, pair link) bool {
	if !s.links[relation][pair] {
		return false
	}
	delete(s.links[relation], pair)
	s.wrote(func() { s.links[relation][pair] = true })
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

// children is the rows that a collection-valued navigation property leads to, in the order of their ids. The caller must
// not change the slice.
func (s *store) children(nav navigation, id string) []*row {
	if nav.link != "" {
		return s.linked(nav, id)
	}
	return s.pointing(nav.table, nav.column, id)
}

// pointing is the rows of a table whose lookup holds an id.
func (s *store) pointing(table, column, id string) []*row {
	found, ok := s.shelves[table]
	if i := wholeSchema().byName[table].at(column); ok && i >= 0 {
		return found.by(i)[id]
	}
	return nil
}

// display is the name a lookup shows for a row.
func (s *store) display(target ref) string {
	r := s.row(target.table, target.id)
	if r == nil {
		return ""
	}
	return r.text(r.table.Display)
}

func now() time.Time { return time.Now().UTC().Truncate(time.Second) }
