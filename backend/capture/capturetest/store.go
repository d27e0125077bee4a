package capturetest

import (
	"context"
	"slices"
	"testing"
	"time"

	"ferry/backend/capture"
	"ferry/backend/crm"
)

var (
	noon = time.Date(2026, 1, 10, 12, 0, 0, 0, time.UTC)
	at   = time.Date(2026, 2, 1, 9, 30, 0, 0, time.UTC)
)

const (
	tomURL  = "https://www.linkedin.com/in/tom-okafor-sample"
	joseURL = "https://www.linkedin.com/in/jose-garcia-sample"
)

const connections = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n" +
	"Tom,Okafor," + tomURL + ",tom@northwind.example,Northwind,Buyer,08 Feb 2024\n" +
	"Nadia,Silent,https://www.linkedin.com/in/nadia-sample,,Adatum,CFO,11 Nov 2021\n"

// hostile is text that must come back as it went in.
const hostile = "<img src=x onerror=alert(1)>\r\n\u202egnirts\u202c \x00 \u00a0 😀 'quoted'); DROP TABLE message;--\n\ttail  "

func sample() []Row {
	spam := From("c4", "Eve", "https://www.linkedin.com/in/eve-sample", noon.Add(-time.Hour), "click")
	spam.Folder = capture.FolderSpam
	group := To("c3", "Tom Okafor, José García", tomURL+","+joseURL, noon.Add(2*time.Hour), "To both of you")
	group.Title, group.Subject = "Launch plans", "Plans"
	return []Row{
		From("c1", "Tom Okafor", tomURL, noon, hostile),
		To("c1", "Tom Okafor", tomURL, noon.Add(time.Minute), "Yes, Wednesday"),
		From("c2", "José García", joseURL, noon.Add(time.Hour), "¿Qué tal la migración?"),
		group, spam,
	}
}

// Store is the contract of capture.Store. open gives an empty store for each part.
func Store(t *testing.T, open func(t *testing.T) capture.Store) {
	for name, part := range map[string]func(*testing.T, capture.Store){
		"Empty": testEmpty, "Add": testAdd, "AddAgain": testAddAgain, "AddMore": testAddMore, "Thread": testThread,
		"Search": testSearch, "Pages": testPages, "Members": testMembers, "NewerWins": testNewerWins,
		"OwnerCorrected": testOwnerCorrected, "Cancelled": testCancelled, "Runs": testRuns,
		"Kinds": testKinds, "AnyOrder": testAnyOrder, "AddressChanged": testAddressChanged, "NameThenAddress": testNameThenAddress,
		"SaidTwice": testSaidTwice,
	} {
		t.Run(name, func(t *testing.T) { part(t, open(t)) })
	}
}

