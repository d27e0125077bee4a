package diagnostics_test

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ferry/backend/diagnostics"
)

func TestScrub(t *testing.T) {
	for line, secret := range map[string]string{
		"token eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJodHRwczovL2Nvbn.sig-nature": "eyJ",
		"Authorization: Bearer practice-access-abc":                                        "practice-access",
		"signed in as maria.gomez@contoso.example today":                                   "maria",
		"at http://127.0.0.1:4321/?code=0.AbCd&state=x":                                    "0.AbCd",
		"GET https://contoso.crm4.dynamics.com/api/data/v9.2/":                             "contoso",
		"open /home/maria/.local/share/ferry: denied":                                      "maria",
		`open C:\Users\maria\AppData: denied`:                                              "maria",
		"key " + strings.Repeat("aB3_", 20):                                                "aB3_aB3_",
		"refresh_token=0.ARwA6Wg":                                                          "ARwA6Wg",
	} {
		if got := diagnostics.Scrub(line); strings.Contains(got, secret) {
			t.Errorf("%q became %q", line, got)
		}
	}
	const harmless = `time=2026-11-21T22:58:13Z level=WARN msg=import code=offline path=/api/data/v9.2/contacts took=1.2s`
	if got := diagnostics.Scrub(harmless); got != harmless {
		t.Errorf("%q became %q", harmless, got)
	}
}

func TestTechnicalKeepsCodesOnly(t *testing.T) {
	const detail = "HTTP 400 0x80040265: María Gómez has no budget (request 0f8fad5b-d9cb)"
	if got := diagnostics.Technical(detail); got != "HTTP 400 0x80040265 (request 0f8fad5b-d9cb)" {
		t.Errorf("%q", got)
	}
	if got := diagnostics.Technical("sign-in: dns"); got != "dns" {
		t.Errorf("%q", got)
	}
}

func TestTheBundleHoldsTheReportAndScrubbedLogs(t *testing.T) {
	logs := t.TempDir()
	long := strings.Repeat("word ", 5000)
	if err := os.WriteFile(filepath.Join(logs, "ferry.log"), []byte("first\nmaria@contoso.example\n"+long+"\nlast"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(logs, "other.txt"), []byte("not a log"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(logs, "unreadable.log"), 0o700); err != nil {
		t.Fatal(err)
	}
	var bundle bytes.Buffer
	err := diagnostics.Write(&bundle, diagnostics.Report{Version: "1.2.3", Entries: map[string]int{"queued": 4}}, logs)
	if err != nil {
		t.Fatal(err)
	}
	files := unzip(t, bundle.Bytes())
	if len(files) != 3 || !strings.HasPrefix(files["unreadable.log"], "not readable") || !strings.Contains(files["report.json"], `"queued": 4`) {
		t.Errorf("files %v", files)
	}
	log := files["ferry.log"]
	if !strings.HasPrefix(log, "first\n") || !strings.HasSuffix(log, "last\n") || strings.Contains(log, "maria") || len(log) > 10<<10 {
		t.Errorf("log of %d bytes: %.80q", len(log), log)
	}
}

func unzip(t *testing.T, bundle []byte) map[string]string {
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
	return files
}
