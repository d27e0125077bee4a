package sqlite

import (
	"context"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"ferry/backend/outbox"
	"ferry/backend/outbox/storetest"
)

// insideVariable is set in a test's own second process, which works on the folder that it was started in.
const insideVariable = "FERRY_SQLITE_INSIDE"

// inside gives that folder, if this is the second process.
func inside(t *testing.T) (dir string, is bool) {
	t.Helper()
	if os.Getenv(insideVariable) == "" {
		return "", false
	}
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	return dir, true
}

// again is the test's second process.
func again(ctx context.Context, t *testing.T, dir string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	process := exec.CommandContext(ctx, self, "-test.run=^"+t.Name()+"$")
	process.Env, process.Dir = append(os.Environ(), insideVariable+"=1"), dir
	return process
}

// TestEntriesOfEveryVersionOutliveAMigrationThatIsKilled brings entries with what belongs to them from each version that had
// some; a second process that migrates them is killed now and then on its way.
func TestEntriesOfEveryVersionOutliveAMigrationThatIsKilled(t *testing.T) {
	if dir, is := inside(t); is {
		if db, err := Open(t.Context(), Config{Dir: dir}); err == nil {
			_ = db.Close()
		}
		return
	}
	for version := int64(2); version <= 11; version++ {
		var want []outbox.Record
		dir := earlierOutbox(t, version, func(exec func(string, ...any)) {
			for number := range 50 {
				record := storetest.Sample(number)
				record.Sequence = int64(number + 1)
				putVeryEarly(t, exec, record.Entry, version)
				for position, o := range record.Operations {
					putEarlierOperation(t, exec, record.ID, position, o)
				}
				for _, a := range record.Attempts {
					exec(`INSERT INTO attempt VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, record.ID, a.Number, a.Operation, a.Hash,
						formatMoment(a.Started), formatMoment(a.Ended), string(a.Outcome), string(a.Code), a.Detail, a.Tries)
				}
				want = append(want, record)
			}
		})
		for range 2 {
			killOpening(t, dir)
		}
		db := openOutbox(t, dir)
		for _, one := range want {
			if got, err := db.Outbox().Record(t.Context(), one.ID); err != nil || !reflect.DeepEqual(got, one) {
				t.Fatalf("from %d: got  %+v (%v)\nwant %+v", version, got, err, one)
			}
		}
		if found, err := Backups(dir); err != nil || len(found) == 0 {
			t.Errorf("from %d: copies %+v, %v", version, found, err)
		}
	}
}

// putVeryEarly writes an entry with the columns that the version had.
func putVeryEarly(t *testing.T, exec func(string, ...any), entry outbox.Entry, version int64) {
	t.Helper()
	columns := strings.Split(strings.Join(strings.Fields(entryColumns), ""), ",")
	values, err := entryValues(entry)
	if err != nil {
		t.Fatal(err)
	}
	if tags := slices.Index(columns, "tags"); version < 8 {
		columns, values = slices.Delete(columns, tags, tags+1), slices.Delete(values, tags, tags+1)
	}
	exec(`INSERT INTO entry (`+strings.Join(columns, ", ")+`, search) VALUES (?`+strings.Repeat(", ?", len(values)-1)+`)`, values...)
}

// killOpening opens the folder in a second process, and kills it on the way.
func killOpening(t *testing.T, dir string) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	opening := again(ctx, t, dir)
	if err := opening.Start(); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		if exists(filepath.Join(dir, holderFile)) { // it has the folder's lock, and begins
			break
		}
	}
	time.Sleep(time.Duration(rand.IntN(40)) * time.Millisecond) // anywhere on its way
	cancel()
	_ = opening.Wait() // it was killed, or had ended
	_ = os.Remove(filepath.Join(dir, holderFile))
}
