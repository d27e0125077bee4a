package sqlite

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"ferry/backend/crm"
)

// TestLookingAtACopySaysWhatRestoringItWould, and leaves the folder as it was.
func TestLookingAtACopySaysWhatRestoringItWould(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(t *testing.T, path string)
		want  crm.Code
	}{
		"good":        {func(*testing.T, string) {}, ""},
		"overwritten": {overwrite, crm.CodeDamaged},
		"cut off":     {cutOff, crm.CodeDamaged},
		"scratched":   {scratch, crm.CodeDamaged},
		"newer":       {makeNewer, crm.CodeNewerVersion},
		"empty": {func(t *testing.T, path string) {
			t.Helper()
			if err := os.Truncate(path, 0); err != nil {
				t.Fatal(err)
			}
		}, crm.CodeDamaged},
	} {
		dir, copied := restorable(t)
		folder := filepath.Join(dir, backupFolder)
		c.spoil(t, filepath.Join(folder, copied.Name))
		before := namesIn(t, folder)
		if err := LookAtBackup(t.Context(), dir, copied.Name); crm.CodeOf(err) != c.want {
			t.Errorf("%s: looking says %v, want %q", name, err, c.want)
		}
		if after := namesIn(t, folder); !slices.Equal(before, after) {
			t.Errorf("%s: looking left %v of %v", name, after, before)
		}
		if err := Restore(t.Context(), dir, "test", copied.Name, at); crm.CodeOf(err) != c.want {
			t.Errorf("%s: restoring says %v, want %q", name, err, c.want)
		}
	}
}

func TestLookingAtACopyEnds(t *testing.T) {
	dir, copied := restorable(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := LookAtBackup(ctx, dir, copied.Name); err == nil || crm.CodeOf(err) == crm.CodeDamaged {
		t.Errorf("answer %v", err)
	}
	if err := LookAtBackup(t.Context(), dir, "../outbox.db"); crm.CodeOf(err) != crm.CodeNotFound {
		t.Errorf("a name from elsewhere: %v", err)
	}
}

func namesIn(t *testing.T, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names
}
