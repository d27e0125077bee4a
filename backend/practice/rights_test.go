package practice_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"ferry/backend/practice"
)

// region makes a business unit for Ana with one below it for Jonas, each with a contact of their own, and one of Marek's,
// who stays in the unit above.
func region(t *testing.T) (o *practice.Organization, ana *client) {
	t.Helper()
	o = newOrganization(t)
	admin := as(t, o, "sara.lindqvist")
	const south, coast = "22222222-0000-4000-8000-000000000001", "22222222-0000-4000-8000-000000000002"
	admin.do("POST", "businessunits", `{"businessunitid":"`+south+`","name":"South"}`).is(204)
	admin.do("POST", "businessunits", `{"businessunitid":"`+coast+`","name":"Coast","parentbusinessunitid@odata.bind":`+
		`"businessunits(`+south+`)"}`).is(204)
	for name, unit := range map[string]string{"ana.ruiz": south, "jonas.mueller": coast} {
		admin.do("PATCH", "systemusers("+person(t, o, name).ID+")", `{"businessunitid@odata.bind":"businessunits(`+unit+`)"}`).is(204)
	}
	for _, name := range []string{"ana.ruiz", "jonas.mueller", "marek.zielinski"} {
		as(t, o, name).do("POST", "contacts", `{"lastname":"Scope","firstname":"`+name+`"}`).is(204)
	}
	return o, as(t, o, "ana.ruiz")
}

func TestReadDepths(t *testing.T) {
	o, ana := region(t)
	me := person(t, o, "ana.ruiz").ID
	for depth, want := range map[string]string{"Basic": "ana.ruiz", "Local": "ana.ruiz", "Deep": "ana.ruiz jonas.mueller",
		"Global": "ana.ruiz jonas.mueller marek.zielinski"} {
		o.Knobs().ReadDepth(me, depth)
		seen := names(ana.get("contacts?$select=firstname&$filter=lastname eq 'Scope'").is(200).rows(), "firstname")
		slices.Sort(seen)
		if strings.Join(seen, " ") != want {
			t.Errorf("%s: sees %v, want %s", depth, seen, want)
		}
		tracked := ana.get("contacts?$select=firstname", "Prefer", "odata.track-changes")
		if (tracked.status == 200) != (depth == "Global") {
			t.Errorf("%s: change tracking answers %d", depth, tracked.status)
		}
		one := ana.get("systemusers(" + me + ")/Microsoft.Dynamics.CRM.RetrieveUserPrivilegeByPrivilegeName" +
			"(PrivilegeName='prvReadContact')").is(200)
		if !strings.Contains(one.text, `"Depth":"`+depth+`"`) {
			t.Errorf("%s: the privilege says %s", depth, one.text)
		}
	}
}

// A user takes their rows along to another business unit, and reaches rows of teams they are in at any depth.
func TestRowsFollowTheirOwners(t *testing.T) {
	o, ana := region(t)
	admin, jonas := as(t, o, "sara.lindqvist"), person(t, o, "jonas.mueller").ID
	unit, _ := admin.get("systemusers(" + person(t, o, "ana.ruiz").ID + ")?$select=_businessunitid_value").
		body["_businessunitid_value"].(string)
	admin.do("PATCH", "systemusers("+jonas+")", `{"businessunitid@odata.bind":"businessunits(`+unit+`)"}`).is(204)
	o.Knobs().ReadDepth(person(t, o, "ana.ruiz").ID, "Local")
	if rows := ana.get("contacts?$filter=firstname eq 'jonas.mueller'").is(200).rows(); len(rows) != 1 ||
		rows[0]["_owningbusinessunit_value"] != unit {
		t.Errorf("after the move Ana sees %v", rows)
	}
	team, _ := admin.get("teams?$select=name&$top=1").rows()[0]["teamid"].(string)
	body := `{"lastname":"Shared","ownerid@odata.bind":"teams(` + team + `)"}`
	admin.do("POST", "contacts", body).is(403, "0x80040231")
	role, _ := admin.get("roles?$filter=name eq 'Salesperson'").rows()[0]["roleid"].(string)
	admin.do("POST", "teams("+team+")/teamroles_association/$ref", `{"@odata.id":"roles(`+role+`)"}`).is(204)
	admin.do("POST", "contacts", body).is(204)
	o.Knobs().ReadDepth(person(t, o, "ana.ruiz").ID, "Basic")
	if rows := ana.get("contacts?$filter=lastname eq 'Shared'").is(200).rows(); len(rows) != 1 {
		t.Errorf("Ana sees %d rows of her team", len(rows))
	}
	ana.get("teams(" + team + ")/Microsoft.Dynamics.CRM.RetrieveTeamPrivileges").is(200)
}

