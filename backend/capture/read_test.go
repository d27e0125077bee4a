package capture_test

import (
	"archive/zip"
	"bytes"
	"context"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"ferry/backend/capture"
	"ferry/backend/capture/capturetest"
	"ferry/backend/crm"
)

func readFolder(t *testing.T, name string) capture.Material {
	t.Helper()
	material, err := capture.Read(t.Context(), "testdata/"+name, nil)
	if err != nil {
		t.Fatal(err)
	}
	return material
}

func message(t *testing.T, material capture.Material, body string) capture.Message {
	t.Helper()
	for _, message := range material.Messages {
		if strings.Contains(message.Body, body) {
			return message
		}
	}
	t.Fatalf("no message with %q", body)
	return capture.Message{}
}

func conversation(t *testing.T, material capture.Material, id string) capture.Conversation {
	t.Helper()
	for _, found := range material.Conversations {
		if found.ID == id {
			return found
		}
	}
	t.Fatalf("no conversation %q", id)
	return capture.Conversation{}
}

const (
	anaKey  = "url:https://www.linkedin.com/in/ana-ruiz-sample"
	tomKey  = "url:https://www.linkedin.com/in/tom-okafor-sample"
	joseKey = "url:https://www.linkedin.com/in/jos%C3%A9-garc%C3%ADa-sample"
)

func TestNewestArchive(t *testing.T) {
	material := readFolder(t, "newest")
	if material.Owner.Member.Key != anaKey || material.Owner.Certainty != capture.OwnerSure {
		t.Errorf("owner %+v", material.Owner)
	}
	if material.Owner.Member.Company != "Contoso Sample" {
		t.Errorf("the owner's company is %q", material.Owner.Member.Company)
	}
	if len(material.Messages) != 9 || material.Skipped != (capture.Skipped{Drafts: 1, Empty: 1, Hidden: 1}) {
		t.Errorf("%d messages, skipped %+v", len(material.Messages), material.Skipped)
	}
	want := []capture.Problem{{File: "messages.csv", Line: 13, LastLine: 13, Code: capture.ProblemDate, Column: "DATE"}}
	if !slices.Equal(material.Problems, want) {
		t.Errorf("problems %+v", material.Problems)
	}
	first := message(t, material, "Hello Ana")
	if first.Outgoing || first.Body != "Hello Ana,\n\nsee you on \"Monday\".\nTom" || first.Sender.Key != tomKey ||
		!first.SentAt.Equal(time.Date(2025, 6, 1, 14, 3, 22, 0, time.UTC)) || first.Kind() != crm.KindMessage {
		t.Errorf("first message %+v", first)
	}
	if reply := message(t, material, "it is"); !reply.Outgoing || !strings.HasSuffix(reply.Body, "<script>alert(1)</script>") {
		t.Errorf("text was changed or taken for incoming: %+v", reply)
	}
	if offer := message(t, material, "An old offer"); offer.Kind() != crm.KindInMail {
		t.Errorf("a subject suggests InMail, not %q", offer.Kind())
	}
}

func TestMembersAreEnrichedByConnections(t *testing.T) {
	material := readFolder(t, "newest")
	group := conversation(t, material, "2-c2")
	var names []string
	for _, member := range group.Members {
		names = append(names, member.Name)
	}
	if !slices.Equal(names, []string{"José García, MBA", "Tom Okafor", "李伟"}) {
		t.Errorf("members %q: Ana is the owner, and a degree is no person", names)
	}
	tom := group.Members[1]
	if tom.Email != "tom.okafor@northwind.example" || tom.Company != "Northwind, Ltd." || tom.Title != "Buyer" ||
		tom.LastName != "Okafor" {
		t.Errorf("Tom is %+v", tom)
	}
	if group.Title != "Launch plans" || group.Members[0].Key != joseKey || group.Members[0].Company != "Fabrikam Rail" {
		t.Errorf("group %+v", group)
	}
	if len(material.Connections) != 3 {
		t.Errorf("%d connections", len(material.Connections))
	}
}

