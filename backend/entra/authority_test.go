package entra

import (
	"bytes"
	"context"
	"errors"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"ferry/backend/crm"
	"ferry/backend/session"
)

const (
	clientID = "ferry-test"
	resource = "https://contoso.crm4.dynamics.com"
)

// memory is a keychain for tests.
type memory struct {
	mu       sync.Mutex
	secrets  map[string][]byte
	readErr  error
	writeErr error
	reads    int
}

func (m *memory) Read(_ context.Context, name string) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.reads++
	return bytes.Clone(m.secrets[name]), m.readErr
}

func (m *memory) Write(ctx context.Context, name string, secret []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if ctx.Err() != nil || m.writeErr != nil {
		return errors.Join(ctx.Err(), m.writeErr)
	}
	if m.secrets == nil {
		m.secrets = map[string][]byte{}
	}
	m.secrets[name] = bytes.Clone(secret)
	return nil
}

func (m *memory) Delete(_ context.Context, name string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.secrets, name)
	return nil
}

func (m *memory) kept() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.secrets)
}

func newAuthority(t *testing.T, p *identityProvider, secrets Secrets) *Authority {
	t.Helper()
	authority, err := New(Config{Secrets: secrets, Transport: p.Client().Transport})
	if err != nil {
		t.Fatal(err)
	}
	return authority
}

func signIn(p *identityProvider, open func(string) error) session.SignIn {
	return session.SignIn{Authority: p.authority(), ClientID: clientID, Resource: resource, OpenURL: open}
}

func tokenFor(p *identityProvider, account session.Account) session.TokenRequest {
	return session.TokenRequest{
		Authority: p.authority(), ClientID: clientID, AccountID: account.ID, Resource: resource,
	}
}

func mustSignIn(t *testing.T, a *Authority, p *identityProvider) session.Account {
	t.Helper()
	account, err := a.SignIn(t.Context(), signIn(p, p.browse(t)))
	if err != nil {
		t.Fatalf("sign in: %v", err)
	}
	return account
}

func wantCode(t *testing.T, err error, want crm.Code) {
	t.Helper()
	_ = codedAs(t, err, want)
}

// codedAs gives the error for a closer look, having looked for secrets in it.
func codedAs(t *testing.T, err error, want crm.Code) *crm.Error {
	t.Helper()
	var coded *crm.Error
	if !errors.As(err, &coded) || coded.Code != want {
		t.Fatalf("error %v, want %s", err, want)
	}
	for err := error(coded); err != nil; err = errors.Unwrap(err) {
		if text := err.Error(); strings.Contains(text, "secret") || strings.Contains(text, "ana@") {
			t.Errorf("the error holds a secret: %s", text)
		}
	}
	return coded
}

func TestSignInAndTokens(t *testing.T) {
	p := newIdentityProvider(t)
	secrets := &memory{}
	authority := newAuthority(t, p, secrets)
	account := mustSignIn(t, authority, p)
	want := session.Account{
		ID: "oid-1." + tenant, ObjectID: "oid-1", TenantID: tenant, Username: "ana@fabrikam.example", Name: "Ana Ruiz",
	}
	if account != want {
		t.Errorf("account %+v, want %+v", account, want)
	}
	form := p.requests()[0]
	if scope := form.Get("scope"); !strings.HasPrefix(scope, resource+"/user_impersonation ") {
		t.Errorf("scope %q", scope)
	}
	if !strings.Contains(form.Get("claims"), "CP1") {
		t.Errorf("claims %q do not declare CP1", form.Get("claims"))
	}
	token, err := authority.Token(t.Context(), tokenFor(p, account))
	if err != nil || !strings.HasPrefix(token, "secret-access-") {
		t.Fatalf("token %q, %v", token, err)
	}
	if requests := len(p.requests()); requests != 1 {
		t.Errorf("%d token requests, want the one of the sign-in", requests)
	}

	t.Run("a new program finds the tokens", func(t *testing.T) {
		again, err := newAuthority(t, p, secrets).Token(t.Context(), tokenFor(p, account))
		if err != nil || again != token {
			t.Errorf("token %q, %v", again, err)
		}
	})
	t.Run("claims ask for a fresh one", func(t *testing.T) {
		request := tokenFor(p, account)
		request.Claims = `{"access_token":{"nbf":{"essential":true,"value":"1"}}}`
		fresh, err := authority.Token(t.Context(), request)
		if err != nil || fresh == token {
			t.Fatalf("token %q, %v", fresh, err)
		}
		last := p.requests()[len(p.requests())-1]
		if last.Get("grant_type") != "refresh_token" || !strings.Contains(last.Get("claims"), "nbf") {
			t.Errorf("request %v", last)
		}
		request.Claims = "{}"
		if newest, err := authority.Token(t.Context(), request); err != nil || newest == fresh {
			t.Errorf("with empty claims: token %q, %v", newest, err)
		}
	})
	t.Run("sign out leaves nothing", func(t *testing.T) {
		if err := authority.SignOut(t.Context(), tokenFor(p, account)); err != nil {
			t.Fatal(err)
		}
		if secrets.kept() != 0 {
			t.Error("a secret is left")
		}
		_, err := authority.Token(t.Context(), tokenFor(p, account))
		wantCode(t, err, crm.CodeSignIn)
		_, err = newAuthority(t, p, secrets).Token(t.Context(), tokenFor(p, account))
		wantCode(t, err, crm.CodeSignIn)
	})
}