// A role that somebody made carries the privileges it was given, at their depths, and no others.
func TestRolesAreMade(t *testing.T) {
	o := newOrganization(t)
	admin, tomas := as(t, o, "sara.lindqvist"), person(t, o, "tomas.byrne")
	const role = "22222222-0000-4000-8000-000000000009"
	admin.do("POST", "roles", `{"roleid":"`+role+`","name":"Readers"}`).is(204)
	grant := func(action, name, depth string) *reply {
		id, _ := admin.get("privileges?$select=name&$filter=name eq '" + name + "'").is(200).rows()[0]["privilegeid"].(string)
		return admin.do("POST", "roles("+role+")/Microsoft.Dynamics.CRM."+action, fmt.Sprintf(
			`{"Privileges":[{"Depth":"%s","PrivilegeId":"%s"}],"PrivilegeId":"%[2]s"}`, depth, id))
	}
	grant("AddPrivilegesRole", "prvReadContact", "Sideways").is(400)
	grant("AddPrivilegesRole", "prvReadContact", "Basic").is(204)
	link := "systemusers(" + tomas.ID + ")/systemuserroles_association"
	for _, held := range admin.get(link + "?$select=name").is(200).rows() {
		admin.do("DELETE", fmt.Sprintf("%s(%s)/$ref", link, held["roleid"]), "").is(204)
	}
	c := as(t, o, "tomas.byrne")
	c.get("WhoAmI").is(403, "0x80042f09")
	admin.do("POST", link+"/$ref", `{"@odata.id":"roles(`+role+`)"}`).is(204)
	for _, row := range c.get("contacts?$select=_ownerid_value").is(200).rows() {
		if row["_ownerid_value"] != tomas.ID {
			t.Fatalf("somebody else's row: %v", row)
		}
	}
	c.get("accounts").is(403, "0x80040220")
	grant("AddPrivilegesRole", "prvReadContact", "Global").is(204)
	if rows := c.get("contacts?$select=lastname").is(200).rows(); len(rows) != 300 {
		t.Errorf("%d contacts at the depth Global", len(rows))
	}
	grant("RemovePrivilegeRole", "prvReadContact", "").is(204)
	c.get("contacts").is(403, "0x80040220")
	admin.do("POST", "roleprivilegescollection", `{}`).is(405)
	fixed, _ := admin.get("roles?$filter=name eq 'Salesperson'").rows()[0]["roleid"].(string)
	admin.do("POST", "roles("+fixed+")/Microsoft.Dynamics.CRM.AddPrivilegesRole", `{"Privileges":[]}`).is(400)
}

