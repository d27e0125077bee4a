package practice

import (
	"slices"
	"strings"
	"sync"
)

// shelf holds the rows of one table: by id, in the order of their ids, which is the order of a query without $orderby, and
// by the lookups that something asked for.
type shelf struct {
	rows  map[string]*row
	order []*row

	mu      sync.Mutex // readers build indexes side by side
	indexes map[int]map[string][]*row
}

func newShelf() *shelf { return &shelf{rows: map[string]*row{}} }

// place is where an id stands, or would stand, in the order of ids.
func (h *shelf) place(id string) (int, bool) { return place(h.order, id) }

func place(rows []*row, id string) (int, bool) {
	return slices.BinarySearchFunc(rows, id, func(r *row, id string) int { return strings.Compare(r.id, id) })
}

func (h *shelf) put(r *row) {
	h.unlist(h.rows[r.id])
	h.rows[r.id] = r
	if i, known := h.place(r.id); known {
		h.order[i] = r
	} else {
		h.order = slices.Insert(h.order, i, r)
	}
	for column, lists := range h.indexes {
		if target, ok := r.value(column).(ref); ok {
			i, _ := place(lists[target.id], r.id)
			lists[target.id] = slices.Insert(slices.Clip(lists[target.id]), i, r)
		}
	}
}

func (h *shelf) remove(id string) {
	h.unlist(h.rows[id])
	delete(h.rows, id)
	if i, known := h.place(id); known {
		h.order = slices.Delete(h.order, i, i+1)
	}
}

// unlist takes a row out of the indexes. The lists are copied, since a reader of a list may be the one who writes.
func (h *shelf) unlist(r *row) {
	if r == nil {
		return
	}
	for column, lists := range h.indexes {
		target, ok := r.value(column).(ref)
		if !ok {
			continue
		}
		if i, known := place(lists[target.id], r.id); known {
			lists[target.id] = slices.Delete(slices.Clone(lists[target.id]), i, i+1)
		}
		if len(lists[target.id]) == 0 {
			delete(lists, target.id)
		}
	}
}

// by is the rows by what a lookup holds, each list in the order of ids. The first question builds the index; writes keep
// it.
func (h *shelf) by(column int) map[string][]*row {
	h.mu.Lock()
	defer h.mu.Unlock()
	if lists, ok := h.indexes[column]; ok {
		return lists
	}
	lists := map[string][]*row{}
	for _, r := range h.order {
		if target, ok := r.value(column).(ref); ok {
			lists[target.id] = append(lists[target.id], r)
		}
	}
	if h.indexes == nil {
		h.indexes = map[int]map[string][]*row{}
	}
	h.indexes[column] = lists
	return lists
}
