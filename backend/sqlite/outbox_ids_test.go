package sqlite

import "testing"

// TestIDsAreKnownOnceTheTableWasRead: what is there already is found whatever of the ids was read.
func TestIDsAreKnownOnceTheTableWasRead(t *testing.T) {
	db := openTemp(t)
	box := enqueuer(db)
	thread := messages(1)
	if _, err := box.Enqueue(t.Context(), thread...); err != nil {
		t.Fatal(err)
	}
	if _, err := box.Counts(t.Context()); err != nil { // spread
		t.Fatal(err)
	}
	for _, state := range []string{"not read", "read", "read and added to"} {
		results, err := box.Enqueue(t.Context(), append(messages(2)[:1], thread[7])...)
		if err != nil || !results[1].Already || results[0].Already != (state != "not read") {
			t.Errorf("%s: %+v, %v", state, results, err)
		}
		if _, err := box.Counts(t.Context()); err != nil { // spread, and a part of the ids read
			t.Fatal(err)
		}
	}
	if _, more := db.ids.next(); more {
		t.Error("the ids were never read to their end")
	}
	ids := queuedIDs(t, db, typed())[:2]
	if maybe := db.ids.maybe(ids); len(maybe) != 2 {
		t.Errorf("%d of two may be there", len(maybe))
	}
	ids[0] = "nobody's"
	if maybe := db.ids.maybe(ids); len(maybe) != 1 {
		t.Errorf("%d may be there, want one", len(maybe))
	}
}
