package backend_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"ferry/backend/crm"
	"ferry/backend/view"
)

// readyToCreate is a house whose admin lets seat holders make contacts and leads, and flag contacts.
func readyToCreate(t *testing.T) *house {
	t.Helper()
	h := newHouse(t)
	h.ready()
	h.save(func(v *view.CRMSettings) { v.ContactCreation, v.LeadCreation, v.DataValidation = true, true, true })
	return h
}

// nobody copies a note about somebody whom the organization does not know, and gives the member's key.
func (h *house) nobody() string {
	h.t.Helper()
	copied, err := h.Copy(h.t.Context(), view.CopyRequest{
		Kind: "note", MemberName: "Zoë Unheard-Of", MemberCompany: "Nowhere at all", Text: "Met at the fair.",
	})
	if err != nil {
		h.t.Fatal(err)
	}
	entry, err := h.Entry(h.t.Context(), copied.Queued[0])
	if err != nil {
		h.t.Fatal(err)
	}
	return entry.Row.Member.Key
}

func (h *house) sent() {
	h.t.Helper()
	if err := h.Send(h.t.Context()); err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) entry(id string) view.Entry {
	h.t.Helper()
	entry, err := h.Entry(h.t.Context(), id)
	if err != nil {
		h.t.Fatal(err)
	}
	return entry
}

func TestAContactIsMadeFromAMember(t *testing.T) {
	h := readyToCreate(t)
	key := h.nobody()
	h.sent()
	form, err := h.PersonForm(t.Context(), key, "contact")
	if err != nil || form.Person.FirstName != "Zoë" || form.Person.LastName != "Unheard-Of" {
		t.Fatalf("%+v, %v", form, err)
	}
	account := h.practice.Rows("account")[0]
	form.Person.AccountID, form.Person.Email = account["accountid"].(string), "zoe@nowhere.example"
	made, err := h.CreatePerson(t.Context(), form.Person)
	if err != nil || len(made.Queued) != 1 {
		t.Fatalf("%+v, %v", made, err)
	}
	h.sent()
	row := h.practice.Row("contact", made.Queued[0])
	if row == nil || row["lastname"] != "Unheard-Of" || row["_parentcustomerid_value"] != account["accountid"] {
		t.Fatalf("the contact is %v; %+v", row, h.entry(made.Queued[0]))
	}
	match, err := h.MemberMatch(t.Context(), key)
	if err == nil && (match.Strength != "strong" || match.ID != made.Queued[0] || match.Coming) {
		t.Errorf("the member is %+v", match)
	}
	page, err := h.Entries(t.Context(), view.EntryQuery{})
	if err != nil || page.Total != 2 {
		t.Fatalf("%+v, %v", page, err)
	}
	for _, entry := range page.Rows {
		if entry.State != "sent" || !entry.Closed || entry.Regarding != "Zoë Unheard-Of" || entry.URL == "" {
			t.Errorf("%+v", entry)
		}
	}
	again, err := h.CreatePerson(t.Context(), form.Person)
	if err != nil || len(again.Already) != 1 {
		t.Errorf("pressed again: %+v, %v", again, err)
	}
}

