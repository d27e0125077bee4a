package outbox_test

import (
	"strings"
	"testing"

	"ferry/backend/crm"
	"ferry/backend/outbox"
)

func TestEditBeforeSendingRewrites(t *testing.T) {
	h := newHouse(t)
	id := h.put(note())
	h.must(h.Edit(t.Context(), id, outbox.Revision{Subject: "Fair", Body: "Met twice"}))
	h.drain()
	h.is(id, outbox.Sent, "")
	h.called("create task", "patch close")
	if row := h.crm.rows[id]; row.Subject != "Fair" || !strings.HasSuffix(row.Description, "Met twice") {
		t.Errorf("row %+v", row)
	}
}

func TestEditWhileSendingIsNotLost(t *testing.T) {
	h := newHouse(t)
	id := h.put(message())
	h.crm.then(answer{call: "create", do: func() { h.must(h.Edit(t.Context(), id, outbox.Revision{Body: "second"})) }})
	h.drain()
	h.is(id, outbox.Sent, "")
	h.called("create li_message", "patch text", "patch close")
	if row := h.crm.rows[id]; row.Description != "second" || row.State != crm.ActivityCompleted {
		t.Errorf("row %+v", row)
	}
}

func TestEditWhileTheAnswerIsLostIsNotLost(t *testing.T) {
	h := newHouse(t)
	id := h.put(message())
	h.crm.then(answer{call: "create", after: true, err: failure(crm.CodeOffline),
		do: func() { h.must(h.Edit(t.Context(), id, outbox.Revision{Body: "second"})) }})
	h.drain()
	h.is(id, outbox.Waiting, crm.CodeOffline)
	h.again()
	h.is(id, outbox.Sent, "")
	if row := h.crm.rows[id]; row.Description != "second" || row.State != crm.ActivityCompleted {
		t.Errorf("row %+v", row)
	}
}

func TestEditAfterSendingOpensAndCloses(t *testing.T) {
	h := newHouse(t)
	id := h.put(message())
	h.drain()
	h.crm.calls = nil
	h.must(h.Edit(t.Context(), id, outbox.Revision{Body: "second"}))
	h.is(id, outbox.Queued, "")
	h.must(h.Edit(t.Context(), id, outbox.Revision{Body: "third"}))
	h.drain()
	h.is(id, outbox.Sent, "")
	h.called("patch open", "patch text", "patch close")
	if row := h.crm.rows[id]; row.Description != "third" || row.State != crm.ActivityCompleted {
		t.Errorf("row %+v", row)
	}
}

func TestEditOfAnActivityThatWasClosedInDynamics(t *testing.T) {
	h := newHouse(t)
	h.match = crm.Match{Strength: crm.MatchNone}
	id := h.put(message())
	h.drain()
	row := h.crm.rows[id]
	row.State = crm.ActivityCompleted
	h.crm.rows[id] = row
	h.crm.calls = nil
	h.must(h.Edit(t.Context(), id, outbox.Revision{Body: "second"}))
	h.drain()
	h.is(id, outbox.Sent, "")
	h.called("patch text", "patch open", "patch text", "patch close")
	if row := h.crm.rows[id]; row.Description != "second" || row.State != crm.ActivityCompleted {
		t.Errorf("row %+v", row)
	}
}

func TestEditOfARefusedTextSendsIt(t *testing.T) {
	h := newHouse(t)
	id := h.put(message())
	h.crm.then(answer{call: "create", err: failure(crm.CodeTooLong)})
	h.drain()
	h.is(id, outbox.Attention, crm.CodeTooLong)
	h.must(h.Edit(t.Context(), id, outbox.Revision{Body: "short"}))
	h.drain()
	h.is(id, outbox.Sent, "")
	h.crm.then(answer{call: "patch open"}, answer{call: "patch text", err: failure(crm.CodeBusinessRule)})
	h.must(h.Edit(t.Context(), id, outbox.Revision{Body: "forbidden word"}))
	h.drain()
	h.is(id, outbox.Attention, crm.CodeBusinessRule)
	h.must(h.Edit(t.Context(), id, outbox.Revision{Body: "good word"}))
	h.drain()
	h.is(id, outbox.Sent, "")
	if row := h.crm.rows[id]; row.Description != "good word" || row.State != crm.ActivityCompleted {
		t.Errorf("row %+v", row)
	}
}

