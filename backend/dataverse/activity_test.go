package dataverse

import (
	"reflect"
	"testing"
	"time"

	"ferry/backend/crm"
)

var (
	contact = crm.Ref{Table: crm.TableContact, ID: contactID}
	owner   = crm.Ref{Table: crm.TableUser, ID: userID}
	start   = time.Date(2026, 11, 20, 17, 0, 0, 0, time.FixedZone("CET", 3600))
)

func TestCreateActivities(t *testing.T) {
	parties := []crm.Party{{Role: crm.PartySender, Row: owner}, {Role: crm.PartyTo, Name: "José García"}, {Role: crm.PartyTo}}
	tests := []struct {
		activity crm.Activity
		want     string
		body     string
	}{
		{
			crm.Activity{ID: "7A000000-0000-4000-8000-000000000003", Table: crm.TableTask, Subject: "Site visit", Description: "text",
				Category: "Ferry", Subcategory: "note", Owner: owner, Regarding: contact, Start: start, End: start.Add(time.Minute),
				State: crm.ActivityCompleted, Status: 5, PhoneNumber: "ignored", URL: "ignored"},
			"POST tasks",
			`{"activityid":"` + taskID + `","subject":"Site visit","description":"text","category":"Ferry","subcategory":"note",
			"ownerid@odata.bind":"/systemusers(` + userID + `)",
			"regardingobjectid_contact_task@odata.bind":"/contacts(` + contactID + `)",
			"scheduledstart":"2026-11-20T16:00:00Z","actualstart":"2026-11-20T16:00:00Z",
			"scheduledend":"2026-11-20T16:01:00Z","actualend":"2026-11-20T16:01:00Z"}`,
		},
		{
			crm.Activity{ID: taskID, Table: crm.TablePhoneCall, Subject: "Call", PhoneNumber: "+34 600", Outgoing: true, Parties: parties},
			"POST phonecalls",
			`{"activityid":"` + taskID + `","subject":"Call","phonenumber":"+34 600","directioncode":true,
			"phonecall_activity_parties":[
			 {"participationtypemask":1,"partyid_systemuser@odata.bind":"/systemusers(` + userID + `)"},
			 {"participationtypemask":2,"unresolvedpartyname":"José García"}]}`,
		},
		{
			crm.Activity{ID: taskID, Table: crm.TableSmartLinkView, Subject: "Viewed", URL: "https://lnkd.example/x",
				Regarding: crm.Ref{Table: crm.TableLead, ID: contactID}, Category: "ignored"},
			"POST li_pointdrivepresentationvieweds",
			`{"activityid":"` + taskID + `","subject":"Viewed","li_url":"https://lnkd.example/x",
			"regardingobjectid_lead_li_pointdrivepresentationviewed@odata.bind":"/leads(` + contactID + `)"}`,
		},
		{
			crm.Activity{ID: taskID, Table: crm.TableMessage, Subject: "Hi", Owner: crm.Ref{Table: crm.TableTeam, ID: userID}},
			"POST li_messages",
			`{"activityid":"` + taskID + `","subject":"Hi","ownerid@odata.bind":"/teams(` + userID + `)"}`,
		},
	}
	for _, test := range tests {
		client, _ := play(t, exchange{want: test.want, body: test.body, with: map[string]string{
			"OData-EntityId": origin + root + "tasks(" + taskID + ")",
		}, header: map[string]string{"Content-Type": "application/json; charset=utf-8", "If-None-Match": "", "If-Match": ""}})
		if err := client.CreateActivity(t.Context(), test.activity); err != nil {
			t.Error(err)
		}
	}
}

func TestActivitiesThatNeverReachTheWire(t *testing.T) {
	client, _ := play(t)
	for _, activity := range []crm.Activity{
		{Table: crm.TableContact, ID: taskID}, {Table: "email", ID: taskID}, {Table: crm.TableTask, ID: ""},
		{Table: crm.TableTask, ID: "x)/evil("}, {Table: crm.TableTask, ID: taskID, Owner: crm.Ref{Table: "evil(1)", ID: userID}},
		{Table: crm.TableTask, ID: taskID, Regarding: crm.Ref{Table: crm.TableContact, ID: "1"}},
		{Table: crm.TableTask, ID: taskID, Parties: []crm.Party{{Row: crm.Ref{Table: "x", ID: userID}}}},
	} {
		wantCode(t, client.CreateActivity(t.Context(), activity), crm.CodeInvalid)
	}
	wantCode(t, client.DeleteActivity(t.Context(), crm.TableAccount, taskID), crm.CodeInvalid)
	wantCode(t, client.UpdateActivity(t.Context(), crm.TableAccount, taskID, crm.ActivityChange{}, "*"), crm.CodeInvalid)
	_, err := client.ReadActivity(t.Context(), crm.TableTask, "nonsense")
	wantCode(t, err, crm.CodeInvalid)
}

