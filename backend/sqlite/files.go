package sqlite

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// companions are the suffixes of the files that make up one SQLite database in WAL mode.
func companions() []string { return []string{"", "-wal", "-shm"} }

// makeFolder makes the folder for its owner alone, and takes other people's rights from one that exists.
func makeFolder(dir string) error {
	if err := MakeFolder(dir); err != nil {
		return err
	}
	return restrict(dir, 0o700)
}

// MakeFolder makes a folder, and those above it, for their owner alone, so that a power cut cannot take it away with all that
// is kept in it. One that exists stays as it is.
func MakeFolder(dir string) error {
	var holders []string // of what is to be made
	for path := filepath.Clean(dir); missing(path); path = filepath.Dir(path) {
		holders = append(holders, filepath.Dir(path))
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	for _, holder := range holders {
		if err := syncFolder(holder); err != nil {
			return err
		}
	}
	return nil
}

func missing(path string) bool {
	_, err := os.Lstat(path)
	return errors.Is(err, fs.ErrNotExist)
}

// syncFolder makes what was made or renamed in the folder survive a power cut. Where folders cannot be synced, as on Windows,
// or must not be read, the system does that itself.
func syncFolder(dir string) error {
	folder, err := os.Open(dir)
	if errors.Is(err, fs.ErrPermission) {
		return nil
	}
	if err != nil {
		return err
	}
	_ = folder.Sync()
	return folder.Close()
}

// makeFile creates an empty database file that only its owner can read, before SQLite opens it: SQLite would use the
// umask, and gives -wal and -shm the mode of the main file.
func makeFile(path string) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	if err := file.Close(); err != nil {
		return err
	}
	for _, suffix := range companions() {
		if err := restrict(path+suffix, 0o600); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// restrict takes everybody else's rights away. Windows has none to take: the profile folder's access list is inherited.
func restrict(path string, mode fs.FileMode) error {
	info, err := os.Stat(path)
	if err != nil || runtime.GOOS == "windows" || info.Mode().Perm()&0o077 == 0 {
		return err
	}
	return os.Chmod(path, mode)
}

// removeDatabase deletes a database and its companions. No connection may be open.
func removeDatabase(path string) error {
	for _, suffix := range companions() {
		if err := os.Remove(path + suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// moveDatabase renames a database and its companions, replacing what stood at the new name.
func moveDatabase(from, to string) error {
	if err := removeDatabase(to); err != nil {
		return err
	}
	for _, suffix := range companions() {
		if err := os.Rename(from+suffix, to+suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// sizeOf is how many bytes the file has; 0 also where it is not there.
func sizeOf(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}
