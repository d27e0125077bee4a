package practice

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// ServeHTTP answers as Web API, discovery service or authority, by Host and path.
func (o *Organization) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	o.serve(w, r, o.originOf(r))
}

func (o *Organization) originOf(r *http.Request) string {
	scheme := "http://"
	if r.TLS != nil || o.isVirtual(r.Host) {
		scheme = "https://"
	}
	return scheme + strings.ToLower(r.Host)
}

// serve answers over a socket. What a network would do to a connection is done by breaking it.
func (o *Organization) serve(w http.ResponseWriter, r *http.Request, origin string) {
	admitted, leave := o.admit(r, origin)
	defer leave()
	if o.knobs.IsOffline() || !o.knobs.wait(r.Context()) {
		panic(http.ErrAbortHandler)
	}
	fault, armed := o.fault(r)
	switch {
	case armed && fault.Kind == ConnectionReset:
		panic(http.ErrAbortHandler)
	case armed && fault.Kind == AnswerLost:
		o.dispatch(newRecorder(), r, origin, admitted)
		panic(http.ErrAbortHandler)
	case armed:
		o.serveFault(w, r, origin, fault)
	default:
		o.dispatch(w, r, origin, admitted)
	}
}

// fault uses up an armed fault for a request to the Web API.
func (o *Organization) fault(r *http.Request) (Fault, bool) {
	if !strings.HasPrefix(r.URL.Path, "/api/data") {
		return Fault{}, false
	}
	return o.knobs.take(r)
}

// wait lets the latency pass; false when the context ended first.
func (k *Knobs) wait(ctx context.Context) bool {
	k.mu.Lock()
	latency := k.latency
	k.mu.Unlock()
	if latency <= 0 {
		return ctx.Err() == nil
	}
	timer := time.NewTimer(latency)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// RoundTripper answers requests for the virtual hosts in this process, with no socket and no goroutine. Other hosts do
// not exist on its network.
func (o *Organization) RoundTripper() http.RoundTripper { return roundTripper{o} }

type roundTripper struct{ org *Organization }

func (t roundTripper) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		defer func() { _ = r.Body.Close() }()
	}
	origin := "https://" + strings.ToLower(r.URL.Host)
	if err := t.reach(r); err != nil {
		return nil, err
	}
	admitted, leave := t.org.admit(r, origin)
	defer leave()
	if !t.org.knobs.wait(r.Context()) {
		return nil, r.Context().Err()
	}
	fault, armed := t.org.fault(r)
	if armed && fault.Kind == ConnectionReset {
		return nil, broken(syscall.ECONNRESET)
	}
	inner := r.Clone(r.Context())
	inner.RequestURI, inner.RemoteAddr = r.URL.RequestURI(), "127.0.0.1:0"
	if inner.Host == "" {
		inner.Host = r.URL.Host
	}
	rec := newRecorder()
	if armed && fault.Kind != AnswerLost {
		t.org.serveFault(rec, inner, origin, fault)
	} else {
		t.org.dispatch(rec, inner, origin, admitted)
	}
	if armed && fault.Kind == AnswerLost {
		return nil, broken(syscall.ECONNRESET)
	}
	return rec.response(r), nil
}

// reach fails as a network does: no such host, or no network.
func (t roundTripper) reach(r *http.Request) error {
	host := r.URL.Hostname()
	if t.org.knobs.IsOffline() {
		return &net.OpError{Op: "dial", Net: "tcp", Err: &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}}
	}
	if r.URL.Scheme != "https" || !t.org.isVirtual(r.URL.Host) {
		return &net.OpError{Op: "dial", Net: "tcp", Err: &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}}
	}
	return nil
}

func broken(cause syscall.Errno) error {
	return &net.OpError{Op: "read", Net: "tcp", Err: os.NewSyscallError("read", cause)}
}

// serveFault answers as a service in trouble.
func (o *Organization) serveFault(w http.ResponseWriter, r *http.Request, origin string, fault Fault) {
	x := &exchange{org: o, request: r, origin: origin}
	if fault.Kind == BadGateway {
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(http.StatusBadGateway)
		_, _ = io.WriteString(w, "<html><body><h1>502 Bad Gateway</h1></body></html>\n")
		return
	}
	x.writeRefusal(w, x.refusalOf(fault))
}

// refusalOf is what a fault answers, with its Retry-After.
func (x *exchange) refusalOf(fault Fault) *refusal {
	err := x.faultRefusal(fault)
	if err.header == nil {
		err.header = http.Header{}
	}
	if fault.RetryAfter > 0 {
		err.header.Set("Retry-After", seconds(fault.RetryAfter))
	}
	return err
}

// seconds is a pause in whole seconds, no shorter than it is.
func seconds(pause time.Duration) string {
	return strconv.Itoa(int((pause + time.Second - 1) / time.Second))
}

func (x *exchange) faultRefusal(fault Fault) *refusal {
	tooMany := func(code, message string) *refusal { return refuse(http.StatusTooManyRequests, code, "%s", message) }
	switch fault.Kind {
	case Unauthorized:
		return x.challenge("")
	case ClaimsChallenge:
		return x.challenge(fmt.Sprintf(`{"access_token":{"nbf":{"essential":true,"value":"%d"}}}`, now().Unix()))
	case TooManyRequests:
		return tooMany("0x80072322", "Number of requests exceeded the limit of 6000 over time window of 300 seconds.")
	case TooMuchTime:
		return tooMany("0x80072321", "Combined execution time of incoming requests exceeded limit of 1,200,000 milliseconds "+
			"over time window of 300 seconds. Decrease number of concurrent requests or reduce the duration of requests and try "+
			"again later.")
	case TooManyConcurrent:
		return tooMany("0x80072326", "Number of concurrent requests exceeded the limit of 52.")
	case ServiceUnavailable:
		return refuse(http.StatusServiceUnavailable, "0x80040216", "The service is temporarily unavailable.")
	default:
		return refuse(http.StatusInternalServerError, "0x80040216", "An unexpected error occurred.")
	}
}

// recorder keeps an answer.
type recorder struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func newRecorder() *recorder { return &recorder{header: http.Header{}} }

func (r *recorder) Header() http.Header { return r.header }

func (r *recorder) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
}

func (r *recorder) Write(b []byte) (int, error) {
	r.WriteHeader(http.StatusOK)
	return r.body.Write(b)
}

func (r *recorder) response(request *http.Request) *http.Response {
	r.WriteHeader(http.StatusOK)
	if r.header.Get("Date") == "" {
		r.header.Set("Date", time.Now().UTC().Format(http.TimeFormat))
	}
	return &http.Response{
		Status: strconv.Itoa(r.status) + " " + http.StatusText(r.status), StatusCode: r.status, Proto: "HTTP/1.1",
		ProtoMajor: 1, ProtoMinor: 1, Header: r.header, Body: io.NopCloser(bytes.NewReader(r.body.Bytes())),
		ContentLength: int64(r.body.Len()), Request: request,
	}
}

var errNotLoopback = errors.New("practice: the listener is not on a loopback address")