func TestQualifyLead(t *testing.T) {
	o := newOrganization(t)
	c := as(t, o, "marek.zielinski")
	const lead = "33333333-0000-4000-8000-000000000001"
	c.do("POST", "leads", `{"leadid":"`+lead+`","firstname":"Nia","lastname":"Okoye","companyname":"Harbour Trams","subject":"Ten trams"}`).is(204)
	const action = "leads(" + lead + ")/Microsoft.Dynamics.CRM.QualifyLead"
	c.do("POST", action, `{"CreateAccount":true}`).is(400, "0x80048d19")
	c.do("POST", action, `{"CreateAccount":true,"CreateContact":true,"CreateOpportunity":true,"Status":4}`).is(400, "0x80048408")
	if rows := c.get("accounts?$filter=name eq 'Harbour Trams'").rows(); len(rows) != 0 {
		t.Fatalf("a refused action made %v", rows)
	}
	made := c.do("POST", action, `{"CreateAccount":true,"CreateContact":true,"CreateOpportunity":true,"Status":3}`).is(200).rows()
	if len(made) != 3 || made[0]["@odata.type"] != "#Microsoft.Dynamics.CRM.account" || made[2]["opportunityid"] == nil {
		t.Fatalf("made %v", made)
	}
	deal := c.get(fmt.Sprintf("opportunities(%s)", made[2]["opportunityid"])).is(200).body
	if deal["name"] != "Ten trams" || deal["_customerid_value"] != made[0]["accountid"] ||
		deal["_parentcontactid_value"] != made[1]["contactid"] || deal["_originatingleadid_value"] != lead {
		t.Errorf("the opportunity: %v", deal)
	}
	if row := c.get("leads(" + lead + ")").body; row["statecode"] != 1.0 || row["statuscode"] != 3.0 ||
		row["_qualifyingopportunityid_value"] != made[2]["opportunityid"] {
		t.Errorf("the lead: %v", row)
	}
	c.do("POST", action, `{"CreateAccount":true,"CreateContact":true,"CreateOpportunity":true,"Status":3}`).is(400)
	start := c.get("InitializeFrom(EntityMoniker=@p1,TargetEntityName=@p2,TargetFieldType=@p3)?@p1={'@odata.id':'leads(" + lead +
		")'}&@p2='contact'&@p3=Microsoft.Dynamics.CRM.TargetFieldType'ValidForCreate'").is(200).body
	if start["lastname"] != "Okoye" || start["originatingleadid@odata.bind"] != "leads("+lead+")" || start["contactid"] != nil {
		t.Errorf("a contact would begin as %v", start)
	}
	delete(start, "@odata.context")
}

func TestMerge(t *testing.T) {
	o := newOrganization(t)
	c := as(t, o, "marek.zielinski")
	const one, two = "33333333-0000-4000-8000-00000000000a", "33333333-0000-4000-8000-00000000000b"
	c.do("POST", "accounts", `{"accountid":"`+one+`","name":"One"}`).is(204)
	c.do("POST", "accounts", `{"accountid":"`+two+`","name":"Two","Account_Tasks":[{"subject":"t"}]}`).is(204)
	target := func(id string) string {
		return `{"accountid":"` + id + `","@odata.type":"Microsoft.Dynamics.CRM.account"}`
	}
	c.do("POST", "Merge", `{"Target":`+target(one)+`}`).is(400, "0x80048d19")
	c.do("POST", "Merge", `{"Target":`+target(one)+`,"Subordinate":`+target(one)+`,"PerformParentingChecks":false}`).is(400)
	c.do("POST", "Merge", `{"Target":`+target(one)+`,"Subordinate":`+target(two)+`,"UpdateContent":{"@odata.type":`+
		`"Microsoft.Dynamics.CRM.account","telephone1":"1"},"PerformParentingChecks":false}`).is(204)
	if row := c.get("accounts(" + two + ")").is(200).body; row["statecode"] != 1.0 || row["merged"] != true ||
		row["_masterid_value"] != one {
		t.Errorf("the subordinate: %v", row)
	}
	row := c.get("accounts(" + one + ")?$select=telephone1&$expand=Account_Tasks($select=subject)").is(200).body
	if tasks, _ := row["Account_Tasks"].([]any); len(tasks) != 1 || row["telephone1"] != "1" {
		t.Errorf("the target: %v", row)
	}
}

func TestEMailsAreSent(t *testing.T) {
	c := as(t, newOrganization(t), "marek.zielinski")
	const email = "33333333-0000-4000-8000-000000000011"
	c.do("POST", "emails", `{"activityid":"`+email+`","subject":"Hello"}`).is(204)
	const action = "emails(" + email + ")/Microsoft.Dynamics.CRM.SendEmail"
	c.do("POST", action, `{}`).is(400, "0x80048d19")
	if r := c.do("POST", action, `{"IssueSend":false}`).is(200); r.str("Subject") != "Hello" {
		t.Errorf("answered %s", r.text)
	}
	if row := c.get("emails(" + email + ")?$select=statecode,statuscode").body; row["statecode"] != 1.0 || row["statuscode"] != 3.0 {
		t.Errorf("the e-mail: %v", row)
	}
	c.do("POST", action, `{"IssueSend":true}`).is(400)
}

