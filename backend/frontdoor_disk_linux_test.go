package backend_test

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"ferry/backend"
	"ferry/backend/crm"
	"ferry/backend/practice"
	"ferry/backend/view"
)

// smallDisk is a house on a disk of its own of so many megabytes.
func smallDisk(t *testing.T, megabytes string) *house {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "mode=700,size="+megabytes+"m"); err != nil {
		t.Skipf("no right to mount a small disk: %v", err)
	}
	h := &house{t: t, dir: filepath.Join(dir, "ferry"), practice: practice.New(practice.Options{}), secrets: backend.NewMemorySecrets()}
	h.open()
	t.Cleanup(func() {
		h.end()
		nothingOpen(t, dir)
		// Detached, because a process that something else is just starting may still hold what was open a moment ago.
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Errorf("unmount: %v", err)
		}
	})
	return h
}

// nothingOpen fails the test for each file below dir that this process goes on holding.
func nothingOpen(t *testing.T, dir string) {
	t.Helper()
	for _, path := range openBelow(t, dir) {
		t.Errorf("%s is still open", path)
	}
}

func openBelow(t *testing.T, dir string) (open []string) {
	t.Helper()
	const handles = "/proc/self/fd"
	entries, err := os.ReadDir(handles)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		// What cannot be read was closed since, as the handle of the listing itself is.
		if path, err := os.Readlink(filepath.Join(handles, entry.Name())); err == nil && strings.HasPrefix(path, dir+"/") {
			open = append(open, path)
		}
	}
	return open
}

// fill leaves no byte free. The result frees it all.
func (h *house) fill() (free func()) {
	h.t.Helper()
	path := filepath.Join(filepath.Dir(h.dir), "somebody-elses-file")
	file, err := os.Create(path)
	if err != nil {
		h.t.Fatal(err)
	}
	chunk := make([]byte, 64<<10)
	for len(chunk) > 0 {
		if _, err := file.Write(chunk); err != nil {
			chunk = chunk[:len(chunk)/2]
		}
	}
	if err := file.Close(); err != nil {
		h.t.Fatal(err)
	}
	return func() {
		if err := os.Remove(path); err != nil {
			h.t.Fatal(err)
		}
	}
}

func TestAFullDiskWhileQueuing(t *testing.T) {
	h := smallDisk(t, "24")
	h.ready()
	if err := h.SetPracticeOffline(t.Context(), true); err != nil {
		t.Fatal(err)
	}
	h.note("Queued while there was space.")
	free := h.fill()
	queued := 0
	var refused error
	for range 50 { // what SQLite has of the disk already holds a few
		result, err := h.Copy(t.Context(), view.CopyRequest{
			Kind: "note", MemberName: "Somebody", Text: strings.Repeat("A long text. ", 5000),
		})
		if refused = err; err != nil {
			if len(result.Queued) > 0 {
				t.Errorf("an error, and it says %d are queued", len(result.Queued))
			}
			break
		}
		queued += len(result.Queued)
	}
	h.wantCode("copying on a full disk", refused, crm.CodeStorage)
	if to := h.status().ToSend; to != queued+1 {
		t.Errorf("%d to send, %d were said to be queued", to, queued+1)
	}
	free()
	h.note("Queued once there was space again.")
	h.restart()
	if to := h.status().ToSend; to != queued+2 {
		t.Errorf("%d to send after a new start, %d were said to be queued", to, queued+2)
	}
	if err := h.SetPracticeOffline(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	h.until("all of them are sent", func() bool { return h.status().Sent == queued+2 })
}

func TestAFullDiskWhileImporting(t *testing.T) {
	h := smallDisk(t, "24")
	if code := h.connect(h.person(isAdmin)); code != "" {
		t.Fatal(code)
	}
	h.imported()
	leads := h.leads()
	if err := h.Disconnect(t.Context(), true); err != nil {
		t.Fatal(err)
	}
	free := h.fill()
	if code := h.connect(h.person(isAdmin)); code != string(crm.CodeStorage) {
		h.until("it is said", func() bool { _, shown := h.warning("storage"); return shown })
	}
	free()
	if code := h.connect(h.person(isAdmin)); code != "" {
		t.Fatalf("with space again: %s", code)
	}
	h.until("everything is imported", func() bool { return h.leads() == leads })
	h.until("no more is said about it", func() bool { _, shown := h.warning("storage"); return !shown })
}

func TestAReadOnlyFolder(t *testing.T) {
	h := smallDisk(t, "24")
	h.ready()
	h.note("Written while it could be.")
	h.until("it is sent", func() bool { return h.status().Sent == 1 })
	h.end()
	disk := filepath.Dir(h.dir)
	if err := syscall.Mount("tmpfs", disk, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
	_, err := backend.Open(t.Context(), h.config())
	h.wantCode("opening", err, crm.CodeStorage)
	if err != nil && strings.Contains(err.Error(), h.dir) {
		t.Errorf("the error holds the path: %v", err)
	}
	if err := syscall.Mount("tmpfs", disk, "tmpfs", syscall.MS_REMOUNT, "size=24m"); err != nil {
		t.Fatal(err)
	}
	h.open()
	if sent := h.status().Sent; sent != 1 {
		t.Errorf("%d sent entries once it can be written again", sent)
	}
}
