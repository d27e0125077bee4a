package keychain

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"ferry/backend/crm"
)

// The tests below run on a real gnome-keyring, on a session bus of their own: this test binary starts itself again under
// dbus-run-session with a fresh home. sessionVariable tells the inner run what to do there.
const sessionVariable = "FERRY_KEYCHAIN_SESSION"

const install = "install them: apt-get install dbus gnome-keyring"

// TestRealKeyring keeps secrets in a real keyring, crashes between its items, and locks it.
func TestRealKeyring(t *testing.T) {
	if os.Getenv(sessionVariable) == "keyring" {
		insideSession(t)
		return
	}
	for _, program := range []string{"dbus-run-session", "dbus-send", "gnome-keyring-daemon"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Fatalf("%s is missing: the tests need a real keyring; %s", program, install)
		}
	}
	runInner(t, "keyring", "dbus-run-session", "--", os.Args[0])
}

// TestNoKeyring asks for a secret where there is no session bus, as under ssh or in a container.
func TestNoKeyring(t *testing.T) {
	if os.Getenv(sessionVariable) != "none" {
		runInner(t, "none", os.Args[0])
		return
	}
	k := New("Ferry test", WithTimeout(10*time.Second))
	if err := k.Check(t.Context()); crm.CodeOf(err) != crm.CodeKeychain {
		t.Errorf("check: %v, want %s", err, crm.CodeKeychain)
	}
	if err := k.Write(t.Context(), "tokens", []byte("secret")); crm.CodeOf(err) != crm.CodeKeychain {
		t.Errorf("write: %v, want %s", err, crm.CodeKeychain)
	}
}

// runInner runs this same test again in an environment of its own.
func runInner(t *testing.T, session string, command ...string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	command = append(command, "-test.run=^"+t.Name()+"$", "-test.v", "-test.timeout=90s")
	inner := exec.CommandContext(ctx, command[0], command[1:]...)
	home := t.TempDir()
	inner.Env = append(cleanEnvironment(), sessionVariable+"="+session, "HOME="+home,
		"XDG_RUNTIME_DIR="+home, "XDG_DATA_HOME="+filepath.Join(home, "data"))
	if session == "none" {
		// An unset address would make the bus library start a daemon of its own where dbus-x11 is installed.
		inner.Env = append(inner.Env, "DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent")
	}
	inner.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	output, err := inner.CombinedOutput()
	if err != nil || !bytes.Contains(output, []byte("--- PASS: "+t.Name())) {
		t.Fatalf("inner run: %v\n%s", err, output)
	}
}

// cleanEnvironment leaves out what would lead to the keyring or the screen of whoever runs the tests.
func cleanEnvironment() []string {
	var kept []string
	for _, entry := range os.Environ() {
		name, _, _ := strings.Cut(entry, "=")
		switch name {
		case "HOME", "XDG_RUNTIME_DIR", "XDG_DATA_HOME", "DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY",
			"GNOME_KEYRING_CONTROL":
			continue
		}
		kept = append(kept, entry)
	}
	return kept
}

func insideSession(t *testing.T) {
	t.Helper()
	startKeyring(t)
	k := New("Ferry test", WithTimeout(15*time.Second))
	waitFor(t, func() bool { return k.Check(t.Context()) == nil })
	t.Run("contract", func(t *testing.T) { contract(t, k) })
	t.Run("crash", realCrashes)
	t.Run("locked", func(t *testing.T) { realLocked(t, k) })
}

// startKeyring runs the daemon in the foreground, so that it is ours to end.
func startKeyring(t *testing.T) {
	t.Helper()
	daemon := exec.CommandContext(t.Context(), "gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets")
	daemon.Stdin = strings.NewReader("test password")
	daemon.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := daemon.Start(); err != nil {
		t.Fatalf("gnome-keyring-daemon: %v; %s", err, install)
	}
	t.Cleanup(func() {
		_ = daemon.Process.Kill()
		_ = daemon.Wait() // it was killed: the error says so
	})
	waitFor(t, func() bool {
		return strings.Contains(busCall(t, "org.freedesktop.DBus", "/", "org.freedesktop.DBus.NameHasOwner",
			"string:org.freedesktop.secrets"), "boolean true")
	})
}

