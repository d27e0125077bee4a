package backend_test

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ferry/backend/capture/capturetest"
	"ferry/backend/crm"
	"ferry/backend/view"
)

func (h *house) capture(state string) view.Capture {
	h.t.Helper()
	var now view.Capture
	h.until("the material is "+state, func() bool {
		var err error
		if now, err = h.Capture(h.t.Context()); err != nil {
			h.t.Fatal(err)
		}
		if now.State == "failed" && state != "failed" {
			h.t.Fatalf("failed: %+v", now.Problem)
		}
		return now.State == state
	})
	return now
}

// bring writes a file and starts to bring it in.
func (h *house) bring(name, content string) string {
	h.t.Helper()
	path := filepath.Join(h.t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		h.t.Fatal(err)
	}
	id, err := h.StartCapture(path)
	if err != nil {
		h.t.Fatal(err)
	}
	return id
}

// hostile is what must come back as it went in.
var hostile = []string{
	"<script>alert(1)</script><img src=x onerror=alert(2)>", "\u202eevil\u202c \u200fRTL\u200e \u2066x\u2069", "👩‍👩‍👧‍👦 \U0001F600 e\u0301",
	"NUL \x00 in the middle", "=HYPERLINK(\"http://x\")", "'); DROP TABLE message;--", "line\r\nline\n\ttab  ",
	strings.Repeat("long ñ😀 ", 100_000/7),
}

func messagesFile(t *testing.T, senders func(i int) (name, url string)) string {
	t.Helper()
	var content strings.Builder
	out := csv.NewWriter(&content)
	// A doubled header: the first column of the name counts.
	_ = out.Write([]string{"CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO", "DATE", "SUBJECT", "CONTENT", "CONTENT"})
	for i, body := range hostile {
		name, url := senders(i)
		_ = out.Write([]string{"2-h", hostile[i%3], name, url, "Me Myself", "2014-03-01 09:00:0" + string(rune('0'+i)) + " UTC", "", body, "other"})
	}
	out.Flush()
	if out.Error() != nil {
		t.Fatal(out.Error())
	}
	return content.String()
}

func TestHostileMaterialStaysTextExactly(t *testing.T) {
	h := newHouse(t)
	h.ready()
	id := h.bring("messages.csv", messagesFile(t, func(i int) (string, string) {
		if i%2 == 0 {
			return hostile[0], "https://www.linkedin.com/in/hostile-sample"
		}
		return hostile[1], "https://www.linkedin.com/in/other-sample"
	}))
	asked := h.capture("owner")
	if asked.ID != id || len(asked.Owners) < 2 {
		t.Fatalf("%+v", asked)
	}
	h.wantCode("somebody else", h.ConfirmOwner(id, "url:nobody"), crm.CodeInvalid)
	h.wantCode("an answer to another", h.ConfirmOwner("x", asked.Owners[0].Key), crm.CodeNotFound)
	if err := h.ConfirmOwner(id, "url:https://www.linkedin.com/in/other-sample"); err != nil {
		t.Fatal(err)
	}
	done := h.capture("done")
	if done.Report.MessagesAdded != len(hostile) || !done.Report.OwnerSure {
		t.Fatalf("%+v", done.Report)
	}
	if p := done.Report.Problems; len(p) != 1 || p[0].Code != "duplicate-header" || p[0].Line != 1 || p[0].Column != "CONTENT" {
		t.Errorf("problems %+v", p)
	}
	talk, err := h.Conversation(t.Context(), "2-h")
	if err != nil || len(talk.Messages) != len(hostile) {
		t.Fatalf("%d messages, error %v", len(talk.Messages), err)
	}
	for i, message := range talk.Messages {
		want := strings.ReplaceAll(hostile[i], "\r\n", "\n") // the csv writer of this test writes no CR
		if got := strings.ReplaceAll(message.Body, "\r\n", "\n"); got != want {
			t.Errorf("message %d: %d bytes came back as %d", i, len(want), len(got))
		}
		if message.Sender != hostile[i%2] || message.Outgoing != (i%2 == 1) || message.At[:4] != "2014" {
			t.Errorf("message %d from %q at %s", i, message.Sender, message.At)
		}
	}
	previews, err := h.PreviewMessages(t.Context(), view.CopyMessages{ConversationID: "2-h"})
	if err != nil {
		t.Fatal(err)
	}
	if first := previews[0]; !strings.Contains(first.Description, hostile[0]) {
		t.Errorf("what will be written: %q", first.Description)
	}
	long := previews[len(previews)-1]
	if whole := strings.Join(long.Notes, ""); whole != hostile[len(hostile)-1] {
		t.Errorf("the long text was cut to %d bytes", len(whole))
	}
	h.wantInTheOrganization(talk)
}

