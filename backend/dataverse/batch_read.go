package dataverse

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"regexp"
	"strconv"
	"strings"
)

// batchPart is one part of a batch's reply: one response, or those of a change set. There is at least one.
type batchPart []partReply

// partReply is one HTTP response within a batch's reply.
type partReply struct {
	id     string // content id; empty where the part has none
	status int
	header http.Header
	body   []byte
}

// response is the reply in the form that replies outside a batch have.
func (p partReply) response() *http.Response {
	return &http.Response{
		StatusCode: p.status, Header: p.header, Body: io.NopCloser(bytes.NewReader(p.body)), ContentLength: int64(len(p.body)),
	}
}

// readBatch reads the reply to a $batch, as strict and as loose servers write it: lines that end in CRLF or LF, the
// boundary quoted or not, text before the first part and after the last. A part that the reply breaks off in counts only
// if it can be seen to be whole. Errors: errSyntax.
func readBatch(contentType string, data []byte) ([]batchPart, error) {
	boundary := boundaryOf(contentType)
	if boundary == "" {
		return nil, errSyntax
	}
	raw, found := splitParts(boundary, data)
	if !found {
		return nil, errSyntax
	}
	var parts []batchPart
	for _, one := range raw {
		part, err := readPart(one)
		if err != nil {
			return nil, err
		}
		if len(part) > 0 {
			parts = append(parts, part)
		}
	}
	return parts, nil
}

var boundaryParameter = regexp.MustCompile(`(?i);\s*boundary\s*=\s*(?:"([^"]{1,200})"|([^\s;,"]{1,200}))`)

// boundaryOf is the boundary that a multipart content type names; empty when it is none.
func boundaryOf(contentType string) string {
	if !isMultipart(contentType) {
		return ""
	}
	if plain, usual := strings.CutPrefix(contentType, "multipart/mixed; boundary="); usual && isToken(plain) {
		return plain
	}
	match := boundaryParameter.FindStringSubmatch(contentType)
	if match == nil {
		return ""
	}
	return match[1] + match[2]
}

// isToken reports whether the text is a boundary as it may stand without quotes, of the characters that services use.
func isToken(text string) bool {
	return text != "" && len(text) <= 200 && strings.Trim(text, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-") == ""
}

func isMultipart(contentType string) bool {
	return strings.HasPrefix(strings.ToLower(strings.TrimSpace(contentType)), "multipart/")
}

// rawPart is what stands between two delimiters. ended is false where the reply broke off in it.
type rawPart struct {
	data  []byte
	ended bool
}

// splitParts cuts a multipart body at its delimiter lines. found is false when there is none.
func splitParts(boundary string, data []byte) (parts []rawPart, found bool) {
	delimiter := []byte("--" + boundary)
	start := -1 // of the part being read
	for at := 0; at < len(data); {
		line, next := cutLine(data, at)
		rest, isDelimiter := bytes.CutPrefix(line, delimiter)
		closing := bytes.Equal(rest, []byte("--"))
		if isDelimiter && (closing || len(rest) == 0) {
			if start >= 0 {
				parts = append(parts, rawPart{trimLineEnd(data[start:at]), true})
			}
			start, found = next, true
			if closing {
				return parts, true
			}
		}
		at = next
	}
	if start >= 0 && start < len(data) {
		parts = append(parts, rawPart{data[start:], false})
	}
	return parts, found
}

// cutLine gives the line at the offset, without white space at its end, and where the next one begins.
func cutLine(data []byte, at int) (line []byte, next int) {
	next = len(data)
	if end := bytes.IndexByte(data[at:], '\n'); end >= 0 {
		next = at + end + 1
	}
	return bytes.TrimRight(data[at:next], " \t\r\n"), next
}

// trimLineEnd takes off the one line end that belongs to the delimiter.
func trimLineEnd(data []byte) []byte {
	data = bytes.TrimSuffix(data, []byte("\n"))
	return bytes.TrimSuffix(data, []byte("\r"))
}

// readPart reads one part: a response, or a change set's responses. One that is not whole is left out.
func readPart(raw rawPart) (batchPart, error) {
	header, body, whole := readHeader(raw.data)
	if !whole && !raw.ended {
		return nil, nil
	}
	boundary := boundaryOf(header.Get("Content-Type"))
	if boundary == "" {
		return readResponse(header, rawPart{body, raw.ended})
	}
	var set batchPart
	inner, _ := splitParts(boundary, body)
	for _, one := range inner {
		header, body, whole := readHeader(one.data)
		if !whole && !one.ended {
			continue
		}
		part, err := readResponse(header, rawPart{body, one.ended})
		if err != nil {
			return nil, err
		}
		set = append(set, part...)
	}
	if len(set) == 0 && raw.ended {
		return nil, errSyntax // leaving it out would give its place to the next part
	}
	return set, nil
}

var statusLine = regexp.MustCompile(`^HTTP/[0-9](?:\.[0-9])? ([1-5][0-9]{2})(?: |$)`)

// readResponse reads the HTTP response that is a part's content; none when it is not whole.
func readResponse(outer http.Header, raw rawPart) (batchPart, error) {
	line, next := cutLine(raw.data, 0)
	for len(line) == 0 && next < len(raw.data) { // loose servers put blank lines before the status
		line, next = cutLine(raw.data, next)
	}
	match := statusLine.FindSubmatch(line)
	switch {
	case match == nil && raw.ended:
		return nil, errSyntax
	case match == nil:
		return nil, nil
	}
	status, err := strconv.Atoi(string(match[1]))
	if err != nil {
		return nil, errSyntax
	}
	header, body, whole := readHeader(raw.data[next:])
	if !raw.ended && (!whole || status != http.StatusNoContent && !json.Valid(body)) {
		return nil, nil
	}
	id := outer.Get("Content-ID")
	if id == "" {
		id = header.Get("Content-ID")
	}
	return batchPart{{id: strings.Trim(id, "<> "), status: status, header: header, body: body}}, nil
}

const headerLines = 100

// readHeader reads header lines up to a blank one. whole is false when there is no blank one. A line that is no header
// is passed over.
func readHeader(data []byte) (header http.Header, body []byte, whole bool) {
	header = http.Header{}
	at := 0
	for range headerLines {
		if at >= len(data) {
			return header, nil, false
		}
		line, next := cutLine(data, at)
		at = next
		if len(line) == 0 {
			return header, data[at:], data[at-1] == '\n'
		}
		if name, value, found := strings.Cut(string(line), ":"); found {
			header.Add(strings.TrimSpace(name), strings.TrimSpace(value))
		}
	}
	return header, nil, false
}
