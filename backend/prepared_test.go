package backend_test

import (
	"bytes"
	"context"
	"maps"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"ferry/backend/practice"
	"ferry/backend/view"
)

// prepared is what a house is once it is ready: made by a real sign-in and a real import, once for all tests, since under
// the race detector that takes most of ten seconds. Each test goes on from a copy of its own.
type prepared struct {
	dir          string
	secrets      *secretsInMemory
	organization []byte
}

var preparedOnce struct {
	sync.Once
	*prepared // nil when preparing failed
}

// templateDir outlives the test that prepares.
var templateDir string

func TestMain(m *testing.M) {
	os.Exit(runTests(m))
}

func runTests(m *testing.M) int {
	dir, err := os.MkdirTemp("", "ferry-house")
	if err != nil {
		panic(err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	templateDir = dir
	return m.Run()
}

func prepareHouse(t testing.TB) *prepared {
	t.Helper()
	preparedOnce.Do(func() {
		made := &prepared{dir: filepath.Join(templateDir, "data"), secrets: &secretsInMemory{}}
		if err := os.Mkdir(made.dir, 0o700); err != nil {
			t.Fatal(err)
		}
		h := &house{t: t, dir: made.dir, practice: practice.New(practice.Options{}), secrets: made.secrets}
		h.open()
		h.makeReady()
		h.end()
		var state bytes.Buffer
		if err := h.practice.Save(&state); err != nil {
			t.Fatal(err)
		}
		made.organization = state.Bytes()
		preparedOnce.prepared = made
	})
	if preparedOnce.prepared == nil {
		t.Fatal("the house could not be made ready")
	}
	return preparedOnce.prepared
}

// ready gives a house on which nobody worked yet what a seat holder finds: an admin switched writeback on, a seller is
// connected, and everything is imported.
func (h *house) ready() {
	h.t.Helper()
	if h.connection().State != "none" {
		h.makeReady()
		return
	}
	made := prepareHouse(h.t)
	h.end()
	if err := os.RemoveAll(h.dir); err != nil {
		h.t.Fatal(err)
	}
	if err := os.CopyFS(h.dir, os.DirFS(made.dir)); err != nil {
		h.t.Fatal(err)
	}
	if err := h.practice.Load(bytes.NewReader(made.organization)); err != nil {
		h.t.Fatal(err)
	}
	h.secrets = made.secrets.clone()
	h.open()
	h.imported()
}

func (h *house) makeReady() {
	h.t.Helper()
	if code := h.connect(h.person(isAdmin)); code != "" {
		h.t.Fatalf("connecting the admin: %s", code)
	}
	h.imported()
	h.save(func(values *view.CRMSettings) { values.Writeback = true })
	if code := h.connect(h.person(isSeller)); code != "" {
		h.t.Fatalf("connecting the seller: %s", code)
	}
	h.imported()
}

// secretsInMemory is a keychain that can be copied.
type secretsInMemory struct {
	mu   sync.Mutex
	kept map[string][]byte
}

func (s *secretsInMemory) Read(_ context.Context, name string) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return bytes.Clone(s.kept[name]), nil
}

func (s *secretsInMemory) Write(_ context.Context, name string, secret []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.kept == nil {
		s.kept = map[string][]byte{}
	}
	s.kept[name] = append([]byte{}, secret...)
	return nil
}

func (s *secretsInMemory) Delete(_ context.Context, name string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.kept, name)
	return nil
}

func (s *secretsInMemory) clone() *secretsInMemory {
	s.mu.Lock()
	defer s.mu.Unlock()
	return &secretsInMemory{kept: maps.Clone(s.kept)}
}
