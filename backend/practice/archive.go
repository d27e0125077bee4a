package practice

import (
	"archive/zip"
	"bytes"
	"strings"
	"time"
)

// archiveTime is when the sample archive says it was made.
var archiveTime = time.Date(2026, time.November, 2, 9, 30, 0, 0, time.UTC)

// SampleArchive is a LinkedIn data archive (the zip a member can ask LinkedIn for) of the sample seat holder Ana Ruiz, in
// the form of 2026: every field quoted, real newlines in messages. It is the same in every run.
func SampleArchive() []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, file := range []struct{ name, content string }{
		{"messages.csv", messagesCSV()},
		{"guide_messages.csv", guideCSV()},
		{"Connections.csv", connectionsCSV()},
		{"Invitations.csv", invitationsCSV()},
		{"Profile.csv", profileCSV()},
		{"Positions.csv", positionsCSV()},
	} {
		header := &zip.FileHeader{Name: file.name, Method: zip.Deflate, Modified: archiveTime}
		w, err := z.CreateHeader(header)
		if err == nil {
			_, err = w.Write([]byte(file.content))
		}
		if err != nil {
			return nil // a bytes.Buffer does not fail
		}
	}
	if err := z.Close(); err != nil {
		return nil
	}
	return b.Bytes()
}

// csvLine quotes every field, as LinkedIn does since March 2026.
func csvLine(b *strings.Builder, fields ...string) {
	for i, field := range fields {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(`"` + strings.ReplaceAll(field, `"`, `""`) + `"`)
	}
	b.WriteString("\r\n")
}

const (
	ownerName = "Ana Ruiz"
	ownerURL  = "https://www.linkedin.com/in/ana-ruiz-veldmark"
)

var messageHeader = []string{"CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO",
	"RECIPIENT PROFILE URLS", "DATE", "SUBJECT", "CONTENT", "FOLDER", "ATTACHMENTS", "IS MESSAGE DRAFT", "IS CONVERSATION DRAFT"}

func messagesCSV() string {
	var b strings.Builder
	csvLine(&b, messageHeader...)
	for i, c := range sampleConversations() {
		c.write(&b, i)
	}
	return b.String()
}

// write prints a conversation newest message first, as LinkedIn does.
func (c conversation) write(b *strings.Builder, number int) {
	id := "2-" + strings.ReplaceAll(string(deriveID("conversation", c.with.name(), c.with.slug)), "-", "")[:24] + "=="
	start := archiveTime.AddDate(0, 0, -5*number-3)
	for i := len(c.messages) - 1; i >= 0; i-- {
		m := c.messages[i]
		from, fromURL, to, toURL := c.with.name(), c.with.url(), ownerName, ownerURL
		if m.own {
			from, fromURL, to, toURL = to, toURL, from, fromURL
		}
		if c.also != nil {
			to += ", " + c.also.name()
			toURL += "," + c.also.url()
		}
		at := start.Add(time.Duration(i)*95*time.Minute).Format("2006-01-02 15:04:05") + " UTC"
		draft := map[bool]string{true: "Yes", false: "No"}[m.draft]
		csvLine(b, id, c.title, from, fromURL, to, strings.Trim(toURL, ","), at, m.subject, m.text, c.folder, "", draft, "No")
	}
}

func guideCSV() string {
	var b strings.Builder
	csvLine(&b, messageHeader...)
	csvLine(&b, "guide-1", "", "LinkedIn Guide", "", ownerName, ownerURL, "2026-10-01 08:00:00 UTC", "",
		"Here is how to write a better headline.", "INBOX", "", "No", "No")
	return b.String()
}

func connectionsCSV() string {
	var b strings.Builder
	b.WriteString("Notes:\r\n\"When exporting your connection data, you may notice that some of the email addresses are " +
		"missing. You will only see email addresses for connections who have allowed their connections to see or download their " +
		"email address using this setting.\"\r\n\r\n")
	csvLine(&b, "First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
	for i, m := range cast {
		if !m.connection {
			continue
		}
		mail := ""
		if m.mailShown {
			mail = m.address()
		}
		csvLine(&b, m.first, m.last, m.url(), mail, m.employer(), m.title, archiveTime.AddDate(0, -i, -i).Format("02 Jan 2006"))
	}
	csvLine(&b, "", "", "", "", "", "", "14 Mar 2024") // a member who hides from connections
	return b.String()
}

func invitationsCSV() string {
	var b strings.Builder
	csvLine(&b, "From", "To", "Sent At", "Message", "Direction", "inviterProfileUrl", "inviteeProfileUrl")
	lucia, hanna := cast[0], cast[16]
	csvLine(&b, ownerName, lucia.name(), "1/29/26, 2:37 PM", "Hola Lucía, ¿seguimos hablando de los tranvías?", "OUTGOING",
		ownerURL, lucia.url())
	csvLine(&b, hanna.name(), ownerName, "9/4/26, 8:05 AM", "", "INCOMING", hanna.url(), ownerURL)
	return b.String()
}

func profileCSV() string {
	var b strings.Builder
	csvLine(&b, "First Name", "Last Name", "Maiden Name", "Address", "Birth Date", "Headline", "Summary", "Industry", "Zip Code",
		"Geo Location", "Twitter Handles", "Websites", "Instant Messengers")
	csvLine(&b, "Ana", "Ruiz", "", "", "", "Account Executive at Veldmark Tramworks", "Trams for cities that breathe.",
		"Railroad Equipment Manufacturing", "", "Valencia, Spain", "", "", "")
	return b.String()
}

func positionsCSV() string {
	var b strings.Builder
	csvLine(&b, "Company Name", "Title", "Description", "Location", "Started On", "Finished On")
	csvLine(&b, "Veldmark Tramworks", "Account Executive", "", "Valencia, Spain", "Mar 2023", "")
	return b.String()
}
