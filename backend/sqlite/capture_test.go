package sqlite

import (
	"strings"
	"testing"
	"time"

	"ferry/backend/capture"
	"ferry/backend/capture/capturetest"
	"ferry/backend/crm"
	"ferry/backend/outbox"
	"ferry/backend/outbox/storetest"
)

func TestCaptureStore(t *testing.T) {
	capturetest.Store(t, func(t *testing.T) capture.Store { return openTemp(t).Capture() })
}

func TestCaptureSurvivesClosing(t *testing.T) {
	dir, at := t.TempDir(), time.Date(2026, 2, 1, 9, 0, 0, 0, time.UTC)
	db := openOutbox(t, dir)
	if _, err := db.Capture().Add(t.Context(), capturetest.Material(t, capturetest.Many(3, 9), nil), at, nil); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	page, err := openOutbox(t, dir).Capture().Conversations(t.Context(), capture.Query{Text: "muchas"})
	if err != nil || page.Total != 3 || page.Conversations[0].Messages != 3 {
		t.Errorf("%+v, error %v", page, err)
	}
}

func TestCapturedMessagesKnowTheirCopies(t *testing.T) {
	db := openTemp(t)
	store := db.Capture()
	material := capturetest.Material(t, capturetest.Many(2, 6), nil)
	if _, err := store.Add(t.Context(), material, time.Date(2026, 2, 1, 9, 0, 0, 0, time.UTC), nil); err != nil {
		t.Fatal(err)
	}
	_, messages, err := store.Conversation(t.Context(), "2-00000000")
	if err != nil || len(messages) != 3 {
		t.Fatalf("%d messages, error %v", len(messages), err)
	}
	var records []outbox.Record
	for i, state := range []outbox.State{outbox.Queued, outbox.Removed} {
		record := storetest.Sample(i + 1)
		record.SourceKey, record.State, record.Code = messages[i].SourceKey, state, ""
		records = append(records, record)
	}
	if _, err := db.Outbox().Add(t.Context(), records); err != nil {
		t.Fatal(err)
	}
	conversation, messages, err := store.Conversation(t.Context(), "2-00000000")
	if err != nil || conversation.Copied != 1 || !messages[0].Copied || messages[1].Copied || messages[2].Copied {
		t.Errorf("copied %d: %+v, error %v", conversation.Copied, messages, err)
	}
	page, err := store.Conversations(t.Context(), capture.Query{})
	if err != nil || page.Conversations[0].Copied != 1 || page.Conversations[1].Copied != 0 {
		t.Errorf("page %+v, error %v", page, err)
	}
}

// Entries about somebody known by name alone are about the member with the address that is learned later.
func TestBareNamesOfOneCompanyAreOnePerson(t *testing.T) {
	for name, c := range map[string]struct {
		companies []string
		own       string
		want      int
	}{
		"no company at all": {[]string{""}, "", 1}, "one": {[]string{"Adatum", ""}, "", 2}, "the same": {[]string{"Adatum", ""}, "ADATUM", 2},
		"two": {[]string{"Adatum", "Northwind", ""}, "", 0}, "another": {[]string{"Adatum", ""}, "Northwind", 0},
		"its own among others": {[]string{"Adatum", "Northwind", ""}, "Northwind", 1},
	} {
		companies := map[string]string{}
		for _, company := range c.companies {
			companies[capture.MemberKey("", "Tom", company)] = company
		}
		if keys := ofCompany(companies, c.own); len(keys) != c.want {
			t.Errorf("%s: %q", name, keys)
		}
	}
}