func TestOddMaterial(t *testing.T) {
	material := readFolder(t, "newest")
	advert := conversation(t, material, "2-c4")
	if body := message(t, material, "Hi Ana").Body; !advert.Sponsored ||
		body != "Hi Ana,\ntry our cloud (https://acme.example/x?a=1&b=2) & save" {
		t.Errorf("advertisement %+v: %q", advert, body)
	}
	if spam := conversation(t, material, "2-c5"); !spam.Spam || spam.Sponsored {
		t.Errorf("spam %+v", spam)
	}
	if hidden := message(t, material, "An old offer").Sender; hidden.Key == "name:linkedin member|" ||
		!strings.HasPrefix(hidden.Key, "name:linkedin member|") {
		t.Errorf("hidden members of different conversations must not be one: %q", hidden.Key)
	}
	if repaired := message(t, material, "adiós"); repaired.Recipients[0] != (capture.Party{
		Key: "url:https://www.linkedin.com/in/maria-gomez-sample", Name: "María Gómez"}) {
		t.Errorf("mojibake or address: %+v", repaired.Recipients)
	}
	for _, file := range material.Files {
		if file.Name == "guide_messages.csv" && !file.Ignored {
			t.Errorf("guide messages are not the person's: %+v", file)
		}
	}
}

func TestOldArchiveGivesTheSameKeys(t *testing.T) {
	newest, old := readFolder(t, "newest"), readFolder(t, "2022")
	keys := map[string]bool{}
	for _, message := range newest.Messages {
		keys[message.SourceKey] = true
	}
	if len(old.Messages) != 3 {
		t.Fatalf("%d messages, problems %+v", len(old.Messages), old.Problems)
	}
	for _, message := range old.Messages {
		if !keys[message.SourceKey] {
			t.Errorf("%q has another key in the old archive", message.Body)
		}
		if message.ConversationID == "2-c2" && (len(message.Recipients) != 3 || message.Recipients[0].Key != anaKey) {
			t.Errorf("recipients without addresses: %+v", message.Recipients)
		}
	}
	if body := message(t, old, "Hello").Body; body != "Hello Ana,\r\n\r\nsee you on \"Monday\".\r\nTom" {
		t.Errorf("line ends were changed: %q", body)
	}
	if tom := old.Connections[0].Member; tom.Key != tomKey {
		t.Errorf("a connection without address is the only sender of that name: %q", tom.Key)
	}
	if friend := old.Connections[1].Member; friend.Key != "name:old friend|adatum" {
		t.Errorf("key %q", friend.Key)
	}
}

func TestBrokenRowsAreNamed(t *testing.T) {
	material := readFolder(t, "broken")
	var bodies []string
	for _, message := range material.Messages {
		bodies = append(bodies, message.Body)
	}
	if want := []string{"one", `two "half quoted"`, "three", "five"}; !slices.Equal(bodies, want) {
		t.Errorf("bodies %q", bodies)
	}
	want := []capture.Problem{
		{File: "messages.csv", Line: 3, LastLine: 5, Code: capture.ProblemColumns},
		{File: "messages.csv", Line: 7, LastLine: 7, Code: capture.ProblemURL, Column: "SENDER PROFILE URL"},
		{File: "messages.csv", Line: 8, LastLine: 8, Code: capture.ProblemDate, Column: "DATE"},
		{File: "messages.csv", Line: 9, LastLine: 10, Code: capture.ProblemColumns},
	}
	if !slices.Equal(material.Problems, want) {
		t.Errorf("problems:\n%+v\nwant:\n%+v", material.Problems, want)
	}
}