// wantInTheOrganization copies the hostile thread and reads what the organization holds: every text is whole, in the column or
// in the notes, but for the NUL that Dataverse refuses.
func (h *house) wantInTheOrganization(talk view.Conversation) {
	h.t.Helper()
	copied, err := h.CopyMessages(h.t.Context(), view.CopyMessages{ConversationID: talk.ID})
	if err != nil || len(copied.Queued) != len(hostile) {
		h.t.Fatalf("%+v, error %v", copied, err)
	}
	h.until("all of it is sent", func() bool { return h.status().Sent == len(hostile) })
	for i, id := range copied.Queued {
		row := h.written(crm.TableMessage, id)
		if row == nil {
			h.t.Errorf("message %d is not there", i)
			continue
		}
		var notes []string
		for _, note := range h.practice.Rows(crm.TableAnnotation) {
			if note["objectid"] == id || note["_objectid_value"] == id {
				text, _ := note["notetext"].(string)
				notes = append(notes, text)
			}
		}
		text, _ := row["description"].(string)
		if len(notes) > 0 {
			text = strings.Join(notes, "")
		}
		if want := strings.ReplaceAll(talk.Messages[i].Body, "\x00", ""); text != want {
			h.t.Errorf("message %d: %d characters went, %d came: %.60q", i, len(want), len(text), text)
		}
		if at, _ := row["actualstart"].(string); !strings.HasPrefix(at, "2014-03-01T09:00:0") {
			h.t.Errorf("message %d happened at %v", i, row["actualstart"])
		}
	}
}

func TestTheOwnerWhoWasConfirmedIsRemembered(t *testing.T) {
	h := newHouse(t)
	h.ready()
	file := messagesFile(t, func(i int) (string, string) {
		return []string{"Tom", "Zoe"}[i%2], []string{"https://www.linkedin.com/in/tom-s", "https://www.linkedin.com/in/zoe-s"}[i%2]
	})
	id := h.bring("messages.csv", file)
	h.capture("owner")
	if err := h.ConfirmOwner(id, "url:https://www.linkedin.com/in/zoe-s"); err != nil {
		t.Fatal(err)
	}
	h.capture("done")
	if again := h.bring("messages.csv", file); again == id {
		t.Fatal("the same id")
	}
	if done := h.capture("done"); done.Report.MessagesAdded != 0 || done.Report.MessagesAlready != len(hostile) {
		t.Errorf("again: %+v", done.Report)
	}
}

// TestAnArchiveOfSomebodyElseIsAskedAbout brings in an archive that is surely not the seat holder's by its name: it would be
// written under the seat holder's name.
func TestAnArchiveOfSomebodyElseIsAskedAbout(t *testing.T) {
	h := newHouse(t)
	h.ready()
	files := map[string][]byte{
		"messages.csv": capturetest.Messages(capturetest.Many(5, 20)), "Invitations.csv": []byte(capturetest.Invitations),
	}
	own, err := capturetest.Zip(files)
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range files {
		files[name] = bytes.ReplaceAll(content, []byte(capturetest.Me), []byte("Bo Colleague"))
	}
	colleague, err := capturetest.Zip(files)
	if err != nil {
		t.Fatal(err)
	}
	id := h.bring("colleague.zip", string(colleague))
	asked := h.capture("owner")
	if len(asked.Owners) == 0 || asked.Owners[0].Name != "Bo Colleague" {
		t.Fatalf("%+v", asked.Owners)
	}
	if err := h.ConfirmOwner(id, asked.Owners[0].Key); err != nil {
		t.Fatal(err)
	}
	if done := h.capture("done"); done.Report.MessagesAdded != 20 || done.Report.OwnerName != "Bo Colleague" {
		t.Errorf("%+v", done.Report)
	}
	h.bring("colleague.zip", string(colleague))
	if done := h.capture("done"); done.Report.MessagesAlready != 20 {
		t.Errorf("what was answered once is asked again: %+v", done.Report)
	}
	h.bring("own.zip", string(own))
	h.capture("done")
}

const callsFile = "Who,When,What,Seat\nTom Okafor,2026-02-01 10:00:00,spoke with Tom,Somebody Else\n" +
	"Tom Okafor,2026-02-02 10:00:00,\"spoke, again\",Mine\nTom Okafor,some day,never,Mine\n"