func TestEntriesFollowTheirMemberToItsAddress(t *testing.T) {
	for name, c := range map[string]struct {
		typed crm.Member // the entry's
		files string     // people of the archive: name, address and company
		want  string     // the key of the entry's member afterwards
	}{
		"by name":         {crm.Member{Name: "Tom Okafor"}, "Tom,Okafor,in/tom,Northwind", "in/tom"},
		"with company":    {crm.Member{Name: "TOM OKAFOR", Company: "northwind"}, "Tom,Okafor,in/tom,Northwind", "in/tom"},
		"other company":   {crm.Member{Name: "Tom Okafor", Company: "Adatum"}, "Tom,Okafor,in/tom,Northwind", ""},
		"unknown company": {crm.Member{Name: "Tom Okafor", Company: "Adatum"}, "Tom,Okafor,in/tom,", "in/tom"},
		"namesakes":       {crm.Member{Name: "Tom Okafor"}, "Tom,Okafor,in/tom,Northwind\nTom,Okafor,in/tom-2,Adatum", ""},
		"longer name":     {crm.Member{Name: "Tom Okafor Jr"}, "Tom,Okafor,in/tom,Northwind", ""},
	} {
		t.Run(name, func(t *testing.T) {
			db := openTemp(t)
			record := storetest.Sample(1)
			record.Member = c.typed
			record.Member.Key = capture.MemberKey("", c.typed.Name, c.typed.Company)
			if _, err := db.Outbox().Add(t.Context(), []outbox.Record{record}); err != nil {
				t.Fatal(err)
			}
			connections := "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
			for line := range strings.Lines(c.files) {
				part := strings.Split(strings.TrimSpace(line), ",")
				connections += part[0] + "," + part[1] + ",https://www.linkedin.com/" + part[2] + ",tom@x.example," + part[3] + ",Buyer,08 Feb 2024\n"
			}
			material := capturetest.Material(t, nil, map[string][]byte{"Connections.csv": []byte(connections)})
			report, err := db.Capture().Add(t.Context(), material, time.Date(2026, 2, 1, 9, 0, 0, 0, time.UTC), nil)
			if err != nil || report.Entries != min(len(c.want), 1) {
				t.Fatalf("%d entries, error %v", report.Entries, err)
			}
			now, err := db.Outbox().Record(t.Context(), record.ID)
			if err != nil {
				t.Fatal(err)
			}
			want := record.Member
			if c.want != "" {
				want.URL = "https://www.linkedin.com/" + c.want
				want.Key = "url:" + want.URL
			}
			if now.Member.Key != want.Key || now.Member.URL != want.URL || now.Member.Name != want.Name ||
				(c.want != "") != (now.Member.Email != "") {
				t.Errorf("%+v, want %+v", now.Member, want)
			}
			ids, err := db.Outbox().IDs(t.Context(), outbox.Filter{Member: want.Key})
			if err != nil || len(ids) != 1 {
				t.Errorf("%d entries by the member, error %v", len(ids), err)
			}
		})
	}
}

