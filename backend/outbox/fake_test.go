package outbox_test

import (
	"context"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"ferry/backend/crm"
	"ferry/backend/outbox"
	"ferry/backend/outbox/storetest"
)

const organization = "0a0a0a0a-0000-4000-8000-000000000001"

func holder() crm.Ref {
	return crm.Ref{Table: crm.TableUser, ID: "0b0b0b0b-0000-4000-8000-000000000001", Name: "Ana Ruiz"}
}

func maria() crm.Ref { return crm.Ref{Table: crm.TableContact, ID: "c-maria", Name: "María Gómez"} }

func gomez() crm.Member {
	return crm.Member{Key: "url:maria", Name: "María Gómez", Company: "Fabrikam"}
}

// organizationFake behaves as Dataverse does for what the sender needs, and fails as scripted.
type organizationFake struct {
	mu     sync.Mutex
	rows   map[string]crm.Activity
	notes  map[string]crm.Annotation
	people map[string]crm.Person
	flags  map[string]crm.OrgChange
	calls  []string // "create task", "patch close", ...
	script []answer
	// created and deleted, when set, are told of each create and delete that worked; fate is asked what happens at a call.
	created func(crm.Activity)
	deleted func(id string)
	fate    func(call string) answer
}

// answer is what one call does instead of working, or, with after, after it worked: the lost answer.
type answer struct {
	call  string // prefix of the call it is for; other calls work
	err   error
	after bool
	do    func() // runs first, without the lock
}

func newOrganization() *organizationFake {
	return &organizationFake{rows: map[string]crm.Activity{}, notes: map[string]crm.Annotation{},
		people: map[string]crm.Person{}, flags: map[string]crm.OrgChange{}}
}

func (f *organizationFake) then(answers ...answer) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.script = append(f.script, answers...)
}

