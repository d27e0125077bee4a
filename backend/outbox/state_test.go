package outbox_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ferry/backend/crm"
	"ferry/backend/outbox"
)

func TestMovesAreThoseOfTheDrawing(t *testing.T) {
	allowed := map[outbox.State]string{
		outbox.Queued:    "sending waiting attention sent removing removed",
		outbox.Sending:   "queued waiting attention sent removing",
		outbox.Waiting:   "queued sending attention removing removed",
		outbox.Attention: "queued removing removed",
		outbox.Sent:      "queued removing removed",
		outbox.Removing:  "attention removed queued",
		outbox.Removed:   "queued",
	}
	for _, from := range outbox.States() {
		for _, to := range outbox.States() {
			want := from == to || slices.Contains(strings.Fields(allowed[from]), string(to))
			if outbox.MayMove(from, to) != want {
				t.Errorf("%s to %s: %v", from, to, !want)
			}
			if err := outbox.CheckMove(from, to); (err == nil) != want {
				t.Errorf("%s to %s: %v", from, to, err)
			}
		}
	}
	if len(allowed) != len(outbox.States()) || outbox.MayMove("lost", outbox.Sent) {
		t.Error("a state is missing, or an unknown one may move")
	}
	if got := outbox.CheckMove(outbox.Sent, outbox.Sending); crm.CodeOf(got) != crm.CodeUnexpected {
		t.Errorf("error %v", got)
	}
}

// TestOnlyMoveSetsAState reads this package's sources: a state is assigned in move, and nowhere else.
func TestOnlyMoveSetsAState(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	assigns := regexp.MustCompile(`\b(r|e|record|entry|before|after)\.(State|State, [\w., ]+) = `)
	found := 0
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, hit := range assigns.FindAllString(string(source), -1) {
			if found++; file != "state.go" {
				t.Errorf("%s: %s", file, hit)
			}
		}
	}
	if found != 1 {
		t.Errorf("found %d assignments, want the one in state.go", found)
	}
}
