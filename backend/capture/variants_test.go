package capture_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"ferry/backend/capture"
	"ferry/backend/capture/capturetest"
	"ferry/backend/crm"
)

// The headers of messages.csv over the years, oldest first, as they stand in real archives.
var messageHeaders = map[string]string{
	"until early 2023": "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER",
	"2023":             "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER",
	"2024, attachments": "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT," +
		"FOLDER,ATTACHMENTS",
	"2024, draft of a message": "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT," +
		"FOLDER,IS MESSAGE DRAFT",
	"2024, all": "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER," +
		"ATTACHMENTS,IS MESSAGE DRAFT,IS CONVERSATION DRAFT",
	"archived": "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER," +
		"ATTACHMENTS,IS CONVERSATION ARCHIVED,IS CONVERSATION DRAFT",
	"of tomorrow": "DATE,NEW COLUMN,CONTENT,TO,FROM,SENDER PROFILE URL,CONVERSATION ID,CONVERSATION TITLE,SUBJECT,FOLDER",
}

// write makes messages.csv with the columns of a header: with every field quoted, as since March 2026, or only where needed.
func write(header string, rows []capturetest.Row, quoted bool) []byte {
	columns := strings.Split(header, ",")
	var content strings.Builder
	line := func(value func(column string) string) {
		for i, column := range columns {
			field := value(column)
			if quoted || strings.ContainsAny(field, ",\"\r\n") {
				field = `"` + strings.ReplaceAll(field, `"`, `""`) + `"`
			}
			if i > 0 {
				content.WriteByte(',')
			}
			content.WriteString(field)
		}
		content.WriteString("\r\n")
	}
	line(func(column string) string { return column })
	for _, r := range rows {
		line(func(column string) string {
			return map[string]string{
				"CONVERSATION ID": r.Conversation, "CONVERSATION TITLE": r.Title, "FROM": r.From, "SENDER PROFILE URL": r.FromURL,
				"TO": r.To, "RECIPIENT PROFILE URLS": r.ToURLs, "DATE": r.At.UTC().Format("2006-01-02 15:04:05 UTC"),
				"SUBJECT": r.Subject, "CONTENT": r.Body, "FOLDER": r.Folder, "IS CONVERSATION ARCHIVED": "No",
				"IS MESSAGE DRAFT": "No", "IS CONVERSATION DRAFT": "No",
			}[column]
		})
	}
	return []byte(content.String())
}

func TestEveryHeaderVariantGivesTheSameMessages(t *testing.T) {
	at := time.Date(2025, 5, 1, 8, 0, 0, 0, time.UTC)
	tom, zoe := "https://www.linkedin.com/in/tom-sample", "https://www.linkedin.com/in/zoe-sample"
	rows := []capturetest.Row{
		capturetest.From("c1", "Tom, PhD", tom, at, "one\n\"two\", three"), capturetest.To("c1", "Tom, PhD", tom, at, "four"),
		capturetest.To("c2", "Tom, PhD, Zoe", tom+","+zoe, at, "five"), capturetest.From("c2", "Zoe", zoe, at, "<p>six</p>"),
	}
	want := keys(capturetest.Material(t, rows, nil))
	for name, header := range messageHeaders {
		for _, quoted := range []bool{false, true} {
			material := capturetest.Material(t, nil, map[string][]byte{"messages.csv": write(header, rows, quoted)})
			if got := keys(material); !slices.Equal(got, want) || len(material.Problems) != 0 {
				t.Errorf("%s, all quoted %v: %d of %d keys, problems %+v", name, quoted, len(got), len(want), material.Problems)
			}
			group := conversation(t, material, "c2")
			if len(group.Members) != 2 || group.Members[0].Name != "Tom, PhD" {
				t.Errorf("%s: members %+v", name, group.Members)
			}
		}
	}
}

func TestEveryVariantOfConnections(t *testing.T) {
	preamble := "Notes:\n\"When exporting your connection data, you may notice that some of the email addresses are missing.\"\n\n"
	withURL := "First Name,Last Name,URL,Email Address,Company,Position,Connected On\nTom,Okafor,https://www.linkedin.com/in/tom-sample,,Northwind,Buyer,08 Feb 2026\n,,,,,,09 Feb 2026\n"
	withoutURL := "First Name,Last Name,Email Address,Company,Position,Connected On\nTom,Okafor,,Northwind,Buyer,08 Feb 2026\n,,,,,09 Feb 2026\n"
	for name, content := range map[string]string{
		"newest": preamble + withURL, "no preamble": withURL, "before 2023": preamble + withoutURL, "before 2021": withoutURL,
		"byte order mark": "\xef\xbb\xbf" + preamble + withURL, "CRLF": strings.ReplaceAll(preamble+withURL, "\n", "\r\n"),
	} {
		material := capturetest.Material(t, nil, map[string][]byte{"Connections.csv": []byte(content)})
		if len(material.Connections) != 1 || material.Skipped.Hidden != 1 || len(material.Problems) != 0 {
			t.Fatalf("%s: %+v, skipped %+v, problems %+v", name, material.Connections, material.Skipped, material.Problems)
		}
		if one := material.Connections[0]; one.Member.Company != "Northwind" || one.ConnectedOn.Day() != 8 {
			t.Errorf("%s: %+v", name, one)
		}
	}
}

