package practice_test

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"testing"
	"time"

	"ferry/backend/practice"
)

// These benchmarks measure the practice organization against the machine it runs on. Nothing asserts a speed.

// BenchmarkReady makes an organization of 100,000 contacts.
func BenchmarkReady(b *testing.B) {
	for b.Loop() {
		practice.New(practice.Options{Contacts: 100_000}).Rows("organization")
	}
}

// BenchmarkMemory makes 1,000,000 contacts, once, and reports what they take.
func BenchmarkMemory(b *testing.B) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	o := practice.New(practice.Options{Contacts: 1_000_000})
	o.Rows("organization")
	runtime.GC()
	runtime.ReadMemStats(&after)
	for b.Loop() { // it took once, above
	}
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "live-MB")
	b.ReportMetric(float64(after.Sys)/1e6, "system-MB")
	runtime.KeepAlive(o)
}

// BenchmarkPages fetches pages of 5,000 contacts with every column, and the same bytes from a handler that has them in
// memory, side by side over loopback.
func BenchmarkPages(b *testing.B) {
	o := practice.New(practice.Options{Contacts: 100_000})
	listener, err := (&net.ListenConfig{}).Listen(b.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	ctx, stop := context.WithCancel(b.Context())
	defer stop()
	o.Knobs().Limits(practice.Limits{})
	go func() { _ = o.Serve(ctx, listener, "token") }()
	url := "http://" + listener.Addr().String() + "/api/data/v9.2/contacts"
	page := fetchPage(b, url)
	rows := bytes.Count(page, []byte(`"contactid":`))
	b.Logf("a page of %d rows has %d bytes, %d a row", rows, len(page), len(page)/rows)
	memory := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(page) }))
	defer memory.Close()
	var took [2]time.Duration
	b.SetBytes(int64(len(page)))
	for b.Loop() { // alternately, so that both see the same machine
		for i, from := range []string{url, memory.URL} {
			start := time.Now()
			fetchPage(b, from)
			took[i] += time.Since(start)
		}
	}
	b.ReportMetric(float64(took[1])/float64(took[0]), "of-memory")
	b.ReportMetric(float64(b.N)*float64(len(page))/1e6/took[0].Seconds(), "practice-MB/s")
	b.ReportMetric(float64(b.N)*float64(len(page))/1e6/took[1].Seconds(), "memory-MB/s")
}

func fetchPage(b *testing.B, url string) []byte {
	b.Helper()
	request, err := http.NewRequestWithContext(b.Context(), http.MethodGet, url, nil)
	if err != nil {
		b.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer token")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	var page bytes.Buffer
	page.Grow(int(max(0, response.ContentLength)) + 512)
	if _, err := io.Copy(&page, response.Body); err != nil || response.StatusCode != http.StatusOK {
		b.Fatal(response.Status, err)
	}
	return page.Bytes()
}
