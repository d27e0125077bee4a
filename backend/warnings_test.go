package backend

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"ferry/backend/crm"
	"ferry/backend/practice"
)

// openedBackend is a backend connected to nothing, and what it told the screens.
func openedBackend(t *testing.T, log *slog.Logger) *Backend {
	t.Helper()
	b, err := Open(t.Context(), Config{
		DataDir: t.TempDir(), Practice: practice.New(practice.Options{}), Secrets: NewMemorySecrets(), Logger: log,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	})
	return b
}

func TestAWarningThatBecomesDueIsToldWithoutBeingAsked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var told atomic.Int32
		b := &Backend{config: Config{Changed: func(string) { told.Add(1) }}}
		b.life, b.end = context.WithCancel(t.Context())
		b.remind(time.Minute)
		b.remind(10 * time.Second) // a later look counts, and takes the place of the earlier one
		time.Sleep(9 * time.Second)
		synctest.Wait()
		if told.Load() != 0 {
			t.Error("told before it was due")
		}
		time.Sleep(2 * time.Minute)
		synctest.Wait()
		if told.Load() != 1 {
			t.Errorf("told %d times", told.Load())
		}
		b.remind(time.Second)
		b.remind(0)
		time.Sleep(time.Minute)
		synctest.Wait()
		if told.Load() != 1 {
			t.Error("told though there is nothing to tell")
		}
		b.end()
	})
}

func TestAPanicIsLoggedWithoutWhatPeopleWrote(t *testing.T) {
	var log bytes.Buffer
	b := openedBackend(t, slog.New(slog.NewTextHandler(&log, nil)))
	if !b.guard("a test", func() { panic("Dear María, ") }) {
		t.Fatal("the panic was not seen")
	}
	if !b.guard("a test", func() { _ = []int{}[len(b.config.DataDir)] }) {
		t.Fatal("the panic was not seen")
	}
	text := log.String()
	if strings.Contains(text, "María") {
		t.Errorf("the log holds what somebody wrote:\n%s", text)
	}
	for _, want := range []string{"kind=string", "index out of range", "TestAPanicIsLoggedWithoutWhatPeopleWrote.func"} {
		if !strings.Contains(text, want) {
			t.Errorf("the log lacks %q:\n%s", want, text)
		}
	}
	status, err := b.Status(t.Context())
	if err != nil || len(status.Warnings) != 1 || status.Warnings[0].Code != "unexpected" ||
		!strings.Contains(status.Warnings[0].Detail, "warnings_test") && !strings.Contains(status.Warnings[0].Detail, "backend.Test") {
		t.Errorf("warnings %+v (%v)", status.Warnings, err)
	}
}

func TestWorkThatPanicsIsBegunAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &Backend{log: slog.New(slog.DiscardHandler), config: Config{Changed: func(string) {}}}
		ctx, cancel := context.WithCancel(t.Context())
		began := time.Now()
		var starts []time.Duration
		b.keep(ctx, "a test", func(ctx context.Context) {
			starts = append(starts, time.Since(began))
			if len(starts) < 4 {
				panic("again")
			}
			cancel()
			<-ctx.Done()
		})
		want := []time.Duration{0, time.Second, 3 * time.Second, 7 * time.Second}
		for i := range want {
			if len(starts) != len(want) || starts[i] != want[i] {
				t.Fatalf("begun after %v, want %v", starts, want)
			}
		}
		if count := b.panics.all(); count != 3 {
			t.Errorf("%d panics counted", count)
		}
	})
}

func TestTheClockIsComparedWithTheServices(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		for _, c := range []struct {
			date string
			took time.Duration
			want time.Duration
		}{
			{start.UTC().Format(http.TimeFormat), 0, 0},
			{start.Add(-10 * time.Minute).UTC().Format(http.TimeFormat), 0, 10 * time.Minute},
			{start.Add(time.Hour).UTC().Format(http.TimeFormat), 0, -time.Hour},
			{start.Add(30 * time.Second).UTC().Format(http.TimeFormat), time.Minute, 0}, // it lies in between
			{"no date", 0, 0},
		} {
			p := &pulse{}
			p.readClock(http.Header{"Date": {c.date}}, start, start.Add(c.took))
			if got := p.skew(); got != c.want {
				t.Errorf("date %q after %s: %s, want %s", c.date, c.took, got, c.want)
			}
		}
	})
}

func TestCodesThatPassAreProblemsWithAMeaning(t *testing.T) {
	problem := ProblemOf(crm.Errorf(crm.CodeStorage, "disk full"))
	if problem.Code != "storage" || problem.Severity != "error" || problem.Actor != "you" {
		t.Errorf("%+v", problem)
	}
	if empty := ProblemOf(nil); empty.Code != "" || empty.Severity != "" {
		t.Errorf("no error became %+v", empty)
	}
}
