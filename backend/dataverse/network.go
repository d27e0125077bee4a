package dataverse

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"os"
	"time"

	"ferry/backend/crm"
)

// reachPatience bounds one look whether a host answers.
const reachPatience = 20 * time.Second

// Reach asks a host, given by its origin, for any answer at all and gives the clock it shows (zero when it shows none). It
// carries no token and follows no redirect. Errors: crm.CodeOffline with the reason ("dns", "tls", "proxy", "time-out",
// "connection") as detail, crm.CodeCancelled.
func Reach(ctx context.Context, transport http.RoundTripper, origin string) (time.Time, error) {
	limited, cancel := context.WithTimeout(ctx, reachPatience)
	defer cancel()
	request, err := http.NewRequestWithContext(limited, http.MethodHead, origin+"/", nil)
	if err != nil {
		return time.Time{}, crm.Errorf(crm.CodeNotAnOrg, "not a web address")
	}
	response, err := transport.RoundTrip(request)
	if err != nil {
		return time.Time{}, transportError(ctx, err)
	}
	defer response.Body.Close()
	shown, err := http.ParseTime(response.Header.Get("Date"))
	if err != nil {
		return time.Time{}, nil // an answer without a clock is an answer
	}
	return shown, nil
}

// networkReason says in one word why nothing answered. The error's own text stays out: it can hold addresses of proxies.
func networkReason(err error) string {
	var (
		dns         *net.DNSError
		authority   x509.UnknownAuthorityError
		hostname    x509.HostnameError
		certificate *tls.CertificateVerificationError
		record      tls.RecordHeaderError
		operation   *net.OpError
	)
	switch {
	case errors.As(err, &operation) && operation.Op == "proxyconnect": // first: a proxy has a name and a certificate too
		return "proxy"
	case errors.As(err, &dns):
		return "dns"
	case errors.As(err, &authority), errors.As(err, &hostname), errors.As(err, &certificate), errors.As(err, &record):
		return "tls"
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded):
		return "time-out"
	}
	return "connection"
}

// neverConnected reports whether there was no connection to send the request on. Go's transport does a write again on a new
// connection only where nothing of it went out on the old one, so that this says of every try that nothing left.
func neverConnected(err error) bool {
	var operation *net.OpError
	return errors.As(err, &operation) && (operation.Op == "dial" || operation.Op == "proxyconnect")
}