func TestATableIsBroughtInAsAPersonSays(t *testing.T) {
	h := newHouse(t)
	h.ready()
	id := h.bring("calls.csv", callsFile)
	table := h.capture("columns").Table
	if table.Rows != 3 || len(table.Sample) != 3 || len(table.Columns) != 4 || table.Remembered {
		t.Fatalf("%+v", table)
	}
	holders, err := h.SeatHolders(t.Context(), id, "Seat")
	if err != nil || len(holders) != 2 || holders[0].Value != "Mine" || holders[0].Rows != 2 || holders[0].Mine {
		t.Errorf("seat holders %+v, error %v", holders, err)
	}
	mapping := view.Mapping{Kind: "call", SeatHolders: []string{"Mine"}, Fields: []view.ColumnField{
		{Field: "name", Column: "Who"}, {Field: "date", Column: "When"}, {Field: "text", Column: "What"},
		{Field: "seat-holder", Column: "Seat"},
	}}
	h.wantCode("no date", h.ChooseColumns(t.Context(), id, view.Mapping{Kind: "call", Fields: mapping.Fields[:1]}), crm.CodeInvalid)
	if err := h.ChooseColumns(t.Context(), id, mapping); err != nil {
		t.Fatal(err)
	}
	report := h.capture("done").Report
	if report.MessagesAdded != 1 || report.OtherSeatHolders != 1 || report.OwnerName != "" || len(report.Problems) != 1 || report.Problems[0].Line != 4 {
		t.Errorf("report %+v", report)
	}
	h.bring("calls again.csv", callsFile)
	again := h.capture("columns").Table
	if !again.Remembered || len(again.Mapping.Fields) != 4 || again.Mapping.Kind != "call" || again.Mapping.SeatHolders[0] != "Mine" {
		t.Errorf("remembered: %+v", again)
	}
	talks, err := h.Conversations(t.Context(), view.ConversationQuery{Text: "okafor"})
	if err != nil || talks.Total != 1 {
		t.Fatalf("%d conversations, error %v", talks.Total, err)
	}
	copied, err := h.CopyMessages(t.Context(), view.CopyMessages{ConversationID: talks.Rows[0].ID})
	if err != nil || len(copied.Queued) != 1 {
		t.Fatalf("%+v, error %v", copied, err)
	}
	entry, err := h.Entry(t.Context(), copied.Queued[0])
	if err != nil || entry.Row.Kind != "call" || entry.Body != "spoke, again" {
		t.Errorf("%+v, error %v", entry, err)
	}
}

func TestAPastedConversationIsOneWithTheArchive(t *testing.T) {
	h := newHouse(t)
	h.ready()
	if _, err := h.ImportSample(t.Context()); err != nil {
		t.Fatal(err)
	}
	talks, err := h.Conversations(t.Context(), view.ConversationQuery{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	talk, err := h.Conversation(t.Context(), talks.Rows[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	pasted := view.PastedConversation{Name: talk.Member.Name, Kind: "message"}
	for _, message := range talk.Messages {
		pasted.Messages = append(pasted.Messages, view.PastedMessage{
			Outgoing: message.Outgoing, At: message.At[:17] + "00Z", Body: message.Body,
		})
	}
	report, err := h.KeepPasted(t.Context(), pasted)
	if err != nil || report.MessagesAdded != 0 || report.MessagesAlready != len(talk.Messages) || report.Conversations != 0 {
		t.Errorf("%+v, error %v", report, err)
	}
	split, err := h.SplitText(t.Context(), "Tom Okafor 10:00\nhello\n")
	if err != nil || len(split) != 1 || split[0].Sender != "Tom Okafor" || split[0].Dated || len(split[0].At) != 16 {
		t.Errorf("%+v, error %v", split, err)
	}
	pasted.Messages[0].At = "soon"
	_, err = h.KeepPasted(t.Context(), pasted)
	h.wantCode("no time", err, crm.CodeInvalid)
}

func TestBringingInCanBeCancelledAndFails(t *testing.T) {
	h := newHouse(t)
	h.ready()
	id := h.bring("calls.csv", callsFile)
	h.capture("columns")
	if err := h.CancelCapture("another"); err != nil {
		t.Fatal(err)
	}
	if err := h.CancelCapture(id); err != nil {
		t.Fatal(err)
	}
	h.capture("cancelled")
	h.wantCode("an answer after it", h.ChooseColumns(t.Context(), id, view.Mapping{}), crm.CodeNotFound)
	h.bring("archive.zip", "no zip")
	if failed := h.capture("failed"); failed.Problem.Code != string(crm.CodeBadFile) {
		t.Errorf("%+v", failed.Problem)
	}
	if _, err := h.StartSample(); err != nil {
		t.Fatal(err)
	}
	if done := h.capture("done"); done.Report.MessagesAdded == 0 || done.Total == 0 {
		t.Errorf("%+v", done)
	}
	members, err := h.Members(t.Context(), view.MemberQuery{Limit: 500})
	if err != nil || members.Total == 0 || len(members.Rows) != members.Total {
		t.Fatalf("%d members, error %v", members.Total, err)
	}
	matched, talked := 0, 0
	for _, row := range members.Rows {
		if row.Match == "strong" {
			matched++
		}
		if row.Conversation != "" {
			talked++
		}
		match, err := h.MemberMatch(t.Context(), row.Member.Key)
		if err != nil || match.Strength != row.Match {
			t.Errorf("%s in the list, %s alone, error %v", row.Match, match.Strength, err)
		}
	}
	if matched == 0 || talked == 0 {
		t.Errorf("%d matched, %d with conversations", matched, talked)
	}
}
