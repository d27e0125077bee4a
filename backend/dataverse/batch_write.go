package dataverse

import (
	"bytes"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"ferry/backend/crm"
)

// batchRequest frames the operations so that strict servers accept them: CRLF line ends, the boundary quoted, a content
// id on each part and a content length on each body.
func (c *Client) batchRequest(operations []operation) (request, error) {
	frame := &frame{origin: c.origin, caller: c.caller}
	boundary := "batch_" + uuid.NewString()
	reads := true
	for _, operation := range operations {
		if err := checkOperation(operation); err != nil {
			return request{}, err
		}
		reads = reads && operation[0].isRead()
		frame.operation(boundary, operation)
	}
	if frame.parts == 0 || frame.parts > batchMost {
		return request{}, crm.Errorf(crm.CodeInvalid, "a batch of %d requests", frame.parts)
	}
	frame.line("--" + boundary + "--")
	r := request{
		method: http.MethodPost, url: c.endpoint("$batch"), body: frame.out.Bytes(), header: http.Header{},
		parts: frame.parts, reads: reads,
	}
	r.header.Set("Content-Type", `multipart/mixed; boundary="`+boundary+`"`)
	r.header.Set("Prefer", "odata.continue-on-error")
	return r, nil
}

// checkOperation: Dataverse allows no read in a change set, and in a batch URLs twice as long as outside.
func checkOperation(operation operation) error {
	for _, r := range operation {
		if len(r.url) > batchURLLimit {
			return crm.Errorf(crm.CodeInvalid, "an address of %d characters, %d are allowed", len(r.url), batchURLLimit)
		}
		if r.isRead() && len(operation) > 1 {
			return crm.Errorf(crm.CodeInvalid, "a read within a change set")
		}
	}
	if len(operation) == 0 {
		return crm.Errorf(crm.CodeInvalid, "an empty change set")
	}
	return nil
}

// contentID is the id of the batch's request of that number, counted from 1 through all change sets.
func contentID(number int) string { return strconv.Itoa(number) }

// frame writes a batch's body.
type frame struct {
	origin, caller string
	out            bytes.Buffer
	parts          int
}

func (f *frame) line(text string) { f.out.WriteString(text + "\r\n") }

func (f *frame) operation(boundary string, operation operation) {
	if len(operation) == 1 {
		f.request(boundary, operation[0])
		return
	}
	set := "changeset_" + uuid.NewString()
	f.line("--" + boundary)
	f.line(`Content-Type: multipart/mixed; boundary="` + set + `"`)
	f.line("")
	for _, r := range operation {
		f.request(set, r)
	}
	f.line("--" + set + "--")
	f.line("")
}

func (f *frame) request(boundary string, r request) {
	f.parts++
	f.line("--" + boundary)
	f.line("Content-Type: application/http")
	f.line("Content-Transfer-Encoding: binary")
	f.line("Content-ID: " + contentID(f.parts))
	f.line("")
	f.line(r.method + " " + strings.TrimPrefix(r.url, f.origin) + " HTTP/1.1")
	for _, name := range slices.Sorted(maps.Keys(r.header)) {
		if name != "Content-Type" {
			f.line(name + ": " + r.header.Get(name))
		}
	}
	f.line("Accept: application/json")
	if f.caller != "" {
		f.line(callerHeader + ": " + f.caller)
	}
	if r.body != nil {
		f.line("Content-Type: application/json; type=entry")
		f.line(fmt.Sprintf("Content-Length: %d", len(r.body)))
	}
	f.line("")
	f.out.Write(r.body)
	f.line("")
}
