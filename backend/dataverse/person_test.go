package dataverse

import (
	"reflect"
	"strings"
	"testing"

	"ferry/backend/crm"
)

var detecting = map[string]string{"MSCRM.SuppressDuplicateDetection": "false", "If-Match": "", "If-None-Match": ""}

func newContact() crm.Person {
	return crm.Person{
		ID: "{" + strings.ToUpper(taskID) + "}", Table: crm.TableContact, FirstName: "Ada", LastName: "O'Byron", JobTitle: "CTO",
		Email: "ada_b@x.example", Phone: "+34 600", Country: "Spain", Account: crm.Ref{Table: crm.TableAccount, ID: contactID},
		Columns: map[string]string{"new_linkedinurl": "https://www.linkedin.com/in/ada"}, Owner: owner,
	}
}

func TestCreateContact(t *testing.T) {
	posted := `{"contactid":"` + taskID + `","firstname":"Ada","lastname":"O'Byron","jobtitle":"CTO","emailaddress1":"ada_b@x.example",
	 "telephone1":"+34 600","address1_country":"Spain","parentcustomerid_account@odata.bind":"/accounts(` + contactID + `)",
	 "new_linkedinurl":"https://www.linkedin.com/in/ada","ownerid@odata.bind":"/systemusers(` + userID + `)"}`
	post := exchange{want: "POST contacts", body: posted, header: detecting}
	answer := func(status int, code string) exchange {
		e := fails(status, code, "A record was not created or updated because a duplicate of the current record already exists.")
		e.want, e.body, e.header = post.want, post.body, post.header
		return e
	}
	elsewhere := post
	elsewhere.with = map[string]string{"OData-EntityId": origin + root + "contacts(" + secondID + ")"}
	for _, test := range []struct {
		answer exchange
		code   crm.Code
	}{
		{post, ""}, {answer(500, "0x80040333"), crm.CodeDuplicateFound}, {answer(412, "0x80040333"), crm.CodeDuplicateFound},
		{answer(412, "0x80040237"), crm.CodeDuplicateKey}, {elsewhere, crm.CodeInvalid},
	} {
		client, _ := play(t, test.answer)
		if err := client.CreatePerson(t.Context(), newContact()); crm.CodeOf(err) != test.code {
			t.Errorf("%v, want %s", err, test.code)
		}
	}
	post.header = map[string]string{"MSCRM.SuppressDuplicateDetection": ""}
	client, _ := play(t, post)
	looked := newContact()
	looked.AllowDuplicate = true
	if err := client.CreatePerson(t.Context(), looked); err != nil {
		t.Error(err)
	}
}

func TestCreateLead(t *testing.T) {
	source := 8
	client, _ := play(t, exchange{want: "POST leads", header: detecting, body: `{"leadid":"` + taskID + `","firstname":"Ada",
	 "lastname":"Byron","companyname":"Analytical","subject":"From LinkedIn","leadsourcecode":8}`})
	err := client.CreatePerson(t.Context(), crm.Person{ID: taskID, Table: crm.TableLead, FirstName: "Ada", LastName: "Byron",
		Company: "Analytical", Topic: "From LinkedIn", Source: &source, Account: crm.Ref{Table: crm.TableAccount, ID: contactID}})
	if err != nil {
		t.Error(err)
	}
}

