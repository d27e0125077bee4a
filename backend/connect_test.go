package backend

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"log" //nolint:depguard // net/http takes no other
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"ferry/backend/crm"
	"ferry/backend/practice"
	"ferry/backend/proxy"
	"ferry/backend/view"
)

const someOrganization = "https://contoso.crm4.dynamics.com"

// door is a backend whose real network is what a test makes it, and which may connect to real organizations.
func door(t *testing.T, transport http.RoundTripper, browser func(string) error) *Backend {
	t.Helper()
	b, err := Open(t.Context(), Config{
		DataDir: t.TempDir(), Practice: practice.New(practice.Options{}), Secrets: NewMemorySecrets(),
		Logger: slog.New(slog.DiscardHandler), Transport: transport, OpenBrowser: browser,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	})
	return b
}

// ended waits until the attempt is over and gives its problem.
func ended(t *testing.T, b *Backend, id string) view.Problem {
	t.Helper()
	if a := b.currentAttempt(id); a != nil {
		select {
		case <-a.done:
		case <-time.After(time.Minute):
			t.Fatal("the attempt does not end")
		}
	}
	state, err := b.Connection(t.Context())
	if err != nil || state.AttemptID != "" {
		t.Fatalf("after the attempt: %+v, %v", state, err)
	}
	return state.Problem
}

func nothingIsSent(t *testing.T) http.RoundTripper {
	t.Helper()
	return roundTrip(func(r *http.Request) (*http.Response, error) {
		t.Errorf("a request to %s", r.URL)
		return nil, errors.New("refused")
	})
}

func TestAddressesThatAreNoOrganizationAreRefusedUnasked(t *testing.T) {
	b := door(t, nothingIsSent(t), nil)
	for address, want := range map[string]crm.Code{
		"":                                 crm.CodeNotAnOrg,
		"   ":                              crm.CodeNotAnOrg,
		"hello world":                      crm.CodeNotAnOrg,
		"https://":                         crm.CodeNotAnOrg,
		"https://[":                        crm.CodeNotAnOrg,
		"contoso":                          crm.CodeUntrustedHost,
		"http://contoso.crm4.dynamics.com": crm.CodeUntrustedHost,
		"ftp://contoso.crm4.dynamics.com":  crm.CodeUntrustedHost,
		"javascript://contoso.crm4.dynamics.com/%0Aalert(1)": crm.CodeUntrustedHost,
		"http://127.0.0.1:8080":                              crm.CodeUntrustedHost,
		"http://localhost":                                   crm.CodeUntrustedHost,
		"https://localhost":                                  crm.CodeUntrustedHost,
		"https://192.168.1.10":                               crm.CodeUntrustedHost,
		"https://[::1]":                                      crm.CodeUntrustedHost,
		"https://crm.contoso.local/Contoso":                  crm.CodeUntrustedHost, // on-premises
		"https://dynamics.contoso.com":                       crm.CodeUntrustedHost,
		"https://contoso.crm4.dynamics.com:8443":             crm.CodeUntrustedHost,
		"https://contoso.crm4.dynamics.com.evil.example":     crm.CodeUntrustedHost,
		"https://contoso.crm4.dynamics.com.":                 crm.CodeUntrustedHost,
		"https://evil.example/contoso.crm4.dynamics.com":     crm.CodeUntrustedHost,
		"https://evil.example#.crm4.dynamics.com":            crm.CodeUntrustedHost,
		"https://evil.example?.crm4.dynamics.com":            crm.CodeUntrustedHost,
		`https://evil.example\.crm4.dynamics.com`:            crm.CodeNotAnOrg,
		"https://contoso.crm4.dynamics.com@evil.example":     crm.CodeUntrustedHost,
		"https://maria:pw@contoso.crm4.dynamics.com":         crm.CodeUntrustedHost,
		"https://evilcrm4.dynamics.com":                      crm.CodeUntrustedHost,
		"https://contoso.crm4-dynamics.com":                  crm.CodeUntrustedHost,
		"https://xn--contoso-abc.crm4.dynamics.com":          crm.CodeUntrustedHost,
		"https://cont\u043eso.crm4.dynamics.com":             crm.CodeUntrustedHost,
		"https://contoso.crm4.dynamics\u3002com":             crm.CodeUntrustedHost,
		"https://contoso.crm4.dynamics.com%2eevil.example":   crm.CodeNotAnOrg,
		"https://contoso.crm4.dynamics.com\x00.evil.example": crm.CodeNotAnOrg,
	} {
		id, err := b.Connect(t.Context(), address)
		if crm.CodeOf(err) != want || id != "" {
			t.Errorf("%q: %v, want %s", address, err, want)
		}
	}
	if state, err := b.Connection(t.Context()); err != nil || state.State != "none" {
		t.Errorf("state %+v (%v)", state, err)
	}
}