// TestTokensTogether: many callers at once must not spend the refresh token twice, since it is good for one use.
func TestTokensTogether(t *testing.T) {
	p := newIdentityProvider(t)
	authority := newAuthority(t, p, &memory{})
	account := mustSignIn(t, authority, p)
	request := tokenFor(p, account)
	request.Claims = "{}"
	var group sync.WaitGroup
	for range 6 {
		group.Go(func() {
			if _, err := authority.Token(t.Context(), request); err != nil {
				t.Errorf("token: %v", err)
			}
		})
	}
	group.Wait()
}

func TestRefusals(t *testing.T) {
	const claims = `{"access_token":{"acrs":{"essential":true,"value":"c1"}}}`
	tests := []struct {
		name   string
		status int
		body   string
		header map[string]string
		code   crm.Code
		claims string
		detail string
		wait   time.Duration
	}{
		{
			name: "conditional access", status: 400, code: crm.CodeSignIn, claims: claims, detail: "AADSTS50076",
			body: `{"error":"invalid_grant","suberror":"basic_action","error_codes":[50076],` +
				`"error_description":"AADSTS50076: secret ana@fabrikam.example","claims":` + quote(claims) + `}`,
		},
		{name: "interaction", status: 400, code: crm.CodeSignIn, detail: "interaction_required",
			body: `{"error":"interaction_required"}`},
		{name: "hostile words", status: 400, code: crm.CodeSignIn, detail: "HTTP 400",
			body: `{"error":"secret ana@fabrikam.example","claims":"not json secret"}`},
		{name: "down", status: 503, code: crm.CodeUnavailable, body: "<html>secret</html>", detail: "HTTP 503"},
		{name: "throttled", status: 429, code: crm.CodeThrottled, header: map[string]string{"Retry-After": "17"},
			body: `{"error":"temporarily_unavailable"}`, detail: "HTTP 429", wait: 17 * time.Second},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := newIdentityProvider(t)
			authority := newAuthority(t, p, &memory{})
			request := tokenFor(p, mustSignIn(t, authority, p))
			request.Claims = "{}"
			for range 3 { // MSAL repeats a 5xx by itself
				p.refuse(test.status, test.body, test.header)
			}
			_, err := authority.Token(t.Context(), request)
			got := codedAs(t, err, test.code)
			if got.Claims != test.claims || got.Wait != test.wait || !strings.Contains(got.Detail, test.detail) {
				t.Errorf("claims %q, wait %s, detail %q", got.Claims, got.Wait, got.Detail)
			}
		})
	}
}

func quote(text string) string { return `"` + strings.ReplaceAll(text, `"`, `\"`) + `"` }

func TestRevokedSignIn(t *testing.T) {
	p := newIdentityProvider(t)
	authority := newAuthority(t, p, &memory{})
	request := tokenFor(p, mustSignIn(t, authority, p))
	p.revoke()
	request.Claims = `{"access_token":{}}`
	_, err := authority.Token(t.Context(), request)
	if got := codedAs(t, err, crm.CodeSignIn); got.Claims != request.Claims {
		t.Errorf("claims %q: the next sign-in has to satisfy the challenge", got.Claims)
	}
	account := mustSignIn(t, authority, p)
	if _, err := authority.Token(t.Context(), tokenFor(p, account)); err != nil {
		t.Errorf("after signing in again: %v", err)
	}
}