func TestPeopleThatCannotBeMade(t *testing.T) {
	for name, change := range map[string]func(*crm.Person){
		"no id": func(p *crm.Person) { p.ID = "" }, "no such table": func(p *crm.Person) { p.Table = crm.TableAccount },
		"a bind as a column":     func(p *crm.Person) { p.Columns = map[string]string{"ownerid@odata.bind": "/systemusers(x)"} },
		"a company that is none": func(p *crm.Person) { p.Account.ID = "x" }, "an owner that is none": func(p *crm.Person) { p.Owner.ID = "x" },
	} {
		person := newContact()
		change(&person)
		client, _ := play(t)
		if err := client.CreatePerson(t.Context(), person); crm.CodeOf(err) != crm.CodeInvalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestReadPerson(t *testing.T) {
	path := "GET leads(" + taskID + ")?$select=leadid,firstname,lastname,jobtitle,emailaddress1,telephone1,_ownerid_value"
	gone := fails(404, "0x80040217", "lead With Id = x Does Not Exist")
	gone.want = path
	client, _ := play(t, exchange{want: path, reply: `{"leadid":"` + taskID + `","firstname":null,"lastname":"Byron",
	 "emailaddress1":"a@x.example","_ownerid_value":"` + userID + `"}`}, gone, exchange{want: path, reply: `{"leadid":"` + secondID + `"}`})
	got, err := client.ReadPerson(t.Context(), crm.TableLead, taskID)
	want := crm.Person{ID: taskID, Table: crm.TableLead, LastName: "Byron", Email: "a@x.example", Owner: owner}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, %v", got, err)
	}
	_, err = client.ReadPerson(t.Context(), crm.TableLead, taskID)
	wantCode(t, err, crm.CodeNotFound)
	_, err = client.ReadPerson(t.Context(), crm.TableLead, taskID)
	wantCode(t, err, crm.CodeUnavailable)
}

func TestDuplicates(t *testing.T) {
	const emails = "emailaddress1,emailaddress2,emailaddress3"
	client, _ := play(t, exchange{
		want: "GET contacts?$select=contactid,fullname,firstname,lastname,jobtitle," + emails + ",_parentcustomerid_value&$filter=" +
			"statecode%20eq%200%20and%20%28emailaddress1%20eq%20%27ada_b%40x.example%27%20or%20emailaddress2%20eq%20%27ada_b%40x.example%27" +
			"%20or%20emailaddress3%20eq%20%27ada_b%40x.example%27%20or%20%28firstname%20eq%20%27Ada%27%20and%20lastname%20eq%20" +
			"%27O%27%27Byron%27%29%29",
		header: map[string]string{"Prefer": "odata.maxpagesize=20," + lookupAnnotations},
		reply: `{"value":[
		{"contactid":"` + userID + `","fullname":"A. B.","jobtitle":"CEO","emailaddress1":"x@x.example","emailaddress2":"ADA_B@x.example",
		 "_parentcustomerid_value":"` + contactID + `","_parentcustomerid_value@OData.Community.Display.V1.FormattedValue":"Analytical"},
		{"contactid":"` + contactID + `","fullname":"Àda O'Byron","firstname":"Àda","lastname":"O'Byron"},
		{"contactid":"` + secondID + `","fullname":"Other","emailaddress1":"adaXb@x.example"},{"fullname":"Ada O'Byron"}]}`})
	got, err := client.Duplicates(t.Context(), newContact())
	want := []crm.Candidate{
		{Row: crm.Ref{Table: crm.TableContact, ID: userID, Name: "A. B."}, Company: "Analytical", Title: "CEO",
			Email: "ADA_B@x.example", Reasons: []crm.Reason{crm.ReasonEmail}, Score: 1},
		{Row: crm.Ref{Table: crm.TableContact, ID: contactID, Name: "Àda O'Byron"}, Reasons: []crm.Reason{crm.ReasonNameOnly}, Score: 0.5},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("\n got %+v, %v\nwant %+v", got, err, want)
	}
	if got, err := client.Duplicates(t.Context(), crm.Person{ID: taskID, Table: crm.TableLead, LastName: "Byron"}); got != nil || err != nil {
		t.Errorf("nothing to look for: %v, %v", got, err)
	}
}

func TestSetFlag(t *testing.T) {
	path := "PATCH contacts(" + contactID + ")"
	undeclared := fails(400, "0x80048d19", "An undeclared property 'msdyn_orgchangestatus' was found in the payload.")
	undeclared.want, undeclared.body = path, `{"msdyn_orgchangestatus":2}`
	client, _ := play(t,
		exchange{want: path, body: `{"msdyn_orgchangestatus":1}`, header: map[string]string{"If-Match": "*"}},
		exchange{want: path, body: `{"msdyn_orgchangestatus":0}`, header: map[string]string{"If-Match": `W/"5"`}}, undeclared)
	if err := client.SetFlag(t.Context(), contactID, crm.OrgChangeNotAtCompany, ""); err != nil {
		t.Error(err)
	}
	if err := client.SetFlag(t.Context(), contactID, crm.OrgChangeNone, `W/"5"`); err != nil {
		t.Error(err)
	}
	wantCode(t, client.SetFlag(t.Context(), contactID, crm.OrgChangeIgnore, "*"), crm.CodeMissingTable)
	wantCode(t, client.SetFlag(t.Context(), "x", crm.OrgChangeIgnore, "*"), crm.CodeInvalid)
}
