package sqlite

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"ferry/backend/crm"
	"ferry/backend/outbox"
	"ferry/backend/outbox/storetest"
)

// listPlans are the filters of the screens, with the index that each has to follow. Of what only grows (all entries, those that
// are sent, those of a kind) no page reads more than itself, and no page sorts: "" is the table in its own order.
func listPlans() map[string]struct {
	filter outbox.Filter
	index  string
} {
	notes, contacts := []crm.Kind{crm.KindNote}, []crm.Kind{crm.KindContact, crm.KindLead}
	attention, sent := []outbox.State{outbox.Attention}, []outbox.State{outbox.Sent}
	row := crm.Ref{Table: crm.TableContact, ID: "c"}
	return map[string]struct {
		filter outbox.Filter
		index  string
	}{
		"all":                {outbox.Filter{}, ""},
		"sent":               {outbox.Filter{States: sent}, "entry_state"},
		"to send":            {outbox.Filter{States: outbox.ToSend()}, "entry_state"},
		"attention":          {outbox.Filter{States: attention}, "entry_state"},
		"restored":           {outbox.Filter{States: attention, Codes: []crm.Code{crm.CodeRestored}}, "entry_state"},
		"unresolved":         {outbox.Filter{Unresolved: true}, "entry_unresolved"},
		"notes":              {outbox.Filter{Kinds: notes}, "entry_kind"},
		"sent notes":         {outbox.Filter{Kinds: notes, States: sent}, "entry_kind"},
		"notes to send":      {outbox.Filter{Kinds: notes, States: outbox.ToSend()}, "entry_state"},
		"attention to notes": {outbox.Filter{Kinds: notes, States: attention}, "entry_state"},
		"unresolved notes":   {outbox.Filter{Kinds: notes, Unresolved: true}, "entry_unresolved"},
		"a member":           {outbox.Filter{Member: "m"}, "entry_member"},
		"a member to send":   {outbox.Filter{Member: "m", States: outbox.ToSend()}, "entry_member"},
		"a member's contact": {outbox.Filter{Member: "m", Kinds: contacts, States: attention}, "entry_member"},
		"a row":              {outbox.Filter{Row: row}, "entry_row"},
		"a row to send":      {outbox.Filter{Row: row, States: outbox.ToSend()}, "entry_row"},
	}
}

func TestPagesOfTheOutboxFollowAnIndex(t *testing.T) {
	db := openOutbox(t, t.TempDir())
	check := func(name, query string, arguments []any, index string) {
		t.Helper()
		plan := explain(t, db, query, arguments)
		if !strings.Contains(plan, index) || strings.Contains(plan, "TEMP B-TREE") || index != "" && walksEntries(plan, index) {
			t.Errorf("%s: not by %q\n%s\n%s", name, index, plan, query)
		}
	}
	for name, c := range listPlans() {
		query, arguments := pageQuery(listed(c.filter), c.filter)
		check(name, query, arguments, c.index)
		if query, arguments = totalQuery(listed(c.filter), c.filter); name != "all" { // which is counted as it changes
			check("how many: "+name, query, arguments, c.index)
		}
		for kind, index := range map[outbox.RemoteKind]string{"": "remote_shown", outbox.RemoteDeleted: "remote_kind"} {
			query, arguments = pageQuery(noticed(kind), c.filter)
			check("noticed: "+name, query, arguments, index)
			query, arguments = totalQuery(noticed(kind), c.filter)
			check("how many noticed: "+name, query, arguments, index)
			query, arguments = wordsQuery(noticed(kind), outbox.Filter{Query: "x"})
			check("noticed, by words", query, arguments, index)
		}
	}
	check("a page by places", selectPlaces, []any{"[1]"}, "entry USING INTEGER PRIMARY KEY")
	check("counts of what was noticed", remoteCountQuery, nil, "remote_kind")
	check("unresolved, counted", countUnresolved, nil, "entry_unresolved")
	check("counts", countQuery, nil, "COVERING INDEX entry_state")
}

// walksEntries reports a step that reads all entries, other than by the index that holds only what is asked for.
func walksEntries(plan, index string) bool {
	scan := regexp.MustCompile(`SCAN main\.entry\b.*`)
	return slices.ContainsFunc(scan.FindAllString(plan, -1), func(step string) bool { return !strings.Contains(step, index) })
}

