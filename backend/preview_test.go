package backend_test

import (
	"testing"

	"ferry/backend/crm"
	"ferry/backend/view"
)

func (h *house) preview(request view.CopyRequest) view.Preview {
	h.t.Helper()
	preview, err := h.Preview(h.t.Context(), request)
	if err != nil {
		h.t.Fatal(err)
	}
	return preview
}

func TestPreviewOfARowThatWasChosenAsksNoMatching(t *testing.T) {
	h := newHouse(t)
	h.ready()
	row := h.saved()
	for _, kind := range []string{"note", "message", "inmail", "call"} {
		preview := h.preview(view.CopyRequest{Kind: kind, Table: row.Table, ID: row.ID, Text: "Met at the fair."})
		if preview.Match.Strength != "" || preview.Waits != "" || !preview.Closed || preview.Regarding != row.Name {
			t.Errorf("%s: %+v", kind, preview)
		}
	}
}

func TestPreviewSaysWhetherWhoeverFitsNoRowWaits(t *testing.T) {
	h := newHouse(t)
	h.ready()
	sent := h.preview(typed("Met at the fair."))
	if sent.Match.Strength != string(crm.MatchNone) || sent.Waits != "" || sent.Closed || sent.Place != "unassigned-activities" {
		t.Errorf("sent as an open activity: %+v", sent)
	}
	h.save(func(values *view.CRMSettings) { values.UnmatchedWaits = true })
	kept := h.preview(typed("Met at the fair."))
	if kept.Match.Strength != string(crm.MatchNone) || kept.Waits != string(crm.CodeUnmatched) || !kept.Closed ||
		kept.Regarding != "" || kept.Place != "activity-history" {
		t.Errorf("kept until a row fits: %+v", kept)
	}
}
