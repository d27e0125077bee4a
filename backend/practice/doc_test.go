package practice_test

import (
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"ferry/backend/practice"
)

// The switches that the table of rules names are there, and every switch of how the service answers is in the table.
func TestRulesNameTheirSwitches(t *testing.T) {
	source, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	knobs, limits := reflect.TypeFor[*practice.Knobs](), reflect.TypeFor[practice.Limits]()
	named := map[string]bool{}
	for line := range strings.SplitSeq(string(source), "\n") {
		columns := regexp.MustCompile(`\s{2,}`).Split(strings.TrimPrefix(line, "//\t"), 3)
		if !strings.HasPrefix(line, "//\t") || strings.HasPrefix(line, "//\tRULE") {
			continue
		}
		if len(columns) != 3 {
			t.Errorf("not three columns: %s", line)
			continue
		}
		for _, name := range regexp.MustCompile(`[A-Z][a-z]+[A-Za-z.]*`).FindAllString(columns[2], -1) {
			named[name] = true
			_, isKnob := knobs.MethodByName(name)
			field, isLimit := strings.CutPrefix(name, "Limits.")
			if isLimit {
				_, isLimit = limits.FieldByName(field)
			}
			if other := name == "Person" || name == "Prefer" || name == "Serve" || name == "Unauthorized" || name == "ClaimsChallenge"; !isKnob && !isLimit && !other {
				t.Errorf("there is no switch %s", name)
			}
		}
	}
	conduct := map[string]bool{"Latency": true, "Offline": true, "IsOffline": true, "ClearFaults": true, "TokenLifetime": true, "RevokeTokens": true}
	for i := range knobs.NumMethod() {
		if name := knobs.Method(i).Name; !named[name] && !conduct[name] {
			t.Errorf("the table does not mention %s", name)
		}
	}
}
