package entra

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"
)

// identityProvider is an authority over real TLS, as small as MSAL allows: discovery, authorize, token. It checks what a
// real one checks of a public client.
type identityProvider struct {
	*httptest.Server
	t *testing.T

	mu       sync.Mutex
	codes    map[string]url.Values // authorize requests by code
	refresh  map[string]string     // live refresh tokens → scope
	issued   int
	forms    []url.Values // token requests
	refusals []refusalReply
	// declined makes the sign-in page come back with an error.
	declined string
	hold     chan struct{} // when set, token requests wait for it
	browsers sync.WaitGroup
}

type refusalReply struct {
	status int
	header map[string]string
	body   string
}

const tenant = "7c2b8f0e-1111-4222-8333-444455556666"

func newIdentityProvider(t *testing.T) *identityProvider {
	t.Helper()
	p := &identityProvider{t: t, codes: map[string]url.Values{}, refresh: map[string]string{}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /"+tenant+"/v2.0/.well-known/openid-configuration", p.configuration)
	mux.HandleFunc("GET /"+tenant+"/oauth2/v2.0/authorize", p.authorize)
	mux.HandleFunc("POST /"+tenant+"/oauth2/v2.0/token", p.token)
	p.Server = httptest.NewTLSServer(mux)
	t.Cleanup(p.Close)
	t.Cleanup(p.browsers.Wait)
	return p
}

func (p *identityProvider) authority() string { return p.URL + "/" + tenant }

func (p *identityProvider) configuration(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, map[string]any{
		"issuer":                 p.authority() + "/v2.0",
		"authorization_endpoint": p.authority() + "/oauth2/v2.0/authorize",
		"token_endpoint":         p.authority() + "/oauth2/v2.0/token",
	})
}

// authorize answers with what the page would post: the browser of these tests is browse.
func (p *identityProvider) authorize(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	if query.Get("response_mode") != "form_post" || query.Get("response_type") != "code" ||
		query.Get("code_challenge_method") != "S256" || query.Get("code_challenge") == "" || query.Get("state") == "" {
		http.Error(w, "bad authorize request", http.StatusBadRequest)
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.issued++
	code := fmt.Sprintf("code-%d", p.issued)
	p.codes[code] = query
	answer := map[string]string{"redirect": query.Get("redirect_uri"), "state": query.Get("state"), "code": code}
	if p.declined != "" {
		delete(answer, "code")
		answer["error"], answer["error_description"] = "access_denied", p.declined
	}
	writeJSON(w, http.StatusOK, answer)
}

func (p *identityProvider) token(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		http.Error(w, "bad form", http.StatusBadRequest)
		return
	}
	p.mu.Lock()
	hold := p.hold
	p.mu.Unlock()
	if hold != nil {
		<-hold
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.forms = append(p.forms, r.PostForm)
	if len(p.refusals) > 0 {
		refusal := p.refusals[0]
		p.refusals = p.refusals[1:]
		for name, value := range refusal.header {
			w.Header().Set(name, value)
		}
		w.WriteHeader(refusal.status)
		_, _ = io.WriteString(w, refusal.body)
		return
	}
	if problem := p.spend(r.PostForm); problem != "" {
		writeJSON(w, http.StatusBadRequest, map[string]any{"error": "invalid_grant", "error_description": problem})
		return
	}
	p.issue(w, r.PostForm)
}

// spend uses a code or a refresh token up, and says what is wrong with it.
func (p *identityProvider) spend(form url.Values) string {
	switch form.Get("grant_type") {
	case "authorization_code":
		asked, found := p.codes[form.Get("code")]
		delete(p.codes, form.Get("code"))
		digest := sha256.Sum256([]byte(form.Get("code_verifier")))
		switch {
		case !found:
			return "AADSTS54005: the code was used already"
		case base64.RawURLEncoding.EncodeToString(digest[:]) != asked.Get("code_challenge"):
			return "AADSTS501481: the verifier does not fit the challenge"
		case form.Get("redirect_uri") != asked.Get("redirect_uri"):
			return "AADSTS50011: the redirect is another"
		}
		return ""
	case "refresh_token":
		if _, found := p.refresh[form.Get("refresh_token")]; !found {
			return "AADSTS70008: the refresh token was used already, secret-in-text"
		}
		delete(p.refresh, form.Get("refresh_token"))
		return ""
	}
	return "AADSTS70003: unsupported grant"
}

func (p *identityProvider) issue(w http.ResponseWriter, form url.Values) {
	p.issued++
	refresh := fmt.Sprintf("secret-refresh-%d", p.issued)
	p.refresh[refresh] = form.Get("scope")
	identity := map[string]any{
		"aud": form.Get("client_id"), "iss": p.authority() + "/v2.0", "exp": time.Now().Add(time.Hour).Unix(),
		"sub": "subject", "oid": "oid-1", "tid": tenant, "preferred_username": "ana@fabrikam.example", "name": "Ana Ruiz",
	}
	writeJSON(w, http.StatusOK, map[string]any{
		"token_type": "Bearer", "expires_in": 3600, "scope": form.Get("scope"),
		"access_token": fmt.Sprintf("secret-access-%d", p.issued), "refresh_token": refresh,
		"id_token":    encode(map[string]any{"alg": "none"}) + "." + encode(identity) + ".",
		"client_info": encode(map[string]any{"uid": "oid-1", "utid": tenant}),
	})
}

func encode(value any) string {
	data, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return base64.RawURLEncoding.EncodeToString(data)
}

func writeJSON(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	data, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	_, _ = w.Write(data)
}

// refuse makes the next token request fail.
func (p *identityProvider) refuse(status int, body string, header map[string]string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.refusals = append(p.refusals, refusalReply{status: status, body: body, header: header})
}

func (p *identityProvider) revoke() {
	p.mu.Lock()
	defer p.mu.Unlock()
	clear(p.refresh)
}

func (p *identityProvider) requests() []url.Values {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]url.Values{}, p.forms...)
}

// browse is a person with a browser: it opens the page and, as the page's form does, posts the answer to the loopback
// address.
func (p *identityProvider) browse(t *testing.T) func(string) error {
	t.Helper()
	return func(link string) error {
		ctx := context.WithoutCancel(t.Context()) // the browser may still be reading when the sign-in is over
		opened, err := http.NewRequestWithContext(ctx, http.MethodGet, link, nil)
		if err != nil {
			return err
		}
		p.browsers.Go(func() {
			page, err := p.Client().Do(opened)
			if err != nil {
				t.Errorf("sign-in page: %v", err)
				return
			}
			defer func() { _ = page.Body.Close() }()
			var answer map[string]string
			if err := json.NewDecoder(page.Body).Decode(&answer); err != nil {
				t.Errorf("sign-in page: %v", err)
				return
			}
			if !strings.HasPrefix(answer["redirect"], "http://localhost:") {
				t.Errorf("redirect to %q, want loopback", answer["redirect"])
				return
			}
			form := url.Values{}
			for _, name := range []string{"code", "state", "error", "error_description"} {
				if answer[name] != "" {
					form.Set(name, answer[name])
				}
			}
			post, err := http.NewRequestWithContext(ctx, http.MethodPost, answer["redirect"],
				strings.NewReader(form.Encode()))
			if err != nil {
				t.Errorf("form post: %v", err)
				return
			}
			post.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			reply, err := http.DefaultClient.Do(post)
			if err != nil {
				t.Errorf("form post: %v", err)
				return
			}
			_ = reply.Body.Close()
		})
		return nil
	}
}
