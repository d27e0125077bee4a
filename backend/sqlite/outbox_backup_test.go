package sqlite

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"

	"ferry/backend/crm"
	"ferry/backend/outbox"
)

// at is the time of the first copy in these tests.
var at = time.Date(2026, time.March, 1, 8, 0, 0, 0, time.UTC)

func TestADailyCopyIsMadeOncePerDayAndTenAreKept(t *testing.T) {
	db := openTemp(t)
	for day := range 14 {
		now := at.AddDate(0, 0, day)
		if made, err := db.BackUpDaily(t.Context(), now); !made || err != nil {
			t.Fatalf("day %d: made %v, error %v", day, made, err)
		}
		if made, err := db.BackUpDaily(t.Context(), now.Add(23*time.Hour)); made || err != nil {
			t.Fatalf("day %d: made again %v, error %v", day, made, err)
		}
	}
	found, err := Backups(db.config.Dir)
	if err != nil || len(found) != 10 || !found[0].At.Equal(at.AddDate(0, 0, 13)) || !found[9].At.Equal(at.AddDate(0, 0, 4)) {
		t.Errorf("%d copies: %+v, %v", len(found), found, err)
	}
	files, err := os.ReadDir(filepath.Join(db.config.Dir, backupFolder))
	if err != nil || len(files) != 10 {
		t.Errorf("%d files stand there, error %v", len(files), err)
	}
	for _, file := range files {
		info, err := file.Info()
		if err != nil || (runtime.GOOS != "windows" && info.Mode().Perm() != 0o600) {
			t.Errorf("%s has rights %v (%v)", file.Name(), info.Mode(), err)
		}
	}
}

func TestAClockThatWasSetBackStillGetsCopies(t *testing.T) {
	db := openTemp(t)
	if _, err := db.BackUpDaily(t.Context(), at.AddDate(1, 0, 0)); err != nil {
		t.Fatal(err)
	}
	if made, err := db.BackUpDaily(t.Context(), at); !made || err != nil {
		t.Errorf("made %v, error %v", made, err)
	}
}

func TestAMigrationIsPrecededByACopy(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, outboxFile)
	if err := makeFile(path); err != nil {
		t.Fatal(err)
	}
	if err := migrate(t.Context(), path, outboxMigrations, 2); err != nil {
		t.Fatal(err)
	}
	db, err := Open(t.Context(), Config{Dir: dir, Now: func() time.Time { return at }})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	found, err := Backups(dir)
	if err != nil || len(found) != 1 || !found[0].At.Equal(at) {
		t.Fatalf("copies %+v, %v", found, err)
	}
	version, err := storedVersion(t.Context(), filepath.Join(dir, backupFolder, found[0].Name))
	if err != nil || version != 2 {
		t.Errorf("the copy has version %d, error %v", version, err)
	}
}

func TestANewFolderNeedsNoCopy(t *testing.T) {
	db, err := Open(t.Context(), Config{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}()
	if found, err := Backups(db.config.Dir); err != nil || len(found) > 0 {
		t.Errorf("copies %+v, %v", found, err)
	}
}

// restorable is a closed folder with one entry, a copy that has it, and a second entry that came later.
func restorable(t *testing.T) (dir string, copied Backup) {
	t.Helper()
	db := openTemp(t)
	add := func(id string) {
		record := outbox.Record{Entry: outbox.Entry{
			ID: id, Kind: crm.KindNote, State: outbox.Queued, Created: at, Since: at, At: at, Table: crm.TableTask,
		}}
		if _, err := db.Outbox().Add(t.Context(), []outbox.Record{record}); err != nil {
			t.Fatal(err)
		}
	}
	add("early")
	if _, err := db.BackUpDaily(t.Context(), at); err != nil {
		t.Fatal(err)
	}
	add("late")
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	found, err := Backups(db.config.Dir)
	if err != nil || len(found) != 1 {
		t.Fatalf("%+v, %v", found, err)
	}
	return db.config.Dir, found[0]
}

func TestARestoredCopyIsMarkedAndTheUnusableFileKept(t *testing.T) {
	for name, spoil := range map[string]func(t *testing.T, path string){
		"overwritten": overwrite, "newer": makeNewer, "cut off": cutOff, "gone": func(t *testing.T, path string) {
			t.Helper()
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
		},
	} {
		dir, copied := restorable(t)
		path := filepath.Join(dir, outboxFile)
		spoil(t, path)
		before, _ := os.ReadFile(path)
		if err := Restore(t.Context(), dir, "test", copied.Name, at.Add(time.Hour)); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		wantRestored(t, name, dir)
		kept, _ := os.ReadFile(filepath.Join(dir, unusableOf+at.Add(time.Hour).Format(backupLayout)+".db"))
		if !slices.Equal(before, kept) {
			t.Errorf("%s: the unusable file was not kept as it was", name)
		}
	}
}

func wantRestored(t *testing.T, name, dir string) {
	t.Helper()
	db, err := Open(t.Context(), Config{Dir: dir})
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	defer func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}()
	ids, err := db.Outbox().IDs(t.Context(), outbox.Filter{})
	if err != nil || !slices.Equal(ids, []string{"early"}) {
		t.Errorf("%s: entries %v, %v", name, ids, err)
	}
	if restored, err := db.Restored(t.Context()); err != nil || !restored {
		t.Errorf("%s: marked %v, %v", name, restored, err)
	}
	if err := db.Quarantined(t.Context()); err != nil {
		t.Fatal(err)
	}
	if restored, err := db.Restored(t.Context()); err != nil || restored {
		t.Errorf("%s: still marked %v, %v", name, restored, err)
	}
}