func TestOwnerCanBeCorrected(t *testing.T) {
	material := readFolder(t, "newest")
	material.SetOwner(crm.Member{Key: tomKey})
	if material.Owner.Certainty != capture.OwnerConfirmed || material.Owner.Member.Name != "Tom Okafor" {
		t.Errorf("owner %+v", material.Owner)
	}
	if !message(t, material, "Hello Ana").Outgoing || message(t, material, "it is").Outgoing {
		t.Error("direction did not follow the owner")
	}
	if members := conversation(t, material, "2-c1").Members; len(members) != 1 || members[0].Key != anaKey {
		t.Errorf("members %+v", members)
	}
}

func zipOf(t *testing.T, files map[string]string, change func(*zip.FileHeader)) *bytes.Reader {
	t.Helper()
	var packed bytes.Buffer
	writer := zip.NewWriter(&packed)
	for name, content := range files {
		header := &zip.FileHeader{Name: name, Method: zip.Deflate}
		if change != nil {
			change(header)
		}
		file, err := writer.CreateHeader(header)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := file.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	return bytes.NewReader(packed.Bytes())
}

func TestZipIsTheFolder(t *testing.T) {
	content, err := os.ReadFile("testdata/newest/messages.csv")
	if err != nil {
		t.Fatal(err)
	}
	packed := zipOf(t, map[string]string{
		"Basic_LinkedInDataExport/messages.csv": string(content), "Basic_LinkedInDataExport/inner.zip": "PK",
		"__MACOSX/Basic_LinkedInDataExport/._messages.csv": "resource fork",
	}, nil)
	var told []capture.Progress
	material, err := capture.ReadArchive(t.Context(), packed, packed.Size(), func(p capture.Progress) { told = append(told, p) })
	if err != nil || len(material.Messages) != 8 {
		t.Fatalf("%d messages, error %v", len(material.Messages), err)
	}
	if material.Owner.Member.Key != anaKey || material.Owner.Certainty != capture.OwnerLikely {
		t.Errorf("one sign alone is not sure: %+v", material.Owner)
	}
	if last := told[len(told)-1]; last.Done != last.Total || last.Total == 0 {
		t.Errorf("progress ends at %+v", last)
	}
}

func TestHostileArchivesAreRefused(t *testing.T) {
	good, err := os.ReadFile("testdata/2022/messages.csv")
	if err != nil {
		t.Fatal(err)
	}
	many := map[string]string{"messages.csv": string(good)}
	for i := range 201 {
		many[strings.Repeat("x", i+1)] = ""
	}
	symlink := func(h *zip.FileHeader) {
		if h.Name == "other" {
			h.SetMode(fs.ModeSymlink | 0o777)
		}
	}
	cases := map[string]struct {
		files  map[string]string
		change func(*zip.FileHeader)
		bad    bool
	}{
		"good":     {files: map[string]string{"other": "x"}},
		"climbs":   {files: map[string]string{"../other": "x"}, bad: true},
		"inside":   {files: map[string]string{"a/../../other": "x"}, bad: true},
		"absolute": {files: map[string]string{"/other": "x"}, bad: true},
		"drive":    {files: map[string]string{"C:other": "x"}, bad: true},
		"slashes":  {files: map[string]string{`..\file`: "x"}, bad: true},
		"many":     {files: many, bad: true},
		"bomb":     {files: map[string]string{"messages.csv": string(good) + strings.Repeat("\n", 4<<20)}, bad: true},
		"link":     {files: map[string]string{"other": "/etc/passwd"}, change: symlink, bad: true},
		"nothing":  {files: map[string]string{"messages.csv": "Name\nGo\n"}, bad: true},
	}
	for name, c := range cases {
		if _, set := c.files["messages.csv"]; !set {
			c.files["messages.csv"] = string(good)
		}
		packed := zipOf(t, c.files, c.change)
		_, err := capture.ReadArchive(t.Context(), packed, packed.Size(), nil)
		if got := crm.CodeOf(err); (got == crm.CodeBadFile) != c.bad || (err == nil) == c.bad {
			t.Errorf("%s: error %v", name, err)
		}
	}
	if _, err := capture.ReadArchive(t.Context(), strings.NewReader("no zip"), 6, nil); crm.CodeOf(err) != crm.CodeBadFile {
		t.Errorf("no zip: %v", err)
	}
}

func TestLinkInFolderIsNotFollowed(t *testing.T) {
	dir := t.TempDir()
	target, err := os.ReadFile("testdata/newest/messages.csv")
	if err != nil {
		t.Fatal(err)
	}
	outside := t.TempDir() + "/messages.csv"
	if err := os.WriteFile(outside, target, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, dir+"/messages.csv"); err != nil {
		t.Skip(err)
	}
	if _, err := capture.Read(t.Context(), dir, nil); crm.CodeOf(err) != crm.CodeBadFile {
		t.Errorf("error %v", err)
	}
}

func TestSingleFileIsToldByItsColumns(t *testing.T) {
	content, err := os.ReadFile("testdata/newest/messages.csv")
	if err != nil {
		t.Fatal(err)
	}
	path := t.TempDir() + "/messages (1).csv"
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	if material, err := capture.Read(t.Context(), path, nil); err != nil || len(material.Messages) != 8 {
		t.Errorf("%d messages, error %v", len(material.Messages), err)
	}
	if material, err := capture.Read(t.Context(), "testdata/newest/Connections.csv", nil); err != nil ||
		len(material.Connections) != 3 || len(material.Members) != 3 {
		t.Errorf("%d connections, error %v", len(material.Connections), err)
	}
	if _, err := capture.Read(t.Context(), "testdata/newest/guide_messages.csv", nil); crm.CodeOf(err) != crm.CodeBadFile {
		t.Errorf("guide: %v", err)
	}
	if _, err := capture.Read(t.Context(), "testdata/missing.zip", nil); crm.CodeOf(err) != crm.CodeNotFound {
		t.Errorf("missing: %v", err)
	}
}

func TestReadingEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := capture.Read(ctx, "testdata/newest", nil); crm.CodeOf(err) != crm.CodeCancelled {
		t.Errorf("error %v", err)
	}
}

