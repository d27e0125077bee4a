package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// asApp makes this test's own binary stand in for the app: TestMain runs it when the variable is set.
const asApp = "FERRY_HEADLESS_TEST_APP"

func TestMain(m *testing.M) {
	if marker := os.Getenv(asApp); marker != "" {
		standIn(marker)
		return
	}
	os.Exit(m.Run())
}

func TestServeFromStartToStop(t *testing.T) {
	marker := filepath.Join(t.TempDir(), "closed")
	t.Setenv(asApp, marker)
	t.Setenv("DISPLAY", ":none") // the stand-in draws nothing
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "none")
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	out, in := io.Pipe()
	done := make(chan error, 1)
	go func() { done <- serve(ctx, in, "127.0.0.1:0", program{path: self, assets: "dist"}) }()

	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	_, address, _ := strings.Cut(strings.TrimSpace(line), " at ")
	jar, _ := cookiejar.New(nil)
	if got := get(t, &http.Client{Jar: jar}, address); got != "app: dist" {
		t.Errorf("the app answered %q", got)
	}
	cancel()
	if err := <-done; err != nil {
		t.Errorf("serve ended with %v", err)
	}
	if _, err := os.Stat(marker); err != nil {
		t.Errorf("the app was not let to close in order: %v", err)
	}
}

func TestServeTellsOfAnAppThatDies(t *testing.T) {
	t.Setenv("DISPLAY", ":none")
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "none")
	err := serve(t.Context(), io.Discard, "127.0.0.1:0", program{path: "/bin/false"})
	if err == nil || !strings.Contains(err.Error(), "ended before it served") {
		t.Errorf("serve said %v", err)
	}
}

func get(t *testing.T, client *http.Client, address string) string {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	body, _ := io.ReadAll(response.Body)
	return string(body)
}
