package sqlite

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"ferry/backend/crm"
)

func rowIDs(page RecordPage) []string {
	all := []string{}
	for _, row := range page.Rows {
		all = append(all, row.Row.ID)
	}
	return all
}

func TestSavedFollowsTheRule(t *testing.T) {
	db := openTemp(t)
	sample(t, db)
	beyondQualify := crm.SavedRule{Column: "salesstage", Values: []string{"1", "2", "3"}}
	for _, test := range []struct {
		name               string
		rule               crm.SavedRule
		owner              string
		contacts, accounts []string
	}{
		{"not sure takes every open one", crm.SavedRule{All: true}, ana, []string{maria, liwei}, []string{adatum, fabrikam}},
		{"strictly later stages", beyondQualify, ana, []string{liwei}, []string{adatum}},
		{"a text column", crm.SavedRule{Column: "stepname", Values: []string{"1-Step"}}, ana, []string{maria}, []string{fabrikam}},
		{"a flow's stage", crm.SavedRule{Column: crm.ColumnActiveStage, Values: []string{"s-1"}}, ana, []string{maria}, []string{fabrikam}},
		{"of a flow that ended", crm.SavedRule{Column: crm.ColumnActiveStage, Values: []string{"s-2"}}, ana, []string{liwei}, []string{adatum}},
		{"an active flow goes before", crm.SavedRule{Column: crm.ColumnActiveStage, Values: []string{"s-3"}}, ana, []string{}, []string{}},
		{"somebody else", beyondQualify, tom, []string{noor}, []string{}},
		{"the last stage", crm.SavedRule{Column: "salesstage"}, ana, []string{}, []string{}},
		{"everybody", crm.SavedRule{All: true}, "", []string{maria, noor, liwei}, []string{adatum, fabrikam}},
	} {
		contacts, err := db.Saved(t.Context(), test.rule, test.owner, RecordLead, "", 0, 10)
		if err != nil || !slices.Equal(rowIDs(contacts), test.contacts) || contacts.Total != len(test.contacts) {
			t.Errorf("%s: contacts %v of %d (%v)", test.name, rowIDs(contacts), contacts.Total, err)
		}
		accounts, err := db.Saved(t.Context(), test.rule, test.owner, RecordAccount, "", 0, 10)
		if err != nil || !slices.Equal(rowIDs(accounts), test.accounts) || accounts.Total != len(test.accounts) {
			t.Errorf("%s: accounts %v of %d (%v)", test.name, rowIDs(accounts), accounts.Total, err)
		}
		counts, err := db.SavedCounts(t.Context(), test.rule, test.owner)
		if err != nil || counts.Contacts != len(test.contacts) || counts.Accounts != len(test.accounts) {
			t.Errorf("%s: counts %+v (%v)", test.name, counts, err)
		}
	}
}

// TestRowsShowTheFlowsStage: people, accounts and opportunities show the stage that their flow is in.
func TestRowsShowTheFlowsStage(t *testing.T) {
	db := openTemp(t)
	sample(t, db)
	rule := crm.SavedRule{Column: crm.ColumnActiveStage, Values: []string{"s-1", "s-2"}}
	for kind, want := range map[RecordKind][]string{
		RecordLead: {"s-2", "s-1"}, RecordAccount: {"s-2", "s-1"}, RecordOpportunity: {"s-1", "s-2"},
	} {
		page, err := db.Records(t.Context(), RecordQuery{Kind: kind, Saved: true, Rule: rule, SavedFor: ana, Limit: 10})
		var got []string
		for _, row := range page.Rows {
			got = append(got, row.Stage)
		}
		slices.Sort(got)
		slices.Sort(want)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v (%v)", kind, got, want, err)
		}
	}
	page, err := db.Records(t.Context(), RecordQuery{
		Kind: RecordLead, Stage: "s-1", StageColumn: crm.ColumnActiveStage, SavedFor: ana, Limit: 10})
	if err != nil || !slices.Equal(rowIDs(page), []string{maria}) {
		t.Errorf("narrowed to a stage: %v, %v", rowIDs(page), err)
	}
}

