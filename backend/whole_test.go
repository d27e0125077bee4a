package backend_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ferry/backend"
	"ferry/backend/crm"
	"ferry/backend/practice"
	"ferry/backend/view"
)

func TestNothingWorksBeforeAConnectionAndSaysSo(t *testing.T) {
	h := newHouse(t)
	_, err := h.Records(t.Context(), view.RecordQuery{})
	h.wantCode("records", err, crm.CodeNotConnected)
	_, err = h.Copy(t.Context(), view.CopyRequest{Kind: "note", Text: "x"})
	h.wantCode("copy", err, crm.CodeNotConnected)
	if status := h.status(); status.Connection != "none" {
		t.Errorf("connection %q", status.Connection)
	}
	_, err = h.Connect(t.Context(), "https://contoso.crm4.dynamics.com")
	h.wantCode("a real organization in a practice-only build", err, crm.CodeUntrustedHost)
}

func TestPeopleWhoMayNotComeInAreToldWhy(t *testing.T) {
	for name, c := range map[string]struct {
		who  func(practice.Person) bool
		want string
	}{
		"no role":  {func(p practice.Person) bool { return p.Role == "" && !p.Disabled }, "not-member"},
		"disabled": {func(p practice.Person) bool { return p.Disabled }, "not-member"},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			if code := h.connect(h.person(c.who)); code != c.want {
				t.Errorf("code %q, want %q", code, c.want)
			}
			if state := h.connection(); state.State != "none" {
				t.Errorf("state %q", state.State)
			}
		})
	}
}

func TestOldOrganizationsAreRefused(t *testing.T) {
	for version, want := range map[string]string{
		"8.0.0.1088": "", "8.2.2.112": "", "7.1.0.3": "not-an-org", // before 8.0 there is no Web API to ask for the version
	} {
		t.Run(version, func(t *testing.T) {
			h := newHouse(t)
			h.practice.Knobs().Version(version)
			if code := h.connect(h.person(isAdmin)); code != want {
				t.Errorf("code %q, want %q", code, want)
			}
		})
	}
}

func TestAnOrganizationWithoutSalesIsRefused(t *testing.T) {
	h := newHouse(t)
	h.practice.Knobs().MissingTables("opportunity")
	if code := h.connect(h.person(isAdmin)); code != "missing-table" {
		t.Errorf("code %q", code)
	}
}

func TestAFailedReconnectKeepsTheConnection(t *testing.T) {
	h := newHouse(t)
	seller := h.person(isSeller)
	if code := h.connect(seller); code != "" {
		t.Fatal(code)
	}
	if code := h.connect(h.person(func(p practice.Person) bool { return p.Role == "" })); code == "" {
		t.Fatal("somebody without roles came in")
	}
	if state := h.connection(); state.State != "connected" || state.UserID != seller.ID {
		t.Errorf("state %q as %s", state.State, state.UserID)
	}
}

func TestCancellingASignInLeavesNothingBehind(t *testing.T) {
	h := newHouse(t)
	h.practice.Knobs().Latency(patience) // the attempt hangs until it is cancelled
	id, err := h.ConnectPractice(t.Context(), h.person(isAdmin).ID)
	if err != nil {
		t.Fatal(err)
	}
	if state := h.connection(); state.State != "connecting" || state.AttemptID != id {
		t.Errorf("state %q", state.State)
	}
	if err := h.CancelConnect(id); err != nil {
		t.Fatal(err)
	}
	if state := h.connection(); state.State != "none" || state.AttemptID != "" {
		t.Errorf("state %q after cancelling", state.State)
	}
}

