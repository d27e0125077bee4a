package outbox_test

import (
	"strings"
	"testing"

	"ferry/backend/crm"
	"ferry/backend/outbox"
)

func long(letter string) string { return strings.Repeat(letter, 3000) }

// withNotes is a house where notes hold a thousand characters, and a sent entry whose text needs three of them.
func withNotes(t *testing.T) (h *house, id string) {
	t.Helper()
	h = newHouse(t)
	h.shape.Lengths = map[string]int{"annotation.notetext": 1000}
	draft := message()
	draft.Body = long("x")
	id = h.put(draft)
	h.drain()
	h.called("create li_message", "annotate", "annotate", "annotate", "patch close")
	return h, id
}

// says checks that the activity is closed with notes that join to the text, in order, and no others.
func (h *house) says(id, body string) {
	h.t.Helper()
	record := h.is(id, outbox.Sent, "")
	whole := ""
	for _, operation := range record.Operations {
		if note, there := h.crm.notes[operation.ID]; there {
			whole += note.Text
		}
	}
	row := h.crm.rows[id]
	if len(h.crm.notes) == 0 {
		whole = row.Description
	}
	if whole != body || row.State != crm.ActivityCompleted {
		h.t.Errorf("it says %.20q... of %d in %d notes, state %d", whole, len(whole), len(h.crm.notes), row.State)
	}
}

func TestAnEditLeavesExactlyTheNotesOfTheNewText(t *testing.T) {
	for name, c := range map[string]struct {
		body  string
		calls []string
	}{
		"longer": {long("y") + "z", []string{"patch open", "patch text", "annotate", "annotate", "annotate", "annotate",
			"read annotation", "delete annotation", "read annotation", "delete annotation", "read annotation",
			"delete annotation", "patch close"}},
		"shorter": {long("y")[:2500], []string{"patch open", "patch text", "annotate", "annotate", "annotate",
			"read annotation", "delete annotation", "read annotation", "delete annotation", "read annotation",
			"delete annotation", "patch close"}},
		"short": {"y", []string{"patch open", "patch text", "read annotation", "delete annotation", "read annotation",
			"delete annotation", "read annotation", "delete annotation", "patch close"}},
	} {
		t.Run(name, func(t *testing.T) {
			h, id := withNotes(t)
			h.must(h.Edit(t.Context(), id, outbox.Revision{Body: c.body}))
			h.drain()
			h.called(c.calls...)
			h.says(id, c.body)
			h.must(h.Edit(t.Context(), id, outbox.Revision{Body: long("w")})) // those that are gone are not asked for again
			h.drain()
			h.says(id, long("w"))
		})
	}
}

func TestAnEditBeforeAnythingLeftMakesNoOldNotes(t *testing.T) {
	h := newHouse(t)
	draft := message()
	draft.Body = long("x")
	id := h.put(draft)
	h.must(h.Edit(t.Context(), id, outbox.Revision{Body: long("y")}))
	h.drain()
	h.called("create li_message", "annotate", "patch close")
	h.says(id, long("y"))
}

func TestAnEditWhileANoteIsOnItsWayTakesItBack(t *testing.T) {
	for name, c := range map[string]struct {
		err   error
		after bool
	}{
		"it lands":            {nil, false},
		"its answer is lost":  {failure(crm.CodeUnavailable), true},
		"it never gets there": {failure(crm.CodeUnavailable), false},
		"it is refused":       {failure(crm.CodeTooLong), false},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			draft := message()
			draft.Body = long("x")
			id := h.put(draft)
			h.crm.then(answer{call: "annotate", err: c.err, after: c.after, do: func() {
				h.must(h.Edit(t.Context(), id, outbox.Revision{Body: long("y")}))
			}})
			h.drain()
			h.must(h.SendNow(t.Context()))
			h.drain()
			h.says(id, long("y"))
		})
	}
}

func TestTwoEditsInARowLeaveTheNotesOfTheLast(t *testing.T) {
	h, id := withNotes(t)
	h.must(h.Edit(t.Context(), id, outbox.Revision{Body: long("y")}))
	h.must(h.Edit(t.Context(), id, outbox.Revision{Body: long("z")}))
	h.drain()
	h.says(id, long("z"))
}

func TestAnEditBetweenTwoStepsLeavesTheNotesOfTheLast(t *testing.T) {
	for _, step := range []string{"patch open", "patch text", "annotate", "read annotation", "delete annotation", "patch close"} {
		t.Run(step, func(t *testing.T) {
			h, id := withNotes(t)
			h.must(h.Edit(t.Context(), id, outbox.Revision{Body: long("y")}))
			h.crm.then(answer{call: step, do: func() {
				h.must(h.Edit(t.Context(), id, outbox.Revision{Body: long("z")}))
			}})
			h.drain()
			h.says(id, long("z"))
		})
	}
}

func TestANoteThatIsGoneOrSomebodyElsesIsLeft(t *testing.T) {
	h, id := withNotes(t)
	theirs := crm.Annotation{}
	for noteID, note := range h.crm.notes { // somebody moved one, and deleted another
		if theirs.ID != "" {
			delete(h.crm.notes, noteID)
			continue
		}
		note.Object.ID = "another activity"
		theirs = note
		h.crm.notes[noteID] = note
	}
	h.must(h.Edit(t.Context(), id, outbox.Revision{Body: "y"}))
	h.drain()
	h.is(id, outbox.Sent, "")
	if len(h.crm.notes) != 1 || h.crm.notes[theirs.ID].Object.ID != "another activity" {
		t.Errorf("%+v", h.crm.notes)
	}
}

func TestAnOldNoteThatMayNotBeDeletedNeedsAPerson(t *testing.T) {
	h, id := withNotes(t)
	h.crm.then(answer{call: "delete annotation", err: failure(crm.CodeForbidden)})
	h.must(h.Edit(t.Context(), id, outbox.Revision{Body: "y"}))
	h.drain()
	h.is(id, outbox.Attention, crm.CodeForbidden)
	h.must(h.Retry(t.Context(), id))
	h.drain()
	h.says(id, "y")
}
