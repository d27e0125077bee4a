package app

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func directives(t *testing.T) (map[string]string, http.Header) {
	t.Helper()
	answer := httptest.NewRecorder()
	inner := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) })
	withContentSecurityPolicy(inner).ServeHTTP(answer, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil))
	found := map[string]string{}
	for _, directive := range strings.Split(answer.Header().Get("Content-Security-Policy"), ";") {
		name, value, _ := strings.Cut(strings.TrimSpace(directive), " ")
		found[name] = value
	}
	return found, answer.Header()
}

func TestThePageMayReachNothing(t *testing.T) {
	found, header := directives(t)
	want := map[string]string{
		"default-src": "'self'", "connect-src": connectSources, "object-src": "'none'", "base-uri": "'none'",
		"form-action": "'none'", "frame-ancestors": "'none'",
	}
	for name, value := range want {
		if found[name] != value {
			t.Errorf("%s is %q, want %q", name, found[name], value)
		}
	}
	if shellKind == "window" && connectSources != "'none'" {
		t.Errorf("the window's page may connect to %s", connectSources)
	}
	for name, value := range found {
		if strings.Contains(value, "unsafe-eval") || strings.Contains(value, "*") || strings.Contains(value, "http") ||
			strings.Contains(value, "'unsafe-inline'") && name != "style-src" {
			t.Errorf("%s allows %s", name, value)
		}
	}
	if header.Get("X-Content-Type-Options") != "nosniff" || header.Get("Referrer-Policy") != "no-referrer" {
		t.Errorf("headers %v", header)
	}
}
