package backend_test

import (
	"os"
	"path/filepath"
	"testing"

	"ferry/backend/crm"
	"ferry/backend/view"
)

// outboxFile is the file of the only folder in the house's data folder that has the seller's entries.
func (h *house) outboxFile(user string) string {
	h.t.Helper()
	found, err := filepath.Glob(filepath.Join(h.dir, "organizations", "*", user, "outbox.db"))
	if err != nil || len(found) != 1 {
		h.t.Fatalf("%v, %v", found, err)
	}
	return found[0]
}

// TestADamagedOutboxIsRestoredAndDoublesNothing copies a note, lets the daily copy be made, sends the note, damages the
// file, and restores: the note needs a yes, and with it is found to be there.
func TestADamagedOutboxIsRestoredAndDoublesNothing(t *testing.T) {
	h := newHouse(t)
	h.ready()
	seller := h.person(isSeller)
	if err := os.RemoveAll(filepath.Join(filepath.Dir(h.outboxFile(seller.ID)), "backups")); err != nil {
		t.Fatal(err) // made when the folder was opened; the next start makes one with the note in it
	}
	h.practice.Knobs().Offline(true)
	h.note("Written before the copy was made.")
	h.restart()
	h.until("a copy is made", func() bool { return len(h.backups()) == 1 })
	h.practice.Knobs().Offline(false)
	if err := h.SendNow(t.Context()); err != nil {
		t.Fatal(err)
	}
	h.until("the note is sent", func() bool { return h.status().Sent == 1 })
	before := len(h.practice.Rows("task"))
	h.end()
	broken := filepath.Join(filepath.Dir(h.outboxFile(seller.ID)), "backups", "outbox-29991231T000000.000Z.db")
	for _, path := range []string{h.outboxFile(seller.ID), broken} {
		if err := os.WriteFile(path, []byte("not a database any more"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	h.open()
	if state := h.connection(); state.Problem.Code != string(crm.CodeDamaged) {
		t.Fatalf("the problem is %+v", state.Problem)
	}
	copies := h.backups()
	if len(copies) != 2 || copies[0].Problem.Code != string(crm.CodeDamaged) || copies[1].Problem.Code != "" {
		t.Fatalf("the copies are %+v", copies)
	}
	h.wantCode("restoring the broken copy", h.RestoreBackup(t.Context(), copies[0].Name), crm.CodeDamaged)
	if err := h.RestoreBackup(t.Context(), copies[1].Name); err != nil {
		t.Fatal(err)
	}
	page, err := h.Entries(t.Context(), view.EntryQuery{State: "restored"})
	if err != nil || len(page.Rows) != 1 || page.Rows[0].Code != string(crm.CodeRestored) {
		t.Fatalf("%+v, %v", page.Rows, err)
	}
	h.wantCode("restoring while it is open", h.RestoreBackup(t.Context(), copies[0].Name), crm.CodeInvalid)
	if err := h.Retry(t.Context(), []string{page.Rows[0].ID}); err != nil {
		t.Fatal(err)
	}
	h.until("the note is found to be there", func() bool { return h.status().Sent == 1 })
	if page, err := h.Entries(t.Context(), view.EntryQuery{State: "restored"}); err != nil || page.Total != 0 {
		t.Errorf("after the yes: %+v, %v", page.Rows, err)
	}
	if after := len(h.practice.Rows("task")); after != before {
		t.Errorf("%d tasks, %d before the restore", after, before)
	}
}

func (h *house) backups() []view.Backup {
	h.t.Helper()
	copies, err := h.Backups(h.t.Context())
	if err != nil {
		h.t.Fatal(err)
	}
	return copies
}
