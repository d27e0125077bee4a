package proxy

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"ferry/backend/proxy/pac"
)

// library is where scripts come from in a test, by address.
type library struct {
	mu      sync.Mutex
	texts   map[string]string // by address; "" is an error, a missing one is absent
	fetches int
	wait    chan struct{} // fetching waits for it
}

func (l *library) fetch(ctx context.Context, address string) (string, error) {
	l.mu.Lock()
	l.fetches++
	text, found := l.texts[address]
	wait := l.wait
	l.mu.Unlock()
	if wait != nil {
		select {
		case <-wait:
		case <-ctx.Done():
		}
	}
	switch {
	case !found:
		return "", pac.ErrAbsent
	case text == "":
		return "", pac.ErrFetch
	}
	return text, nil
}

func (l *library) set(address, text string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.texts[address] = text
}

func (l *library) count() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.fetches
}

func saying(answer string) string {
	return fmt.Sprintf("function FindProxyForURL() { return %q }", answer)
}

const pacURL = "http://pac.example/proxy.pac"

// following is a resolver on a machine that names a script.
func following(l *library, settings Settings) *Resolver {
	if settings.Script == (ScriptSetting{}) {
		settings.Script.URL = pacURL
	}
	r := &Resolver{Read: func(context.Context) Settings { return settings }}
	r.follower.fetch = l.fetch
	return r
}

func says(t *testing.T, r *Resolver, address, want string, source Source) {
	t.Helper()
	if got, from := r.Describe(t.Context(), at(t, address)); got != want || from != source {
		t.Errorf("%s: %q from %s, want %q from %s", address, got, from, want, source)
	}
}

func TestWhatAScriptMeans(t *testing.T) {
	byHost := `function FindProxyForURL(url, host) {
		if (host === "direct.example") return "DIRECT";
		if (host === "throws.example") throw 1;
		return "PROXY " + (url.indexOf("http:") === 0 ? "plain" : "secure") + ".example:1" }`
	both := Settings{Source: System, HTTPS: "fixed.example:1"}
	both.Script.URL = pacURL
	looking := both
	looking.Script = ScriptSetting{Discover: true}
	inside := Settings{Script: ScriptSetting{Text: saying("PROXY inside.example:1"), URL: pacURL}}
	for _, c := range []struct {
		name     string
		settings Settings
		texts    map[string]string
		address  string
		want     string
		source   Source
	}{
		{"a proxy", Settings{}, map[string]string{pacURL: byHost}, "https://a.example/", "secure.example:1", Script},
		{"another scheme", Settings{}, map[string]string{pacURL: byHost}, "http://a.example/", "plain.example:1", Script},
		{"direct", Settings{}, map[string]string{pacURL: byHost}, "https://DIRECT.example/", "", None},
		{"direct, before a fixed proxy", both, map[string]string{pacURL: byHost}, "https://direct.example/", "", None},
		{"this machine", Settings{}, map[string]string{pacURL: byHost}, "https://127.0.0.1:8443/", "", None},
		{"it throws", Settings{}, map[string]string{pacURL: byHost}, "https://throws.example/", "", ScriptFailed},
		{"it throws, and a fixed proxy is set", both, map[string]string{pacURL: byHost}, "https://throws.example/", "fixed.example:1", System},
		{"a captive portal", Settings{}, map[string]string{pacURL: "<html>"}, "https://a.example/", "", ScriptFailed},
		{"it cannot be fetched", Settings{}, map[string]string{pacURL: ""}, "https://a.example/", "", ScriptFailed},
		{"it is not there", Settings{}, map[string]string{}, "https://a.example/", "", ScriptFailed},
		{"looked for, found", looking, map[string]string{pac.WellKnown: byHost}, "https://a.example/", "secure.example:1", Script},
		{"looked for, not there", looking, nil, "https://a.example/", "fixed.example:1", System},
		{"looked for, refused", Settings{Script: looking.Script}, map[string]string{pac.WellKnown: ""}, "https://a.example/", "", None},
		{"looked for, broken", Settings{Script: looking.Script}, map[string]string{pac.WellKnown: "<"}, "https://a.example/", "", ScriptFailed},
		{"inside the settings", inside, nil, "https://a.example/", "inside.example:1", Script},
	} {
		t.Run(c.name, func(t *testing.T) {
			says(t, following(&library{texts: c.texts}, c.settings), c.address, c.want, c.source)
		})
	}
}

