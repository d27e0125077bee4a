package dataverse

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/google/uuid"

	"ferry/backend/crm"
)

const (
	// readTimeout covers one attempt including its body: a page of 5,000 wide rows on a slow line.
	readTimeout = 2 * time.Minute
	// writeTimeout exceeds the service's own cap of two minutes per operation, so that its answer is heard.
	writeTimeout = 130 * time.Second
	// partTimeout is added for each request of a batch: they are done one after the other.
	partTimeout = 10 * time.Second
	// replyLimit bounds replies that are read whole; pages are streamed and have their own limit.
	replyLimit = 16 << 20
	// freshToken are claims that ask for nothing but a token that is not from a cache.
	freshToken = "{}"
)

// clientRequest carries our own id of a request, by which support finds one that was never answered.
const clientRequest = "x-ms-client-request-id"

// request is one call, before it has an attempt number, a token or a request id.
type request struct {
	method string
	url    string // absolute
	body   []byte
	header http.Header
	// parts is how many requests a batch holds, zero for anything else; reads is whether they are all reads.
	parts int
	reads bool
}

func (r request) isRead() bool { return r.method == http.MethodGet || r.reads }

func (r request) timeout() time.Duration {
	switch {
	case r.parts > 0:
		return writeTimeout + time.Duration(r.parts)*partTimeout
	case r.isRead():
		return readTimeout
	}
	return writeTimeout
}

func (c *Client) get(path string, prefer ...string) request {
	r := request{method: http.MethodGet, url: c.endpoint(path), header: http.Header{}}
	r.header.Set("If-None-Match", "null") // Dataverse's documented way to forbid cached answers
	if len(prefer) > 0 {
		r.header.Set("Prefer", strings.Join(prefer, ","))
	}
	return r
}

// write builds a POST, PATCH, PUT or DELETE. A nil body sends none.
func (c *Client) write(method, path string, body any) (request, error) {
	r := request{method: method, url: c.endpoint(path), header: http.Header{}}
	if body == nil {
		return r, nil
	}
	encoded, err := json.Marshal(body)
	if err != nil {
		return request{}, crm.Errorf(crm.CodeInvalid, "encode: %w", err)
	}
	r.body = encoded
	r.header.Set("Content-Type", "application/json; charset=utf-8")
	return r, nil
}

// send does the request, reads the reply with read (nil discards it), and repeats what shouldRetry allows. The error is
// always a *crm.Error, or wraps one.
func (c *Client) send(ctx context.Context, r request, read func(*http.Response) error) error {
	if len(r.url) > urlLimit {
		return c.sendLong(ctx, r, read)
	}
	for attempt := 1; ; attempt++ {
		err := c.attempt(ctx, r, read)
		if err == nil || !shouldRetry(r, err, attempt) {
			return err
		}
		if waitErr := pause(ctx, backoff(attempt)); waitErr != nil {
			return waitErr
		}
	}
}

// attempt does the request once, and once more with a fresh token when the first is refused.
func (c *Client) attempt(ctx context.Context, r request, read func(*http.Response) error) error {
	err := c.once(ctx, r, "", read)
	var refused *tokenRefusedError
	if !errors.As(err, &refused) {
		return err
	}
	claims := refused.claims
	if claims == "" {
		claims = freshToken
	}
	err = c.once(ctx, r, claims, read)
	var needed *crm.Error
	switch {
	case errors.As(err, &refused):
		return &crm.Error{Code: crm.CodeSignIn, Detail: refused.detail, Claims: refused.claims}
	case errors.As(err, &needed) && needed.Code == crm.CodeSignIn && needed.Claims == "":
		return &crm.Error{Code: crm.CodeSignIn, Detail: needed.Detail, Claims: refused.claims, Err: err}
	}
	return err
}

// tokenRefusedError is a 401: not yet an error for people, since a fresh token may do.
type tokenRefusedError struct{ claims, detail string }

func (e *tokenRefusedError) Error() string { return "token refused: " + e.detail }

func (c *Client) once(ctx context.Context, r request, claims string, read func(*http.Response) error) error {
	if err := c.gate.check(); err != nil {
		return err
	}
	token, err := c.tokens.Token(ctx, claims)
	if err != nil {
		return tokenError(ctx, err)
	}
	attemptCtx, cancel := context.WithTimeout(ctx, r.timeout())
	defer cancel()
	request, err := c.prepare(attemptCtx, r, token)
	if err != nil {
		return err
	}
	started := time.Now()
	log := c.log.With("method", r.method, "path", request.URL.Path, "clientRequest", request.Header.Get(clientRequest))
	response, err := c.http.Do(request)
	if err != nil {
		log.DebugContext(ctx, "dataverse: no answer", "took", time.Since(started), "reason", networkReason(err))
		return transportError(ctx, err)
	}
	defer response.Body.Close()
	defer drain(response.Body)
	log.DebugContext(ctx, "dataverse", "status", response.StatusCode, "took", time.Since(started),
		"request", strings.Join(requestIDs(response.Header), " "))
	if err := c.statusError(r, response); err != nil {
		return err
	}
	if read == nil {
		return nil
	}
	return readError(ctx, read(response))
}