func TestRemoveBeforeAnythingLeft(t *testing.T) {
	h := newHouse(t)
	id := h.put(note())
	h.must(h.Remove(t.Context(), id))
	h.is(id, outbox.Removed, "")
	h.drain()
	h.called()
	if err := h.Edit(t.Context(), id, outbox.Revision{Body: "x"}); crm.CodeOf(err) != crm.CodeInvalid {
		t.Errorf("edit of a removed entry: %v", err)
	}
}

func TestRemoveAfterARefusalIsAtOnce(t *testing.T) {
	h := newHouse(t)
	id := h.put(note())
	h.crm.then(answer{call: "create", err: failure(crm.CodeForbidden)})
	h.drain()
	h.must(h.Remove(t.Context(), id))
	h.is(id, outbox.Removed, "")
}

func TestRemoveAfterSendingDeletes(t *testing.T) {
	h := newHouse(t)
	id := h.put(note())
	h.drain()
	h.crm.calls = nil
	h.must(h.Remove(t.Context(), id))
	h.is(id, outbox.Removing, "")
	h.crm.then(answer{call: "delete", err: failure(crm.CodeOffline)})
	h.drain()
	h.is(id, outbox.Removing, crm.CodeOffline)
	h.again()
	h.is(id, outbox.Removed, "")
	h.called("delete task", "delete task")
	if len(h.crm.rows) != 0 {
		t.Error("the row is still there")
	}
}

func TestRemoveWhatIsGoneAlready(t *testing.T) {
	h := newHouse(t)
	id := h.put(note())
	h.drain()
	delete(h.crm.rows, id)
	h.must(h.Remove(t.Context(), id))
	h.drain()
	h.is(id, outbox.Removed, "")
}

func TestRemoveWhileSending(t *testing.T) {
	h := newHouse(t)
	id := h.put(message())
	h.crm.then(answer{call: "create", do: func() { h.must(h.Remove(t.Context(), id)) }})
	h.drain()
	h.is(id, outbox.Removed, "")
	h.called("create li_message", "delete li_message")
}

func TestRemoveWhileSendingOfWhatIsRefused(t *testing.T) {
	h := newHouse(t)
	id := h.put(message())
	h.crm.then(answer{call: "create", err: failure(crm.CodeInvalid), do: func() { h.must(h.Remove(t.Context(), id)) }})
	h.drain()
	h.is(id, outbox.Removed, "")
	h.called("create li_message", "read li_message")
}

func TestRemoveOfALostAnswerDeletesWhatLanded(t *testing.T) {
	h := newHouse(t)
	id := h.lost(message())
	h.must(h.Remove(t.Context(), id))
	h.is(id, outbox.Removing, "")
	h.again()
	h.is(id, outbox.Removed, "")
	h.called("read li_message", "delete li_message")
}

func TestRemoveRemembersWhatAnEarlierAttemptMayHaveDone(t *testing.T) {
	for _, second := range []crm.Code{crm.CodeThrottled, crm.CodeForbidden} {
		h := newHouse(t)
		id := h.lost(message())
		h.crm.then(answer{call: "create", err: failure(second)})
		h.again()
		h.must(h.Remove(t.Context(), id))
		h.is(id, outbox.Removing, "")
		h.restart()
		h.drain()
		h.is(id, outbox.Removed, "")
		if len(h.crm.rows) != 0 {
			t.Errorf("after %s the row is left behind", second)
		}
	}
}

func TestARefusedRemovalNeedsAPersonAndCanBeTriedAgain(t *testing.T) {
	h := newHouse(t)
	id := h.put(note())
	h.drain()
	h.must(h.Remove(t.Context(), id))
	h.crm.then(answer{call: "delete", err: failure(crm.CodeForbidden)})
	h.drain()
	h.is(id, outbox.Attention, crm.CodeForbidden)
	h.must(h.Retry(t.Context(), id))
	h.is(id, outbox.Removing, "")
	h.drain()
	h.is(id, outbox.Removed, "")
}

