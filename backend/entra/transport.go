package entra

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"strings"

	"ferry/backend/crm"
)

// httpClient is what MSAL sends through. It makes a line that failed into an error of ours before MSAL wraps it, and
// follows no redirect: the requests carry codes and refresh tokens.
type httpClient struct{ inner *http.Client }

func newHTTPClient(transport http.RoundTripper) *httpClient {
	return &httpClient{&http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	}}}
}

// Do sends the request. An error is a *crm.Error with crm.CodeOffline, or crm.CodeWebPage for a web page in place of an
// answer, or the context's.
func (c *httpClient) Do(request *http.Request) (*http.Response, error) {
	response, err := c.inner.Do(request) //nolint:gosec // the authority was checked against the table of clouds
	if err == nil {
		return wantNoPage(response)
	}
	if errors.Is(request.Context().Err(), context.Canceled) {
		return nil, context.Canceled
	}
	return nil, &crm.Error{Code: crm.CodeOffline, Detail: "sign-in: " + networkReason(err)}
}

// wantNoPage refuses a web page and a redirect to one: a captive portal or a filter stands in the authority's place.
func wantNoPage(response *http.Response) (*http.Response, error) {
	page := strings.Contains(strings.ToLower(response.Header.Get("Content-Type")), "html")
	if response.StatusCode >= 400 || response.StatusCode < 300 && !page {
		return response, nil
	}
	_ = response.Body.Close()
	return nil, &crm.Error{Code: crm.CodeWebPage, Detail: fmt.Sprintf("sign-in: HTTP %d with a web page", response.StatusCode)}
}

// CloseIdleConnections is part of what MSAL asks of a client.
func (c *httpClient) CloseIdleConnections() { c.inner.CloseIdleConnections() }

// networkReason says in one word why nothing answered.
func networkReason(err error) string {
	var (
		dns         *net.DNSError
		certificate *tls.CertificateVerificationError
		operation   *net.OpError
	)
	switch {
	case errors.As(err, &operation) && operation.Op == "proxyconnect": // first: a proxy has a name and a certificate too
		return "proxy"
	case errors.As(err, &dns):
		return "dns"
	case errors.As(err, &certificate):
		return "tls"
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded):
		return "time-out"
	}
	return "connection"
}