func TestCreateTwice(t *testing.T) {
	taken := fails(412, "0x80040237", "A record with matching key values already exists.")
	taken.want, taken.body = "POST tasks", `{"activityid":"`+taskID+`"}`
	client, _ := play(t, taken)
	wantCode(t, client.CreateActivity(t.Context(), crm.Activity{ID: taskID, Table: crm.TableTask}), crm.CodeDuplicateKey)
}

func TestUpdateActivity(t *testing.T) {
	subject, state, status, none := "New", crm.ActivityCompleted, 5, crm.Ref{}
	path := "tasks(" + taskID + ")"
	etag := map[string]string{"If-Match": `W/"501"`}
	anyVersion := map[string]string{"If-Match": "*"}
	closing := exchange{want: "PATCH " + path, body: `{"statecode":1,"statuscode":5}`, header: anyVersion}

	t.Run("close alone", func(t *testing.T) {
		client, _ := play(t, closing)
		err := client.UpdateActivity(t.Context(), crm.TableTask, taskID, crm.ActivityChange{State: &state, Status: &status}, "")
		if err != nil {
			t.Error(err)
		}
	})
	t.Run("content, parties, then state", func(t *testing.T) {
		client, _ := play(t,
			exchange{want: "PATCH " + path, header: etag, body: `{"subject":"New","scheduledstart":"2026-11-20T16:00:00Z",
			 "actualstart":"2026-11-20T16:00:00Z","regardingobjectid_contact_task@odata.bind":"/contacts(` + contactID + `)"}`},
			exchange{want: "PUT " + path + "/task_activity_parties",
				body: `{"value":[{"participationtypemask":1,"partyid_systemuser@odata.bind":"/systemusers(` + userID + `)"}]}`},
			closing)
		err := client.UpdateActivity(t.Context(), crm.TableTask, taskID, crm.ActivityChange{
			Subject: &subject, Regarding: &contact, Start: &start, State: &state, Status: &status,
			Parties: []crm.Party{{Role: crm.PartySender, Row: owner}},
		}, `W/"501"`)
		if err != nil {
			t.Error(err)
		}
	})
	t.Run("clear", func(t *testing.T) {
		client, _ := play(t, exchange{want: "PATCH " + path, header: anyVersion,
			body: `{"regardingobjectid_contact_task@odata.bind":null,"scheduledend":null,"actualend":null}`})
		err := client.UpdateActivity(t.Context(), crm.TableTask, taskID, crm.ActivityChange{Regarding: &none, End: &time.Time{}}, "*")
		if err != nil {
			t.Error(err)
		}
	})
	t.Run("stops at the first refusal", func(t *testing.T) {
		changed := fails(412, "0x80060882", "RowVersion")
		changed.want, changed.body = "PATCH "+path, `{"subject":"New"}`
		client, _ := play(t, changed)
		change := crm.ActivityChange{Subject: &subject, State: &state}
		wantCode(t, client.UpdateActivity(t.Context(), crm.TableTask, taskID, change, `W/"1"`), crm.CodeChanged)
	})
	t.Run("nothing to change", func(t *testing.T) {
		client, _ := play(t)
		if err := client.UpdateActivity(t.Context(), crm.TableTask, taskID, crm.ActivityChange{}, "*"); err != nil {
			t.Error(err)
		}
	})
}

const readPath = "(" + taskID + ")?$select=activityid,subject,description,_regardingobjectid_value,_ownerid_value," +
	"_createdby_value,scheduledstart,scheduledend,actualstart,actualend,statecode,statuscode,modifiedon"

