package pac

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
	"testing"
	"time"
)

// quiet is a machine that no network and no clock can change. 2026-03-18 is a Wednesday.
func quiet() Machine {
	known := map[string][]net.IP{
		"intern.example":  {net.ParseIP("10.1.2.3")},
		"both.example":    {net.ParseIP("2001:db8::7"), net.ParseIP("192.0.2.7")},
		"only6.example":   {net.ParseIP("2001:db8::6")},
		"abroad.example":  {net.ParseIP("198.51.100.9")},
		"proxy1.contoso":  {net.ParseIP("10.0.0.1")},
		"machine.contoso": {net.ParseIP("10.0.0.2")},
	}
	return Machine{
		Lookup: func(_ context.Context, host string) ([]net.IP, error) {
			if addresses, ok := known[host]; ok {
				return addresses, nil
			}
			return nil, &net.DNSError{Name: host, IsNotFound: true}
		},
		Own: func() []net.IP { return []net.IP{net.ParseIP("2001:db8::1"), net.ParseIP("10.0.0.2")} },
		Now: func() time.Time {
			return time.Date(2026, 3, 18, 23, 30, 15, 0, time.FixedZone("", -2*3600)) // 01:30:15 of Thursday in GMT
		},
	}
}

func address(t testing.TB, text string) *url.URL {
	t.Helper()
	parsed, err := url.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

// TestFunctions asks a script with one condition each.
func TestFunctions(t *testing.T) {
	for _, c := range []struct {
		condition string
		want      bool
	}{
		{`isPlainHostName("www")`, true},
		{`isPlainHostName("www.contoso.example")`, false},
		{`isPlainHostName("::1")`, false},
		{`dnsDomainIs("www.contoso.example", ".contoso.example")`, true},
		{`dnsDomainIs("www.contoso.example", ".fabrikam.example")`, false},
		{`localHostOrDomainIs("www.contoso.example", "www.contoso.example")`, true},
		{`localHostOrDomainIs("www", "www.contoso.example")`, true},
		{`localHostOrDomainIs("home.contoso.example", "www.contoso.example")`, false},
		{`localHostOrDomainIs("ww", "www.contoso.example")`, false},
		{`isResolvable("intern.example")`, true},
		{`isResolvable("only6.example")`, false},
		{`isResolvable("nowhere.example")`, false},
		{`isResolvableEx("only6.example")`, true},
		{`isResolvableEx("nowhere.example")`, false},
		{`isInNet("intern.example", "10.0.0.0", "255.0.0.0")`, true},
		{`isInNet("10.1.2.3", "10.1.0.0", "255.255.0.0")`, true},
		{`isInNet("abroad.example", "10.0.0.0", "255.0.0.0")`, false},
		{`isInNet("nowhere.example", "0.0.0.0", "0.0.0.0")`, false},
		{`isInNet("10.1.2.3", "nonsense", "255.0.0.0")`, false},
		{`isInNetEx("198.95.1.1", "198.95.0.0/16")`, true},
		{`isInNetEx("2001:db8::5", "2001:db8::/32")`, true},
		{`isInNetEx("2001:db9::5", "2001:db8::/32")`, false},
		{`isInNetEx("intern.example", "10.0.0.0/8")`, false},
		{`dnsResolve("intern.example") === "10.1.2.3"`, true},
		{`dnsResolve("both.example") === "192.0.2.7"`, true},
		{`dnsResolve("nowhere.example") === null`, true},
		{`dnsResolveEx("both.example") === "2001:db8::7;192.0.2.7"`, true},
		{`dnsResolveEx("nowhere.example") === ""`, true},
		{`myIpAddress() === "10.0.0.2"`, true},
		{`myIpAddressEx() === "2001:db8::1;10.0.0.2"`, true},
		{`sortIpAddressList("10.2.3.9;2001:4898::2;::1;10.2.3.4") === "::1;2001:4898::2;10.2.3.4;10.2.3.9"`, true},
		{`sortIpAddressList("10.2.3.9;here") === false`, true},
		{`getClientVersion() === "1.0"`, true},
		{`dnsDomainLevels("www") === 0`, true},
		{`dnsDomainLevels("www.contoso.example") === 2`, true},
		{`shExpMatch("http://home.contoso.example/people", "*/people")`, true},
		{`shExpMatch("http://home.contoso.example/people", "*/peopl")`, false},
		{`shExpMatch("abc", "a?c")`, true},
		{`shExpMatch("abc", "a?")`, false},
		{`shExpMatch("a.c", "a+c")`, false},
		{`shExpMatch("aXbXc", "a*b*c")`, true},
		{`shExpMatch("ab", "ab**")`, true},
		{`shExpMatch("", "*")`, true},
		{`shExpMatch("", "?")`, false},
		{`weekdayRange("WED")`, true},
		{`weekdayRange("THU")`, false},
		{`weekdayRange("THU", "GMT")`, true},
		{`weekdayRange("MON", "FRI")`, true},
		{`weekdayRange("FRI", "MON")`, false},
		{`weekdayRange("SAT", "WED")`, true},
		{`weekdayRange("FUNDAY")`, false},
		{`weekdayRange()`, false},
		{`timeRange(23)`, true},
		{`timeRange(1, "GMT")`, true},
		{`timeRange(9, 17)`, false},
		{`timeRange(22, 6)`, true},
		{`timeRange(23, 0, 23, 30)`, true},
		{`timeRange(23, 0, 23, 29)`, false},
		{`timeRange(23, 30, 15, 23, 30, 15)`, true},
		{`timeRange(23, 30, 16, 23, 31, 0)`, false},
		{`timeRange(23, 30, 0)`, false},
		{`timeRange("noon")`, false},
		{`dateRange(18)`, true},
		{`dateRange(19)`, false},
		{`dateRange(19, "GMT")`, true},
		{`dateRange(1, 17)`, false},
		{`dateRange(17, 19)`, true},
		{`dateRange("MAR")`, true},
		{`dateRange("JAN", "FEB")`, false},
		{`dateRange("NOV", "MAR")`, true},
		{`dateRange(2026)`, true},
		{`dateRange(2020, 2025)`, false},
		{`dateRange(1, "MAR", 18, "MAR")`, true},
		{`dateRange(19, "MAR", 1, "APR")`, false},
		{`dateRange("OCT", 2025, "MAR", 2026)`, true},
		{`dateRange("APR", 2026, "MAY", 2026)`, false},
		{`dateRange(1, "JUN", 2025, 18, "MAR", 2026)`, true},
		{`dateRange(1, "JUN", 2025, 17, "MAR", 2026)`, false},
		{`dateRange(1, "JUN", 2025)`, false},
		{`dateRange("JUN", 2025, 1, "JUN")`, false},
		{`dateRange()`, false},
		{`alert("hello") == undefined`, true},
		{`url === "https://contoso.crm.dynamics.example/"`, true},
		{`host === "contoso.crm.dynamics.example"`, true},
		{`/^contoso\./.test(host)`, true},
	} {
		script := Script{Machine: quiet(), Text: fmt.Sprintf(
			`function FindProxyForURL(url, host) { return (%s) ? "PROXY yes.example:1" : "PROXY no.example:1" }`, c.condition)}
		// The path and the query must not reach the script.
		ways, err := script.Find(t.Context(), address(t, "https://maria:pw@contoso.crm.dynamics.example/api/data?secret=1"))
		if err != nil || len(ways) != 1 {
			t.Errorf("%s: %v, %v", c.condition, ways, err)
			continue
		}
		if got := ways[0].Hostname() == "yes.example"; got != c.want {
			t.Errorf("%s is %t", c.condition, got)
		}
	}
}

// TestHostileScripts: each ends with an error in a bounded time, and the process lives.
func TestHostileScripts(t *testing.T) {
	answering := func(body string) string { return "function FindProxyForURL(url, host) {" + body + "}" }
	deep := 400_000
	for name, text := range map[string]string{
		"an endless loop":                answering("for(;;);"),
		"an endless loop that catches":   answering("for(;;) { try { for(;;); } catch (e) {} finally { continue } }"),
		"an endless loop at the top":     "while (true) {}",
		"a regular expression":           answering(`return /^(a+)+\1$/.test("` + strings.Repeat("a", 60) + `b") ? "DIRECT" : "DIRECT"`),
		"endless recursion":              answering("return FindProxyForURL(url, host)"),
		"recursion through our own":      answering("return alert({toString: function() { return FindProxyForURL() }, toJSON: FindProxyForURL})"),
		"a giant string":                 answering(`for (var s = "x";;) s += s`),
		"a giant string in one call":     answering(`return "x".repeat(1 << 29)`),
		"a giant list":                   answering(`for (var a = [];;) a.push("PROXY a.example:1" + a.length)`),
		"a giant buffer":                 answering(`return new ArrayBuffer(1 << 30)`),
		"a deep value":                   answering(`for (var a = [], i = 0; i < 200000; i++) a = [a]; return "" + a`),
		"a throw":                        answering(`throw new Error("PROXY evil.example:1")`),
		"a throw of text":                answering(`throw "PROXY evil.example:1"`),
		"a throw while throwing":         answering(`throw {toString: function() { throw 1 }, get stack() { throw 2 }}`),
		"a number":                       answering("return 42"),
		"an object":                      answering(`return {toString: function() { return "DIRECT" }}`),
		"nothing":                        answering(""),
		"an answer with nothing usable":  answering(`return "SOCKS4 old.example:1080; QUIC a.example:443"`),
		"an answer of a megabyte":        answering(`return "PROXY a.example:1; ".repeat(60000)`),
		"no function":                    "var FindProxyForURL = 7",
		"an empty script":                "",
		"a syntax error":                 "function FindProxyForURL(url, host) { return ",
		"the page of a captive portal":   "<!DOCTYPE html><html><body>Please sign in</body></html>",
		"nested parentheses":             strings.Repeat("(", deep),
		"nested lists":                   strings.Repeat("[", deep),
		"nested functions":               strings.Repeat("a=>", deep/3) + "1",
		"nested regular expressions":     "/" + strings.Repeat("(", deep) + "/",
		"a file":                         answering(`return std.loadFile("/etc/hostname")`),
		"a process":                      answering(`return os.exec(["true"])`),
		"an import":                      `import * as os from "os"; function FindProxyForURL() { return "DIRECT" }`,
		"a request":                      answering(`return fetch("http://a.example")`),
		"a list that our functions read": answering(`alert.apply(null, new Array(200000)); return 1`),
	} {
		began := time.Now()
		script := Script{Machine: quiet(), Text: text, limit: time.Second}
		ways, err := script.Find(t.Context(), address(t, "https://a.example/"))
		if !errors.Is(err, ErrScript) || ways != nil {
			t.Errorf("%s: %v, %v", name, ways, err)
		}
		if err != nil && strings.Contains(err.Error(), "evil") {
			t.Errorf("%s: the error quotes the script: %v", name, err)
		}
		if took := time.Since(began); took > time.Minute { // a bound that holds on a busy machine; nothing is timed
			t.Errorf("%s took %v", name, took)
		}
	}
}

func TestNamesAreLookedUpOnceAndFewOfThem(t *testing.T) {
	machine := quiet()
	asked := map[string]int{}
	machine.Lookup = func(ctx context.Context, host string) ([]net.IP, error) {
		if _, bounded := ctx.Deadline(); !bounded {
			t.Error("a look-up without an end")
		}
		asked[host]++
		return nil, errors.New("no such host")
	}
	text := `function FindProxyForURL(url, host) {
		for (var i = 0; i < 1000; i++) { dnsResolve(host); isResolvable("n" + i + ".example"); isResolvable("x".repeat(9999)) }
		return "DIRECT" }`
	ways, err := Script{Machine: machine, Text: text}.Find(t.Context(), address(t, "https://a.example/"))
	if err != nil || len(ways) != 1 || ways[0] != nil {
		t.Fatalf("%v, %v", ways, err)
	}
	if len(asked) != lookupLimit || asked["a.example"] != 1 {
		t.Errorf("%d names were looked up, a.example %d times", len(asked), asked["a.example"])
	}
}

func TestNothingIsKeptBetweenRuns(t *testing.T) {
	script := Script{Machine: quiet(), Text: `var seen = 0; function FindProxyForURL() { seen++; return "PROXY p" + seen + ":1" }`}
	for range 2 {
		if ways, err := script.Find(t.Context(), address(t, "https://a.example/")); err != nil || ways[0].Host != "p1:1" {
			t.Errorf("%v, %v", ways, err)
		}
	}
}

func TestThisMachineHasAddresses(t *testing.T) {
	text := `function FindProxyForURL() { return isInNet(myIpAddress(), "0.0.0.0", "0.0.0.0") ? "PROXY a:1" : "DIRECT" }`
	if ways, err := (Script{Text: text}).Find(t.Context(), address(t, "https://a.example/")); err != nil || ways[0] == nil {
		t.Errorf("%v, %v", ways, err)
	}
}
