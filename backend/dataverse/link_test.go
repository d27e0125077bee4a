package dataverse

import (
	"strings"
	"testing"

	"ferry/backend/crm"
	"ferry/backend/importer"
)

// pagingToken is a paging cookie of the form that Dataverse gives: encoded twice, and refused when it is encoded anew.
const pagingToken = "$skiptoken=%3Ccookie%20pagenumber=%222%22%20pagingcookie=%22%253ccookie%2520page%253d%25221%2522%22%20istracking=%22False%22%20/%3E"

func TestLinksAreFollowedVerbatim(t *testing.T) {
	for link, want := range map[string]string{
		origin + root + "samples?" + pagingToken:                                  origin + root + "samples?" + pagingToken,
		"https://CONTOSO.crm4.dynamics.com:443" + root + "samples?" + pagingToken: "https://CONTOSO.crm4.dynamics.com:443" + root + "samples?" + pagingToken,
		"//contoso.crm4.dynamics.com" + root + "samples?" + pagingToken:           origin + root + "samples?" + pagingToken,
		root + "samples?" + pagingToken:                                           origin + root + "samples?" + pagingToken,
		"samples?" + pagingToken:                                                  origin + root + "samples?" + pagingToken,
		"?" + pagingToken:                                                         origin + root + "samples?" + pagingToken,
		"samples?$filter=a:b":                                                     origin + root + "samples?$filter=a:b",
	} {
		client, _ := play(t, exchange{want: "GET " + strings.TrimPrefix(want, origin+root), reply: `{"value":[]}`})
		if _, err := client.Page(t.Context(), importer.Request{Table: sampleTable(), Link: link}); err != nil {
			t.Errorf("%s: %v", link, err)
		}
	}
}

// TestRelativeLinksForgetTheQuery: a link is relative to the path of the request that gave it, whatever its query held.
func TestRelativeLinksForgetTheQuery(t *testing.T) {
	client, _ := play(t)
	base := origin + "/api/discovery/v2.0/Instances?$skiptoken=a/b"
	for _, link := range []string{"Instances?$skiptoken=c", "?$skiptoken=c"} {
		got, err := client.follow(link, base)
		if want := origin + "/api/discovery/v2.0/Instances?$skiptoken=c"; err != nil || got != want {
			t.Errorf("%s leads to %s, %v", link, got, err)
		}
	}
}

func TestLinksStayWithinTheOrganization(t *testing.T) {
	for _, link := range []string{
		"https://evil.example/api/data/v9.2/samples?$skiptoken=1", "http://contoso.crm4.dynamics.com/x",
		"https://contoso.crm4.dynamics.com@evil.example/x", "https://contoso.crm4.dynamics.com:444/x", "::",
		"https://user@contoso.crm4.dynamics.com/x", "//evil.example/x", "//contoso.crm4.dynamics.com.evil.example/x",
		"https:evil", "https:///x", "javascript:alert(1)", "https:\\\\evil.example\\x", "//contoso.crm4.dynamics.com\\@evil.example/",
		"file:///etc/passwd", "samples?\x00", "%zz",
	} {
		client, _ := play(t)
		_, err := client.Page(t.Context(), importer.Request{Table: sampleTable(), Link: link})
		wantCode(t, err, crm.CodeUntrustedHost)
	}
}
