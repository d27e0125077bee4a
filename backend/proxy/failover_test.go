package proxy

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

// relay is a proxy that answers every plain request itself, with its name.
func relay(t *testing.T, name string) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		_, _ = fmt.Fprintf(w, "%s %s %s", name, r.Host, body)
	}))
	t.Cleanup(server.Close)
	return server
}

func through(t *testing.T, r *Resolver, body string) (string, error) {
	t.Helper()
	base := &http.Transport{}
	defer base.CloseIdleConnections()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://a.example/", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	response, err := r.Over(base).RoundTrip(request)
	if err != nil {
		return "", err
	}
	text, err := io.ReadAll(response.Body)
	if err := response.Body.Close(); err != nil {
		t.Error(err)
	}
	return string(text), err
}

func hostOf(server *httptest.Server) string { return strings.TrimPrefix(server.URL, "http://") }

func TestTheNextProxyTakesOver(t *testing.T) {
	down, up := relay(t, "down"), relay(t, "up")
	down.Close()
	both := "PROXY " + hostOf(down) + "; PROXY " + hostOf(up)
	r := following(&library{texts: map[string]string{pacURL: saying(both)}}, Settings{})
	says(t, r, "http://a.example/", hostOf(down), Script)
	if got, err := through(t, r, "hello"); err != nil || got != "up a.example hello" {
		t.Errorf("%q, %v", got, err)
	}
	says(t, r, "http://a.example/", hostOf(up), Script) // the other is left out for a while
	r.Forget()
	says(t, r, "http://a.example/", hostOf(down), Script)
}

func TestAllProxiesAreDown(t *testing.T) {
	one, two := relay(t, "one"), relay(t, "two")
	one.Close()
	two.Close()
	both := "PROXY " + hostOf(one) + "; PROXY " + hostOf(two)
	r := following(&library{texts: map[string]string{pacURL: saying(both)}}, Settings{})
	for range 2 {
		if got, err := through(t, r, ""); !unreached(err) {
			t.Errorf("%q, %v", got, err)
		}
	}
}

func TestAFixedProxyHasNoNext(t *testing.T) {
	down := relay(t, "down")
	down.Close()
	r := &Resolver{Read: func(context.Context) Settings { return Settings{Source: System, HTTP: down.URL} }}
	if got, err := through(t, r, ""); !unreached(err) {
		t.Errorf("%q, %v", got, err)
	}
	r.follower.mu.Lock()
	defer r.follower.mu.Unlock()
	if len(r.follower.down) != 0 {
		t.Error("a fixed proxy is left out")
	}
}

// TestARefusalIsNoReasonForTheNext: a proxy that answers has been reached, and the answer is its.
func TestARefusalIsNoReasonForTheNext(t *testing.T) {
	refuses := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusProxyAuthRequired)
	}))
	defer refuses.Close()
	both := "PROXY " + hostOf(refuses) + "; PROXY " + hostOf(relay(t, "next"))
	r := following(&library{texts: map[string]string{pacURL: saying(both)}}, Settings{})
	if got, err := through(t, r, ""); err != nil || got != "" {
		t.Errorf("%q, %v", got, err)
	}
	says(t, r, "http://a.example/", hostOf(refuses), Script)
}

func TestAProxyIsTriedAgainAfterAWhile(t *testing.T) {
	f := &follower{}
	ways := []string{"http://one.example:1", "http://two.example:1"}
	one, two := at(t, ways[0]), at(t, ways[1])
	f.leaveOut(one)
	if way := f.firstUp([]*url.URL{one, two}); way != two {
		t.Errorf("%v", way)
	}
	f.down[one.String()] = time.Now().Add(-time.Second)
	if way := f.firstUp([]*url.URL{one, two}); way != one {
		t.Errorf("%v", way)
	}
}
