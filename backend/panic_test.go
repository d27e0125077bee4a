package backend_test

import (
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"ferry/backend/practice"
	"ferry/backend/view"
)

// breakOn panics inside the next request that fits, as a mistake of ours would.
func (h *house) breakOn(fits func(*http.Request) bool) {
	var once atomic.Bool
	h.practice.Knobs().FailNext(1, practice.Fault{Match: func(r *http.Request) bool {
		if fits(r) && once.CompareAndSwap(false, true) {
			panic("what somebody wrote")
		}
		return false
	}})
}

func (h *house) warning(code string) (view.Warning, bool) {
	h.t.Helper()
	for _, warning := range h.status().Warnings {
		if warning.Code == code {
			return warning, true
		}
	}
	return view.Warning{}, false
}

func TestAPanicWhileSendingEndsNeitherQueueNorProgram(t *testing.T) {
	h := newHouse(t)
	h.ready()
	h.breakOn(func(r *http.Request) bool {
		return r.Method == http.MethodPost && (strings.Contains(r.URL.Path, "/tasks") || strings.HasSuffix(r.URL.Path, "/$batch"))
	})
	h.note("Goes on after the program failed once.")
	h.until("the failure is shown", func() bool { _, shown := h.warning("unexpected"); return shown })
	warning, _ := h.warning("unexpected")
	if strings.Contains(warning.Detail, "somebody") || !strings.Contains(warning.Detail, "sender") || !warning.Once {
		t.Errorf("shown as %+v", warning)
	}
	h.until("the entry waits", func() bool {
		page, err := h.Entries(t.Context(), view.EntryQuery{State: "waiting"})
		return err == nil && page.Total == 1
	})
	if err := h.SendNow(t.Context()); err != nil {
		t.Fatal(err)
	}
	h.until("the interrupted entry is sent", func() bool { return h.status().Sent == 1 })
	h.DismissUnexpected()
	if _, shown := h.warning("unexpected"); shown {
		t.Error("shown again after it was dismissed")
	}
	h.note("And the next one.")
	h.until("the next entry is sent", func() bool { return h.status().Sent == 2 })
}

func TestAPanicWhileImportingEndsThatImportOnly(t *testing.T) {
	h := newHouse(t)
	h.ready()
	h.breakOn(func(r *http.Request) bool { return strings.Contains(r.URL.Path, "/contacts") })
	if err := h.Sync(t.Context()); err != nil {
		t.Fatal(err)
	}
	h.until("the import fails", func() bool {
		progress, err := h.ImportProgress(t.Context())
		return err == nil && !progress.Running && progress.Problem.Code == "unexpected"
	})
	if err := h.Sync(t.Context()); err != nil {
		t.Fatal(err)
	}
	h.until("the next import ends well", func() bool {
		progress, err := h.ImportProgress(t.Context())
		return err == nil && !progress.Running && progress.Problem.Code == ""
	})
}

func TestAPanicWhileConnectingIsAnswered(t *testing.T) {
	h := newHouse(t)
	h.breakOn(func(r *http.Request) bool { return strings.Contains(r.URL.Path, "WhoAmI") })
	if code := h.connect(h.person(isAdmin)); code != "unexpected" {
		t.Errorf("code %q", code)
	}
	if code := h.connect(h.person(isAdmin)); code != "" {
		t.Errorf("the next attempt: %q", code)
	}
}

// TestAPanicWhileDisconnectingHoldsNothingUp lets work panic just when it is told to end, which disconnecting waits for.
func TestAPanicWhileDisconnectingHoldsNothingUp(t *testing.T) {
	h := newHouse(t)
	h.ready()
	arrived := make(chan struct{})
	h.breakOn(func(r *http.Request) bool {
		close(arrived)
		<-r.Context().Done()
		return true
	})
	h.note("On its way when the person disconnects.")
	<-arrived
	if err := h.Disconnect(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	if _, shown := h.warning("unexpected"); !shown {
		t.Error("the failure is not shown")
	}
}
