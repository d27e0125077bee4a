package matching_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"ferry/backend/crm"
	"ferry/backend/matching"
	"ferry/backend/matching/matchingtest"
)

const (
	organization = "0a1b2c3d-0000-4000-8000-000000000001"
	rowID        = "11111111-1111-4111-8111-111111111111"
	otherID      = "22222222-2222-4222-8222-222222222222"
)

var earlier = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

func decided(member string, at time.Time, id string) matching.Decision {
	return matching.Decision{Member: member, Row: crm.Ref{Table: crm.TableContact, ID: id, Name: "Añb"}, DecidedAt: at}
}

func stored(t *testing.T, decisions ...matching.Decision) *matchingtest.Memory {
	t.Helper()
	store := &matchingtest.Memory{}
	for _, decision := range decisions {
		if err := store.SaveDecision(t.Context(), decision); err != nil {
			t.Fatal(err)
		}
	}
	return store
}

func TestDecisionsTravel(t *testing.T) {
	rejected := crm.Ref{Table: crm.TableLead, ID: otherID, Name: "other"}
	from := stored(t, decided("name:new|", earlier, rowID), decided("name:newer|", earlier.Add(time.Hour), rowID),
		decided("name:older|", earlier, rowID),
		matching.Decision{Member: "url:https://www.linkedin.com/in/x", NotInCRM: true, Rejected: []crm.Ref{rejected}, DecidedAt: earlier})
	here := decided("name:newer|", earlier, otherID)
	here.Rejected = []crm.Ref{rejected, {Table: crm.TableContact, ID: rowID}}
	to := stored(t, here, decided("name:older|", earlier.Add(time.Hour), otherID))
	var file bytes.Buffer
	if count, err := matching.Export(t.Context(), &file, from, organization); err != nil || count != 4 {
		t.Fatalf("%d, %v", count, err)
	}
	text := file.String()
	result, err := matching.Import(t.Context(), strings.NewReader(text), to, strings.ToUpper(organization))
	if err != nil || len(result.Taken) != 3 || result.Kept != 1 || result.Refused != 0 {
		t.Fatalf("%+v, %v", result, err)
	}
	for member, want := range map[string]string{"name:new|": rowID, "name:newer|": rowID, "name:older|": otherID} {
		if got, _, err := to.Decision(t.Context(), member); err != nil || got.Row.ID != want {
			t.Errorf("%s: %+v, %v", member, got, err)
		}
	}
	newer, _, _ := to.Decision(t.Context(), "name:newer|")
	if len(newer.Rejected) != 1 || newer.Rejected[0].ID != otherID {
		t.Errorf("rejected %+v", newer.Rejected)
	}
	none, _, _ := to.Decision(t.Context(), "url:https://www.linkedin.com/in/x")
	if !none.NotInCRM || len(none.Rejected) != 1 {
		t.Errorf("%+v", none)
	}
	again, err := matching.Import(t.Context(), strings.NewReader(text), to, organization)
	if err != nil || len(again.Taken) != 0 || again.Kept != 4 {
		t.Errorf("again: %+v, %v", again, err)
	}
}

func TestAFileOfDecisionsIsHostileUntilRead(t *testing.T) {
	head := `{"format":"ferry-decisions","version":1,"organization":"` + organization + `","decisions":[`
	for text, code := range map[string]crm.Code{
		"": crm.CodeBadFile, "[]": crm.CodeBadFile, "{}": crm.CodeBadFile, "\x00PK": crm.CodeBadFile, head: crm.CodeBadFile,
		strings.Replace(head, ":1,", ":2,", 1) + "]}":           crm.CodeBadFile,
		strings.Replace(head, organization, rowID, 1) + "]}":    crm.CodeInvalid,
		strings.Replace(head, organization, "", 1) + "]}":       crm.CodeInvalid,
		head + `{"member":1}]}`:                                 crm.CodeBadFile,
		head + `{"member":"name:x|","decidedAt":"yesterday"}]}`: crm.CodeBadFile,
	} {
		_, err := matching.Import(t.Context(), strings.NewReader(text), stored(t), organization)
		if crm.CodeOf(err) != code {
			t.Errorf("%.60q: %v", text, err)
		}
	}
	const at = `"decidedAt":"2026-01-01T00:00:00Z"`
	row := `"row":{"table":"contact","id":"` + rowID + `","name":"x"}`
	for _, bad := range []string{
		`{"member":"",` + row + `,` + at + `}`, `{"member":"x",` + row + `,` + at + `}`, `{"member":"name:x|",` + at + `}`,
		`{"member":"name:x|",` + row + `}`, `{"member":"name:x|",` + row + `,"notInCRM":true,` + at + `}`,
		`{"member":"name:` + strings.Repeat("x", 3000) + `",` + row + `,` + at + `}`, `{"member":"name:\u0000",` + row + `,` + at + `}`,
		`{"member":"name:x|",` + strings.Replace(row, "contact", "systemuser", 1) + `,` + at + `}`,
		`{"member":"name:x|",` + strings.Replace(row, rowID, "{"+rowID+"}", 1) + `,` + at + `}`,
		`{"member":"name:x|",` + strings.Replace(row, rowID, "'; DROP TABLE decision; --", 1) + `,` + at + `}`,
		`{"member":"name:x|",` + row + `,"decidedBy":"../..",` + at + `}`,
		`{"member":"name:x|","notInCRM":true,"rejected":[{"table":"contact"}],` + at + `}`,
	} {
		store := stored(t)
		result, err := matching.Import(t.Context(), strings.NewReader(head+bad+`]}`), store, organization)
		if err != nil || result.Refused != 1 || len(result.Taken) != 0 {
			t.Errorf("%.80s: %+v, %v", bad, result, err)
		}
	}
}

func TestADecisionFromTheFutureIsFromNow(t *testing.T) {
	text := fmt.Sprintf(`{"format":"ferry-decisions","version":1,"organization":%q,"decisions":[
		{"member":"name:x|","notInCRM":true,"decidedAt":"2999-01-01T00:00:00Z"}]}`, organization)
	store := stored(t)
	if _, err := matching.Import(t.Context(), strings.NewReader(text), store, organization); err != nil {
		t.Fatal(err)
	}
	if got, _, _ := store.Decision(t.Context(), "name:x|"); got.DecidedAt.After(time.Now()) {
		t.Errorf("decided at %v", got.DecidedAt)
	}
}

func FuzzImportDecisions(f *testing.F) {
	f.Add(`{"format":"ferry-decisions","version":1,"organization":"` + organization + `","decisions":[{"member":"name:x|",` +
		`"row":{"table":"contact","id":"` + rowID + `","name":"x"},"decidedAt":"2026-01-01T00:00:00Z"}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		store := stored(t)
		result, err := matching.Import(t.Context(), strings.NewReader(text), store, organization)
		if err != nil {
			return
		}
		for _, decision := range result.Taken {
			if decision.Row.IsZero() && !decision.NotInCRM && len(decision.Rejected) == 0 {
				t.Errorf("nothing was decided: %+v", decision)
			}
		}
	})
}