// TestNamesakesAmongOldConnectionsStayApart: the archive does not tell which of two connections of one name wrote, and a message
// must not go to the other one's e-mail address.
func TestNamesakesAmongOldConnectionsStayApart(t *testing.T) {
	const address = "https://www.linkedin.com/in/juan-garcia-sample"
	rows := []capturetest.Row{capturetest.From("c1", "Juan García", address, time.Now(), "hello")}
	for what, connections := range map[string]string{
		"of two companies": "Juan,García,juan@fabrikam.example,Fabrikam,Buyer,08 Feb 2020\nJuan,García,juan@adatum.example,Adatum,Clerk,09 Feb 2020\n",
		"of one company":   "Juan,García,juan@fabrikam.example,Fabrikam,Buyer,08 Feb 2020\nJuan,García,,Fabrikam,,09 Feb 2020\n",
	} {
		content := "First Name,Last Name,Email Address,Company,Position,Connected On\n" + connections
		material := capturetest.Material(t, rows, map[string][]byte{"Connections.csv": []byte(content)})
		sender := conversation(t, material, "c1").Members[0]
		if sender.URL != address || sender.Email != "" || sender.Company != "" {
			t.Errorf("%s: the sender is %+v", what, sender)
		}
		for _, one := range material.Connections {
			if one.Member.Key == sender.Key || what == "of one company" && one.Member.Email != "" {
				t.Errorf("%s: a connection is %+v", what, one.Member)
			}
		}
	}
}

func TestWhatWasWrittenWithAnInvitationIsAMessage(t *testing.T) {
	const rest = ",\"Shall we\ntalk?\",INCOMING"
	variants := map[string]string{
		"with addresses": "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\nTom Okafor,Ana Ruiz,\"1/29/26, 2:37 PM\"" + rest +
			",https://www.linkedin.com/in/tom-sample," + capturetest.MyURL + "\nZoe,Ana Ruiz,some day,hello,INCOMING,,\nAda,Ana Ruiz,\"1/29/26, 2:37 PM\",,INCOMING,,\n",
		"before late 2023": "From,To,Sent At,Message,Direction\nTom Okafor,Ana Ruiz,\"1/29/26, 2:37 PM\"" + rest + "\nZoe,Ana Ruiz,some day,hello,INCOMING\n",
		"a newer space":    "From,To,Sent At,Message,Direction\nTom Okafor,Ana Ruiz,\"1/29/26, 2:37\u202fPM\"" + rest + "\nZoe,Ana Ruiz,some day,hello,INCOMING\n",
	}
	at := time.Date(2026, 1, 29, 14, 37, 0, 0, time.UTC)
	found := map[string]bool{}
	for name, content := range variants {
		material := capturetest.Material(t, []capturetest.Row{
			capturetest.From("c1", "Tom Okafor", "https://www.linkedin.com/in/tom-sample", at.Add(time.Hour), "hello"),
			capturetest.From("c2", "Zoe", "https://www.linkedin.com/in/zoe-sample", at.Add(time.Hour), "hello"),
			capturetest.To("c2", "Zoe", "https://www.linkedin.com/in/zoe-sample", at.Add(time.Hour), "hello"),
		}, map[string][]byte{"Invitations.csv": []byte(content), "Profile.csv": []byte("First Name,Last Name\nAna,Ruiz\n")})
		note := message(t, material, "Shall we")
		if note.Kind() != crm.KindMessage || note.Outgoing || !note.SentAt.Equal(at) || note.ConversationID != "c1" || !note.Loose {
			t.Errorf("%s: %+v", name, note)
		}
		found[note.SourceKey] = true
		if len(material.Problems) != 1 || material.Problems[0].Code != capture.ProblemDate || material.Problems[0].Column != "SENT AT" {
			t.Errorf("%s: problems %+v", name, material.Problems)
		}
	}
	if len(found) != 1 {
		t.Errorf("%d keys for one note", len(found))
	}
}
