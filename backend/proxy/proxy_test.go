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
  }
  ExcludeSimpleHostnames : 0
  FTPPassive : 1
  HTTPEnable : 0
  HTTPSEnable : 1
  HTTPSPort : 8080
  HTTPSProxy : proxy.contoso.example
}
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
	script := Settings{Source: Script, script: func(string) string { return "pac.example:8080" }}
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
		{"macOS, a script", parseScutil("  ProxyAutoConfigEnable : 1\n"), "https://a.example/", "", Unsupported},
		{"macOS, nothing", parseScutil("<dictionary> {\n}\n"), "https://a.example/", "", None},
		{"GNOME", parseGsettings(gsettings), "https://login.microsoftonline.com/", "secure.example:3129", System},
		{"GNOME, plain", parseGsettings(gsettings), "http://a.example/", "plain.example:3128", System},
		{"GNOME, an exception", parseGsettings(gsettings), "https://a.contoso.example/", "", None},
		{"GNOME, off", parseGsettings("org.gnome.system.proxy mode 'none'\n"), "https://a.example/", "", None},
		{"GNOME, a script", parseGsettings("org.gnome.system.proxy mode 'auto'\n"), "https://a.example/", "", Unsupported},
		{"no tool", parseGsettings(""), "https://a.example/", "", None},
		{"the environment", fromEnv, "https://a.example/", "env.example:8080", Environment},
		{"the environment, an exception", fromEnv, "https://intern.example/", "", None},
		{"a script", script, "https://a.example/", "pac.example:8080", Script},
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
