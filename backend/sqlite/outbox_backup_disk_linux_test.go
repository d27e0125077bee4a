package sqlite

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"ferry/backend/crm"
)

// TestAFullDiskWhileCopying: a copy or a restore for which there is no room leaves everything as it was, and nothing half made.
func TestAFullDiskWhileCopying(t *testing.T) {
	disk := t.TempDir()
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "mode=700,size=6m"); err != nil {
		t.Skipf("no right to mount a small disk: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(disk, syscall.MNT_DETACH) })
	dir := filepath.Join(disk, "ferry")
	db, err := Open(t.Context(), Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	if made, err := db.BackUpDaily(t.Context(), at); !made || err != nil {
		t.Fatal(made, err)
	}
	if err := db.SetPreference(t.Context(), "long", strings.Repeat("A long text. ", 100_000)); err != nil {
		t.Fatal(err)
	}
	if err := db.truncateOutbox(t.Context()); err != nil {
		t.Fatal(err)
	}
	rest := filepath.Join(disk, "somebody-elses-file")
	fill := func(leave int64) {
		t.Helper()
		var room syscall.Statfs_t
		if err := syscall.Statfs(disk, &room); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(rest, make([]byte, int64(room.Bavail)*room.Bsize-leave), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	folder := filepath.Join(dir, backupFolder)
	before := namesIn(t, folder)
	fill(512 << 10) // less than half of what it takes
	for range 2 {
		if _, err := db.BackUpDaily(t.Context(), at.AddDate(0, 0, 2)); crm.CodeOf(err) != crm.CodeStorage {
			t.Errorf("copying: answer %v", err)
		}
		if after := namesIn(t, folder); !slices.Equal(before, after) {
			t.Errorf("there stand %v, before %v", after, before)
		}
	}
	if err := os.Remove(rest); err != nil {
		t.Fatal(err)
	}
	if made, err := db.BackUpDaily(t.Context(), at.AddDate(0, 0, 2)); !made || err != nil {
		t.Fatal(made, err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, outboxFile)
	overwrite(t, path)
	spoiled, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	found, err := Backups(dir)
	if err != nil || len(found) != 2 {
		t.Fatal(found, err)
	}
	names := namesIn(t, dir)
	fill(512 << 10)
	if err := Restore(t.Context(), dir, "test", found[0].Name, at.Add(time.Hour)); crm.CodeOf(err) != crm.CodeStorage {
		t.Errorf("restoring: answer %v", err)
	}
	if after := namesIn(t, dir); !slices.Equal(names, after) {
		t.Errorf("there stand %v, before %v", after, names)
	}
	if left, err := os.ReadFile(path); err != nil || !bytes.Equal(left, spoiled) {
		t.Errorf("the unusable file was changed (%v)", err)
	}
	if err := os.Remove(rest); err != nil {
		t.Fatal(err)
	}
	if err := Restore(t.Context(), dir, "test", found[0].Name, at.Add(time.Hour)); err != nil {
		t.Errorf("with room again: %v", err)
	}
}
