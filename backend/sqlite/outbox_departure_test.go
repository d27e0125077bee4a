package sqlite

import (
	"database/sql"
	"errors"
	"reflect"
	"testing"
	"time"

	"ferry/backend/outbox"
)

// departed counts the entries whose leaving is not written into the tables yet.
func departed(t *testing.T, db *Database) int {
	t.Helper()
	rows := 0
	err := db.view(t.Context(), func(tx *sql.Tx) error {
		return tx.QueryRowContext(t.Context(), `SELECT count(*) FROM main.departure`).Scan(&rows)
	})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// leave is what the sender does before a request leaves.
func leave(now time.Time) func(*outbox.Record) error {
	return func(r *outbox.Record) error {
		r.State, r.Since = outbox.Sending, now
		r.Attempts = append(r.Attempts, outbox.Attempt{Number: len(r.Attempts) + 1, Operation: r.ID, Hash: "h", Started: now,
			Outcome: outbox.OutcomeOpen, Tries: 1})
		return nil
	}
}

// arriveSent is what it does with a good answer.
func arriveSent(now time.Time) func(*outbox.Record) error {
	return func(r *outbox.Record) error {
		last := &r.Attempts[len(r.Attempts)-1]
		last.Outcome, last.Ended = outbox.OutcomeDone, now
		r.State, r.Since, r.Landed = outbox.Sent, now, true
		for i := range r.Operations {
			r.Operations[i].State = outbox.OperationDone
		}
		return nil
	}
}

// queuedIDs gives the ids of a thread that is queued and spread.
func queuedIDs(t *testing.T, db *Database, drafts ...outbox.Draft) []string {
	t.Helper()
	if _, err := enqueuer(db).Enqueue(t.Context(), drafts...); err != nil {
		t.Fatal(err)
	}
	ids, err := db.Outbox().IDs(t.Context(), outbox.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	return ids
}

func TestWhatLeavesIsOneSmallRowUntilSomethingReads(t *testing.T) {
	db := openTemp(t)
	store := db.Outbox()
	ids := queuedIDs(t, db, messages(1)[:23]...)
	if _, err := store.Counts(t.Context()); err != nil { // from here on changes are counted as they are made
		t.Fatal(err)
	}
	now := time.Now()
	if err := store.Change(t.Context(), ids, leave(now)); err != nil {
		t.Fatal(err)
	}
	if left := departed(t, db); left != 23 {
		t.Fatalf("%d left", left)
	}
	if err := store.Change(t.Context(), ids[:3], arriveSent(now)); err != nil || departed(t, db) != 20 {
		t.Fatalf("%d are still away, %v", departed(t, db), err)
	}
	counts, err := store.Counts(t.Context())
	if err != nil || counts.States[outbox.Sending] != 20 || counts.States[outbox.Sent] != 3 || departed(t, db) != 20 {
		t.Errorf("counts %+v, %d away, %v", counts, departed(t, db), err)
	}
	sending, total, err := store.List(t.Context(), outbox.Filter{States: []outbox.State{outbox.Sending}})
	if err != nil || total != 20 || len(sending) != 20 || departed(t, db) != 0 {
		t.Errorf("%d of %d are sending, %d away, %v", len(sending), total, departed(t, db), err)
	}
	record, err := store.Record(t.Context(), ids[5])
	if err != nil || len(record.Attempts) != 1 || record.Attempts[0].Outcome != outbox.OutcomeOpen || record.Attempts[0].Hash != "h" {
		t.Errorf("%+v, %v", record, err)
	}
	if err := store.Change(t.Context(), ids[3:], arriveSent(now)); err != nil {
		t.Fatal(err)
	}
	compareAtHand(t, db)
	if record, err = store.Record(t.Context(), ids[22]); err != nil || record.State != outbox.Sent ||
		record.Attempts[0].Outcome != outbox.OutcomeDone || record.Operations[1].State != outbox.OperationDone {
		t.Errorf("%+v, %v", record, err)
	}
}

func TestWhatLeftBeforeACrashIsSendingAtTheNextStart(t *testing.T) {
	db := openTemp(t)
	store := db.Outbox()
	ids := queuedIDs(t, db, messages(1)[:4]...)
	if err := store.Change(t.Context(), ids, leave(time.Now())); err != nil {
		t.Fatal(err)
	}
	if err := store.Change(t.Context(), ids[:1], arriveSent(time.Now())); err != nil {
		t.Fatal(err)
	}
	crash(t, db)
	sending, err := store.IDs(t.Context(), outbox.Filter{States: []outbox.State{outbox.Sending}})
	if err != nil || !reflect.DeepEqual(sending, ids[1:]) {
		t.Fatalf("sending %v of %v, %v", sending, ids, err)
	}
	record, err := store.Record(t.Context(), ids[2])
	if err != nil || len(record.Attempts) != 1 || record.Attempts[0].Outcome != outbox.OutcomeOpen {
		t.Errorf("%+v, %v", record, err)
	}
	compareAtHand(t, db)
}

// crash ends the process as far as this package can tell: nothing is tidied, and nothing is at hand.
func crash(t *testing.T, db *Database) {
	t.Helper()
	if err := db.handles.close(); err != nil {
		t.Fatal(err)
	}
	if err := db.connect(t.Context()); err != nil {
		t.Fatal(err)
	}
	db.entries.records, db.entries.counts = nil, nil
	db.departures.cleared()
	db.departures.doubt()
}

func TestAMemberOnTheWayHoldsBackWhatComesAfter(t *testing.T) {
	db := openTemp(t)
	store := db.Outbox()
	other := typed()
	other.Member.Key = "url:other"
	ids := queuedIDs(t, db, append(messages(1)[:3], other)...)
	if err := store.Change(t.Context(), ids[:1], leave(time.Now())); err != nil {
		t.Fatal(err)
	}
	for _, when := range []string{"away", "written"} {
		due, err := store.Due(t.Context(), time.Now(), 10)
		if err != nil || !reflect.DeepEqual(due, ids[3:]) {
			t.Errorf("%s: due %v of %v, %v", when, due, ids, err)
		}
		if err := db.spread(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if err := store.Change(t.Context(), ids[:1], arriveSent(time.Now())); err != nil {
		t.Fatal(err)
	}
	if due, err := store.Due(t.Context(), time.Now(), 10); err != nil || !reflect.DeepEqual(due, ids[1:]) {
		t.Errorf("due %v of %v, %v", due, ids, err)
	}
}

// TestWhoReadsBesideTheSenderDoesNotSetItBack: what several records are read for must not become what the sender goes on with.
func TestWhoReadsBesideTheSenderDoesNotSetItBack(t *testing.T) {
	db := openTemp(t)
	store := db.Outbox()
	ids := queuedIDs(t, db, messages(1)[:6]...)
	stop, ended := make(chan struct{}), make(chan error, 1)
	go func() {
		var err error
		for err == nil {
			select {
			case <-stop:
				ended <- nil
				return
			default:
				_, err = store.Records(t.Context(), ids)
			}
		}
		ended <- err
	}()
	for range 300 {
		others := store.Change(t.Context(), ids[3:], func(r *outbox.Record) error { // which takes them from what is at hand
			r.Failures++
			return nil
		})
		if err := errors.Join(others, store.Change(t.Context(), ids[:3], leave(time.Now()))); err != nil {
			t.Fatal(err)
		}
		err := store.Change(t.Context(), ids[:3], func(r *outbox.Record) error {
			if r.State != outbox.Sending || r.Attempts[len(r.Attempts)-1].Outcome != outbox.OutcomeOpen {
				return errors.New("the sender was set back")
			}
			r.Attempts = nil
			r.State = outbox.Queued
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	close(stop)
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	compareAtHand(t, db)
}

func TestAChangeInVainLeavesWhatIsOnItsWayAlone(t *testing.T) {
	db := openTemp(t)
	store := db.Outbox()
	ids := queuedIDs(t, db, messages(1)[:2]...)
	if err := store.Change(t.Context(), ids, leave(time.Now())); err != nil {
		t.Fatal(err)
	}
	vain := errors.New("changed in vain")
	err := store.Change(t.Context(), ids, func(r *outbox.Record) error {
		if r.ID == ids[0] {
			return arriveSent(time.Now())(r)
		}
		return vain
	})
	if !errors.Is(err, vain) {
		t.Fatal(err)
	}
	if err := store.Change(t.Context(), ids, arriveSent(time.Now())); err != nil {
		t.Fatal(err)
	}
	compareAtHand(t, db)
}

func TestABrokenDepartureIsAnErrorAndNothingIsLost(t *testing.T) {
	db := openTemp(t)
	ids := queuedIDs(t, db, typed())
	for _, text := range []string{`"no object"`, `{"k":7,"s":"sending","a":[]}`, `{"s":"nowhere","a":[]}`} {
		err := db.update(t.Context(), func(tx *sql.Tx) error {
			_, err := tx.ExecContext(t.Context(), `INSERT INTO departure (place, change) SELECT sequence, ? FROM entry WHERE id = ?`, text, ids[0])
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		crash(t, db)
		if _, err := db.Outbox().Counts(t.Context()); err == nil {
			t.Errorf("%s was taken", text)
		}
		if departed(t, db) != 1 {
			t.Error("it is gone")
		}
		err = db.update(t.Context(), func(tx *sql.Tx) error {
			_, err := tx.ExecContext(t.Context(), `DELETE FROM departure`)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
