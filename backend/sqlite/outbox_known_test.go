package sqlite

import (
	"errors"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"ferry/backend/crm"
	"ferry/backend/outbox"
)

// TestWhatIsAtHandIsWhatIsKept changes records in every way that moves allow, some of them in vain, and compares what is at
// hand with the tables after each.
func TestWhatIsAtHandIsWhatIsKept(t *testing.T) {
	db := openTemp(t)
	store := db.Outbox()
	if _, err := enqueuer(db).Enqueue(t.Context(), messages(1)[:40]...); err != nil {
		t.Fatal(err)
	}
	ids, err := store.IDs(t.Context(), outbox.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		some := ids[random.IntN(30):][:random.IntN(9)+1]
		if random.IntN(3) == 0 {
			if _, err := store.Records(t.Context(), some); err != nil {
				t.Fatal(err)
			}
		}
		fails := random.IntN(5) == 0
		err := store.Change(t.Context(), some, func(r *outbox.Record) error {
			wander(random, r)
			if fails {
				return errors.New("changed in vain")
			}
			return nil
		})
		if (err != nil) != fails {
			t.Fatal(err)
		}
		if random.IntN(2) == 0 { // else what left stays behind
			compareAtHand(t, db)
		}
	}
	if _, err := enqueuer(db).Enqueue(t.Context(), typed(), messages(1)[3], messages(2)[0]); err != nil {
		t.Fatal(err)
	}
	compareAtHand(t, db)
}

// wander moves a record on and leaves marks of every kind on it.
func wander(random *rand.Rand, r *outbox.Record) {
	states := outbox.States()
	to := states[random.IntN(len(states))]
	if !outbox.MayMove(r.State, to) {
		return
	}
	now := time.Now()
	r.State, r.Code, r.Since, r.Until = to, crm.CodeUnavailable, now, now.Add(time.Hour)
	r.Closed = random.IntN(2) == 0
	if random.IntN(2) == 0 {
		r.Row, r.Written = crm.Ref{}, crm.Ref{}
	}
	r.Operations[0].State = outbox.OperationStates()[random.IntN(3)]
	if random.IntN(2) == 0 {
		r.Operations[len(r.Operations)-1].Payload.Reopen = random.IntN(2) == 0
	}
	if len(r.Attempts) > 2 {
		r.Attempts = r.Attempts[:1]
	}
	r.Attempts = append(r.Attempts, outbox.Attempt{Number: len(r.Attempts) + 1, Operation: r.ID, Hash: "h", Started: now,
		Outcome: outbox.OutcomeOpen, Tries: 1})
}

func compareAtHand(t *testing.T, db *Database) {
	t.Helper()
	store := db.Outbox()
	counts, err := store.Counts(t.Context())
	if err := errors.Join(err, db.spread(t.Context())); err != nil {
		t.Fatal(err)
	}
	kept, err2 := store.countAll(t.Context())
	if err != nil || err2 != nil || !reflect.DeepEqual(counts, *kept) {
		t.Fatalf("at hand %+v, kept %+v (%v, %v)", counts, kept, err, err2)
	}
	for id, record := range db.entries.records {
		read, err := store.Record(t.Context(), id)
		if err != nil || !reflect.DeepEqual(record, read) {
			t.Fatalf("at hand %+v\nkept    %+v (%v)", record, read, err)
		}
	}
}

func TestTotalsFollowTheCounts(t *testing.T) {
	db := openTemp(t)
	store := db.Outbox()
	if _, err := enqueuer(db).Enqueue(t.Context(), append(messages(1)[:7], typed(), typed())...); err != nil {
		t.Fatal(err)
	}
	for want, filter := range map[int]outbox.Filter{
		9: {}, 7: {Kinds: []crm.Kind{crm.KindMessage}}, 0: {Unresolved: true}, 2: {States: []outbox.State{outbox.Queued, outbox.Sent},
			Kinds: []crm.Kind{crm.KindNote}},
	} {
		if _, total, err := store.List(t.Context(), filter); total != want || err != nil {
			t.Errorf("%+v: %d entries, want %d (%v)", filter, total, want, err)
		}
	}
	if _, total, err := store.List(t.Context(), outbox.Filter{States: []outbox.State{outbox.Queued}, Limit: 2}); total != 9 || err != nil {
		t.Errorf("%d queued (%v)", total, err)
	}
}