func TestNobodySignedIn(t *testing.T) {
	p := newIdentityProvider(t)
	_, err := newAuthority(t, p, &memory{}).Token(t.Context(), tokenFor(p, session.Account{ID: "nobody"}))
	wantCode(t, err, crm.CodeSignIn)
}

func TestSignInEnds(t *testing.T) {
	ignore := func(string) error { return nil } // a person who closes the browser
	t.Run("deadline", func(t *testing.T) {
		p := newIdentityProvider(t)
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		_, err := newAuthority(t, p, &memory{}).SignIn(ctx, signIn(p, ignore))
		wantCode(t, err, crm.CodeSignInCancelled)
	})
	t.Run("cancel", func(t *testing.T) {
		p := newIdentityProvider(t)
		ctx, cancel := context.WithCancel(t.Context())
		_, err := newAuthority(t, p, &memory{}).SignIn(ctx, signIn(p, func(string) error { cancel(); return nil }))
		wantCode(t, err, crm.CodeSignInCancelled)
	})
	t.Run("declined", func(t *testing.T) {
		p := newIdentityProvider(t)
		p.declined = "AADSTS65004: ana@fabrikam.example declined secret"
		_, err := newAuthority(t, p, &memory{}).SignIn(t.Context(), signIn(p, p.browse(t)))
		wantCode(t, err, crm.CodeSignInCancelled)
	})
	t.Run("refused", func(t *testing.T) {
		p := newIdentityProvider(t)
		p.declined = "AADSTS53003: blocked for ana@fabrikam.example secret"
		_, err := newAuthority(t, p, &memory{}).SignIn(t.Context(), signIn(p, p.browse(t)))
		if got := codedAs(t, err, crm.CodeSignIn); got.Detail != "AADSTS53003" {
			t.Errorf("detail %q", got.Detail)
		}
	})
	t.Run("no browser", func(t *testing.T) {
		p := newIdentityProvider(t)
		_, err := newAuthority(t, p, &memory{}).SignIn(t.Context(), signIn(p, func(string) error {
			return errors.New("no browser here")
		}))
		wantCode(t, err, crm.CodeUnexpected)
	})
	t.Run("state of another", func(t *testing.T) {
		p := newIdentityProvider(t)
		_, err := newAuthority(t, p, &memory{}).SignIn(t.Context(), signIn(p, func(link string) error {
			return p.browse(t)(strings.Replace(link, "state=", "state=x", 1))
		}))
		wantCode(t, err, crm.CodeSignIn)
	})
}

// TestNewerSignInSupersedes: the one that waits ends as cancelled, the newer goes on undisturbed.
func TestNewerSignInSupersedes(t *testing.T) {
	p := newIdentityProvider(t)
	authority := newAuthority(t, p, &memory{})
	waiting := make(chan struct{})
	first := make(chan error, 1)
	go func() {
		_, err := authority.SignIn(t.Context(), signIn(p, func(string) error { close(waiting); return nil }))
		first <- err
	}()
	<-waiting
	mustSignIn(t, authority, p)
	if err := <-first; !errors.Is(err, errSuperseded) {
		t.Errorf("first sign-in: %v", err)
	} else {
		wantCode(t, err, crm.CodeSignInCancelled)
	}
	if authority.waiting != nil {
		t.Error("a sign-in is still waiting")
	}
}

func TestOffline(t *testing.T) {
	p := newIdentityProvider(t)
	secrets := &memory{}
	request := tokenFor(p, mustSignIn(t, newAuthority(t, p, secrets), p))
	broken, err := New(Config{Secrets: secrets, Transport: roundTripper(func(*http.Request) (*http.Response, error) {
		return nil, &net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: "secret.example"}}
	})})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := broken.Token(t.Context(), request); err != nil {
		t.Errorf("a token that is still good needs no network: %v", err)
	}
	request.Claims = "{}"
	_, err = broken.Token(t.Context(), request)
	if got := codedAs(t, err, crm.CodeOffline); got.Detail != "sign-in: dns" {
		t.Errorf("detail %q", got.Detail)
	}
	_, err = broken.SignIn(t.Context(), signIn(p, func(string) error { return nil }))
	wantCode(t, err, crm.CodeOffline)
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestCancelledToken(t *testing.T) {
	p := newIdentityProvider(t)
	secrets := &memory{}
	authority := newAuthority(t, p, secrets)
	request := tokenFor(p, mustSignIn(t, authority, p))
	request.Claims = "{}"
	hold := make(chan struct{})
	p.mu.Lock()
	p.hold = hold
	p.mu.Unlock()
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	_, err := authority.Token(ctx, request)
	wantCode(t, err, crm.CodeCancelled)
	close(hold)
}

