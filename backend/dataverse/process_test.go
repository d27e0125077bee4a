package dataverse

import (
	"reflect"
	"testing"

	"ferry/backend/crm"
	"ferry/backend/settings"
)

func TestProcessStages(t *testing.T) {
	instances := exchange{
		want:   "GET opportunitysalesprocesses?$select=_processid_value&$filter=statecode%20eq%200&$orderby=modifiedon%20desc",
		header: map[string]string{"Prefer": "odata.maxpagesize=500," + lookupAnnotations},
		reply: `{"value":[{"_processid_value":"` + contactID + `"},{"_processid_value":null},{"_processid_value":"` + userID +
			`","_processid_value@OData.Community.Display.V1.FormattedValue":"Opportunity Sales Process"},{"_processid_value":"` + userID + `"}]}`,
	}
	stages := "GET processstages?$select=processstageid,stagename,stagecategory&$filter=_processid_value%20eq%20"
	none, forbidden := instances, fails(403, "0x80040220", "missing prvReadprocessstage")
	none.reply = `{"value":[]}`
	noTable := fails(404, "0x8006088A", "Resource not found for the segment 'opportunitysalesprocesses'.")
	noTable.want, forbidden.want = instances.want, stages+userID
	client, _ := play(t, instances,
		exchange{want: stages + userID, reply: `{"value":[{"processstageid":"` + secondID + `","stagename":"Close","stagecategory":"3"},
		{"processstageid":"` + taskID + `","stagename":"Qualify","stagecategory":0}]}`},
		exchange{want: stages + contactID, reply: `{"value":[{"processstageid":"` + contactID + `","stagename":null},{"stagename":"x"}]}`},
		none, noTable, instances, forbidden)
	want := []settings.StageColumn{{Column: "activestageid", Label: "Opportunity Sales Process", Choices: []settings.Choice{
		{Value: taskID, Label: "Qualify"}, {Value: secondID, Label: "Close"}, {Value: contactID, Label: contactID}}}}
	got, err := client.ProcessStages(t.Context())
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("\n got %+v, %v\nwant %+v", got, err, want)
	}
	for _, why := range []string{"no flows", "no table", "no right to the stages"} {
		if got, err := client.ProcessStages(t.Context()); err != nil || got != nil {
			t.Errorf("%s: %+v, %v", why, got, err)
		}
	}
	unwell := fails(400, "0x80060888", "The query is wrong.")
	unwell.want = instances.want
	client, _ = play(t, unwell)
	_, err = client.ProcessStages(t.Context())
	wantCode(t, err, crm.CodeInvalid)
}
