package backend

import (
	"crypto/tls"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"ferry/backend/crm"
	"ferry/backend/entra"
	"ferry/backend/practice"
	"ferry/backend/session"
)

// between stands between Ferry and the practice organization, and answers in its place where it likes to.
type between struct {
	next    http.RoundTripper
	instead func(*http.Request) *http.Response // nil lets the request through
	fail    func(*http.Request) error
	asked   atomic.Int32 // how often somebody else than the two was asked
}

func (b *between) RoundTrip(r *http.Request) (*http.Response, error) {
	if "https://"+r.URL.Host != practice.URL && !toSignIn(r) {
		b.asked.Add(1)
	}
	if b.fail != nil {
		if err := b.fail(r); err != nil {
			return nil, err
		}
	}
	if b.instead != nil {
		if response := b.instead(r); response != nil {
			response.Request = r
			return response, nil
		}
	}
	return b.next.RoundTrip(r)
}

// strangersDoor is a door with something between: to the organization and to its sign-in.
func strangersDoor(t *testing.T, line *between) *inside {
	t.Helper()
	h := insideDoor(t)
	line.next = h.practice.RoundTripper()
	authority, err := entra.New(entra.Config{Secrets: NewMemorySecrets(), Transport: line})
	if err != nil {
		t.Fatal(err)
	}
	h.realNetwork.transport, h.realNetwork.authority = line, authority
	return h
}

func answer(status int, contentType, body string, header ...string) *http.Response {
	response := &http.Response{
		StatusCode: status, Header: http.Header{"Content-Type": {contentType}}, Body: io.NopCloser(strings.NewReader(body)),
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, ContentLength: int64(len(body)),
	}
	for i := 0; i+1 < len(header); i += 2 {
		response.Header.Set(header[i], header[i+1])
	}
	return response
}

const portalPage = "<!doctype html><html><title>Welcome to the hotel</title>"

func toAPI(r *http.Request) bool {
	return "https://"+r.URL.Host == practice.URL && r.Header.Get("Authorization") != ""
}

func toSignIn(r *http.Request) bool {
	authority, err := url.Parse(practice.Authority)
	return err == nil && r.URL.Host == authority.Host
}

func toToken(r *http.Request) bool { return toSignIn(r) && strings.HasSuffix(r.URL.Path, "/token") }

func only(which func(*http.Request) bool, response func() *http.Response) func(*http.Request) *http.Response {
	return func(r *http.Request) *http.Response {
		if which(r) {
			return response()
		}
		return nil
	}
}