func TestReadActivity(t *testing.T) {
	const lookup = "@Microsoft.Dynamics.CRM.lookuplogicalname"
	client, _ := play(t, exchange{
		want: "GET phonecalls" + readPath + ",category,subcategory,phonenumber,directioncode" +
			"&$expand=phonecall_activity_parties($select=participationtypemask,_partyid_value,unresolvedpartyname)",
		header: map[string]string{"Prefer": lookupAnnotations},
		reply: `{"@odata.context":"x","@odata.etag":"W/\"77\"","activityid":"7A000000-0000-4000-8000-000000000003","subject":"Call",
		"description":null,"_regardingobjectid_value":"` + contactID + `","_regardingobjectid_value` + lookup + `":"contact",
		"_regardingobjectid_value@OData.Community.Display.V1.FormattedValue":"Ada Byron",
		"_ownerid_value":"` + userID + `","_ownerid_value` + lookup + `":"team","_createdby_value":"` + userID + `",
		"scheduledstart":"2026-11-20T16:00:00Z","actualstart":"2026-11-20","scheduledend":null,"actualend":"2026-11-20T17:00:00Z",
		"statecode":1,"statuscode":2,"modifiedon":"2026-11-21T10:00:00Z","category":"Ferry","subcategory":"call",
		"phonenumber":"+34 600","directioncode":true,
		"phonecall_activity_parties":[
		 {"participationtypemask":2,"_partyid_value":null,"unresolvedpartyname":"José"},
		 {"participationtypemask":1,"_partyid_value":"` + userID + `","_partyid_value` + lookup + `":"systemuser"},
		 {"participationtypemask":8,"_partyid_value":"` + contactID + `"},{"participationtypemask":9,"_partyid_value":"` + userID + `"}],
		"phonecall_activity_parties@odata.nextLink":"https://elsewhere"}`,
	})
	got, err := client.ReadActivity(t.Context(), crm.TablePhoneCall, taskID)
	if err != nil {
		t.Fatal(err)
	}
	want := crm.Activity{
		ID: taskID, Table: crm.TablePhoneCall, Subject: "Call", Regarding: crm.Ref{Table: "contact", ID: contactID, Name: "Ada Byron"},
		Owner: crm.Ref{Table: crm.TableTeam, ID: userID}, Creator: owner,
		Parties: []crm.Party{{Role: crm.PartySender, Row: owner}, {Role: crm.PartyTo, Name: "José"}},
		Start:   start.UTC(), End: start.UTC().Add(time.Hour), Category: "Ferry", Subcategory: "call", PhoneNumber: "+34 600",
		Outgoing: true, State: crm.ActivityCompleted, Status: 2, ModifiedOn: time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC),
		ETag: `W/"77"`,
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("\n got %+v\nwant %+v", got, want)
	}
}

func TestReadActivityThatIsNotThere(t *testing.T) {
	path := "GET li_messages" + readPath +
		"&$expand=li_message_activity_parties($select=participationtypemask,_partyid_value,unresolvedpartyname)"
	gone := fails(404, "0x80040217", "li_message With Id = x Does Not Exist")
	gone.want = path
	other := exchange{want: path, reply: `{"activityid":"` + contactID + `"}`}
	client, _ := play(t, gone, other)
	_, err := client.ReadActivity(t.Context(), crm.TableMessage, taskID)
	wantCode(t, err, crm.CodeNotFound)
	_, err = client.ReadActivity(t.Context(), crm.TableMessage, taskID)
	wantCode(t, err, crm.CodeUnavailable)
}

func TestAnnotations(t *testing.T) {
	note := crm.Annotation{ID: taskID, Object: crm.Ref{Table: crm.TableInMail, ID: contactID}, Subject: "Whole text",
		Text: "…", Owner: owner}
	client, _ := play(t,
		exchange{want: "POST annotations", body: `{"annotationid":"` + taskID + `","isdocument":false,"subject":"Whole text",
		"notetext":"…","objectid_li_inmail@odata.bind":"/li_inmails(` + contactID + `)",
		"ownerid@odata.bind":"/systemusers(` + userID + `)"}`},
		exchange{want: "GET annotations(" + taskID + ")?$select=annotationid,subject,notetext,_objectid_value,_ownerid_value",
			reply: `{"annotationid":"` + taskID + `","subject":"Whole text","notetext":"…","_objectid_value":"` + contactID + `",
			"_objectid_value@Microsoft.Dynamics.CRM.lookuplogicalname":"li_inmail","_ownerid_value":"` + userID + `"}`})
	if err := client.CreateAnnotation(t.Context(), note); err != nil {
		t.Fatal(err)
	}
	got, err := client.ReadAnnotation(t.Context(), taskID)
	if err != nil || got != note {
		t.Errorf("%+v, %v", got, err)
	}
	wantCode(t, client.CreateAnnotation(t.Context(), crm.Annotation{}), crm.CodeInvalid)
}
