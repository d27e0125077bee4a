package sqlite

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"

	"ferry/backend/crm"
)

// bite overwrites the first page of a table in place, as a failing disk does. The schema can still be read.
func bite(t *testing.T, path, table string) {
	t.Helper()
	db, err := openPool(readDSN(path), nil)
	if err != nil {
		t.Fatal(err)
	}
	var page int64
	err = db.QueryRowContext(t.Context(), `SELECT rootpage FROM sqlite_schema WHERE name = ?`, table).Scan(&page)
	if err != nil || db.Close() != nil {
		t.Fatal(err)
	}
	file, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, err = file.WriteAt(bytes.Repeat([]byte{0xA5}, 4096), (page-1)*4096)
	if err != nil || file.Close() != nil {
		t.Fatal(err)
	}
}

// suspicious opens a folder and counts how often damage was told.
func suspicious(t *testing.T, dir string) (*Database, *atomic.Int32) {
	t.Helper()
	var told atomic.Int32
	db, err := Open(t.Context(), Config{Dir: dir, Suspect: func() { told.Add(1) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db, &told
}

// mended checks what must hold after Mend: an empty mirror, the damaged one beside it, and the outbox as it was.
func mended(t *testing.T, db *Database) {
	t.Helper()
	if aside, err := db.Mend(t.Context()); !aside || err != nil {
		t.Fatalf("aside %v, %v", aside, err)
	}
	if _, err := os.Stat(db.SetAside()); err != nil || db.Suspected() {
		t.Errorf("nothing set aside (%v), or still suspected", err)
	}
	if point, err := db.Point(t.Context(), crm.TableContact); err != nil || point.Generation != 0 {
		t.Errorf("the new mirror is not empty: %+v, %v", point, err)
	}
	var kept bool
	if found, err := db.Preference(t.Context(), "kept", &kept); err != nil || !found || !kept {
		t.Errorf("the outbox lost its preference: %v", err)
	}
	sample(t, db) // it can be imported again
	if aside, err := db.Mend(t.Context()); aside || err != nil {
		t.Errorf("mended twice: %v, %v", aside, err)
	}
}

func TestDamageInTheMiddleOfAMirrorIsFoundByTheCheck(t *testing.T) {
	dir := closedFolder(t)
	bite(t, filepath.Join(dir, mirrorFile), crm.TableContact)
	db, told := suspicious(t, dir)
	if db.SetAside() != "" {
		t.Fatal("opening has found it, so that the check proves nothing")
	}
	if err := db.Check(t.Context()); err != nil || told.Load() != 1 || !db.Suspected() {
		t.Fatalf("check %v, told %d times", err, told.Load())
	}
	mended(t, db)
}

func TestDamageThatIsMetWhileRunningIsMended(t *testing.T) {
	dir := closedFolder(t)
	db, told := suspicious(t, dir)
	if err := db.Check(t.Context()); err != nil || told.Load() != 0 {
		t.Fatalf("a sound folder: %v, told %d times", err, told.Load())
	}
	bite(t, filepath.Join(dir, mirrorFile), crm.TableContact)
	failed := 0
	for _, kind := range []RecordKind{RecordLead, RecordAccount, RecordLead} {
		if _, err := db.Records(t.Context(), RecordQuery{Kind: kind, Limit: 10}); crm.CodeOf(err) == crm.CodeStorage {
			failed++
		}
	}
	if failed < 2 || told.Load() != 1 {
		t.Fatalf("%d reads failed, told %d times, want once", failed, told.Load())
	}
	mended(t, db)
	if _, err := db.Records(t.Context(), RecordQuery{Kind: RecordLead, Limit: 10}); err != nil {
		t.Errorf("reading afterwards: %v", err)
	}
}

func TestADamagedOutboxIsNotMendedAndNotWritten(t *testing.T) {
	dir := closedFolder(t)
	path := filepath.Join(dir, outboxFile)
	bite(t, path, "entry")
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	db, told := suspicious(t, dir)
	if err := db.Check(t.Context()); crm.CodeOf(err) != crm.CodeDamaged || told.Load() != 0 {
		t.Errorf("check %v, told %d times of the mirror", err, told.Load())
	}
	db.suspect(garbage(t), false)
	if aside, err := db.Mend(t.Context()); aside || crm.CodeOf(err) != crm.CodeDamaged {
		t.Errorf("aside %v, %v", aside, err)
	}
	db.intake.pending.Store(true) // Close would spread it
	if err := db.Close(); err != nil {
		t.Error(err)
	}
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the damaged file was written to (%v)", err)
	}
}

// garbage is the error of a damaged file that is none of the folder's.
func garbage(t *testing.T) error {
	t.Helper()
	path := filepath.Join(t.TempDir(), "garbage.db")
	overwrite(t, path)
	_, err := storedVersion(t.Context(), path)
	if !damaged(err) {
		t.Fatalf("no damage: %v", err)
	}
	return err
}

// An error that neither file explains must not set a sound mirror aside, or be followed for ever.
func TestASuspicionInVainIsFollowedOnce(t *testing.T) {
	db, told := suspicious(t, closedFolder(t))
	for range 3 {
		db.suspect(garbage(t), false)
		if aside, err := db.Mend(t.Context()); aside || err != nil {
			t.Errorf("aside %v, %v", aside, err)
		}
	}
	if told.Load() != 1 {
		t.Errorf("told %d times, want once", told.Load())
	}
	db.suspect(garbage(t), true)
	mended(t, db) // what is surely the mirror's is still followed
}

func TestMendingEndsWithItsContext(t *testing.T) {
	db, _ := suspicious(t, closedFolder(t))
	db.suspect(garbage(t), true)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if aside, err := db.Mend(ctx); aside || crm.CodeOf(err) != crm.CodeCancelled || !db.Suspected() {
		t.Errorf("aside %v, %v: it must be looked into later", aside, err)
	}
	mended(t, db)
}
