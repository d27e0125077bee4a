package app

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"ferry/backend/crm"
)

func TestTheSelfTestWritesWhatThePageSaid(t *testing.T) {
	for answer, want := range map[string]selftestResult{
		"stayed|connect-src 'none'": {OK: true, Stayed: true, Policy: "connect-src 'none'", DOMReady: true, Screens: "Home", Version: Version},
		"stayed|x|a|b":              {OK: true, Stayed: true, Policy: "x", Refusal: "a|b", DOMReady: true, Screens: "Home", Version: Version},
		"left|":                     {OK: true, DOMReady: true, Screens: "Home", Version: Version},
		"":                          {OK: true, DOMReady: true, Screens: "Home", Version: Version},
	} {
		house := newHouse(filepath.Join(t.TempDir(), "result.json"))
		title := "Home"
		house.screens.Store(&title)
		if err := house.writeResult(answer, nil); err != nil {
			t.Fatal(err)
		}
		var got selftestResult
		text, err := os.ReadFile(house.selftest)
		if err != nil || json.Unmarshal(text, &got) != nil || got != want {
			t.Errorf("%q: %+v, want %+v (%v)", answer, got, want, err)
		}
	}
	house := newHouse(filepath.Join(t.TempDir(), "result.json"))
	if err := house.writeResult("stayed|x", crm.Errorf(crm.CodeStorage, "full")); err != nil {
		t.Fatal(err)
	}
	var got selftestResult
	text, err := os.ReadFile(house.selftest)
	if err != nil || json.Unmarshal(text, &got) != nil || got.OK || got.Code != "storage" {
		t.Errorf("a failed call: %+v (%v)", got, err)
	}
}
