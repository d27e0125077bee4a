package outbox_test

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"ferry/backend/crm"
	"ferry/backend/outbox"
)

// unreached is a failure of which it is known that nothing left this machine.
func unreached() error { return &crm.Error{Code: crm.CodeOffline, Detail: "dns", Unsent: true} }

// removes is what the outbox says before entries are removed.
func (h *house) removes(want outbox.Removal, ids ...string) {
	h.t.Helper()
	got, err := h.Removals(h.t.Context(), ids...)
	h.must(err)
	if slices.ContainsFunc(got, func(one outbox.Removal) bool { return one != want }) || len(got) != len(ids) {
		h.t.Errorf("removing would be %v, not %s", got, want)
	}
}

// TestWhatNeverLeftIsRemovedAtOnce: with nobody to connect to, nothing can be in Dynamics, and nothing has to be looked for
// there; a day of it stays one line.
func TestWhatNeverLeftIsRemovedAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		for range 5 {
			h.crm.then(answer{call: "create", err: unreached()})
		}
		id := h.put(message())
		stop := h.run()
		pass(2 * time.Minute)
		stop()
		record := h.is(id, outbox.Waiting, crm.CodeOffline)
		if len(record.Attempts) != 1 || record.Attempts[0].Tries != 5 || record.Attempts[0].Outcome != outbox.OutcomeUnsent {
			t.Errorf("attempts %+v", record.Attempts)
		}
		h.removes(outbox.RemovalLocal, id)
		h.crm.calls = nil
		h.must(h.Remove(t.Context(), id))
		h.is(id, outbox.Removed, "")
		h.called()
		h.removes(outbox.RemovalNone, id)
	})
}

// TestWhatMayHaveArrivedIsLookedFor: a lost answer is doubt, and stays one whatever the tries after it found.
func TestWhatMayHaveArrivedIsLookedFor(t *testing.T) {
	h := newHouse(t)
	h.crm.then(answer{call: "create", after: true, err: failure(crm.CodeOffline)})
	h.crm.then(answer{call: "create", err: unreached()})
	id := h.put(message())
	h.drain()
	h.removes(outbox.RemovalDoubt, id)
	h.again()
	if record := h.is(id, outbox.Waiting, crm.CodeOffline); len(record.Attempts) != 2 {
		t.Errorf("attempts %+v", record.Attempts)
	}
	h.removes(outbox.RemovalDoubt, id)
	h.must(h.Remove(t.Context(), id))
	h.again()
	h.is(id, outbox.Removed, "")
	if len(h.crm.rows) != 0 {
		t.Errorf("left in Dynamics: %+v", h.crm.rows)
	}
}

// TestALookThatFailsSaysNothingOfTheCreate: the service has the id, and only the look at whose it is found no network.
func TestALookThatFailsSaysNothingOfTheCreate(t *testing.T) {
	h := newHouse(t)
	h.crm.then(answer{call: "create", after: true, err: failure(crm.CodeDuplicateKey)})
	h.crm.then(answer{call: "read", err: unreached()})
	id := h.put(message())
	h.drain()
	h.is(id, outbox.Waiting, crm.CodeOffline)
	h.removes(outbox.RemovalDoubt, id)
}

func TestRemovingWhatWasSentDeletesIt(t *testing.T) {
	h := newHouse(t)
	sent := h.put(note())
	h.drain()
	queued := h.put(message())
	h.removes(outbox.RemovalDelete, sent)
	h.removes(outbox.RemovalLocal, queued)
	if _, err := h.Removals(t.Context(), "nobody"); crm.CodeOf(err) != crm.CodeNotFound {
		t.Errorf("an entry that is not there: %v", err)
	}
}
