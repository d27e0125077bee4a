package sqlite

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"ferry/backend/capture"
	"ferry/backend/capture/capturetest"
	"ferry/backend/crm"
	"ferry/backend/outbox"
)

// stored stores two conversations of six messages, of which some are InMails and a call.
func stored(t *testing.T, db *Database) capture.Material {
	t.Helper()
	material := capturetest.Material(t, capturetest.Many(2, 12), nil)
	for i := range material.Messages {
		switch m := &material.Messages[i]; i % 5 {
		case 1:
			m.Subject = "An offer\nin two lines"
		case 2:
			m.Given, m.Seconds, m.Phone, m.Tags = crm.KindCall, 90, "+34 600", "VIP, Fair"
		}
	}
	store(t, db, material)
	return material
}

func store(t *testing.T, db *Database, material capture.Material) {
	t.Helper()
	if _, err := db.Capture().Add(t.Context(), material, time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC), nil); err != nil {
		t.Fatal(err)
	}
}

func recordsOf(t *testing.T, db *Database, queued []outbox.Enqueued) []outbox.Record {
	t.Helper()
	var records []outbox.Record
	for _, one := range queued {
		record, err := db.Outbox().Record(t.Context(), one.ID)
		if err != nil {
			t.Fatal(err)
		}
		records = append(records, record)
	}
	return records
}

// TestAThreadByNameIsTheThread: what comes of a thread is what comes of its drafts, though only its name is written.
func TestAThreadByNameIsTheThread(t *testing.T) {
	for _, kind := range []crm.Kind{"", crm.KindMessage, crm.KindInMail} {
		named, given := openTemp(t), openTemp(t)
		stored(t, named)
		thread := outbox.Thread{Conversation: "2-00000001", Kind: kind}
		drafts, err := named.Outbox().Drafts(t.Context(), thread)
		if err != nil || len(drafts) != 6 {
			t.Fatal(len(drafts), err)
		}
		queued, err := enqueuer(named).EnqueueThread(t.Context(), thread)
		if err != nil || len(queued) != 6 {
			t.Fatalf("%+v, %v", queued, err)
		}
		if rows := intakeRows(t, named); len(rows) != 1 || strings.Contains(rows[0], drafts[0].SourceKey) {
			t.Errorf("more is written than a name: %q", rows)
		}
		want, err := enqueuer(given).Enqueue(t.Context(), drafts...)
		if err != nil || !reflect.DeepEqual(queued, want) {
			t.Errorf("queued %+v\nwant   %+v, %v", queued, want, err)
		}
		got, wanted := recordsOf(t, named, queued), recordsOf(t, given, want)
		for i := range got {
			got[i].Created, got[i].Since = wanted[i].Created, wanted[i].Since
			if !reflect.DeepEqual(got[i], wanted[i]) {
				t.Errorf("got  %+v\nwant %+v", got[i], wanted[i])
			}
		}
	}
}

func TestSomeOfAThread(t *testing.T) {
	db := openTemp(t)
	stored(t, db)
	whole, err := db.Outbox().Drafts(t.Context(), outbox.Thread{Conversation: "2-00000000"})
	if err != nil {
		t.Fatal(err)
	}
	other, err := db.Outbox().Drafts(t.Context(), outbox.Thread{Conversation: "2-00000001"})
	if err != nil {
		t.Fatal(err)
	}
	queued, err := enqueuer(db).EnqueueThread(t.Context(), outbox.Thread{
		Conversation: "2-00000000", Messages: []string{whole[4].SourceKey, other[0].SourceKey, whole[1].SourceKey, "no key"},
	})
	if err != nil || len(queued) != 2 {
		t.Fatalf("%+v, %v", queued, err)
	}
	for i, record := range recordsOf(t, db, queued) {
		if want := whole[1+3*i]; record.SourceKey != want.SourceKey || record.Body != want.Body {
			t.Errorf("%d is %q, want %q", i, record.Body, want.Body)
		}
	}
	if counts, err := db.Outbox().Counts(t.Context()); err != nil || counts.ToSend() != 2 {
		t.Errorf("%+v, %v", counts, err)
	}
}

