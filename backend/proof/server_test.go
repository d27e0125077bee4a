//go:build linux || darwin

package proof

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"ferry/backend/practice"
)

// server is the organization behind a real socket. It lives in this process, so that it survives every kill, and writes
// down in which order notes and closings were carried out.
type server struct {
	*practice.Organization
	http *httptest.Server

	mu     sync.Mutex
	order  []event
	deaths []func(*http.Request) func() // what ends the child while its request is served
	slow   int                          // so many requests are answered late
	torn   int                          // so many answers break off in the middle
	// away is until when nothing gets through, to the sign-in neither: connections break, or a page answers.
	away time.Time
	page bool
}

// event is a note or a closing that was carried out.
type event struct {
	what     string // "note" or "close"
	activity string
}

func newServer(t *testing.T) *server {
	t.Helper()
	s := &server{}
	options := practice.Options{Accounts: 20, Contacts: 60, Leads: 20, Opportunities: 20, Tokens: map[string]string{}}
	for _, person := range practice.New(options).People() {
		if person.Admin {
			options.Tokens[adminToken] = person.ID
		}
	}
	s.Organization = practice.New(options)
	s.http = httptest.NewUnstartedServer(s)
	s.http.Config.ReadHeaderTimeout = patience
	s.http.Config.ErrorLog = nil
	s.http.Start()
	t.Cleanup(func() {
		s.http.CloseClientConnections()
		s.http.Close()
	})
	return s
}

// adminToken lets an administrator in from this process.
const adminToken = "proof-admin"

// plant makes somebody else's activity that has the id first.
func (s *server) plant(t *testing.T, set, id string) {
	t.Helper()
	body := fmt.Sprintf(`{"activityid":%q,"subject":"Somebody else's","description":%q}`, id, foreignText)
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, practice.URL+"/api/data/v9.2/"+set,
		strings.NewReader(body))
	r.Header.Set("Authorization", "Bearer "+adminToken)
	r.Header.Set("Content-Type", "application/json")
	answer := httptest.NewRecorder()
	s.Organization.ServeHTTP(answer, r)
	if answer.Code != http.StatusNoContent {
		t.Fatalf("planting a row: %d %s", answer.Code, answer.Body)
	}
}

func (s *server) address() string { return strings.TrimPrefix(s.http.URL, "http://") }

// ServeHTTP answers as the organization, with what can go wrong on the way that practice has no knob for.
func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // the child is gone
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	if s.keepsAway(w) {
		return
	}
	late, torn, death := s.trouble(r)
	if late {
		select {
		case <-time.After(300 * time.Millisecond):
		case <-r.Context().Done():
		}
	}
	answer := httptest.NewRecorder()
	lost := s.carryOut(answer, r, body)
	if death != nil {
		death()
	}
	if lost {
		panic(http.ErrAbortHandler)
	}
	if torn {
		tear(w, answer)
		return
	}
	for name, values := range answer.Header() {
		w.Header()[name] = values
	}
	w.WriteHeader(answer.Code)
	_, _ = w.Write(answer.Body.Bytes())
}

// keepsAway answers in the organization's place while it is away.
func (s *server) keepsAway(w http.ResponseWriter) bool {
	s.mu.Lock()
	away, page := time.Now().Before(s.away), s.page
	s.mu.Unlock()
	switch {
	case !away:
		return false
	case !page:
		panic(http.ErrAbortHandler)
	}
	w.Header().Set("Content-Type", "text/html")
	_, _ = io.WriteString(w, "<!doctype html><title>Welcome</title>")
	return true
}

// leave takes the organization away for a while, with a page in its place or nothing.
func (s *server) leave(wait time.Duration, page bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.away, s.page = time.Now().Add(wait), page
}

// carryOut lets the organization answer, and notes what it did. lost: the connection is to break instead of an answer.
func (s *server) carryOut(w *httptest.ResponseRecorder, r *http.Request, body []byte) (lost bool) {
	var before []string
	if isWrite(r) {
		before = s.openNow(r, body)
	}
	defer func() {
		if broken := recover(); broken != nil {
			if err, ok := broken.(error); !ok || !errors.Is(err, http.ErrAbortHandler) {
				panic(broken)
			}
			lost = true
		}
		if isWrite(r) {
			s.note(r, body, before)
		}
	}()
	s.Organization.ServeHTTP(w, r)
	return false
}

