package backend_test

import (
	"testing"

	"ferry/backend/crm"
	"ferry/backend/view"
)

// TestADecisionReachesEntriesMadeBeforeTheAddressWasKnown copies what somebody known by name alone said, learns the profile
// address from a list of connections, and decides about the member with the address.
func TestADecisionReachesEntriesMadeBeforeTheAddressWasKnown(t *testing.T) {
	h := newHouse(t)
	h.ready()
	id := h.bring("notes.csv", "Who,When,What\nQuillon Zzyzx,2026-02-01 10:00:00,asked for the price list\n")
	h.capture("columns")
	err := h.ChooseColumns(t.Context(), id, view.Mapping{Kind: "note", Fields: []view.ColumnField{
		{Field: "name", Column: "Who"}, {Field: "date", Column: "When"}, {Field: "text", Column: "What"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	h.capture("done")
	talks, err := h.Conversations(t.Context(), view.ConversationQuery{Text: "quillon"})
	if err != nil || talks.Total != 1 || talks.Rows[0].Member.URL != "" {
		t.Fatalf("%+v, error %v", talks, err)
	}
	copied, err := h.CopyMessages(t.Context(), view.CopyMessages{ConversationID: talks.Rows[0].ID})
	if err != nil || len(copied.Queued) != 1 {
		t.Fatalf("%+v, error %v", copied, err)
	}
	noted, err := h.Copy(t.Context(), view.CopyRequest{Kind: "note", MemberName: "Quillon Zzyzx", MemberCompany: "Zzyzx Labs", Text: "typed"})
	if err != nil || len(noted.Queued) != 1 {
		t.Fatalf("%+v, error %v", noted, err)
	}
	h.until("both are sent, under nobody", func() bool { return h.status().Unresolved == 2 })
	h.bring("Connections.csv", "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"+
		"Quillon,Zzyzx,https://www.linkedin.com/in/quillon-sample,,Zzyzx Labs,CTO,08 Feb 2024\n")
	h.capture("done")
	const key = "url:https://www.linkedin.com/in/quillon-sample"
	contact, _ := h.practice.Rows(crm.TableContact)[0]["contactid"].(string)
	if _, err := h.Decide(t.Context(), key, crm.TableContact, contact); err != nil {
		t.Fatal(err)
	}
	h.until("both are linked and closed", func() bool { return h.status().Unresolved == 0 && h.status().ToSend == 0 })
	for _, entryID := range append(copied.Queued, noted.Queued...) {
		entry, err := h.Entry(t.Context(), entryID)
		if err != nil || entry.Row.Member.Key != key {
			t.Errorf("%+v, error %v", entry.Row.Member, err)
		}
		task := h.written(crm.TableTask, entryID)
		if task == nil || task["_regardingobjectid_value"] != contact && task["regardingobjectid"] != contact {
			t.Errorf("in the organization: %v", task)
		}
	}
}