func TestAThreadThatCannotBeKept(t *testing.T) {
	db := openTemp(t)
	stored(t, db)
	box := enqueuer(db)
	for _, looked := range []bool{false, true} {
		for name, wrong := range map[string]struct {
			thread outbox.Thread
			want   crm.Code
		}{
			"no such conversation": {outbox.Thread{Conversation: "2-none"}, crm.CodeNotFound},
			"no name":              {outbox.Thread{}, crm.CodeNotFound},
			"none chosen":          {outbox.Thread{Conversation: "2-00000000", Messages: []string{"2-none"}}, crm.CodeInvalid},
		} {
			if _, err := box.EnqueueThread(t.Context(), wrong.thread); crm.CodeOf(err) != wrong.want {
				t.Errorf("%s, looked at %v: %v", name, looked, err)
			}
			if _, err := db.Outbox().Drafts(t.Context(), wrong.thread); crm.CodeOf(err) != wrong.want {
				t.Errorf("drafts of %s: %v", name, err)
			}
		}
		var asked []crm.Kind
		_, err := db.Outbox().AddThread(t.Context(), outbox.Thread{Conversation: "2-00000000"}, outbox.Press{}, func(kind crm.Kind) error {
			if asked = append(asked, kind); kind == crm.KindCall {
				return crm.Errorf(crm.CodeWritebackOff, "call")
			}
			return nil
		})
		if crm.CodeOf(err) != crm.CodeWritebackOff || !slices.Contains(asked, crm.KindCall) || inIntake(t, db) != 0 {
			t.Errorf("a kind that may not be: %v, asked %v, %d rows", err, asked, inIntake(t, db))
		}
	}
}

// TestAThreadThatIsThereInPart: what stands already is told with its state, whether it waits or not, and the rest is kept.
func TestAThreadThatIsThereInPart(t *testing.T) {
	db := openTemp(t)
	stored(t, db)
	box := enqueuer(db)
	thread := outbox.Thread{Conversation: "2-00000000"}
	drafts, err := db.Outbox().Drafts(t.Context(), thread)
	if err != nil {
		t.Fatal(err)
	}
	first, err := box.Enqueue(t.Context(), drafts[2])
	if err != nil {
		t.Fatal(err)
	}
	if err := box.Remove(t.Context(), first[0].ID); err != nil {
		t.Fatal(err)
	}
	if _, err := box.Enqueue(t.Context(), drafts[3]); err != nil { // it waits in the intake
		t.Fatal(err)
	}
	queued, err := box.EnqueueThread(t.Context(), thread)
	if err != nil || len(queued) != 6 {
		t.Fatal(len(queued), err)
	}
	for i, one := range queued {
		want := outbox.Enqueued{ID: one.ID, State: outbox.Queued, Already: i == 2 || i == 3}
		if i == 2 {
			want.State = outbox.Removed
		}
		if one != want {
			t.Errorf("%d: %+v, want %+v", i, one, want)
		}
	}
	again, err := box.EnqueueThread(t.Context(), thread)
	if err != nil || len(again) != 6 || !again[0].Already || !again[5].Already || inIntake(t, db) != 0 {
		t.Errorf("again: %+v, %d rows, %v", again, inIntake(t, db), err)
	}
	counts, err := box.Counts(t.Context())
	if err != nil || counts.States[outbox.Queued] != 5 || counts.States[outbox.Removed] != 1 {
		t.Errorf("%+v, %v", counts, err)
	}
}

// TestAThreadIsWhatItWasWhenPressed: material that comes after the press changes nothing of it, and the next press sees it.
func TestAThreadIsWhatItWasWhenPressed(t *testing.T) {
	db := openTemp(t)
	material := stored(t, db)
	box, thread := enqueuer(db), outbox.Thread{Conversation: "2-00000000"}
	if _, _, err := db.Capture().Conversation(t.Context(), thread.Conversation); err != nil {
		t.Fatal(err)
	}
	queued, err := box.EnqueueThread(t.Context(), thread)
	if err != nil {
		t.Fatal(err)
	}
	more := material
	more.Messages = slices.Clone(material.Messages)
	for i := range more.Messages {
		more.Messages[i].Outgoing, more.Messages[i].Tags = !more.Messages[i].Outgoing, "Later"
	}
	added := more.Messages[0]
	added.SourceKey, added.ID, added.SentAt = "a key of its own", "a key of its own", added.SentAt.Add(time.Hour)
	more.Messages = append(more.Messages, added)
	store(t, db, more)
	for _, record := range recordsOf(t, db, queued) {
		at := slices.IndexFunc(material.Messages, func(m capture.Message) bool { return m.SourceKey == record.SourceKey })
		if was := material.Messages[at]; record.Outgoing != was.Outgoing || record.Tags != was.Tags {
			t.Errorf("%+v became %+v", was, record.Entry)
		}
	}
	again, err := box.EnqueueThread(t.Context(), thread)
	if err != nil || len(again) != 7 || again[6].Already || !again[5].Already {
		t.Errorf("again: %+v, %v", again, err)
	}
}

