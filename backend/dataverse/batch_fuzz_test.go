package dataverse

import (
	"errors"
	"regexp"
	"testing"

	"ferry/backend/crm"
	"ferry/backend/outbox"
)

// FuzzBatchReply: whatever the service answers, reading it ends, and a write counts as done only where the reply holds a
// status that says so.
func FuzzBatchReply(f *testing.F) {
	refused := refusedPart("1", "429 Too Many Requests", "Retry-After: 4\n", "0x80072322", "m")
	for _, text := range []string{bothDone, crlf(bothDone), refused + donePart, "hello\n" + crlf(refused), donePart,
		"--batchresponse_9f\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nHTTP/1.1 204\n--b--\n--batchresponse_9f--",
		"--batchresponse_9f\nContent-Type: multipart/mixed; boundary=batchresponse_9f\n\n--batchresponse_9f\n--batchresponse_9f--"} {
		f.Add(mixed, text)
		f.Add(`multipart/mixed; boundary="b"`, text)
	}
	f.Add("application/json", `{"error":{}}`)
	client, err := New(Config{URL: origin, Tokens: fixedToken("token-1")})
	if err != nil {
		f.Fatal(err)
	}
	writes := twoWrites()
	var operations []operation
	for _, write := range writes {
		made, err := client.operation(write)
		if err != nil {
			f.Fatal(err)
		}
		operations = append(operations, made)
	}
	f.Fuzz(func(t *testing.T, contentType, text string) {
		answers, err := client.answers(t.Context(), operations, replies(200, contentType, text).response(nil))
		done := 0
		for _, got := range answers {
			if writeError(outbox.Write{Create: writes[0].Create}, got) == nil {
				done++
			}
			wantCoded(t, got.err)
		}
		wantCoded(t, err)
		if said := len(doneLine.FindAllString(text, -1)); done > said || err == nil && len(answers) != 2 {
			t.Fatalf("%d of %d done, the reply says so %d times", done, len(answers), said)
		}
	})
}

func wantCoded(t *testing.T, err error) {
	t.Helper()
	var coded *crm.Error
	if err != nil && !errors.As(err, &coded) {
		t.Fatalf("an error without a code: %v", err)
	}
}

var doneLine = regexp.MustCompile(`HTTP/[0-9](\.[0-9])? 2[0-9][0-9]`)
