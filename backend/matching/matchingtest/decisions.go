// Package matchingtest holds the contract of matching.Decisions as a test suite, and doubles of what a Matcher asks. It must
// not be imported by anything but tests.
package matchingtest

import (
	"context"
	"maps"
	"slices"
	"sync"
	"testing"
	"time"

	"ferry/backend/crm"
	"ferry/backend/matching"
)

// Memory is a matching.Decisions that forgets. The zero value is empty and ready.
type Memory struct {
	mu        sync.Mutex
	decisions map[string]matching.Decision
}

var _ matching.Decisions = (*Memory)(nil)

// Decision is the decision about a member.
func (m *Memory) Decision(_ context.Context, member string) (matching.Decision, bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	decision, ok := m.decisions[member]
	decision.Rejected = slices.Clone(decision.Rejected)
	return decision, ok, nil
}

// SaveDecision replaces what was decided.
func (m *Memory) SaveDecision(_ context.Context, decision matching.Decision) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.decisions == nil {
		m.decisions = map[string]matching.Decision{}
	}
	decision.Rejected = slices.Clone(decision.Rejected)
	m.decisions[decision.Member] = decision
	return nil
}

// DeleteDecision forgets what was decided.
func (m *Memory) DeleteDecision(_ context.Context, member string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.decisions, member)
	return nil
}

// AllDecisions lists what was decided.
func (m *Memory) AllDecisions(context.Context) ([]matching.Decision, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var all []matching.Decision
	for _, key := range slices.Sorted(maps.Keys(m.decisions)) {
		decision := m.decisions[key]
		decision.Rejected = slices.Clone(decision.Rejected)
		all = append(all, decision)
	}
	return all, nil
}

// Decisions is the contract of matching.Decisions. open gives an empty store for each part.
func Decisions(t *testing.T, open func(t *testing.T) matching.Decisions) {
	for name, part := range map[string]func(*testing.T, matching.Decisions){
		"None": testNone, "Kept": testKept, "Replaced": testReplaced, "Deleted": testDeleted,
		"Listed": testListed,
	} {
		t.Run(name, func(t *testing.T) { part(t, open(t)) })
	}
}

const member = "url:https://www.linkedin.com/in/tom-okafor-sample"

var (
	at      = time.Date(2026, 2, 1, 9, 30, 15, 0, time.UTC)
	contact = crm.Ref{Table: crm.TableContact, ID: "11111111-1111-4111-8111-111111111111", Name: "Tom Okafor"}
	lead    = crm.Ref{Table: crm.TableLead, ID: "22222222-2222-4222-8222-222222222222", Name: "Tom O."}
)

func save(t *testing.T, store matching.Decisions, decision matching.Decision) {
	t.Helper()
	if err := store.SaveDecision(t.Context(), decision); err != nil {
		t.Fatal(err)
	}
}

func want(t *testing.T, store matching.Decisions, wanted matching.Decision) {
	t.Helper()
	got, found, err := store.Decision(t.Context(), wanted.Member)
	if err != nil || !found {
		t.Fatalf("found %v, error %v", found, err)
	}
	if got.Row != wanted.Row || got.NotInCRM != wanted.NotInCRM || !got.DecidedAt.Equal(wanted.DecidedAt) ||
		got.DecidedBy != wanted.DecidedBy || !slices.Equal(got.Rejected, wanted.Rejected) {
		t.Errorf("got %+v, want %+v", got, wanted)
	}
}

func testNone(t *testing.T, store matching.Decisions) {
	if _, found, err := store.Decision(t.Context(), member); found || err != nil {
		t.Errorf("found %v, error %v", found, err)
	}
	if err := store.DeleteDecision(t.Context(), member); err != nil {
		t.Errorf("nothing to forget is no error: %v", err)
	}
}

func testKept(t *testing.T, store matching.Decisions) {
	decision := matching.Decision{Member: member, Row: contact, Rejected: []crm.Ref{lead}, DecidedAt: at, DecidedBy: "ana"}
	save(t, store, decision)
	save(t, store, matching.Decision{Member: "name:somebody else|", NotInCRM: true, DecidedAt: at})
	want(t, store, decision)
	want(t, store, matching.Decision{Member: "name:somebody else|", NotInCRM: true, DecidedAt: at})
}

func testReplaced(t *testing.T, store matching.Decisions) {
	save(t, store, matching.Decision{Member: member, Row: contact, Rejected: []crm.Ref{lead}, DecidedAt: at})
	replaced := matching.Decision{Member: member, NotInCRM: true, Rejected: []crm.Ref{contact}, DecidedAt: at.Add(time.Hour)}
	save(t, store, replaced)
	want(t, store, replaced)
}

func testDeleted(t *testing.T, store matching.Decisions) {
	save(t, store, matching.Decision{Member: member, Rejected: []crm.Ref{contact, lead}, DecidedAt: at})
	if err := store.DeleteDecision(t.Context(), member); err != nil {
		t.Fatal(err)
	}
	testNone(t, store)
	save(t, store, matching.Decision{Member: member, Row: contact, DecidedAt: at})
	want(t, store, matching.Decision{Member: member, Row: contact, DecidedAt: at})
}

func testListed(t *testing.T, store matching.Decisions) {
	if all, err := store.AllDecisions(t.Context()); err != nil || len(all) != 0 {
		t.Fatalf("%v, error %v", all, err)
	}
	first := matching.Decision{Member: "name:b|", Row: contact, Rejected: []crm.Ref{lead}, DecidedAt: at, DecidedBy: "ana"}
	second := matching.Decision{Member: "name:a|", NotInCRM: true, DecidedAt: at}
	save(t, store, first)
	save(t, store, second)
	all, err := store.AllDecisions(t.Context())
	if err != nil || len(all) != 2 || all[0].Member != "name:a|" || all[1].Row != contact || len(all[1].Rejected) != 1 ||
		len(all[0].Rejected) != 0 || !all[1].DecidedAt.Equal(at) {
		t.Errorf("%+v, error %v", all, err)
	}
}
