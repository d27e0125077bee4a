package practice_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"ferry/backend/practice"
)

const (
	taskID  = "0192f0c0-0000-7000-8000-000000000001"
	otherID = "0192f0c0-0000-7000-8000-000000000002"
)

func firstID(o *practice.Organization, table, key string) string {
	return fmt.Sprint(o.Rows(table)[0][key])
}

func TestCreateOpenThenClose(t *testing.T) {
	o := newOrganization(t)
	c, ana, contact := as(t, o, "ana.ruiz"), person(t, o, "ana.ruiz"), firstID(o, "contact", "contactid")
	body := fmt.Sprintf(`{"activityid":"%s","subject":"Site visit","description":"","statecode":1,"createdon":"2001-01-01T00:00:00Z",
		"regardingobjectid_contact_task@odata.bind":"/contacts(%s)","ownerid@odata.bind":"/systemusers(%s)",
		"scheduledend":"2026-11-20T16:00:00.7Z","category":"Ferry"}`, taskID, contact, ana.ID)
	r := c.do(http.MethodPost, "tasks", body).is(http.StatusNoContent)
	if got := r.header.Get("OData-EntityId"); got != api+"tasks("+taskID+")" {
		t.Errorf("OData-EntityId %q", got)
	}
	row := o.Row("task", taskID)
	for name, want := range map[string]any{"statecode": int64(0), "statuscode": int64(2), "_regardingobjectid_value": contact,
		"_ownerid_value": ana.ID, "_createdby_value": ana.ID, "scheduledend": "2026-11-20T16:00:00Z", "description": nil,
		"activitytypecode": "task", "prioritycode": int64(1)} {
		if row[name] != want {
			t.Errorf("%s = %v, want %v", name, row[name], want)
		}
	}
	if row["createdon"] == "2001-01-01T00:00:00Z" {
		t.Error("createdon is the server's")
	}
	c.do(http.MethodPost, "tasks", body).is(http.StatusPreconditionFailed, "0x80040237")
	c.do(http.MethodPost, "phonecalls", `{"activityid":"`+taskID+`","subject":"x"}`).is(412, "0x80040237")
	path := "tasks(" + taskID + ")"
	c.do(http.MethodPatch, path, `{"statecode":1,"statuscode":2}`, "If-Match", "*").is(400, "0x80048408")
	c.do(http.MethodPatch, path, `{"statecode":1,"statuscode":5}`, "If-Match", "*").is(http.StatusNoContent)
	c.do(http.MethodPatch, path, `{"statecode":1,"statuscode":5}`, "If-Match", "*").is(http.StatusNoContent)
	c.do(http.MethodPatch, path, `{"subject":"y"}`, "If-Match", "*").is(http.StatusBadRequest)
	c.do(http.MethodPatch, path, `{"statecode":0}`, "If-Match", "*").is(http.StatusNoContent)
	if row := o.Row("task", taskID); row["statuscode"] != int64(2) {
		t.Errorf("a state alone takes its default status: %v", row["statuscode"])
	}
	c.do(http.MethodPatch, path, `{"subject":"y"}`, "If-Match", "*").is(http.StatusNoContent)
	o.Knobs().EditClosedRows(true)
	c.do(http.MethodPatch, path, `{"statecode":2}`).is(http.StatusNoContent)
	c.do(http.MethodPatch, path, `{"subject":"z"}`).is(http.StatusNoContent)
}

func TestParties(t *testing.T) {
	o := newOrganization(t)
	c, ana, contact := as(t, o, "ana.ruiz"), person(t, o, "ana.ruiz"), firstID(o, "contact", "contactid")
	body := fmt.Sprintf(`{"activityid":"%s","subject":"InMail","regardingobjectid_contact_li_inmail@odata.bind":"/contacts(%s)",
		"li_inmail_activity_parties":[{"partyid_systemuser@odata.bind":"/systemusers(%s)","participationtypemask":1},
		{"partyid_contact@odata.bind":"/contacts(%s)","participationtypemask":2},
		{"unresolvedpartyname":"Somebody","participationtypemask":3}]}`, taskID, contact, ana.ID, contact)
	c.do(http.MethodPost, "li_inmails", body).is(http.StatusNoContent)
	masks := func() string {
		r := c.get("li_inmails(" + taskID + ")?$select=subject&$expand=li_inmail_activity_parties(" +
			"$select=participationtypemask,_partyid_value,unresolvedpartyname;$orderby=participationtypemask)").is(200)
		list, _ := r.body["li_inmail_activity_parties"].([]any)
		text := ""
		for _, item := range list {
			text += fmt.Sprint(item.(map[string]any)["participationtypemask"], " ")
		}
		return text
	}
	if got := masks(); got != "1 2 3 8 9 " {
		t.Errorf("masks %q", got)
	}
	c.do(http.MethodPut, "li_inmails("+taskID+")/li_inmail_activity_parties",
		`{"value":[{"unresolvedpartyname":"Nobody","participationtypemask":2}]}`).is(http.StatusNoContent)
	if got := masks(); got != "2 8 9 " {
		t.Errorf("masks after the set was replaced %q", got)
	}
	c.do(http.MethodPatch, "li_inmails("+taskID+")", `{"regardingobjectid_contact@odata.bind":null}`).is(http.StatusNoContent)
	if got := masks(); got != "2 9 " {
		t.Errorf("masks without regarding %q", got)
	}
	c.do(http.MethodDelete, "li_inmails("+taskID+")", "").is(http.StatusNoContent)
	for _, party := range o.Rows("activityparty") {
		if party["_activityid_value"] == taskID {
			t.Fatal("a party outlived its activity")
		}
	}
}