// trouble says what goes wrong with this request.
func (s *server) trouble(r *http.Request) (late, torn bool, death func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !strings.HasPrefix(r.URL.Path, "/api/data/") {
		return false, false, nil
	}
	if s.slow > 0 {
		s.slow--
		late = true
	}
	if s.torn > 0 && isWrite(r) {
		s.torn--
		torn = true
	}
	for i, wait := range s.deaths {
		if death = wait(r); death != nil {
			s.deaths = append(s.deaths[:i:i], s.deaths[i+1:]...)
			break
		}
	}
	return late, torn, death
}

// dieAtWrite ends the child while its next but so many writes is carried out: the answer never arrives.
func (s *server) dieAtWrite(after int, end func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	left := after
	s.deaths = append(s.deaths, func(r *http.Request) func() {
		if !isWrite(r) {
			return nil
		}
		if left--; left >= 0 {
			return nil
		}
		return end
	})
}

func (s *server) calm() {
	s.Knobs().ClearFaults()
	s.Knobs().TokenLifetime(0)
	s.Knobs().Limits(practice.Limits{})
	s.mu.Lock()
	defer s.mu.Unlock()
	s.slow, s.torn, s.deaths, s.away = 0, 0, nil, time.Time{}
}

// tear sends half of the answer, then resets the connection: in the middle of the body, or of the head where there is none.
func tear(w http.ResponseWriter, answer *httptest.ResponseRecorder) {
	hijacker, ok := w.(http.Hijacker)
	if !ok {
		return
	}
	connection, stream, err := hijacker.Hijack()
	if err != nil {
		return
	}
	if tcp, ok := connection.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_, _ = fmt.Fprintf(stream, "HTTP/1.1 %d %s\r\n", answer.Code, http.StatusText(answer.Code))
	if half := answer.Body.Len() / 2; half > 0 {
		_, _ = fmt.Fprintf(stream, "Content-Length: %d\r\n\r\n%s", answer.Body.Len(), answer.Body.Bytes()[:half])
	}
	_ = stream.Flush()
	_ = connection.Close()
}

// activityTables are those that Ferry writes, by entity set name.
func activityTables() map[string]string {
	return map[string]string{
		"tasks": "task", "phonecalls": "phonecall", "li_messages": "li_message", "li_inmails": "li_inmail",
	}
}

// Parts of a request, alone or inside a batch: notes by their ids, and the activities that it names.
var (
	noteInBody     = regexp.MustCompile(`"annotationid":"([0-9a-f-]{36})"`)
	activityInPath = regexp.MustCompile(`/(tasks|phonecalls|li_messages|li_inmails)\(([0-9a-f-]{36})\)`)
)

// openNow lists the activities that a request names and that are open.
func (s *server) openNow(r *http.Request, body []byte) []string {
	var open []string
	for _, match := range activityInPath.FindAllStringSubmatch(r.URL.Path+"\n"+string(body), -1) {
		if row := s.Row(activityTables()[match[1]], match[2]); row != nil && row["statecode"] != int64(1) {
			open = append(open, match[2])
		}
	}
	return open
}

// note writes down what the request did, from what stands in the organization afterwards.
func (s *server) note(r *http.Request, body []byte, openBefore []string) {
	if r.Method == http.MethodPost {
		for _, match := range noteInBody.FindAllSubmatch(body, -1) {
			if there := s.Row("annotation", string(match[1])); there != nil {
				s.remember("note", text(there["_objectid_value"]))
			}
		}
	}
	openAfter := s.openNow(r, body)
	for _, id := range openBefore {
		if !slices.Contains(openAfter, id) {
			s.remember("close", id) // or it is gone, which matters to nobody
		}
	}
}

func (s *server) remember(what, activity string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.order = append(s.order, event{what, activity})
}

func text(value any) string {
	if s, ok := value.(string); ok {
		return s
	}
	return ""
}
