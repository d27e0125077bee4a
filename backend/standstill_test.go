package backend_test

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"ferry/backend"
	"ferry/backend/practice"
)

// In these tests the queue stands still for a reason that ends, and nobody presses anything: it has to go on by itself.

// bubbled is a house that is ready, in a bubble's time. Whoever has it may call hint, as the system does.
type bubbled struct {
	*house
	hint func()
}

func inBubble(t *testing.T, line func(next http.RoundTripper) http.RoundTripper, do func(t *testing.T, h *bubbled)) {
	t.Helper()
	t.Parallel()
	made, now := prepareHouse(t), time.Now() // a sign-in has a real socket
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(now)) // when it was prepared: a bubble begins long before
		h := &bubbled{house: &house{t: t, dir: t.TempDir(), practice: practice.New(practice.Options{}), secrets: made.secrets.clone()}}
		if err := os.CopyFS(h.dir, os.DirFS(made.dir)); err != nil {
			t.Fatal(err)
		}
		if err := h.practice.Load(bytes.NewReader(made.organization)); err != nil {
			t.Fatal(err)
		}
		h.line = h.practice.RoundTripper()
		if line != nil {
			h.line = line(h.line)
		}
		stop := h.openBubbled()
		defer stop()
		h.imported()
		do(t, h)
	})
}

func (h *bubbled) openBubbled() (stop func()) {
	h.t.Helper()
	watching := make(chan struct{})
	var once sync.Once
	config := h.config()
	config.Logger = slog.New(slog.DiscardHandler)
	config.NetworkHints = func(ctx context.Context, changed func()) error {
		once.Do(func() {
			h.hint = changed
			close(watching)
		})
		<-ctx.Done()
		return ctx.Err()
	}
	opened, err := backend.Open(h.t.Context(), config)
	if err != nil {
		h.t.Fatal(err)
	}
	h.Backend = opened
	ctx, cancel := context.WithCancel(h.t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		opened.Run(ctx)
	}()
	<-watching
	return func() {
		cancel()
		<-ended
		if err := opened.Close(); err != nil {
			h.t.Error(err)
		}
	}
}

func isWrite(r *http.Request) bool { return r.Method != http.MethodGet }

// TestATokenThatWasRefusedForAMomentIsTriedAgain: the service refused two tokens in a row, the sign-in holds, and every
// import fails for a reason of its own. The next import shows that the account is let in, though it does not end well.
func TestATokenThatWasRefusedForAMomentIsTriedAgain(t *testing.T) {
	inBubble(t, nil, func(t *testing.T, h *bubbled) {
		h.practice.Knobs().FailNext(1<<20, practice.Fault{Kind: practice.InternalError, Match: func(r *http.Request) bool {
			return strings.HasSuffix(r.URL.Path, "/opportunities")
		}})
		h.practice.Knobs().FailNext(2, practice.Fault{Kind: practice.Unauthorized, Match: isWrite})
		h.note("Refused for a moment.")
		time.Sleep(time.Second)
		if status := h.status(); status.Sent != 0 || status.ToSend != 1 || status.Connection != "connected" {
			t.Fatalf("%+v", status)
		}
		time.Sleep(6 * time.Minute)
		if status := h.status(); status.Sent != 1 {
			t.Errorf("after the next import: %+v", status)
		}
	})
}

// TestTheSenderGoesOnWhenDisconnectingFails: the organization stays in use then.
func TestTheSenderGoesOnWhenDisconnectingFails(t *testing.T) {
	inBubble(t, nil, func(t *testing.T, h *bubbled) {
		h.practice.Knobs().Offline(true)
		h.note("Written before somebody tried to leave.")
		mirrors, err := filepath.Glob(filepath.Join(h.dir, "organizations", "*", h.connection().UserID, "mirror.db"))
		if err != nil || len(mirrors) != 1 {
			t.Fatalf("%v, %v", mirrors, err)
		}
		if err := os.MkdirAll(filepath.Join(mirrors[0]+".aside", "not empty"), 0o700); err != nil { // nobody can remove it as a file
			t.Fatal(err)
		}
		if err := h.Disconnect(t.Context(), true); err == nil {
			t.Fatal("it could be removed")
		}
		h.practice.Knobs().Offline(false)
		time.Sleep(10 * time.Minute)
		if status := h.status(); status.Sent != 1 || status.Connection != "connected" {
			t.Errorf("%+v", status)
		}
	})
}

// TestAnotherNetworkEndsTheWaitForAWebPageToGo: whoever leaves the hotel does not wait until the next look is due.
func TestAnotherNetworkEndsTheWaitForAWebPageToGo(t *testing.T) {
	var hotel *portal
	inBubble(t, func(next http.RoundTripper) http.RoundTripper {
		hotel = &portal{next: next, status: http.StatusOK, header: http.Header{"Content-Type": {"text/html"}}}
		return hotel
	}, func(t *testing.T, h *bubbled) {
		hotel.up.Store(true)
		h.note("Written in the hotel.")
		time.Sleep(2*time.Hour + 11*time.Second) // the pauses are long by now
		if status := h.status(); status.Sent != 0 || status.ToSend != 1 {
			t.Fatalf("%+v", status)
		}
		hotel.up.Store(false)
		h.hint()
		time.Sleep(time.Second)
		if status := h.status(); status.Sent != 1 {
			t.Errorf("a second after the network changed: %+v", status)
		}
	})
}
