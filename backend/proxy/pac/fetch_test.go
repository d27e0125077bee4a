package pac

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const direct = `function FindProxyForURL() { return "DIRECT" }`

func TestFetch(t *testing.T) {
	folder := t.TempDir()
	kept := filepath.Join(folder, "proxy.pac")
	if err := os.WriteFile(kept, []byte("\ufeff"+direct), 0o600); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/proxy.pac":
			_, _ = io.WriteString(w, direct+"// caf\xe9")
		case "/moved":
			http.Redirect(w, r, "/proxy.pac", http.StatusFound)
		case "/round":
			http.Redirect(w, r, "/round", http.StatusFound)
		case "/into-files":
			http.Redirect(w, r, "file://"+kept, http.StatusFound)
		case "/large":
			_, _ = io.WriteString(w, strings.Repeat("//\n", sizeLimit/3+1))
		case "/cut":
			w.Header().Set("Content-Length", "9999")
			_, _ = io.WriteString(w, direct)
		case "/broken":
			w.WriteHeader(http.StatusInternalServerError)
		default:
			http.NotFound(w, r)
		}
	}))
	defer server.Close()
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	t.Setenv("HTTP_PROXY", gone.URL) // the script itself is fetched without a proxy
	slash := filepath.ToSlash(kept)
	if !strings.HasPrefix(slash, "/") {
		slash = "/" + slash
	}
	for address, want := range map[string]error{
		server.URL + "/proxy.pac":             nil,
		" " + server.URL + "/moved\n":         nil,
		"file://" + slash:                     nil,
		"file://localhost" + slash:            nil,
		server.URL + "/nothing":               ErrAbsent,
		gone.URL + "/proxy.pac":               ErrAbsent,
		"file:///nowhere/at/all.pac":          ErrAbsent,
		"file://" + filepath.ToSlash(folder):  ErrAbsent,
		server.URL + "/round":                 ErrFetch,
		server.URL + "/into-files":            ErrFetch,
		server.URL + "/large":                 ErrFetch,
		server.URL + "/cut":                   ErrFetch,
		server.URL + "/broken":                ErrFetch,
		"file://server.example/share/a.pac":   ErrFetch,
		"ftp://a.example/proxy.pac":           ErrFetch,
		"data:text/plain," + direct:           ErrFetch,
		"proxy.pac":                           ErrFetch,
		"http://maria:secret@a.example:x/pac": ErrFetch,
	} {
		text, err := Fetch(t.Context(), address)
		if !errors.Is(err, want) || (want == nil) != strings.HasPrefix(text, direct) {
			t.Errorf("%s: %.30q, %v, want %v", address, text, err, want)
		}
		if err != nil && (strings.Contains(err.Error(), "secret") || strings.Contains(err.Error(), "127.0.0.1")) {
			t.Errorf("the error names the address: %v", err)
		}
	}
}

func TestAServerThatHangsIsLeft(t *testing.T) {
	asked := make(chan struct{})
	left := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		close(asked)
		<-r.Context().Done() // the caller went away
		close(left)
	}))
	defer server.Close()
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		<-asked
		cancel() // as the deadline does, without waiting for it
	}()
	if _, err := Fetch(ctx, server.URL); !errors.Is(err, ErrFetch) {
		t.Errorf("%v", err)
	}
	select {
	case <-left:
	case <-time.After(time.Minute):
		t.Error("the connection was kept")
	}
}