func TestAMatchSaysThatItsRowIsStillToBeMade(t *testing.T) {
	h := readyToCreate(t)
	if err := h.SetPracticeOffline(t.Context(), true); err != nil {
		t.Fatal(err)
	}
	key := h.nobody()
	made, err := h.CreatePerson(t.Context(), view.PersonRequest{MemberKey: key, Table: "lead", LastName: "Unheard-Of"})
	if err != nil {
		t.Fatal(err)
	}
	if match, err := h.MemberMatch(t.Context(), key); err != nil || !match.Coming || match.ID != made.Queued[0] {
		t.Errorf("while it waits: %+v, %v", match, err)
	}
	if err := h.SetPracticeOffline(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	h.until("it is made", func() bool { return h.entry(made.Queued[0]).Row.State == "sent" })
	if match, err := h.MemberMatch(t.Context(), key); err != nil || match.Coming || match.ID != made.Queued[0] {
		t.Errorf("once it is made: %+v, %v", match, err)
	}
}

func TestDuplicatesAreLookedUpFirst(t *testing.T) {
	h := readyToCreate(t)
	there := h.practice.Rows("contact")[0]
	key := h.nobody()
	request := view.PersonRequest{MemberKey: key, Table: "contact", FirstName: there["firstname"].(string),
		LastName: there["lastname"].(string)}
	found, err := h.Duplicates(t.Context(), request)
	if err != nil || found.Local || len(found.Rows) == 0 || found.Rows[0].ID != there["contactid"] {
		t.Fatalf("%+v, %v", found, err)
	}
	h.practice.Knobs().Offline(true)
	if found, err = h.Duplicates(t.Context(), request); err != nil || !found.Local {
		t.Errorf("offline: %+v, %v", found, err)
	}
}

func TestADuplicateThatDynamicsFindsIsDecidedByAPerson(t *testing.T) {
	h := readyToCreate(t)
	key := h.nobody()
	request := view.PersonRequest{MemberKey: key, Table: "lead", FirstName: "Zoë", LastName: "Unheard-Of", Company: "Nowhere",
		Email: "zoe@nowhere.example"}
	first, err := h.CreatePerson(t.Context(), request)
	if err != nil {
		t.Fatal(err)
	}
	h.sent()
	copied, err := h.Copy(t.Context(), view.CopyRequest{Kind: "note", MemberName: "Zoe Unheard", MemberCompany: "Elsewhere", Text: "x"})
	if err != nil {
		t.Fatal(err)
	}
	request.MemberKey = h.entry(copied.Queued[0]).Row.Member.Key
	second, err := h.CreatePerson(t.Context(), request)
	if err != nil || second.Queued[0] == first.Queued[0] {
		t.Fatalf("%+v, %v", second, err)
	}
	h.sent()
	if entry := h.entry(second.Queued[0]); entry.Row.State != "attention" || entry.Row.Code != string(crm.CodeDuplicateFound) {
		t.Fatalf("%+v", entry.Row)
	}
	if follower := h.entry(copied.Queued[0]); follower.Row.State != "queued" {
		t.Errorf("%+v", follower.Row)
	}
	if err := h.CreateAnyway(t.Context(), second.Queued[0]); err != nil {
		t.Fatal(err)
	}
	h.sent()
	if entry, follower := h.entry(second.Queued[0]), h.entry(copied.Queued[0]); entry.Row.State != "sent" ||
		follower.Row.State != "sent" || !follower.Row.Closed {
		t.Errorf("%+v, %+v", entry.Row, follower.Row)
	}
}

func TestAPersonTakenBackIsNotDecidedForAnyMore(t *testing.T) {
	h := readyToCreate(t)
	h.practice.Knobs().Offline(true)
	key := h.nobody()
	made, err := h.CreatePerson(t.Context(), view.PersonRequest{MemberKey: key, Table: "contact", LastName: "Unheard-Of"})
	if err != nil {
		t.Fatal(err)
	}
	if err := h.Remove(t.Context(), made.Queued); err != nil {
		t.Fatal(err)
	}
	match, err := h.MemberMatch(t.Context(), key)
	if err != nil || match.Decided {
		t.Errorf("%+v, %v", match, err)
	}
	h.practice.Knobs().Offline(false)
	h.until("the note is sent open", func() bool {
		h.sent()
		page, err := h.Entries(t.Context(), view.EntryQuery{State: "unresolved"})
		return err == nil && page.Total == 1
	})
	if h.practice.Row("contact", made.Queued[0]) != nil {
		t.Error("it was made all the same")
	}
}

func TestWhatTheSettingsDoNotAllowIsNotMade(t *testing.T) {
	h := newHouse(t)
	h.ready()
	key := h.nobody()
	_, err := h.CreatePerson(t.Context(), view.PersonRequest{MemberKey: key, Table: "contact", LastName: "Unheard-Of"})
	h.wantCode("a contact", err, crm.CodeWritebackOff)
	_, err = h.CreatePerson(t.Context(), view.PersonRequest{MemberKey: key, Table: "account", LastName: "Unheard-Of"})
	h.wantCode("an account", err, crm.CodeInvalid)
	contact := h.practice.Rows("contact")[0]["contactid"].(string)
	h.wantCode("a flag", h.SetFlag(t.Context(), contact, "ignore"), crm.CodeWritebackOff)
}

func TestAContactIsFlagged(t *testing.T) {
	h := readyToCreate(t)
	rows, me := h.practice.Rows("contact"), h.connection().UserID
	contact := rows[slices.IndexFunc(rows, func(r map[string]any) bool { return r["_ownerid_value"] == me })]["contactid"].(string)
	h.wantCode("no flag", h.SetFlag(t.Context(), contact, "gone"), crm.CodeInvalid)
	if err := h.SetFlag(t.Context(), contact, "not-at-company"); err != nil {
		t.Fatal(err)
	}
	h.sent()
	page, err := h.Entries(t.Context(), view.EntryQuery{Kind: "flag"})
	if err != nil || page.Total != 1 || page.Rows[0].State != "sent" {
		t.Fatalf("%+v, %v", page, err)
	}
	if got := h.practice.Row("contact", contact)["msdyn_orgchangestatus"]; got != int64(crm.OrgChangeNotAtCompany) {
		t.Errorf("the flag is %v", got)
	}
}

// What Dynamics refused is changed and sent again: the form begins with what was queued, and the row is the same one.
func TestARefusedPersonIsChangedAndSentAgain(t *testing.T) {
	h := readyToCreate(t)
	key := h.nobody()
	topic := "Trams"
	me := h.connection().UserID
	h.practice.Knobs().MissingPrivileges(me, "prvCreateLead")
	made, err := h.CreatePerson(t.Context(), view.PersonRequest{MemberKey: key, Table: "lead", FirstName: "Zoë", LastName: "Unheard-Of",
		Country: "Spain", Company: "Nowhere", Topic: topic})
	if err != nil {
		t.Fatal(err)
	}
	h.sent()
	if entry := h.entry(made.Queued[0]); entry.Row.State != "attention" || entry.Row.Code != string(crm.CodeForbidden) {
		t.Fatalf("%+v", entry.Row)
	}
	h.practice.Knobs().MissingPrivileges(me)
	form, err := h.PersonForm(t.Context(), key, "lead")
	if err != nil || form.Person.Topic != topic || form.Person.Country != "Spain" || form.Owner != "Ana Ruiz" {
		t.Fatalf("%+v, %v", form, err)
	}
	form.Person.Topic = "Trams for Bilbao"
	again, err := h.CreatePerson(t.Context(), form.Person)
	if err != nil || !slices.Equal(again.Already, made.Queued) {
		t.Fatalf("%+v, %v", again, err)
	}
	h.sent()
	row := h.practice.Row("lead", made.Queued[0])
	if row["subject"] != "Trams for Bilbao" || row["address1_country"] != "Spain" || row["companyname"] != "Nowhere" {
		t.Errorf("the lead is %v", row)
	}
	entry := h.entry(made.Queued[0])
	want := []view.PersonValue{{Field: "firstName", Text: "Zoë"}, {Field: "lastName", Text: "Unheard-Of"},
		{Field: "company", Text: "Nowhere"}, {Field: "country", Text: "Spain"}, {Field: "topic", Text: "Trams for Bilbao"}}
	if entry.Row.State != "sent" || !slices.Equal(entry.Values, want) {
		t.Errorf("%+v", entry)
	}
	if form, err := h.PersonForm(t.Context(), key, "lead"); err != nil || form.Person.Topic != "" {
		t.Errorf("what is in the organization is no draft any more: %+v, %v", form, err)
	}
}

// Without a topic a lead is about the person. The account of a queued contact is offered by its name.
func TestWhatALeadOrContactBeginsWith(t *testing.T) {
	h := readyToCreate(t)
	key := h.nobody()
	made, err := h.CreatePerson(t.Context(), view.PersonRequest{MemberKey: key, Table: "lead", FirstName: "Zoë", LastName: "Unheard-Of"})
	if err != nil {
		t.Fatal(err)
	}
	h.sent()
	if row := h.practice.Row("lead", made.Queued[0]); row["subject"] != "Zoë Unheard-Of" {
		t.Errorf("the lead is %v", row)
	}
	h.practice.Knobs().Offline(true)
	account := h.practice.Rows("account")[0]
	made, err = h.CreatePerson(t.Context(), view.PersonRequest{MemberKey: key, Table: "contact", LastName: "Unheard-Of",
		AccountID: account["accountid"].(string)})
	if err != nil {
		t.Fatal(err)
	}
	h.until("it waits", func() bool { return h.entry(made.Queued[0]).Row.State == "waiting" })
	form, err := h.PersonForm(t.Context(), key, "contact")
	if err != nil || len(form.Accounts) != 1 || form.Accounts[0].Name != account["name"] ||
		form.Person.AccountID != account["accountid"] || form.Person.FirstName != "" {
		t.Errorf("%+v, %v", form, err)
	}
}

// Somebody who may not make contacts is told the privilege, and the row is made once they may.
func TestWhoMayNotMakeContactsIsToldAndCanTryAgain(t *testing.T) {
	h := readyToCreate(t)
	me := h.connection().UserID
	h.practice.Knobs().MissingPrivileges(me, "prvCreateContact")
	made, err := h.CreatePerson(t.Context(), view.PersonRequest{MemberKey: h.nobody(), Table: "contact", LastName: "Unheard-Of"})
	if err != nil {
		t.Fatal(err)
	}
	h.sent()
	entry := h.entry(made.Queued[0])
	last := entry.Attempts[len(entry.Attempts)-1]
	if entry.Row.State != "attention" || entry.Row.Code != string(crm.CodeForbidden) || !strings.Contains(last.Detail, "prvCreateContact") {
		t.Fatalf("%+v", entry)
	}
	h.practice.Knobs().MissingPrivileges(me)
	if err := h.Retry(t.Context(), made.Queued); err != nil {
		t.Fatal(err)
	}
	h.sent()
	if h.practice.Row("contact", made.Queued[0]) == nil {
		t.Errorf("%+v", h.entry(made.Queued[0]))
	}
}

// TestAFormAsksForWhatTheOrganizationInsistsOn: lead source, required columns, and how long texts may be come from metadata.
func TestAFormAsksForWhatTheOrganizationInsistsOn(t *testing.T) {
	h := readyToCreate(t)
	h.practice.Knobs().RequireColumns("lead", "leadsourcecode", "websiteurl", "description", "transactioncurrencyid", "jobtitle")
	h.practice.Knobs().RequireColumns("contact", "parentcustomerid")
	if _, err := h.Import(t.Context()); err != nil {
		t.Fatal(err)
	}
	key := h.nobody()
	form, err := h.PersonForm(t.Context(), key, "lead")
	if err != nil {
		t.Fatal(err)
	}
	asked := map[string]view.PersonColumn{}
	for _, column := range form.Columns {
		asked[column.Table+" "+column.Name] = column
	}
	for name, want := range map[string]view.PersonColumn{
		"lead websiteurl":            {Kind: "text", MaxLength: 200, Required: true},
		"lead description":           {Kind: "memo", MaxLength: 2000, Required: true},
		"lead leadsourcecode":        {Field: "source", Kind: "choice", Required: true},
		"lead transactioncurrencyid": {Kind: "other", Required: true},
		"lead jobtitle":              {Field: "jobTitle", Kind: "text", MaxLength: 100, Required: true},
		"lead companyname":           {Field: "company", Kind: "text", MaxLength: 100},
		"contact lastname":           {Field: "lastName", Kind: "text", MaxLength: 50},
		"contact parentcustomerid":   {Field: "accountId", Kind: "other", Required: true},
	} {
		got := asked[name]
		if got.Label == "" || got.Field != want.Field || got.Kind != want.Kind || got.MaxLength != want.MaxLength || got.Required != want.Required {
			t.Errorf("%s is %+v, want %+v", name, got, want)
		}
	}
	for name := range asked {
		if strings.HasSuffix(name, " ownerid") || strings.HasSuffix(name, " fullname") || strings.HasSuffix(name, " statecode") {
			t.Errorf("%s is asked for", name)
		}
	}
	source := asked["lead leadsourcecode"].Options[2]
	form.Person.Source = source.Value
	form.Person.Columns = []view.ColumnValue{{Name: "websiteurl", Value: " https://nowhere.example "},
		{Name: "description", Value: "Met at the fair."}, {Name: "transactioncurrencyid", Value: "dollars"},
		{Name: "statecode", Value: "1"}, {Name: "companyname", Value: "somebody else's"}}
	if err := h.SetPracticeOffline(t.Context(), true); err != nil {
		t.Fatal(err)
	}
	made, err := h.CreatePerson(t.Context(), form.Person)
	if err != nil {
		t.Fatal(err)
	}
	again, err := h.PersonForm(t.Context(), key, "lead")
	if err != nil || again.Person.Source != source.Value || !slices.Contains(again.Person.Columns, view.ColumnValue{Name: "websiteurl", Value: "https://nowhere.example"}) {
		t.Errorf("the form of what is queued says %+v, %v", again.Person, err)
	}
	if err := h.SetPracticeOffline(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	h.until("it is made", func() bool { return h.entry(made.Queued[0]).Row.State == "sent" })
	row := h.practice.Row("lead", made.Queued[0])
	if row == nil || row["websiteurl"] != "https://nowhere.example" || row["description"] != "Met at the fair." ||
		strconv.FormatInt(row["leadsourcecode"].(int64), 10) != source.Value || row["companyname"] != "Nowhere at all" || row["statecode"] != int64(0) {
		t.Errorf("the lead is %v", row)
	}
	values := h.entry(made.Queued[0]).Values
	if !slices.Contains(values, view.PersonValue{Field: "leadsourcecode", Label: "Lead Source", Text: source.Label}) {
		t.Errorf("the entry shows %+v", values)
	}
}

func TestAFormIsHeldToWhatColumnsHold(t *testing.T) {
	h := readyToCreate(t)
	key := h.nobody()
	right := view.PersonRequest{MemberKey: key, Table: "lead", LastName: strings.Repeat("\U0001F600", 25), Source: "1"}
	for name, change := range map[string]func(*view.PersonRequest){
		"a name that is too long": func(r *view.PersonRequest) { r.LastName += "x" }, // an emoji counts twice
		"no such source":          func(r *view.PersonRequest) { r.Source = "4711" },
		"a source in words":       func(r *view.PersonRequest) { r.Source = "fair" },
	} {
		wrong := right
		change(&wrong)
		_, err := h.CreatePerson(t.Context(), wrong)
		h.wantCode(name, err, crm.CodeInvalid)
	}
	if _, err := h.CreatePerson(t.Context(), right); err != nil {
		t.Error(err)
	}
}
