package outbox_test

import (
	"testing"

	"ferry/backend/crm"
	"ferry/backend/outbox"
)

func tom() crm.Ref { return crm.Ref{Table: crm.TableContact, ID: "c-tom", Name: "Tom"} }

// TestWhatSomebodyElseArrangedIsLeftAlone: matching alone never moves what was put under a row, or closed, since it was sent.
func TestWhatSomebodyElseArrangedIsLeftAlone(t *testing.T) {
	for name, change := range map[string]func(*crm.Activity){
		"put under another row and closed": func(row *crm.Activity) { row.Regarding, row.State = tom(), crm.ActivityCompleted },
		"put under another row":            func(row *crm.Activity) { row.Regarding = tom() },
		"closed under nobody":              func(row *crm.Activity) { row.State = crm.ActivityCanceled },
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			h.match = crm.Match{Strength: crm.MatchNone}
			id := h.put(message())
			h.drain()
			row := h.crm.rows[id]
			change(&row)
			h.crm.rows[id] = row
			h.crm.calls = nil
			h.match = crm.Match{Strength: crm.MatchStrong, Row: maria()}
			h.must(h.Rematch(t.Context(), "")) // as after every import
			h.drain()
			h.called("read li_message")
			record := h.is(id, outbox.Sent, "")
			if !record.Row.SameRow(row.Regarding) || record.Closed == row.State.Open() {
				t.Errorf("%+v, closed %v, and in Dynamics %+v", record.Row, record.Closed, row)
			}
			h.must(h.Rematch(t.Context(), ""))
			h.drain()
			if after := h.crm.rows[id]; !after.Regarding.SameRow(row.Regarding) || after.State != row.State {
				t.Errorf("it became %+v", after)
			}
		})
	}
}

// TestAPersonsChoiceMovesWhatIsOpen: what nobody but the person said is not asked about.
func TestAPersonsChoiceMovesWhatIsOpen(t *testing.T) {
	h := newHouse(t)
	h.match = crm.Match{Strength: crm.MatchNone}
	id := h.put(message())
	h.drain()
	h.crm.calls = nil
	h.must(h.Choose(t.Context(), gomez().Key, tom()))
	h.drain()
	h.called("patch link", "patch close")
	h.is(id, outbox.Sent, "")
}

// TestAChoiceOutlivesTheLinkOnItsWay: the row that was refused is not the one that is wanted any more.
func TestAChoiceOutlivesTheLinkOnItsWay(t *testing.T) {
	h := newHouse(t)
	h.match = crm.Match{Strength: crm.MatchNone}
	id := h.put(message())
	h.drain()
	h.must(h.Choose(t.Context(), gomez().Key, maria()))
	h.crm.then(answer{call: "patch link", err: failure(crm.CodeNotFound),
		do: func() { h.must(h.Choose(t.Context(), gomez().Key, tom())) }})
	h.drain()
	h.is(id, outbox.Sent, "")
	if row := h.crm.rows[id]; !row.Regarding.SameRow(tom()) || row.State.Open() {
		t.Errorf("row %+v", row)
	}
}

// TestARestoredDoubtWaitsForAYes: what waited for a match in the copy is not sent when an import brings one.
func TestARestoredDoubtWaitsForAYes(t *testing.T) {
	for name, match := range map[string]crm.Strength{
		"several": crm.MatchSeveral, "weak": crm.MatchWeak, "none": crm.MatchNone,
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			h.match, h.policy.UnmatchedWaits = crm.Match{Strength: match, Row: maria()}, true
			id := h.put(message())
			h.drain()
			h.must(h.Quarantine(t.Context()))
			h.is(id, outbox.Attention, crm.CodeRestored)
			h.match = crm.Match{Strength: crm.MatchStrong, Row: maria()}
			h.must(h.Rematch(t.Context(), ""))
			h.drain()
			h.called()
			h.must(h.Retry(t.Context(), id))
			h.drain()
			h.is(id, outbox.Sent, "")
		})
	}
}
