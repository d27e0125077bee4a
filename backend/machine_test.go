package backend

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"ferry/backend/crm"
	"ferry/backend/settings"
)

const (
	anOrganization = "0f8fad5b-d9cb-469f-a165-70867728950e"
	aUser          = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
	anotherUser    = "16fd2706-8baf-433b-82eb-8c7fada847da"
)

func someConnection(user string, since time.Time) connection {
	return connection{OrganizationID: anOrganization, UserID: user, URL: "https://contoso.crm4.dynamics.com", AccountID: "account",
		Since: since}
}

func TestMachineRemembersTheConnectionInUse(t *testing.T) {
	m := &machine{dir: t.TempDir()}
	if _, found, err := m.current(); found || err != nil {
		t.Fatalf("a new folder knows a connection: %v", err)
	}
	start := time.Date(2026, 11, 1, 9, 0, 0, 0, time.UTC)
	first, second := someConnection(aUser, start), someConnection(anotherUser, start.Add(time.Hour))
	for _, c := range []connection{first, second} {
		if err := m.remember(c); err != nil {
			t.Fatal(err)
		}
	}
	if got, found, err := m.current(); err != nil || !found || got.UserID != anotherUser {
		t.Errorf("current: %+v, %v, %v", got, found, err)
	}
	if got, found, err := m.byURL("HTTPS://contoso.crm4.dynamics.com"); err != nil || !found || got.UserID != anotherUser {
		t.Errorf("by URL: %+v, %v, %v; want the latest", got, found, err)
	}
	if err := m.forget(second); err != nil {
		t.Fatal(err)
	}
	if _, found, err := m.current(); found || err != nil {
		t.Errorf("a forgotten connection is still current: %v", err)
	}
}

func TestNotingALapseDoesNotSwitchTheOrganization(t *testing.T) {
	m := &machine{dir: t.TempDir()}
	start := time.Date(2026, 11, 1, 9, 0, 0, 0, time.UTC)
	first, second := someConnection(aUser, start), someConnection(anotherUser, start)
	for _, c := range []connection{first, second} {
		if err := m.remember(c); err != nil {
			t.Fatal(err)
		}
	}
	first.LapsedSince = start.Add(time.Hour)
	if err := m.note(first); err != nil {
		t.Fatal(err)
	}
	if err := m.note(someConnection("00000000-0000-0000-0000-000000000000", start)); err != nil {
		t.Fatal(err)
	}
	got, _, err := m.current()
	if err != nil || got.UserID != anotherUser {
		t.Errorf("current: %+v (%v)", got, err)
	}
	var all known
	if err := m.read("connections.json", &all); err != nil || len(all.Connections) != 2 ||
		!all.Connections[first.key()].LapsedSince.Equal(first.LapsedSince) {
		t.Errorf("kept: %+v (%v)", all, err)
	}
}

func TestEditedConnectionsNameNoOtherFolder(t *testing.T) {
	m := &machine{dir: t.TempDir()}
	hostile := someConnection(aUser, time.Now())
	hostile.OrganizationID = "../../elsewhere"
	if err := m.remember(hostile); err != nil {
		t.Fatal(err)
	}
	if _, found, err := m.current(); found || err != nil {
		t.Errorf("a path was taken for an id (%v)", err)
	}
}

func TestDamagedFilesAreNotStartedAnew(t *testing.T) {
	m := &machine{dir: t.TempDir()}
	path := filepath.Join(m.dir, "connections.json")
	if err := os.WriteFile(path, []byte(`{"current":`), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := m.remember(someConnection(aUser, time.Now())); crm.CodeOf(err) != crm.CodeStorage {
		t.Errorf("got %v", err)
	}
	if text, err := os.ReadFile(path); err != nil || string(text) != `{"current":` {
		t.Errorf("the damaged file was changed to %q (%v)", text, err)
	}
}

func TestPreferencesAreThisUsersAlone(t *testing.T) {
	m := &machine{dir: t.TempDir()}
	want := settings.Preferences{Language: "es", Theme: "dark", FirstRunDone: true, LastCopyKind: crm.KindCall}
	if err := m.changePreferences(func(kept *settings.Preferences) { *kept = want }); err != nil {
		t.Fatal(err)
	}
	got, err := m.preferences()
	if err != nil || got != want {
		t.Errorf("got %+v (%v)", got, err)
	}
	info, err := os.Stat(filepath.Join(m.dir, "preferences.json"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v (%v)", info.Mode(), err)
	}
	if left, err := filepath.Glob(filepath.Join(m.dir, ".new-*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v (%v)", left, err)
	}
}
