package outbox_test

import (
	"context"
	"strings"
	"testing"

	"ferry/backend/crm"
	"ferry/backend/outbox"
)

func TestAMatchedEntryIsClosedUnderItsRow(t *testing.T) {
	h := newHouse(t)
	id := h.put(message())
	h.drain()
	record := h.is(id, outbox.Sent, "")
	h.called("create li_message", "patch close")
	row := h.crm.rows[id]
	if row.State != crm.ActivityCompleted || row.Status != 2 || !row.Regarding.SameRow(maria()) || !row.Owner.SameRow(holder()) {
		t.Errorf("row %+v", row)
	}
	if row.Parties[0].Role != crm.PartySender || !row.Parties[0].Row.SameRow(holder()) ||
		row.Parties[1].Role != crm.PartyTo || !row.Parties[1].Row.SameRow(maria()) {
		t.Errorf("parties %+v", row.Parties)
	}
	if len(record.Attempts) != 2 || record.Attempts[0].Outcome != outbox.OutcomeDone || record.Attempts[0].Ended.IsZero() {
		t.Errorf("attempts %+v", record.Attempts)
	}
	if !record.Landed || !record.Closed || record.Unresolved() {
		t.Errorf("entry %+v", record.Entry)
	}
}

func TestTheAttemptIsKeptBeforeTheRequestLeaves(t *testing.T) {
	h := newHouse(t)
	id := h.put(message())
	var seen outbox.Record
	h.crm.then(answer{call: "create", do: func() { seen = h.read(id) }})
	h.drain()
	if seen.State != outbox.Sending || len(seen.Attempts) != 1 || seen.Attempts[0].Outcome != outbox.OutcomeOpen ||
		seen.Attempts[0].Hash == "" {
		t.Errorf("while the request was out: %s, %+v", seen.State, seen.Attempts)
	}
}

func TestAnUnmatchedEntryIsSentOpen(t *testing.T) {
	h := newHouse(t)
	h.match = crm.Match{Strength: crm.MatchNone, Row: maria()} // a row without strength is none
	id := h.put(message())
	h.drain()
	record := h.is(id, outbox.Sent, "")
	h.called("create li_message")
	row := h.crm.rows[id]
	if row.State != crm.ActivityOpen || !row.Regarding.IsZero() || row.Parties[1].Name != "María Gómez" {
		t.Errorf("row %+v", row)
	}
	if !record.Unresolved() {
		t.Error("the entry is not among the unresolved")
	}
	if entries, total, err := h.Unresolved(t.Context(), 0, 10); err != nil || total != 1 || entries[0].ID != id {
		t.Errorf("unresolved %v, %v", total, err)
	}
}

func TestAnUnmatchedEntryWaitsWhereTheSettingsSaySo(t *testing.T) {
	h := newHouse(t)
	h.match, h.policy.UnmatchedWaits = crm.Match{Strength: crm.MatchNone}, true
	id := h.put(message())
	h.drain()
	h.is(id, outbox.Waiting, crm.CodeUnmatched)
	h.must(h.Rematch(t.Context(), ""))
	h.is(id, outbox.Waiting, crm.CodeUnmatched)
	h.match = crm.Match{Strength: crm.MatchStrong, Row: maria()}
	h.must(h.Rematch(t.Context(), gomez().Key))
	h.drain()
	h.is(id, outbox.Sent, "")
	h.called("create li_message", "patch close")
}

func TestADoubtfulMatchWaitsForAPerson(t *testing.T) {
	for strength, code := range map[crm.Strength]crm.Code{
		crm.MatchWeak: crm.CodeWeakMatch, crm.MatchSeveral: crm.CodeSeveralMatches,
	} {
		h := newHouse(t)
		h.match = crm.Match{Strength: strength, Row: maria()}
		id := h.put(message())
		other := note()
		other.Member, other.Row = crm.Member{Key: "url:tom", Name: "Tom"}, crm.Ref{Table: crm.TableLead, ID: "l-tom"}
		free := h.put(other)
		h.drain()
		if record := h.is(id, outbox.Attention, code); !record.Row.IsZero() {
			t.Errorf("%s: a doubtful row was taken", strength)
		}
		h.is(free, outbox.Sent, "")
		h.called("create task", "patch close")
		h.must(h.Choose(t.Context(), gomez().Key, maria()))
		h.drain()
		h.is(id, outbox.Sent, "")
		h.called("create li_message", "patch close")
	}
}