// TestStrangersOnTheLine: whoever answers in the place of the organization or its sign-in is told by a code of its own, gets
// no token, and leaves nothing behind.
func TestStrangersOnTheLine(t *testing.T) {
	portal := func() *http.Response { return answer(200, "text/html; charset=utf-8", portalPage) }
	elsewhere := func() *http.Response {
		return answer(307, "text/html", "", "Location", "https://evil.example/api/data/v9.2/WhoAmI")
	}
	certificate := &tls.CertificateVerificationError{Err: errors.New("signed by nobody we know")}
	for name, c := range map[string]struct {
		line   *between
		code   crm.Code
		detail string
	}{
		"a captive portal in place of the API":             {&between{instead: only(toAPI, portal)}, crm.CodeWebPage, "HTTP 200"},
		"a captive portal in place of the sign-in":         {&between{instead: only(toSignIn, portal)}, crm.CodeWebPage, "sign-in: HTTP 200"},
		"a captive portal in place of the tokens":          {&between{instead: only(toToken, portal)}, crm.CodeWebPage, "sign-in: HTTP 200"},
		"a redirect of the API to another host":            {&between{instead: only(toAPI, elsewhere)}, crm.CodeWebPage, "another origin"},
		"a redirect of the sign-in to another host":        {&between{instead: only(toSignIn, elsewhere)}, crm.CodeWebPage, "sign-in: HTTP 307"},
		"a redirect of the tokens to another host":         {&between{instead: only(toToken, elsewhere)}, crm.CodeWebPage, "sign-in: HTTP 307"},
		"a stranger's certificate in place of the sign-in": {&between{fail: failing(toSignIn, certificate)}, crm.CodeOffline, "sign-in: tls"},
		"a stranger's certificate in place of the API":     {&between{fail: failing(toAPI, certificate)}, crm.CodeOffline, "tls"},
		"a sign-in that is down":                           {&between{instead: only(toToken, unwell)}, crm.CodeUnavailable, "HTTP 503"},
		"an organization that does not know the person":    {&between{instead: only(toAPI, notAMember)}, crm.CodeNotMember, "0x80072560"},
		"an organization whose version is below 8.0":       {&between{instead: version("7.1.3.1040")}, crm.CodeOldVersion, `found "7.1.3.1040", needed 8.0`},
		"an organization that says nothing of what it is":  {&between{instead: only(toAPI, nothing)}, crm.CodeNotAnOrg, ""},
		"an organization that sends ids that are no GUIDs": {&between{instead: only(toAPI, hostileIDs)}, crm.CodeNotAnOrg, "names no user"},
		"a web page that calls itself the organization's":  {&between{instead: only(toAPI, pageAsJSON)}, crm.CodeUnavailable, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := strangersDoor(t, c.line)
			h.who = h.sellers()[0].ID
			id, err := h.Connect(t.Context(), practice.URL)
			if err != nil {
				t.Fatal(err)
			}
			problem := ended(t, h.Backend, id)
			if problem.Code != string(c.code) || !strings.Contains(problem.Detail, c.detail) {
				t.Errorf("%+v, want %s with %q", problem, c.code, c.detail)
			}
			if strings.Contains(problem.Detail, "hotel") || strings.Contains(problem.Detail, "evil") {
				t.Errorf("what a stranger wrote is shown: %q", problem.Detail)
			}
			if asked := c.line.asked.Load(); asked != 0 {
				t.Errorf("somebody else was asked %d times", asked)
			}
			if state, err := h.Connection(t.Context()); err != nil || state.State != "none" {
				t.Errorf("state %+v (%v)", state, err)
			}
			c.line.instead, c.line.fail = nil, nil
			if code := h.signIn(0); code != "" {
				t.Errorf("once the stranger is gone: %s", code)
			}
		})
	}
}

func failing(which func(*http.Request) bool, err error) func(*http.Request) error {
	return func(r *http.Request) error {
		if which(r) {
			return err
		}
		return nil
	}
}

func unwell() *http.Response { return answer(503, "text/html", portalPage) }

func notAMember() *http.Response {
	return answer(403, "application/json", `{"error":{"code":"0x80072560","message":"The user is not a member of the organization."}}`)
}

func nothing() *http.Response { return answer(200, "application/json", "{}") }

func hostileIDs() *http.Response {
	return answer(200, "application/json", `{"UserId":"../../elsewhere","OrganizationId":"C:\\Windows","BusinessUnitId":"x",`+
		`"Version":"9.2.1","value":[]}`)
}

func pageAsJSON() *http.Response { return answer(200, "application/json", portalPage) }

func version(number string) func(*http.Request) *http.Response {
	return func(r *http.Request) *http.Response {
		if toAPI(r) && strings.HasSuffix(r.URL.Path, "/RetrieveVersion()") {
			return answer(200, "application/json", `{"Version":"`+number+`"}`)
		}
		return nil
	}
}

// TestASignInThatDoesNotSucceed goes through the ends of a sign-in that a person or Entra brings about.
func TestASignInThatDoesNotSucceed(t *testing.T) {
	for name, c := range map[string]struct {
		browse func(h *inside, link string) error
		code   crm.Code
		detail string
	}{
		"turned down by the person": {func(h *inside, link string) error {
			return h.practice.RefuseSignIn(h.life, loopbackClient(), link)
		}, crm.CodeSignInCancelled, ""},
		"refused by a policy":        {sayNo("AADSTS53003: Access has been blocked for ana@contoso.example"), crm.CodeSignIn, "AADSTS53003"},
		"of another tenant":          {sayNo("AADSTS50020: User account ana@other.example does not exist"), crm.CodeWrongAccount, "AADSTS50020"},
		"without an administrator's": {sayNo("AADSTS90094: An administrator has to grant consent"), crm.CodeSignIn, "AADSTS90094"},
		"with an answer to another question": {func(h *inside, link string) error {
			return h.practice.SignInAs(h.life, loopbackClient(), strings.Replace(link, "state=", "state=x", 1), h.sellers()[0].ID)
		}, crm.CodeSignIn, ""},
	} {
		t.Run(name, func(t *testing.T) {
			h := insideDoor(t)
			h.config.OpenBrowser = func(link string) error {
				h.tasks.Go(func() {
					_ = c.browse(h, link) // what the loopback page answers is not looked at
				})
				return nil
			}
			id, err := h.Connect(t.Context(), practice.URL)
			if err != nil {
				t.Fatal(err)
			}
			problem := ended(t, h.Backend, id)
			if problem.Code != string(c.code) || !strings.Contains(problem.Detail, c.detail) || strings.Contains(problem.Detail, "@") {
				t.Errorf("%+v, want %s with %q", problem, c.code, c.detail)
			}
			h.config.OpenBrowser = h.browse
			if code := h.signIn(0); code != "" {
				t.Errorf("the next one: %s", code)
			}
		})
	}
}