func TestADamagedCopyRestoresNothing(t *testing.T) {
	dir, copied := restorable(t)
	cutOff(t, filepath.Join(dir, backupFolder, copied.Name))
	before, err := os.ReadFile(filepath.Join(dir, outboxFile))
	if err != nil {
		t.Fatal(err)
	}
	if err := Restore(t.Context(), dir, "test", copied.Name, at); crm.CodeOf(err) != crm.CodeDamaged {
		t.Errorf("answer %v", err)
	}
	if err := Restore(t.Context(), dir, "test", "../outbox.db", at); crm.CodeOf(err) != crm.CodeNotFound {
		t.Errorf("a name from elsewhere: %v", err)
	}
	after, err := os.ReadFile(filepath.Join(dir, outboxFile))
	if err != nil || !slices.Equal(before, after) {
		t.Errorf("outbox.db was changed (%v)", err)
	}
}

func TestADamagedOutboxIsNotCopiedOverGoodCopies(t *testing.T) {
	db := openTemp(t)
	if _, err := db.BackUpDaily(t.Context(), at); err != nil {
		t.Fatal(err)
	}
	dir := db.config.Dir
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	scratch(t, filepath.Join(dir, outboxFile))
	if err := backUp(t.Context(), dir, at.AddDate(0, 0, 2), func(string) {}); crm.CodeOf(err) != crm.CodeDamaged {
		t.Errorf("answer %v", err)
	}
	if found, err := Backups(dir); err != nil || len(found) != 1 {
		t.Errorf("%+v, %v", found, err)
	}
}

// TestACrashBetweenTheRenamesOfARestore leaves what a crash would, with and without the old file's WAL.
func TestACrashBetweenTheRenamesOfARestore(t *testing.T) {
	for _, leftover := range []bool{false, true} {
		dir, copied := restorable(t)
		from, fresh := filepath.Join(dir, backupFolder, copied.Name), filepath.Join(dir, freshFile)
		if err := usableCopy(t.Context(), from, fresh); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, outboxFile)
		aside := filepath.Join(dir, unusableOf+at.Format(backupLayout)+".db")
		if err := os.Rename(path, aside); err != nil {
			t.Fatal(err)
		}
		if leftover {
			if err := os.WriteFile(path+"-wal", []byte("the old one's"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		wantRestored(t, fmt.Sprintf("leftover %v", leftover), dir)
		if leftover != exists(aside+"-wal") {
			t.Errorf("leftover %v: kept beside its file %v", leftover, exists(aside+"-wal"))
		}
	}
}

// cutOff leaves half of a file.
func cutOff(t *testing.T, path string) {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(path, info.Size()/2); err != nil {
		t.Fatal(err)
	}
}

// scratch overwrites pages in the middle of a database, and leaves its head alone.
func scratch(t *testing.T, path string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := 2 * 4096; i < len(text); i++ {
		text[i] ^= 0x5a
	}
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
}
