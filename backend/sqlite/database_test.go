package sqlite

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// template holds the two files of a folder that was opened once: most tests need a fresh folder, and few the migrations.
var template = sync.OnceValues(func() (files map[string][]byte, err error) {
	dir, err := os.MkdirTemp("", "ferry-template-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	db, err := Open(context.Background(), Config{Dir: dir})
	if err != nil {
		return nil, err
	}
	if err := db.Close(); err != nil {
		return nil, err
	}
	files = map[string][]byte{}
	for _, name := range []string{outboxFile, mirrorFile} {
		if files[name], err = os.ReadFile(filepath.Join(dir, name)); err != nil {
			return nil, err
		}
	}
	return files, nil
})

// openTemp opens a fresh folder that is closed when the test ends.
func openTemp(t *testing.T) *Database {
	t.Helper()
	files, err := template()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	db, err := Open(context.Background(), Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

func TestPreferenceSurvivesReopen(t *testing.T) {
	ctx, dir := t.Context(), t.TempDir()
	for _, step := range []string{"write", "read"} {
		db, err := Open(ctx, Config{Dir: dir})
		if err != nil {
			t.Fatal(err)
		}
		var value []string
		found, err := db.Preference(ctx, "columns", &value)
		if err != nil || found != (step == "read") {
			t.Fatalf("%s: found %v, error %v", step, found, err)
		}
		if err := db.SetPreference(ctx, "columns", []string{"name"}); err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
