package sqlite

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"

	"ferry/backend/crm"
)

// The lock is one file and its holder's name another: on Windows nobody else may read a locked file.
const (
	lockFile   = "folder.lock"
	holderFile = "folder.lock.json"
)

// folderLock is the operating system's exclusive lock on a folder. It ends with the process, however that ends.
type folderLock struct {
	file   *flock.Flock
	holder string
}

// holder is who holds a folder's lock, for the sentence that a second process shows.
type holder struct {
	PID     int    `json:"pid"`
	Program string `json:"program"`
}

func lockFolder(dir, program string) (*folderLock, error) {
	file := flock.New(filepath.Join(dir, lockFile), flock.SetPermissions(0o600))
	locked, err := file.TryLock()
	if err != nil {
		return nil, fmt.Errorf("lock the folder: %w", err)
	}
	lock := &folderLock{file: file, holder: filepath.Join(dir, holderFile)}
	if !locked {
		return nil, crm.Errorf(crm.CodeLocked, "%s", describeHolder(lock.holder))
	}
	if err := lock.sign(program); err != nil {
		return nil, errors.Join(err, lock.release())
	}
	return lock, nil
}

// sign leaves the holder's name. A name left by a crash is simply overwritten by the next holder.
func (l *folderLock) sign(program string) error {
	text, err := json.Marshal(holder{PID: os.Getpid(), Program: program})
	if err != nil {
		return err
	}
	return os.WriteFile(l.holder, text, 0o600)
}

func (l *folderLock) release() error {
	err := os.Remove(l.holder)
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return errors.Join(err, l.file.Close())
}

func describeHolder(path string) string {
	var who holder
	text, err := os.ReadFile(path)
	if err != nil || json.Unmarshal(text, &who) != nil || who.PID == 0 {
		return "held by another process"
	}
	return fmt.Sprintf("held by %.40q, process %d", who.Program, who.PID)
}
