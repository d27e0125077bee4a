package backend_test

import (
	"os"
	"path/filepath"
	"testing"

	"ferry/backend/crm"
	"ferry/backend/view"
)

// waiting is a conversation whose member fits several rows or one that is not sure, with a copied message that waits.
func (h *house) waiting() view.Conversation {
	h.t.Helper()
	page, err := h.Conversations(h.t.Context(), view.ConversationQuery{Limit: 100})
	if err != nil {
		h.t.Fatal(err)
	}
	for _, row := range page.Rows {
		if row.Match != string(crm.MatchSeveral) && row.Match != string(crm.MatchWeak) {
			continue
		}
		conversation, err := h.Conversation(h.t.Context(), row.ID)
		if err != nil {
			h.t.Fatal(err)
		}
		return conversation
	}
	h.t.Fatal("the sample has no conversation whose match is not sure")
	return view.Conversation{}
}

// TestDecisionsAreCarriedToAnotherInstallation decides on one machine and takes the file to another one.
func TestDecisionsAreCarriedToAnotherInstallation(t *testing.T) {
	first := newHouse(t)
	first.ready()
	if _, err := first.ImportSample(t.Context()); err != nil {
		t.Fatal(err)
	}
	about := first.waiting()
	chosen := about.Match.Candidates[0]
	if _, err := first.Decide(t.Context(), about.Member.Key, chosen.Table, chosen.ID); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "decisions.json")
	if count, err := first.ExportDecisions(t.Context(), path); err != nil || count != 1 {
		t.Fatalf("%d, %v", count, err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("others may read the file: %v, %v", info.Mode(), err)
	}
	first.end()

	second := newHouseAlone(t)
	second.practice = first.practice
	second.restart()
	second.ready()
	if _, err := second.ImportSample(t.Context()); err != nil {
		t.Fatal(err)
	}
	result, err := second.ImportDecisions(t.Context(), path)
	if err != nil || result.Taken != 1 || result.Kept+result.Refused != 0 {
		t.Fatalf("%+v, %v", result, err)
	}
	decided, err := second.Conversation(t.Context(), about.ID)
	if err != nil || !decided.Match.Decided || decided.Match.ID != chosen.ID || decided.Match.Strength != "strong" {
		t.Errorf("%+v, %v", decided.Match, err)
	}
	if _, err := second.Import(t.Context()); err != nil {
		t.Fatal(err)
	}
	if again, err := second.Conversation(t.Context(), about.ID); err != nil || !again.Match.Decided || again.Match.ID != chosen.ID {
		t.Errorf("after the next import: %+v, %v", again.Match, err)
	}
}

func TestAnotherOrganizationsDecisionsAreRefused(t *testing.T) {
	h := newHouse(t)
	h.ready()
	path := filepath.Join(t.TempDir(), "decisions.json")
	text := `{"format":"ferry-decisions","version":1,"organization":"11111111-1111-4111-8111-111111111111","decisions":[]}`
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := h.ImportDecisions(t.Context(), path)
	h.wantCode("another organization's", err, crm.CodeInvalid)
	_, err = h.ImportDecisions(t.Context(), filepath.Join(t.TempDir(), "missing.json"))
	h.wantCode("a file that is not there", err, crm.CodeStorage)
	_, err = h.ExportDecisions(t.Context(), filepath.Join(t.TempDir(), "missing", "decisions.json"))
	h.wantCode("a folder that is not there", err, crm.CodeStorage)
}
