package backend

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"runtime"

	"ferry/backend/entra"
	"ferry/backend/practice"
	"ferry/backend/uplink"
)

// sampleClientID is Microsoft's own sample registration: pre-consented in most tenants and good for trials. An
// organization that goes live registers its own (README) and sets Config.ClientID.
const sampleClientID = "51f81489-12ee-4a9e-aaae-a2591f45987d"

// practiceClientID is the registration that the practice authority knows.
const practiceClientID = "ferry"

// Config is how the backend is opened. Only DataDir differs between the window, ferryctl and the tests as a rule; every
// other field has a working zero value.
type Config struct {
	// DataDir holds everything that Ferry keeps; empty means DefaultDataDir.
	DataDir string
	// Version and Program are what the log, the User-Agent and the folder's lock say.
	Version string
	Program string
	// PracticeOnly refuses to connect to anything but the practice organization.
	PracticeOnly bool
	// ReadOnly opens the folder beside the process that holds it. Nothing is imported, queued or sent.
	ReadOnly bool
	// ClientID is the app registration; empty takes the policy's, else Microsoft's sample registration.
	ClientID string
	// OpenBrowser shows a sign-in page to the person. It must return at once.
	OpenBrowser func(url string) error
	// Changed is told the topic of each change; the screens re-read what it names. It must return at once.
	Changed func(topic string)
	// Practice is the practice organization; nil keeps one in DataDir.
	Practice *practice.Organization
	// Secrets keeps the token cache; nil uses the operating system's keychain, or memory where there is none.
	Secrets entra.Secrets
	// Transport carries requests to real organizations and authorities; nil uses the system's, with its proxy settings.
	Transport http.RoundTripper
	// Logger is for diagnostics; nil writes a rotating file in DataDir.
	Logger *slog.Logger
	// PracticeTransport carries requests to a practice organization that is served elsewhere; nil answers in this process.
	PracticeTransport http.RoundTripper
	// NetworkHints calls changed whenever the network may have changed, until ctx ends; nil asks the operating system.
	NetworkHints func(ctx context.Context, changed func()) error
	// Step, where it is set, is called at every step of outbox.Steps and sqlite.Steps: tests end the process there.
	Step func(step string)
}

// DefaultDataDir is where this operating system keeps an app's own data: %LocalAppData%\Ferry, ~/Library/Application
// Support/Ferry, or $XDG_DATA_HOME/ferry.
func DefaultDataDir() (string, error) {
	switch runtime.GOOS {
	case "windows":
		dir, err := os.UserCacheDir() // %LocalAppData%: the roaming profile is no place for databases
		return filepath.Join(dir, "Ferry"), err
	case "darwin":
		dir, err := os.UserConfigDir()
		return filepath.Join(dir, "Ferry"), err
	}
	if dir := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(dir) {
		return filepath.Join(dir, "ferry"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("home directory: %w", err)
	}
	return filepath.Join(home, ".local", "share", "ferry"), nil
}

func (c Config) withDefaults() (Config, error) {
	if c.DataDir == "" {
		dir, err := DefaultDataDir()
		if err != nil {
			return c, err
		}
		c.DataDir = dir
	}
	if c.Program == "" {
		c.Program = "ferry"
	}
	if c.OpenBrowser == nil {
		c.OpenBrowser = func(string) error { return nil }
	}
	if c.NetworkHints == nil {
		c.NetworkHints = uplink.Watch
	}
	if c.Changed == nil {
		c.Changed = func(string) {}
	}
	return c, nil
}
