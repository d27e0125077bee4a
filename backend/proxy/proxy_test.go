package proxy

import (
	"context"
	"net/http"
	"net/url"
	"testing"
	"testing/synctest"
	"time"
)

const scutil = `<dictionary> {
  ExceptionsList : <array> {
    0 : *.local
    1 : 169.254/16
    2 : 10.*
  }
  ExcludeSimpleHostnames : 0
  FTPPassive : 1
  HTTPEnable : 0
  HTTPSEnable : 1
  HTTPSPort : 8080
  HTTPSProxy : proxy.contoso.example
}
`

const scutilSimple = `<dictionary> {
  ExcludeSimpleHostnames : 1
  HTTPSEnable : 1
  HTTPSPort : 8080
  HTTPSProxy : proxy.contoso.example
  __SCOPED__ : <dictionary> {
    en0 : <dictionary> {
      ExceptionsList : <array> {
        0 : a.example
      }
      HTTPSProxy : other.contoso.example
    }
  }
}
`

const scutilSocks = `<dictionary> {
  SOCKSEnable : 1
  SOCKSPort : 1080
  SOCKSProxy : socks.contoso.example
}
`

const gsettingsSocks = `org.gnome.system.proxy ignore-hosts @as []
org.gnome.system.proxy mode 'manual'
org.gnome.system.proxy.https host ''
org.gnome.system.proxy.https port 0
org.gnome.system.proxy.socks host "socks.example"
org.gnome.system.proxy.socks port 1080
`

const gsettings = `org.gnome.system.proxy autoconfig-url ''
org.gnome.system.proxy ignore-hosts ['localhost', '127.0.0.0/8', '::1', '*.contoso.example']
org.gnome.system.proxy mode 'manual'
org.gnome.system.proxy use-same-proxy true
org.gnome.system.proxy.ftp host ''
org.gnome.system.proxy.ftp port 0
org.gnome.system.proxy.http authentication-password ''
org.gnome.system.proxy.http host 'plain.example'
org.gnome.system.proxy.http port 3128
org.gnome.system.proxy.https host 'secure.example'
org.gnome.system.proxy.https port 3129
`

func at(t *testing.T, address string) *url.URL {
	t.Helper()
	parsed, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

func TestWhatSystemsSay(t *testing.T) {
	environment := func(name string) string {
		return map[string]string{"https_proxy": "http://maria:secret@env.example:8080", "NO_PROXY": "intern.example"}[name]
	}
	fromEnv, found := fromEnvironment(environment)
	if !found {
		t.Fatal("the environment was not read")
	}
	script := Settings{Source: System, HTTPS: "fixed.example:1", ask: func(address string) string {
		return map[string]string{"https://a.example/": "pac.example:8080"}[address]
	}}
	for _, c := range []struct {
		name     string
		settings Settings
		address  string
		want     string
		source   Source
	}{
		{"macOS", parseScutil(scutil), "https://login.microsoftonline.com/", "proxy.contoso.example:8080", System},
		{"macOS, an exception", parseScutil(scutil), "https://printer.local/", "", None},
		{"macOS, a scheme without", parseScutil(scutil), "http://login.microsoftonline.com/", "", None},
		{"macOS, a part of a network", parseScutil(scutil), "https://169.254.3.4/", "", None},
		{"macOS, a network with a star", parseScutil(scutil), "https://10.9.8.7/", "", None},
		{"macOS, a name without dots", parseScutil(scutil), "https://intranet/", "proxy.contoso.example:8080", System},
		{"macOS, names without dots excepted", parseScutil(scutilSimple), "https://intranet/", "", None},
		{"macOS, names without dots, another", parseScutil(scutilSimple), "https://a.example/", "proxy.contoso.example:8080", System},
		{"macOS, SOCKS", parseScutil(scutilSocks), "https://a.example/", "socks.contoso.example:1080", System},
		{"macOS, nothing", parseScutil("<dictionary> {\n}\n"), "https://a.example/", "", None},
		{"GNOME", parseGsettings(gsettings), "https://login.microsoftonline.com/", "secure.example:3129", System},
		{"GNOME, plain", parseGsettings(gsettings), "http://a.example/", "plain.example:3128", System},
		{"GNOME, an exception", parseGsettings(gsettings), "https://a.contoso.example/", "", None},
		{"GNOME, off", parseGsettings("org.gnome.system.proxy mode 'none'\n"), "https://a.example/", "", None},
		{"GNOME, SOCKS", parseGsettings(gsettingsSocks), "https://a.example/", "socks.example:1080", System},
		{"no tool", parseGsettings(""), "https://a.example/", "", None},
		{"the environment", fromEnv, "https://a.example/", "env.example:8080", Environment},
		{"the environment, an exception", fromEnv, "https://intern.example/", "", None},
		{"a script", script, "https://a.example/path?query", "pac.example:8080", Script},
		{"a script without an answer", script, "https://b.example/", "fixed.example:1", System},
		{"a script, this machine", script, "https://localhost/", "", None},
		{"nothing", Settings{}, "https://a.example/", "", None},
	} {
		resolver := &Resolver{Read: func(context.Context) Settings { return c.settings }}
		if got, source := resolver.Describe(t.Context(), at(t, c.address)); got != c.want || source != c.source {
			t.Errorf("%s: %q from %s, want %q from %s", c.name, got, source, c.want, c.source)
		}
	}
	if _, found := fromEnvironment(func(string) string { return "" }); found {
		t.Error("an empty environment sets a proxy")
	}
}

func TestSettingsAreReadAnewNowAndThen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		reads := 0
		resolver := &Resolver{Read: func(context.Context) Settings {
			reads++
			return Settings{Source: System, HTTPS: "proxy.example:1"}
		}}
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://a.example/", nil)
		if err != nil {
			t.Fatal(err)
		}
		for range 3 {
			if through, err := resolver.Proxy(request); err != nil || through.Host != "proxy.example:1" {
				t.Errorf("through %v, %v", through, err)
			}
		}
		if reads != 1 {
			t.Errorf("read %d times at once", reads)
		}
		time.Sleep(2 * time.Minute)
		if _, err := resolver.Proxy(request); err != nil || reads != 2 {
			t.Errorf("read %d times (%v)", reads, err)
		}
	})
}