func TestPolymorphicLookupsAndBindForms(t *testing.T) {
	o := newOrganization(t)
	c := as(t, o, "ana.ruiz")
	account, contact := firstID(o, "account", "accountid"), firstID(o, "contact", "contactid")
	for i, bind := range []string{
		`"regardingobjectid_contact_task@odata.bind":"/contacts(` + contact + `)"`,
		`"regardingobjectid_contact@odata.bind":"contacts(` + contact + `)"`,
		`"regardingobjectid_account_task@odata.bind":"` + api + `accounts(` + account + `)"`,
	} {
		id := fmt.Sprintf("0192f0c0-0000-7000-8000-00000000010%d", i)
		c.do(http.MethodPost, "tasks", `{"activityid":"`+id+`","subject":"x",`+bind+`}`).is(http.StatusNoContent)
		want := contact
		if i == 2 {
			want = account
		}
		if got := o.Row("task", id)["_regardingobjectid_value"]; got != want {
			t.Errorf("%s: %v", bind, got)
		}
	}
	id := "0192f0c0-0000-7000-8000-000000000200"
	c.do(http.MethodPost, "contacts", `{"contactid":"`+id+`","lastname":"Byron","parentcustomerid_contact@odata.bind":"/contacts(`+
		contact+`)"}`).is(http.StatusNoContent)
	c.do(http.MethodPatch, "contacts("+id+")", `{"parentcustomerid_account@odata.bind":"/accounts(`+account+`)"}`).is(204)
	if row := o.Row("contact", id); row["_parentcustomerid_value"] != account || row["_parentcustomerid_value@table"] != "account" {
		t.Errorf("the later one replaces the first: %v", row["_parentcustomerid_value@table"])
	}
}

func TestRefusedBodies(t *testing.T) {
	o := newOrganization(t)
	c, contact := as(t, o, "ana.ruiz"), firstID(o, "contact", "contactid")
	long := strings.Repeat("x", 201)
	for body, code := range map[string]string{
		`{"Subject":"x"}`: "0x80048d19",
		`{"subject":7}`:   "0x80048d19",
		`{"_regardingobjectid_value":"` + contact + `"}`:                             "0x80048d19",
		`{"RegardingObjectId_contact_task@odata.bind":"/contacts(` + contact + `)"}`: "0x80048d19",
		`{"regardingobjectid_account_task@odata.bind":"/contacts(` + contact + `)"}`: "0x80048d19",
		`{"subject":"` + long + `"}`:                                                 "0x80044331",
		`{"prioritycode":9}`:                                                         "0x8004431A",
		`{"statuscode":5}`:                                                           "0x80048408",
		`{"createdby":"x"}`:                                                          "0x80048d19",
		`not json`:                                                                   "0x80048d19",
		`[]`:                                                                         "0x80048d19",
		`{"scheduledend":"soon"}`:                                                    "0x80048d19",
		`{"subject":"x"} {}`:                                                         "0x80048d19",
	} {
		c.do(http.MethodPost, "tasks", body).is(http.StatusBadRequest, code)
	}
	c.do(http.MethodPost, "tasks", `{"regardingobjectid_contact_task@odata.bind":"/contacts(`+otherID+`)"}`).is(404, "0x80040217")
	if text := c.do(http.MethodPost, "environmentvariablevalues",
		`{"environmentvariabledefinitionid@odata.bind":"/environmentvariabledefinitions(`+otherID+`)"}`).is(400).text; !strings.Contains(text, "undeclared") {
		t.Errorf("custom lookups are bound by their schema name: %s", text)
	}
	// 200 characters outside the basic plane are 400 UTF-16 units.
	c.do(http.MethodPost, "tasks", `{"subject":"`+strings.Repeat("🚋", 101)+`"}`).is(400, "0x80044331")
	c.do(http.MethodPost, "tasks", `{"subject":"`+strings.Repeat("ß", 200)+`"}`).is(204)
}

