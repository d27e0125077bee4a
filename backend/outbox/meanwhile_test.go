package outbox_test

import (
	"testing"
	"testing/synctest"

	"ferry/backend/crm"
	"ferry/backend/outbox"
	"ferry/backend/outbox/storetest"
)

// restored is an outbox that was put back from a copy, and one message in it, which went its whole way after the copy was made.
func restored(t *testing.T) (*house, string) {
	h, later := newHouse(t), newHouse(t)
	later.crm = h.crm
	later.restart()
	id := h.put(message())
	if later.put(message()) != id {
		t.Fatal("the same message has another id")
	}
	later.drain()
	later.is(id, outbox.Sent, "")
	h.crm.calls = nil
	h.must(h.Quarantine(t.Context()))
	return h, id
}

// TestWhatLeftAfterTheCopyIsNotCalledRemoved: removing a restored entry removes what became of it since.
func TestWhatLeftAfterTheCopyIsNotCalledRemoved(t *testing.T) {
	h, id := restored(t)
	h.must(h.Remove(t.Context(), id))
	h.is(id, outbox.Removing, "")
	h.drain()
	h.is(id, outbox.Removed, "")
	h.called("read li_message", "delete li_message")
}

// TestWhatWasRefusedBeforeTheCopyMayHaveLeftAfterIt: somebody may have tried it again since.
func TestWhatWasRefusedBeforeTheCopyMayHaveLeftAfterIt(t *testing.T) {
	h, later := newHouse(t), newHouse(t)
	later.crm = h.crm
	later.restart()
	id := h.put(message())
	h.crm.then(answer{call: "create", err: failure(crm.CodeForbidden)})
	h.drain()
	later.put(message())
	later.drain()
	for range 2 { // a crash begins it anew
		h.must(h.Quarantine(t.Context()))
	}
	if record := h.is(id, outbox.Attention, crm.CodeForbidden); len(record.Attempts) != 2 {
		t.Errorf("attempts %+v", record.Attempts)
	}
	h.must(h.Remove(t.Context(), id))
	h.drain()
	h.is(id, outbox.Removed, "")
	if len(h.crm.rows) != 0 {
		t.Error("it is called removed and stands in Dynamics")
	}
}

// TestWhatLeftAfterTheCopyTakesItsNewText: it is ours although the copy knows nothing of it, and closed by us.
func TestWhatLeftAfterTheCopyTakesItsNewText(t *testing.T) {
	h, id := restored(t)
	h.must(h.Edit(t.Context(), id, outbox.Revision{Body: "Gracias otra vez"}))
	h.must(h.Retry(t.Context(), id))
	h.drain()
	h.is(id, outbox.Sent, "")
	if row := h.crm.rows[id]; row.Description != "Gracias otra vez" || row.State.Open() || len(h.crm.rows) != 1 {
		t.Errorf("row %+v", row)
	}
}

// TestANoteMadeAfterTheCopyGoesWithItsText: what the activity's columns were too short for is not left beside a newer text.
func TestANoteMadeAfterTheCopyGoesWithItsText(t *testing.T) {
	h := newHouse(t)
	h.shape.Lengths = map[string]int{"li_message.description": 20}
	id := h.put(message())
	h.crm.then(answer{call: "annotate", err: failure(crm.CodeForbidden)})
	h.drain()
	copied := h.store
	h.store = &storetest.Memory{}
	_, err := h.store.Add(t.Context(), []outbox.Record{h.is(id, outbox.Attention, crm.CodeForbidden)})
	h.must(err)
	h.restart()
	h.must(h.Retry(t.Context(), id))
	h.drain()
	if h.is(id, outbox.Sent, ""); len(h.crm.notes) != 1 {
		t.Fatalf("%d notes", len(h.crm.notes))
	}
	h.store = copied
	h.restart()
	h.must(h.Quarantine(t.Context()))
	h.must(h.Edit(t.Context(), id, outbox.Revision{Body: "Short."}))
	h.must(h.Retry(t.Context(), id))
	h.drain()
	if h.is(id, outbox.Sent, ""); len(h.crm.notes) != 0 || h.crm.rows[id].Description != "Short." {
		t.Errorf("notes %+v", h.crm.notes)
	}
}

