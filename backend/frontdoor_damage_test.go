package backend_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"ferry/backend/crm"
	"ferry/backend/view"
)

// file is one of the connected organization's databases.
func (h *house) file(name string) string {
	h.t.Helper()
	found, err := filepath.Glob(filepath.Join(h.dir, "organizations", "*", h.connection().UserID, name))
	if err != nil || len(found) != 1 {
		h.t.Fatalf("%d files named %s (%v)", len(found), name, err)
	}
	return found[0]
}

// bite overwrites the last of so many parts of a database in place, but for its last page. The last quarter leaves the
// schema, which stands in front, readable: opening the file shows nothing.
func (h *house) bite(path string, parts int64) {
	h.t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		h.t.Fatal(err)
	}
	pages := info.Size()/4096 - 2 // the first stays, and the last
	file, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		h.t.Fatal(err)
	}
	_, err = file.WriteAt(bytes.Repeat([]byte{0xA5}, int(pages/parts*4096)), (1+pages-pages/parts)*4096)
	if err != nil || file.Close() != nil {
		h.t.Fatal(err)
	}
}

func (h *house) leads() int {
	page, err := h.Records(h.t.Context(), view.RecordQuery{Scope: "all", Kind: "lead", Limit: 500})
	if err != nil {
		return -1 // damaged, for the moment
	}
	return page.Total
}

// importedAgain waits until the mirror that was damaged is whole again, and looks that nothing else was lost.
func (h *house) importedAgain(path string, leads int) {
	h.t.Helper()
	h.until("the damaged mirror is set aside", func() bool { _, err := os.Stat(path + ".aside"); return err == nil })
	h.until("everything is imported again", func() bool { return h.leads() == leads })
	h.until("no more is said about it", func() bool { _, shown := h.warning("mirror-set-aside"); return !shown })
	h.imported()
	h.until("what was queued is sent", func() bool { status := h.status(); return status.Sent == 2 && status.ToSend == 0 })
}

// withEntries is a house with one entry sent and one queued, closed, with what its mirror holds.
func (h *house) withEntries() (leads int) {
	h.t.Helper()
	h.ready()
	h.note("Sent before the damage.")
	h.until("it is sent", func() bool { return h.status().Sent == 1 })
	leads = h.leads()
	if err := h.SetPracticeOffline(h.t.Context(), true); err != nil {
		h.t.Fatal(err)
	}
	h.note("Queued before the damage.")
	return leads
}

func TestAMirrorDamagedInTheMiddle(t *testing.T) {
	t.Run("before a start is noticed beside the work, set aside and imported again", func(t *testing.T) {
		h := newHouse(t)
		leads := h.withEntries()
		path := h.file("mirror.db")
		h.end()
		h.bite(path, 4)
		h.open()
		h.until("it is said", func() bool { _, shown := h.warning("mirror-set-aside"); return shown })
		if status := h.status(); status.Sent != 1 || status.ToSend != 1 {
			t.Errorf("status %+v", status)
		}
		if err := h.SetPracticeOffline(t.Context(), false); err != nil {
			t.Fatal(err)
		}
		h.importedAgain(path, leads)
	})
	t.Run("while running is set aside and imported again, and the outbox stays", func(t *testing.T) {
		h := newHouse(t)
		leads := h.withEntries()
		path := h.file("mirror.db")
		h.restart() // the write-ahead log goes into the file
		if _, err := os.Stat(path + ".aside"); err == nil || h.leads() != leads {
			t.Fatal("damaged already")
		}
		h.bite(path, 2)
		if err := h.SetPracticeOffline(t.Context(), false); err != nil {
			t.Fatal(err)
		}
		h.importedAgain(path, leads)
	})
}

func TestAnOutboxDamagedInTheMiddle(t *testing.T) {
	for name, running := range map[string]bool{"before a start": false, "while running": true} {
		t.Run(name+" is explained, left alone, and the newest copy is offered", func(t *testing.T) {
			h := newHouse(t)
			h.withEntries()
			path := h.file("outbox.db")
			if err := os.RemoveAll(filepath.Join(filepath.Dir(path), "backups")); err != nil {
				t.Fatal(err)
			}
			h.restart() // with which a copy is made, of two entries
			h.until("a copy is made", func() bool { return len(h.backups()) == 1 })
			if !running {
				h.end()
				h.bite(path, 4)
				h.open()
			}
			h.until("it is explained", func() bool {
				if running { // a change makes readers look at the disk again, and one of them meets the damage
					h.bite(path, 1) // again and again: what the log carries over heals it
					_, _ = h.Copy(t.Context(), view.CopyRequest{Kind: "note", MemberName: "Somebody", Text: "x"})
					_, _ = h.Entries(t.Context(), view.EntryQuery{})
				}
				state, err := h.Connection(t.Context())
				return err == nil && state.Problem.Code == "damaged"
			})
			h.refusesAndRestores(path)
		})
	}
}

// refusesAndRestores looks that nothing is done with an outbox that cannot be used, and takes the copy.
func (h *house) refusesAndRestores(path string) {
	h.t.Helper()
	if state := h.connection(); state.State != "none" {
		h.t.Errorf("connection %+v", state)
	}
	warned := 0
	for _, warning := range h.status().Warnings {
		if warning.Code == h.connection().Problem.Code && warning.Severity == "error" {
			warned++
		}
	}
	if warned != 1 {
		h.t.Errorf("warnings %+v", h.status().Warnings)
	}
	h.until("the folder is closed", func() bool {
		_, err := os.Stat(filepath.Join(filepath.Dir(path), "folder.lock.json"))
		return os.IsNotExist(err)
	})
	before, err := os.ReadFile(path)
	if err != nil {
		h.t.Fatal(err)
	}
	_, err = h.Copy(h.t.Context(), view.CopyRequest{Kind: "note", MemberName: "Somebody", Text: "x"})
	why := crm.Code(h.connection().Problem.Code)
	h.wantCode("copy", err, why)
	h.wantCode("send", h.SendNow(h.t.Context()), why)
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
		h.t.Errorf("the file was touched (%v)", err)
	}
	h.practice.Knobs().Offline(false)
	tasks := len(h.practice.Rows("task"))
	h.until("the copy is in its place", func() bool { return h.RestoreBackup(h.t.Context(), h.backups()[0].Name) == nil })
	kept, err := filepath.Glob(filepath.Join(filepath.Dir(path), "outbox-unusable-*.db"))
	if err != nil || len(kept) != 1 {
		h.t.Fatalf("the unusable file was not kept: %v, %v", kept, err)
	}
	if after, err := os.ReadFile(kept[0]); err != nil || !bytes.Equal(before, after) {
		h.t.Errorf("the unusable file was changed (%v)", err)
	}
	h.imported()
	page, err := h.Entries(h.t.Context(), view.EntryQuery{State: "attention"})
	if err != nil || len(page.Rows) != 1 || page.Rows[0].Code != string(crm.CodeRestored) {
		h.t.Fatalf("%+v, %v", page.Rows, err)
	}
	if err := h.SendNow(h.t.Context()); err != nil {
		h.t.Fatal(err)
	}
	h.imported()
	if now := len(h.practice.Rows("task")); now != tasks {
		h.t.Errorf("%d tasks were sent without a yes", now-tasks)
	}
	if err := h.Retry(h.t.Context(), []string{page.Rows[0].ID}); err != nil {
		h.t.Fatal(err)
	}
	h.until("it is sent after a yes", func() bool { status := h.status(); return status.Sent == 2 && status.NeedAttention == 0 })
}
