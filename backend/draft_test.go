package backend_test

import (
	"testing"

	"ferry/backend/crm"
	"ferry/backend/view"
)

const draftID = "01890a5d-ac96-774b-bcce-b302099a8057"

func typed(text string) view.CopyRequest {
	return view.CopyRequest{DraftID: draftID, Kind: "note", MemberName: "Zoë Unheard-Of", Text: text}
}

// pressed presses Copy and gives all entries there are then.
func (h *house) pressed(request view.CopyRequest) (view.CopyResult, []view.EntryRow) {
	h.t.Helper()
	result, err := h.Copy(h.t.Context(), request)
	if err != nil {
		h.t.Fatal(err)
	}
	page, err := h.Entries(h.t.Context(), view.EntryQuery{})
	if err != nil {
		h.t.Fatal(err)
	}
	return result, page.Rows
}

func TestAFormThatIsPressedTwiceIsOneEntry(t *testing.T) {
	h := newHouse(t)
	h.ready()
	h.practice.Knobs().Offline(true)
	first, _ := h.pressed(typed("Met at the fair."))
	if len(first.Queued) != 1 || first.Queued[0] != draftID {
		t.Fatalf("%+v", first)
	}
	h.restart()
	again, rows := h.pressed(typed("Met at the fair."))
	if len(again.Queued) != 0 || len(again.Already) != 1 || again.Already[0] != draftID || len(rows) != 1 {
		t.Errorf("%+v, %d entries", again, len(rows))
	}
	other := typed("Met at the fair.")
	other.DraftID = ""
	if _, rows = h.pressed(other); len(rows) != 2 {
		t.Errorf("another form: %d entries", len(rows))
	}
	other.DraftID = "not a GUID"
	_, err := h.Copy(t.Context(), other)
	h.wantCode("no GUID", err, crm.CodeInvalid)
}

func TestWhatWasChangedBeforeTheSecondPressCounts(t *testing.T) {
	h := newHouse(t)
	h.ready()
	h.pressed(typed("Met at the fair."))
	h.sent()
	if _, rows := h.pressed(typed("Met at the fair, twice.")); len(rows) != 1 || rows[0].Preview != "Met at the fair, twice." {
		t.Fatalf("%+v", rows)
	}
	call := typed("Met at the fair, twice.")
	call.Kind = "call"
	result, rows := h.pressed(call)
	if len(result.Queued) != 1 || len(rows) != 2 {
		t.Fatalf("%+v, %+v", result, rows)
	}
	h.until("the call alone is there", func() bool {
		h.sent()
		return h.practice.Row("task", draftID) == nil && h.practice.Row("phonecall", result.Queued[0]) != nil
	})
}
