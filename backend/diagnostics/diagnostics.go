// Package diagnostics packs what somebody who helps needs to know into one file: versions, codes, counts and the log.
//
// It must not hold a token, a text, a name, an address or an e-mail: a Report has no field for one, and the log, which
// should hold none, is scrubbed on its way.
package diagnostics

import (
	"archive/zip"
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Report is what is known in codes and numbers.
type Report struct {
	At        time.Time `json:"at"`
	Version   string    `json:"version"`
	GoVersion string    `json:"goVersion"`
	System    string    `json:"system"` // operating system and processor
	Program   string    `json:"program"`
	// Connection, OrganizationKind and OrganizationVersion say what is connected; ids and addresses stay out.
	Connection          string `json:"connection"`
	OrganizationKind    string `json:"organizationKind"`
	OrganizationVersion string `json:"organizationVersion"`
	Online              bool   `json:"online"`
	Keychain            string `json:"keychain"`
	ClockSkewSeconds    int    `json:"clockSkewSeconds"`
	Proxy               string `json:"proxy"` // where the setting comes from, not where it leads
	Panics              int    `json:"panics"`
	// Warnings are what is shown now.
	Warnings []Warning `json:"warnings"`
	// Entries counts the outbox by state, EntryCodes by the reason to wait or to need attention.
	Entries    map[string]int `json:"entries"`
	EntryCodes map[string]int `json:"entryCodes"`
	// Rows counts the mirror by table, Imports tells how each table's last import ended.
	Rows    map[string]int64  `json:"rows"`
	Imports map[string]string `json:"imports"`
	// Files are the sizes of the data folder's files in bytes, by name. Ids in paths are left out.
	Files map[string]int64 `json:"files"`
}

// Warning is a warning without its words.
type Warning struct {
	Code   string `json:"code"`
	Detail string `json:"detail"` // see Technical
	Since  string `json:"since"`
}

// Write packs the report and the log files of a folder. A log that cannot be read is named with the reason in its place.
func Write(w io.Writer, report Report, logs string) error {
	bundle := zip.NewWriter(w)
	text, err := json.MarshalIndent(report, "", "  ")
	if err != nil {
		return fmt.Errorf("diagnostics: %w", err)
	}
	if err := add(bundle, "report.json", strings.NewReader(string(text))); err != nil {
		return err
	}
	files, err := filepath.Glob(filepath.Join(logs, "*.log"))
	if err != nil {
		return fmt.Errorf("diagnostics: %w", err)
	}
	slices.Sort(files)
	for _, path := range files {
		if err := addLog(bundle, path); err != nil {
			return err
		}
	}
	if err := bundle.Close(); err != nil {
		return fmt.Errorf("diagnostics: %w", err)
	}
	return nil
}

func add(bundle *zip.Writer, name string, content io.Reader) error {
	entry, err := bundle.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: time.Now()})
	if err == nil {
		_, err = io.Copy(entry, content)
	}
	if err != nil {
		return fmt.Errorf("diagnostics: %s: %w", name, err)
	}
	return nil
}

// addLog adds one log, line by line, scrubbed.
func addLog(bundle *zip.Writer, path string) error {
	file, err := os.Open(path)
	if err != nil {
		return add(bundle, filepath.Base(path), strings.NewReader("not readable: "+reason(err)))
	}
	defer func() { _ = file.Close() }()
	var text strings.Builder // a log is a few megabytes at most
	if err := scrubbed(&text, file); err != nil {
		text.WriteString("not readable: " + reason(err) + "\n")
	}
	return add(bundle, filepath.Base(path), strings.NewReader(text.String()))
}

// reason is the error without the path, which holds the user's name on most machines.
func reason(err error) string {
	var failure *os.PathError
	if errors.As(err, &failure) {
		return failure.Err.Error()
	}
	return "unknown"
}

// lineLimit bounds a line of the log; a longer one is cut.
const lineLimit = 8 << 10

func scrubbed(w io.Writer, r io.Reader) error {
	lines := bufio.NewReaderSize(r, lineLimit)
	for {
		line, more, err := lines.ReadLine()
		if len(line) > 0 {
			if _, err := io.WriteString(w, Scrub(string(line))+"\n"); err != nil {
				return err
			}
		}
		for more && err == nil {
			_, more, err = lines.ReadLine()
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

var secrets = []*regexp.Regexp{
	regexp.MustCompile(`eyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]+)*`),                                  // JSON web tokens
	regexp.MustCompile(`(?i)bearer\s+[^\s"']+`),                                                      // what stands after the scheme
	regexp.MustCompile(`(?i)(?:[?&]code|id_token|access_token|refresh_token|client_info)=[^\s"'&]+`), // sign-in parameters
	regexp.MustCompile(`[^\s'"<>()=]+@[^\s'"<>()]+`),                                                 // e-mail addresses
	regexp.MustCompile(`https?://[^\s"']+`),                                                          // addresses name the organization
	regexp.MustCompile(`[A-Za-z0-9_+/=-]{64,}`),                                                      // long opaque texts: keys and tokens
	regexp.MustCompile(`(?:/home/|/Users/|[A-Z]:\\Users\\)[^\s"'\\/]+`),                              // home folders name their user
}

// Scrub takes out of a line whatever looks like a token, an address or a person.
func Scrub(line string) string {
	for _, secret := range secrets {
		line = secret.ReplaceAllString(line, "…")
	}
	return strings.ToValidUTF8(line, "")
}

var technical = regexp.MustCompile(`HTTP \d{3}|0x[0-9a-fA-F]{8}|AADSTS\d{4,9}|\b(?:dns|tls|proxy|time-out|connection)\b|` +
	`\(request [0-9A-Za-z{}|.:-]{1,80}\)`)

// Technical keeps of an error's detail what is known to be free of names: statuses, codes, request ids and the words for
// what the network did. A service's own message can quote what a row holds.
func Technical(detail string) string { return strings.Join(technical.FindAllString(detail, 10), " ") }
