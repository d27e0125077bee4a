package outbox_test

import (
	"testing"

	"ferry/backend/crm"
	"ferry/backend/outbox"
)

// lost makes the next create land with its answer lost, and lets the sender try.
func (h *house) lost(draft outbox.Draft) string {
	h.t.Helper()
	id := h.put(draft)
	h.crm.then(answer{call: "create", err: failure(crm.CodeOffline), after: true})
	h.drain()
	h.is(id, outbox.Waiting, crm.CodeOffline)
	if _, landed := h.crm.rows[id]; !landed {
		h.t.Fatal("the row did not land")
	}
	h.crm.calls = nil
	return id
}

// again looks for the network and sends.
func (h *house) again() {
	h.t.Helper()
	h.Wake()
	h.drain()
}

func TestALostAnswerIsFoundByReading(t *testing.T) {
	h := newHouse(t)
	id := h.lost(message())
	h.again()
	record := h.is(id, outbox.Sent, "")
	h.called("create li_message", "read li_message", "patch close")
	if len(h.crm.rows) != 1 || !record.Closed || !record.Written.SameRow(maria()) {
		t.Errorf("entry %+v", record.Entry)
	}
}

func TestALostAnswerIsLookedForInTheTableItWasSentTo(t *testing.T) {
	h := newHouse(t)
	id := h.lost(message())
	h.shape.Missing = []string{crm.TableMessage} // says the metadata now
	h.again()
	h.is(id, outbox.Sent, "")
	h.called("create li_message", "read li_message", "patch close")
}

func TestALandedRowWithAnOlderTextIsBroughtUpToDate(t *testing.T) {
	h := newHouse(t)
	id := h.lost(message())
	h.must(h.Edit(t.Context(), id, outbox.Revision{Body: "Gracias otra vez"}))
	h.again()
	h.is(id, outbox.Sent, "")
	h.called("create li_message", "read li_message", "patch text", "patch close")
	if row := h.crm.rows[id]; row.Description != "Gracias otra vez" || row.State != crm.ActivityCompleted {
		t.Errorf("row %+v", row)
	}
}

func TestARowThatSaysSomethingElseIsNeverTakenAsSent(t *testing.T) {
	other := holder()
	other.ID = "somebody else"
	for name, spoil := range map[string]func(*crm.Activity){
		"another text":     func(row *crm.Activity) { row.Description = "changed in Dynamics" },
		"another subject":  func(row *crm.Activity) { row.Subject = "changed in Dynamics" },
		"another owner":    func(row *crm.Activity) { row.Owner = other },
		"in another table": func(row *crm.Activity) { row.Table = crm.TableTask },
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			id := h.lost(message())
			row := h.crm.rows[id]
			spoil(&row)
			h.crm.rows[id] = row
			h.again()
			record := h.is(id, outbox.Attention, crm.CodeIDTaken)
			if record.Landed {
				t.Error("taken as landed")
			}
			h.must(h.Retry(t.Context(), id))
			h.again()
			h.is(id, outbox.Attention, crm.CodeIDTaken)
			h.must(h.Remove(t.Context(), id))
			h.again()
			if _, there := h.crm.rows[id]; !there {
				t.Error("somebody else's row was deleted")
			}
		})
	}
}

func TestAnOlderTextInAClosedRowNeedsAPerson(t *testing.T) {
	h := newHouse(t)
	id := h.lost(message())
	row := h.crm.rows[id]
	row.State = crm.ActivityCompleted
	h.crm.rows[id] = row
	h.must(h.Edit(t.Context(), id, outbox.Revision{Body: "Gracias otra vez"}))
	h.again()
	h.is(id, outbox.Attention, crm.CodeIDTaken)
}

func TestNoRightToReadTheRowNeedsAPerson(t *testing.T) {
	h := newHouse(t)
	id := h.lost(message())
	h.crm.then(answer{call: "read", err: failure(crm.CodeForbidden)})
	h.again()
	h.is(id, outbox.Attention, crm.CodeIDTaken)
}

func TestReadingTheRowMayHaveToWait(t *testing.T) {
	h := newHouse(t)
	id := h.lost(message())
	h.crm.then(answer{call: "read", err: failure(crm.CodeThrottled)})
	h.again()
	h.is(id, outbox.Waiting, crm.CodeThrottled)
}

// Two machines of one seat holder derive the same id from the same message.
func TestTheSameMessageFromTwoMachinesIsOneActivity(t *testing.T) {
	first, second := newHouse(t), newHouse(t)
	second.crm = first.crm
	second.restart()
	first.match = crm.Match{Strength: crm.MatchNone}
	id := first.put(message())
	first.drain()
	if again := second.put(message()); again != id {
		t.Fatalf("ids %s and %s", id, again)
	}
	first.crm.calls = nil
	second.drain()
	second.is(id, outbox.Sent, "")
	second.called("create li_message", "read li_message", "read li_message", "patch link", "patch close")
	if row := second.crm.rows[id]; len(second.crm.rows) != 1 || !row.Regarding.SameRow(maria()) || row.State != crm.ActivityCompleted {
		t.Errorf("row %+v", row)
	}
}

func TestARowClosedElsewhereKeepsItsContact(t *testing.T) {
	first, second := newHouse(t), newHouse(t)
	second.crm = first.crm
	second.restart()
	tom := crm.Ref{Table: crm.TableContact, ID: "c-tom", Name: "Tom"}
	second.match.Row = tom
	id := first.put(message())
	first.drain()
	second.put(message())
	first.crm.calls = nil
	second.drain()
	record := second.is(id, outbox.Sent, "")
	second.called("create li_message", "read li_message")
	if !record.Row.SameRow(maria()) || !record.Closed {
		t.Errorf("entry %+v", record.Entry)
	}
}

func TestACrashBetweenRequestAndAnswerIsTakenUp(t *testing.T) {
	for _, landed := range []bool{true, false} {
		h := newHouse(t)
		id := h.put(message())
		fail := false
		h.store.Fail = func() error {
			if fail {
				return failure(crm.CodeStorage)
			}
			return nil
		}
		cut := answer{call: "create", do: func() { fail = true }}
		if !landed {
			cut.err = failure(crm.CodeOffline)
		}
		h.crm.then(cut)
		_ = h.Drain(t.Context()) // the process dies here: nothing more is written
		h.is(id, outbox.Sending, "")
		fail = false
		h.restart()
		h.drain()
		record := h.is(id, outbox.Sent, "")
		if len(h.crm.rows) != 1 || record.Attempts[0].Outcome != outbox.OutcomeUnknown ||
			record.Attempts[0].Code != crm.CodeCancelled {
			t.Errorf("landed %v: %d rows, attempts %+v", landed, len(h.crm.rows), record.Attempts)
		}
	}
}