// TestAPersonMadeAfterTheCopyIsLookedFor: a contact in a restored outbox may be there, and is not deleted from here then.
func TestAPersonMadeAfterTheCopyIsLookedFor(t *testing.T) {
	h, later := newHouse(t), newHouse(t)
	later.crm = h.crm
	later.restart()
	person := h.putPerson(newcomer())
	later.putPerson(newcomer())
	later.drain()
	h.must(h.Quarantine(t.Context()))
	h.must(h.Remove(t.Context(), person))
	h.drain()
	h.is(person, outbox.Attention, crm.CodeInvalid)
}

// TestAskingOnceMoreForARestoredPersonIsAYes, whether the row is there or not.
func TestAskingOnceMoreForARestoredPersonIsAYes(t *testing.T) {
	h := newHouse(t)
	person := h.putPerson(newcomer())
	h.must(h.Quarantine(t.Context()))
	again, err := h.EnqueuePerson(t.Context(), newcomer())
	if err != nil || again.State != outbox.Queued {
		t.Errorf("%+v, %v", again, err)
	}
	h.drain()
	h.is(person, outbox.Sent, "")
}

// TestARestoredEntryIsReleasedWithoutAYesByNothing: also not by the removal of the contact that it was to be under.
func TestARestoredEntryIsReleasedWithoutAYesByNothing(t *testing.T) {
	h := newHouse(t)
	person := h.putPerson(newcomer())
	about := h.put(message())
	h.must(h.Choose(t.Context(), gomez().Key, crm.Ref{Table: crm.TableContact, ID: person}))
	h.must(h.Quarantine(t.Context()))
	h.must(h.Remove(t.Context(), person))
	h.drain()
	record := h.is(about, outbox.Attention, crm.CodeRestored)
	if record.Row.ID == person {
		t.Error("it still waits for a contact that nobody makes")
	}
	h.must(h.Retry(t.Context(), about))
	h.drain()
	h.is(about, outbox.Sent, "")
}

// TestANewTextIsNotLeftBehind: where somebody else arranged what matching would have moved, the text that the person wrote
// since still goes there.
func TestANewTextIsNotLeftBehind(t *testing.T) {
	for name, change := range map[string]func(*crm.Activity){
		"put under another row and closed": func(row *crm.Activity) { row.Regarding, row.State = tom(), crm.ActivityCompleted },
		"put under another row":            func(row *crm.Activity) { row.Regarding = tom() },
		"closed under nobody":              func(row *crm.Activity) { row.State = crm.ActivityCompleted },
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			h.match = crm.Match{Strength: crm.MatchNone}
			id := h.put(message())
			h.drain()
			row := h.crm.rows[id]
			change(&row)
			h.crm.rows[id] = row
			h.match = crm.Match{Strength: crm.MatchStrong, Row: maria()}
			h.must(h.Rematch(t.Context(), ""))
			for _, text := range []string{"Gracias otra vez", "Gracias por tercera vez"} {
				h.must(h.Edit(t.Context(), id, outbox.Revision{Body: text}))
				h.drain()
				h.is(id, outbox.Sent, "")
				after := h.crm.rows[id]
				if after.Description != text || !after.Regarding.SameRow(row.Regarding) || after.State != row.State {
					t.Errorf("it became %+v", after)
				}
			}
		})
	}
}

// TestWhatLandedUnderARowIsNotCalledUnresolved: matching changed its mind while the answer was lost.
func TestWhatLandedUnderARowIsNotCalledUnresolved(t *testing.T) {
	for name, match := range map[string]crm.Match{
		"nobody": {Strength: crm.MatchNone}, "somebody else": {Strength: crm.MatchStrong, Row: tom()},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			id := h.lost(message())
			h.match = match
			h.again()
			record := h.is(id, outbox.Sent, "")
			row := h.crm.rows[id]
			if !row.Regarding.SameRow(maria()) || row.State.Open() || !record.Row.SameRow(maria()) || !record.Closed {
				t.Errorf("row %+v, entry %+v", row, record.Entry)
			}
		})
	}
}

// TestAChoiceOutlivesALostAnswer: what our own close closed under the row of before goes where the person said.
func TestAChoiceOutlivesALostAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := lanes(t)
		id := b.put(message())
		b.putMany(1, 1) // two travel together
		b.lost = true
		b.drain()
		b.is(id, outbox.Waiting, crm.CodeOffline)
		if b.crm.rows[id].State.Open() {
			t.Fatal("it is not closed")
		}
		b.lost = false
		b.must(b.Choose(t.Context(), gomez().Key, tom()))
		b.again()
		record := b.is(id, outbox.Sent, "")
		if row := b.crm.rows[id]; !row.Regarding.SameRow(tom()) || row.State.Open() || !record.Row.SameRow(tom()) {
			t.Errorf("row %+v, entry %+v", row, record.Entry)
		}
	})
}

