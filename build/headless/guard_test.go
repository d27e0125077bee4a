package main

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

const testPort = 4711

func testGuard(t *testing.T) *guard {
	t.Helper()
	return newGuard(testPort, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusOK)
		_, _ = io.WriteString(w, "the app saw "+r.Header.Get("Cookie"))
	}))
}

// ask sends one request with the given headers; "Cookie: ours" stands for the right cookie.
func ask(t *testing.T, g *guard, method, path string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, path, nil)
	r.Host = "127.0.0.1:4711"
	for _, line := range headers {
		name, value, _ := strings.Cut(line, ": ")
		if name == "Host" {
			r.Host = value
			continue
		}
		r.Header.Add(name, strings.ReplaceAll(value, "ours", g.cookie+"="+g.pass))
	}
	w := httptest.NewRecorder()
	g.ServeHTTP(w, r)
	return w
}

func TestEntryGivesCookieAndRedirects(t *testing.T) {
	g := testGuard(t)
	w := ask(t, g, http.MethodGet, g.entry, "Sec-Fetch-Site: none")
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/" {
		t.Fatalf("entry answered %d to %q", w.Code, w.Header().Get("Location"))
	}
	cookie := w.Result().Cookies()[0]
	if !cookie.HttpOnly || cookie.SameSite != http.SameSiteStrictMode || cookie.Domain != "" {
		t.Errorf("cookie is too open: %v", cookie)
	}
	if strings.Contains(g.entry, cookie.Value) {
		t.Error("the path tells the cookie")
	}
	got := ask(t, g, http.MethodGet, "/", "Cookie: "+cookie.Name+"="+cookie.Value)
	if got.Code != http.StatusOK {
		t.Errorf("the cookie from the entry was refused: %d", got.Code)
	}
}

func TestGuardDecides(t *testing.T) {
	const site = "Sec-Fetch-Site: "
	upgrade := []string{"Connection: keep-alive, Upgrade", "Upgrade: websocket"}
	with := func(more ...string) []string { return append([]string{"Cookie: ours"}, more...) }
	tests := []struct {
		name    string
		method  string
		path    string
		headers []string
		want    int
	}{
		{"page with cookie", "GET", "/", with(), 200},
		{"by its other name", "GET", "/", with("Host: localhost:4711"), 200},
		{"from our own page", "GET", "/assets/a.js", with(site+"same-origin", "Origin: http://127.0.0.1:4711"), 200},
		{"the two scripts", "GET", "/wails/ipc.js", with(), 200},
		{"bridge from our page", "GET", "/wails/ipc", with(append(upgrade, "Origin: http://127.0.0.1:4711")...), 200},
		{"no cookie", "GET", "/", nil, 403},
		{"wrong cookie", "GET", "/", []string{"Cookie: ferry-4711=guess"}, 403},
		{"empty cookie", "GET", "/", []string{"Cookie: ferry-4711="}, 403},
		{"bridge without cookie", "GET", "/wails/ipc", append(upgrade, "Origin: http://127.0.0.1:4711"), 403},
		{"bridge from another port", "GET", "/wails/ipc", with(append(upgrade, "Origin: http://127.0.0.1:9")...), 403},
		{"bridge from the web", "GET", "/wails/ipc", with(append(upgrade, "Origin: https://evil.example")...), 403},
		{"bridge from nowhere", "GET", "/wails/ipc", with(upgrade...), 403},
		{"bridge from a file", "GET", "/wails/ipc", with(append(upgrade, "Origin: null")...), 403},
		{"our other name is another origin", "GET", "/", with("Origin: http://localhost:4711"), 403},
		{"upgrade of another path", "GET", "/", with(append(upgrade, "Origin: http://127.0.0.1:4711")...), 404},
		{"rebound name", "GET", "/", with("Host: evil.example:4711"), 403},
		{"name without port", "GET", "/", with("Host: 127.0.0.1"), 403},
		{"wrong port", "GET", "/", with("Host: 127.0.0.1:80"), 403},
		{"trailing dot", "GET", "/", with("Host: localhost.:4711"), 403},
		{"page on another port", "GET", "/", with(site + "same-site"), 403},
		{"page of the web", "GET", "/", with(site + "cross-site"), 403},
		{"word we do not know", "GET", "/", with(site + "anything"), 403},
		{"posting", "POST", "/", with(), 404},
		{"reload of Wails", "GET", "/wails/reload", with(), 404},
		{"folder name of Wails", "GET", "/wails/assetdir", with(), 404},
		{"guessed entry", "GET", "/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/", nil, 403},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := ask(t, testGuard(t), test.method, test.path, test.headers...)
			if w.Code != test.want {
				t.Errorf("answered %d, want %d: %s", w.Code, test.want, w.Body)
			}
			if w.Header().Get("X-Frame-Options") != "DENY" {
				t.Error("may be framed")
			}
		})
	}
}

