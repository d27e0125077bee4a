// Package capturetest holds the contract of capture.Store as a test suite, and makes LinkedIn archives of any size for
// tests. It must not be imported by anything but tests.
package capturetest

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"testing"
	"time"

	"ferry/backend/capture"
)

// Row is one line of messages.csv in the form of 2024.
type Row struct {
	Conversation, Title        string
	From, FromURL, To, ToURLs  string
	At                         time.Time
	Subject, Body, Folder      string
	Attachments, Draft, Thread string
}

// Me is the owner of made archives.
const (
	Me    = "Ana Ruiz"
	MyURL = "https://www.linkedin.com/in/ana-ruiz-sample"
)

// From is a message to the owner.
func From(conversation, name, url string, at time.Time, body string) Row {
	return Row{Conversation: conversation, From: name, FromURL: url, To: Me, ToURLs: MyURL, At: at, Body: body, Folder: "INBOX"}
}

// To is a message of the owner's.
func To(conversation, name, url string, at time.Time, body string) Row {
	return Row{Conversation: conversation, From: Me, FromURL: MyURL, To: name, ToURLs: url, At: at, Body: body, Folder: "INBOX"}
}

// Messages is messages.csv with the rows.
func Messages(rows []Row) []byte {
	var content bytes.Buffer
	writer := csv.NewWriter(&content)
	write := func(fields ...string) { _ = writer.Write(fields) } // a bytes.Buffer never fails
	write("CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO", "RECIPIENT PROFILE URLS", "DATE",
		"SUBJECT", "CONTENT", "FOLDER", "ATTACHMENTS", "IS MESSAGE DRAFT", "IS CONVERSATION DRAFT")
	for _, r := range rows {
		write(r.Conversation, r.Title, r.From, r.FromURL, r.To, r.ToURLs, r.At.UTC().Format("2006-01-02 15:04:05 UTC"),
			r.Subject, r.Body, r.Folder, r.Attachments, r.Draft, r.Thread)
	}
	writer.Flush()
	return content.Bytes()
}

// Invitations makes sure whose archive it is, beside the messages.
const Invitations = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n" +
	Me + ",Somebody Else,\"1/29/26, 2:37 PM\",,OUTGOING," + MyURL + ",https://www.linkedin.com/in/somebody-else-sample\n"

// Zip packs files by name.
func Zip(files map[string][]byte) ([]byte, error) {
	var packed bytes.Buffer
	writer := zip.NewWriter(&packed)
	for name, content := range files {
		file, err := writer.Create(name)
		if err != nil {
			return nil, err
		}
		if _, err := file.Write(content); err != nil {
			return nil, err
		}
	}
	err := writer.Close()
	return packed.Bytes(), err
}

// Material reads rows as the owner's archive.
func Material(t testing.TB, rows []Row, more map[string][]byte) capture.Material {
	t.Helper()
	files := map[string][]byte{"messages.csv": Messages(rows), "Invitations.csv": []byte(Invitations)}
	for name, content := range more {
		files[name] = content
	}
	packed, err := Zip(files)
	if err != nil {
		t.Fatal(err)
	}
	material, err := capture.ReadArchive(context.Background(), bytes.NewReader(packed), int64(len(packed)), nil)
	if err != nil {
		t.Fatal(err)
	}
	return material
}

// Many makes rows of believable width: conversations of two, newest first as LinkedIn writes them.
func Many(conversations, messages int) []Row {
	rows := make([]Row, 0, messages)
	newest := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	for i := range messages {
		n := i % conversations
		name, url := fmt.Sprintf("Person %d", n), fmt.Sprintf("https://www.linkedin.com/in/person-%d-sample", n)
		body := fmt.Sprintf("Message %d.\n\nThank you for the quick answer; shall we look at the offer \"together\", next week? "+
			"Muchas gracias, José. %d", i, i*7919)
		row := From(fmt.Sprintf("2-%08d", n), name, url, newest.Add(-time.Duration(i)*time.Minute), body)
		if i%3 == 0 {
			row = To(row.Conversation, name, url, row.At, body)
		}
		rows = append(rows, row)
	}
	return rows
}
