package sqlite

import (
	"errors"
	"io/fs"
	"os"
	"runtime"
)

// companions are the suffixes of the files that make up one SQLite database in WAL mode.
func companions() []string { return []string{"", "-wal", "-shm"} }

// makeFolder creates the folder for its owner alone, and takes other people's rights from one that exists.
func makeFolder(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	return restrict(dir, 0o700)
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
