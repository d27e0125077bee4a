package backend_test

import (
	"context"
	"log/slog"
	"net/http"
	"testing"
	"time"

	"ferry/backend"
	"ferry/backend/crm"
	"ferry/backend/practice"
	"ferry/backend/view"
)

// patience bounds every wait on the real clock: the sign-in has a real loopback socket.
const patience = 30 * time.Second

// house is the whole backend on a data folder and a practice organization of its own.
type house struct {
	*backend.Backend
	t        testing.TB
	dir      string
	practice *practice.Organization
	secrets  backend.Secrets
	step     func(step string) // of the next one that is opened
	line     http.RoundTripper // to the practice organization; nil is the shortest
	end      func()
}

// newHouse gives a house to a test, which runs beside others.
func newHouse(t testing.TB) *house {
	t.Helper()
	if test, ok := t.(*testing.T); ok {
		test.Parallel()
	}
	return newHouseAlone(t)
}

// newHouseAlone gives one to a test that changes the process, or has one already.
func newHouseAlone(t testing.TB) *house {
	t.Helper()
	h := &house{t: t, dir: t.TempDir(), practice: practice.New(practice.Options{}), secrets: backend.NewMemorySecrets()}
	h.open()
	t.Cleanup(func() { h.end() })
	return h
}

// open opens the backend and lets it run, as the window does.
func (h *house) open() {
	h.t.Helper()
	opened, err := backend.Open(h.t.Context(), h.config())
	if err != nil {
		h.t.Fatal(err)
	}
	running, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		opened.Run(running)
	}()
	h.Backend = opened
	h.end = func() {
		cancel()
		<-done
		if err := opened.Close(); err != nil {
			h.t.Errorf("close: %v", err)
		}
		h.end = func() {}
	}
}

func (h *house) config() backend.Config {
	return backend.Config{
		DataDir: h.dir, Practice: h.practice, Secrets: h.secrets, PracticeOnly: true, Logger: slog.New(slog.DiscardHandler),
		Step: h.step, PracticeTransport: h.line,
	}
}

func (h *house) restart() {
	h.t.Helper()
	h.end()
	h.open()
}

func (h *house) person(fits func(practice.Person) bool) practice.Person {
	h.t.Helper()
	for _, person := range h.practice.People() {
		if fits(person) {
			return person
		}
	}
	h.t.Fatal("no such person in the practice organization")
	return practice.Person{}
}

func isAdmin(p practice.Person) bool  { return p.Admin }
func isSeller(p practice.Person) bool { return p.SeatHolder && !p.Admin }

// connect connects as the person and waits until it is done, or failed with the code that is returned.
func (h *house) connect(person practice.Person) string {
	h.t.Helper()
	if _, err := h.ConnectPractice(h.t.Context(), person.ID); err != nil {
		h.t.Fatal(err)
	}
	var state view.Connection
	h.until("the attempt ends", func() bool {
		state = h.connection()
		return state.AttemptID == ""
	})
	if state.Problem.Code == "" && state.UserID != person.ID {
		h.t.Fatalf("connected as %s, want %s", state.UserID, person.ID)
	}
	return state.Problem.Code
}

func (h *house) connection() view.Connection {
	h.t.Helper()
	state, err := h.Connection(h.t.Context())
	if err != nil {
		h.t.Fatal(err)
	}
	return state
}

func (h *house) status() view.Status {
	h.t.Helper()
	status, err := h.Status(h.t.Context())
	if err != nil {
		h.t.Fatal(err)
	}
	return status
}

func (h *house) imported() {
	h.t.Helper()
	h.until("the import ends", func() bool {
		progress, err := h.ImportProgress(h.t.Context())
		if err != nil {
			h.t.Fatal(err)
		}
		return progress.Finished != "" && !progress.Running
	})
}

func (h *house) save(change func(*view.CRMSettings)) view.Settings {
	h.t.Helper()
	settings, err := h.Settings(h.t.Context())
	if err != nil {
		h.t.Fatal(err)
	}
	change(&settings.Values)
	saved, err := h.SaveSettings(h.t.Context(), settings.Values, settings.Version)
	if err != nil {
		h.t.Fatal(err)
	}
	return saved
}

// saved is the first saved lead.
func (h *house) saved() view.RecordRow {
	h.t.Helper()
	page, err := h.Records(h.t.Context(), view.RecordQuery{Scope: "saved", Kind: "lead", Limit: 1})
	if err != nil || len(page.Rows) == 0 {
		h.t.Fatalf("no saved lead (%v)", err)
	}
	return page.Rows[0]
}

// note queues a note about the first saved lead.
func (h *house) note(text string) {
	h.t.Helper()
	row := h.saved()
	result, err := h.Copy(h.t.Context(), view.CopyRequest{Kind: "note", Table: row.Table, ID: row.ID, Text: text})
	if err != nil || len(result.Queued) != 1 {
		h.t.Fatalf("copy: %+v, %v", result, err)
	}
}

func (h *house) until(what string, holds func() bool) {
	h.t.Helper()
	deadline := time.Now().Add(patience)
	for !holds() {
		if time.Now().After(deadline) {
			h.t.Fatalf("waited in vain until %s", what)
		}
		time.Sleep(5 * time.Millisecond) // between two looks; nothing is concluded from it
	}
}

func (h *house) wantCode(what string, err error, code crm.Code) {
	h.t.Helper()
	if crm.CodeOf(err) != code {
		h.t.Errorf("%s: %v, want %s", what, err, code)
	}
}
