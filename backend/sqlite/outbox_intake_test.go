package sqlite

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"ferry/backend/crm"
	"ferry/backend/outbox"
)

// inIntake counts the rows that are not spread yet.
func inIntake(t *testing.T, db *Database) int {
	t.Helper()
	return len(intakeRows(t, db))
}

func intakeRows(t *testing.T, db *Database) (rows []string) {
	t.Helper()
	err := db.view(t.Context(), func(tx *sql.Tx) error {
		return each(t.Context(), tx, `SELECT records FROM main.intake`, nil, func(scan func(...any) error) error {
			var text string
			err := scan(&text)
			rows = append(rows, text)
			return err
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestWhatIsEnqueuedIsOneRowUntilSomethingReads(t *testing.T) {
	db := openTemp(t)
	box := enqueuer(db)
	thread := messages(1)
	if _, err := box.Enqueue(t.Context(), thread...); err != nil {
		t.Fatal(err)
	}
	if _, err := box.Enqueue(t.Context(), typed()); err != nil {
		t.Fatal(err)
	}
	if rows := inIntake(t, db); rows != 2 {
		t.Errorf("%d rows, want one for each press", rows)
	}
	again, err := box.Enqueue(t.Context(), thread[0], thread[499])
	if err != nil || !again[0].Already || !again[1].Already || inIntake(t, db) != 0 {
		t.Errorf("again, which takes a look at what is there: %+v, %d rows, %v", again, inIntake(t, db), err)
	}
	counts, err := box.Counts(t.Context())
	if err != nil || counts.ToSend() != 501 || inIntake(t, db) != 0 {
		t.Errorf("counts %+v, %d rows left, %v", counts, inIntake(t, db), err)
	}
	again, err = box.Enqueue(t.Context(), thread...)
	if err != nil || !again[250].Already || inIntake(t, db) != 0 {
		t.Errorf("after it was spread: %+v, %v", again[250], err)
	}
	if again, err = box.Enqueue(t.Context(), thread[0], typed()); err != nil || !again[0].Already || again[1].Already {
		t.Errorf("one old, one new: %+v, %v", again, err)
	}
}

func TestTheIntakeOfACrashIsSpreadAtTheNextStart(t *testing.T) {
	db := openTemp(t)
	draft := typed()
	draft.At = time.Date(2026, time.March, 4, 9, 0, 30, 0, time.FixedZone("", 3600))
	draft.Duration, draft.Phone, draft.Kind = 7*time.Minute, "+34 600", crm.KindCall
	enqueued, err := enqueuer(db).Enqueue(t.Context(), draft)
	if err != nil {
		t.Fatal(err)
	}
	// Nothing is tidied: the handles are closed as the end of a process closes them.
	if err := db.handles.close(); err != nil {
		t.Fatal(err)
	}
	if err := db.connect(t.Context()); err != nil {
		t.Fatal(err)
	}
	db.intake.waiting = nil
	if inIntake(t, db) != 1 {
		t.Fatal("nothing waits")
	}
	record, err := db.Outbox().Record(t.Context(), enqueued[0].ID)
	if err != nil || record.Phone != "+34 600" || record.Duration != 7*time.Minute || record.Table != crm.TablePhoneCall {
		t.Errorf("%+v, %v", record, err)
	}
	if record.At.Format(time.RFC3339) != "2026-03-04T09:00:30+01:00" || len(record.Operations) != 2 {
		t.Errorf("at %v, operations %+v", record.At, record.Operations)
	}
}

func TestTheIntakeGivesBackWhatItWasGiven(t *testing.T) {
	created := time.Date(2026, time.March, 4, 8, 0, 0, 0, time.UTC)
	shape := &outbox.Shape{Missing: []string{crm.TableMessage}}
	entry := outbox.Entry{
		ID: "a", Kind: crm.KindMessage, Member: crm.Member{Key: "k", Name: "María"}, Subject: "s", Body: "b",
		At: created, Outgoing: true, URL: "u", SourceKey: "y", Row: crm.Ref{Table: "contact", ID: "c", Name: "n"}, Chosen: true,
		Owner: crm.Ref{Table: "systemuser", ID: "o"}, State: outbox.Queued, Since: created, Created: created,
	}
	other := entry
	other.ID, other.Member, other.Row, other.Chosen = "b", crm.Member{Key: "l", Name: "Ana"}, crm.Ref{}, false
	waiting := entry
	waiting.ID, waiting.State, waiting.Code, waiting.Failures = "c", outbox.Waiting, crm.CodeOffline, 3
	records := []outbox.Record{
		{Entry: waiting, Unplanned: shape}, {Entry: entry, Unplanned: shape}, {Entry: other, Unplanned: shape},
	}
	text, err := encodeIntake(records, &writtenShape{})
	if err != nil {
		t.Fatal(err)
	}
	_, got, err := decodeIntake(text)
	if err != nil {
		t.Fatal(err)
	}
	for i := range records {
		records[i].Plan()
	}
	if !reflect.DeepEqual(got, records) {
		t.Errorf("got  %+v\nwant %+v", got, records)
	}
}

// TestWhatCannotBeReadStaysAndHoldsUpNothing: neither a row that is broken nor one that the tables refuse.
func TestWhatCannotBeReadStaysAndHoldsUpNothing(t *testing.T) {
	shared := `"shape":{},"created":"2026-03-04T08:00:00Z","members":[{"key":"k"}],"owners":[{}],"rows":[{}]`
	for name, text := range map[string]string{
		"a member that is not there": `{"entries":[{"i":"a","a":"2026-03-04T09:00:30Z","m":7}]}`,
		"no shape":                   `{"entries":[{"i":"a"}]}`,
		"no JSON":                    `not JSON`,
		"no such conversation":       `{"thread":{"conversation":"not there"},"shape":{},"owners":[{}],"count":1}`,
		"a thread without a shape":   `{"thread":{"conversation":"2-00000000"},"count":3}`,
		"another count":              `{"thread":{"conversation":"2-00000000"},"shape":{},"owners":[{}],"count":2}`,
		"a kind that is none":        `{"entries":[{"i":"good","k":"note","e":1},{"i":"bad","k":"fax","e":1}],` + shared + `}`,
		"a date that is none":        `{"entries":[{"i":"good","k":"note","e":1},{"i":"bad","k":"note","e":253402300800}],` + shared + `}`,
	} {
		t.Run(name, func(t *testing.T) {
			dir, told := t.TempDir(), 0
			config := Config{Dir: dir, Stuck: func() { told++ }}
			db, err := Open(t.Context(), config)
			if err != nil {
				t.Fatal(err)
			}
			threads(t, db, 1, 3)
			queuedIDs(t, db, typed())
			putIntake(t, db, text)
			queuedIDs(t, db, typed())
			for range 2 {
				counts, err := db.Outbox().Counts(t.Context())
				if err != nil || counts.ToSend() != 2 || told != 1 {
					t.Errorf("%+v, told %d times, %v", counts, told, err)
				}
			}
			if rows := intakeRows(t, db); len(rows) != 1 || rows[0] != text {
				t.Errorf("it became %q", rows)
			}
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			if db, err = Open(t.Context(), config); err != nil {
				t.Fatal(err)
			}
			if counts, err := db.Outbox().Counts(t.Context()); err != nil || counts.ToSend() != 2 || told != 2 {
				t.Errorf("after the next start: %+v, told %d times, %v", counts, told, err)
			}
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func putIntake(t *testing.T, db *Database, text string) {
	t.Helper()
	err := db.update(t.Context(), func(tx *sql.Tx) error {
		_, err := tx.ExecContext(t.Context(), `INSERT INTO intake (records) VALUES (?)`, text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	db.intake.pending.Store(true)
}

// TestAnotherTextAfterACrash: the press was kept and its answer lost; what the person changes before pressing again is told
// to be there already, so that it can be changed.
func TestAnotherTextAfterACrash(t *testing.T) {
	before := openTemp(t)
	draft := typed()
	draft.ID = outbox.NewID()
	if _, err := enqueuer(before).Enqueue(t.Context(), draft); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir() // what the disk holds when the process ends here
	for _, name := range []string{outboxFile, outboxFile + "-wal", mirrorFile, mirrorFile + "-wal"} {
		content, err := os.ReadFile(filepath.Join(before.config.Dir, name))
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, name), content, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	db := openOutbox(t, dir)
	draft.Body = "Another text."
	queued, err := enqueuer(db).Enqueue(t.Context(), draft)
	if err != nil || !queued[0].Already {
		t.Errorf("%+v, %v", queued, err)
	}
}

// TestAPressThatIsGivenUpIsKeptOrNot: and whoever presses again is told which.
func TestAPressThatIsGivenUpIsKeptOrNot(t *testing.T) {
	dir := t.TempDir()
	var giveUp context.CancelFunc
	db, err := Open(t.Context(), Config{Dir: dir, Step: func(step string) {
		if step == stepBegin && giveUp != nil {
			giveUp()
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	box, draft := enqueuer(db), typed()
	draft.ID = outbox.NewID()
	ctx, cancel := context.WithCancel(t.Context())
	giveUp = cancel
	if queued, err := box.Enqueue(ctx, draft); err != nil || queued[0].Already {
		t.Errorf("given up on the way: %+v, %v", queued, err)
	}
	draft.Body = "Another text."
	if queued, err := box.Enqueue(ctx, draft); crm.CodeOf(err) != crm.CodeCancelled {
		t.Errorf("given up before: %+v, %v", queued, err)
	}
	if queued, err := box.Enqueue(t.Context(), draft); err != nil || !queued[0].Already {
		t.Errorf("again: %+v, %v", queued, err)
	}
}
