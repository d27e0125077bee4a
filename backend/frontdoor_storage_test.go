package backend_test

import (
	"bytes"
	"database/sql"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	_ "modernc.org/sqlite"

	"ferry/backend"
	"ferry/backend/crm"
	"ferry/backend/view"
)

// TestAnOutboxFromANewerVersion: what a later Ferry wrote is not this one's to touch.
func TestAnOutboxFromANewerVersion(t *testing.T) {
	h := newHouse(t)
	h.withEntries()
	path := h.file("outbox.db")
	if err := os.RemoveAll(filepath.Join(filepath.Dir(path), "backups")); err != nil {
		t.Fatal(err)
	}
	h.restart()
	h.until("a copy is made", func() bool { return len(h.backups()) == 1 })
	h.end()
	h.makeNewer(path)
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	h.open()
	if state := h.connection(); state.Problem.Code != "newer-version" || state.Problem.Severity != "error" {
		t.Fatalf("connection %+v", state)
	}
	h.practice.Knobs().Offline(false)
	if code := h.connect(h.person(isSeller)); code != "newer-version" {
		t.Errorf("connecting again: %q", code)
	}
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the newer file was touched (%v)", err)
	}
	h.refusesAndRestores(path)
}

// makeNewer pretends that a later version of Ferry has written the file.
func (h *house) makeNewer(path string) {
	h.t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		h.t.Fatal(err)
	}
	_, err = db.ExecContext(h.t.Context(), `INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)`)
	if err != nil || db.Close() != nil {
		h.t.Fatal(err)
	}
}

// TestACopyThatIsDamagedTooIsNotTaken: the next one is, and until then nothing is lost.
func TestACopyThatIsDamagedTooIsNotTaken(t *testing.T) {
	h := newHouse(t)
	h.withEntries()
	path := h.file("outbox.db")
	h.restart()
	h.until("a copy is made", func() bool { return len(h.backups()) == 1 })
	h.end()
	good := h.backups()[0].Name
	text, err := os.ReadFile(filepath.Join(filepath.Dir(path), "backups", good))
	if err != nil {
		t.Fatal(err)
	}
	bad := "outbox-20990101T000000.000Z.db"
	if err := os.WriteFile(filepath.Join(filepath.Dir(path), "backups", bad), text, 0o600); err != nil {
		t.Fatal(err)
	}
	h.bite(filepath.Join(filepath.Dir(path), "backups", bad), 4)
	h.bite(path, 1)
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	h.open()
	copies := h.backups()
	if len(copies) != 2 || copies[0].Name != bad {
		t.Fatalf("copies %+v", copies)
	}
	h.wantCode("the damaged copy", h.RestoreBackup(t.Context(), bad), crm.CodeDamaged)
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the damaged outbox was touched (%v)", err)
	}
	if err := h.RestoreBackup(t.Context(), good); err != nil {
		t.Errorf("the good copy: %v", err)
	}
}

func TestASecondInstance(t *testing.T) {
	h := newHouse(t)
	h.ready()
	config := h.config()
	config.Program = "second"
	t.Run("on the same folder is told who holds it", func(t *testing.T) {
		_, err := backend.Open(t.Context(), config)
		h.wantCode("opening", err, crm.CodeLocked)
		if err == nil || !strings.Contains(err.Error(), `"ferry"`) {
			t.Errorf("%v does not name the holder", err)
		}
	})
	t.Run("leaves the first undisturbed", func(*testing.T) {
		h.note("Written while a second one tried to start.")
		h.until("it is sent", func() bool { return h.status().Sent == 1 })
	})
	t.Run("may read beside it and change nothing", func(t *testing.T) {
		config.ReadOnly = true
		reader, err := backend.Open(t.Context(), config)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = reader.Close() }()
		page, err := reader.Entries(t.Context(), view.EntryQuery{})
		if err != nil || len(page.Rows) != 1 {
			t.Errorf("%+v, %v", page, err)
		}
		_, err = reader.Copy(t.Context(), view.CopyRequest{Kind: "note", MemberName: "Somebody", Text: "x"})
		h.wantCode("copy", err, crm.CodeStorage)
		if _, err := reader.Import(t.Context()); err == nil {
			t.Error("it imported")
		}
		h.note("And the first goes on.")
		h.until("it is sent", func() bool { return h.status().Sent == 2 })
	})
}

// TestFilesAreTheirOwnersAlone makes everything while other people would get every right, and looks while it is open, since
// the write-ahead logs go when it closes.
func TestFilesAreTheirOwnersAlone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has access lists, not modes")
	}
	h := newHouseAlone(t) // the mask is the process's
	defer openToAll(t)()
	h.ready()
	h.until("a copy is made", func() bool { return len(h.backups()) == 1 })
	h.wantPrivate("made with no mask", "outbox.db", "outbox.db-wal", "mirror.db", "mirror.db-wal", "backups")
	h.end()
	err := filepath.WalkDir(filepath.Join(h.dir, "organizations"), func(path string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Chmod(path, 0o777)
	})
	if err != nil {
		t.Fatal(err)
	}
	h.open()
	h.imported()
	h.wantPrivate("opened for everybody", "outbox.db", "outbox.db-wal", "mirror.db", "mirror.db-wal", "backups")
}

// wantPrivate looks at every file of the data folder, among them the named ones.
func (h *house) wantPrivate(what string, names ...string) {
	h.t.Helper()
	found := map[string]bool{}
	err := filepath.WalkDir(filepath.Join(h.dir, "organizations"), func(_ string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if os.IsNotExist(err) {
			return nil // a write-ahead log that went meanwhile
		}
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			h.t.Errorf("%s: %s is %v", what, entry.Name(), info.Mode())
		}
		found[entry.Name()] = true
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	for _, name := range names {
		if !found[name] {
			h.t.Errorf("%s: there is no %s to look at", what, name)
		}
	}
}
