package practice_test

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/AzureAD/microsoft-authentication-library-for-go/apps/cache"
	"github.com/AzureAD/microsoft-authentication-library-for-go/apps/public"

	"ferry/backend/practice"
)

// memory is a token cache in memory.
type memory struct{ blob []byte }

func (m *memory) Replace(_ context.Context, c cache.Unmarshaler, _ cache.ReplaceHints) error {
	if len(m.blob) == 0 {
		return nil
	}
	return c.Unmarshal(m.blob)
}

func (m *memory) Export(_ context.Context, c cache.Marshaler, _ cache.ExportHints) (err error) {
	m.blob, err = c.Marshal()
	return err
}

func newMSAL(t *testing.T, authority string, client *http.Client, m *memory) public.Client {
	t.Helper()
	app, err := public.New("ferry-test", public.WithAuthority(authority), public.WithHTTPClient(client),
		public.WithInstanceDiscovery(false), public.WithCache(m))
	if err != nil {
		t.Fatal(err)
	}
	return app
}

// signIn runs MSAL's interactive flow with the in-app browser.
func signIn(t *testing.T, o *practice.Organization, app public.Client, scope, who string) (public.AuthResult, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	browser := make(chan error, 1)
	open := func(address string) error {
		go func() {
			if who == "" {
				browser <- o.RefuseSignIn(ctx, http.DefaultClient, address)
				return
			}
			browser <- o.SignInAs(ctx, http.DefaultClient, address, person(t, o, who).ID)
		}()
		return nil
	}
	result, err := app.AcquireTokenInteractive(ctx, []string{scope}, public.WithOpenURL(open))
	if who != "" {
		if problem := <-browser; problem != nil {
			t.Errorf("the browser: %v", problem)
		}
	}
	return result, err
}

const scope = practice.URL + "/user_impersonation"

func TestMSALSignsInAndRefreshes(t *testing.T) {
	o := practice.New(practice.Options{})
	store := &memory{}
	web := &http.Client{Transport: o.RoundTripper()}
	result, err := signIn(t, o, newMSAL(t, practice.Authority, web, store), scope, "ana.ruiz")
	if err != nil {
		t.Fatal(err)
	}
	ana := person(t, o, "ana.ruiz")
	if result.Account.PreferredUsername != ana.Email || result.Account.HomeAccountID != ana.ObjectID+"."+practice.TenantID {
		t.Errorf("account %+v", result.Account)
	}
	c := &client{t, web, result.AccessToken}
	if got := c.get("WhoAmI").is(200).str("UserId"); got != ana.ID {
		t.Errorf("UserId %s", got)
	}
	// Another client with the same cache, after the organization was saved and opened again, as after a restart.
	var saved bytes.Buffer
	if err := o.Save(&saved); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(saved.String(), result.AccessToken) {
		t.Error("a token was saved")
	}
	again := practice.New(practice.Options{})
	if err := again.Load(&saved); err != nil {
		t.Fatal(err)
	}
	web = &http.Client{Transport: again.RoundTripper()}
	(&client{t, web, result.AccessToken}).get("WhoAmI").is(200)
	app := newMSAL(t, practice.Authority, web, store)
	accounts, err := app.Accounts(t.Context())
	if err != nil || len(accounts) != 1 {
		t.Fatalf("accounts %v %v", accounts, err)
	}
	refreshed, err := app.AcquireTokenSilent(t.Context(), []string{scope}, public.WithSilentAccount(accounts[0]),
		public.WithClaims(`{"access_token":{"nbf":{"essential":true}}}`)) // claims skip the cached token
	if err != nil || refreshed.AccessToken == result.AccessToken {
		t.Fatalf("refresh: %v", err)
	}
	(&client{t, web, refreshed.AccessToken}).get("WhoAmI").is(200)
	again.Knobs().RevokeTokens()
	(&client{t, web, refreshed.AccessToken}).get("WhoAmI").is(401)
	_, err = app.AcquireTokenSilent(t.Context(), []string{scope}, public.WithSilentAccount(accounts[0]),
		public.WithClaims(`{"access_token":{"nbf":{"essential":true}}}`))
	if err == nil || !strings.Contains(err.Error(), "invalid_grant") {
		t.Errorf("after revocation: %v", err)
	}
}

func TestMSALOverTLS(t *testing.T) {
	o := practice.New(practice.Options{})
	server := httptest.NewTLSServer(o)
	defer server.Close()
	probe := (&client{t, server.Client(), ""}).get(server.URL + "/api/data/v9.2/").is(401).header.Get("WWW-Authenticate")
	authority := strings.TrimSuffix(strings.Fields(probe)[1][len("authorization_uri="):], "/oauth2/authorize,")
	if authority != server.URL+"/"+practice.TenantID {
		t.Fatalf("authority %s", authority)
	}
	app := newMSAL(t, authority, server.Client(), &memory{})
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	result, err := app.AcquireTokenInteractive(ctx, []string{server.URL + "/user_impersonation"},
		public.WithOpenURL(func(address string) error {
			go clickThrough(t, server.Client(), address, person(t, o, "marek.zielinski"))
			return nil
		}))
	if err != nil {
		t.Fatal(err)
	}
	c := &client{t, server.Client(), result.AccessToken}
	if got := c.get(server.URL + "/api/data/v9.2/WhoAmI").is(200).str("UserId"); got != person(t, o, "marek.zielinski").ID {
		t.Errorf("UserId %s", got)
	}
	as := &client{t, &http.Client{Transport: o.RoundTripper()}, result.AccessToken}
	as.get("WhoAmI").is(401) // the token is for another resource
}

