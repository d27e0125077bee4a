package main

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// guard decides which requests may reach the app. The app behind it answers anybody who can reach its socket, so
// everything that is not clearly the person who was told the address is refused.
type guard struct {
	hosts  []string // the only Host values that are ours: 127.0.0.1:PORT and localhost:PORT
	entry  string   // the secret path, with its slashes: /<random>/
	cookie string   // the name of the cookie; it carries the port, since browsers share cookies between ports
	pass   string   // what the cookie must hold
	next   http.Handler
}

func newGuard(port int, next http.Handler) *guard {
	return &guard{
		hosts:  []string{fmt.Sprintf("127.0.0.1:%d", port), fmt.Sprintf("localhost:%d", port)},
		entry:  "/" + secret() + "/",
		cookie: fmt.Sprintf("ferry-%d", port),
		pass:   secret(),
		next:   next,
	}
}

// secret is 256 random bits in letters that a URL and a cookie carry as they are.
func secret() string {
	raw := make([]byte, 32)
	_, _ = rand.Read(raw) // never fails: crypto/rand ends the program instead
	return base64.RawURLEncoding.EncodeToString(raw)
}

// ServeHTTP answers the secret path with a cookie and a redirect, passes on what carries that cookie, and refuses the
// rest. Host is checked first: a rebound name must not even learn whether a path exists.
func (g *guard) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	harden(w.Header())
	switch {
	case !slices.Contains(g.hosts, r.Host):
		refuse(w, http.StatusForbidden, "this address is not served here")
	case !ownOrigin(r):
		refuse(w, http.StatusForbidden, "another page may not call this one; paste the printed address into the address bar")
	case sameText(strings.TrimSuffix(r.URL.Path, "/")+"/", g.entry):
		g.admit(w, r)
	case !g.admitted(r):
		refuse(w, http.StatusForbidden, "open the printed address, with its random path, first")
	case !servedPath(r):
		refuse(w, http.StatusNotFound, "no such page")
	default:
		g.next.ServeHTTP(w, g.without(r))
	}
}

// ownOrigin says whether the request comes from our own page or from the address bar. Browsers that know
// Sec-Fetch-Site send it to loopback addresses; a websocket handshake may lack it, but always carries Origin.
func ownOrigin(r *http.Request) bool {
	origin := r.Header.Get("Origin")
	if origin != "" && origin != "http://"+r.Host {
		return false
	}
	if isUpgrade(r) && origin == "" {
		return false
	}
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none":
		return true
	default: // same-site is a page on another port, cross-site any other
		return false
	}
}

func isUpgrade(r *http.Request) bool {
	return r.Header.Get("Upgrade") != "" || strings.Contains(strings.ToLower(r.Header.Get("Connection")), "upgrade")
}

// admit hands out the cookie. SameSite=Strict and HttpOnly: no other site's page sends it and no script reads it.
func (g *guard) admit(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet {
		refuse(w, http.StatusMethodNotAllowed, "only GET")
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	http.SetCookie(w, &http.Cookie{ //nolint:gosec // no Secure: this is plain http on loopback, where some browsers drop it
		Name: g.cookie, Value: g.pass, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode,
	})
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

func (g *guard) admitted(r *http.Request) bool {
	for _, c := range r.CookiesNamed(g.cookie) {
		if sameText(c.Value, g.pass) {
			return true
		}
	}
	return false
}

// servedPath lists what the screens need: files by GET, and of Wails its two scripts and the bridge. The rest of
// /wails/ (reload, the folder's name) is nobody's business.
func servedPath(r *http.Request) bool {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return false
	}
	if isUpgrade(r) {
		return r.URL.Path == "/wails/ipc"
	}
	if strings.HasPrefix(r.URL.Path, "/wails/") {
		return r.URL.Path == "/wails/ipc.js" || r.URL.Path == "/wails/runtime.js"
	}
	return true
}

// without drops our cookie: the app has no use for it.
func (g *guard) without(r *http.Request) *http.Request {
	out := r.Clone(r.Context())
	out.Header.Del("Cookie")
	for _, c := range r.Cookies() {
		if c.Name != g.cookie {
			out.AddCookie(c)
		}
	}
	return out
}

func sameText(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

func harden(h http.Header) {
	h.Set("X-Frame-Options", "DENY")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
}

func refuse(w http.ResponseWriter, status int, why string) { http.Error(w, "Ferry: "+why, status) }
