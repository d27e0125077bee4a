package backend_test

import (
	"os"
	"path/filepath"
	"testing"

	"ferry/backend/crm"
	"ferry/backend/view"
)

// copied is a house with a note that is queued and stands in a copy, and another that came later and is sent.
func (h *house) copied() (file string) {
	h.t.Helper()
	h.ready()
	file = h.outboxFile(h.person(isSeller).ID)
	if err := os.RemoveAll(filepath.Join(filepath.Dir(file), "backups")); err != nil {
		h.t.Fatal(err) // made when the folder was opened; the next start makes one with the note in it
	}
	h.practice.Knobs().Offline(true)
	h.note("Written before the copy was made.")
	h.restart()
	h.until("a copy is made", func() bool { return len(h.backups()) == 1 })
	h.practice.Knobs().Offline(false)
	if err := h.SendNow(h.t.Context()); err != nil {
		h.t.Fatal(err)
	}
	h.until("the note is sent", func() bool { return h.status().Sent == 1 })
	return file
}

// TestACopyIsOfferedWhereTheFileIs: gone, emptied, or damaged while nobody was connected.
func TestACopyIsOfferedWhereTheFileIs(t *testing.T) {
	empty := func(path string) error { return os.Truncate(path, 0) }
	words := func(path string) error { return os.WriteFile(path, []byte("not a database any more"), 0o600) }
	for name, c := range map[string]struct {
		spoil      func(path string) error
		disconnect bool
	}{
		"gone": {os.Remove, false}, "empty": {empty, false},
		"damaged between two connections": {words, true}, "gone between two connections": {os.Remove, true},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			file := h.copied()
			if c.disconnect {
				if err := h.Disconnect(t.Context(), false); err != nil {
					t.Fatal(err)
				}
			}
			h.end()
			if err := c.spoil(file); err != nil {
				t.Fatal(err)
			}
			h.open()
			if c.disconnect {
				if code := h.connect(h.person(isSeller)); code != string(crm.CodeDamaged) {
					t.Fatalf("connecting says %q", code)
				}
			}
			if state := h.connection(); state.Problem.Code != string(crm.CodeDamaged) {
				t.Fatalf("the problem is %+v", state.Problem)
			}
			before := len(h.practice.Rows("task"))
			copies := h.backups()
			if len(copies) != 1 {
				t.Fatalf("the copies are %+v", copies)
			}
			if err := h.RestoreBackup(t.Context(), copies[0].Name); err != nil {
				t.Fatal(err)
			}
			page, err := h.Entries(t.Context(), view.EntryQuery{State: "restored"})
			if err != nil || len(page.Rows) != 1 {
				t.Fatalf("%+v, %v", page.Rows, err)
			}
			if err := h.Retry(t.Context(), []string{page.Rows[0].ID}); err != nil {
				t.Fatal(err)
			}
			h.until("the note is found to be there", func() bool { return h.status().Sent == 1 })
			if after := len(h.practice.Rows("task")); after != before {
				t.Errorf("%d tasks, %d before the restore", after, before)
			}
		})
	}
}

// TestAFolderOnTwoMachinesSendsOnce: a profile was restored to another machine with what was queued, and both go online.
func TestAFolderOnTwoMachinesSendsOnce(t *testing.T) {
	one := newHouse(t)
	one.ready()
	one.practice.Knobs().Offline(true)
	one.note("Written once.")
	one.note("Written once, too.")
	before := len(one.practice.Rows("task"))
	one.end()
	other := &house{t: t, dir: t.TempDir(), practice: one.practice, secrets: one.secrets.(*secretsInMemory).clone()}
	if err := os.CopyFS(other.dir, os.DirFS(one.dir)); err != nil {
		t.Fatal(err)
	}
	one.open()
	other.open()
	t.Cleanup(func() { other.end() })
	one.practice.Knobs().Offline(false)
	for _, h := range []*house{one, other} {
		if err := h.SendNow(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	for _, h := range []*house{one, other} {
		h.until("both are sent", func() bool { return h.status().Sent == 2 && h.status().NeedAttention == 0 })
	}
	if after := len(one.practice.Rows("task")); after != before+2 {
		t.Errorf("%d tasks for two notes", after-before)
	}
}