// sayNo is a browser that brings back Entra's refusal.
func sayNo(description string) func(*inside, string) error {
	return func(h *inside, link string) error {
		address, err := url.Parse(link)
		if err != nil {
			return err
		}
		query := address.Query()
		form := url.Values{
			"error": {"server_error"}, "error_description": {description}, "state": {query.Get("state")},
		}
		request, err := http.NewRequestWithContext(h.life, http.MethodPost, query.Get("redirect_uri"), strings.NewReader(form.Encode()))
		if err != nil {
			return err
		}
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		response, err := loopbackClient().Do(request)
		if err != nil {
			return err
		}
		return response.Body.Close()
	}
}

// waitingDoor has a browser that shows the page to a person who does nothing.
func waitingDoor(t *testing.T) *inside {
	t.Helper()
	h := insideDoor(t)
	h.config.OpenBrowser = func(link string) error {
		h.link <- link
		return nil
	}
	return h
}

func TestASignInThatNobodyFinishes(t *testing.T) {
	t.Run("is cancelled by the person", func(t *testing.T) {
		h := waitingDoor(t)
		id, err := h.Connect(t.Context(), practice.URL)
		if err != nil {
			t.Fatal(err)
		}
		<-h.link
		if err := h.CancelConnect(id); err != nil {
			t.Fatal(err)
		}
		if problem := ended(t, h.Backend, id); problem.Code != "sign-in-cancelled" || problem.Severity != "info" {
			t.Errorf("%+v", problem)
		}
	})
	t.Run("ends with its deadline", func(t *testing.T) {
		h := waitingDoor(t)
		h.signInPatience = 300 * time.Millisecond
		id, err := h.Connect(t.Context(), practice.URL)
		if err != nil {
			t.Fatal(err)
		}
		if problem := ended(t, h.Backend, id); problem.Code != string(crm.CodeSignInTimeout) {
			t.Errorf("%+v", problem)
		}
	})
	t.Run("gives way to a second one", func(t *testing.T) {
		h := waitingDoor(t)
		first, err := h.Connect(t.Context(), practice.URL)
		if err != nil {
			t.Fatal(err)
		}
		<-h.link
		h.config.OpenBrowser = h.browse
		if code := h.signIn(1); code != "" {
			t.Fatalf("the second one: %s", code)
		}
		if _, err := h.SignInLink(first); crm.CodeOf(err) != crm.CodeNotFound {
			t.Errorf("the first one still waits: %v", err)
		}
		state, err := h.Connection(t.Context())
		if err != nil || state.State != "connected" || state.UserID != h.sellers()[1].ID || state.Problem.Code != "" {
			t.Errorf("%+v, %v", state, err)
		}
	})
}

// TestALaptopClockThatIsHoursOff neither keeps anybody out nor goes unsaid, whichever way it is off.
func TestALaptopClockThatIsHoursOff(t *testing.T) {
	for name, by := range map[string]time.Duration{"ahead": -5 * time.Hour, "behind": 5 * time.Hour} {
		t.Run(name, func(t *testing.T) {
			h := insideDoor(t)
			h.realNetwork.transport = shifted{h.practiceNetwork.transport, by}
			if code := h.signIn(0); code != "" {
				t.Fatal(code)
			}
			if _, err := h.Preflight(t.Context()); err != nil { // the clock is read from what is answered
				t.Fatal(err)
			}
			status, err := h.Status(t.Context())
			if err != nil || len(status.Warnings) == 0 || status.Warnings[0].Code != "clock" ||
				strings.HasPrefix(status.Warnings[0].Detail, "-") != (by > 0) {
				t.Errorf("warnings %+v (%v)", status.Warnings, err)
			}
			if !session.ClockIsOff(by) {
				t.Error("hours are nothing")
			}
		})
	}
}