// TestOthersDoNotWaitForAPersonWhoIsSuperfluous: a row is chosen for a member whose contact was to be made, and what is about
// somebody else under that contact does not wait for it for ever.
func TestOthersDoNotWaitForAPersonWhoIsSuperfluous(t *testing.T) {
	h := newHouse(t)
	person := h.putPerson(newcomer())
	draft := note()
	draft.Member = crm.Member{Key: "name:maria gomez", Name: "María Gómez"}
	draft.Row = crm.Ref{Table: crm.TableContact, ID: person, Name: "María Gómez"}
	other := h.put(draft)
	h.crm.then(answer{call: "person", err: failure(crm.CodeDuplicateFound)})
	h.drain()
	h.is(other, outbox.Queued, crm.CodeAwaitsRow)
	h.must(h.Choose(t.Context(), gomez().Key, maria()))
	h.drain()
	h.is(person, outbox.Removed, "")
	h.is(other, outbox.Sent, "")
}

// TestCopiedAgainIsQueued: the disk failed between the new entry and the old one's finding, and the new one was removed since.
func TestCopiedAgainIsQueued(t *testing.T) {
	h := newLooked(t)
	delete(h.crm.rows, h.id)
	h.look(1)
	writes := 0
	h.store.Fail = func() error {
		if writes++; writes > 1 {
			return failure(crm.CodeStorage)
		}
		return nil
	}
	if _, err := h.CopyAgain(t.Context(), h.id, true); err == nil {
		t.Fatal("the disk is full, and nobody says so")
	}
	h.store.Fail = nil
	ids, err := h.store.IDs(t.Context(), outbox.Filter{States: []outbox.State{outbox.Queued}})
	h.must(err)
	h.must(h.Remove(t.Context(), ids...))
	again, err := h.CopyAgain(t.Context(), h.id, true)
	if h.must(err); len(ids) != 1 || again.ID != ids[0] || again.State != outbox.Queued {
		t.Errorf("%+v after %v", again, ids)
	}
	h.drain()
	h.is(again.ID, outbox.Sent, "")
	h.is(h.id, outbox.Removed, "")
}

// TestWhatWasDeletedOnceIsFollowedAgain: the finding about an activity says nothing of the one that is made in its place.
func TestWhatWasDeletedOnceIsFollowedAgain(t *testing.T) {
	h := newLooked(t)
	delete(h.crm.rows, h.id)
	h.look(1)
	h.must(h.DismissRemote(t.Context(), h.id))
	h.match = crm.Match{Strength: crm.MatchNone}
	h.must(h.Requeue(t.Context(), h.id))
	h.drain()
	h.must(h.Choose(t.Context(), gomez().Key, maria()))
	h.drain()
	if record := h.is(h.id, outbox.Sent, ""); record.Unresolved() {
		t.Error("a choice does not reach it")
	}
	if _, err := h.CopyAgain(t.Context(), h.id, true); crm.CodeOf(err) != crm.CodeInvalid {
		t.Errorf("copied again while it is there: %v", err)
	}
}

// TestAPersonWhoIsWantedAgainIsMade: the press comes while it is still looked for whether the first one got there.
func TestAPersonWhoIsWantedAgainIsMade(t *testing.T) {
	for name, there := range map[string]bool{"it did not": false, "it did": true} {
		t.Run(name, func(t *testing.T) {
			h := unknown(t)
			person := h.putPerson(newcomer())
			about := h.put(message())
			h.crm.then(answer{call: "person", after: there, err: failure(crm.CodeOffline)})
			h.drain()
			h.must(h.Remove(t.Context(), person))
			h.is(person, outbox.Removing, "")
			again, err := h.EnqueuePerson(t.Context(), newcomer())
			if err != nil || !again.Already || again.State != outbox.Queued {
				t.Errorf("%+v, %v", again, err)
			}
			h.again()
			h.is(person, outbox.Sent, "")
			if record := h.is(about, outbox.Sent, ""); record.Row.ID != person || len(h.crm.people) != 1 {
				t.Errorf("it is under %+v of %d", record.Row, len(h.crm.people))
			}
		})
	}
}