func TestEntryRefuses(t *testing.T) {
	for name, headers := range map[string][]string{
		"rebound name":   {"Host: evil.example:4711"},
		"link elsewhere": {"Sec-Fetch-Site: cross-site"},
		"another origin": {"Origin: https://evil.example"},
	} {
		t.Run(name, func(t *testing.T) {
			g := testGuard(t)
			if w := ask(t, g, http.MethodGet, g.entry, headers...); w.Code != http.StatusForbidden || len(w.Result().Cookies()) > 0 {
				t.Errorf("answered %d with %v", w.Code, w.Result().Cookies())
			}
		})
	}
	g := testGuard(t)
	if w := ask(t, g, http.MethodPost, g.entry); w.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST answered %d", w.Code)
	}
}

func TestOurCookieGoesNoFurther(t *testing.T) {
	w := ask(t, testGuard(t), http.MethodGet, "/", "Cookie: ours; theme=dark")
	if got := w.Body.String(); got != "the app saw theme=dark" {
		t.Errorf("%q", got)
	}
}

func TestEveryGuardHasItsOwnSecrets(t *testing.T) {
	a, b := testGuard(t), testGuard(t)
	if a.entry == b.entry || a.pass == b.pass || len(a.pass) < 43 {
		t.Error("secrets repeat or are short")
	}
}

// TestProxyCarriesTheBridge speaks through guard and proxy as a browser's websocket does, after the handshake byte
// for byte, over real sockets.
func TestProxyCarriesTheBridge(t *testing.T) {
	app := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Origin") != "" || r.Header.Get("Cookie") != "" {
			t.Errorf("the app learnt %v", r.Header)
		}
		echoUpgraded(t, w)
	}))
	defer app.Close()
	front := httptest.NewUnstartedServer(nil)
	port := front.Listener.Addr().(*net.TCPAddr).Port
	g := newGuard(port, newProxy(strings.TrimPrefix(app.URL, "http://")))
	front.Config.Handler = g
	front.Start()
	defer front.Close()

	conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", g.hosts[0])
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	_, err = io.WriteString(conn, "GET /wails/ipc HTTP/1.1\r\nHost: "+g.hosts[0]+"\r\nOrigin: http://"+g.hosts[0]+
		"\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nCookie: "+g.cookie+"="+g.pass+"\r\n\r\n")
	if err != nil {
		t.Fatal(err)
	}
	replies := bufio.NewReader(conn)
	response, err := http.ReadResponse(replies, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusSwitchingProtocols {
		t.Fatalf("handshake answered %s", response.Status)
	}
	_, _ = io.WriteString(conn, "ping\n")
	if line, err := replies.ReadString('\n'); line != "ping\n" {
		t.Errorf("came back %q, %v", line, err)
	}
}

func echoUpgraded(t *testing.T, w http.ResponseWriter) {
	t.Helper()
	conn, buffered, err := http.NewResponseController(w).Hijack()
	if err != nil {
		t.Error(err)
		return
	}
	defer func() { _ = conn.Close() }()
	_, _ = io.WriteString(conn, "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
	line, _ := buffered.ReadString('\n')
	_, _ = io.WriteString(conn, line)
}

func TestProxyToNobody(t *testing.T) {
	w := httptest.NewRecorder()
	newProxy("127.0.0.1:1").ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil))
	if w.Code != http.StatusBadGateway || strings.Contains(w.Body.String(), "127.0.0.1:1") {
		t.Errorf("answered %d: %s", w.Code, w.Body)
	}
}

func TestListenOnlyOnLoopback(t *testing.T) {
	for _, addr := range []string{"0.0.0.0:0", ":0", "[::]:0", "localhost:0", "127.0.0.1"} {
		if listener, _, err := listen(context.Background(), addr); err == nil {
			_ = listener.Close()
			t.Errorf("%s was accepted", addr)
		}
	}
}
