package dataverse

import (
	"encoding/json"
	"reflect"
	"testing"

	"ferry/backend/crm"
)

func TestWhoAmI(t *testing.T) {
	client, _ := play(t, exchange{want: "GET WhoAmI", reply: whoAmI}, exchange{want: "GET WhoAmI", reply: `{"UserId":"x"}`})
	user, organization, err := client.WhoAmI(t.Context())
	if err != nil || user != userID || organization != contactID {
		t.Errorf("%s, %s, %v", user, organization, err)
	}
	_, _, err = client.WhoAmI(t.Context())
	wantCode(t, err, crm.CodeNotAnOrg)
}

func TestWhoAmISettlesTheVersion(t *testing.T) {
	older := origin + "/api/data/v9.1/"
	client, _ := play(t, exchange{want: "GET WhoAmI", status: 404},
		exchange{want: "GET " + older + "WhoAmI", reply: whoAmI},
		exchange{want: "DELETE " + older + "tasks(" + taskID + ")"})
	if _, _, err := client.WhoAmI(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := client.DeleteActivity(t.Context(), crm.TableTask, taskID); err != nil {
		t.Fatal(err)
	}
}

func TestOrganization(t *testing.T) {
	detail := exchange{
		want: "GET RetrieveCurrentOrganization(AccessType=@p1)?@p1=Microsoft.Dynamics.CRM.EndpointAccessType'Default'",
		reply: `{"Detail":{"OrganizationId":"1F0C0000-0000-4000-8000-000000000002","FriendlyName":"Contoso UAT",
		"OrganizationVersion":"9.2.1","EnvironmentId":"Default-x","TenantId":"t-1","OrganizationType":"CustomerTest",
		"Endpoints":{"Count":3,"Keys":["a"],"Values":["b"]}}}`,
	}
	client, _ := play(t, detail, exchange{want: "GET RetrieveVersion()", reply: `{"Version":"9.2.24114.190"}`})
	got, err := client.Organization(t.Context())
	want := crm.Organization{ID: contactID, URL: origin, Name: "Contoso UAT", Version: "9.2.24114.190", TenantID: "t-1",
		Kind: crm.OrganizationSandbox}
	if err != nil || got != want {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestOrganizationKinds(t *testing.T) {
	for raw, want := range map[string]crm.OrganizationKind{
		`"Customer"`: crm.OrganizationProduction, `4`: crm.OrganizationProduction, `"Default"`: crm.OrganizationProduction,
		`"CustomerTest"`: crm.OrganizationSandbox, `6`: crm.OrganizationSandbox, `"Trial"`: crm.OrganizationDeveloper,
		`"13"`: crm.OrganizationDeveloper, ``: crm.OrganizationUnknown, `null`: crm.OrganizationUnknown,
		`"Placeholder"`: crm.OrganizationUnknown, `{}`: crm.OrganizationUnknown,
	} {
		if got := organizationKind(json.RawMessage(raw)); got != want {
			t.Errorf("%s: %s, want %s", raw, got, want)
		}
	}
}

func TestUser(t *testing.T) {
	client, _ := play(t, exchange{
		want:  "GET systemusers(" + userID + ")?$select=systemuserid,fullname,internalemailaddress,isdisabled",
		reply: `{"systemuserid":"` + userID + `","fullname":"Ana Ruiz","internalemailaddress":"ana@x.example","isdisabled":true}`,
	})
	got, err := client.User(t.Context(), userID)
	if want := (crm.User{ID: userID, Name: "Ana Ruiz", Email: "ana@x.example", Disabled: true}); err != nil || got != want {
		t.Errorf("%+v, %v", got, err)
	}
	_, err = client.User(t.Context(), "azureactivedirectoryobjectid="+userID)
	wantCode(t, err, crm.CodeInvalid)
}

func TestPrivileges(t *testing.T) {
	client, _ := play(t, exchange{
		want: "GET systemusers(" + userID + ")/Microsoft.Dynamics.CRM.RetrieveUserPrivileges",
		reply: `{"RolePrivileges":[{"PrivilegeName":"prvReadContact","Depth":"Global"},{"PrivilegeName":"prvReadContact","Depth":"Basic"},
		{"PrivilegeName":"prvReadLead","Depth":2},{"PrivilegeName":"prvReadLead","Depth":"1"},{"PrivilegeName":"prvX","Depth":"Odd"},
		{"PrivilegeId":"no name"}]}`,
	})
	got, err := client.Privileges(t.Context(), userID)
	want := map[string]string{"prvReadContact": "Global", "prvReadLead": "Deep", "prvX": "Basic"}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v, %v", got, err)
	}
}

func TestSolutions(t *testing.T) {
	path := "GET solutions?$select=uniquename,version&$filter=uniquename%20eq%20%27LinkedInSalesNavigatorControlsForUnifiedClient%27" +
		"%20or%20uniquename%20eq%20%27LinkedIn%27%20or%20uniquename%20eq%20%27msdyn_LinkedInSalesNavigatorAnchor%27"
	forbidden := fails(403, "0x80040220", "missing prvReadSolution")
	forbidden.want = path
	client, _ := play(t, exchange{want: path, reply: `{"value":[{"uniquename":"LinkedIn","version":"3.0.1.1060"}]}`}, forbidden,
		exchange{want: path, reply: `{"value":[]}`})
	got, err := client.Solutions(t.Context())
	if err != nil || !reflect.DeepEqual(got, []Solution{{"LinkedIn", "3.0.1.1060"}}) {
		t.Errorf("%v, %v", got, err)
	}
	_, err = client.Solutions(t.Context())
	wantCode(t, err, crm.CodeForbidden)
	if got, err := client.Solutions(t.Context()); err != nil || got == nil || len(got) != 0 {
		t.Errorf("none installed is a known answer: %v, %v", got, err)
	}
}