// TestAPersonWhoIsWantedAgainOutlivesTheLookForTheFirst: the look is on its way when the press comes.
func TestAPersonWhoIsWantedAgainOutlivesTheLookForTheFirst(t *testing.T) {
	for name, there := range map[string]bool{"it did not": false, "it did": true} {
		t.Run(name, func(t *testing.T) {
			h := unknown(t)
			person := h.putPerson(newcomer())
			h.crm.then(answer{call: "person", after: there, err: failure(crm.CodeOffline)})
			h.drain()
			h.must(h.Remove(t.Context(), person))
			h.crm.then(answer{call: "read person", do: func() { h.putPerson(newcomer()) }})
			h.again()
			h.is(person, outbox.Sent, "")
			if len(h.crm.people) != 1 {
				t.Errorf("%d are there", len(h.crm.people))
			}
		})
	}
}

// TestTheNewestTextComesLast: the row is found closed with an older text, while the person writes another one.
func TestTheNewestTextComesLast(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := lanes(t)
		id := b.put(message())
		b.putMany(1, 1) // two travel together
		b.lost = true
		b.drain()
		b.is(id, outbox.Waiting, crm.CodeOffline)
		b.lost = false
		b.must(b.Edit(t.Context(), id, outbox.Revision{Body: "Gracias otra vez"}))
		b.crm.then(answer{call: "read li_message", do: func() {
			b.must(b.Edit(t.Context(), id, outbox.Revision{Body: "Gracias por tercera vez"}))
		}})
		b.again()
		b.is(id, outbox.Sent, "")
		if row := b.crm.rows[id]; row.Description != "Gracias por tercera vez" || row.State.Open() {
			t.Errorf("row %+v", row)
		}
	})
}

// TestNobodyWaitsForAPersonWhoIsTakenBack, also where it is not known yet whether the first press got there.
func TestNobodyWaitsForAPersonWhoIsTakenBack(t *testing.T) {
	h := unknown(t)
	person := h.putPerson(newcomer())
	h.crm.then(answer{call: "person", err: failure(crm.CodeOffline)}, answer{call: "read person", err: failure(crm.CodeForbidden)})
	h.drain()
	h.must(h.Remove(t.Context(), person))
	h.again()
	h.is(person, outbox.Attention, crm.CodeForbidden)
	draft := note()
	draft.Row = crm.Ref{Table: crm.TableContact, ID: person}
	about := h.put(draft)
	h.drain()
	h.is(about, outbox.Attention, crm.CodeNotFound)
}

// TestARemovalIsTriedNowToo, not after the wait that the service's failure brought.
func TestARemovalIsTriedNowToo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		id := h.put(note())
		h.drain()
		h.must(h.Remove(t.Context(), id))
		h.crm.then(answer{call: "delete", err: failure(crm.CodeUnavailable)})
		h.drain()
		h.is(id, outbox.Removing, crm.CodeUnavailable)
		h.must(h.SendNow(t.Context()))
		h.drain()
		h.is(id, outbox.Removed, "")
	})
}

// TestNobodyIsNotEverybody: a row that is chosen for no member puts nothing under it.
func TestNobodyIsNotEverybody(t *testing.T) {
	h := unknown(t)
	id := h.put(message())
	if err := h.Choose(t.Context(), "", tom()); crm.CodeOf(err) != crm.CodeInvalid {
		t.Errorf("chosen for nobody: %v", err)
	}
	h.drain()
	if record := h.is(id, outbox.Sent, ""); !record.Row.IsZero() {
		t.Errorf("it is under %+v", record.Row)
	}
}

// TestATextThatComesDuringTheCloseOpensTheRow by itself: it is not refused first.
func TestATextThatComesDuringTheCloseOpensTheRow(t *testing.T) {
	h := newHouse(t)
	id := h.put(message())
	h.crm.then(answer{call: "create"}, answer{call: "patch close", do: func() {
		h.must(h.Edit(t.Context(), id, outbox.Revision{Body: "Gracias otra vez"}))
	}})
	h.drain()
	h.is(id, outbox.Sent, "")
	h.called("create li_message", "patch close", "patch open", "patch text", "patch close")
}