func TestDraftsOfEitherKindAreLeftOut(t *testing.T) {
	at := time.Date(2025, 5, 1, 8, 0, 0, 0, time.UTC)
	rows := make([]capturetest.Row, 3)
	for i := range rows {
		rows[i] = capturetest.To("c", "Tom", "https://www.linkedin.com/in/tom-sample", at, "hello")
	}
	rows[0].Draft, rows[1].Thread = "Yes", "yes"
	material := capturetest.Material(t, rows, nil)
	if len(material.Messages) != 1 || material.Skipped.Drafts != 2 {
		t.Errorf("%d messages, skipped %+v", len(material.Messages), material.Skipped)
	}
}

func TestNamesakesWithoutAddressStayApart(t *testing.T) {
	material := capturetest.Material(t, nil, map[string][]byte{"Connections.csv": []byte(
		"First Name,Last Name,Email Address,Company,Position,Connected On\n" +
			"Tom,Okafor,,Northwind,,08 Feb 2024\nTom,Okafor,,Fabrikam,,09 Feb 2024\n")})
	if a, b := material.Connections[0].Member.Key, material.Connections[1].Member.Key; a == b {
		t.Errorf("both are %q", a)
	}
}

func TestPreambleIsNoProblem(t *testing.T) {
	material := capturetest.Material(t, nil, map[string][]byte{"Connections.csv": []byte(
		"Notes:\n\"never closed, as notes may be\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\n" +
			"Tom,Okafor,,,Northwind,,08 Feb 2024\n")})
	if len(material.Connections) != 1 || len(material.Problems) != 0 {
		t.Errorf("%d connections, problems %+v", len(material.Connections), material.Problems)
	}
}
