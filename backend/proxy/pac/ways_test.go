package pac

import (
	"net"
	"strings"
	"testing"
)

func TestWays(t *testing.T) {
	for answer, want := range map[string]string{
		"DIRECT":                           "direct",
		"":                                 "direct",
		" ; ":                              "direct",
		"PROXY a.example:8080":             "http://a.example:8080",
		"proxy a.example:8080 ; direct ;":  "http://a.example:8080 direct",
		"PROXY a:1; HTTPS b:2; SOCKS5 c:3": "http://a:1 https://b:2 socks5://c:3",
		"HTTP a:1;SOCKS c":                 "http://a:1 socks5://c:1080",
		"PROXY a.example; HTTPS b.example": "http://a.example:80 https://b.example:443",
		"PROXY [2001:db8::1]:8080":         "http://[2001:db8::1]:8080",
		"PROXY 2001:db8::1":                "http://[2001:db8::1]:80",
		"PROXY corp_proxy:3128":            "http://corp_proxy:3128",
		"SOCKS4 a:1; DIRECT":               "direct",
		"SOCKS4 a:1":                       "",
		"PROXY a:0; PROXY b:99999":         "",
		"PROXY maria:secret@a:1":           "",
		"PROXY http://a:1":                 "",
		"PROXY a:1/path; PROXY ../b:1":     "",
		"PROXY a b":                        "",
		"DIRECT now":                       "",
		"<html>":                           "",
		strings.Repeat("PROXY a:1;", 900):  "",
		strings.Repeat("PROXY a:1;", 17):   strings.TrimSpace(strings.Repeat("http://a:1 ", 16)),
	} {
		var got []string
		for _, way := range Ways(answer) {
			if way == nil {
				got = append(got, "direct")
				continue
			}
			got = append(got, way.String())
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%.60q: %q, want %q", answer, got, want)
		}
	}
}

func FuzzWays(f *testing.F) {
	f.Add("PROXY a.example:8080; SOCKS5 [2001:db8::1]:1080; DIRECT")
	f.Add("HTTPS a;;; SOCKS4 b:1")
	f.Fuzz(func(t *testing.T, answer string) {
		ways := Ways(answer)
		if len(ways) > waysLimit {
			t.Fatalf("%d ways", len(ways))
		}
		for _, way := range ways {
			if way == nil {
				continue
			}
			host, port, err := net.SplitHostPort(way.Host)
			if err != nil || host == "" || port == "" || way.User != nil || way.Path != "" {
				t.Fatalf("%q gives %q (%v)", answer, way, err)
			}
			if strings.ContainsAny(way.Host, " \t\r\n/@\\%") {
				t.Fatalf("%q gives the host %q", answer, way.Host)
			}
			if again := Ways("PROXY " + way.Host); len(again) != 1 || again[0] == nil || again[0].Host != way.Host {
				t.Fatalf("%q is read as %v", way.Host, again)
			}
		}
	})
}