func TestSpecialPrivileges(t *testing.T) {
	o := newOrganization(t)
	const header = "MSCRM.BypassCustomPluginExecution"
	as(t, o, "marek.zielinski").do("POST", "contacts", `{"lastname":"x"}`, header, "true").is(403, "0x80040220")
	as(t, o, "marek.zielinski").do("POST", "contacts", `{"lastname":"x"}`, header, "false").is(204)
	as(t, o, "sara.lindqvist").do("POST", "contacts", `{"lastname":"x"}`, header, "true").is(204)
	as(t, o, "marek.zielinski").do("POST", "EntityDefinitions", `{}`).is(403, "0x80040220")
	as(t, o, "sara.lindqvist").do("POST", "EntityDefinitions", `{}`).is(501)
	as(t, o, "sara.lindqvist").do("POST", practice.URL+"/api/search/v1.0/query", `{}`).is(501)
	as(t, o, "nobody").do("POST", practice.URL+"/api/search/v1.0/query", `{}`).is(401)
	as(t, o, "sara.lindqvist").get(practice.URL+"/api/backgroundoperation/"+taskID).is(404, "0x80040217")
}

func TestRowsInUseStay(t *testing.T) {
	o, _ := region(t)
	admin := as(t, o, "sara.lindqvist")
	admin.do("DELETE", "businessunits(22222222-0000-4000-8000-000000000002)", "").is(405, "0x80040227")
	admin.do("DELETE", "systemusers("+person(t, o, "ana.ruiz").ID+")", "").is(405, "0x80040227")
	const spare = "22222222-0000-4000-8000-0000000000ff"
	admin.do("POST", "businessunits", `{"businessunitid":"`+spare+`","name":"Spare"}`).is(204)
	admin.do("DELETE", "businessunits("+spare+")", "").is(204)
}

func TestOldErrors(t *testing.T) {
	o := newOrganization(t)
	o.Knobs().OldErrors(true)
	r := as(t, o, "marek.zielinski").get("contacts?$select=nosuch").is(400, "")
	problem, _ := r.body["error"].(map[string]any)
	if inner, _ := problem["innererror"].(map[string]any); problem["message"] == "" || inner["message"] != problem["message"] {
		t.Errorf("%s", r.text)
	}
}

// A saved organization has its files, roles and business units again.
func TestSavedOrganizationsKeepFilesAndRights(t *testing.T) {
	o, _ := region(t)
	c := as(t, o, "sara.lindqvist")
	const account = "33333333-0000-4000-8000-000000000022"
	c.do("POST", "accounts", `{"accountid":"`+account+`","name":"F","new_markets":"100000001"}`).is(204)
	c.do("PATCH", "accounts("+account+")/new_contract", "kept", "Content-Type", "application/octet-stream", "x-ms-file-name", "a.txt").is(204)
	var saved strings.Builder
	if err := o.Save(&saved); err != nil {
		t.Fatal(err)
	}
	again := newOrganization(t)
	if err := again.Load(strings.NewReader(saved.String())); err != nil {
		t.Fatal(err)
	}
	c = as(t, again, "sara.lindqvist")
	if got := c.get("accounts(" + account + ")/new_contract/$value").is(200).text; got != "kept" {
		t.Errorf("the file holds %q", got)
	}
	again.Knobs().ReadDepth(person(t, again, "ana.ruiz").ID, "Deep")
	rows := as(t, again, "ana.ruiz").get("contacts?$select=firstname&$filter=lastname eq 'Scope'").is(200).rows()
	if len(rows) != 2 {
		t.Errorf("Ana sees %d contacts of her units", len(rows))
	}
}
