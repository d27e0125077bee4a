package dataverse

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"ferry/backend/crm"
	"ferry/backend/session"
)

// Probe asks an address for its bearer challenge, without a token: the tenant, the sign-in authority and the resource of
// the organization, with no configuration. It follows no redirect. Errors: those of Origin; crm.CodeNotAnOrg when the
// address answers as something else; crm.CodeWebPage when a web page does, or sends us to one; crm.CodeOldVersion when it
// wants Windows sign-in, as on-premises servers do; crm.CodeUntrustedHost when it names a sign-in host that is not its
// cloud's; crm.CodeOffline and crm.CodeUnavailable.
func Probe(ctx context.Context, transport http.RoundTripper, address string, trust Trust) (session.Challenge, error) {
	origin, err := Origin(address, trust)
	if err != nil {
		return session.Challenge{}, err
	}
	client := &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	}}
	ctx, cancel := context.WithTimeout(ctx, readTimeout)
	defer cancel()
	for _, version := range apiVersions() {
		challenge, err := probe(ctx, client, origin, version, trust)
		if crm.CodeOf(err) != crm.CodeNotFound {
			return challenge, err
		}
	}
	return session.Challenge{}, crm.Errorf(crm.CodeNotAnOrg, "the address has no Web API")
}

func probe(ctx context.Context, client *http.Client, origin, version string, trust Trust) (session.Challenge, error) {
	var none session.Challenge
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, origin+"/api/data/"+version+"/", nil)
	if err != nil {
		return none, crm.Errorf(crm.CodeNotAnOrg, "not a web address")
	}
	request.Header.Set("Accept", "application/json")
	response, err := client.Do(request)
	if err != nil {
		return none, transportError(ctx, err)
	}
	defer response.Body.Close()
	defer drain(response.Body)
	if response.StatusCode == http.StatusUnauthorized {
		return challengeOf(response.Header, origin, trust)
	}
	refusal := replyError(rawRead(request), response)
	switch {
	case isWebPage(response):
		return none, crm.Errorf(crm.CodeWebPage, "HTTP %d with a web page to a request without a token", response.StatusCode)
	case refusal.Code == crm.CodeUnavailable, refusal.Code == crm.CodeThrottled, refusal.Code == crm.CodeOffline:
		return none, refusal
	case response.StatusCode == http.StatusNotFound:
		return none, crm.Errorf(crm.CodeNotFound, "HTTP 404")
	}
	return none, crm.Errorf(crm.CodeNotAnOrg, "HTTP %d to a request without a token", response.StatusCode)
}

// isWebPage reports whether something else than an organization answered in its place: a page, or a way to one elsewhere. A
// network that wants its guests to sign in does so, and so do filters and maintenance pages of proxies.
func isWebPage(response *http.Response) bool {
	if response.StatusCode >= 300 && response.StatusCode < 400 {
		target, err := response.Location()
		return err == nil && target.Host != response.Request.URL.Host && cloudOf(strings.ToLower(target.Host)) == nil
	}
	return response.StatusCode == http.StatusOK &&
		strings.Contains(strings.ToLower(response.Header.Get("Content-Type")), "html")
}

func rawRead(r *http.Request) request { return request{method: r.Method, url: r.URL.String()} }

// challengeOf reads the challenge out of the WWW-Authenticate lines; a server may send several.
func challengeOf(header http.Header, origin string, trust Trust) (session.Challenge, error) {
	windows := false
	for _, line := range header.Values("WWW-Authenticate") {
		scheme, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch strings.ToLower(scheme) {
		case "bearer":
			if parameters := parseChallenge(rest); parameters["authorization_uri"] != "" {
				return checkChallenge(parameters, origin, trust)
			}
		case "ntlm", "negotiate", "kerberos":
			windows = true
		}
	}
	if windows {
		return session.Challenge{}, crm.Errorf(crm.CodeOldVersion, "the server wants Windows sign-in: on-premises")
	}
	return session.Challenge{}, crm.Errorf(crm.CodeNotAnOrg, "HTTP 401 without a bearer challenge")
}

// parameter matches key=value with the value quoted or not. Dataverse leaves authorization_uri unquoted.
var parameter = regexp.MustCompile(`([A-Za-z_]+)\s*=\s*(?:"([^"]*)"|([^\s,"]+))`)

func parseChallenge(text string) map[string]string {
	parameters := map[string]string{}
	for _, match := range parameter.FindAllStringSubmatch(text, 20) {
		parameters[strings.ToLower(match[1])] = match[2] + match[3]
	}
	return parameters
}

var tenantName = regexp.MustCompile(`^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?$`)

// checkChallenge trusts nothing in the challenge beyond what the table of clouds allows for this organization.
func checkChallenge(parameters map[string]string, origin string, trust Trust) (session.Challenge, error) {
	var none session.Challenge
	uri, err := url.Parse(parameters["authorization_uri"])
	if err != nil || uri.Scheme != "https" || uri.User != nil {
		return none, crm.Errorf(crm.CodeNotAnOrg, "the challenge names no https authority")
	}
	organization, err := url.Parse(origin)
	if err != nil {
		return none, crm.Errorf(crm.CodeNotAnOrg, "not a web address")
	}
	if !trust.allowsAuthority(organization.Host, strings.ToLower(uri.Host)) {
		return none, crm.Errorf(crm.CodeUntrustedHost, "the challenge names a sign-in host that is not this cloud's")
	}
	tenant, _, _ := strings.Cut(strings.Trim(uri.Path, "/"), "/")
	if !tenantName.MatchString(tenant) {
		return none, crm.Errorf(crm.CodeNotAnOrg, "the challenge names no tenant")
	}
	if tenant == "common" {
		tenant = "organizations"
	}
	resource, err := checkResource(parameters["resource_id"], origin)
	if err != nil {
		return none, err
	}
	authority := "https://" + strings.ToLower(uri.Host) + "/" + tenant
	return session.Challenge{Authority: authority, TenantID: tenant, Resource: resource}, nil
}

// checkResource is the origin that tokens are for. It must be the organization itself, which may go by two names: with
// and without the "api" label.
func checkResource(resource, origin string) (string, error) {
	if !strings.Contains(resource, "://") {
		return origin, nil // older servers name an application id here; the origin names the same resource
	}
	parsed, err := url.Parse(resource)
	if err != nil {
		return "", crm.Errorf(crm.CodeUntrustedHost, "the challenge names a resource that is no address")
	}
	named := parsed.Scheme + "://" + strings.ToLower(parsed.Host)
	if strings.Replace(named, ".api.", ".", 1) != strings.Replace(origin, ".api.", ".", 1) {
		return "", crm.Errorf(crm.CodeUntrustedHost, "the challenge names a resource of another organization")
	}
	return named, nil
}

// challengedClaims is the decoded claims challenge of a 401, or empty. Entra encodes it in either base64 alphabet, with
// or without padding.
func challengedClaims(header http.Header) string {
	for _, line := range header.Values("WWW-Authenticate") {
		encoded := strings.TrimRight(parseChallenge(line)["claims"], "=")
		encoded = strings.NewReplacer("-", "+", "_", "/").Replace(encoded)
		decoded, err := base64.RawStdEncoding.DecodeString(encoded)
		if err == nil && len(decoded) > 0 && json.Valid(decoded) {
			return string(decoded)
		}
	}
	return ""
}
