package dataverse

import (
	"testing"

	"ferry/backend/crm"
)

func TestOrigin(t *testing.T) {
	trust := Trust{Hosts: []string{"practice.crm.ferry.example", "127.0.0.1:8443"}, LoopbackHTTP: true}
	good := map[string]string{
		"https://contoso.crm4.dynamics.com":                            origin,
		"\tcontoso.crm4.dynamics.com\n":                                origin,
		"https://CONTOSO.crm4.dynamics.com:443/main.aspx?appid=1#here": origin,
		"https://contoso.api.crm4.dynamics.com/api/data/v9.2/":         "https://contoso.api.crm4.dynamics.com",
		"https://contoso.crm.dynamics.com":                             "https://contoso.crm.dynamics.com",
		"https://c-1.crm21.dynamics.com":                               "https://c-1.crm21.dynamics.com",
		"https://contoso.crm.microsoftdynamics.us":                     "https://contoso.crm.microsoftdynamics.us",
		"https://contoso.crm.appsplatform.us":                          "https://contoso.crm.appsplatform.us",
		"https://contoso.crm.dynamics.cn":                              "https://contoso.crm.dynamics.cn",
		"https://practice.crm.ferry.example/":                          "https://practice.crm.ferry.example",
		"http://127.0.0.1:8080":                                        "http://127.0.0.1:8080",
		"http://[::1]:8080/x":                                          "http://[::1]:8080",
		"https://127.0.0.1:8443":                                       "https://127.0.0.1:8443",
	}
	for address, want := range good {
		if got, err := Origin(address, trust); err != nil || got != want {
			t.Errorf("Origin(%q) = %q, %v; want %q", address, got, err, want)
		}
	}
	bad := map[string]crm.Code{
		"":                                       crm.CodeNotAnOrg,
		"hello world":                            crm.CodeNotAnOrg,
		"https://":                               crm.CodeNotAnOrg,
		"https://[::1":                           crm.CodeNotAnOrg,
		"http://contoso.crm4.dynamics.com":       crm.CodeUntrustedHost,
		"ftp://contoso.crm4.dynamics.com":        crm.CodeUntrustedHost,
		"https://contoso.crm4.dynamics.com:8443": crm.CodeUntrustedHost,
		"https://contoso.crm4.dynamics.com.":     crm.CodeUntrustedHost,
		"https://contoso.crm4.dynamics.com.evil.example": crm.CodeUntrustedHost,
		"https://evilcrm4.dynamics.com":                  crm.CodeUntrustedHost,
		"https://contoso.crm4-dynamics.com":              crm.CodeUntrustedHost,
		"https://contoso.crm4.notdynamics.com":           crm.CodeUntrustedHost,
		"https://contoso.crmx.dynamics.com":              crm.CodeUntrustedHost,
		"https://a.contoso.crm4.dynamics.com":            crm.CodeUntrustedHost,
		"https://crm4.dynamics.com":                      crm.CodeUntrustedHost,
		"https://contoso.crm4.dynamics.com@evil.example": crm.CodeUntrustedHost,
		"https://evil.example/contoso.crm4.dynamics.com": crm.CodeUntrustedHost,
		"https://evil.example?.crm4.dynamics.com":        crm.CodeUntrustedHost,
		"https://user:pw@contoso.crm4.dynamics.com":      crm.CodeUntrustedHost,
		"https://xn--contoso-abc.crm4.dynamics.com":      crm.CodeUntrustedHost,
		"https://cont\u043eso.crm4.dynamics.com":         crm.CodeUntrustedHost,
		"https://contoso.crm4.dyn\u0430mics.com":         crm.CodeUntrustedHost,
		"https://crm.contoso.local/Contoso":              crm.CodeUntrustedHost,
		"http://localhost:8080":                          crm.CodeUntrustedHost,
		"http://127.0.0.1.evil.example":                  crm.CodeUntrustedHost,
		"http://192.168.0.1":                             crm.CodeUntrustedHost,
		"http://practice.crm.ferry.example":              crm.CodeUntrustedHost,
		"https://sub.practice.crm.ferry.example":         crm.CodeUntrustedHost,
		"https://127.0.0.1:9999":                         crm.CodeUntrustedHost,
	}
	for address, want := range bad {
		if got, err := Origin(address, trust); crm.CodeOf(err) != want {
			t.Errorf("Origin(%q) = %q, %v; want %s", address, got, err, want)
		}
	}
	if _, err := Origin("http://127.0.0.1:8080", Trust{}); crm.CodeOf(err) != crm.CodeUntrustedHost {
		t.Errorf("plain http is off unless asked for: %v", err)
	}
}
