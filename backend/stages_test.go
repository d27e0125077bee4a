package backend_test

import (
	"slices"
	"testing"

	"ferry/backend/practice"
	"ferry/backend/view"
)

// TestAFlowsStageDecidesWhatIsSaved: the stages of the shipped sales process can be chosen, narrow the saved list at once,
// and are shown by their names.
func TestAFlowsStageDecidesWhatIsSaved(t *testing.T) {
	h := newHouse(t)
	if code := h.connect(h.person(isSellingAdmin)); code != "" {
		t.Fatal(code)
	}
	h.imported()
	all := h.opportunities("")
	settings := h.save(func(values *view.CRMSettings) { values.Writeback = true })
	at := slices.IndexFunc(settings.StageColumns, func(c view.StageColumn) bool { return c.Column == "activestageid" })
	if at < 0 {
		t.Fatalf("no flow among the columns that may hold the stage: %+v", settings.StageColumns)
	}
	stages := settings.StageColumns[at].Choices
	h.save(func(values *view.CRMSettings) {
		values.StageColumn, values.StageValue = "activestageid", stages[1].Value
		for _, stage := range stages {
			values.StageOrder = append(values.StageOrder, stage.Value)
		}
	})
	beyond := h.opportunities("")
	if beyond.Total == 0 || beyond.Total >= all.Total {
		t.Errorf("%d of %d opportunities lie beyond %s", beyond.Total, all.Total, stages[1].Label)
	}
	for _, row := range beyond.Rows {
		if row.Stage != stages[2].Label && row.Stage != stages[3].Label {
			t.Errorf("%s is at %q", row.Name, row.Stage)
		}
	}
	last := h.opportunities(stages[3].Label)
	if last.Total == 0 || last.Total >= beyond.Total || last.Rows[0].Stage != stages[3].Label {
		t.Errorf("narrowed to %s: %+v", stages[3].Label, last)
	}
}

func (h *house) opportunities(stage string) view.RecordPage {
	h.t.Helper()
	page, err := h.Records(h.t.Context(), view.RecordQuery{Scope: "saved", Kind: "opportunity", Stage: stage, Limit: 100})
	if err != nil {
		h.t.Fatal(err)
	}
	return page
}

func isSellingAdmin(p practice.Person) bool { return p.MaySetUp && p.SeatHolder }