func TestPreconditions(t *testing.T) {
	o := newOrganization(t)
	c := as(t, o, "ana.ruiz")
	path := "tasks(" + taskID + ")"
	c.do(http.MethodPatch, path, `{"subject":"x"}`, "If-Match", "*").is(404, "0x80040217")
	c.do(http.MethodPatch, path, `{"subject":"x"}`, "If-None-Match", "*").is(204)
	c.do(http.MethodPatch, path, `{"subject":"x"}`, "If-None-Match", "*").is(412, "0x80040237")
	old := c.get(path).header.Get("ETag")
	c.do(http.MethodPatch, path, `{"subject":"y"}`, "If-Match", old).is(204)
	c.do(http.MethodPatch, path, `{"subject":"z"}`, "If-Match", old).is(412, "0x80060882")
	c.do(http.MethodDelete, path, "", "If-Match", old).is(412, "0x80060882")
	r := c.do(http.MethodPatch, path+"?$select=subject", `{"subject":"z"}`, "Prefer", "return=representation").is(200)
	if r.str("subject") != "z" || r.header.Get("ETag") == "" || r.header.Get("OData-EntityId") != "" {
		t.Errorf("%s %v", r.text, r.header)
	}
	c.do(http.MethodDelete, path, "").is(204)
	c.do(http.MethodDelete, path, "").is(404, "0x80040217")
	c.do(http.MethodPatch, path, `{"subject":"back"}`).is(204) // a PATCH without If-Match makes the row again
	c.do(http.MethodPost, "tasks?$select=subject", `{"subject":"new"}`, "Prefer", "return=representation").is(201)
	c.do(http.MethodPut, path+"/subject", `{"value":"put"}`).is(204)
	c.do(http.MethodDelete, path+"/description", "").is(204)
	if got := o.Row("task", taskID)["subject"]; got != "put" {
		t.Errorf("subject %v", got)
	}
}

func TestOwners(t *testing.T) {
	o := newOrganization(t)
	ana, admin := as(t, o, "ana.ruiz"), as(t, o, "sara.lindqvist")
	bind := func(name string) string {
		return `{"subject":"x","ownerid@odata.bind":"/systemusers(` + person(t, o, name).ID + `)"}`
	}
	ana.do(http.MethodPost, "tasks", bind("olga.petrova")).is(400, "0x8004022b")
	ana.do(http.MethodPost, "tasks", bind("tomas.byrne")).is(403, "0x80040231")
	ana.do(http.MethodPost, "tasks", bind("marek.zielinski")).is(204)
	o.Knobs().MissingPrivileges(person(t, o, "ana.ruiz").ID, "prvAssignActivity", "prvAppendToContact")
	ana.do(http.MethodPost, "tasks", bind("marek.zielinski")).is(403, "0x80040220")
	ana.do(http.MethodPost, "tasks", `{"subject":"x"}`).is(204)
	ana.do(http.MethodPost, "tasks", `{"subject":"x","regardingobjectid_contact_task@odata.bind":"/contacts(`+
		firstID(o, "contact", "contactid")+`)"}`).is(403, "0x80040220")
	for _, row := range o.Rows("task") {
		if row["_ownerid_value"] == person(t, o, "marek.zielinski").ID {
			ana.do(http.MethodPatch, fmt.Sprintf("tasks(%s)", row["activityid"]), `{"subject":"mine"}`).is(403, "0x80048306")
			admin.do(http.MethodDelete, fmt.Sprintf("tasks(%s)", row["activityid"]), "").is(204)
			break
		}
	}
}

func TestImpersonation(t *testing.T) {
	o := newOrganization(t)
	ana := person(t, o, "ana.ruiz")
	body := `{"activityid":"` + taskID + `","subject":"x"}`
	as(t, o, "marek.zielinski").do(http.MethodPost, "tasks", body, "CallerObjectId", ana.ObjectID).is(403, "0x8004A110")
	as(t, o, "svc.linkedin").do(http.MethodPost, "tasks", body, "CallerObjectId", ana.ObjectID).is(204)
	row := o.Row("task", taskID)
	if row["_createdby_value"] != ana.ID || row["_ownerid_value"] != ana.ID ||
		row["_createdonbehalfby_value"] != person(t, o, "svc.linkedin").ID {
		t.Errorf("%v", row)
	}
	// Only what both may do is done: Ana may make contacts, the integration user may not; neither may read what one may not.
	integration := as(t, o, "svc.linkedin")
	integration.do(http.MethodPost, "contacts", `{"lastname":"x"}`, "MSCRMCallerID", ana.ID).is(403, "0x80040220")
	o.Knobs().MissingPrivileges(ana.ID, "prvReadLead")
	integration.get("leads").is(200)
	integration.get("leads", "MSCRMCallerID", ana.ID).is(403, "0x80040220")
}

