//go:build linux || darwin

package proof

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestAFullDiskRefusesAndLosesNothing lets no file grow: copying is refused, what was acknowledged stays, and everything
// goes on when there is room again.
func TestAFullDiskRefusesAndLosesNothing(t *testing.T) {
	r := newRun(t)
	h := r.newHand(1)
	p, err := r.start(orders{})
	if err != nil {
		t.Fatal(err)
	}
	h.mustGive(p, h.copy("Before.", true))
	p.must(command{Do: doLimit, Bytes: 4096})
	if a, err := p.press(h.copy("While it is full.", true).command); err != nil || a.OK || a.Code != "storage" {
		t.Errorf("on a full disk: %+v, %v", a, err)
	}
	p.must(command{Do: doLimit})
	h.mustGive(p, h.copy("After.", true))
	r.settle(p)
	if err := p.end(); err != nil {
		t.Error(err)
	}
	r.finish(h, "")
	r.check()
}

// TestAnotherProgramMayHoldTheJournal takes the write lock of outbox.db for a while, as backup programs do.
func TestAnotherProgramMayHoldTheJournal(t *testing.T) {
	r := newRun(t)
	h := r.newHand(1)
	p, err := r.start(orders{Idle: true})
	if err != nil {
		t.Fatal(err)
	}
	h.mustGive(p, h.copy("Before.", true))
	release := r.holdJournal()
	time.AfterFunc(time.Second, release)
	h.mustGive(p, h.copy("It waits for its turn.", true))
	if *kills > 0 { // longer than anybody waits for a lock
		release = r.holdJournal()
		if a, err := p.press(h.copy("Refused.", true).command); err != nil || a.Code != "storage" {
			t.Errorf("%+v, %v", a, err)
		}
		release()
		h.mustGive(p, h.copy("After.", true))
	}
	if err := p.end(); err != nil {
		t.Error(err)
	}
	r.finish(h, "")
	r.check()
}

// holdJournal takes the lock that SQLite writers of a WAL take: byte 120 of the -shm file (walLockExclusive of
// WAL_WRITE_LOCK at UNIX_SHM_BASE in SQLite's os_unix.c).
func (r *run) holdJournal() (release func()) {
	r.t.Helper()
	file, err := os.OpenFile(filepath.Join(r.folder(), "outbox.db-shm"), os.O_RDWR, 0)
	if err != nil {
		r.t.Fatal(err)
	}
	lock := syscall.Flock_t{Type: syscall.F_WRLCK, Start: 120, Len: 1}
	if err := syscall.FcntlFlock(file.Fd(), syscall.F_SETLKW, &lock); err != nil {
		r.t.Fatal(err)
	}
	return func() { _ = file.Close() }
}

// TestAReadOnlyDiskIsRefusedAndLosesNothing opens the folder without the right to write.
func TestAReadOnlyDiskIsRefusedAndLosesNothing(t *testing.T) {
	r := newRun(t)
	h := r.newHand(1)
	p, err := r.start(orders{Idle: true})
	if err != nil {
		t.Fatal(err)
	}
	h.mustGive(p, h.copy("Before.", true))
	if err := p.end(); err != nil {
		t.Fatal(err)
	}
	r.chmod(0o555, 0o444)
	o := orders{Idle: true}
	if os.Getuid() == 0 { // rights do not bind root
		o.User = 65534
	}
	_, err = r.start(o)
	if err == nil || errors.Is(err, errDead) || !strings.Contains(err.Error(), "storage") {
		t.Errorf("a folder that cannot be written: %v", err)
	}
	r.chmod(0o700, 0o600)
	r.finish(h, "")
	r.check()
}

// chmod changes the rights of the whole data folder.
func (r *run) chmod(folders, files fs.FileMode) {
	r.t.Helper()
	var paths []string
	err := filepath.WalkDir(r.dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && folders&0o200 != 0 {
			return os.Chmod(path, folders) // on the way down, to get further
		}
		paths = append(paths, path)
		return nil
	})
	for i := len(paths) - 1; i >= 0 && err == nil; i-- {
		info, statErr := os.Stat(paths[i])
		if statErr != nil {
			r.t.Fatal(statErr)
		}
		mode := files
		if info.IsDir() {
			mode = folders
		}
		err = os.Chmod(paths[i], mode)
	}
	if err != nil {
		r.t.Fatal(err)
	}
}