func (c *Client) prepare(ctx context.Context, r request, token string) (*http.Request, error) {
	var body io.Reader
	if r.body != nil {
		body = bytes.NewReader(r.body)
	}
	request, err := http.NewRequestWithContext(ctx, r.method, r.url, body)
	if err != nil {
		return nil, crm.Errorf(crm.CodeUnexpected, "build request: %w", err)
	}
	for name, values := range r.header {
		request.Header[name] = values
	}
	request.Header.Set("Authorization", "Bearer "+token)
	request.Header.Set("Accept", "application/json")
	request.Header.Set("OData-Version", "4.0")
	request.Header.Set("OData-MaxVersion", "4.0")
	request.Header.Set(clientRequest, uuid.NewString())
	if c.caller != "" {
		request.Header.Set(callerHeader, c.caller)
	}
	if c.userAgent != "" {
		request.Header.Set("User-Agent", c.userAgent)
	}
	return request, nil
}

// statusError turns a reply that is no success into an error, and shuts the gate when it says to wait.
func (c *Client) statusError(r request, response *http.Response) error {
	if response.StatusCode >= 200 && response.StatusCode < 300 {
		if err := wantNoPage(response); err != nil {
			return err
		}
		c.gate.passed()
		return c.wantBatch(r, response)
	}
	if r.parts > 0 && isMultipart(response.Header.Get("Content-Type")) {
		return nil // a server that stops at the first failure puts its status outside; the parts say more
	}
	if response.StatusCode == http.StatusUnauthorized {
		return &tokenRefusedError{claims: challengedClaims(response.Header), detail: describe(response, fault{})}
	}
	f, cut := readFault(response.Body)
	err := faultError(r, response, f)
	if cut != nil {
		err = cutShort(err, response)
	}
	if err.Code == crm.CodeThrottled {
		c.gate.closeFor(err.Wait)
	}
	if r.parts > 0 && cut == nil && noBatches(response.StatusCode, f) {
		return &batchRefusedError{err}
	}
	return err
}

// wantBatch refuses a batch's success that is no batch's reply: what became of the requests is not known.
func (c *Client) wantBatch(r request, response *http.Response) error {
	if r.parts > 0 && !isMultipart(response.Header.Get("Content-Type")) {
		return crm.Errorf(crm.CodeUnavailable, "HTTP %d to a batch with no parts (request %s)",
			response.StatusCode, requestID(response.Header))
	}
	return nil
}

// json reads a whole reply into target.
func (c *Client) json(ctx context.Context, r request, target any) error {
	_, err := c.jsonHeader(ctx, r, target)
	return err
}

func (c *Client) jsonHeader(ctx context.Context, r request, target any) (http.Header, error) {
	var header http.Header
	err := c.send(ctx, r, func(response *http.Response) error {
		header = response.Header
		if err := wantJSON(response); err != nil {
			return err
		}
		if err := json.NewDecoder(withoutMark(io.LimitReader(response.Body, replyLimit))).Decode(target); err != nil {
			return malformed(response, err)
		}
		return nil
	})
	return header, err
}

// wantNoPage refuses a success that is a web page: a captive portal or a filter answered, and what it was asked to write is
// nowhere.
func wantNoPage(response *http.Response) error {
	if strings.Contains(strings.ToLower(response.Header.Get("Content-Type")), "html") {
		return crm.Errorf(crm.CodeWebPage, "HTTP %d with a web page", response.StatusCode)
	}
	return nil
}

// wantJSON refuses a success of another type. A reply of no type at all may be JSON.
func wantJSON(response *http.Response) error {
	kind := strings.ToLower(response.Header.Get("Content-Type"))
	if kind != "" && !strings.Contains(kind, "json") {
		return crm.Errorf(crm.CodeUnavailable, "HTTP %d with no JSON (request %s)",
			response.StatusCode, requestID(response.Header))
	}
	return nil
}

// drain reads what little is left of a reply, so that its connection can be used again.
func drain(body io.Reader) { _, _ = io.CopyN(io.Discard, body, 4<<10) }
