package backend_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"ferry/backend/crm"
	"ferry/backend/practice"
	"ferry/backend/view"
)

// watchedHouse is a ready house whose organization somebody else works in too.
func watchedHouse(t *testing.T) *house {
	t.Helper()
	h := newHouse(t)
	h.end()
	h.practice = practice.New(practice.Options{Tokens: map[string]string{"behind": h.person(isAdmin).ID}})
	h.open()
	h.ready()
	return h
}

// behind does something in the organization behind Ferry's back, as its admin.
func (h *house) behind(method, path, body string) {
	h.t.Helper()
	request, err := http.NewRequestWithContext(h.t.Context(), method, practice.URL+"/api/data/v9.2/"+path, strings.NewReader(body))
	if err != nil {
		h.t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer behind")
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("If-Match", "*")
	response, err := h.practice.RoundTripper().RoundTrip(request)
	if err != nil {
		h.t.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusNoContent {
		h.t.Fatalf("%s %s: HTTP %d", method, path, response.StatusCode)
	}
}

// sentNotes queues notes and waits until they are in the organization.
func (h *house) sentNotes(texts ...string) map[string]view.EntryRow {
	h.t.Helper()
	for _, text := range texts {
		h.note(text)
	}
	rows := map[string]view.EntryRow{}
	h.until("the notes are sent", func() bool {
		for _, row := range h.entries("sent") {
			at := slices.IndexFunc(texts, func(text string) bool { return strings.Contains(row.Preview, text) })
			if at >= 0 {
				rows[texts[at]] = row
			}
		}
		return len(rows) == len(texts)
	})
	return rows
}

func (h *house) entries(state string) []view.EntryRow {
	h.t.Helper()
	page, err := h.Entries(h.t.Context(), view.EntryQuery{State: state, Limit: 100})
	if err != nil {
		h.t.Fatal(err)
	}
	return page.Rows
}

// TestWhatDynamicsDidIsShownAndNeverUndone: an activity is deleted and another changed behind our back. The next import notices,
// and nothing is done about it until the person says so.
func TestWhatDynamicsDidIsShownAndNeverUndone(t *testing.T) {
	h := watchedHouse(t)
	sent := h.sentNotes("kept as it is", "deleted there", "changed there")
	h.behind(http.MethodDelete, "tasks("+sent["deleted there"].ID+")", "")
	h.behind(http.MethodPatch, "tasks("+sent["changed there"].ID+")", `{"statecode":0,"statuscode":2}`)
	h.behind(http.MethodPatch, "tasks("+sent["changed there"].ID+")", `{"subject":"Another subject"}`)
	before := len(h.practice.Rows("task"))
	if _, err := h.Import(t.Context()); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"kept as it is": "", "deleted there": "deleted", "changed there": "changed"}
	for text, row := range sent {
		entry := h.entry(row.ID)
		if entry.Row.State != "sent" || entry.Row.Remote != want[text] || entry.Remote.Kind != want[text] {
			t.Errorf("%s: %q, %+v, want %q", text, entry.Row.State, entry.Remote, want[text])
		}
	}
	if deleted := h.entry(sent["deleted there"].ID); deleted.CanEdit || deleted.Row.URL != "" {
		t.Errorf("what is gone can be edited or opened: %+v", deleted.Row)
	}
	if !h.entry(sent["changed there"].ID).CanEdit || h.entry(sent["changed there"].ID).Row.URL == "" {
		t.Error("what was changed can be neither edited nor opened")
	}
	changed := h.entry(sent["changed there"].ID).Remote
	if !slices.Equal(changed.Fields, []string{"subject", "state"}) || changed.By != h.person(isAdmin).Name || changed.At == "" || changed.Noticed == "" {
		t.Errorf("changed: %+v", changed)
	}
	noticed := []view.RemoteCount{{Kind: "deleted", Count: 1}, {Kind: "changed", Count: 1}}
	h.wantNoticed(noticed, map[string][]string{
		"any":     {sent["changed there"].ID, sent["deleted there"].ID},
		"deleted": {sent["deleted there"].ID}, "changed": {sent["changed there"].ID}, "hidden": {},
	})
	_, err := h.Entries(t.Context(), view.EntryQuery{Remote: "nonsense"})
	h.wantCode("what cannot be noticed", err, crm.CodeInvalid)
	if err := h.SendNow(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Import(t.Context()); err != nil {
		t.Fatal(err)
	}
	if now := len(h.practice.Rows("task")); now != before || h.practice.Row("task", sent["deleted there"].ID) != nil {
		t.Errorf("%d tasks, were %d: something was done again", now, before)
	}
	if row := h.practice.Row("task", sent["changed there"].ID); row["subject"] != "Another subject" {
		t.Errorf("the other's change was undone: %v", row)
	}
	h.restart()
	if got := h.entry(sent["deleted there"].ID).Remote.Kind; got != "deleted" {
		t.Errorf("after a restart: %q", got)
	}
	again, err := h.CopyAgain(t.Context(), sent["deleted there"].ID)
	if err != nil {
		t.Fatal(err)
	}
	if err := h.DismissRemote(t.Context(), []string{sent["changed there"].ID}); err != nil {
		t.Fatal(err)
	}
	h.until("the copy is sent", func() bool { return h.entry(again).Row.State == "sent" })
	if h.practice.Row("task", again) == nil || len(h.practice.Rows("task")) != before+1 {
		t.Error("the copy is not in the organization once")
	}
	for text, row := range sent {
		if got := h.entry(row.ID).Row.Remote; got != "" {
			t.Errorf("%s: still %q", text, got)
		}
	}
	h.wantNoticed([]view.RemoteCount{}, map[string][]string{"any": {}, "deleted": {}, "changed": {}})
}

// wantNoticed compares what the outbox counts and lists of what was noticed in Dynamics.
func (h *house) wantNoticed(counts []view.RemoteCount, ids map[string][]string) {
	h.t.Helper()
	for kind, want := range ids {
		page, err := h.Entries(h.t.Context(), view.EntryQuery{Remote: kind, Limit: 100})
		if err != nil || page.Total != len(want) || !slices.Equal(page.Counts.Remotes, counts) {
			h.t.Errorf("%s: %d, counts %+v, error %v", kind, page.Total, page.Counts.Remotes, err)
		}
		got := []string{}
		for _, row := range page.Rows {
			got = append(got, row.ID)
			if kind != "any" && row.Remote != kind {
				h.t.Errorf("%s is %q", row.ID, row.Remote)
			}
		}
		if !slices.Equal(got, want) {
			h.t.Errorf("%s: %v, want %v", kind, got, want)
		}
	}
}