func TestAScriptIsKeptAndRenewed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		scripts := &library{texts: map[string]string{pacURL: saying("PROXY old.example:1")}}
		r := following(scripts, Settings{})
		for range 3 {
			says(t, r, "https://a.example/", "old.example:1", Script)
		}
		if n := scripts.count(); n != 1 {
			t.Errorf("fetched %d times", n)
		}
		scripts.set(pacURL, "") // the old one serves while it cannot be had anew
		time.Sleep(scriptHolds + time.Second)
		says(t, r, "https://a.example/", "old.example:1", Script)
		synctest.Wait()
		says(t, r, "https://a.example/", "old.example:1", Script)
		scripts.set(pacURL, saying("PROXY new.example:1"))
		time.Sleep(failureHolds + time.Second)
		says(t, r, "https://a.example/", "old.example:1", Script) // nobody waits for the new one
		synctest.Wait()
		says(t, r, "https://a.example/", "new.example:1", Script)
		if n := scripts.count(); n != 3 {
			t.Errorf("fetched %d times", n)
		}
	})
}

func TestAnotherNetworkForgetsTheScript(t *testing.T) {
	scripts := &library{texts: map[string]string{pacURL: saying("PROXY old.example:1")}}
	r := following(scripts, Settings{})
	says(t, r, "https://a.example/", "old.example:1", Script)
	scripts.set(pacURL, saying("PROXY new.example:1"))
	says(t, r, "https://a.example/", "old.example:1", Script)
	r.Forget()
	says(t, r, "https://a.example/", "new.example:1", Script)
}

func TestOtherSettingsForgetTheScript(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		scripts := &library{texts: map[string]string{
			pacURL: saying("PROXY old.example:1"), "http://b.example/": saying("PROXY new.example:1")}}
		named := pacURL
		r := &Resolver{Read: func(context.Context) Settings { return Settings{Script: ScriptSetting{URL: named}} }}
		r.follower.fetch = scripts.fetch
		says(t, r, "https://a.example/", "old.example:1", Script)
		named = "http://b.example/"
		time.Sleep(freshness + time.Second)
		says(t, r, "https://a.example/", "new.example:1", Script)
	})
}

// TestASlowScriptIsFetchedOnce: everybody waits for the one fetch, and whoever gives up does not end it.
func TestASlowScriptIsFetchedOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		scripts := &library{texts: map[string]string{pacURL: saying("PROXY a.example:1")}, wait: make(chan struct{})}
		r := following(scripts, Settings{})
		hasty, giveUp := context.WithCancel(t.Context())
		request, err := http.NewRequestWithContext(hasty, http.MethodGet, "https://a.example/", nil)
		if err != nil {
			t.Fatal(err)
		}
		gaveUp := make(chan error)
		go func() {
			_, err := r.Proxy(request)
			gaveUp <- err
		}()
		synctest.Wait()
		var waiting sync.WaitGroup
		for range 5 {
			waiting.Go(func() { says(t, r, "https://a.example/", "a.example:1", Script) })
		}
		synctest.Wait()
		giveUp()
		if err := <-gaveUp; !errors.Is(err, context.Canceled) {
			t.Errorf("%v", err)
		}
		close(scripts.wait)
		waiting.Wait()
		if n := scripts.count(); n != 1 {
			t.Errorf("fetched %d times", n)
		}
	})
}
