package backend

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"

	"ferry/backend/crm"
	"ferry/backend/settings"
)

// connection is what this machine remembers of a connection: addresses and ids, no names and no secrets.
type connection struct {
	OrganizationID string    `json:"organizationId"`
	UserID         string    `json:"userId"`
	URL            string    `json:"url"`
	Authority      string    `json:"authority,omitempty"`
	ClientID       string    `json:"clientId,omitempty"`
	AccountID      string    `json:"accountId,omitempty"` // empty for a static token
	Practice       bool      `json:"practice,omitempty"`
	Since          time.Time `json:"since"`
	// LapsedSince is when the sign-in stopped to hold; zero while it holds.
	LapsedSince time.Time `json:"lapsedSince,omitzero"`
}

// known is the file of connections: the current one by its key, and all that were made.
type known struct {
	Current     string                `json:"current"`
	Connections map[string]connection `json:"connections"`
}

func (c connection) key() string { return c.OrganizationID + "/" + c.UserID }

// valid reports whether the ids may name a folder: the file may have been edited.
func (c connection) valid() bool {
	for _, id := range []string{c.OrganizationID, c.UserID} {
		if parsed, err := uuid.Parse(id); err != nil || parsed.String() != id {
			return false
		}
	}
	return c.URL != ""
}

// machine keeps this machine's files: preferences, and which organizations it knows.
type machine struct {
	dir string
	mu  sync.Mutex
}

func (m *machine) folder(c connection) string {
	return filepath.Join(m.dir, "organizations", c.OrganizationID, c.UserID)
}

func (m *machine) preferences() (settings.Preferences, error) {
	preferences := settings.DefaultPreferences()
	err := m.read("preferences.json", &preferences)
	return preferences.Mended(), err
}

func (m *machine) changePreferences(change func(*settings.Preferences)) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	preferences, err := m.preferences()
	if err != nil {
		return err
	}
	change(&preferences)
	return m.write("preferences.json", preferences.Mended())
}

// policy is what this machine's administrator laid down. A policy that cannot be understood is an error: going on
// without it could sign people in where they should not.
func (m *machine) policy() (settings.Policy, error) {
	var policy settings.Policy
	if err := m.read("policy.json", &policy); err != nil {
		return policy, err
	}
	return policy, policy.Check()
}

// current is the connection in use; false when there is none.
func (m *machine) current() (connection, bool, error) {
	var all known
	if err := m.read("connections.json", &all); err != nil {
		return connection{}, false, err
	}
	c, found := all.Connections[all.Current]
	return c, found && c.valid(), nil
}

// byURL finds a connection to the organization at the address, whoever made it; the latest where there are several.
func (m *machine) byURL(url string) (connection, bool, error) {
	var all known
	if err := m.read("connections.json", &all); err != nil {
		return connection{}, false, err
	}
	var latest connection
	for _, c := range all.Connections {
		if strings.EqualFold(c.URL, url) && c.valid() && c.Since.After(latest.Since) {
			latest = c
		}
	}
	return latest, latest.valid(), nil
}

// remember keeps a connection and makes it the current one, unless it needs a token from outside each time.
func (m *machine) remember(c connection) error {
	return m.change(func(all *known) {
		if c.AccountID != "" {
			all.Current = c.key()
		}
		all.Connections[c.key()] = c
	})
}

// note changes what is remembered of a connection without making it the current one. One that is not known stays unknown.
func (m *machine) note(c connection) error {
	return m.change(func(all *known) {
		if _, found := all.Connections[c.key()]; found {
			all.Connections[c.key()] = c
		}
	})
}

// forget drops a connection. Its folder stays where it is.
func (m *machine) forget(c connection) error {
	return m.change(func(all *known) {
		delete(all.Connections, c.key())
		if all.Current == c.key() {
			all.Current = ""
		}
	})
}

func (m *machine) change(change func(all *known)) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	all := known{}
	if err := m.read("connections.json", &all); err != nil {
		return err
	}
	if all.Connections == nil {
		all.Connections = map[string]connection{}
	}
	change(&all)
	return m.write("connections.json", all)
}

// read fills value from a file of the data folder; a file that is not there leaves it as it is. A file that cannot be
// read as JSON is an error: it is never silently started anew.
func (m *machine) read(name string, value any) error {
	text, err := os.ReadFile(filepath.Join(m.dir, name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return crm.Errorf(crm.CodeStorage, "%s: %w", name, err)
	}
	if err := json.Unmarshal(text, value); err != nil {
		return crm.Errorf(crm.CodeStorage, "%s is damaged: %w", name, err)
	}
	return nil
}

// write replaces a file whole: a crash leaves the old one or the new one.
func (m *machine) write(name string, value any) error {
	text, err := json.MarshalIndent(value, "", "  ")
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if err := replaceFile(filepath.Join(m.dir, name), text); err != nil {
		return crm.Errorf(crm.CodeStorage, "%s: %w", name, err)
	}
	return nil
}

// replaceFile writes beside the file, forces it to disk and renames it over the old one. Only this user may read it.
func replaceFile(path string, text []byte) error {
	temporary, err := os.CreateTemp(filepath.Dir(path), ".new-*") // CreateTemp makes it 0600
	if err != nil {
		return err
	}
	_, err = temporary.Write(text)
	err = errors.Join(err, temporary.Sync(), temporary.Close())
	if err == nil {
		err = os.Rename(temporary.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(temporary.Name()))
	}
	return nil
}
