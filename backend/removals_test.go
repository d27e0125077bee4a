package backend_test

import (
	"testing"

	"ferry/backend/crm"
	"ferry/backend/outbox"
	"ferry/backend/view"
)

// TestWhatRemovingDoesIsSaidBefore: of what was tried with no network nothing can be in Dynamics; of what got no answer it may.
func TestWhatRemovingDoesIsSaidBefore(t *testing.T) {
	h := newHouse(t)
	h.ready()
	h.practice.Knobs().Offline(true)
	h.note("Written in a tunnel.")
	h.until("it was tried", func() bool { return len(h.theOnly(string(outbox.Waiting)).Attempts) == 1 })
	tried := h.theOnly(string(outbox.Waiting))
	if attempt := tried.Attempts[0]; attempt.Outcome != string(outbox.OutcomeUnsent) || attempt.Tries < 1 || attempt.Until == "" {
		t.Errorf("%+v", attempt)
	}
	h.removals(view.Removals{Local: 1}, tried.Row.ID)
	if err := h.Remove(t.Context(), []string{tried.Row.ID}); err != nil {
		t.Fatal(err)
	}
	h.theOnly(string(outbox.Removed))
	h.removals(view.Removals{Stay: 1}, tried.Row.ID)

	h.practice.Knobs().Offline(false)
	h.note("Sent.")
	h.removals(view.Removals{Deleted: 1}, h.onlySent().ID)
	_, err := h.Removals(t.Context(), []string{"nobody"})
	h.wantCode("an entry that is not there", err, crm.CodeNotFound)
}

func (h *house) theOnly(state string) view.Entry {
	h.t.Helper()
	page, err := h.Entries(h.t.Context(), view.EntryQuery{State: state})
	if err != nil || len(page.Rows) != 1 {
		return view.Entry{} // not yet
	}
	entry, err := h.Entry(h.t.Context(), page.Rows[0].ID)
	h.wantCode("the entry", err, crm.Code(""))
	return entry
}

func (h *house) removals(want view.Removals, ids ...string) {
	h.t.Helper()
	got, err := h.Removals(h.t.Context(), ids)
	if err != nil || got != want {
		h.t.Errorf("removing would do %+v, %v", got, err)
	}
}