// play records the call and runs work, unless the script says otherwise.
func (f *organizationFake) play(ctx context.Context, call string, work func() error) error {
	f.mu.Lock()
	f.calls = append(f.calls, call)
	var scripted answer
	if len(f.script) > 0 && strings.HasPrefix(call, f.script[0].call) {
		scripted, f.script = f.script[0], f.script[1:]
	}
	fate := f.fate
	f.mu.Unlock()
	if fate != nil {
		scripted = fate(call)
	}
	if scripted.do != nil {
		scripted.do()
	}
	if scripted.err != nil && !scripted.after {
		return scripted.err
	}
	if err := ctx.Err(); err != nil {
		return crm.Errorf(crm.CodeCancelled, "%w", err)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := work(); err != nil {
		return err
	}
	return scripted.err
}

func (f *organizationFake) CreateActivity(ctx context.Context, activity crm.Activity) error {
	return f.play(ctx, "create "+activity.Table, func() error {
		if _, exists := f.rows[activity.ID]; exists {
			return &crm.Error{Code: crm.CodeDuplicateKey, Detail: "0x80040237"}
		}
		if activity.Regarding.ID != "" && f.missing(activity.Regarding) {
			return &crm.Error{Code: crm.CodeNotFound, Detail: "regarding"}
		}
		f.rows[activity.ID] = activity
		if f.created != nil {
			f.created(activity)
		}
		return nil
	})
}

func (f *organizationFake) ReadActivity(ctx context.Context, table, id string) (row crm.Activity, err error) {
	err = f.play(ctx, "read "+table, func() error {
		there, exists := f.rows[id]
		if !exists || there.Table != table {
			return &crm.Error{Code: crm.CodeNotFound}
		}
		row = there
		row.Description = strings.ReplaceAll(row.Description, "\n", "\r\n") // as Dataverse sometimes does
		return nil
	})
	return row, err
}

func (f *organizationFake) UpdateActivity(
	ctx context.Context, table, id string, change crm.ActivityChange, ifMatch string,
) error {
	return f.play(ctx, "patch "+what(change), func() error {
		row, exists := f.rows[id]
		switch {
		case !exists || row.Table != table:
			return &crm.Error{Code: crm.CodeNotFound}
		case change.Regarding != nil && f.missing(*change.Regarding):
			return &crm.Error{Code: crm.CodeNotFound, Detail: "regarding"}
		case ifMatch != "*":
			return &crm.Error{Code: crm.CodeInvalid, Detail: "a PATCH without If-Match creates rows"}
		case row.State == crm.ActivityCompleted && change.State == nil:
			return &crm.Error{Code: crm.CodeClosed}
		}
		f.rows[id] = applied(row, change)
		return nil
	})
}

func what(change crm.ActivityChange) string {
	switch {
	case change.State != nil && *change.State == crm.ActivityCompleted:
		return "close"
	case change.State != nil:
		return "open"
	case change.Regarding != nil:
		return "link"
	}
	return "text"
}

func applied(row crm.Activity, change crm.ActivityChange) crm.Activity {
	if change.Subject != nil {
		row.Subject = *change.Subject
	}
	if change.Description != nil {
		row.Description = *change.Description
	}
	if change.Regarding != nil {
		row.Regarding = *change.Regarding
	}
	if change.Parties != nil {
		row.Parties = change.Parties
	}
	if change.State != nil {
		row.State, row.Status = *change.State, *change.Status
	}
	return row
}

func (f *organizationFake) DeleteActivity(ctx context.Context, table, id string) error {
	return f.play(ctx, "delete "+table, func() error {
		if _, exists := f.rows[id]; !exists {
			return &crm.Error{Code: crm.CodeNotFound}
		}
		delete(f.rows, id)
		maps.DeleteFunc(f.notes, func(_ string, note crm.Annotation) bool { return note.Object.ID == id }) // they go with it
		if f.deleted != nil {
			f.deleted(id)
		}
		return nil
	})
}

func (f *organizationFake) CreateAnnotation(ctx context.Context, note crm.Annotation) error {
	return f.play(ctx, "annotate", func() error {
		if _, exists := f.notes[note.ID]; exists {
			return &crm.Error{Code: crm.CodeDuplicateKey}
		}
		if _, exists := f.rows[note.Object.ID]; !exists {
			return &crm.Error{Code: crm.CodeNotFound, Detail: "object"}
		}
		f.notes[note.ID] = note
		return nil
	})
}

func (f *organizationFake) DeleteAnnotation(ctx context.Context, id string) error {
	return f.play(ctx, "delete annotation", func() error {
		if _, exists := f.notes[id]; !exists {
			return &crm.Error{Code: crm.CodeNotFound}
		}
		delete(f.notes, id)
		return nil
	})
}

func (f *organizationFake) ReadAnnotation(ctx context.Context, id string) (note crm.Annotation, err error) {
	err = f.play(ctx, "read annotation", func() error {
		there, exists := f.notes[id]
		if !exists {
			return &crm.Error{Code: crm.CodeNotFound}
		}
		note = there
		return nil
	})
	return note, err
}

// missing reports whether the row is one that a seat holder makes, and is not made yet.
func (f *organizationFake) missing(row crm.Ref) bool {
	_, made := f.people[row.ID]
	return len(row.ID) == 36 && !made
}

func (f *organizationFake) CreatePerson(ctx context.Context, person crm.Person) error {
	return f.play(ctx, "person "+person.Table, func() error {
		if _, exists := f.people[person.ID]; exists {
			return &crm.Error{Code: crm.CodeDuplicateKey}
		}
		for _, other := range f.people {
			if other.LastName == person.LastName && !person.AllowDuplicate {
				return &crm.Error{Code: crm.CodeDuplicateFound}
			}
		}
		f.people[person.ID] = person
		return nil
	})
}

func (f *organizationFake) ReadPerson(ctx context.Context, table, id string) (person crm.Person, err error) {
	err = f.play(ctx, "read person", func() error {
		there, exists := f.people[id]
		if !exists || there.Table != table {
			return &crm.Error{Code: crm.CodeNotFound}
		}
		person = there
		return nil
	})
	return person, err
}

func (f *organizationFake) Duplicates(context.Context, crm.Person) ([]crm.Candidate, error) {
	return nil, nil
}

func (f *organizationFake) SetFlag(ctx context.Context, contact string, flag crm.OrgChange, ifMatch string) error {
	return f.play(ctx, "flag", func() error {
		if ifMatch != "*" {
			return &crm.Error{Code: crm.CodeInvalid, Detail: "a PATCH without If-Match creates rows"}
		}
		f.flags[contact] = flag
		return nil
	})
}

// house is an outbox with everything around it in memory.
type house struct {
	*outbox.Outbox
	t      *testing.T
	crm    *organizationFake
	store  *storetest.Memory
	match  crm.Match
	policy outbox.Policy
	shape  outbox.Shape
	// asked, when set, runs while matching is asked.
	asked      func()
	askedAbout func(crm.Member)

	mu      sync.Mutex
	changes []outbox.Change
}

func newHouse(t *testing.T) *house {
	t.Helper()
	h := &house{t: t, crm: newOrganization(), store: &storetest.Memory{},
		match:  crm.Match{Strength: crm.MatchStrong, Row: maria()},
		policy: outbox.Policy{Saved: true, Kinds: crm.Kinds(), Contacts: true, Leads: true, Flags: true}}
	h.restart()
	return h
}

// restart is a new process on the same store.
func (h *house) restart() {
	h.Outbox = outbox.New(outbox.Config{
		Store: h.store, CRM: h.crm, Notes: h.crm, People: h.crm, Matcher: h,
		Policy:       func(context.Context) (outbox.Policy, error) { return h.policy, nil },
		Shape:        func(context.Context) (*outbox.Shape, error) { shape := h.shape; return &shape, nil },
		Organization: organization, Owner: holder(),
		OnChange: func(change outbox.Change) {
			h.mu.Lock()
			defer h.mu.Unlock()
			h.changes = append(h.changes, change)
		},
	})
}

func (h *house) Match(_ context.Context, member crm.Member) (crm.Match, error) {
	if h.askedAbout != nil {
		h.askedAbout(member)
	}
	if h.asked != nil {
		h.asked()
	}
	return h.match, nil
}

func note() outbox.Draft {
	return outbox.Draft{Kind: crm.KindNote, Member: gomez(), Body: "Met at the fair.\nWants a call.",
		At: time.Date(2026, 3, 4, 9, 0, 30, 7, time.FixedZone("", 3600))}
}

func message() outbox.Draft {
	return outbox.Draft{Kind: crm.KindMessage, Member: gomez(), Body: "Gracias por la reunión", Outgoing: true,
		At: time.Date(2026, 3, 4, 9, 0, 30, 0, time.UTC), SourceKey: "conversation|1"}
}

// put enqueues one draft and gives its id.
func (h *house) put(draft outbox.Draft) string {
	h.t.Helper()
	enqueued, err := h.Enqueue(h.t.Context(), draft)
	if err != nil || len(enqueued) != 1 || enqueued[0].State != outbox.Queued {
		h.t.Fatalf("enqueue: %+v, %v", enqueued, err)
	}
	return enqueued[0].ID
}

// drain sends what can be sent.
func (h *house) drain() {
	h.t.Helper()
	if err := h.Drain(h.t.Context()); err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) read(id string) outbox.Record {
	h.t.Helper()
	record, err := h.Entry(h.t.Context(), id)
	if err != nil {
		h.t.Fatal(err)
	}
	return record
}

// is checks where the entry stands.
func (h *house) is(id string, state outbox.State, code crm.Code) outbox.Record {
	h.t.Helper()
	record := h.read(id)
	if record.State != state || record.Code != code {
		h.t.Fatalf("entry is %s %q (%s), want %s %q; calls %q", record.State, record.Code, record.Detail, state, code,
			h.crm.calls)
	}
	return record
}

// called checks the calls since the last time.
func (h *house) called(want ...string) {
	h.t.Helper()
	h.crm.mu.Lock()
	defer h.crm.mu.Unlock()
	if !slices.Equal(h.crm.calls, want) {
		h.t.Fatalf("calls %q, want %q", h.crm.calls, want)
	}
	h.crm.calls = nil
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func failure(code crm.Code) error { return &crm.Error{Code: code, Detail: "as scripted"} }
