package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestReadWaitsForTheWholeResult(t *testing.T) {
	file := filepath.Join(t.TempDir(), "result.json")
	var got result
	if read(file, &got) {
		t.Error("a missing file was read")
	}
	for text, want := range map[string]bool{"": false, `{"ok":tr`: false, `{"ok":true}`: true} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if read(file, &got) != want {
			t.Errorf("%q was read: %v", text, !want)
		}
	}
}
