package dataverse

import (
	"net"
	"net/http"
	"strings"
	"testing"

	"ferry/backend/crm"
	"ferry/backend/session"
)

const tenant = "7c2b8f0e-1111-4222-8333-444455556666"

func TestProbe(t *testing.T) {
	entra := "https://login.microsoftonline.com/" + tenant
	good := session.Challenge{Authority: entra, TenantID: tenant, Resource: origin}
	api := good
	api.Resource = "https://contoso.api.crm4.dynamics.com"
	organizations := good
	organizations.Authority, organizations.TenantID = "https://login.microsoftonline.com/organizations", "organizations"
	bearer := func(parameters string) exchange {
		return exchange{status: 401, with: map[string]string{"WWW-Authenticate": "Bearer " + parameters}}
	}
	tests := []struct {
		name   string
		answer exchange
		want   session.Challenge
		code   crm.Code
	}{
		{"as documented", bearer("authorization_uri=" + entra + "/oauth2/authorize, resource_id=" + origin + "/"), good, ""},
		{"quoted", bearer(`authorization_uri="` + entra + `/oauth2/authorize", resource_id="` + origin + `/"`), good, ""},
		{"no resource", bearer("authorization_uri=" + entra), good, ""},
		{"application id as resource", bearer("authorization_uri=" + entra + ",resource_id=00000007-0000-0000-c000-000000000000"),
			good, ""},
		{"the api host", bearer("authorization_uri=" + entra + ", resource_id=" + api.Resource + "/"), api, ""},
		{"common", bearer("authorization_uri=https://login.microsoftonline.com/common/oauth2/authorize"), organizations, ""},
		{"another's authority", bearer("authorization_uri=https://login.evil.example/" + tenant), session.Challenge{},
			crm.CodeUntrustedHost},
		{"another cloud's authority", bearer("authorization_uri=https://login.microsoftonline.us/" + tenant),
			session.Challenge{}, crm.CodeUntrustedHost},
		{"a look-alike authority", bearer("authorization_uri=https://login.microsoftonline.com.evil.example/" + tenant),
			session.Challenge{}, crm.CodeUntrustedHost},
		{"user info in the authority", bearer("authorization_uri=https://login.microsoftonline.com@evil.example/" + tenant),
			session.Challenge{}, crm.CodeNotAnOrg},
		{"plain http authority", bearer("authorization_uri=http://login.microsoftonline.com/" + tenant), session.Challenge{},
			crm.CodeNotAnOrg},
		{"no tenant", bearer("authorization_uri=https://login.microsoftonline.com/"), session.Challenge{}, crm.CodeNotAnOrg},
		{"another's resource", bearer("authorization_uri=" + entra + ", resource_id=https://fabrikam.crm4.dynamics.com/"),
			session.Challenge{}, crm.CodeUntrustedHost},
		{"no bearer", exchange{status: 401, with: map[string]string{"WWW-Authenticate": "Basic realm=x"}}, session.Challenge{},
			crm.CodeNotAnOrg},
		{"on-premises", exchange{status: 401, with: map[string]string{"WWW-Authenticate": "Negotiate"}}, session.Challenge{},
			crm.CodeOldVersion},
		{"a web page", exchange{status: 200, reply: "<html>"}, session.Challenge{}, crm.CodeNotAnOrg},
		{"a captive portal's page", exchange{status: 200, reply: "<html>", with: map[string]string{"Content-Type": "text/html"}},
			session.Challenge{}, crm.CodeWebPage},
		{"a captive portal's redirect", exchange{status: 302, with: map[string]string{"Location": "http://portal.example/"}},
			session.Challenge{}, crm.CodeWebPage},
		{"a redirect within", exchange{status: 302, with: map[string]string{"Location": "/main.aspx"}},
			session.Challenge{}, crm.CodeNotAnOrg},
		{"a redirect to another organization", exchange{status: 301, with: map[string]string{
			"Location": "https://fabrikam.crm4.dynamics.com/"}}, session.Challenge{}, crm.CodeNotAnOrg},
		{"maintenance", exchange{status: 502, reply: "<html>"}, session.Challenge{}, crm.CodeUnavailable},
		{"nothing", exchange{fail: &net.DNSError{Err: "no such host"}}, session.Challenge{}, crm.CodeOffline},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			test.answer.want = "GET "
			_, s := play(t, test.answer)
			got, err := Probe(t.Context(), s, "contoso.crm4.dynamics.com", Trust{})
			if crm.CodeOf(err) != test.code || got != test.want {
				t.Errorf("%+v, %v; want %+v, %s", got, err, test.want, test.code)
			}
			if s.requests[0].Header.Get("Authorization") != "" {
				t.Error("the probe carried a token")
			}
		})
	}
}

func TestProbeTriesOlderVersions(t *testing.T) {
	old := "GET " + origin + "/api/data/v9.1/"
	_, s := play(t, exchange{want: "GET ", status: 404}, exchange{want: old, status: 401, with: map[string]string{
		"WWW-Authenticate": "Bearer authorization_uri=https://login.microsoftonline.com/" + tenant,
	}})
	if _, err := Probe(t.Context(), s, origin, Trust{}); err != nil {
		t.Error(err)
	}
	var none []exchange
	for _, version := range apiVersions() {
		want := "GET " + strings.TrimPrefix(origin+"/api/data/"+version+"/", origin+root)
		none = append(none, exchange{want: want, status: 404})
	}
	_, s = play(t, none...)
	_, err := Probe(t.Context(), s, origin, Trust{})
	wantCode(t, err, crm.CodeNotAnOrg)
}

func TestProbeOfAnAddedHost(t *testing.T) {
	trust := Trust{Hosts: []string{"practice.crm.ferry.example"}, Authorities: []string{"login.ferry.example"}}
	transport := roundTripper(func(r *http.Request) (*http.Response, error) {
		return exchange{status: 401, with: map[string]string{
			"WWW-Authenticate": "Bearer authorization_uri=https://login.ferry.example/" + tenant + "/oauth2/authorize",
		}}.response(r), nil
	})
	got, err := Probe(t.Context(), transport, "https://practice.crm.ferry.example", trust)
	if err != nil || got.Authority != "https://login.ferry.example/"+tenant {
		t.Errorf("%+v, %v", got, err)
	}
	_, err = Probe(t.Context(), transport, origin, Trust{})
	wantCode(t, err, crm.CodeUntrustedHost)
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestChallengedClaims(t *testing.T) {
	const claims = `{"access_token":{"nbf":{"essential":true,"value":"1>?~"}}}`
	encoded := []string{
		"eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZSwidmFsdWUiOiIxPj9+In19fQ==",
		"eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZSwidmFsdWUiOiIxPj9-In19fQ",
	}
	for _, text := range encoded {
		header := http.Header{"Www-Authenticate": {`Bearer realm="", error="insufficient_claims", claims="` + text + `"`}}
		if got := challengedClaims(header); got != claims {
			t.Errorf("%s: %q", text, got)
		}
	}
	for _, text := range []string{"", "!!!", "bm90IGpzb24"} {
		header := http.Header{"Www-Authenticate": {`Bearer claims="` + text + `"`}}
		if got := challengedClaims(header); got != "" {
			t.Errorf("%q gave %q", text, got)
		}
	}
}
