package dataverse

import (
	"net/http"
	"reflect"
	"testing"

	"ferry/backend/crm"
)

const discovery = "https://globaldisco.crm.dynamics.com"

func discoveryConfig(transport http.RoundTripper) Config {
	return Config{URL: discovery, HTTP: transport, Tokens: fixedToken("token-1")}
}

const instancesPath = "GET " + discovery + "/api/discovery/v2.0/Instances?$select=" + instanceMembers

func TestInstances(t *testing.T) {
	_, s := play(t,
		exchange{want: instancesPath, header: map[string]string{"Authorization": "Bearer token-1"}, reply: `{"value":[
		{"Id":"1F0C0000-0000-4000-8000-000000000002","UniqueName":"unq1234","UrlName":"contoso","FriendlyName":"Contoso","State":0,
		 "Version":"9.2.24114.190","Url":"https://contoso.crm4.dynamics.com","ApiUrl":"https://contoso.api.crm4.dynamics.com",
		 "Region":"EMEA","OrganizationType":0,"TenantId":"t-1","EnvironmentId":"Default-x","IsUserSysAdmin":true},
		{"Id":"2","UniqueName":"unq5","FriendlyName":null,"State":"1","Url":"https://contoso-uat.crm4.dynamics.com/","OrganizationType":"5",
		 "IsUserSysAdmin":"false"},
		{"Id":"3","FriendlyName":"Evil","Url":"https://evil.example"},{"FriendlyName":"No address"},{}],
		"@odata.nextLink":"Instances?$skiptoken=2"}`},
		exchange{want: "GET " + discovery + "/api/discovery/v2.0/Instances?$skiptoken=2", reply: `{"value":[
		{"FriendlyName":"Trial","Url":"contoso-trial.crm.dynamics.com","State":"Enabled","OrganizationType":"Trial"}]}`})
	got, err := Instances(t.Context(), discoveryConfig(s))
	want := []Instance{
		{ID: contactID, Name: "Contoso", UniqueName: "unq1234", URL: origin, Version: "9.2.24114.190", Region: "EMEA", TenantID: "t-1",
			EnvironmentID: "Default-x", Kind: crm.OrganizationProduction, Enabled: true, Administrator: true},
		{Name: "unq5", UniqueName: "unq5", URL: "https://contoso-uat.crm4.dynamics.com", Kind: crm.OrganizationSandbox},
		{Name: "Trial", URL: "https://contoso-trial.crm.dynamics.com", Kind: crm.OrganizationDeveloper, Enabled: true},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("\n got %+v, %v\nwant %+v", got, err, want)
	}
}

func TestInstancesOfNobody(t *testing.T) {
	notMember := fails(403, "0x80072560", "The user is not a member of the organization.")
	elsewhere := exchange{reply: `{"value":[],"@odata.nextLink":"https://evil.example/api"}`}
	endless := exchange{reply: `{"value":[],"@odata.nextLink":"Instances?$select=` + instanceMembers + `"}`}
	refused := exchange{status: 401}
	for _, test := range []struct {
		answers []exchange
		code    crm.Code
	}{
		{[]exchange{{reply: `{"value":[]}`}}, ""}, {[]exchange{{reply: `{"value":null}`}}, ""}, {[]exchange{notMember}, crm.CodeNotMember},
		{[]exchange{elsewhere}, crm.CodeUntrustedHost}, {[]exchange{refused, refused}, crm.CodeSignIn},
		{repeated(endless, maxInstancePages), crm.CodeUnavailable},
	} {
		for i := range test.answers {
			test.answers[i].want = instancesPath
		}
		_, s := play(t, test.answers...)
		if got, err := Instances(t.Context(), discoveryConfig(s)); crm.CodeOf(err) != test.code || len(got) != 0 {
			t.Errorf("%v, %v, want %s", got, err, test.code)
		}
	}
	_, err := Instances(t.Context(), Config{URL: "https://globaldisco.evil.example", Tokens: fixedToken("x")})
	wantCode(t, err, crm.CodeUntrustedHost)
}

func repeated(e exchange, times int) []exchange {
	var all []exchange
	for range times {
		all = append(all, e)
	}
	return all
}

// TestCloudsTrustThemselves: each cloud's discovery host is in the table of hosts, with the authority that the cloud of
// that host has.
func TestCloudsTrustThemselves(t *testing.T) {
	for _, cloud := range Clouds() {
		if got, err := Origin(cloud.Discovery, Trust{}); err != nil || got != cloud.Discovery {
			t.Errorf("%s: %s, %v", cloud.Name, got, err)
		}
		host, authority := cloud.Discovery[len("https://"):], cloud.Authority[len("https://"):len(cloud.Authority)-len("/organizations")]
		if !(Trust{}).allowsAuthority(host, authority) {
			t.Errorf("%s: people of %s do not sign in at %s", cloud.Name, host, authority)
		}
	}
}
