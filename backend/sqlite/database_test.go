package sqlite

import (
	"context"
	"testing"
)

// openTemp opens a fresh folder that is closed when the test ends.
func openTemp(t *testing.T) *Database {
	t.Helper()
	db, err := Open(context.Background(), Config{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

func TestPreferenceSurvivesReopen(t *testing.T) {
	ctx, dir := t.Context(), t.TempDir()
	for _, step := range []string{"write", "read"} {
		db, err := Open(ctx, Config{Dir: dir})
		if err != nil {
			t.Fatal(err)
		}
		var value []string
		found, err := db.Preference(ctx, "columns", &value)
		if err != nil || found != (step == "read") {
			t.Fatalf("%s: found %v, error %v", step, found, err)
		}
		if err := db.SetPreference(ctx, "columns", []string{"name"}); err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