func TestKeychainTrouble(t *testing.T) {
	t.Run("locked while reading", func(t *testing.T) {
		p := newIdentityProvider(t)
		secrets := &memory{readErr: &crm.Error{Code: crm.CodeKeychain}}
		_, err := newAuthority(t, p, secrets).Token(t.Context(), tokenFor(p, session.Account{}))
		wantCode(t, err, crm.CodeKeychain)
	})
	t.Run("refuses to keep", func(t *testing.T) {
		p := newIdentityProvider(t)
		var told error
		authority, err := New(Config{
			Secrets: &memory{writeErr: &crm.Error{Code: crm.CodeKeychain}}, Transport: p.Client().Transport,
			Unsaved: func(err error) { told = err },
		})
		if err != nil {
			t.Fatal(err)
		}
		account := mustSignIn(t, authority, p)
		if crm.CodeOf(told) != crm.CodeKeychain {
			t.Errorf("told %v", told)
		}
		if _, err := authority.Token(t.Context(), tokenFor(p, account)); err != nil {
			t.Errorf("the token in memory: %v", err)
		}
	})
	for what, damage := range map[string]*memory{
		"damaged secret": {readErr: &crm.Error{Code: crm.CodeStorage}},
		"not even JSON":  {secrets: map[string][]byte{}},
		"other JSON":     {secrets: map[string][]byte{}},
	} {
		t.Run(what, func(t *testing.T) {
			p := newIdentityProvider(t)
			name := cacheName(applicationKey{p.authority(), clientID})
			switch what {
			case "not even JSON":
				damage.secrets[name] = []byte("\x00junk")
			case "other JSON":
				damage.secrets[name] = []byte(`{"AccessToken":[1,2],"Account":"x"}`)
			}
			authority := newAuthority(t, p, damage)
			_, err := authority.Token(t.Context(), tokenFor(p, session.Account{ID: "oid-1." + tenant}))
			wantCode(t, err, crm.CodeSignIn)
			account := mustSignIn(t, authority, p)
			if _, err := authority.Token(t.Context(), tokenFor(p, account)); err != nil {
				t.Errorf("after signing in: %v", err)
			}
		})
	}
}

// TestKeychainIsReadOnce: a silent request is made before every call to the organization, and a keychain is slow.
func TestKeychainIsReadOnce(t *testing.T) {
	p := newIdentityProvider(t)
	secrets := &memory{}
	authority := newAuthority(t, p, secrets)
	account := mustSignIn(t, authority, p)
	for range 5 {
		if _, err := authority.Token(t.Context(), tokenFor(p, account)); err != nil {
			t.Fatal(err)
		}
	}
	if secrets.reads != 1 {
		t.Errorf("%d reads, want 1", secrets.reads)
	}
}

func TestAuthorityMustBeHTTPS(t *testing.T) {
	authority, err := New(Config{Secrets: &memory{}})
	if err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{"http://127.0.0.1/tenant", "", "login.microsoftonline.com", "https://"} {
		_, err := authority.Token(t.Context(), session.TokenRequest{Authority: address, ClientID: clientID})
		if err == nil {
			t.Errorf("the authority %q was taken", address)
		}
	}
	if _, err := New(Config{}); err == nil {
		t.Error("no place for tokens, and no error")
	}
}

func TestAnAccountOfAnotherTenantIsTheWrongOne(t *testing.T) {
	for text, want := range map[string]crm.Code{
		"AADSTS50020: User account from identity provider does not exist in tenant": crm.CodeWrongAccount,
		"AADSTS90072": crm.CodeWrongAccount,
		"AADSTS65001": crm.CodeSignIn,
		"no code":     crm.CodeSignIn,
	} {
		if err := interactiveError(t.Context(), errors.New(text)); err.Code != want {
			t.Errorf("%q: %s, want %s", text, err.Code, want)
		}
	}
}