// Words of messages are folded one by one; a search folds what is typed at once.
func TestWordsOfMessagesAreFoldedAsSearchesAre(t *testing.T) {
	for _, text := range []string{
		"", " \t ", "Muchas gracias, José.\r\nLi\u00a0Wei — \"ok\" 🙂", "e\u0301 \u0301a ﬁn Ａｎａ\u2003Straße", "O'Brien,Ltd.  A1-b2",
		"\u202eevil\u202c\x00NUL", "李 伟\u3000Nguyễn\u0085x",
	} {
		if got, want := foldedText("Re: "+text, text), crm.Fold("Re: "+text+" "+text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// Lists that a screen waits for are read in the order of an index, and everything joined to them by a key.
func TestCapturePlans(t *testing.T) {
	db := openTemp(t)
	filter, arguments := conversationFilter(capture.Query{Text: "ana ruiz"})
	plain, _ := conversationFilter(capture.Query{})
	words, wordArguments := likeWords("m.words", "ana")
	for name, query := range map[string]struct {
		text      string
		arguments []any
		uses      string
	}{
		"conversations": {`SELECT ` + conversationColumns + ` FROM conversation c WHERE ` + plain +
			` ORDER BY c.last_at DESC, c.id LIMIT 100`, nil, "USING INDEX conversation_shown"},
		"search": {`SELECT ` + conversationColumns + ` FROM conversation c WHERE ` + filter +
			` ORDER BY c.last_at DESC, c.id LIMIT 100`, arguments, "message_search VIRTUAL TABLE INDEX"},
		"members": {`SELECT ` + memberColumns + ` FROM member m WHERE ` + words + ` ORDER BY m.name_folded, m.key LIMIT 9`,
			wordArguments, "USING INDEX member_name"},
		"thread": {`SELECT body FROM message WHERE conversation_id = ? ORDER BY sent_at, _row`, []any{"c"},
			"USING INDEX message_conversation"},
		"outline": {outlineOfConversation, []any{"c"}, "USING COVERING INDEX message_conversation"},
		"copies": {`SELECT count(*) FROM message JOIN entry ON ` + copyOfMessage + ` WHERE message.conversation_id = ?`,
			[]any{"c"}, "USING INDEX entry_source"},
		"all": {`SELECT ` + conversationColumns + ` FROM conversation c WHERE 1 ORDER BY c.last_at DESC, c.id LIMIT 100`, nil,
			"USING INDEX conversation_last"},
		"count":      {`SELECT count(*) FROM conversation c WHERE ` + plain, nil, "USING COVERING INDEX conversation_shown"},
		"same words": {`SELECT _row FROM message WHERE loose_key = ? AND loose_key <> ''`, []any{"k"}, "INDEX message_loose"},
		"of a member": {`SELECT conversation_id FROM conversation_member WHERE member_key = ?`, []any{"m"},
			"INDEX conversation_member_key"},
	} {
		plan := explain(t, db, query.text, query.arguments)
		if !strings.Contains(plan, query.uses) || strings.Contains(plan, "USE TEMP B-TREE") ||
			strings.Contains(plan, "SCAN message\n") || strings.Contains(plan, "SCAN entry") {
			t.Errorf("%s:\n%s", name, plan)
		}
	}
}

// What is asked once for each of ten thousand members looks at that member's rows alone.
func TestMembersAreFoundByKey(t *testing.T) {
	db := openTemp(t)
	from, until := capture.BareKeys("Tom Okafor")
	for query, arguments := range map[string][]any{
		bareKeys: {from, until}, anyBare: {from, until}, newestOfMembers: {`["m"]`},
		`SELECT id, member FROM entry WHERE member_key = ?`:                                                {from},
		`SELECT count(*) FROM member WHERE name_folded = ? AND url <> ''`:                                  {"tom okafor"},
		`SELECT _row, outgoing FROM message WHERE source_key = ?`:                                          {"k"},
		`UPDATE message SET tags = ?1 WHERE _row = ?2 AND tags <> ?1`:                                      {"VIP", 1},
		`SELECT coalesce(max(_row), 0) FROM message`:                                                       nil,
		`SELECT key FROM member WHERE key >= ?1 AND key < ?2`:                                              {from, until},
		`SELECT _row FROM message_alias JOIN message ON _row = message WHERE message_alias.source_key = ?`: {"k"},
	} {
		plan := explain(t, db, query, arguments)
		for _, table := range []string{"member", "entry", "decision", "message", "conversation", "cm", "c"} {
			if strings.Contains(plan, "SCAN "+table+"\n") || strings.Contains(plan, "SCAN "+table+" ") {
				t.Errorf("%s\nreads all of %s:\n%s", query, table, plan)
			}
		}
	}
}

// What a page of conversations needs is looked up by key, for the whole page at once.
func TestPagesOfConversationsAreFilledByKey(t *testing.T) {
	db := openTemp(t)
	for query, uses := range map[string][]string{
		membersOfConversations: {"SEARCH cm USING PRIMARY KEY", "SEARCH m USING PRIMARY KEY"},
		copiesOfConversations:  {"SEARCH message USING COVERING INDEX message_conversation", "SEARCH entry USING INDEX entry_source"},
	} {
		plan := explain(t, db, query, []any{`["c"]`})
		for _, use := range uses {
			if !strings.Contains(plan, use) {
				t.Errorf("no %q in:\n%s", use, plan)
			}
		}
	}
}

// BenchmarkConversations is what scrolling through ten thousand conversations asks for: the first page and the last.
func BenchmarkConversations(b *testing.B) {
	db, err := Open(b.Context(), Config{Dir: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	packed, err := capturetest.Zip(map[string][]byte{"messages.csv": capturetest.Messages(capturetest.Many(10000, 30000))})
	if err != nil {
		b.Fatal(err)
	}
	material, err := capture.ReadArchive(b.Context(), strings.NewReader(string(packed)), int64(len(packed)), nil)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := db.Capture().Add(b.Context(), material, time.Date(2026, 2, 1, 9, 0, 0, 0, time.UTC), nil); err != nil {
		b.Fatal(err)
	}
	for name, query := range map[string]capture.Query{
		"first": {Limit: 100}, "last": {Limit: 100, Offset: 9900}, "names": {Limit: 100, Text: "person 77"},
		"words": {Limit: 100, Text: "message 29"},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := db.Capture().Conversations(b.Context(), query); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkCapture(b *testing.B) {
	packed, err := capturetest.Zip(map[string][]byte{"messages.csv": capturetest.Messages(capturetest.Many(2500, 25000))})
	if err != nil {
		b.Fatal(err)
	}
	at := time.Date(2026, 2, 1, 9, 0, 0, 0, time.UTC)
	for b.Loop() {
		db, err := Open(b.Context(), Config{Dir: b.TempDir()})
		if err != nil {
			b.Fatal(err)
		}
		start := time.Now()
		material, err := capture.ReadArchive(b.Context(), strings.NewReader(string(packed)), int64(len(packed)), nil)
		if err != nil {
			b.Fatal(err)
		}
		read := time.Since(start)
		for _, metric := range []string{"add-s", "again-s"} {
			start = time.Now()
			if _, err := db.Capture().Add(b.Context(), material, at, nil); err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(time.Since(start).Seconds(), metric)
		}
		b.ReportMetric(read.Seconds(), "read-s")
		if err := db.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
