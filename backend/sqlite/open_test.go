package sqlite

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"ferry/backend/crm"
)

func TestOpenCreatesFilesForTheirOwnerAlone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has access lists, not modes")
	}
	dir := filepath.Join(t.TempDir(), "org", "user ü#%?'")
	db, err := Open(t.Context(), Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if err := db.SetPreference(t.Context(), "a", 1); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) < 6 {
		t.Fatalf("%d files, error %v", len(entries), err)
	}
	for _, entry := range entries {
		info, err := entry.Info()
		if err != nil || info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %v, error %v", entry.Name(), info.Mode(), err)
		}
	}
	if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("folder has mode %v, error %v", info.Mode(), err)
	}
}

func TestOpenTakesRightsAwayFromExistingFiles(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has access lists, not modes")
	}
	dir := t.TempDir()
	for _, name := range []string{outboxFile, mirrorFile} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	db, err := Open(t.Context(), Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	for _, name := range []string{".", outboxFile, mirrorFile} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil || info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %v, error %v", name, info.Mode(), err)
		}
	}
}

func TestSecondOpenIsToldWhoHoldsTheFolder(t *testing.T) {
	dir := t.TempDir()
	first, err := Open(t.Context(), Config{Dir: dir, Program: "the window"})
	if err != nil {
		t.Fatal(err)
	}
	_, err = Open(t.Context(), Config{Dir: dir})
	if crm.CodeOf(err) != crm.CodeLocked || !strings.Contains(err.Error(), `"the window", process `) {
		t.Fatalf("second open: %v", err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := Open(t.Context(), Config{Dir: dir})
	if err != nil {
		t.Fatalf("after close: %v", err)
	}
	if err := again.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestReadOnlyReadsBesideTheHolderAndAfterIt(t *testing.T) {
	ctx, dir := t.Context(), t.TempDir()
	holder, err := Open(ctx, Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	if err := holder.SetPreference(ctx, "language", "es"); err != nil {
		t.Fatal(err)
	}
	for _, when := range []string{"beside the holder", "after it"} {
		beside, err := Open(ctx, Config{Dir: dir, ReadOnly: true})
		if err != nil {
			t.Fatalf("%s: %v", when, err)
		}
		var language string
		if found, err := beside.Preference(ctx, "language", &language); err != nil || !found || language != "es" {
			t.Errorf("%s: %q, %v, %v", when, language, found, err)
		}
		if err := beside.SetPreference(ctx, "language", "en"); crm.CodeOf(err) != crm.CodeStorage {
			t.Errorf("%s: a write answered %v", when, err)
		}
		if err := beside.Cleanup(ctx); crm.CodeOf(err) != crm.CodeStorage {
			t.Errorf("%s: a clean-up answered %v", when, err)
		}
		if err := beside.Close(); err != nil {
			t.Error(err)
		}
		if err := holder.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestReadOnlyNeedsAFolderThatWasOpened(t *testing.T) {
	dir := t.TempDir()
	_, err := Open(t.Context(), Config{Dir: dir, ReadOnly: true})
	if crm.CodeOf(err) != crm.CodeStorage {
		t.Fatalf("answer %v", err)
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 0 {
		t.Errorf("reading left %d files", len(entries))
	}
}

func TestPragmasReachEveryConnection(t *testing.T) {
	db := openTemp(t)
	check := func(name string, pool *sql.DB, want map[string]string) {
		for pragma, value := range want {
			var got string
			if err := pool.QueryRowContext(t.Context(), "PRAGMA "+pragma).Scan(&got); err != nil || got != value {
				t.Errorf("%s: %s = %q, want %q (%v)", name, pragma, got, value, err)
			}
		}
	}
	check("outbox", db.handles.outbox, map[string]string{
		"main.journal_mode": "wal", "main.synchronous": "2", "foreign_keys": "1", "main.secure_delete": "1",
		"busy_timeout": "10000", "mirror.journal_mode": "wal"})
	check("mirror", db.handles.mirror, map[string]string{
		"main.journal_mode": "wal", "main.synchronous": "1", "foreign_keys": "1", "main.secure_delete": "1"})
	check("read", db.handles.read, map[string]string{"query_only": "1", "busy_timeout": "10000"})
}

func TestAnImportDoesNotHoldUpTheOutbox(t *testing.T) {
	db := openTemp(t)
	err := db.updateMirror(t.Context(), func(*sql.Tx) error {
		return db.SetPreference(t.Context(), "copied", true)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAnOutboxTransactionCannotWriteTheMirror(t *testing.T) {
	db := openTemp(t)
	err := db.update(t.Context(), func(tx *sql.Tx) error {
		_, err := tx.ExecContext(t.Context(), `INSERT INTO mirror.metadata (key, value) VALUES ('a', '1')`)
		return err
	})
	if crm.CodeOf(err) != crm.CodeStorage {
		t.Fatalf("answer %v", err)
	}
}

func TestCancelledWorkIsCalledSo(t *testing.T) {
	db := openTemp(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := db.SetPreference(ctx, "a", 1); crm.CodeOf(err) != crm.CodeCancelled {
		t.Fatalf("answer %v", err)
	}
	if err := db.SetPreference(t.Context(), "a", 1); err != nil {
		t.Fatalf("afterwards: %v", err)
	}
}

func TestClosedDatabaseAnswers(t *testing.T) {
	db, err := Open(t.Context(), Config{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatalf("second close: %v", err)
	}
	if err := db.SetPreference(t.Context(), "a", 1); crm.CodeOf(err) != crm.CodeStorage {
		t.Fatalf("answer %v", err)
	}
}