func TestAStageColumnThatIsNotMirroredIsRefused(t *testing.T) {
	db := openTemp(t)
	rule := crm.SavedRule{Column: "salesstage) OR (1", Values: []string{"1"}}
	if _, err := db.Saved(t.Context(), rule, ana, RecordLead, "", 0, 10); crm.CodeOf(err) != crm.CodeInvalid {
		t.Errorf("list: %v", err)
	}
	if _, err := db.SavedCounts(t.Context(), rule, ana); crm.CodeOf(err) != crm.CodeInvalid {
		t.Errorf("counts: %v", err)
	}
}

func TestRecordsListsAndNarrows(t *testing.T) {
	db := openTemp(t)
	sample(t, db)
	all := crm.SavedRule{All: true}
	for _, test := range []struct {
		name  string
		query RecordQuery
		want  []string
		total int
	}{
		{"people by name", RecordQuery{Kind: RecordLead, Limit: 10}, []string{maria, noor, olaf, liwei}, 4},
		{"a page of them", RecordQuery{Kind: RecordLead, Limit: 2, Offset: 1}, []string{noor, olaf}, 4},
		{"past the end", RecordQuery{Kind: RecordLead, Limit: 2, Offset: 9}, []string{}, 4},
		{"words", RecordQuery{Kind: RecordLead, Text: "gom fab", Limit: 10}, []string{maria, olaf}, 2},
		{"an owner", RecordQuery{Kind: RecordLead, Owner: tom, Limit: 10}, []string{liwei}, 1},
		{"words and owner", RecordQuery{Kind: RecordLead, Owner: ana, Text: "Gómez", Limit: 1}, []string{maria}, 3},
		{"a stage", RecordQuery{Kind: RecordLead, Stage: "2", Limit: 10}, []string{liwei}, 1},
		{"accounts", RecordQuery{Kind: RecordAccount, Text: "corp", Limit: 10}, []string{adatum}, 1},
		{"accounts at a stage", RecordQuery{Kind: RecordAccount, Stage: "0", Limit: 10}, []string{fabrikam}, 1},
		{"opportunities of an owner", RecordQuery{Kind: RecordOpportunity, Owner: tom, Limit: 10}, []string{"o-others"}, 1},
		{"opportunities at a step", RecordQuery{Kind: RecordOpportunity, Stage: "3-Step", StageColumn: "stepname", Limit: 10},
			[]string{"o-late"}, 1},
		{"saved opportunities", RecordQuery{Kind: RecordOpportunity, Saved: true, Rule: all, SavedFor: ana, Limit: 10},
			[]string{"o-early", "o-late"}, 2},
		{"words in the saved list", RecordQuery{Kind: RecordLead, Saved: true, Rule: all, SavedFor: ana, Text: "datum", Limit: 10},
			[]string{liwei}, 1},
		{"word beginnings only", RecordQuery{Kind: RecordLead, Saved: true, Rule: all, SavedFor: ana, Text: "atum", Limit: 10},
			[]string{}, 0},
		{"an odd limit", RecordQuery{Kind: RecordLead, Limit: -1, Offset: -1}, []string{}, 4},
	} {
		page, err := db.Records(t.Context(), test.query)
		if err != nil || !slices.Equal(rowIDs(page), test.want) || page.Total != test.total || page.More {
			t.Errorf("%s: %v of %d, want %v of %d (%v)", test.name, rowIDs(page), page.Total, test.want, test.total, err)
		}
	}
}

func TestARecordRowTellsWhatAScreenShows(t *testing.T) {
	db := openTemp(t)
	sample(t, db)
	page, err := db.Records(t.Context(), RecordQuery{
		Kind: RecordLead, Rule: crm.SavedRule{All: true}, SavedFor: ana, Limit: 10})
	if err != nil {
		t.Fatal(err)
	}
	want := RecordRow{
		Row: crm.Ref{Table: "contact", ID: maria, Name: "María  Gómez-López"}, Company: "Fabrikam, Inc.", Title: "CTO",
		Email: "Maria@Fabrikam.example", City: "Sevilla", Owner: crm.Ref{Table: "systemuser", ID: ana, Name: "Ana Ruiz"},
		Stage: "0", Opportunities: 1, Saved: true, Active: true,
	}
	if page.Rows[0] != want {
		t.Errorf("got  %+v\nwant %+v", page.Rows[0], want)
	}
	if noor := page.Rows[1]; noor.Saved || noor.Active || noor.Stage != "3" || noor.Opportunities != 2 {
		t.Errorf("the inactive contact: %+v", noor)
	}
	if lead := page.Rows[2]; lead.Row.Table != "lead" || lead.Company != "Fabrikam" || lead.Stage != "" {
		t.Errorf("the lead: %+v", lead)
	}
}

