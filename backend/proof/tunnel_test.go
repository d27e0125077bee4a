//go:build linux || darwin

package proof

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"path"
	"strings"
	"sync"

	"github.com/google/uuid"
)

// tunnel carries the child's requests to the organization's socket, names the steps on the wire, and breaks rules where it
// is told to.
type tunnel struct {
	child *child
	inner *http.Transport

	mu    sync.Mutex
	names map[string]string // the id that was given away for an id
}

func newTunnel(c *child) *tunnel {
	return &tunnel{child: c, inner: &http.Transport{MaxIdleConnsPerHost: 16}, names: map[string]string{}}
}

// Steps on the wire, beside those that outbox and sqlite name.
const (
	stepLeaving = "wire: the request leaves"
	stepArrived = "wire: the answer arrives"
)

// RoundTrip sends the request to the socket under the virtual host's name.
func (t *tunnel) RoundTrip(r *http.Request) (*http.Response, error) {
	writes := isWrite(r)
	if writes {
		t.child.step(stepLeaving)
	}
	body, err := readBody(r)
	if err != nil {
		return nil, err
	}
	if t.child.orders.Break == breakOrder && isPost(r, "/annotations") {
		t.closeFirst(r, body)
	}
	if t.child.orders.Break == breakIDs {
		r, body = t.rename(r, body)
	}
	response, err := t.send(r, body)
	if err == nil && t.child.orders.Break == break412 && r.Method == http.MethodPost &&
		response.StatusCode == http.StatusPreconditionFailed {
		response.StatusCode, response.Status = http.StatusNoContent, "204 No Content"
	}
	if writes {
		t.child.step(stepArrived)
	}
	return response, err
}

func (t *tunnel) send(r *http.Request, body []byte) (*http.Response, error) {
	out := r.Clone(r.Context())
	out.Host = r.URL.Host
	out.URL.Scheme, out.URL.Host = "http", t.child.orders.Address
	if body != nil {
		out.Body = io.NopCloser(bytes.NewReader(body))
		out.GetBody, out.ContentLength = nil, int64(len(body))
	}
	return t.inner.RoundTrip(out)
}

func isWrite(r *http.Request) bool {
	return r.Method != http.MethodGet && strings.HasPrefix(r.URL.Path, "/api/data/")
}

func isPost(r *http.Request, set string) bool {
	return r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, set)
}

func readBody(r *http.Request) ([]byte, error) {
	if r.Body == nil {
		return nil, nil
	}
	body, err := io.ReadAll(r.Body)
	_ = r.Body.Close()
	return body, err
}

// rename breaks a rule: each POST of an activity gets a new id, and later requests follow it.
func (t *tunnel) rename(r *http.Request, body []byte) (*http.Request, []byte) {
	t.mu.Lock()
	defer t.mu.Unlock()
	var row struct {
		ID string `json:"activityid"`
	}
	if r.Method == http.MethodPost && json.Unmarshal(body, &row) == nil && row.ID != "" {
		t.names[row.ID] = uuid.NewString()
	}
	out := r.Clone(r.Context())
	for from, to := range t.names {
		body = bytes.ReplaceAll(body, []byte(from), []byte(to))
		out.URL.Path = strings.ReplaceAll(out.URL.Path, from, to)
		out.URL.RawPath = ""
	}
	return out, body
}

// closeFirst breaks a rule: the activity is closed before its note is there.
func (t *tunnel) closeFirst(r *http.Request, body []byte) {
	row := map[string]any{}
	if json.Unmarshal(body, &row) != nil {
		return
	}
	for name, value := range row {
		if !strings.HasPrefix(name, "objectid_") {
			continue
		}
		target, _ := value.(string)
		status := 2
		if strings.HasPrefix(target, "/tasks") {
			status = 5
		}
		closing := r.Clone(r.Context())
		closing.Method = http.MethodPatch
		closing.URL.Path = path.Dir(r.URL.Path) + target
		closing.Header.Set("If-Match", "*")
		change := fmt.Appendf(nil, `{"statecode":1,"statuscode":%d}`, status)
		if response, err := t.send(closing, change); err == nil {
			_ = response.Body.Close()
		}
	}
}
