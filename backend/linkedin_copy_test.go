package backend_test

import (
	"slices"
	"testing"

	"ferry/backend/crm"
	"ferry/backend/view"
)

func TestPreviewsStandInTheOrderOfTheMessagesAskedFor(t *testing.T) {
	h := newHouse(t)
	h.ready()
	if _, err := h.ImportSample(t.Context()); err != nil {
		t.Fatal(err)
	}
	var talk view.Conversation
	talks, err := h.Conversations(t.Context(), view.ConversationQuery{Limit: 50})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range talks.Rows {
		if row.Messages >= 3 {
			if talk, err = h.Conversation(t.Context(), row.ID); err != nil {
				t.Fatal(err)
			}
			break
		}
	}
	if len(talk.Messages) < 3 {
		t.Fatal("no thread of three messages in the sample")
	}
	first, third := talk.Messages[0], talk.Messages[2]
	request := view.CopyMessages{ConversationID: talk.ID, MessageIDs: []string{third.ID, "of another thread", first.ID}}
	previews, err := h.PreviewMessages(t.Context(), request)
	if err != nil || len(previews) != 2 || previews[0].MessageID != third.ID || previews[1].MessageID != first.ID {
		t.Fatalf("%+v, error %v", previews, err)
	}
	if previews[0].Description == previews[1].Description {
		t.Error("both previews are of one message")
	}
	whole, err := h.PreviewMessages(t.Context(), view.CopyMessages{ConversationID: talk.ID})
	if err != nil || len(whole) != len(talk.Messages) || whole[0].MessageID != first.ID || whole[2].MessageID != third.ID {
		t.Errorf("%+v, error %v", whole, err)
	}
	copied, err := h.CopyMessages(t.Context(), request)
	if err != nil || len(copied.Queued) != 2 {
		t.Fatalf("%+v, error %v", copied, err)
	}
	// What is asked for last was said first, and is sent first.
	again, err := h.Conversation(t.Context(), talk.ID)
	if err != nil || copied.Queued[0] != again.Messages[0].EntryID || copied.Queued[1] != again.Messages[2].EntryID {
		t.Errorf("queued %v, error %v", copied.Queued, err)
	}
}

const taggedFile = "Who,When,What,Tags,Type\n" +
	"Tom Okafor,2026-02-01 10:00:00,spoke with Tom,\"Prospect; Iberia|Prospect\",call\n" +
	"Tom Okafor,2026-02-02 10:00:00,likes trams,,note\n" +
	"Tom Okafor,2026-02-03 10:00:00,hello Tom,VIP,message\n"

func TestTagsOfATableGoIntoTheCategoryOfTheActivity(t *testing.T) {
	h := newHouse(t)
	h.ready()
	id := h.bring("export.csv", taggedFile)
	table := h.capture("columns").Table
	mapping := table.Mapping
	if !slices.Contains(mapping.Fields, view.ColumnField{Field: "tags", Column: "Tags"}) {
		t.Errorf("guessed %+v", mapping.Fields)
	}
	mapping.Fields = []view.ColumnField{{Field: "name", Column: "Who"}, {Field: "date", Column: "When"},
		{Field: "text", Column: "What"}, {Field: "tags", Column: "Tags"}, {Field: "kind", Column: "Type"}}
	if err := h.ChooseColumns(t.Context(), id, mapping); err != nil {
		t.Fatal(err)
	}
	h.capture("done")
	talks, err := h.Conversations(t.Context(), view.ConversationQuery{Text: "okafor"})
	if err != nil || talks.Total != 1 {
		t.Fatalf("%d conversations, error %v", talks.Total, err)
	}
	request := view.CopyMessages{ConversationID: talks.Rows[0].ID}
	previews, err := h.PreviewMessages(t.Context(), request)
	if err != nil || len(previews) != 3 {
		t.Fatalf("%+v, error %v", previews, err)
	}
	if previews[0].Category != "Ferry, Prospect, Iberia" || previews[1].Category != "Ferry" || previews[2].Category != "" {
		t.Errorf("categories %q, %q, %q", previews[0].Category, previews[1].Category, previews[2].Category)
	}
	copied, err := h.CopyMessages(t.Context(), request)
	if err != nil || len(copied.Queued) != 3 {
		t.Fatalf("%+v, error %v", copied, err)
	}
	h.until("all of it is sent", func() bool { return h.status().ToSend == 0 && h.written(crm.TablePhoneCall, copied.Queued[0]) != nil })
	if call := h.written(crm.TablePhoneCall, copied.Queued[0]); call["category"] != "Ferry, Prospect, Iberia" || call["subcategory"] != "call" {
		t.Errorf("in the organization: %v, %v", call["category"], call["subcategory"])
	}
	if message := h.written(crm.TableMessage, copied.Queued[2]); message["description"] != "[VIP]\nhello Tom" {
		t.Errorf("in the organization: %v", message["description"])
	}
}

// written is a row as the organization holds it, or nil.
func (h *house) written(table, id string) map[string]any {
	for _, row := range h.practice.Rows(table) {
		if row["activityid"] == id {
			return row
		}
	}
	return nil
}
