package dataverse

import (
	"reflect"
	"testing"
	"time"

	"ferry/backend/crm"
)

// TestReadActivities: rows of several tables by id, through the base of all of them. What is missing is not in the answer.
func TestReadActivities(t *testing.T) {
	client, _ := play(t, exchange{
		want: "GET activitypointers?$select=activityid,activitytypecode,subject,description,_regardingobjectid_value,_ownerid_value," +
			"_createdby_value,_modifiedby_value,scheduledstart,scheduledend,actualstart,actualend,statecode,statuscode,modifiedon" +
			"&$filter=activityid%20eq%20" + taskID + "%20or%20activityid%20eq%20" + secondID,
		header: map[string]string{"Prefer": "odata.maxpagesize=2," + lookupAnnotations},
		reply: `{"value":[{"@odata.etag":"W/\"9\"","activityid":"` + taskID + `","activitytypecode":"Task","subject":"Site visit",
			"description":null,"_regardingobjectid_value":"` + contactID + `",
			"_regardingobjectid_value@Microsoft.Dynamics.CRM.lookuplogicalname":"contact","_ownerid_value":"` + userID + `",
			"_modifiedby_value":"` + userID + `","_modifiedby_value@OData.Community.Display.V1.FormattedValue":"Tom Okafor",
			"scheduledend":"2026-11-20T16:00:00Z","statecode":"1","statuscode":5,"modifiedon":"2026-11-21T08:00:00Z"},{}]}`,
	})
	got, err := client.ReadActivities(t.Context(), []string{taskID, "{" + secondID + "}"})
	want := []crm.Activity{{
		ID: taskID, Table: crm.TableTask, Subject: "Site visit", Regarding: crm.Ref{Table: crm.TableContact, ID: contactID},
		Owner:    crm.Ref{Table: crm.TableUser, ID: userID},
		Modifier: crm.Ref{Table: crm.TableUser, ID: userID, Name: "Tom Okafor"},
		End:      time.Date(2026, 11, 20, 16, 0, 0, 0, time.UTC), State: crm.ActivityCompleted, Status: 5,
		ModifiedOn: time.Date(2026, 11, 21, 8, 0, 0, 0, time.UTC), ETag: `W/"9"`,
	}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("\n got %+v, %v\nwant %+v", got, err, want)
	}
	client, _ = play(t)
	if got, err := client.ReadActivities(t.Context(), nil); err != nil || len(got) != 0 {
		t.Errorf("of nothing: %v, %v", got, err)
	}
	_, err = client.ReadActivities(t.Context(), []string{"1 or true"})
	wantCode(t, err, crm.CodeInvalid)
}
