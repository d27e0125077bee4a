package sqlite

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

func TestMakeFolder(t *testing.T) {
	dir := t.TempDir()
	theirs := filepath.Join(dir, "theirs")
	if err := os.Mkdir(theirs, 0o750); err != nil {
		t.Fatal(err)
	}
	deep := filepath.Join(theirs, "a", "b")
	for range 2 {
		if err := MakeFolder(deep); err != nil {
			t.Fatal(err)
		}
	}
	if runtime.GOOS == "windows" {
		return // which has other rights
	}
	for path, want := range map[string]os.FileMode{theirs: 0o750, filepath.Dir(deep): 0o700, deep: 0o700} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v", path, info.Mode(), err)
		}
	}
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := MakeFolder(filepath.Join(file, "below")); err == nil {
		t.Error("a folder in a file")
	}
}
