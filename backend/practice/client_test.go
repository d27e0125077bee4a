package practice_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"ferry/backend/practice"
)

// The tests speak plain HTTP, from the public description of the Web API, as any client would.

const api = practice.URL + "/api/data/v9.2/"

type client struct {
	t     *testing.T
	http  *http.Client
	token string
}

// newOrganization is the sample organization with a token for each person, named by the start of their address.
func newOrganization(t *testing.T) *practice.Organization {
	t.Helper()
	tokens := map[string]string{}
	for _, p := range (&practice.Organization{}).People() {
		name, _, _ := strings.Cut(p.Email, "@")
		tokens[name] = p.ID
	}
	return practice.New(practice.Options{Tokens: tokens})
}

func as(t *testing.T, o *practice.Organization, token string) *client {
	t.Helper()
	return &client{t, &http.Client{Transport: o.RoundTripper()}, token}
}

func person(t *testing.T, o *practice.Organization, name string) practice.Person {
	t.Helper()
	for _, p := range o.People() {
		if strings.HasPrefix(p.Email, name+"@") {
			return p
		}
	}
	t.Fatalf("no person %s", name)
	return practice.Person{}
}

type reply struct {
	t      *testing.T
	status int
	header http.Header
	text   string
	body   map[string]any
}

// do sends a request; headers come in pairs. A path that is no URL stands under the API.
func (c *client) do(method, path, body string, headers ...string) *reply {
	c.t.Helper()
	if !strings.Contains(path, "://") {
		path = api + strings.ReplaceAll(path, " ", "%20")
	}
	request, err := http.NewRequestWithContext(context.Background(), method, path, bytes.NewReader([]byte(body)))
	if err != nil {
		c.t.Fatal(err)
	}
	if c.token != "" {
		request.Header.Set("Authorization", "Bearer "+c.token)
	}
	request.Header.Set("If-None-Match", "null")
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response, err := c.http.Do(request)
	if err != nil {
		c.t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	r := &reply{t: c.t, status: response.StatusCode, header: response.Header, text: string(text)}
	if len(text) > 0 && strings.Contains(response.Header.Get("Content-Type"), "json") {
		if err := json.Unmarshal(text, &r.body); err != nil {
			c.t.Fatalf("the answer is no JSON: %v\n%s", err, text)
		}
	}
	return r
}

func (c *client) get(path string, headers ...string) *reply {
	c.t.Helper()
	return c.do(http.MethodGet, path, "", headers...)
}

// is checks status and, for refusals, the code.
func (r *reply) is(status int, code ...string) *reply {
	r.t.Helper()
	if r.status != status {
		r.t.Fatalf("status %d, want %d: %s", r.status, status, r.text)
	}
	if len(code) > 0 && r.code() != code[0] {
		r.t.Fatalf("code %q, want %q: %s", r.code(), code[0], r.text)
	}
	return r
}

func (r *reply) code() string {
	e, _ := r.body["error"].(map[string]any)
	code, _ := e["code"].(string)
	return code
}

func (r *reply) rows() []map[string]any {
	r.t.Helper()
	list, ok := r.body["value"].([]any)
	if !ok {
		r.t.Fatalf("no value array: %.300s", r.text)
	}
	rows := make([]map[string]any, len(list))
	for i, v := range list {
		rows[i], _ = v.(map[string]any)
	}
	return rows
}

func (r *reply) str(name string) string {
	s, _ := r.body[name].(string)
	return s
}
