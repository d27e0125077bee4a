package matchbench

import (
	"encoding/json"
	"os"
	"testing"

	"ferry/backend/crm"
	"ferry/backend/matching/people"
)

// TestHeldOutPeople is the promise about matching, on seeds that no rule was chosen by.
func TestHeldOutPeople(t *testing.T) {
	report, err := Run(t.Context(), Config{Rows: 1500, Members: 500, Seed: people.HoldOut(1)})
	if err != nil {
		t.Fatal(err)
	}
	show(t, report)
	q := report.Ferry
	if q.Precision < 0.99 || q.Recall < 0.90 || float64(q.SeveralRight) < 0.95*float64(q.Several) {
		t.Errorf("precision %.4f, recall %.4f, several %d of %d", q.Precision, q.Recall, q.SeveralRight, q.Several)
	}
	if report.Plain.Recall >= q.Recall || report.Plain.Precision >= q.Precision || q.One < 300 || q.None < 40 || q.Several < 25 {
		t.Errorf("the measure measures little: plain %+v", report.Plain)
	}
	if !report.HeldOut {
		t.Error("a seed for tuning")
	}
}

func show(t *testing.T, report Report) {
	t.Helper()
	text, err := json.MarshalIndent(report, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%s", text)
}

func TestQualityCounts(t *testing.T) {
	var q Quality
	row := crm.Ref{Table: crm.TableContact, ID: "a"}
	one := people.Pair{Truth: people.One, RowID: "a", Noise: []people.Noise{people.Typo}}
	several := people.Pair{Truth: people.Several, RowID: "a"}
	q.note(one, crm.Match{Strength: crm.MatchStrong, Row: row})
	q.note(one, crm.Match{Strength: crm.MatchStrong, Row: crm.Ref{Table: crm.TableContact, ID: "b"}})
	q.note(one, crm.Match{Strength: crm.MatchWeak, Row: row})
	q.note(several, crm.Match{Strength: crm.MatchSeveral, Candidates: []crm.Candidate{{Row: row}}})
	q.note(several, crm.Match{Strength: crm.MatchStrong, Row: row})
	q.note(people.Pair{Truth: people.None}, crm.Match{Strength: crm.MatchStrong, Row: row})
	q.finish()
	if q.Precision != 0.25 || q.Recall != 1.0/3 || q.Several != 2 || q.SeveralRight != 1 || q.NoneStrong != 1 ||
		q.ByNoise[people.Typo] != (Found{Right: 1, Of: 3}) {
		t.Errorf("%+v", q)
	}
}

func TestNothingIsLeftBehind(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	if _, err := Run(t.Context(), Config{Rows: 100, Members: 1}); err != nil {
		t.Fatal(err)
	}
	left, err := os.ReadDir(os.TempDir())
	if err != nil || len(left) > 0 {
		t.Errorf("%v, %v", left, err)
	}
	if _, err := Run(t.Context(), Config{Rows: 5, Members: 1}); crm.CodeOf(err) != crm.CodeInvalid {
		t.Errorf("error %v", err)
	}
}
