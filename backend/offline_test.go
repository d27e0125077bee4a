package backend_test

import (
	"errors"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"ferry/backend/practice"
)

// hole is a line on which some requests get no answer, and others wait for theirs.
type hole struct {
	next       http.RoundTripper
	swallows   atomic.Pointer[func(*http.Request) bool]
	keepsBack  atomic.Pointer[func(*http.Request) bool]
	heldBack   atomic.Int32
	everyoneGo chan struct{}
}

func (l *hole) RoundTrip(r *http.Request) (*http.Response, error) {
	if swallows := l.swallows.Load(); swallows != nil && (*swallows)(r) {
		return nil, errors.New("no route to host")
	}
	if keepsBack := l.keepsBack.Load(); keepsBack != nil && (*keepsBack)(r) {
		l.heldBack.Add(1)
		select {
		case <-l.everyoneGo:
		case <-r.Context().Done():
			return nil, r.Context().Err()
		}
	}
	return l.next.RoundTrip(r)
}

func everything(*http.Request) bool { return true }

func (l *hole) swallow(which func(*http.Request) bool) { l.swallows.Store(&which) }

// TestOfflineIsKnownWithATokenThatHasExpired: after a night a new token is asked for before anything else, and where that fails
// for want of a network, nothing else is asked that would tell.
func TestOfflineIsKnownWithATokenThatHasExpired(t *testing.T) {
	for name, gone := range map[string]func(*http.Request) bool{
		"everything is gone": everything,
		"only the sign-in is": func(r *http.Request) bool {
			return strings.HasPrefix(r.URL.String(), practice.Authority)
		},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			line := &hole{next: h.practice.RoundTripper()}
			h.line = line
			h.restart()
			h.practice.Knobs().TokenLifetime(time.Minute) // what is left is too little, so that each time a new one is asked for
			h.makeReady()
			h.end()
			line.swallow(gone)
			h.open()
			h.note("Written on the plane.")
			h.until("it is said", func() bool { return !h.status().Online })
			if since := h.status().OfflineSince; since == "" {
				t.Error("nobody says since when")
			}
			line.swallow(func(*http.Request) bool { return false })
			h.until("the network is found, and the note is sent", func() bool { return h.status().Online && h.status().Sent == 1 })
		})
	}
}

// TestALongImportIsNotOffline: what failed before the network came back says nothing any more.
func TestALongImportIsNotOffline(t *testing.T) {
	h := newHouse(t)
	h.ready()
	line := &hole{next: h.practice.RoundTripper(), everyoneGo: make(chan struct{})}
	h.line = line
	line.swallow(everything)
	h.restart()
	h.until("it is offline", func() bool { return !h.status().Online })
	pages := func(r *http.Request) bool {
		return r.Method == http.MethodGet && !strings.HasSuffix(r.URL.Path, "/v9.2/")
	}
	line.keepsBack.Store(&pages)
	line.swallow(func(*http.Request) bool { return false })
	h.until("an import is under way", func() bool { return line.heldBack.Load() > 0 })
	h.until("it is online meanwhile", func() bool { return h.status().Online && h.status().Importing })
	close(line.everyoneGo)
	h.imported()
}