// TestThreadsWhileMaterialComesIn: each press is whole, whatever comes between.
func TestThreadsWhileMaterialComesIn(t *testing.T) {
	db := openTemp(t)
	material := stored(t, db)
	var both sync.WaitGroup
	both.Go(func() {
		for i := range 20 {
			next := material
			next.Messages = slices.Clone(material.Messages[:1])
			next.Messages[0].SourceKey += string(rune('a' + i))
			next.Messages[0].ID, next.Messages[0].SentAt = next.Messages[0].SourceKey, next.Messages[0].SentAt.Add(time.Duration(i)*time.Second)
			if _, err := db.Capture().Add(t.Context(), next, next.AsOf, nil); err != nil {
				t.Error(err)
			}
		}
	})
	for range 20 {
		queued, err := enqueuer(db).EnqueueThread(t.Context(), outbox.Thread{Conversation: material.Messages[0].ConversationID})
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range queued {
			if _, err := db.Outbox().Record(t.Context(), one.ID); err != nil {
				t.Fatalf("%s: %v", one.ID, err)
			}
		}
	}
	both.Wait()
}

// TestAThreadOutlivesACrash: it stands in the intake by name alone when the process ends.
func TestAThreadOutlivesACrash(t *testing.T) {
	db := openTemp(t)
	stored(t, db)
	queued, err := enqueuer(db).EnqueueThread(t.Context(), outbox.Thread{Conversation: "2-00000000"})
	if err != nil {
		t.Fatal(err)
	}
	// Nothing is tidied: the handles are closed as the end of a process closes them.
	if err := errors.Join(db.handles.close(), db.connect(t.Context())); err != nil {
		t.Fatal(err)
	}
	db.intake.waiting = nil
	if inIntake(t, db) != 1 {
		t.Fatal("nothing waits")
	}
	if records := recordsOf(t, db, queued); len(records) != 6 || records[0].Owner.Name != "Ana Ruiz" {
		t.Errorf("%+v", records)
	}
}

func TestAnOutlineThatIsNotWhole(t *testing.T) {
	for _, text := range []string{"", "message", "message + ", " + a\nkey"} {
		if outline, err := readOutline(text, 2); err == nil {
			t.Errorf("%q was read as %+v", text, outline)
		}
	}
	outline, err := readOutline("  a\n + b\ncall + c d", 3)
	want := []outlined{{"a", crm.KindMessage}, {"b", crm.KindInMail}, {"c d", crm.KindCall}}
	if err != nil || !slices.Equal(outline, want) {
		t.Errorf("%+v, %v", outline, err)
	}
}

// TestATableCellDoesNotShutTheOutbox: what no call can have lasted is brought in, copied, and told as what it may have been.
func TestATableCellDoesNotShutTheOutbox(t *testing.T) {
	path := filepath.Join(t.TempDir(), "calls.csv")
	text := "Date,Name,Type,Duration,Text\n2026-03-04 09:00,Tom Okafor,Call,1000000 h 1000000 h 1000000 h,Called back\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	table, err := capture.ReadTable(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	material, err := table.Material(t.Context(), table.Guess(), capture.Setting{
		Me: crm.Member{Name: "Ana Ruiz", URL: "https://www.linkedin.com/in/ana"}, Zone: time.UTC}, nil)
	if err != nil || len(material.Messages) != 1 {
		t.Fatal(len(material.Messages), err)
	}
	db := openTemp(t)
	store(t, db, material)
	if _, err := db.handles.outbox.ExecContext(t.Context(), `UPDATE message SET seconds = 9223372037 WHERE seconds > 0`); err != nil {
		t.Fatal(err) // as an earlier version stored it
	}
	queued, err := enqueuer(db).EnqueueThread(t.Context(), outbox.Thread{Conversation: material.Messages[0].ConversationID})
	if err != nil {
		t.Fatal(err)
	}
	if records := recordsOf(t, db, queued); len(records) != 1 || records[0].Duration != 366*24*time.Hour {
		t.Errorf("%+v", records)
	}
}

// TestAThreadIsKeptByItsNames: without a key of its own a message could not be found again under the id that was told.
func TestAThreadIsKeptByItsNames(t *testing.T) {
	db := openTemp(t)
	stored(t, db)
	spoil := `UPDATE message SET source_key = ? WHERE _row = (SELECT min(_row) FROM message WHERE conversation_id = '2-00000000')`
	for _, key := range []string{"", "\xff"} {
		if _, err := db.handles.outbox.ExecContext(t.Context(), spoil, key); err != nil {
			t.Fatal(err)
		}
		_, err := enqueuer(db).EnqueueThread(t.Context(), outbox.Thread{Conversation: "2-00000000"})
		if crm.CodeOf(err) != crm.CodeInvalid || inIntake(t, db) != 0 {
			t.Errorf("%q: %v", key, err)
		}
	}
}