func add(t *testing.T, store capture.Store, material capture.Material) capture.Report {
	t.Helper()
	report, err := store.Add(t.Context(), material, at, nil)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func addSample(t *testing.T, store capture.Store) capture.Report {
	t.Helper()
	return add(t, store, Material(t, sample(), map[string][]byte{"Connections.csv": []byte(connections)}))
}

func find(t *testing.T, store capture.Store, query capture.Query) []string {
	t.Helper()
	page, err := store.Conversations(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	ids := []string{}
	for _, conversation := range page.Conversations {
		ids = append(ids, conversation.ID)
	}
	if query.Offset == 0 && query.Limit == 0 && page.Total != len(ids) {
		t.Errorf("total %d of %d", page.Total, len(ids))
	}
	return ids
}

func wantIDs(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: got %q, want %q", what, got, want)
	}
}

func testEmpty(t *testing.T, store capture.Store) {
	if _, found, err := store.Owner(t.Context()); found || err != nil {
		t.Errorf("owner found %v, error %v", found, err)
	}
	if _, _, err := store.Conversation(t.Context(), "c1"); crm.CodeOf(err) != crm.CodeNotFound {
		t.Errorf("conversation: %v", err)
	}
	if _, err := store.Member(t.Context(), "url:x"); crm.CodeOf(err) != crm.CodeNotFound {
		t.Errorf("member: %v", err)
	}
	wantIDs(t, "all", find(t, store, capture.Query{}))
}

func testAdd(t *testing.T, store capture.Store) {
	report := addSample(t, store)
	if report.Conversations != 4 || report.Added != 5 || report.Already != 0 || report.Members != 5 || report.Connections != 2 {
		t.Errorf("report %+v", report)
	}
	wantIDs(t, "newest first, no spam", find(t, store, capture.Query{}), "c3", "c2", "c1")
	wantIDs(t, "with spam", find(t, store, capture.Query{Spam: true}), "c3", "c2", "c1", "c4")
	page, err := store.Conversations(t.Context(), capture.Query{})
	if err != nil {
		t.Fatal(err)
	}
	group, pair := page.Conversations[0], page.Conversations[2]
	if group.Title != "Launch plans" || len(group.Members) != 2 || group.Preview != "To both of you" ||
		!group.Last.Equal(noon.Add(2*time.Hour)) {
		t.Errorf("group %+v", group)
	}
	if pair.Messages != 2 || len(pair.Members) != 1 || pair.Members[0].Email != "tom@northwind.example" ||
		pair.Preview != "Yes, Wednesday" {
		t.Errorf("pair %+v", pair)
	}
	if owner, found, err := store.Owner(t.Context()); !found || err != nil || owner.Member.Name != Me {
		t.Errorf("owner %+v, error %v", owner, err)
	}
}

func testAddAgain(t *testing.T, store capture.Store) {
	addSample(t, store)
	report := addSample(t, store)
	if report.Conversations+report.Added+report.Members+report.Connections+report.Corrected != 0 || report.Already != 5 {
		t.Errorf("the same archive again: %+v", report)
	}
	wantIDs(t, "all", find(t, store, capture.Query{Spam: true}), "c3", "c2", "c1", "c4")
}

func testAddMore(t *testing.T, store capture.Store) {
	addSample(t, store)
	report := add(t, store, Material(t, []Row{
		From("c1", "Tom Okafor", tomURL, noon, hostile),
		From("c1", "Tom Okafor", tomURL, noon.Add(24*time.Hour), "Next day"),
	}, nil))
	if report.Added != 1 || report.Already != 1 || report.Conversations != 0 {
		t.Errorf("report %+v", report)
	}
	wantIDs(t, "moved to the top", find(t, store, capture.Query{}), "c1", "c3", "c2")
	conversation, messages, err := store.Conversation(t.Context(), "c1")
	if err != nil || conversation.Messages != 3 || len(messages) != 3 || conversation.Preview != "Next day" {
		t.Errorf("%+v, %d messages, error %v", conversation, len(messages), err)
	}
}

func testThread(t *testing.T, store capture.Store) {
	material := Material(t, sample(), nil)
	add(t, store, material)
	conversation, messages, err := store.Conversation(t.Context(), "c1")
	if err != nil || len(messages) != 2 {
		t.Fatalf("%d messages, error %v", len(messages), err)
	}
	first, second := messages[0], messages[1]
	if first.Body != hostile {
		t.Errorf("text came back as %q", first.Body)
	}
	if first.Outgoing || !second.Outgoing || !first.SentAt.Equal(noon) || first.ID != first.SourceKey || first.Folder != "INBOX" {
		t.Errorf("first %+v", first)
	}
	if len(second.Recipients) != 1 || second.Recipients[0].Name != "Tom Okafor" {
		t.Errorf("recipients %+v", second.Recipients)
	}
	about := capture.CopyOf(conversation, second, "")
	if about.Member.Name != "Tom Okafor" || !about.Outgoing || about.SourceKey != second.SourceKey || about.Kind != crm.KindMessage {
		t.Errorf("copy %+v", about)
	}
	_, group, err := store.Conversation(t.Context(), "c3")
	if err != nil || group[0].Subject != "Plans" || group[0].Kind() != crm.KindInMail || len(group[0].Recipients) != 2 {
		t.Errorf("group %+v, error %v", group, err)
	}
}

func testSearch(t *testing.T, store capture.Store) {
	addSample(t, store)
	for text, want := range map[string][]string{
		"garcia": {"c3", "c2"}, "launch": {"c3"}, "MIGRACION": {"c2"}, "wednes": {"c1"}, "okafor": {"c3", "c1"},
		"both you": {"c3"}, "nothing": {}, "drop-table": {"c1"}, `"*) yes (`: {"c1"}, "*": {"c3", "c2", "c1"},
		"kafor":    {}, // words are found from their beginning
		"tom both": {}, // and in names or in one message, not across
	} {
		wantIDs(t, text, find(t, store, capture.Query{Text: text}), want...)
	}
}

func testPages(t *testing.T, store capture.Store) {
	add(t, store, Material(t, Many(25, 50), nil))
	seen := map[string]bool{}
	for offset := 0; offset < 30; offset += 10 {
		page, err := store.Conversations(t.Context(), capture.Query{Offset: offset, Limit: 10})
		if err != nil || page.Total != 25 {
			t.Fatalf("total %d, error %v", page.Total, err)
		}
		for _, conversation := range page.Conversations {
			seen[conversation.ID] = true
		}
	}
	if len(seen) != 25 {
		t.Errorf("%d of 25 conversations on the pages", len(seen))
	}
}

func testMembers(t *testing.T, store capture.Store) {
	addSample(t, store)
	page, err := store.Members(t.Context(), capture.Query{})
	if err != nil || page.Total != 5 {
		t.Fatalf("total %d, error %v", page.Total, err)
	}
	var names []string
	for _, member := range page.Members {
		names = append(names, member.Name)
	}
	wantIDs(t, "by name, without the owner", names, "Eve", "José García", "Nadia Silent", "Somebody Else", "Tom Okafor")
	page, err = store.Members(t.Context(), capture.Query{Text: "adat", Limit: 1})
	if err != nil || page.Total != 1 || page.Members[0].Title != "CFO" {
		t.Errorf("by company: %+v, error %v", page, err)
	}
	newest, err := store.Newest(t.Context(), []string{"url:" + tomURL, "url:https://www.linkedin.com/in/nadia-sample"})
	if err != nil || len(newest) != 1 || newest["url:"+tomURL] != "c3" {
		t.Errorf("newest conversations %v, error %v", newest, err)
	}
	member, err := store.Member(t.Context(), "url:"+tomURL)
	if err != nil || member.Email != "tom@northwind.example" || member.LastName != "Okafor" || member.URL != tomURL {
		t.Errorf("member %+v, error %v", member, err)
	}
}

func testNewerWins(t *testing.T, store capture.Store) {
	archive := func(company, email, title string, day int) capture.Material {
		rows := []Row{From("c1", "Tom Okafor", tomURL, noon.AddDate(0, 0, day), "hello")}
		return Material(t, rows, map[string][]byte{"Connections.csv": []byte(
			"First Name,Last Name,URL,Email Address,Company,Position,Connected On\n" +
				"Tom,Okafor," + tomURL + "," + email + "," + company + "," + title + ",08 Feb 2024\n")})
	}
	add(t, store, archive("Northwind", "", "Buyer", 10))
	add(t, store, archive("Old Firm", "tom@old.example", "", 1))
	member, err := store.Member(t.Context(), "url:"+tomURL)
	if err != nil || member.Company != "Northwind" || member.Email != "tom@old.example" {
		t.Errorf("an older archive only fills gaps: %+v, error %v", member, err)
	}
	add(t, store, archive("Fabrikam", "", "", 20))
	member, err = store.Member(t.Context(), "url:"+tomURL)
	if err != nil || member.Company != "Fabrikam" || member.Title != "Buyer" || member.Email != "tom@old.example" {
		t.Errorf("a newer archive outweighs, and takes nothing away: %+v, error %v", member, err)
	}
}

func testOwnerCorrected(t *testing.T, store capture.Store) {
	material := Material(t, sample(), nil)
	material.SetOwner(crm.Member{Key: "url:" + tomURL})
	add(t, store, material)
	material.SetOwner(crm.Member{Key: "url:" + MyURL})
	if report := add(t, store, material); report.Corrected != 3 || report.Added != 0 {
		t.Errorf("report %+v", report)
	}
	conversation, messages, err := store.Conversation(t.Context(), "c1")
	if err != nil || len(conversation.Members) != 1 || conversation.Members[0].Name != "Tom Okafor" || messages[0].Outgoing {
		t.Errorf("conversation %+v, error %v", conversation, err)
	}
	page, err := store.Members(t.Context(), capture.Query{Text: "ruiz"})
	if err != nil || page.Total != 0 {
		t.Errorf("the owner is among the members: %+v, error %v", page, err)
	}
}

func testCancelled(t *testing.T, store capture.Store) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	addSample(t, store)
	before := find(t, store, capture.Query{Spam: true})
	many := Material(t, Many(10, 2000), nil)
	_, err := store.Add(ctx, many, at, func(p capture.Progress) {
		if p.Done >= 500 {
			cancel()
		}
	})
	if crm.CodeOf(err) != crm.CodeCancelled {
		t.Errorf("error %v", err)
	}
	wantIDs(t, "nothing is left of it", find(t, store, capture.Query{Spam: true}), before...)
	if runs, err := store.Runs(t.Context()); err != nil || len(runs) != 1 {
		t.Errorf("%d runs, error %v", len(runs), err)
	}
	if page, err := store.Conversations(t.Context(), capture.Query{Text: "muchas"}); err != nil || page.Total != 0 {
		t.Errorf("%d of its conversations are found, error %v", page.Total, err)
	}
	if report := add(t, store, many); report.Added != 2000 || report.Already != 0 || report.Conversations != 10 {
		t.Errorf("after it: %+v", report)
	}
	if page, err := store.Conversations(t.Context(), capture.Query{Text: "muchas"}); err != nil || page.Total != 10 {
		t.Errorf("%d of its conversations are found now, error %v", page.Total, err)
	}
}

func testRuns(t *testing.T, store capture.Store) {
	addSample(t, store)
	addSample(t, store)
	runs, err := store.Runs(t.Context())
	if err != nil || len(runs) != 2 {
		t.Fatalf("%d runs, error %v", len(runs), err)
	}
	if !runs[0].At.Equal(at) || runs[0].Report.Already != 5 || runs[1].Report.Added != 5 || runs[1].Owner.Member.Name != Me {
		t.Errorf("runs %+v", runs)
	}
}
