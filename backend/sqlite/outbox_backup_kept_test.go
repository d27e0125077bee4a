package sqlite

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"ferry/backend/crm"
	"ferry/backend/outbox"
)

// TestCopiesOfAClockThatWasAheadPushOutNothing: ten copies have dates to come. Those made since the clock is right are kept, one
// a day, and the newest of them is never the one that goes.
func TestCopiesOfAClockThatWasAheadPushOutNothing(t *testing.T) {
	db := openTemp(t)
	for day := range backupsKept {
		if _, err := db.BackUpDaily(t.Context(), at.AddDate(50, 0, day)); err != nil {
			t.Fatal(err)
		}
	}
	for day := range backupsKept {
		now := at.AddDate(0, 0, day)
		if made, err := db.BackUpDaily(t.Context(), now); !made || err != nil {
			t.Fatalf("day %d: made %v, error %v", day, made, err)
		}
		if made, err := db.BackUpDaily(t.Context(), now.Add(time.Hour)); made || err != nil {
			t.Errorf("day %d: made again %v, error %v", day, made, err)
		}
		found, err := Backups(db.config.Dir)
		right := slices.DeleteFunc(slices.Clone(found), func(b Backup) bool { return b.At.After(now) })
		if err != nil || len(found) != backupsKept || len(right) != day+1 || !right[0].At.Equal(now) {
			t.Fatalf("day %d: %d of %d copies are of these days, error %v", day, len(right), len(found), err)
		}
	}
}

// TestAMigrationThatFailsAtEachStartPushesOutNoCopy: somebody who tries a dozen times has a dozen copies of one and the same.
func TestAMigrationThatFailsAtEachStartPushesOutNoCopy(t *testing.T) {
	dir := earlierOutbox(t, 8, func(exec func(string, ...any)) { exec(`CREATE TABLE remote (inTheWay)`) })
	if err := backUp(t.Context(), dir, at, func(string) {}); err != nil {
		t.Fatal(err)
	}
	other, err := openPool(writeDSN(filepath.Join(dir, outboxFile)), commonPragmas())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.ExecContext(t.Context(), `CREATE TABLE laterToday (x)`); err != nil || other.Close() != nil {
		t.Fatal(err)
	}
	for try := range backupsKept + 2 {
		now := at.AddDate(0, 0, 1).Add(time.Duration(try) * time.Minute)
		if _, err := Open(t.Context(), Config{Dir: dir, Now: func() time.Time { return now }}); err == nil {
			t.Fatal("the migration does not fail, which proves nothing")
		}
	}
	found, err := Backups(dir)
	if err != nil || len(found) != 2 || !found[1].At.Equal(at) {
		t.Errorf("%+v, %v", found, err)
	}
	if files := namesIn(t, filepath.Join(dir, backupFolder)); len(files) != 2 {
		t.Errorf("there stand %v", files)
	}
}

// TestAnOutboxThatIsGoneIsNotBegunAnew where there was one: nobody would be told, and in ten days no copy would be left.
func TestAnOutboxThatIsGoneIsNotBegunAnew(t *testing.T) {
	empty := func(t *testing.T, path string) {
		t.Helper()
		if err := os.Truncate(path, 0); err != nil {
			t.Fatal(err)
		}
	}
	gone := func(t *testing.T, path string) {
		t.Helper()
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
	nothing := func(t *testing.T, path string) {
		t.Helper()
		gone(t, path)
		if err := makeFile(path); err != nil {
			t.Fatal(err)
		}
		db, err := openPool(writeDSN(path), []string{"PRAGMA journal_mode = WAL"})
		if err != nil || db.PingContext(t.Context()) != nil || db.Close() != nil || sizeOf(path) == 0 {
			t.Fatal(err)
		}
	}
	for name, spoil := range map[string]func(t *testing.T, path string){
		"gone": gone, "empty": empty, "a database without a table": nothing,
	} {
		dir, copied := restorable(t)
		path := filepath.Join(dir, outboxFile)
		spoil(t, path)
		for range 2 {
			if _, err := Open(t.Context(), Config{Dir: dir}); crm.CodeOf(err) != crm.CodeDamaged {
				t.Fatalf("%s: answer %v", name, err)
			}
		}
		if err := Restore(t.Context(), dir, "test", copied.Name, at.Add(time.Hour)); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		wantRestored(t, name, dir)
	}
}

// TestALogWithoutItsFileIsKept: SQLite deletes one beside an empty file, and with it what was written last.
func TestALogWithoutItsFileIsKept(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, outboxFile)
	write(t, path+"-wal", []byte("what was written last"))
	if _, err := Open(t.Context(), Config{Dir: dir}); crm.CodeOf(err) != crm.CodeDamaged {
		t.Errorf("answer %v", err)
	}
	if text, err := os.ReadFile(path + "-wal"); err != nil || string(text) != "what was written last" {
		t.Errorf("the log is %q, %v", text, err)
	}
}

// TestARestoreThatDidNotComeToPassIsForgotten: its copy must not take the place of a later outbox.db.
func TestARestoreThatDidNotComeToPassIsForgotten(t *testing.T) {
	dir, copied := restorable(t)
	if err := usableCopy(t.Context(), filepath.Join(dir, backupFolder, copied.Name), filepath.Join(dir, freshFile)); err != nil {
		t.Fatal(err)
	}
	db, err := Open(t.Context(), Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	ids, err := db.Outbox().IDs(t.Context(), outbox.Filter{})
	if err != nil || len(ids) != 2 || db.Close() != nil {
		t.Fatalf("%v, %v", ids, err)
	}
	if err := os.Remove(filepath.Join(dir, outboxFile)); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), Config{Dir: dir}); crm.CodeOf(err) != crm.CodeDamaged {
		t.Errorf("answer %v", err)
	}
}
