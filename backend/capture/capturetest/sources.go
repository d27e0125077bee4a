package capturetest

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"ferry/backend/capture"
	"ferry/backend/crm"
)

var me = crm.Member{Key: "url:" + MyURL, Name: Me, URL: MyURL}

// Paste makes rows of one conversation what a person would paste of it: names, and times to the minute.
func Paste(t *testing.T, name string, rows []Row) capture.Material {
	t.Helper()
	pasted := capture.PastedConversation{Member: crm.Member{Name: name}, Kind: crm.KindMessage}
	for _, row := range rows {
		pasted.Messages = append(pasted.Messages, capture.PastedMessage{
			Outgoing: row.From == Me, At: row.At.Truncate(time.Minute), Body: strings.TrimSpace(row.Body),
		})
	}
	material, err := pasted.Material(t.Context(), capture.Setting{Me: me})
	if err != nil {
		t.Fatal(err)
	}
	return material
}

// Export makes rows a table of a seat holder's messages without LinkedIn's ids: names, and times to the second.
func Export(t *testing.T, rows []Row) capture.Material {
	t.Helper()
	table := capture.Table{File: "export.csv", Columns: []string{"From", "To", "Date", "Subject", "Message"}}
	for i, row := range rows {
		table.Rows = append(table.Rows, capture.TableRow{Line: i + 2, LastLine: i + 2, Values: []string{
			row.From, row.To, row.At.Format("2006-01-02 15:04:05"), row.Subject, row.Body}})
	}
	material, err := table.Material(t.Context(), table.Guess(), capture.Setting{Me: me}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return material
}

func stored(t *testing.T, store capture.Store) (total int, keys []string) {
	t.Helper()
	page, err := store.Conversations(t.Context(), capture.Query{Spam: true, Sponsored: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, conversation := range page.Conversations {
		_, messages, err := store.Conversation(t.Context(), conversation.ID)
		if err != nil || len(messages) != conversation.Messages {
			t.Fatalf("%d messages of %d, error %v", len(messages), conversation.Messages, err)
		}
		for _, message := range messages {
			keys = append(keys, message.SourceKey)
		}
	}
	slices.Sort(keys)
	return len(keys), keys
}

func testKinds(t *testing.T, store capture.Store) {
	table := capture.Table{File: "export.csv", Columns: []string{"Name", "Date", "Type", "Note", "Duration", "Phone", "Link"}}
	for _, values := range [][]string{
		{"Tom Okafor", "2026-01-01 10:00:00", "call", "spoke", "1:30", "+34 600", ""},
		{"Tom Okafor", "2026-01-01 11:00:00", "smart link", "looked", "20", "", "https://example.com/x"},
		{"Tom Okafor", "2026-01-01 12:00:00", "note", "likes trams", "", "", ""},
	} {
		table.Rows = append(table.Rows, capture.TableRow{Line: 2, LastLine: 2, Values: values})
	}
	material, err := table.Material(t.Context(), table.Guess(), capture.Setting{Me: me}, nil)
	if err != nil {
		t.Fatal(err)
	}
	add(t, store, material)
	page, err := store.Conversations(t.Context(), capture.Query{})
	if err != nil || page.Total != 1 {
		t.Fatalf("%d conversations, error %v", page.Total, err)
	}
	conversation, messages, err := store.Conversation(t.Context(), page.Conversations[0].ID)
	if err != nil || len(messages) != 3 {
		t.Fatalf("%d messages, error %v", len(messages), err)
	}
	copies := capture.CopyThread(conversation, messages, nil, crm.KindInMail)
	call, link, note := copies[0], copies[1], copies[2]
	if call.Kind != crm.KindCall || call.Duration != 90*time.Second || call.Phone != "+34 600" || !call.Outgoing {
		t.Errorf("call %+v", call)
	}
	if link.Kind != crm.KindSmartLink || link.Link != "https://example.com/x" || link.Outgoing || note.Kind != crm.KindNote {
		t.Errorf("view %+v, note %+v", link, note)
	}
}

// testAnyOrder: whichever source comes first, and however often, each message is stored once, under its first key.
func testAnyOrder(t *testing.T, store capture.Store) {
	random := rand.New(rand.NewPCG(7, 7)) // #nosec G404 -- repeatable on purpose
	var rows []Row
	bodies := []string{"ok", "ok", "Gracias, José", "one\n\ntwo", "李伟 🙂", "<b>bold</b>"}
	for i := range 40 {
		at := noon.Add(time.Duration(random.IntN(12))*time.Minute + time.Duration(i)*time.Second)
		row := From("c1", "Tom Okafor", tomURL, at, bodies[random.IntN(len(bodies))])
		if i%2 == 0 {
			row = To("c1", "Tom Okafor", tomURL, at, row.Body)
		}
		rows = append(rows, row)
	}
	slices.SortStableFunc(rows, func(a, b Row) int { return a.At.Compare(b.At) })
	sources := []func([]Row) capture.Material{
		func(rows []Row) capture.Material { return Material(t, rows, nil) },
		func(rows []Row) capture.Material { return Paste(t, "Tom Okafor", rows) },
		func(rows []Row) capture.Material { return Export(t, rows) },
	}
	whole := slices.Clone(sources)
	random.Shuffle(len(whole), func(i, j int) { whole[i], whole[j] = whole[j], whole[i] })
	add(t, store, whole[0](rows))
	first, keys := stored(t, store)
	if first != len(rows) {
		t.Fatalf("%d of %d messages", first, len(rows))
	}
	for round := range 8 {
		source := sources[random.IntN(len(sources))]
		cut := rows
		if round > 2 {
			cut = rows[:random.IntN(len(rows)-1)+1] // from the beginning: a text is pasted up to some point
		} else {
			source = whole[round]
		}
		if report := add(t, store, source(cut)); report.Added != 0 || report.Already != len(cut) || report.Conversations != 0 {
			t.Errorf("round %d of %d messages: %+v", round, len(cut), report)
		}
	}
	if total, again := stored(t, store); total != first || !slices.Equal(again, keys) {
		t.Errorf("%d messages, %d before", total, first)
	}
}

func testAddressChanged(t *testing.T, store capture.Store) {
	add(t, store, Material(t, []Row{From("c1", "Tom Okafor", tomURL, noon, "hello"), From("c1", "Tom Okafor", tomURL, noon, "you")}, nil))
	moved := Material(t, []Row{From("c1", "Tom Okafor", tomURL+"-2", noon, "hello"), From("c1", "LinkedIn Member", "", noon, "you"),
		From("c9", "Tom Okafor", tomURL+"-2", noon, "hello")}, nil)
	if report := add(t, store, moved); report.Added != 1 || report.Already != 2 {
		t.Errorf("an address changed, an account was closed, and another conversation: %+v", report)
	}
	if report := add(t, store, moved); report.Added != 0 {
		t.Errorf("again: %+v", report)
	}
}

func testNameThenAddress(t *testing.T, store capture.Store) {
	group := func(urls string) []Row {
		return []Row{To("c1", "Tom Okafor, José García", urls, noon, "To both of you")}
	}
	add(t, store, Material(t, group(""), nil))
	if report := add(t, store, Material(t, group(tomURL+","+joseURL), nil)); report.Added != 0 {
		t.Errorf("with addresses: %+v", report)
	}
	add(t, store, Material(t, group(""), nil))
	conversation, messages, err := store.Conversation(t.Context(), "c1")
	if err != nil || len(conversation.Members) != 2 || len(messages) != 1 {
		t.Fatalf("members %+v, %d messages, error %v", conversation.Members, len(messages), err)
	}
	for i, want := range []string{joseURL, tomURL} {
		if conversation.Members[i].URL != want {
			t.Errorf("member %+v", conversation.Members[i])
		}
	}
	if messages[0].Recipients[0].Key != "url:"+tomURL {
		t.Errorf("recipients %+v", messages[0].Recipients)
	}
}

func testSaidTwice(t *testing.T, store capture.Store) {
	rows := []Row{From("c1", "Tom Okafor", tomURL, noon, "ok"), From("c1", "Tom Okafor", tomURL, noon.Add(20*time.Second), "ok")}
	add(t, store, Paste(t, "Tom Okafor", rows[:1]))
	if report := add(t, store, Material(t, rows, nil)); report.Added != 1 || report.Already != 1 {
		t.Errorf("the archive has one more: %+v", report)
	}
	if report := add(t, store, Paste(t, "Tom Okafor", rows)); report.Added != 0 || report.Already != 2 {
		t.Errorf("the paste has both now: %+v", report)
	}
	other := Paste(t, "Somebody Else", rows[:1])
	if report := add(t, store, other); report.Added != 1 {
		t.Errorf("the same word of somebody else: %+v", report)
	}
}
