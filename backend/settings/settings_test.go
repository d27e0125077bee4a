package settings_test

import (
	"reflect"
	"strings"
	"testing"

	"ferry/backend/crm"
	"ferry/backend/settings"
)

func TestEncodeAndDecodeAreInverse(t *testing.T) {
	want := settings.CRMSettings{
		AutoSync: true, WonValue: "actualvalue", Writeback: true, Items: []crm.Kind{crm.KindNote, crm.KindCall},
		Stage: settings.Stage{Column: "salesstage", Value: "1", Order: []string{"0", "1", "2", "3"}}, UnmatchedWaits: true,
	}
	text, err := settings.Encode(want)
	if err != nil {
		t.Fatal(err)
	}
	got, err := settings.Decode(text)
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v (%v), want %+v", got, err, want)
	}
}

func TestDecodeRefusesHostileText(t *testing.T) {
	for name, text := range map[string]string{
		"nothing":        "",
		"no JSON":        "hello",
		"two values":     `{} {}`,
		"unknown item":   `{"items":["tags"]}`,
		"no column name": `{"wonValue":"x; drop table contact"}`,
		"stage column":   `{"stage":{"column":"a b","value":"1","order":["1"]}}`,
		"stage unknown":  `{"stage":{"column":"salesstage","value":"9","order":["1"]}}`,
		"stage empty":    `{"stage":{"column":"salesstage","value":"","order":[""]}}`,
		"too many":       `{"stage":{"column":"a","value":"1","order":[` + strings.Repeat(`"1",`, 99) + `"1"]}}`,
		"endless":        `{"wonValue":"` + strings.Repeat("a", 9000) + `"}`,
		"wrong type":     `{"writeback":"yes"}`,
	} {
		if _, err := settings.Decode(text); crm.CodeOf(err) != crm.CodeInvalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestEncodeHoldsTheLimit(t *testing.T) {
	long := settings.Default()
	long.Stage = settings.Stage{Column: "stepname", Value: "0"}
	for range 40 {
		long.Stage.Order = append(long.Stage.Order, strings.Repeat("x", 60))
	}
	long.Stage.Value = long.Stage.Order[0]
	if _, err := settings.Encode(long); crm.CodeOf(err) != crm.CodeTooLong {
		t.Errorf("got %v, want %s", err, crm.CodeTooLong)
	}
}

func TestRuleTakesStagesStrictlyBeyondTheChosenOne(t *testing.T) {
	s := settings.Default()
	if rule := s.Rule(); !rule.All {
		t.Error("Not Sure takes every open opportunity")
	}
	s.Stage = settings.Stage{Column: "salesstage", Value: "1", Order: []string{"3", "1", "0", "2"}}
	if rule := s.Rule(); rule.All || rule.Column != "salesstage" || !reflect.DeepEqual(rule.Values, []string{"0", "2"}) {
		t.Errorf("the admin's order counts: got %+v", rule)
	}
	s.Stage.Value = "2"
	if rule := s.Rule(); rule.All || len(rule.Values) != 0 {
		t.Errorf("nothing lies beyond the last stage: got %+v", rule)
	}
}

func TestAllowsNeedsWritebackAndTheItem(t *testing.T) {
	s := settings.Default()
	if s.Allows(crm.KindNote) {
		t.Error("writeback is off until an admin switches it on")
	}
	s.Writeback, s.Items = true, []crm.Kind{crm.KindNote}
	if !s.Allows(crm.KindNote) || s.Allows(crm.KindCall) {
		t.Error("only the chosen items are written back")
	}
}

func TestMendedPreferences(t *testing.T) {
	got := settings.Preferences{Language: "xx", Theme: "pink", LastCopyKind: "tag", FirstRunDone: true}.Mended()
	want := settings.DefaultPreferences()
	want.FirstRunDone = true
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestPolicyTakesNothingButAClientID(t *testing.T) {
	for id, ok := range map[string]bool{"": true, "51f81489-12ee-4a9e-aaae-a2591f45987d": true, "https://evil.example": false} {
		if err := (settings.Policy{ClientID: id}).Check(); (err == nil) != ok {
			t.Errorf("client id %q: %v", id, err)
		}
	}
}