// TestWhereSystemsSayTheScriptIs: what each names.
func TestWhereSystemsSayTheScriptIs(t *testing.T) {
	for name, c := range map[string]struct {
		settings Settings
		want     ScriptSetting
	}{
		"macOS": {parseScutil("<dictionary> {\n  ProxyAutoConfigEnable : 1\n" +
			"  ProxyAutoConfigURLString : http://pac.example/proxy.pac\n}\n"), ScriptSetting{URL: "http://pac.example/proxy.pac"}},
		"macOS, off": {parseScutil("<dictionary> {\n  ProxyAutoConfigEnable : 0\n" +
			"  ProxyAutoConfigURLString : http://pac.example/proxy.pac\n}\n"), ScriptSetting{}},
		"macOS, on the network": {parseScutil("<dictionary> {\n  ProxyAutoDiscoveryEnable : 1\n}\n"), ScriptSetting{Discover: true}},
		"macOS, inside the settings": {parseScutil("<dictionary> {\n  HTTPSEnable : 0\n  ProxyAutoConfigEnable : 1\n" +
			"  ProxyAutoConfigJavaScript : function FindProxyForURL() {\n  HTTPSEnable : 1\n}\n  ProxyAutoDiscoveryEnable : 0\n}\n"),
			ScriptSetting{Text: "function FindProxyForURL() {"}},
		"macOS, inside, last": {parseScutil("<dictionary> {\n  ProxyAutoConfigEnable : 1\n" +
			"  ProxyAutoConfigJavaScript : function FindProxyForURL() {\nreturn \"DIRECT\"\n}\n}\n"),
			ScriptSetting{Text: "function FindProxyForURL() {\nreturn \"DIRECT\"\n}"}},
		"GNOME": {parseGsettings("org.gnome.system.proxy autoconfig-url 'https://pac.example/p'\norg.gnome.system.proxy mode 'auto'\n"),
			ScriptSetting{URL: "https://pac.example/p"}},
		"GNOME, on the network": {parseGsettings("org.gnome.system.proxy autoconfig-url ''\norg.gnome.system.proxy mode 'auto'\n"),
			ScriptSetting{Discover: true}},
		"GNOME, another mode": {parseGsettings("org.gnome.system.proxy autoconfig-url 'http://a.example'\norg.gnome.system.proxy mode 'none'\n"),
			ScriptSetting{}},
	} {
		if c.settings.Script != c.want {
			t.Errorf("%s: %+v, want %+v", name, c.settings.Script, c.want)
		}
	}
}

// FuzzSystems: whatever the systems' tools print, finding a proxy ends, and an exception never becomes a proxy.
func FuzzSystems(f *testing.F) {
	for _, seed := range []string{scutil, scutilSimple, scutilSocks, gsettings, gsettingsSocks} {
		f.Add(seed)
	}
	address := &url.URL{Scheme: "https", Host: "a.example", Path: "/"}
	f.Fuzz(func(t *testing.T, printed string) {
		for _, settings := range []Settings{parseScutil(printed), parseGsettings(printed)} {
			through, err := settings.fixed(address)
			if err == nil && through != nil && (settings.Source != System || settings.HTTPS == "") {
				t.Fatalf("%+v gives %v", settings, through)
			}
			if settings.Source != System && settings.Source != None {
				t.Fatalf("source %q", settings.Source)
			}
		}
	})
}
