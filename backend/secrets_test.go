package backend_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"ferry/backend"
	"ferry/backend/capture/capturetest"
	"ferry/backend/practice"
	"ferry/backend/view"
)

// What people wrote and are called in this test. They occur nowhere else.
const (
	secretNote    = "Zanzibar quarterly numbers, for your eyes only"
	secretMessage = "Could we meet at the lighthouse near Ponferrada"
	secretMember  = "Wilhelmina Quenneville"
	secretSubject = "Orchid procurement"
)

// eavesdropper passes requests on and keeps every token that goes by.
type eavesdropper struct {
	next   http.RoundTripper
	mu     sync.Mutex
	tokens map[string]bool
}

func (e *eavesdropper) RoundTrip(r *http.Request) (*http.Response, error) {
	e.keep(strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "))
	if r.Body != nil && strings.Contains(r.Header.Get("Content-Type"), "form") {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		if form, err := url.ParseQuery(string(body)); err == nil {
			e.keep(form.Get("code"), form.Get("refresh_token"), form.Get("code_verifier"))
		}
	}
	response, err := e.next.RoundTrip(r)
	if err != nil || !strings.Contains(r.URL.Path, "/token") {
		return response, err
	}
	body, err := io.ReadAll(response.Body)
	response.Body = io.NopCloser(bytes.NewReader(body))
	var answer struct {
		Access  string `json:"access_token"`
		Refresh string `json:"refresh_token"`
		ID      string `json:"id_token"`
		Client  string `json:"client_info"`
	}
	if err == nil && json.Unmarshal(body, &answer) == nil {
		e.keep(answer.Access, answer.Refresh, answer.ID, answer.Client)
	}
	return response, err
}

func (e *eavesdropper) keep(tokens ...string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, token := range tokens {
		if len(token) > 8 {
			e.tokens[token] = true
		}
	}
}

// TestSecretsStayWhereTheyBelong runs the main job with the log at its loudest, forces every kind of error on the way, and
// looks for tokens, names and texts in everything that is left behind. Texts and names are in the two databases and nowhere
// else (the practice organization's own file apart, which stands for Microsoft's side); tokens are nowhere at all.
func TestSecretsStayWhereTheyBelong(t *testing.T) {
	h, ear := loudHouse(t)
	h.makeReady() // and hears the sign-in
	h.mainJob()
	h.everyError()
	var bundle, organization bytes.Buffer
	if err := h.WriteDiagnostics(t.Context(), &bundle); err != nil {
		t.Fatal(err)
	}
	if err := h.practice.Save(&organization); err != nil {
		t.Fatal(err)
	}
	texts := []string{secretNote, secretMessage, secretMember, secretSubject}
	for _, person := range h.practice.People() {
		texts = append(texts, person.Name, person.Email)
	}
	h.end()
	places := leftBehind(t, h.dir)
	for name, text := range unzipped(t, bundle.Bytes()) {
		places["diagnostics: "+name] = text
	}
	places["arguments"] = strings.Join(os.Args, " ")
	places["organization"] = organization.String()
	var tokens []string
	for token := range ear.tokens {
		tokens = append(tokens, token)
	}
	search(t, places, texts, tokens)
}

// search looks for the secrets in each place. That the texts are found where they belong shows that it can find them.
func search(t *testing.T, places map[string]string, texts, tokens []string) {
	t.Helper()
	if len(tokens) < 6 {
		t.Errorf("only %d tokens went by", len(tokens))
	}
	inOutbox, logged := 0, false
	for place, text := range places {
		belongs := strings.Contains(place, ".db") || place == "organization"
		for _, secret := range texts {
			held := strings.Contains(text, secret)
			if held && !belongs || strings.Contains(place, secret) {
				t.Errorf("%s holds %q", place, secret)
			}
			if held && strings.Contains(place, "outbox.db") {
				inOutbox++
			}
		}
		for _, token := range tokens {
			if strings.Contains(text, token) {
				t.Errorf("%s holds the token %.20s…", place, token)
			}
		}
		logged = logged || strings.Contains(place, "ferry.log") && strings.Contains(text, "level=DEBUG")
	}
	if inOutbox < 4 || !logged {
		t.Errorf("found %d secrets in the outbox, debug log %v: the search proves nothing", inOutbox, logged)
	}
}

// loudHouse logs at debug level to its file, as a person who looks for a mistake would let it.
func loudHouse(t *testing.T) (*house, *eavesdropper) {
	t.Helper()
	t.Setenv("FERRY_LOG", "debug")
	h := newHouseAlone(t)
	h.end()
	ear := &eavesdropper{next: h.practice.RoundTripper(), tokens: map[string]bool{}}
	config := h.config()
	config.Logger, config.PracticeTransport = nil, ear
	opened, err := backend.Open(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	running, cancel := context.WithCancel(context.Background())
	var work sync.WaitGroup
	work.Go(func() { opened.Run(running) })
	h.Backend = opened
	h.end = func() {
		h.end = func() {}
		cancel()
		work.Wait()
		if err := opened.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	}
	return h, ear
}

// mainJob brings in an archive, copies a message and a note about somebody, and waits until both are sent.
func (h *house) mainJob() {
	h.t.Helper()
	const profile = "https://www.linkedin.com/in/wilhelmina-quenneville-sample"
	at := time.Date(2026, 3, 4, 9, 0, 0, 0, time.UTC)
	file := filepath.Join(h.t.TempDir(), "messages.csv")
	row := capturetest.From("one", secretMember, profile, at, secretMessage)
	if err := os.WriteFile(file, capturetest.Messages([]capturetest.Row{row}), 0o600); err != nil {
		h.t.Fatal(err)
	}
	if _, err := h.ImportArchive(h.t.Context(), file); err != nil {
		h.t.Fatal(err)
	}
	page, err := h.Conversations(h.t.Context(), view.ConversationQuery{})
	if err != nil || len(page.Rows) != 1 {
		h.t.Fatalf("%d conversations (%v)", len(page.Rows), err)
	}
	if _, err := h.CopyMessages(h.t.Context(), view.CopyMessages{ConversationID: page.Rows[0].ID}); err != nil {
		h.t.Fatal(err)
	}
	h.secretNote()
	h.until("both are sent", func() bool { return h.status().Sent == 2 })
}

func (h *house) secretNote() {
	h.t.Helper()
	_, err := h.Copy(h.t.Context(), view.CopyRequest{
		Kind: "note", MemberName: secretMember, Subject: secretSubject, Text: secretNote,
	})
	if err != nil {
		h.t.Fatal(err)
	}
}

// everyError makes the organization fail in each way it can while there is something to send and to import.
func (h *house) everyError() {
	h.t.Helper()
	knobs := h.practice.Knobs()
	seller := h.person(isSeller)
	api := func(r *http.Request) bool { return strings.HasPrefix(r.URL.Path, "/api/data") }
	for kind := practice.Unauthorized; kind <= practice.AnswerLost; kind++ {
		knobs.FailNext(2, practice.Fault{Kind: kind, RetryAfter: time.Second, Match: api})
		h.secretNote()
		_ = h.SendNow(h.t.Context())
		_, _ = h.Import(h.t.Context())
		knobs.ClearFaults()
	}
	for _, spoil := range []func(bool){
		func(on bool) { knobs.Offline(on) },
		func(bool) { knobs.ExpireDeltas() },
		func(on bool) { knobs.MissingTables(map[bool][]string{true: {"contact"}}[on]...) },
		func(on bool) {
			knobs.MissingPrivileges(seller.ID, map[bool][]string{true: {"prvCreateActivity", "prvReadContact"}}[on]...)
		},
		func(on bool) {
			if on {
				h.breakOn(func(r *http.Request) bool { return strings.Contains(r.URL.Path, "/contacts") })
			}
		},
		func(on bool) {
			if on {
				knobs.RevokeTokens()
			}
		},
	} {
		spoil(true)
		h.secretNote()
		_ = h.SendNow(h.t.Context())
		_, _ = h.Import(h.t.Context())
		spoil(false)
	}
	h.until("the lapse is noticed", func() bool { return h.connection().State == "lapsed" })
}

// leftBehind is everything in the folder, by relative path.
func leftBehind(t *testing.T, dir string) map[string]string {
	t.Helper()
	places := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		relative, _ := filepath.Rel(dir, path)
		places[relative] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return places
}

func unzipped(t *testing.T, bundle []byte) map[string]string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(bundle), int64(len(bundle)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, file := range archive.File {
		content, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(content)
		if err != nil {
			t.Fatal(err)
		}
		files[file.Name] = string(text)
	}
	if len(files) < 2 {
		t.Fatalf("the bundle holds only %d files", len(files))
	}
	return files
}
