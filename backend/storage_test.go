package backend_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ferry/backend"
	"ferry/backend/crm"
	"ferry/backend/view"
)

// spoil puts words where one of the organization's databases was, while nobody has it open.
func (h *house) spoil(name string) string {
	h.t.Helper()
	found, err := filepath.Glob(filepath.Join(h.dir, "organizations", "*", h.connection().UserID, name))
	if err != nil || len(found) != 1 {
		h.t.Fatalf("%d files named %s (%v)", len(found), name, err)
	}
	h.end()
	if err := os.WriteFile(found[0], []byte(strings.Repeat("no database any more ", 500)), 0o600); err != nil {
		h.t.Fatal(err)
	}
	return found[0]
}

func TestADamagedMirrorIsImportedAgain(t *testing.T) {
	h := newHouse(t)
	h.ready()
	h.note("Written before the damage.")
	h.until("it is sent", func() bool { return h.status().Sent == 1 })
	count := func() int {
		page, err := h.Records(t.Context(), view.RecordQuery{Scope: "all", Kind: "lead", Limit: 1})
		if err != nil {
			t.Fatal(err)
		}
		return page.Total
	}
	before := count()
	path := h.spoil("mirror.db")
	h.practice.Knobs().Offline(true)
	h.open()
	if warning, shown := h.warning("mirror-set-aside"); !shown || warning.Severity != "info" {
		t.Errorf("nothing said about the mirror: %+v", h.status().Warnings)
	}
	if text, err := os.ReadFile(path + ".aside"); err != nil || !bytes.HasPrefix(text, []byte("no database")) {
		t.Errorf("the damaged mirror was not set aside: %v", err)
	}
	if err := h.SetPracticeOffline(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	h.until("everything is imported again", func() bool { return count() == before })
	h.until("no more is said about it", func() bool { _, shown := h.warning("mirror-set-aside"); return !shown })
	if status := h.status(); status.Sent != 1 {
		t.Errorf("%d entries are sent after the damage", status.Sent)
	}
}

func TestADamagedOutboxIsExplainedAndLeftAlone(t *testing.T) {
	h := newHouse(t)
	h.ready()
	path := h.spoil("outbox.db")
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	h.open() // the window opens: the sentence stands on its screens
	if state := h.connection(); state.Problem.Code != "damaged" || state.State != "none" {
		t.Errorf("connection %+v", state)
	}
	if _, shown := h.warning("damaged"); !shown {
		t.Errorf("warnings %+v", h.status().Warnings)
	}
	_, err = h.Copy(t.Context(), view.CopyRequest{Kind: "note", MemberName: "Somebody", Text: "x"})
	h.wantCode("copy", err, crm.CodeDamaged)
	if code := h.connect(h.person(isSeller)); code != "damaged" {
		t.Errorf("connecting again: %q", code)
	}
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the damaged file was touched (%v)", err)
	}
	if code := h.connect(h.person(isAdmin)); code != "" {
		t.Errorf("another person of the organization: %q", code)
	}
	if _, shown := h.warning("damaged"); shown {
		t.Error("still said though another folder is in use")
	}
}

func TestAFolderThatCannotBeMadeIsSaid(t *testing.T) {
	h := newHouse(t)
	config := h.config()
	config.DataDir = filepath.Join(h.dir, "preferences.json", "ferry")
	if err := os.WriteFile(filepath.Join(h.dir, "preferences.json"), []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := backend.Open(t.Context(), config)
	h.wantCode("a folder below a file", err, crm.CodeStorage)
}

func TestAFolderOnACloudDriveIsWarnedAbout(t *testing.T) {
	h := newHouse(t)
	config := h.config()
	config.DataDir = filepath.Join(t.TempDir(), "Dropbox", "ferry")
	opened, err := backend.Open(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = opened.Close() }()
	status, err := opened.Status(t.Context())
	if err != nil || len(status.Warnings) != 1 || status.Warnings[0].Code != "cloud-folder" || status.Warnings[0].Detail != "Dropbox" {
		t.Errorf("warnings %+v (%v)", status.Warnings, err)
	}
}