func TestASecondSignInSupersedesTheFirst(t *testing.T) {
	h := newHouse(t)
	h.practice.Knobs().Latency(patience)
	first, err := h.ConnectPractice(t.Context(), h.person(isAdmin).ID)
	if err != nil {
		t.Fatal(err)
	}
	second, err := h.ConnectPractice(t.Context(), h.person(isSeller).ID)
	if err != nil || second == first {
		t.Fatal(err)
	}
	if state := h.connection(); state.AttemptID != second {
		t.Errorf("attempt %s waits, want %s", state.AttemptID, second)
	}
}

func TestALapsedSignInHoldsTheQueueAndLosesNothing(t *testing.T) {
	h := newHouse(t)
	h.ready()
	h.practice.Knobs().RevokeTokens()
	h.note("Written while nobody is signed in.")
	h.until("the lapse is noticed", func() bool { return h.connection().State == "lapsed" })
	h.restart()
	if status := h.status(); status.Connection != "lapsed" || status.LapsedSince == "" || status.ToSend != 1 {
		t.Fatalf("after a restart: %+v", status)
	}
	if code := h.connect(h.person(isSeller)); code != "" {
		t.Fatal(code)
	}
	h.until("the note is sent", func() bool { return h.status().Sent == 1 })
	if status := h.status(); status.Connection != "connected" || status.LapsedSince != "" {
		t.Errorf("%+v", status)
	}
}

func TestTwoAdminsConflictInsteadOfOverwriting(t *testing.T) {
	h := newHouse(t)
	if code := h.connect(h.person(isAdmin)); code != "" {
		t.Fatal(code)
	}
	h.imported()
	first, err := h.Settings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	saved := h.save(func(values *view.CRMSettings) { values.Writeback = true })
	if saved.Source != "shared" || saved.Version == "" || saved.SavedBy == "" || saved.SavedOn == "" {
		t.Errorf("saved: %+v", saved)
	}
	if _, err := h.SaveSettings(t.Context(), first.Values, first.Version); err == nil {
		t.Fatal("a stale save went through")
	}
	if _, err := h.SaveSettings(t.Context(), saved.Values, `W/"1"`); crm.CodeOf(err) != crm.CodeChanged {
		t.Errorf("a stale version: %v", err)
	}
}

func TestASellerMaySeeButNotSaveTheSettings(t *testing.T) {
	h := newHouse(t)
	h.ready()
	if code := h.connect(h.person(func(p practice.Person) bool { return p.SeatHolder && p.Name != h.person(isSeller).Name })); code != "" {
		t.Fatal(code)
	}
	h.imported()
	settings, err := h.Settings(t.Context())
	if err != nil || settings.MayEdit || settings.MissingPrivilege == "" || !settings.Values.Writeback {
		t.Errorf("%+v, %v", settings, err)
	}
	_, err = h.SaveSettings(t.Context(), settings.Values, settings.Version)
	h.wantCode("a seller's save", err, crm.CodeForbidden)
}

func TestTheStageChangesTheSavedListAtOnce(t *testing.T) {
	h := newHouse(t)
	h.ready()
	total := func() int {
		page, err := h.Records(t.Context(), view.RecordQuery{Scope: "saved", Kind: "account", Limit: 1})
		if err != nil {
			t.Fatal(err)
		}
		return page.Total
	}
	before := total()
	if code := h.connect(h.person(isAdmin)); code != "" {
		t.Fatal(code)
	}
	h.imported()
	h.save(func(values *view.CRMSettings) {
		values.StageColumn, values.StageValue, values.StageOrder = "salesstage", "2", []string{"0", "1", "2", "3"}
	})
	if code := h.connect(h.person(isSeller)); code != "" {
		t.Fatal(code)
	}
	h.imported()
	if after := total(); after == 0 || after >= before {
		t.Errorf("%d accounts before, %d with only the last stage", before, after)
	}
}

