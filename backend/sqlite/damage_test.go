package sqlite

import (
	"bytes"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"ferry/backend/crm"
	"ferry/backend/importer"
	"ferry/backend/importer/importertest"
)

// closedFolder is a folder with a preference and the sample mirror, closed again.
func closedFolder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	db, err := Open(t.Context(), Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	sample(t, db)
	if err := db.SetPreference(t.Context(), "kept", true); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

// makeNewer pretends that a later version of Ferry has written the file.
func makeNewer(t *testing.T, path string) {
	t.Helper()
	db, err := openPool(writeDSN(path), nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.ExecContext(t.Context(), `INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)`)
	if err != nil || db.Close() != nil {
		t.Fatal(err)
	}
}

// overwrite puts words where a database was.
func overwrite(t *testing.T, path string) {
	t.Helper()
	write(t, path, []byte(strings.Repeat(imported+" ", 400)))
}

func write(t *testing.T, path string, text []byte) {
	t.Helper()
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
}

// imported is a word of the sample rows.
const imported = "Gómez"

func TestAnOutboxThatCannotBeUsedIsLeftUntouched(t *testing.T) {
	for name, spoil := range map[crm.Code]func(t *testing.T, path string){
		crm.CodeNewerVersion: makeNewer,
		crm.CodeDamaged:      overwrite,
	} {
		dir := closedFolder(t)
		path := filepath.Join(dir, outboxFile)
		spoil(t, path)
		before, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		_, err = Open(t.Context(), Config{Dir: dir})
		if crm.CodeOf(err) != name {
			t.Errorf("%s: answer %v", name, err)
		}
		after, err := os.ReadFile(path)
		if err != nil || !bytes.Equal(before, after) {
			t.Errorf("%s: the file was changed (%v)", name, err)
		}
		// The folder must be free again: mending the file needs no new start of the computer.
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		db, err := Open(t.Context(), Config{Dir: dir})
		if err != nil {
			t.Fatalf("%s: after taking the file away: %v", name, err)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestAMirrorThatCannotBeUsedIsSetAside(t *testing.T) {
	for name, spoil := range map[string]func(t *testing.T, path string){
		"newer":       makeNewer,
		"no database": overwrite,
		"torn":        tear,
	} {
		dir := closedFolder(t)
		path := filepath.Join(dir, mirrorFile)
		spoil(t, path)
		db, err := Open(t.Context(), Config{Dir: dir})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if _, err := os.Stat(db.SetAside()); err != nil {
			t.Errorf("%s: nothing set aside: %v", name, err)
		}
		if point, err := db.Point(t.Context(), crm.TableContact); err != nil || point.Generation != 0 {
			t.Errorf("%s: the new mirror is not empty: %+v, %v", name, point, err)
		}
		var kept bool
		if found, err := db.Preference(t.Context(), "kept", &kept); err != nil || !found {
			t.Errorf("%s: the outbox lost its preference: %v", name, err)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}
}

// tear spoils the first page behind its header: the schema cannot be read.
func tear(t *testing.T, path string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := 100; i < 4096; i++ {
		text[i] = 0xA5
	}
	write(t, path, text)
}

func TestCleanupLeavesNoTraceOfTheMirror(t *testing.T) {
	ctx, dir := t.Context(), t.TempDir()
	db, err := Open(ctx, Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	sample(t, db)
	overwrite(t, filepath.Join(dir, mirrorFile+asideSuffix))
	if err := db.SetPreference(ctx, "kept", true); err != nil {
		t.Fatal(err)
	}
	if !found(t, dir) {
		t.Fatal("the sample is not on the disk, so its absence would prove nothing")
	}
	if err := db.Cleanup(ctx); err != nil {
		t.Fatal(err)
	}
	if found(t, dir) {
		t.Error("imported names are still on the disk")
	}
	counts, err := db.RowCounts(ctx)
	if err != nil || counts[3].Rows != 0 {
		t.Errorf("counts %+v, %v", counts, err)
	}
	var kept bool
	if found, err := db.Preference(ctx, "kept", &kept); err != nil || !found {
		t.Errorf("the outbox lost its preference: %v", err)
	}
	sample(t, db) // and it can be imported again
}

// found reports whether any file of the folder holds the imported word.
func found(t *testing.T, dir string) bool {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		text, err := os.ReadFile(filepath.Join(dir, entry.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(text, []byte(imported)) {
			return true
		}
	}
	return false
}

func TestDeletedTextLeavesTheOutboxFiles(t *testing.T) {
	db := openTemp(t)
	ctx := t.Context()
	if err := db.SetPreference(ctx, "secret", imported); err != nil {
		t.Fatal(err)
	}
	if !found(t, db.config.Dir) {
		t.Fatal("the text is not on the disk, so its absence would prove nothing")
	}
	err := db.update(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM preference WHERE key = 'secret'`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.truncateOutbox(ctx); err != nil {
		t.Fatal(err)
	}
	if found(t, db.config.Dir) {
		t.Error("deleted text is still on the disk")
	}
}

// TestCleanupWaitsForWhatRuns cleans up while lists are read and pages are written.
func TestCleanupWaitsForWhatRuns(t *testing.T) {
	db := openTemp(t)
	table := importertest.Table(crm.TableContact)
	page := importer.Page{Rows: [][]any{importertest.Row(table, "a", map[string]any{"fullname": "A"})}}
	var work sync.WaitGroup
	for range 3 {
		work.Go(func() {
			for range 5 {
				if _, err := db.Records(t.Context(), RecordQuery{Kind: RecordLead, Limit: 10}); err != nil {
					t.Error(err)
				}
				if err := db.SavePage(t.Context(), table, page, importer.Point{Generation: 1}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for range 2 {
		if err := db.Cleanup(t.Context()); err != nil {
			t.Error(err)
		}
	}
	work.Wait()
}