func TestAPersonWhoIsQuickerThanMatchingIsHeard(t *testing.T) {
	h := newHouse(t)
	tom := crm.Ref{Table: crm.TableContact, ID: "c-tom"}
	id := h.put(message())
	h.match = crm.Match{Strength: crm.MatchWeak}
	h.asked = func() {
		h.asked = nil
		h.must(h.Choose(t.Context(), gomez().Key, tom))
	}
	h.drain()
	h.is(id, outbox.Sent, "")
	if row := h.crm.rows[id]; !row.Regarding.SameRow(tom) {
		t.Errorf("row %+v", row)
	}
	removed := h.put(note())
	h.asked = func() {
		h.asked = nil
		h.must(h.Remove(t.Context(), removed))
	}
	h.crm.calls = nil
	h.drain()
	h.is(removed, outbox.Removed, "")
	h.called()
}

func TestRefusalsNeedAPerson(t *testing.T) {
	for _, code := range []crm.Code{crm.CodeForbidden, crm.CodeOwnerRefused, crm.CodeInvalid, crm.CodeTooLong,
		crm.CodeNotFound, crm.CodeBusinessRule, crm.CodeDuplicateFound} {
		h := newHouse(t)
		id, next := h.put(message()), h.put(note())
		h.crm.then(answer{call: "create", err: failure(code)})
		h.drain()
		record := h.is(id, outbox.Attention, code)
		if record.Detail != "as scripted" || record.Attempts[0].Code != code || record.Attempts[0].Outcome != outbox.OutcomeRefused {
			t.Errorf("%s: %+v", code, record.Attempts)
		}
		h.is(next, outbox.Sent, "")
		h.must(h.Retry(t.Context(), id))
		h.drain()
		h.is(id, outbox.Sent, "")
	}
}

func TestAMissingTableFallsBackToTask(t *testing.T) {
	h := newHouse(t)
	id := h.put(message())
	h.crm.then(answer{call: "create li_message", err: failure(crm.CodeMissingTable)})
	h.drain()
	record := h.is(id, outbox.Sent, "")
	h.called("create li_message", "create task", "patch close")
	row := h.crm.rows[id]
	if !record.Fallback || record.Table != crm.TableTask || row.Category != "Ferry" || row.Subcategory != "message" || row.Status != 5 {
		t.Errorf("row %+v", row)
	}
	h.shape.Missing = []string{crm.TableInMail}
	inmail := message()
	inmail.Kind, inmail.SourceKey = crm.KindInMail, "other"
	id = h.put(inmail)
	h.drain()
	h.is(id, outbox.Sent, "")
	h.called("create task", "patch close")
	h.crm.then(answer{call: "create task", err: failure(crm.CodeMissingTable)})
	id = h.put(note())
	h.drain()
	h.is(id, outbox.Attention, crm.CodeMissingTable)
}

func TestLongTextGoesToNotesBeforeTheActivityIsClosed(t *testing.T) {
	h := newHouse(t)
	h.shape.Lengths = map[string]int{"annotation.notetext": 3000}
	draft := message()
	draft.Body = strings.Repeat("Grüße \U0001F600 ", 500)
	id := h.put(draft)
	h.drain()
	record := h.is(id, outbox.Sent, "")
	h.called("create li_message", "annotate", "annotate", "patch close")
	whole := ""
	for _, operation := range record.Operations {
		if operation.Kind == outbox.OperationAnnotate {
			stored := h.crm.notes[operation.ID]
			if stored.Object.ID != id || stored.Object.Table != crm.TableMessage || !stored.Owner.SameRow(holder()) {
				t.Errorf("note %+v", stored.Object)
			}
			whole += stored.Text
		}
	}
	if whole != draft.Body {
		t.Errorf("the notes hold %d bytes of %d", len(whole), len(draft.Body))
	}
}

func TestAnAnnotationThatIsThereIsComparedNotDoubled(t *testing.T) {
	for name, c := range map[string]struct {
		text  string
		read  error
		state outbox.State
		code  crm.Code
	}{
		"the same":      {state: outbox.Sent},
		"another":       {text: "something else", state: outbox.Attention, code: crm.CodeIDTaken},
		"not ours":      {read: failure(crm.CodeForbidden), state: outbox.Attention, code: crm.CodeIDTaken},
		"offline again": {read: failure(crm.CodeOffline), state: outbox.Waiting, code: crm.CodeOffline},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			draft := message()
			draft.Body = strings.Repeat("x", 3000)
			id := h.put(draft)
			h.crm.then(answer{call: "annotate", err: failure(crm.CodeOffline), after: true})
			h.drain()
			h.is(id, outbox.Waiting, crm.CodeOffline)
			for noteID, stored := range h.crm.notes {
				if c.text != "" {
					stored.Text = c.text
					h.crm.notes[noteID] = stored
				}
			}
			h.crm.then(answer{call: "read annotation", err: c.read})
			h.Wake()
			h.drain()
			h.is(id, c.state, c.code)
			if len(h.crm.notes) != 1 {
				t.Errorf("%d notes", len(h.crm.notes))
			}
		})
	}
}