func TestARemovedEntryCanBeCopiedAgain(t *testing.T) {
	h := newHouse(t)
	id := h.put(message())
	h.drain()
	h.must(h.Remove(t.Context(), id))
	h.drain()
	enqueued, err := h.Enqueue(t.Context(), message())
	if err != nil || !enqueued[0].Already || enqueued[0].State != outbox.Removed {
		t.Fatalf("%+v, %v", enqueued, err)
	}
	if again, err := h.CopyAgain(t.Context(), id, true); err != nil || again.ID != id || again.State != outbox.Queued {
		t.Fatalf("%+v, %v", again, err)
	}
	if _, err := h.CopyAgain(t.Context(), id, true); crm.CodeOf(err) != crm.CodeInvalid {
		t.Errorf("pressed twice: %v", err)
	}
	h.drain()
	h.is(id, outbox.Sent, "")
	if len(h.crm.rows) != 1 {
		t.Errorf("%d rows", len(h.crm.rows))
	}
	h.must(h.Remove(t.Context(), id))
	h.drain()
	h.is(id, outbox.Removed, "")
	if len(h.crm.rows) != 0 {
		t.Errorf("%d rows", len(h.crm.rows))
	}
}

func TestCopyingARemovedEntryAgainKeepsTheRules(t *testing.T) {
	h := newHouse(t)
	draft := message()
	draft.Row = maria()
	id := h.put(draft)
	h.must(h.Remove(t.Context(), id))
	h.policy.Kinds = []crm.Kind{crm.KindNote}
	if _, err := h.CopyAgain(t.Context(), id, true); crm.CodeOf(err) != crm.CodeWritebackOff {
		t.Errorf("a kind that is not written back any more: %v", err)
	}
	h.is(id, outbox.Removed, "")
	h.policy.Kinds = crm.Kinds()
	if _, err := h.CopyAgain(t.Context(), id, false); err != nil {
		t.Fatal(err)
	}
	if r := h.read(id); r.State != outbox.Queued || r.Chosen || !r.Row.IsZero() {
		t.Errorf("under a row that was refused since: %+v", r.Entry)
	}
}

func TestARestoredOutboxSendsNothingWithoutAYes(t *testing.T) {
	h := newHouse(t)
	landed := h.lost(message())
	never := h.put(note())
	h.must(h.Quarantine(t.Context()))
	h.again()
	h.is(landed, outbox.Attention, crm.CodeRestored)
	h.is(never, outbox.Attention, crm.CodeRestored)
	h.called()
	h.must(h.Retry(t.Context(), landed, never))
	h.again()
	h.is(landed, outbox.Sent, "")
	h.is(never, outbox.Sent, "")
	if len(h.crm.rows) != 2 {
		t.Errorf("%d rows", len(h.crm.rows))
	}
}

func TestChoosingResolvesEverythingAboutAMember(t *testing.T) {
	h := newHouse(t)
	h.match = crm.Match{Strength: crm.MatchNone}
	sent := h.put(message())
	h.drain()
	h.match = crm.Match{Strength: crm.MatchSeveral}
	doubtful := h.put(note())
	h.drain()
	stranger := note()
	stranger.Member = crm.Member{Key: "url:tom", Name: "Tom"}
	other := h.put(stranger)
	h.drain()
	h.crm.calls = nil
	h.must(h.Choose(t.Context(), gomez().Key, maria()))
	h.is(sent, outbox.Queued, "")
	h.drain()
	h.is(sent, outbox.Sent, "")
	h.is(doubtful, outbox.Sent, "")
	h.is(other, outbox.Attention, crm.CodeSeveralMatches)
	h.called("patch link", "patch close", "create task", "patch close")
	row := h.crm.rows[sent]
	if !row.Regarding.SameRow(maria()) || row.State != crm.ActivityCompleted || !row.Parties[1].Row.SameRow(maria()) {
		t.Errorf("row %+v", row)
	}
}