func reply(status int, header http.Header, body string) roundTrip {
	return func(r *http.Request) (*http.Response, error) {
		return &http.Response{
			StatusCode: status, Header: header, Body: io.NopCloser(strings.NewReader(body)), Request: r,
		}, nil
	}
}

func refuse(err error) roundTrip {
	return func(*http.Request) (*http.Response, error) { return nil, err }
}

func TestWhatAnswersInPlaceOfAnOrganizationIsTold(t *testing.T) {
	html := http.Header{"Content-Type": {"text/html; charset=utf-8"}}
	for name, c := range map[string]struct {
		transport roundTrip
		want      crm.Code
		detail    string
	}{
		"a captive portal's page":     {reply(200, html, "<html>Welcome"), crm.CodeWebPage, "HTTP 200"},
		"a captive portal's redirect": {reply(302, http.Header{"Location": {"http://portal.example/"}}, ""), crm.CodeWebPage, "HTTP 302"},
		"not an organization":         {reply(404, html, ""), crm.CodeNotAnOrg, ""},
		"on-premises":                 {reply(401, http.Header{"Www-Authenticate": {"NTLM"}}, ""), crm.CodeOldVersion, "on-premises"},
		"maintenance":                 {reply(503, html, ""), crm.CodeUnavailable, ""},
		"no name":                     {refuse(&net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", IsNotFound: true}}), crm.CodeOffline, "dns"},
		"no route":                    {refuse(&net.OpError{Op: "dial", Err: errors.New("network is unreachable")}), crm.CodeOffline, "connection"},
		"a certificate":               {refuse(&tls.CertificateVerificationError{Err: errors.New("expired")}), crm.CodeOffline, "tls"},
		"a proxy":                     {refuse(&net.OpError{Op: "proxyconnect", Err: errors.New("refused")}), crm.CodeOffline, "proxy"},
		"no answer":                   {refuse(os.ErrDeadlineExceeded), crm.CodeOffline, "time-out"},
	} {
		t.Run(name, func(t *testing.T) {
			b := door(t, c.transport, nil)
			id, err := b.Connect(t.Context(), someOrganization)
			if err != nil {
				t.Fatal(err)
			}
			problem := ended(t, b, id)
			if problem.Code != string(c.want) || !strings.Contains(problem.Detail, c.detail) {
				t.Errorf("%+v, want %s with %q", problem, c.want, c.detail)
			}
			if state, err := b.Connection(t.Context()); err != nil || state.State != "none" {
				t.Errorf("state %+v (%v)", state, err)
			}
		})
	}
}

// TestTheFirstStartWithoutANetwork: everything opens, and what failed can be tried again once the network is there.
func TestTheFirstStartWithoutANetwork(t *testing.T) {
	h := insideDoor(t)
	h.practice.Knobs().Offline(true)
	id, err := h.Connect(t.Context(), practice.URL)
	if err != nil {
		t.Fatal(err)
	}
	if problem := ended(t, h.Backend, id); problem.Code != "offline" || problem.Detail != "dns" {
		t.Errorf("without a network: %+v", problem)
	}
	h.practice.Knobs().Offline(false)
	h.signIn(0)
	if state, err := h.Connection(t.Context()); err != nil || state.State != "connected" {
		t.Errorf("with a network: %+v (%v)", state, err)
	}
}

// inside is a door to the practice organization through the code for real ones: by address, with a browser.
type inside struct {
	*Backend
	t        *testing.T
	practice *practice.Organization
	who      string
	noOpener bool
	link     chan string
}

func insideDoor(t *testing.T) *inside {
	t.Helper()
	h := &inside{t: t, link: make(chan string, 4)}
	h.Backend = door(t, nothingIsSent(t), h.browse)
	h.practice = h.Backend.practice
	h.realNetwork = h.practiceNetwork
	return h
}

// browse is the person's browser.
func (h *inside) browse(link string) error {
	h.link <- link
	if h.noOpener {
		return crm.Errorf(crm.CodeNoBrowser, "no browser")
	}
	who := h.who
	h.tasks.Go(func() {
		if err := h.practice.SignInAs(h.life, loopbackClient(), link, who); err != nil && h.life.Err() == nil {
			h.t.Errorf("the browser: %v", err)
		}
	})
	return nil
}

// sellers are two seat holders.
func (h *inside) sellers() []practice.Person {
	var found []practice.Person
	for _, person := range h.practice.People() {
		if person.SeatHolder && !person.Disabled && person.Role != "" {
			found = append(found, person)
		}
	}
	return found
}

// signIn connects as one of the sellers and gives the problem's code.
func (h *inside) signIn(seller int) string {
	h.t.Helper()
	h.who = h.sellers()[seller].ID
	id, err := h.Connect(h.t.Context(), practice.URL)
	if err != nil {
		h.t.Fatal(err)
	}
	return ended(h.t, h.Backend, id).Code
}

func TestSomebodyElseDoesNotTakeTheConnectionOver(t *testing.T) {
	h := insideDoor(t)
	if code := h.signIn(0); code != "" {
		t.Fatal(code)
	}
	<-h.link
	if code := h.signIn(1); code != "wrong-account" {
		t.Errorf("somebody else: %q", code)
	}
	address, err := url.Parse(<-h.link)
	if err != nil || address.Query().Get("login_hint") != h.sellers()[0].Email {
		t.Errorf("the sign-in page was not opened for the account that is connected (%v)", err)
	}
	state, err := h.Connection(t.Context())
	if err != nil || state.State != "connected" || state.UserID != h.sellers()[0].ID || state.Account != h.sellers()[0].Email {
		t.Errorf("afterwards %+v (%v)", state, err)
	}
	if code := h.signIn(0); code != "" {
		t.Errorf("the same person again: %q", code)
	}
	if err := h.Disconnect(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	if code := h.signIn(1); code != "" {
		t.Errorf("somebody else after disconnecting: %q", code)
	}
}

func TestWithoutABrowserTheLinkCanBeCopied(t *testing.T) {
	h := insideDoor(t)
	h.noOpener = true
	id, err := h.Connect(t.Context(), practice.URL)
	if err != nil {
		t.Fatal(err)
	}
	link := <-h.link
	waitFor(t, "the screen says so", func() bool {
		state, err := h.Connection(t.Context())
		return err == nil && state.State == "connecting" && state.Problem.Code == "no-browser"
	})
	if copied, err := h.SignInLink(id); err != nil || copied != link {
		t.Errorf("copied %q (%v)", copied, err)
	}
	if err := h.practice.SignInAs(t.Context(), loopbackClient(), link, h.sellers()[0].ID); err != nil {
		t.Fatal(err)
	}
	if problem := ended(t, h.Backend, id); problem.Code != "" {
		t.Errorf("after signing in with the link: %+v", problem)
	}
}

func waitFor(t *testing.T, what string, holds func() bool) {
	t.Helper()
	deadline := time.Now().Add(30 * time.Second)
	for !holds() {
		if time.Now().After(deadline) {
			t.Fatalf("waited in vain until %s", what)
		}
		<-time.After(5 * time.Millisecond)
	}
}

// shifted answers with the service's clock moved.
type shifted struct {
	next http.RoundTripper
	by   time.Duration
}

func (s shifted) RoundTrip(r *http.Request) (*http.Response, error) {
	response, err := s.next.RoundTrip(r)
	if err == nil {
		response.Header.Set("Date", time.Now().Add(s.by).UTC().Format(http.TimeFormat))
	}
	return response, err
}

func TestAWrongClockIsShown(t *testing.T) {
	h := insideDoor(t)
	h.realNetwork.transport = shifted{h.practiceNetwork.transport, -time.Hour}
	h.practiceNetwork.transport = h.realNetwork.transport
	if code := h.signIn(0); code != "" {
		t.Fatalf("a wrong clock kept somebody out: %s", code)
	}
	checks, err := h.Preflight(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, check := range checks {
		if check.ID == "clock" && (check.Result != "warning" || !strings.HasPrefix(check.Found, "1h0m") && !strings.HasPrefix(check.Found, "59m")) {
			t.Errorf("clock %+v", check)
		}
	}
	status, err := h.Status(t.Context())
	if err != nil || len(status.Warnings) == 0 || status.Warnings[0].Code != "clock" {
		t.Errorf("warnings %+v (%v)", status.Warnings, err)
	}
	for _, host := range h.TestNetwork(t.Context()) {
		if !host.Reached || host.ClockSkewSeconds < 3500 || host.Proxy.Source != "none" {
			t.Errorf("%+v", host)
		}
	}
}

// TestProxiesAndCertificatesAreToldApart goes over real sockets with the transport that real organizations are asked with.
func TestProxiesAndCertificatesAreToldApart(t *testing.T) {
	secure := httptest.NewTLSServer(http.NotFoundHandler()) // with a certificate that nobody knows
	secure.Config.ErrorLog = log.New(io.Discard, "", 0)
	defer secure.Close()
	tunnel := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if err := splice(w, secure.Listener.Addr().String()); err != nil {
			t.Error(err)
		}
	}))
	defer tunnel.Close()
	wantsPassword := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusProxyAuthRequired)
	}))
	defer wantsPassword.Close()
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	for name, c := range map[string]struct{ through, want string }{
		"a proxy that is gone":          {gone.URL, "proxy"},
		"a proxy that wants a password": {wantsPassword.URL, "proxy"},
		"a certificate behind a proxy":  {tunnel.URL, "tls"},
	} {
		way := &proxy.Resolver{Read: func(context.Context) proxy.Settings {
			return proxy.Settings{Source: proxy.System, HTTPS: c.through}
		}}
		b := door(t, systemTransport(way), nil)
		b.proxy = way
		id, err := b.Connect(t.Context(), someOrganization)
		if err != nil {
			t.Fatal(err)
		}
		if problem := ended(t, b, id); problem.Code != "offline" || problem.Detail != c.want {
			t.Errorf("%s: %+v, want %s", name, problem, c.want)
		}
		if shown := b.Proxy(t.Context()); "http://"+shown.Address != c.through || shown.Source != "system" {
			t.Errorf("%s: shown as %+v", name, shown)
		}
		if tested := b.TestNetwork(t.Context()); len(tested) != 1 || tested[0].Reached || tested[0].Problem.Code != "offline" {
			t.Errorf("%s: tested %+v", name, tested)
		}
	}
}

// splice answers a CONNECT by joining the caller to the address, whatever was asked for.
func splice(w http.ResponseWriter, address string) error {
	caller, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return err
	}
	called, err := (&net.Dialer{}).DialContext(context.Background(), "tcp", address)
	if err != nil {
		return errors.Join(err, caller.Close())
	}
	if _, err := io.WriteString(caller, "HTTP/1.1 200 Connection established\r\n\r\n"); err != nil {
		return err
	}
	go func() {
		_, _ = io.Copy(called, caller)
		_ = called.Close()
	}()
	_, _ = io.Copy(caller, called) // ends with the connection, however that ends
	return caller.Close()
}
