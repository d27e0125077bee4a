package backend_test

import (
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"ferry/backend/view"
)

func (h *house) outboxPage(query view.EntryQuery) view.EntryPage {
	h.t.Helper()
	query.Limit = 100
	page, err := h.Entries(h.t.Context(), query)
	if err != nil {
		h.t.Fatal(err)
	}
	return page
}

// onlySent waits until the only entry is sent, and gives it.
func (h *house) onlySent() view.EntryRow {
	h.t.Helper()
	var page view.EntryPage
	h.until("it is sent", func() bool {
		page = h.outboxPage(view.EntryQuery{State: "sent"})
		return len(page.Rows) == 1
	})
	return page.Rows[0]
}

func (h *house) offline(gone bool) {
	h.t.Helper()
	if err := h.SetPracticeOffline(h.t.Context(), gone); err != nil {
		h.t.Fatal(err)
	}
}

// TestARemovalOfflineIsCounted takes a sent entry back with no network: it still is in Dynamics, and waits to be deleted there.
func TestARemovalOfflineIsCounted(t *testing.T) {
	h := newHouse(t)
	h.ready()
	h.note("Taken back")
	row := h.onlySent()
	if !row.Landed || !row.Closed {
		t.Errorf("sent, but %+v", row)
	}
	h.offline(true)
	if err := h.Remove(t.Context(), []string{row.ID}); err != nil {
		t.Fatal(err)
	}
	page := h.outboxPage(view.EntryQuery{State: "removing"})
	if len(page.Rows) != 1 || !page.Rows[0].Landed || page.Counts.Removing != 1 || page.Counts.ToSend != 0 {
		t.Fatalf("removing: %+v", page)
	}
	h.offline(false)
	h.until("it is deleted there", func() bool {
		page = h.outboxPage(view.EntryQuery{State: "removed"})
		return len(page.Rows) == 1 && !page.Rows[0].Landed && page.Rows[0].Since != "" && page.Counts.Removing == 0
	})
}

// TestWhatIsClosedStaysWhereItIs tells that another match moves no activity that is closed.
func TestWhatIsClosedStaysWhereItIs(t *testing.T) {
	h := newHouse(t)
	h.ready()
	h.note("Stays")
	id := h.onlySent().ID
	entry := h.entry(id)
	if entry.Stays {
		t.Fatal("said to stay before anybody said that it is somebody else's")
	}
	row := h.saved()
	if _, err := h.Reject(t.Context(), entry.Row.Member.Key, row.Table, row.ID); err != nil {
		t.Fatal(err)
	}
	if entry = h.entry(id); !entry.Stays || !entry.Row.Closed {
		t.Errorf("rejected, but %+v", entry)
	}
	if _, err := h.Decide(t.Context(), entry.Row.Member.Key, row.Table, row.ID); err != nil {
		t.Fatal(err)
	}
	if entry = h.entry(id); entry.Stays {
		t.Errorf("it is the member's after all, but %+v", entry)
	}
}

// looked counts requests for the organization's front page, which is what a look for the network asks for.
type looked struct {
	next  http.RoundTripper
	times atomic.Int32
}

func (l *looked) RoundTrip(request *http.Request) (*http.Response, error) {
	if strings.HasSuffix(request.URL.Path, "/api/data/v9.2/") {
		l.times.Add(1)
	}
	return l.next.RoundTrip(request)
}

// TestSendNowLooksForTheNetwork: whoever presses with no network finds out at once, also with nothing to send.
func TestSendNowLooksForTheNetwork(t *testing.T) {
	h := newHouse(t)
	h.ready()
	line := &looked{next: h.practice.RoundTripper()}
	h.line = line
	h.restart()
	h.imported()
	pressed := func() int32 {
		before := line.times.Load()
		if err := h.SendNow(t.Context()); err != nil {
			t.Fatal(err)
		}
		return line.times.Load() - before
	}
	if pressed() != 0 {
		t.Error("looked for a network that is there")
	}
	h.offline(true)
	before := h.status()
	if pressed() == 0 { // the prober may look too
		t.Error("with no network, nobody looked for it")
	}
	if status := h.status(); status.Online || status.OfflineSince != before.OfflineSince {
		t.Errorf("with no network: %+v", status)
	}
	h.practice.Knobs().Offline(false) // which nobody tells
	if pressed() == 0 || !h.status().Online {
		t.Error("the network is there and was not found")
	}
	if pressed() != 0 {
		t.Error("what was found was not kept")
	}
}
