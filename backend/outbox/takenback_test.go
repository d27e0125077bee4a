package outbox_test

import (
	"context"
	"sync/atomic"
	"testing"

	"ferry/backend/crm"
	"ferry/backend/outbox"
)

// rests drains, and reports whether the sender comes to rest by itself within so many steps.
func (h *house) rests(steps int64) bool {
	h.t.Helper()
	ctx, cancel := context.WithCancel(h.t.Context())
	defer cancel()
	var taken atomic.Int64
	h.Step = func(string) {
		if taken.Add(1) > steps {
			cancel()
		}
	}
	defer func() { h.Step = nil }()
	if err := h.Drain(ctx); err != nil && ctx.Err() == nil {
		h.t.Fatal(err)
	}
	return ctx.Err() == nil
}

// refusedRemoval is an entry that was sent and removed, and whose activity Dynamics does not let us delete.
func refusedRemoval(t *testing.T) (*house, string) {
	h := newHouse(t)
	id := h.put(note())
	h.drain()
	h.must(h.Remove(t.Context(), id))
	h.crm.then(answer{call: "delete", err: failure(crm.CodeForbidden)})
	h.drain()
	if record := h.is(id, outbox.Attention, crm.CodeForbidden); !record.TakenBack() {
		t.Error("it is not taken back")
	}
	h.crm.calls = nil
	return h, id
}

// TestWhatIsTakenBackIsNotChanged: nothing comes after the delete, which goes on where the person says so.
func TestWhatIsTakenBackIsNotChanged(t *testing.T) {
	h, id := refusedRemoval(t)
	if err := h.Edit(t.Context(), id, outbox.Revision{Body: "Another text."}); crm.CodeOf(err) != crm.CodeInvalid {
		t.Errorf("edited: %v", err)
	}
	h.must(h.Choose(t.Context(), gomez().Key, crm.Ref{Table: crm.TableContact, ID: "c-tom"}))
	h.drain()
	h.called()
	h.must(h.Retry(t.Context(), id))
	if !h.rests(100) {
		t.Errorf("the sender never comes to rest: %d calls", len(h.crm.calls))
	}
	h.is(id, outbox.Removed, "")
	h.called("delete task")
}

// TestARestoredRemovalIsOnlyARemoval: also when somebody says meanwhile who it is about.
func TestARestoredRemovalIsOnlyARemoval(t *testing.T) {
	h := newHouse(t)
	h.match = crm.Match{Strength: crm.MatchNone}
	id := h.put(note())
	h.drain()
	h.must(h.Remove(t.Context(), id))
	h.must(h.Quarantine(t.Context()))
	h.is(id, outbox.Attention, crm.CodeRestored)
	h.must(h.Choose(t.Context(), gomez().Key, maria()))
	h.must(h.Retry(t.Context(), id))
	if !h.rests(100) {
		t.Errorf("the sender never comes to rest: %d calls", len(h.crm.calls))
	}
	h.is(id, outbox.Removed, "")
}

// TestWhatSaysSomethingElseIsNotCalledRemoved: the answer to the create was lost, and somebody has changed the text since.
func TestWhatSaysSomethingElseIsNotCalledRemoved(t *testing.T) {
	h := newHouse(t)
	id := h.lost(message())
	row := h.crm.rows[id]
	row.Description += " (a colleague added this)"
	h.crm.rows[id] = row
	h.must(h.Remove(t.Context(), id))
	h.again()
	h.is(id, outbox.Attention, crm.CodeIDTaken)
	delete(h.crm.rows, id) // they look, and delete it there
	h.must(h.Retry(t.Context(), id))
	h.drain()
	h.is(id, outbox.Removed, "")
}

// TestAPersonWhoStaysHoldsNobody: one that could not be taken back is there, so nothing waits for it to come.
func TestAPersonWhoStaysHoldsNobody(t *testing.T) {
	b := lanes(t)
	b.match = crm.Match{Strength: crm.MatchNone}
	person := b.putPerson(newcomer())
	b.crm.then(answer{call: "person", do: func() { b.must(b.Remove(t.Context(), person)) }})
	b.drain()
	b.is(person, outbox.Attention, crm.CodeInvalid)
	b.match = crm.Match{Strength: crm.MatchStrong, Row: crm.Ref{Table: crm.TableContact, ID: person, Name: "María Gómez"}}
	about := b.put(note())
	if !b.rests(1000) {
		t.Error("the sender never comes to rest")
	}
	b.is(about, outbox.Sent, "")
}

// TestWhatIsSaidOfAContactStandsUntilTheNextIsKept: a disk that fails in between loses neither what was said first nor last.
func TestWhatIsSaidOfAContactStandsUntilTheNextIsKept(t *testing.T) {
	h := newHouse(t)
	first, err := h.EnqueueFlag(t.Context(), gomez(), maria(), crm.OrgChangeIgnore)
	h.must(err)
	for allowed := range 2 {
		writes := 0
		h.store.Fail = func() error {
			if writes++; writes > allowed {
				return failure(crm.CodeStorage)
			}
			return nil
		}
		if _, err = h.EnqueueFlag(t.Context(), gomez(), maria(), crm.OrgChangeNotAtCompany); err == nil {
			t.Errorf("kept with %d writes", allowed)
		}
		h.store.Fail = nil
		h.is(first.ID, outbox.Queued, "")
	}
	h.drain()
	if flag := h.crm.flags[maria().ID]; flag != crm.OrgChangeNotAtCompany {
		t.Errorf("the contact says %v, not what was said last", flag)
	}
}