// TestListsAreAsTheModelsAre compares pages of many filters, forth and back, with those of the store in memory.
func TestListsAreAsTheModelsAre(t *testing.T) {
	db, model := openOutbox(t, t.TempDir()), &storetest.Memory{}
	var records []outbox.Record
	for i := range 80 {
		records = append(records, variedRecord(i))
	}
	for _, store := range []outbox.Store{db.Outbox(), model} {
		if _, err := store.Add(t.Context(), records); err != nil {
			t.Fatal(err)
		}
	}
	for name, c := range listPlans() {
		for _, query := range []string{"", "hallo", "away"} {
			for _, window := range [][2]int{{0, 7}, {3, 4}, {20, 5}, {70, 50}, {500, 5}, {0, 0}} {
				c.filter.Query, c.filter.Offset, c.filter.Limit = query, window[0], window[1]
				got, total, err := db.Outbox().List(t.Context(), c.filter)
				want, wantTotal, _ := model.List(t.Context(), c.filter)
				if err != nil || total != wantTotal || !slices.Equal(idsOf(got), idsOf(want)) {
					t.Errorf("%s, %q, %v: %v of %d, want %v of %d, error %v", name, query, window, idsOf(got), total, idsOf(want), wantTotal, err)
				}
			}
		}
	}
}

// variedRecord is one of every state, of several kinds, members and rows.
func variedRecord(i int) outbox.Record {
	record := storetest.Sample(i + 1)
	record.Operations, record.Attempts = nil, nil
	states := outbox.States()
	record.State, record.Code, record.Until = states[i%len(states)], "", time.Time{}
	if record.State == outbox.Waiting || record.State == outbox.Attention {
		record.Code = []crm.Code{crm.CodeOffline, crm.CodeRestored}[i%2]
	}
	record.Kind = []crm.Kind{crm.KindNote, crm.KindMessage, crm.KindContact}[i%3]
	record.Member.Key = []string{"m", "n"}[i%2]
	record.Row.ID = []string{"c", "d", ""}[i/2%3]
	if record.Row.ID == "" {
		record.Row = crm.Ref{}
	}
	if i%5 == 0 {
		record.Body = "Away until Monday"
	}
	record.Closed = i%4 == 0
	return record
}

func idsOf(entries []outbox.Entry) []string {
	ids := []string{}
	for _, entry := range entries {
		ids = append(ids, entry.ID)
	}
	return ids
}

// TestWhatWasNoticedIsListed: newest first, one kind or any, without what was dismissed and what is not sent any more.
func TestWhatWasNoticedIsListed(t *testing.T) {
	db := openOutbox(t, t.TempDir())
	kinds := []outbox.RemoteKind{outbox.RemoteDeleted, outbox.RemoteChanged, outbox.RemoteHidden}
	var records []outbox.Record
	found, want := map[string]outbox.Remote{}, map[outbox.RemoteKind][]string{"": {}, outbox.RemoteRowClosed: {}}
	for i := range 40 {
		record := variedRecord(i)
		record.State, record.Code = outbox.Sent, ""
		switch i % 10 {
		case 0: // nothing was noticed
		case 1:
			record.State = outbox.Removing
			found[record.ID] = outbox.Remote{Kind: kinds[i%3]}
		case 2:
			found[record.ID] = outbox.Remote{Kind: kinds[i%3], Dismissed: true}
		default:
			found[record.ID] = outbox.Remote{Kind: kinds[i%3], Noticed: time.Unix(int64(i), 0)}
			want[""] = slices.Insert(want[""], 0, record.ID)
			want[kinds[i%3]] = slices.Insert(want[kinds[i%3]], 0, record.ID)
		}
		records = append(records, record)
	}
	if _, err := db.Outbox().Add(t.Context(), records); err != nil {
		t.Fatal(err)
	}
	if err := db.Outbox().SaveRemotes(t.Context(), found); err != nil {
		t.Fatal(err)
	}
	for kind, ids := range want {
		for _, window := range [][2]int{{0, 0}, {2, 3}, {25, 9}} {
			filter := outbox.Filter{Offset: window[0], Limit: window[1]}
			got, total, err := db.Outbox().Noticed(t.Context(), filter, kind)
			last := len(ids)
			if window[1] > 0 {
				last = min(last, window[0]+window[1])
			}
			if err != nil || total != len(ids) || !slices.Equal(idsOf(got), ids[min(window[0], last):last]) {
				t.Errorf("%q %v: %v of %d, want of %v, error %v", kind, window, idsOf(got), total, ids, err)
			}
		}
	}
	narrowed, total, err := db.Outbox().Noticed(t.Context(), outbox.Filter{Query: "monday", Kinds: []crm.Kind{crm.KindNote}}, "")
	if err != nil || total != len(narrowed) || total == 0 || total == len(want[""]) {
		t.Errorf("%d of %d, error %v", len(narrowed), total, err)
	}
	counts, err := db.Outbox().RemoteCounts(t.Context())
	if err != nil || len(counts) != len(kinds) {
		t.Errorf("%v, error %v", counts, err)
	}
	for kind, number := range counts {
		if number != len(want[kind]) {
			t.Errorf("%d %s, want %d", number, kind, len(want[kind]))
		}
	}
}
