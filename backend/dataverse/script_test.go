package dataverse

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"reflect"
	"regexp"
	"strings"
	"sync"
	"testing"

	"ferry/backend/crm"
)

const (
	origin    = "https://contoso.crm4.dynamics.com"
	root      = "/api/data/v9.2/"
	userID    = "55aa0000-0000-4000-8000-000000000001"
	contactID = "1f0c0000-0000-4000-8000-000000000002"
	taskID    = "7a000000-0000-4000-8000-000000000003"
)

// exchange is one request and its answer, composed after the Web API's documentation.
type exchange struct {
	want   string // method and the URL below the Web API's root, or an absolute URL
	body   string // JSON the request must carry; empty means no body
	header map[string]string
	status int // zero means 200 with a reply, 204 without
	reply  string
	with   map[string]string // response headers
	fail   error             // no answer at all
}

// script is a service that plays exchanges in order and fails the test on any other request.
type script struct {
	t         *testing.T
	mu        sync.Mutex
	exchanges []exchange
	requests  []*http.Request
}

func play(t *testing.T, exchanges ...exchange) (*Client, *script) {
	t.Helper()
	s := &script{t: t, exchanges: exchanges}
	t.Cleanup(func() {
		if len(s.exchanges) > 0 {
			t.Errorf("%d exchanges were not asked for, next %s", len(s.exchanges), s.exchanges[0].want)
		}
	})
	return clientOver(t, s), s
}

func clientOver(t *testing.T, transport http.RoundTripper) *Client {
	t.Helper()
	client, err := New(Config{URL: origin, HTTP: transport, Tokens: fixedToken("token-1"), UserAgent: "Ferry/test"})
	if err != nil {
		t.Fatal(err)
	}
	return client
}

type fixedToken string

func (f fixedToken) Token(context.Context, string) (string, error) { return string(f), nil }

func (s *script) RoundTrip(r *http.Request) (*http.Response, error) {
	s.t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests = append(s.requests, r)
	if len(s.exchanges) == 0 {
		s.t.Errorf("unexpected %s %s", r.Method, r.URL)
		return nil, errors.New("the script is over")
	}
	next := s.exchanges[0]
	s.exchanges = s.exchanges[1:]
	s.compare(next, r)
	if next.fail != nil {
		return nil, next.fail
	}
	return next.response(r), nil
}

func (s *script) compare(next exchange, r *http.Request) {
	s.t.Helper()
	got := r.Method + " " + strings.TrimPrefix(r.URL.String(), origin+root)
	if got != next.want {
		s.t.Errorf("request\n got %s\nwant %s", got, next.want)
	}
	for name, want := range next.header {
		if got := r.Header.Get(name); got != want {
			s.t.Errorf("%s: header %s is %q, want %q", next.want, name, got, want)
		}
	}
	var body []byte
	if r.Body != nil {
		body, _ = io.ReadAll(r.Body)
	}
	if strings.HasPrefix(next.body, "--batch") {
		sameBatch(s.t, r, string(body), next.body)
		return
	}
	sameJSON(s.t, next.want, string(body), next.body)
}

var minted = regexp.MustCompile(`(batch|changeset)_[0-9a-f-]{36}`)

// sameBatch compares a batch's body, in which boundaries are new each time: the wanted text has batch_A and changeset_A.
func sameBatch(t *testing.T, r *http.Request, got, want string) {
	t.Helper()
	boundary := minted.FindString(got)
	if kind := r.Header.Get("Content-Type"); kind != `multipart/mixed; boundary="`+boundary+`"` {
		t.Errorf("content type %s", kind)
	}
	if got := minted.ReplaceAllString(got, "${1}_A"); got != crlf(want) {
		t.Errorf("batch\n got %q\nwant %q", got, crlf(want))
	}
}

// crlf gives a text written with bare line feeds the line ends of the wire.
func crlf(text string) string { return strings.ReplaceAll(text, "\n", "\r\n") }

func sameJSON(t *testing.T, what, got, want string) {
	t.Helper()
	if got == want {
		return
	}
	var g, w any
	if json.Unmarshal([]byte(got), &g) != nil || json.Unmarshal([]byte(want), &w) != nil || !reflect.DeepEqual(g, w) {
		t.Errorf("%s: body\n got %s\nwant %s", what, got, want)
	}
}

func (e exchange) response(r *http.Request) *http.Response {
	response := &http.Response{
		StatusCode: e.status, Header: http.Header{}, Request: r, ProtoMajor: 1, ProtoMinor: 1,
		Body: io.NopCloser(strings.NewReader(e.reply)),
	}
	switch {
	case e.status != 0:
	case e.reply == "":
		response.StatusCode = http.StatusNoContent
	default:
		response.StatusCode = http.StatusOK
	}
	if e.reply != "" {
		response.Header.Set("Content-Type", "application/json; odata.metadata=minimal")
	}
	for name, value := range e.with {
		response.Header.Set(name, value)
	}
	return response
}

func fails(status int, code, message string) exchange {
	reply, err := json.Marshal(map[string]any{"error": map[string]string{"code": code, "message": message}})
	if err != nil {
		panic(err)
	}
	return exchange{status: status, reply: string(reply)}
}

func wantCode(t *testing.T, err error, want crm.Code) {
	t.Helper()
	_ = codedAs(t, err, want)
}

// codedAs gives the error for a closer look.
func codedAs(t *testing.T, err error, want crm.Code) *crm.Error {
	t.Helper()
	var coded *crm.Error
	if !errors.As(err, &coded) || coded.Code != want {
		t.Fatalf("error %v, want %s", err, want)
	}
	return coded
}