func TestWithoutTheLinkedInTablesMessagesBecomeTasks(t *testing.T) {
	h := newHouse(t)
	h.practice.Knobs().MissingTables("li_inmail", "li_message", "li_pointdrivepresentationviewed")
	h.ready()
	if _, err := h.ImportSample(t.Context()); err != nil {
		t.Fatal(err)
	}
	page, err := h.Conversations(t.Context(), view.ConversationQuery{})
	if err != nil || len(page.Rows) == 0 {
		t.Fatal(err)
	}
	for _, row := range page.Rows {
		if row.Match != "strong" {
			continue
		}
		result, err := h.CopyMessages(t.Context(), view.CopyMessages{ConversationID: row.ID})
		if err != nil {
			t.Fatal(err)
		}
		h.until("the thread is sent", func() bool { return h.status().Sent == len(result.Queued) })
		for _, id := range result.Queued {
			if task := h.practice.Row("task", id); task == nil || task["category"] != "Ferry" {
				t.Errorf("entry %s is no task of ours: %v", id, task)
			}
		}
		return
	}
	t.Fatal("no conversation with a strong match")
}

func TestASecondProcessIsToldWhoHoldsTheFolder(t *testing.T) {
	h := newHouse(t)
	if code := h.connect(h.person(isSeller)); code != "" {
		t.Fatal(code)
	}
	_, err := backend.Open(t.Context(), h.config())
	h.wantCode("a second process", err, crm.CodeLocked)
	beside := h.config()
	beside.ReadOnly = true
	reader, err := backend.Open(t.Context(), beside)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := reader.Entries(t.Context(), view.EntryQuery{}); err != nil {
		t.Errorf("reading beside the window: %v", err)
	}
	if err := reader.Close(); err != nil {
		t.Error(err)
	}
}

func TestDisconnectCleansUpWhatWasImportedAndKeepsWhatWasWritten(t *testing.T) {
	h := newHouse(t)
	h.ready()
	if err := h.SetPracticeOffline(t.Context(), true); err != nil {
		t.Fatal(err)
	}
	h.note("Not sent yet.")
	counts, err := h.DisconnectCounts(t.Context())
	if err != nil || counts.MirrorRows == 0 || counts.UnsentEntries != 1 {
		t.Fatalf("%+v, %v", counts, err)
	}
	if err := h.Disconnect(t.Context(), true); err != nil {
		t.Fatal(err)
	}
	if state := h.connection(); state.State != "none" {
		t.Errorf("state %q", state.State)
	}
	if err := h.SetPracticeOffline(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	h.restart()
	if state := h.connection(); state.State != "none" {
		t.Errorf("state %q after a restart", state.State)
	}
	if code := h.connect(h.person(isSeller)); code != "" {
		t.Fatal(code)
	}
	h.until("what was kept is sent", func() bool { return h.status().Sent == 1 })
}

func TestLogAndFilesHoldNoNames(t *testing.T) {
	h := newHouseAlone(t)
	h.end()
	config := h.config()
	config.Logger = nil
	t.Setenv("FERRY_LOG", "debug")
	opened, err := backend.Open(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	h.Backend, h.end = opened, func() {}
	seller := h.person(isSeller)
	if code := h.connect(seller); code != "" {
		t.Fatal(code)
	}
	if _, err := h.Import(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := opened.Close(); err != nil {
		t.Fatal(err)
	}
	files := 0
	err = filepath.WalkDir(h.dir, func(path string, entry os.DirEntry, err error) error {
		if strings.HasSuffix(path, "-wal") {
			t.Errorf("%s is left behind by a clean end", filepath.Base(path))
		}
		if err != nil || entry.IsDir() || filepath.Ext(path) == ".db" {
			return err
		}
		files++
		text, err := os.ReadFile(path)
		for _, secret := range []string{seller.Name, seller.Email, "Bearer "} {
			if strings.Contains(string(text), secret) || strings.Contains(path, secret) {
				t.Errorf("%s holds %q", filepath.Base(path), secret)
			}
		}
		return err
	})
	if err != nil || files < 2 {
		t.Errorf("looked at %d files (%v)", files, err)
	}
}
