// Package proxy finds the way out that this machine is set to: by its environment, else by the settings of its system. On
// Windows these are the internet options, on macOS the network settings, on Linux GNOME's; each with scripts (PAC), which
// Windows evaluates itself, and with looking for one on the network (WPAD).
//
// It must not send anything but the request for a script and those that a script makes for names, and it keeps a proxy's
// password to itself.
package proxy

import (
	"context"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"
	"time"

	"golang.org/x/net/http/httpproxy"
)

// Source is where a setting comes from.
type Source string

// Sources.
const (
	None        Source = "none"
	Environment Source = "environment" // HTTPS_PROXY and its like
	System      Source = "system"
	Script      Source = "script" // the system's script (PAC) decides for each address
	// ScriptFailed: the system names a script, which cannot be fetched or followed; requests go without a proxy, as the
	// system's own do then.
	ScriptFailed Source = "script-failed"
)

// Settings are the proxies as they are set at one moment. The zero value means none.
type Settings struct {
	Source Source
	// HTTP and HTTPS are proxies for those schemes; Except lists hosts without one, separated by commas.
	HTTP, HTTPS, Except string
	// ExceptSimple: hosts without a dot in their name have none either.
	ExceptSimple bool
	// Script is what else decides, before the proxies above.
	Script ScriptSetting
	// ask is the system itself, where it evaluates scripts; it answers "host:port", or empty for no proxy.
	ask func(address string) string
}

// ScriptSetting is where the script is. The zero value means that there is none.
type ScriptSetting struct {
	// URL is its address, Text the script itself; Discover looks for one on the network. They are tried in the order Text,
	// URL, Discover.
	URL, Text string
	Discover  bool
}

// fixed is the proxy for an address by the settings without a script, or nil.
func (s Settings) fixed(address *url.URL) (*url.URL, error) {
	if s.ExceptSimple && !strings.ContainsAny(address.Hostname(), ".:") {
		return nil, nil //nolint:nilnil // as http.Transport has it: no proxy, and no error
	}
	config := httpproxy.Config{HTTPProxy: s.HTTP, HTTPSProxy: s.HTTPS, NoProxy: s.Except}
	return config.ProxyFunc()(address)
}

// freshness is how long settings hold before they are read again: a laptop changes networks.
const freshness = time.Minute

// Resolver reads the settings when they are needed, and now and then anew. The zero value reads this machine's. It is safe
// for concurrent use.
type Resolver struct {
	// Read takes the place of the machine's own settings.
	Read func(ctx context.Context) Settings

	mu       sync.Mutex
	settings Settings
	readAt   time.Time
	follower follower
}

// Settings are those in force.
func (r *Resolver) Settings(ctx context.Context) Settings {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.readAt.IsZero() || time.Since(r.readAt) > freshness {
		read := r.Read
		if read == nil {
			read = machine
		}
		r.settings, r.readAt = read(ctx), time.Now()
	}
	return r.settings
}

// Forget lets everything be read and fetched anew: the network has changed.
func (r *Resolver) Forget() {
	r.mu.Lock()
	r.readAt = time.Time{}
	r.mu.Unlock()
	r.follower.forget()
}

// Proxy is what http.Transport asks.
func (r *Resolver) Proxy(request *http.Request) (*url.URL, error) {
	through, source, err := r.find(request.Context(), request.URL)
	noteChoice(request.Context(), through, source)
	return through, err
}

// Describe says which proxy an address goes through: "host:port" without user or password, empty for none.
func (r *Resolver) Describe(ctx context.Context, address *url.URL) (string, Source) {
	through, source, err := r.find(ctx, address)
	if err != nil {
		return "", None
	}
	if through == nil {
		return "", source
	}
	return through.Host, source
}

// find is the proxy for an address, or nil, and who says so: None or ScriptFailed where there is no proxy.
func (r *Resolver) find(ctx context.Context, address *url.URL) (*url.URL, Source, error) {
	settings := r.Settings(ctx)
	if !loopback(address.Hostname()) { // nothing that stays on this machine is for a script to send away
		through, answer, err := r.script(ctx, settings, address)
		if answer == answered || err != nil {
			return through, sourceOr(Script, through), err
		}
		if answer == failed && settings.HTTP == "" && settings.HTTPS == "" {
			return nil, ScriptFailed, nil
		}
	}
	through, err := settings.fixed(address)
	return through, sourceOr(settings.Source, through), err
}

func (r *Resolver) script(ctx context.Context, settings Settings, address *url.URL) (*url.URL, outcome, error) {
	if settings.ask != nil {
		if host := settings.ask((&url.URL{Scheme: address.Scheme, Host: address.Host, Path: "/"}).String()); host != "" {
			return &url.URL{Scheme: "http", Host: host}, answered, nil
		}
		return nil, absent, nil
	}
	if settings.Script == (ScriptSetting{}) {
		return nil, absent, nil
	}
	return r.follower.find(ctx, settings.Script, address)
}

func sourceOr(source Source, through *url.URL) Source {
	if through == nil {
		return None
	}
	return source
}

// machine reads the environment, and where it says nothing the system.
func machine(ctx context.Context) Settings {
	if settings, found := fromEnvironment(os.Getenv); found {
		return settings
	}
	return system(ctx)
}

func fromEnvironment(env func(string) string) (Settings, bool) {
	get := func(name string) string {
		if value := env(name); value != "" {
			return value
		}
		return env(strings.ToLower(name))
	}
	settings := Settings{
		Source: Environment, HTTP: get("HTTP_PROXY"), HTTPS: get("HTTPS_PROXY"), Except: get("NO_PROXY"),
	}
	return settings, settings.HTTP != "" || settings.HTTPS != ""
}