func TestChoosingWhileSendingLinksAfterwards(t *testing.T) {
	h := newHouse(t)
	h.match = crm.Match{Strength: crm.MatchNone}
	id := h.put(message())
	h.crm.then(answer{call: "create", do: func() { h.must(h.Choose(t.Context(), gomez().Key, maria())) }})
	h.drain()
	h.is(id, outbox.Sent, "")
	h.called("create li_message", "patch link", "patch close")
}

func TestChoosingLeavesWhatIsUnderARow(t *testing.T) {
	h := newHouse(t)
	h.put(message())
	h.drain()
	tom := crm.Ref{Table: crm.TableContact, ID: "c-tom"}
	h.crm.calls = nil
	h.must(h.Choose(t.Context(), gomez().Key, tom))
	h.drain()
	h.called()
	if err := h.Choose(t.Context(), "x", crm.Ref{}); crm.CodeOf(err) != crm.CodeInvalid {
		t.Errorf("no row: %v", err)
	}
}

func TestResolvingWhatWasClosedInDynamics(t *testing.T) {
	h := newHouse(t)
	h.match = crm.Match{Strength: crm.MatchNone}
	id := h.put(message())
	h.drain()
	row := h.crm.rows[id]
	row.State = crm.ActivityCompleted
	h.crm.rows[id] = row
	h.must(h.Choose(t.Context(), gomez().Key, maria()))
	h.drain()
	h.is(id, outbox.Sent, "")
	if row := h.crm.rows[id]; !row.Regarding.SameRow(maria()) || row.State != crm.ActivityCompleted {
		t.Errorf("row %+v", row)
	}
}

func TestAStrongMatchLaterResolvesTheUnresolved(t *testing.T) {
	h := newHouse(t)
	h.match = crm.Match{Strength: crm.MatchNone}
	id := h.put(message())
	h.drain()
	h.must(h.Rematch(t.Context(), ""))
	h.is(id, outbox.Sent, "")
	h.match = crm.Match{Strength: crm.MatchStrong, Row: maria()}
	h.must(h.Rematch(t.Context(), ""))
	h.drain()
	if record := h.is(id, outbox.Sent, ""); record.Unresolved() || !record.Closed {
		t.Errorf("entry %+v", record.Entry)
	}
}

// TestAnotherRowIsAWayOut: the row is deleted, merged or closed, refuses by a rule, or may not be written under; and an owner
// who is refused stays refused whatever the row.
func TestAnotherRowIsAWayOut(t *testing.T) {
	other := crm.Ref{Table: crm.TableLead, ID: "l"}
	for code, helps := range map[crm.Code]bool{
		crm.CodeNotFound: true, crm.CodeClosed: true, crm.CodeForbidden: true, crm.CodeBusinessRule: true, crm.CodeInvalid: true,
		crm.CodeOwnerRefused: false, crm.CodeIDTaken: false, crm.CodeTooLong: false,
	} {
		for _, call := range []string{"create", "patch link"} {
			t.Run(call+" "+string(code), func(t *testing.T) {
				h := newHouse(t)
				if call == "patch link" {
					h.match = crm.Match{Strength: crm.MatchNone}
				}
				id := h.put(message())
				if call == "patch link" {
					h.drain()
					h.must(h.Choose(t.Context(), gomez().Key, maria()))
				}
				h.crm.then(answer{call: call, err: failure(code)}, answer{call: "patch open"},
					answer{call: call, err: failure(code)}) // a closed activity is opened first
				h.drain()
				h.is(id, outbox.Attention, code)
				h.crm.script = nil
				h.must(h.Choose(t.Context(), gomez().Key, other))
				h.drain()
				if !helps {
					h.is(id, outbox.Attention, code)
					h.must(h.Retry(t.Context(), id)) // once the admin, or the text, has changed
					h.drain()
				}
				if record := h.is(id, outbox.Sent, ""); h.crm.rows[id].Regarding.ID != "l" || !record.Closed {
					t.Errorf("under %+v", h.crm.rows[id].Regarding)
				}
			})
		}
	}
}
