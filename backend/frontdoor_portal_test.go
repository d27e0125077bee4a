package backend_test

import (
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"ferry/backend/crm"
	"ferry/backend/view"
)

// portal answers every request in the organization's place while it is up, as a hotel's network does.
type portal struct {
	next   http.RoundTripper
	status int
	header http.Header
	up     atomic.Bool
	wrote  atomic.Int32 // writes that it swallowed
}

func (p *portal) RoundTrip(r *http.Request) (*http.Response, error) {
	if !p.up.Load() {
		return p.next.RoundTrip(r)
	}
	if r.Method != http.MethodGet {
		p.wrote.Add(1)
	}
	return &http.Response{
		StatusCode: p.status, Header: p.header.Clone(), Request: r, ProtoMajor: 1, ProtoMinor: 1,
		Body: io.NopCloser(strings.NewReader("<!doctype html><title>Welcome</title>")),
	}, nil
}

// TestACaptivePortalTakesNothing: what a web page answers to a write is no success, and no reason to ask a person about each
// entry.
func TestACaptivePortalTakesNothing(t *testing.T) {
	page := http.Header{"Content-Type": {"text/html"}}
	away := http.Header{"Content-Type": {"text/html"}, "Location": {"https://portal.example/welcome"}}
	for name, c := range map[string]struct {
		status int
		header http.Header
	}{
		"that answers with its page": {http.StatusOK, page},
		"that sends away with 302":   {http.StatusFound, away},
		"that sends away with 307":   {http.StatusTemporaryRedirect, away},
		"that wants a sign-in (511)": {http.StatusNetworkAuthenticationRequired, page},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			h.ready()
			line := &portal{next: h.practice.RoundTripper(), status: c.status, header: c.header}
			h.line = line
			h.restart()
			h.imported()
			before := len(h.practice.Rows("task"))
			line.up.Store(true)
			h.note("First of two.")
			h.note("Second of two.")
			h.until("the portal has swallowed a write", func() bool { return line.wrote.Load() > 0 })
			h.until("the queue waits", func() bool {
				page, err := h.Entries(t.Context(), view.EntryQuery{State: "waiting"})
				return err == nil && page.Total > 0
			})
			if status := h.status(); status.Sent != 0 || status.NeedAttention != 0 || status.ToSend != 2 {
				t.Errorf("status %+v", status)
			}
			line.up.Store(false)
			if err := h.SendNow(t.Context()); err != nil {
				t.Fatal(err)
			}
			h.until("both are sent", func() bool { return h.status().Sent == 2 })
			if after := len(h.practice.Rows("task")); after != before+2 {
				t.Errorf("%d tasks for two notes", after-before)
			}
		})
	}
}

// TestACaptivePortalIsNamed while an import meets it.
func TestACaptivePortalIsNamed(t *testing.T) {
	h := newHouse(t)
	h.ready()
	line := &portal{next: h.practice.RoundTripper(), status: http.StatusOK, header: http.Header{"Content-Type": {"text/html"}}}
	h.line = line
	line.up.Store(true)
	h.restart()
	h.until("it is said", func() bool { _, shown := h.warning(string(crm.CodeWebPage)); return shown })
	line.up.Store(false)
	if err := h.Sync(t.Context()); err != nil {
		t.Fatal(err)
	}
	h.until("no more is said", func() bool { _, shown := h.warning(string(crm.CodeWebPage)); return !shown })
}
