package practice

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"time"
)

// saved is the organization's state as it is written: everything the store holds, and the sign-ins, by hash.
type saved struct {
	Format  int                    `json:"format"`
	Version int64                  `json:"version"`
	Rows    map[string][]savedRow  `json:"rows"`
	Removed []savedRemoval         `json:"removed"`
	Links   map[string][][2]string `json:"links"`
	Access  map[string]tokenGrant  `json:"access"`
	Refresh map[string]tokenGrant  `json:"refresh"`
	Files   map[guid]*fileContent  `json:"files,omitempty"`
}

type savedRow struct {
	Version int64                      `json:"version"`
	Values  map[string]json.RawMessage `json:"values"`
}

type savedRemoval struct {
	Table   string `json:"table"`
	ID      string `json:"id"`
	Version int64  `json:"version"`
}

const (
	savedFormat  = 1
	largestSaved = 1 << 30
)

var errBadState = errors.New("practice: the saved organization cannot be read")

// Save writes the organization's state as JSON: rows, what was deleted, and sign-ins, so that a saved organization can be
// opened again without signing in. Tokens are written as hashes only. Knobs are not written.
func (o *Organization) Save(w io.Writer) error {
	o.ensure()
	state := saved{Format: savedFormat, Rows: map[string][]savedRow{}, Links: map[string][][2]string{}}
	o.mu.RLock()
	o.store.save(&state)
	o.mu.RUnlock()
	o.tokens.save(&state, o.knobs.epoch())
	if err := json.NewEncoder(w).Encode(state); err != nil {
		return fmt.Errorf("saving the practice organization: %w", err)
	}
	return nil
}

func (s *store) save(state *saved) {
	state.Version, state.Files = s.version, maps.Clone(s.files)
	for name, shelf := range s.shelves {
		if wholeSchema().byName[name].Virtual {
			continue
		}
		rows := make([]savedRow, 0, len(shelf.order))
		for _, r := range shelf.order {
			rows = append(rows, r.save())
		}
		state.Rows[name] = rows
	}
	for _, r := range s.removed {
		state.Removed = append(state.Removed, savedRemoval{r.table, r.id, r.version})
	}
	for relation, pairs := range s.links {
		for pair := range pairs {
			state.Links[relation] = append(state.Links[relation], [2]string{pair.left, pair.right})
		}
	}
}

func (r *row) save() savedRow {
	values := map[string]json.RawMessage{}
	for i := range r.table.Columns {
		value := r.value(i)
		if target, ok := value.(ref); ok {
			values[r.table.Columns[i].Name] = appendString(nil, target.table+"/"+target.id)
		} else if value != nil {
			values[r.table.Columns[i].Name] = appendValue(nil, value)
		}
	}
	return savedRow{r.version, values}
}

func (s *tokenStore) save(state *saved, epoch int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	state.Access, state.Refresh = map[string]tokenGrant{}, map[string]tokenGrant{}
	keep := func(from, to map[string]tokenGrant) {
		for hash, g := range from {
			if g.Epoch == epoch && time.Now().Before(g.Expires) {
				to[hash] = g
			}
		}
	}
	keep(s.access, state.Access)
	keep(s.refresh, state.Refresh)
}

// Load replaces the organization's state by a saved one. Whatever is wrong with the saved state is refused as a whole,
// and leaves the organization as it was.
func (o *Organization) Load(r io.Reader) error {
	var state saved
	if err := json.NewDecoder(io.LimitReader(r, largestSaved)).Decode(&state); err != nil {
		return fmt.Errorf("%w: %w", errBadState, err)
	}
	if state.Format != savedFormat {
		return fmt.Errorf("%w: format %d", errBadState, state.Format)
	}
	loaded, err := loadStore(&state)
	if err != nil {
		return err
	}
	o.ensure()
	o.mu.Lock()
	o.store = loaded
	o.mu.Unlock()
	o.tokens.load(&state, o.knobs.epoch())
	return nil
}

func loadStore(state *saved) (*store, error) {
	s := newStore()
	var rows []*row
	for name, list := range state.Rows {
		t := wholeSchema().byName[name]
		if t == nil || t.Virtual {
			continue // a table of another version
		}
		for _, one := range list {
			r, err := loadRow(t, one)
			if err != nil {
				return nil, err
			}
			rows = append(rows, r)
		}
	}
	s.restore(rows, state.Version)
	s.loadFiles(state.Files)
	for _, r := range state.Removed {
		if _, ok := parseGUID(r.ID); ok {
			s.removed = append(s.removed, removal{r.Table, r.ID, r.Version})
		}
	}
	for relation, pairs := range state.Links {
		for _, pair := range pairs {
			s.connect(relation, link{pair[0], pair[1]})
		}
	}
	if len(s.all("systemuser")) == 0 || len(s.all("organization")) == 0 {
		return nil, fmt.Errorf("%w: it has no users", errBadState)
	}
	return s, nil
}

func (s *store) loadFiles(files map[guid]*fileContent) {
	for id, f := range files {
		if _, ok := parseGUID(string(id)); ok && f != nil {
			s.files[id] = f
		}
	}
}

// restore stores rows with the versions they had.
func (s *store) restore(rows []*row, version int64) {
	s.fill(rows)
	s.version = version
	for _, r := range rows {
		s.version = max(s.version, r.version)
	}
}

func loadRow(t *table, one savedRow) (*row, error) {
	r := &row{table: t, version: one.Version, values: make([]any, len(t.Columns))}
	for i := range t.Columns {
		c := &t.Columns[i]
		raw, given := one.Values[c.Name]
		if !given {
			continue
		}
		value, ok := loadValue(c, raw)
		if !ok {
			return nil, fmt.Errorf("%w: column %s of a %s", errBadState, c.Name, t.Name)
		}
		r.values[i] = value
	}
	id, ok := r.values[0].(guid)
	if !ok {
		return nil, fmt.Errorf("%w: a %s has no id", errBadState, t.Name)
	}
	r.id = string(id)
	return r, nil
}

func (s *tokenStore) load(state *saved, epoch int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	adopt := func(from map[string]tokenGrant) map[string]tokenGrant {
		into := map[string]tokenGrant{}
		for hash, g := range from {
			g.Epoch = epoch
			into[hash] = g
		}
		return into
	}
	s.access, s.refresh = adopt(state.Access), adopt(state.Refresh)
}