func TestThatAnActivityIsClosedAlreadyIsSuccess(t *testing.T) {
	h := newHouse(t)
	id := h.put(message())
	h.crm.then(answer{call: "patch close", err: failure(crm.CodeClosed)})
	h.drain()
	if record := h.is(id, outbox.Sent, ""); !record.Closed {
		t.Error("not closed")
	}
}

func TestACancelledSenderLeavesTheEntryQueued(t *testing.T) {
	h := newHouse(t)
	id := h.put(message())
	ctx, cancel := context.WithCancel(t.Context())
	h.crm.then(answer{call: "create", do: cancel})
	if err := h.Drain(ctx); err == nil {
		t.Error("a cancelled drain says it is done")
	}
	record := h.is(id, outbox.Queued, "")
	if record.Attempts[0].Outcome != outbox.OutcomeUnknown {
		t.Errorf("attempt %+v", record.Attempts[0])
	}
	h.drain()
	h.is(id, outbox.Sent, "")
}

func TestWhatLandedBeforeTheCancelIsKept(t *testing.T) {
	h := newHouse(t)
	id := h.put(message())
	ctx, cancel := context.WithCancel(t.Context())
	h.crm.then(answer{call: "patch close", do: cancel, err: failure(crm.CodeCancelled)})
	_ = h.Drain(ctx)
	if record := h.is(id, outbox.Queued, ""); !record.Landed || record.Closed {
		t.Errorf("entry %+v", record.Entry)
	}
	h.crm.calls = nil
	h.drain()
	h.is(id, outbox.Sent, "")
	h.called("patch close")
}

func TestOperationsWaitForThoseOfOtherEntries(t *testing.T) {
	h := newHouse(t)
	h.match = crm.Match{Strength: crm.MatchWeak}
	first, second := h.put(message()), h.put(note())
	h.must(h.store.Change(t.Context(), []string{second}, func(r *outbox.Record) error {
		r.Chosen, r.Row = true, maria()
		return nil
	}))
	h.must(h.store.Change(t.Context(), []string{second}, func(r *outbox.Record) error {
		r.Operations[0].After = []string{first}
		return nil
	}))
	h.must(h.Edit(t.Context(), second, outbox.Revision{Body: "waits also when it is edited"}))
	h.drain()
	h.is(first, outbox.Attention, crm.CodeWeakMatch)
	h.is(second, outbox.Queued, "")
	h.must(h.Choose(t.Context(), gomez().Key, maria()))
	h.drain()
	h.is(first, outbox.Sent, "")
	h.is(second, outbox.Sent, "")
	h.called("create li_message", "patch close", "create task", "patch close")
}

func TestAnOperationThisVersionCannotSendNeedsAttention(t *testing.T) {
	h := newHouse(t)
	h.People = nil
	id := h.put(note())
	h.must(h.store.Change(t.Context(), []string{id}, func(r *outbox.Record) error {
		r.Operations = []outbox.Operation{{ID: "lead", Kind: outbox.OperationCreateLead, State: outbox.OperationPending}}
		return nil
	}))
	h.drain()
	h.is(id, outbox.Attention, crm.CodeInvalid)
	h.called()
}

func TestTheScreensAreTold(t *testing.T) {
	h := newHouse(t)
	id := h.put(note())
	h.drain()
	var states []outbox.State
	for _, change := range h.changes {
		if change.Entry == id {
			states = append(states, change.State)
		}
	}
	if len(states) == 0 || states[0] != outbox.Sending || states[len(states)-1] != outbox.Sent {
		t.Errorf("changes %v", states)
	}
}

func TestAStoreThatFailsAfterTheRequestLosesNothing(t *testing.T) {
	h := newHouse(t)
	id := h.put(message())
	fail := false
	h.store.Fail = func() error {
		if fail {
			return failure(crm.CodeStorage)
		}
		return nil
	}
	h.crm.then(answer{call: "create", do: func() { fail = true }})
	if err := h.Drain(t.Context()); crm.CodeOf(err) != crm.CodeStorage {
		t.Fatalf("error %v", err)
	}
	h.is(id, outbox.Sending, "")
	fail = false
	h.drain()
	h.is(id, outbox.Sent, "")
	if len(h.crm.rows) != 1 {
		t.Errorf("%d rows", len(h.crm.rows))
	}
}