// clickThrough does what a person does in a browser: the link with the name, then the form.
func clickThrough(t *testing.T, browser *http.Client, address string, who practice.Person) {
	t.Helper()
	page := (&client{t, browser, ""}).get(address)
	between := func(text, before, after string) string {
		_, rest, _ := strings.Cut(text, before)
		found, _, _ := strings.Cut(rest, after)
		return strings.NewReplacer("&amp;", "&", "&#43;", "+").Replace(found)
	}
	link := ""
	for _, item := range strings.Split(page.text, "<li>") {
		if strings.Contains(item, who.Name) {
			link = between(item, `href="`, `"`)
		}
	}
	base, _ := url.Parse(address)
	target, err := base.Parse(link)
	if err != nil {
		t.Error(err)
		return
	}
	form := (&client{t, browser, ""}).get(target.String()).text
	values := url.Values{}
	for _, name := range []string{"code", "state"} {
		values.Set(name, between(form, `name="`+name+`" value="`, `"`))
	}
	response, err := http.PostForm(between(form, `action="`, `"`), values) //nolint:noctx // a browser has no context
	if err != nil {
		t.Error(err)
		return
	}
	_ = response.Body.Close()
}

func TestSignInRefused(t *testing.T) {
	o := practice.New(practice.Options{})
	app := newMSAL(t, practice.Authority, &http.Client{Transport: o.RoundTripper()}, &memory{})
	if _, err := signIn(t, o, app, scope, ""); err == nil || !strings.Contains(err.Error(), "AADSTS65004") {
		t.Errorf("err %v", err)
	}
}

func TestAuthorityRefuses(t *testing.T) {
	o := practice.New(practice.Options{})
	c := &client{t, &http.Client{Transport: o.RoundTripper()}, ""}
	good := url.Values{"client_id": {"x"}, "response_type": {"code"}, "redirect_uri": {"http://localhost:4000"},
		"code_challenge": {"c"}, "code_challenge_method": {"S256"}, "scope": {scope}, "state": {"s"}, "response_mode": {"form_post"}}
	page := practice.Authority + "/oauth2/v2.0/authorize?"
	c.get(page + good.Encode()).is(200)
	for name, value := range map[string]string{"client_id": "", "redirect_uri": "https://elsewhere.example/",
		"code_challenge_method": "plain", "scope": "openid", "response_type": "token", "practice_person": "nobody-we-know"} {
		wrong := url.Values{}
		for key := range good {
			wrong.Set(key, good.Get(key))
		}
		wrong.Set(name, value)
		c.get(page + wrong.Encode()).is(400)
	}
	good.Set("practice_person", person(t, o, "ana.ruiz").ID)
	r := c.get(page+good.Encode(), "Accept", "application/json").is(200)
	fields, _ := r.body["fields"].(map[string]any)
	redeem := func(verifier string) *reply {
		form := url.Values{"grant_type": {"authorization_code"}, "client_id": {"x"}, "code": {fmt.Sprint(fields["code"])},
			"redirect_uri": {"http://localhost:4000"}, "code_verifier": {verifier}, "scope": {scope}}
		return c.do(http.MethodPost, practice.Authority+"/oauth2/v2.0/token", form.Encode(), "Content-Type",
			"application/x-www-form-urlencoded")
	}
	if got := redeem("not the verifier").is(400).str("error"); got != "invalid_grant" {
		t.Errorf("wrong verifier: %s", got)
	}
	if got := redeem("c").is(400).str("error"); got != "invalid_grant" {
		t.Errorf("a code is good once: %s", got)
	}
	if r := c.get(practice.URL + "/" + practice.TenantID + "/v2.0/.well-known/openid-configuration"); r.status != 404 {
		t.Errorf("the organization is not the authority: %d", r.status)
	}
	r = c.get(practice.Authority + "/v2.0/.well-known/openid-configuration").is(200)
	if !strings.HasPrefix(r.str("issuer"), "https://login.ferry.example/") {
		t.Errorf("issuer %s", r.str("issuer"))
	}
}

func TestDiscovery(t *testing.T) {
	o := newOrganization(t)
	c := as(t, o, "ana.ruiz")
	rows := c.get(practice.DiscoveryURL + "/api/discovery/v2.0/Instances").is(200).rows()
	if len(rows) != 3 || rows[0]["Url"] != practice.URL {
		t.Errorf("instances %v", rows)
	}
	if rows := as(t, o, "olga.petrova").get(practice.DiscoveryURL + "/api/discovery/v2.0/Instances").rows(); len(rows) != 0 {
		t.Errorf("a disabled user sees %v", rows)
	}
	c.token = ""
	c.get(practice.DiscoveryURL + "/api/discovery/v2.0/Instances").is(401)
}
