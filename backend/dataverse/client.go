package dataverse

import (
	"context"
	"log/slog"
	"net/http"
	"sync/atomic"

	"ferry/backend/crm"
)

// Tokens hands out access tokens for the organization. claims is empty normally; after a challenge it is the decoded
// claims JSON ("{}" when the service refused a token without saying which claims it wants), and the token must be fresh.
// Errors should be *crm.Error, since they are handed on.
type Tokens interface {
	Token(ctx context.Context, claims string) (string, error)
}

// Config says which organization to speak to, as whom and through what.
type Config struct {
	// URL is the organization's origin, as Origin gives it.
	URL string
	// HTTP carries the requests; nil means http.DefaultTransport. It must not follow redirects or keep cookies: a
	// cookie would pin all traffic to one web server.
	HTTP   http.RoundTripper
	Tokens Tokens
	// UserAgent names the program to the organization's administrators.
	UserAgent string
	// Logger receives method, path, status, duration and request ids at debug level; nil logs nothing.
	Logger *slog.Logger
	// Caller is the Entra object id of the user to act for, or empty: everything is then done as that user, within the
	// rights of both, and the rows show who really did it (createdonbehalfby). It needs the privilege
	// prvActOnBehalfOfAnotherUser, and is for installations signed in as an integration user.
	Caller string
	// Trust says which hosts beside Microsoft's clouds may be an organization.
	Trust Trust
}

// Client speaks to one organization as one account. It is safe for concurrent use.
type Client struct {
	origin    string
	http      *http.Client
	tokens    Tokens
	userAgent string
	caller    string
	log       *slog.Logger
	version   atomic.Pointer[string]
	gate      gate
	alone     alone
}

// callerHeader names the user on whose behalf a request is made, by Entra object id.
const callerHeader = "CallerObjectId"

// apiVersions are the Web API versions to try, newest first. Minor versions are frozen, so an old path keeps working.
func apiVersions() []string { return []string{"v9.2", "v9.1", "v9.0", "v8.2", "v8.1", "v8.0"} }

// New makes a client. It sends nothing. Errors: those of Origin.
func New(config Config) (*Client, error) {
	origin, err := Origin(config.URL, config.Trust)
	if err != nil {
		return nil, err
	}
	if config.Tokens == nil {
		return nil, crm.Errorf(crm.CodeUnexpected, "a client needs tokens")
	}
	caller := normalizeID(config.Caller)
	if caller == "" && config.Caller != "" {
		return nil, crm.Errorf(crm.CodeInvalid, "the user to act for is named by an object id")
	}
	log := config.Logger
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	client := &Client{
		origin:    origin,
		http:      &http.Client{Transport: config.HTTP, CheckRedirect: checkRedirect},
		tokens:    config.Tokens,
		userAgent: config.UserAgent,
		caller:    caller,
		log:       log,
	}
	client.version.Store(&apiVersions()[0])
	return client, nil
}

// URL is the organization's origin.
func (c *Client) URL() string { return c.origin }

// endpoint is the absolute URL of a path below the Web API's root. The path must be escaped already.
func (c *Client) endpoint(path string) string {
	return c.origin + "/api/data/" + *c.version.Load() + "/" + path
}

const maxRedirects = 3

// checkRedirect lets a read move within its origin only. A write never moves: Go would turn it into a GET, whose success
// would look like the write's.
func checkRedirect(next *http.Request, via []*http.Request) error {
	first := via[0]
	switch {
	case len(via) > maxRedirects:
		return crm.Errorf(crm.CodeNotAnOrg, "too many redirects")
	case first.Method != http.MethodGet:
		return crm.Errorf(crm.CodeWebPage, "a write was redirected")
	case next.URL.Scheme != first.URL.Scheme || next.URL.Host != first.URL.Host:
		return crm.Errorf(crm.CodeWebPage, "redirected to another origin")
	}
	return nil
}