func TestRecordBringsWhatBelongsToIt(t *testing.T) {
	db := openTemp(t)
	sample(t, db)
	rule := crm.SavedRule{All: true}
	record, err := db.Record(t.Context(), crm.Ref{Table: "contact", ID: "C-MARIA"}, rule, ana)
	if err != nil {
		t.Fatal(err)
	}
	if record.Row.ID != maria || record.Phone != "+34 1" || len(record.Opportunities) != 1 || !record.Saved {
		t.Errorf("contact %+v", record)
	}
	if !slices.Contains(record.Fields, Field{Column: "address1_city", Value: "Sevilla"}) {
		t.Errorf("fields %v", record.Fields)
	}
	wantHistory := []ActivityRow{
		{ID: "t-2", Table: "phonecall", Subject: "Second", At: time.Date(2026, 2, 3, 10, 0, 0, 0, time.UTC),
			Owner: crm.Ref{Table: "systemuser"}},
		{ID: "t-1", Table: "task", Subject: "First", At: time.Date(2026, 2, 1, 10, 0, 0, 0, time.UTC),
			Owner: crm.Ref{Table: "systemuser", ID: ana, Name: "Ana Ruiz"}, State: crm.ActivityCompleted},
	}
	if !slices.Equal(record.History, wantHistory) {
		t.Errorf("history %+v", record.History)
	}
	account, err := db.Record(t.Context(), crm.Ref{Table: "account", ID: fabrikam}, rule, ana)
	if err != nil || len(account.Contacts) != 1 || account.Contacts[0].Row.ID != maria || len(account.Opportunities) != 1 ||
		account.Website != "https://fabrikam.example" {
		t.Errorf("account %+v, %v", account, err)
	}
	if deal, err := db.Record(t.Context(), crm.Ref{Table: "opportunity", ID: "o-late"}, rule, ana); err != nil ||
		deal.Value != "100.0000" || deal.Stage != "2" || deal.Company != "A. Datum Corporation" {
		t.Errorf("opportunity %+v, %v", deal, err)
	}
	if _, err := db.Record(t.Context(), crm.Ref{Table: "lead", ID: olaf}, rule, ana); err != nil {
		t.Error(err)
	}
	for _, ref := range []crm.Ref{{Table: "contact", ID: "x"}, {Table: "systemuser", ID: ana}, {Table: "metadata", ID: "x"}} {
		if _, err := db.Record(t.Context(), ref, rule, ana); crm.CodeOf(err) != crm.CodeNotFound {
			t.Errorf("%v: %v", ref, err)
		}
	}
}

func TestUsersAndCounts(t *testing.T) {
	db := openTemp(t)
	sample(t, db)
	users, err := db.Users(t.Context())
	if err != nil || len(users) != 2 || users[0].Position != "Sales" || !users[0].Licensed || !users[1].Application ||
		!users[1].Disabled {
		t.Errorf("users %+v, %v", users, err)
	}
	counts, err := db.RowCounts(t.Context())
	if err != nil || len(counts) != 8 || counts[3].Table != "contact" || counts[3].Rows != 3 || !counts[3].Complete {
		t.Errorf("counts %+v, %v", counts, err)
	}
}

// TestASearchAmongOnesOwnRowsSeesThemAll: what others own does not use up what a search looks at.
func TestASearchAmongOnesOwnRowsSeesThemAll(t *testing.T) {
	db := openTemp(t)
	rows := map[string]values{}
	for i := range searchCap + 100 {
		rows[fmt.Sprintf("c-%05d", i)] = values{"fullname": fmt.Sprintf("Carla García %d", i), "ownerid": tom}
	}
	put(t, db, crm.TableContact, rows)
	put(t, db, crm.TableContact, map[string]values{"mine": {"fullname": "Zoe García", "ownerid": ana}})
	for owner, want := range map[string]struct {
		total int
		more  bool
	}{ana: {1, false}, tom: {searchCap, true}, "": {searchCap, true}} {
		page, err := db.Records(t.Context(), RecordQuery{Kind: RecordLead, Text: "garcia", Owner: owner, Limit: 5})
		if err != nil || page.Total != want.total || page.More != want.more {
			t.Errorf("of %q: %d in all, more %v, %v", owner, page.Total, page.More, err)
		}
	}
}