func busCall(t *testing.T, destination, path, method string, arguments ...string) string {
	t.Helper()
	call := exec.CommandContext(t.Context(), "dbus-send", append([]string{"--session", "--print-reply",
		"--dest=" + destination, path, method}, arguments...)...)
	output, err := call.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", method, err, output)
	}
	return string(output)
}

// waitFor polls until the condition holds, to a deadline.
func waitFor(t *testing.T, condition func() bool) {
	t.Helper()
	deadline := time.Now().Add(30 * time.Second)
	for !condition() {
		if time.Now().After(deadline) {
			t.Fatal("the condition did not come true in time")
		}
		<-time.After(20 * time.Millisecond)
	}
}

// crashingItems are the system's, and end the program before a call.
type crashingItems struct {
	systemItems
	left int
}

func (c *crashingItems) spend() error {
	if c.left--; c.left < 0 {
		return errCrash
	}
	return nil
}

func (c *crashingItems) get(service, name string) (string, error) {
	if err := c.spend(); err != nil {
		return "", err
	}
	return c.systemItems.get(service, name)
}

func (c *crashingItems) set(service, name, value string) error {
	if err := c.spend(); err != nil {
		return err
	}
	return c.systemItems.set(service, name, value)
}

func (c *crashingItems) remove(service, name string) error {
	if err := c.spend(); err != nil {
		return err
	}
	return c.systemItems.remove(service, name)
}

// realCrashes ends a write before each of its calls, on the real keyring.
func realCrashes(t *testing.T) {
	kept := New("Ferry test")
	current := randomBytes(6 << 10)
	if err := kept.Write(t.Context(), "crash", current); err != nil {
		t.Fatal(err)
	}
	for step := 0; ; step++ {
		replacement := randomBytes(6<<10 + step + 1)
		crashing := &crashingItems{left: step}
		err := newKeychain("Ferry test", crashing).Write(t.Context(), "crash", replacement)
		got, readErr := kept.Read(t.Context(), "crash")
		if readErr != nil {
			t.Fatalf("crash before call %d: %v", step+1, readErr)
		}
		switch {
		case bytes.Equal(got, replacement):
			current = replacement
		case err == nil || !bytes.Equal(got, current):
			t.Fatalf("crash before call %d (error %v): %d bytes that are neither", step+1, err, len(got))
		}
		if crashing.left >= 0 {
			return // this write was not crashed
		}
	}
}

// realLocked locks the collection. Nobody is there to type the password.
func realLocked(t *testing.T, k *Keychain) {
	t.Helper()
	if err := k.Write(t.Context(), "locked", []byte("secret")); err != nil {
		t.Fatal(err)
	}
	const service = "org.freedesktop.secrets"
	busCall(t, service, "/org/freedesktop/secrets", "org.freedesktop.Secret.Service.Lock",
		"array:objpath:/org/freedesktop/secrets/collection/login")
	state := busCall(t, service, "/org/freedesktop/secrets/collection/login", "org.freedesktop.DBus.Properties.Get",
		"string:org.freedesktop.Secret.Collection", "string:Locked")
	if !strings.Contains(state, "boolean true") {
		t.Fatalf("the collection is not locked: %s", state)
	}
	locked := New("Ferry test", WithTimeout(2*time.Second))
	if err := locked.Check(t.Context()); crm.CodeOf(err) != crm.CodeKeychain {
		t.Errorf("check: %v, want %s", err, crm.CodeKeychain)
	}
	if secret, err := locked.Read(t.Context(), "locked"); crm.CodeOf(err) != crm.CodeKeychain || secret != nil {
		t.Errorf("read: %d bytes, %v, want %s", len(secret), err, crm.CodeKeychain)
	}
}
