package main

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ferry/backend"
	"ferry/backend/crm"
	"ferry/backend/practice"
)

// openWindow is what the window does with a data folder, with a practice organization connected and everything imported.
func openWindow(t *testing.T, dir string) *backend.Backend {
	t.Helper()
	organization := practice.New(practice.Options{})
	window, err := backend.Open(t.Context(), backend.Config{
		DataDir: dir, Practice: organization, Secrets: backend.NewMemorySecrets(), Logger: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := window.Close(); err != nil {
			t.Error(err)
		}
	})
	people := organization.People()
	if _, err := window.ConnectPractice(t.Context(), people[0].ID); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		state, err := window.Connection(t.Context())
		if err != nil || time.Now().After(deadline) || state.Problem.Code != "" {
			t.Fatalf("not connected: %+v, %v", state, err)
		}
		if state.State == "connected" {
			break
		}
	}
	if _, err := window.Import(t.Context()); err != nil {
		t.Fatal(err)
	}
	return window
}

// TestBesideTheWindow opens a folder as the window does, and then asks ferryctl for it.
func TestBesideTheWindow(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	window := openWindow(t, dir)
	for _, words := range [][]string{{"outbox", "list"}, {"outbox", "send"}, {"import"}} {
		t.Run(strings.Join(words, " ")+" says who holds the folder", func(t *testing.T) {
			status, steps := lines(t, append([]string{"-data", dir}, words...)...)
			if status != 1 || len(steps) == 0 {
				t.Fatalf("status %d, %v", status, steps)
			}
			said := fmt.Sprint(steps[len(steps)-1])
			if !strings.Contains(said, string(crm.CodeLocked)) || !strings.Contains(said, "ferry") {
				t.Errorf("said %s", said)
			}
		})
	}
	t.Run("reads with -read-only", func(t *testing.T) {
		if status, steps := lines(t, "-data", dir, "-read-only", "outbox", "list"); status != 0 {
			t.Errorf("status %d, %v", status, steps)
		}
	})
	t.Run("leaves the window undisturbed", func(t *testing.T) {
		if _, err := window.Import(context.WithoutCancel(t.Context())); err != nil {
			t.Error(err)
		}
	})
}