func TestSharedSettings(t *testing.T) {
	o := newOrganization(t)
	admin, seller := as(t, o, "ana.ruiz"), as(t, o, "marek.zielinski")
	definition := `{"schemaname":"ferry_CrmSettings","displayname":"Ferry","type":100000000}`
	seller.do(http.MethodPatch, "environmentvariabledefinitions("+taskID+")", definition, "If-None-Match", "*").is(403, "0x80040220")
	admin.do(http.MethodPatch, "environmentvariabledefinitions("+taskID+")", definition, "If-None-Match", "*").is(204)
	value := `{"value":"{}","EnvironmentVariableDefinitionId@odata.bind":"/environmentvariabledefinitions(` + taskID + `)"}`
	admin.do(http.MethodPatch, "environmentvariablevalues("+otherID+")", value, "If-None-Match", "*").is(204)
	admin.do(http.MethodPatch, "environmentvariablevalues("+otherID+")", value, "If-None-Match", "*").is(412, "0x80040237")
	rows := seller.get("environmentvariabledefinitions?$filter=schemaname eq 'ferry_CrmSettings'&$select=defaultvalue" +
		"&$expand=environmentvariabledefinition_environmentvariablevalue($select=value)").is(200).rows()
	values, _ := rows[0]["environmentvariabledefinition_environmentvariablevalue"].([]any)
	if len(values) != 1 || values[0].(map[string]any)["value"] != "{}" {
		t.Errorf("%v", rows)
	}
	got := seller.get("RetrieveEnvironmentVariableValue(DefinitionSchemaName='ferry_CrmSettings')").is(200).str("Value")
	if got != "{}" {
		t.Errorf("value %q", got)
	}
	admin.do(http.MethodPatch, "environmentvariablevalues("+otherID+")", `{"value":"`+strings.Repeat("x", 2001)+`"}`).
		is(400, "0x80044331")
}

func TestTeamMembers(t *testing.T) {
	o := newOrganization(t)
	admin, ana := as(t, o, "sara.lindqvist"), person(t, o, "ana.ruiz")
	admin.do(http.MethodPost, "teams", `{"teamid":"`+taskID+`","name":"Seats"}`).is(204)
	link := `{"@odata.id":"` + api + `systemusers(` + ana.ID + `)"}`
	admin.do(http.MethodPost, "teams("+taskID+")/teammembership_association/$ref", link).is(204)
	rows := admin.get("teams(" + taskID + ")/teammembership_association?$select=fullname").is(200).rows()
	if len(rows) != 1 || rows[0]["systemuserid"] != ana.ID {
		t.Errorf("members %v", rows)
	}
	as(t, o, "marek.zielinski").do(http.MethodPost, "teams("+taskID+")/teammembership_association/$ref", link).is(403, "0x80040220")
	rows = admin.get("systemusers?$select=fullname&$filter=teammembership_association/any(x:x/name eq 'Seats')").is(200).rows()
	if len(rows) != 1 {
		t.Errorf("users in the team: %v", rows)
	}
	path := "teams(" + taskID + ")/teammembership_association(" + ana.ID + ")/$ref"
	admin.do(http.MethodDelete, path, "").is(204)
	admin.do(http.MethodDelete, path, "").is(404)
}

func TestNotesGoWithTheirActivity(t *testing.T) {
	o := newOrganization(t)
	c := as(t, o, "ana.ruiz")
	c.do(http.MethodPost, "li_messages", `{"activityid":"`+taskID+`","subject":"x"}`).is(204)
	c.do(http.MethodPost, "annotations", `{"annotationid":"`+otherID+`","subject":"Rest","notetext":"long",
		"objectid_li_message@odata.bind":"/li_messages(`+taskID+`)"}`).is(204)
	if got := o.Row("annotation", otherID)["objecttypecode"]; got != "li_message" {
		t.Errorf("objecttypecode %v", got)
	}
	c.do(http.MethodDelete, "li_messages("+taskID+")", "").is(204)
	if o.Row("annotation", otherID) != nil {
		t.Error("the note outlived its activity")
	}
}
