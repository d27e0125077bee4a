package practice

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// serveAuthority answers as the Entra-like authority: discovery document, authorize page and token endpoint, under the
// practice tenant or one of the general ones.
func (o *Organization) serveAuthority(w http.ResponseWriter, r *http.Request, origin string) {
	tenant, rest, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	base := o.authorityBase(origin) + "/" + tenant
	switch {
	case tenant != TenantID && tenant != "organizations" && tenant != "common":
		http.NotFound(w, r)
	case rest == "v2.0/.well-known/openid-configuration" && r.Method == http.MethodGet:
		writeJSON(w, http.StatusOK, map[string]any{
			"issuer":                   o.authorityBase(origin) + "/" + TenantID + "/v2.0",
			"authorization_endpoint":   base + "/oauth2/v2.0/authorize",
			"token_endpoint":           base + "/oauth2/v2.0/token",
			"end_session_endpoint":     base + "/oauth2/v2.0/logout",
			"response_modes_supported": []string{"query", "form_post"}, "response_types_supported": []string{"code"},
			"code_challenge_methods_supported": []string{"S256"}, "subject_types_supported": []string{"pairwise"},
		})
	case rest == "oauth2/v2.0/authorize" && r.Method == http.MethodGet:
		o.serveAuthorize(w, r)
	case rest == "oauth2/v2.0/token" && r.Method == http.MethodPost:
		o.serveToken(w, r, origin)
	default:
		http.NotFound(w, r)
	}
}

// authorityBase is the authority's origin as seen from a request's origin.
func (o *Organization) authorityBase(origin string) string {
	return strings.TrimSuffix(o.authorityOf(origin), "/"+TenantID)
}

func writeJSON(w http.ResponseWriter, status int, body any) {
	b, err := json.Marshal(body)
	if err != nil {
		http.Error(w, "unexpected", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(b)
}

// tokenError is an OAuth error in Entra's form. The AADSTS numbers are Entra's public ones.
func tokenError(w http.ResponseWriter, kind, description string, code int) {
	writeJSON(w, http.StatusBadRequest, map[string]any{
		"error": kind, "error_description": description, "error_codes": []int{code},
		"timestamp": time.Now().UTC().Format("2006-01-02 15:04:05Z"), "trace_id": newID(), "correlation_id": newID(),
	})
}

const largestForm = 1 << 20

// serveToken redeems a code or a refresh token.
func (o *Organization) serveToken(w http.ResponseWriter, r *http.Request, origin string) {
	r.Body = http.MaxBytesReader(w, r.Body, largestForm)
	if err := r.ParseForm(); err != nil {
		tokenError(w, "invalid_request", "AADSTS900144: The request body could not be read.", 900144)
		return
	}
	switch r.PostForm.Get("grant_type") {
	case "authorization_code":
		o.redeemCode(w, r.PostForm, origin)
	case "refresh_token":
		o.redeemRefresh(w, r.PostForm, origin)
	default:
		tokenError(w, "unsupported_grant_type", "AADSTS70003: The app requested an unsupported grant type.", 70003)
	}
}

func (o *Organization) redeemCode(w http.ResponseWriter, form url.Values, origin string) {
	g, ok := o.tokens.useCode(form.Get("code"))
	switch {
	case !ok || g.client != form.Get("client_id"):
		tokenError(w, "invalid_grant", "AADSTS70008: The provided authorization code is expired or unknown.", 70008)
	case g.redirect != form.Get("redirect_uri"):
		tokenError(w, "invalid_grant", "AADSTS50011: The redirect URI does not match the one of the request.", 50011)
	case g.challenge != challengeOf(form.Get("code_verifier")):
		tokenError(w, "invalid_grant", "AADSTS501481: The Code_Verifier does not match the code_challenge.", 501481)
	default:
		o.writeTokens(w, form, tokenGrant{Person: g.person, Client: g.client}, g.scope, g.nonce, origin)
	}
}

func (o *Organization) redeemRefresh(w http.ResponseWriter, form url.Values, origin string) {
	g, ok := o.tokens.grant(form.Get("refresh_token"), true, o.knobs.epoch())
	if !ok || g.Client != form.Get("client_id") {
		tokenError(w, "invalid_grant", "AADSTS70000: The refresh token has expired or was revoked.", 70000)
		return
	}
	o.writeTokens(w, form, g, form.Get("scope"), "", origin)
}

// writeTokens answers with an access token for the one resource among the scopes, a refresh token and an id token.
func (o *Organization) writeTokens(w http.ResponseWriter, form url.Values, g tokenGrant, scope, nonce, origin string) {
	if wanted := form.Get("scope"); wanted != "" {
		scope = wanted
	}
	person, known := personByID(g.Person)
	resource := resourceOf(scope)
	if !known || resource == "" {
		tokenError(w, "invalid_scope", "AADSTS70011: The provided value for the input parameter 'scope' is not valid.", 70011)
		return
	}
	life := o.knobs.lifetime()
	g.Resource, g.Epoch = resource, o.knobs.epoch()
	access, refresh := o.tokens.issue(g, life)
	writeJSON(w, http.StatusOK, map[string]any{
		"token_type": "Bearer", "scope": scope, "expires_in": int(life / time.Second), "ext_expires_in": int(life / time.Second),
		"access_token": access, "refresh_token": refresh,
		"id_token":    o.idToken(person, g.Client, nonce, origin),
		"client_info": encodeJSON(map[string]string{"uid": person.ObjectID, "utid": TenantID}),
	})
	o.notify()
}

// resourceOf is the origin that the scopes ask a token for: the part before the last slash of the scope that is a URL.
func resourceOf(scope string) string {
	for one := range strings.FieldsSeq(scope) {
		if u, err := url.Parse(one); err == nil && u.Host != "" && (u.Scheme == "https" || u.Scheme == "http") {
			return u.Scheme + "://" + strings.ToLower(u.Host)
		}
	}
	return ""
}

// idToken is unsigned: a public client gets it over TLS and has no key to check it by.
func (o *Organization) idToken(person Person, client, nonce, origin string) string {
	at := time.Now()
	claims := map[string]any{
		"iss": o.authorityBase(origin) + "/" + TenantID + "/v2.0", "aud": client, "sub": string(deriveID("subject", person.ID, client)),
		"oid": person.ObjectID, "tid": TenantID, "name": person.Name, "preferred_username": person.Email, "ver": "2.0",
		"iat": at.Unix(), "nbf": at.Unix(), "exp": at.Add(time.Hour).Unix(),
	}
	if nonce != "" {
		claims["nonce"] = nonce
	}
	return encodeJSON(map[string]string{"alg": "none", "typ": "JWT"}) + "." + encodeJSON(claims) + "."
}

func encodeJSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return ""
	}
	return base64.RawURLEncoding.EncodeToString(b)
}
