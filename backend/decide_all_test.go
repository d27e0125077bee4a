package backend_test

import (
	"slices"
	"testing"

	"ferry/backend/crm"
	"ferry/backend/view"
)

// unresolved copies a note about each name, of whom the organization knows nobody, and gives their member keys.
func (h *house) unresolved(names ...string) []string {
	h.t.Helper()
	for _, name := range names {
		request := view.CopyRequest{Kind: "note", MemberName: name, Text: "About " + name}
		if _, err := h.Copy(h.t.Context(), request); err != nil {
			h.t.Fatal(err)
		}
	}
	h.until("all are sent, under nobody", func() bool { return h.status().Unresolved == len(names) })
	var keys []string
	for _, row := range h.outboxPage(view.EntryQuery{State: "unresolved"}).Rows {
		keys = append(keys, row.Member.Key)
	}
	slices.Sort(keys)
	return keys
}

func TestSeveralPeopleAreLinkedAtOnce(t *testing.T) {
	h := newHouse(t)
	h.ready()
	keys := h.unresolved("Zed Nobody", "Z. Nobody", "Rosalind Nowhere")
	row := h.saved()
	if err := h.DecideAll(t.Context(), keys[1:], row.Table, row.ID); err != nil {
		t.Fatal(err)
	}
	h.until("two are linked and closed", func() bool { return h.status().Unresolved == 1 && h.status().ToSend == 0 })
	h.wantCode("a row that is not there", h.DecideAll(t.Context(), keys[:1], row.Table, "00000000-0000-4000-8000-000000000000"),
		crm.CodeNotFound)
}

func TestSeveralPeopleAreRememberedAsNotInTheCRM(t *testing.T) {
	h := newHouse(t)
	h.ready()
	keys := h.unresolved("Zed Nobody", "Rosalind Nowhere", "Odd One")
	h.remembers()
	if err := h.NotInCRMAll(t.Context(), keys[:2]); err != nil {
		t.Fatal(err)
	}
	h.remembers(keys[:2]...)
	h.wantCode("one who is not known", h.NotInCRMAll(t.Context(), []string{keys[2], "nobody"}), crm.CodeNotFound)
	h.remembers(keys...) // what was done before the error stays
	if h.status().Unresolved != 3 {
		t.Error("they are in the CRM all the same")
	}
}

func (h *house) remembers(want ...string) {
	h.t.Helper()
	got, err := h.NotInCRMKeys(h.t.Context())
	if err != nil || !slices.Equal(got, want) && len(got)+len(want) > 0 {
		h.t.Errorf("not in the CRM: %v, %v", got, err)
	}
}
