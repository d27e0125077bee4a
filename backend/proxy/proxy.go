// Package proxy finds the way out that this machine is set to: by its environment, else by the settings of its system. On
// Windows these are the internet options with their scripts (PAC), on macOS the network settings, on Linux GNOME's; the last
// two without scripts.
//
// It must not send anything, and it keeps a proxy's password to itself.
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
	// Unsupported: the system wants a script, which is not understood here; requests go without a proxy.
	Unsupported Source = "script-unsupported"
)

// Settings are the proxies as they are set at one moment. The zero value means none.
type Settings struct {
	Source Source
	// HTTP and HTTPS are proxies for those schemes; Except lists hosts without one, separated by commas.
	HTTP, HTTPS, Except string
	// script answers for an address: "host:port", or empty for no proxy.
	script func(address string) string
}

// For is the proxy for an address, or nil.
func (s Settings) For(address *url.URL) (*url.URL, error) {
	if s.script != nil {
		if host := s.script(address.String()); host != "" {
			return &url.URL{Scheme: "http", Host: host}, nil
		}
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

// Proxy is what http.Transport asks.
func (r *Resolver) Proxy(request *http.Request) (*url.URL, error) {
	return r.Settings(request.Context()).For(request.URL)
}

// Describe says which proxy an address goes through: "host:port" without user or password, empty for none.
func (r *Resolver) Describe(ctx context.Context, address *url.URL) (string, Source) {
	settings := r.Settings(ctx)
	through, err := settings.For(address)
	if err != nil || through == nil {
		if settings.Source == Unsupported {
			return "", Unsupported
		}
		return "", None
	}
	return through.Host, settings.Source
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
