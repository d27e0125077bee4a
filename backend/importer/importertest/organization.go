package importertest

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"ferry/backend/crm"
	"ferry/backend/importer"
)

// Organization is a Source whose rows change while it is read. The zero value is empty and tracks changes.
type Organization struct {
	// Untracked tables have change tracking switched off; Narrow ones answer crm.CodeForbidden to tracked requests.
	Untracked, Narrow map[string]bool
	// Before, when set, is called for every request before it is answered; its error becomes the answer. It may change
	// rows.
	Before func(request importer.Request) error

	mu       sync.Mutex
	rows     map[string]map[string]stored
	deleted  map[string]map[string]int64
	version  int64
	links    map[string]cursor
	requests []importer.Request
}

type stored struct {
	values   []any
	version  int64
	modified time.Time
}

// cursor is what an opaque link stands for: the rest of a round, or, with rest nil, the changes after a version.
type cursor struct {
	rest  *round
	after int64
}

// round is what is left of a round of pages.
type round struct {
	rows    [][]any
	deleted []string
	version int64 // of the delta link to give at the end
}

// Put writes a row, as of now.
func (o *Organization) Put(table importer.Table, id string, values map[string]any) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.rows == nil {
		o.rows, o.deleted = map[string]map[string]stored{}, map[string]map[string]int64{}
	}
	if o.rows[table.Name] == nil {
		o.rows[table.Name], o.deleted[table.Name] = map[string]stored{}, map[string]int64{}
	}
	o.version++
	o.rows[table.Name][id] = stored{Row(table, id, values), o.version, time.Now()}
}

// Delete removes a row.
func (o *Organization) Delete(table importer.Table, id string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.version++
	delete(o.rows[table.Name], id)
	o.deleted[table.Name][id] = o.version
}

// Expire makes every link that was given out too old.
func (o *Organization) Expire() {
	o.mu.Lock()
	defer o.mu.Unlock()
	clear(o.links)
}

// Requests are the requests that were made so far.
func (o *Organization) Requests() []importer.Request {
	o.mu.Lock()
	defer o.mu.Unlock()
	return slices.Clone(o.requests)
}

// Rows gives a table's rows by key, as a mirror should hold them.
func (o *Organization) Rows(table importer.Table) map[string][]any {
	o.mu.Lock()
	defer o.mu.Unlock()
	all := map[string][]any{}
	for id, row := range o.rows[table.Name] {
		all[id] = row.values
	}
	return all
}

// Tracked reports whether change tracking is on for the table.
func (o *Organization) Tracked(_ context.Context, table string) (bool, error) {
	return !o.Untracked[table], nil
}

// Page answers one request.
func (o *Organization) Page(_ context.Context, request importer.Request) (importer.Page, error) {
	o.mu.Lock()
	o.requests = append(o.requests, request)
	o.mu.Unlock()
	if o.Before != nil {
		if err := o.Before(request); err != nil {
			return importer.Page{}, err
		}
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if request.Mode == importer.ModeTracked && o.Narrow[request.Table.Name] {
		return importer.Page{}, crm.Errorf(crm.CodeForbidden, "organization-wide read is missing")
	}
	left, err := o.left(request)
	if err != nil {
		return importer.Page{}, err
	}
	return o.cut(request, left), nil
}

func (o *Organization) left(request importer.Request) (round, error) {
	name := request.Table.Name
	if request.Link == "" {
		since := request.Since
		return o.collect(name, func(row stored) bool { return !row.modified.Before(since) }), nil
	}
	at, known := o.links[request.Link]
	switch {
	case !known:
		return round{}, crm.Errorf(crm.CodeExpiredDelta, "the link is too old")
	case at.rest != nil:
		return *at.rest, nil
	}
	changes := o.collect(name, func(row stored) bool { return row.version > at.after })
	for id, version := range o.deleted[name] {
		if version > at.after {
			changes.deleted = append(changes.deleted, id)
		}
	}
	slices.Sort(changes.deleted)
	return changes, nil
}

// collect gives the rows that fit, the oldest change first.
func (o *Organization) collect(table string, fits func(stored) bool) round {
	var found []stored
	for _, row := range o.rows[table] {
		if fits(row) {
			found = append(found, row)
		}
	}
	slices.SortFunc(found, func(a, b stored) int { return int(a.version - b.version) })
	all := round{version: o.version}
	for _, row := range found {
		all.rows = append(all.rows, row.values)
	}
	return all
}

// cut takes a page off what is left.
func (o *Organization) cut(request importer.Request, left round) importer.Page {
	size := min(request.PageSize, len(left.rows))
	page := importer.Page{Rows: left.rows[:size], ServerTime: time.Now()}
	left.rows = left.rows[size:]
	if len(left.rows) > 0 {
		page.Next = o.link(cursor{rest: &left})
		return page
	}
	page.Deleted = left.deleted
	if request.Mode == importer.ModeTracked {
		page.Delta = o.link(cursor{after: left.version})
	}
	return page
}

func (o *Organization) link(at cursor) string {
	link := fmt.Sprintf("https://organization.example/?%%253c%d", len(o.links)+len(o.requests)*1000)
	if o.links == nil {
		o.links = map[string]cursor{}
	}
	o.links[link] = at
	return link
}
