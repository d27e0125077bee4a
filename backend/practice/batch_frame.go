package practice

import (
	"bytes"
	"io"
	"mime"
	"net/http"
	"net/textproto"
	"net/url"
	"strconv"
	"strings"
)

// A batch is a multipart/mixed body of HTTP requests and of change sets, which are multipart/mixed bodies of requests. All
// of it is read before any of it is done.

const (
	mostParts   = 1000
	longestPart = 65536 // the longest URL inside a batch
)

// batchPart is one request of a batch, or a change set.
type batchPart struct {
	changes   []*batchPart // of a change set
	isSet     bool
	contentID string
	request   *http.Request
	path      string // behind the service root, or from a content id on
}

// framing is how strictly a batch is read.
type framing struct {
	loose      bool   // lines may end with LF alone
	anonymous  bool   // parts of a change set may lack a Content-ID
	needLength bool   // requests with a body need a Content-Length
	root       string // the path of the service root
	behind     func(url string) (string, bool)
	count      int
}

// readBatch reads the parts of a batch.
func (f *framing) readBatch(contentType string, body []byte) ([]*batchPart, *refusal) {
	boundary, err := boundaryOf(contentType)
	if err != nil {
		return nil, err
	}
	pieces, err := f.split(body, boundary)
	if err != nil {
		return nil, err
	}
	var parts []*batchPart
	for _, piece := range pieces {
		part, err := f.readPart(piece, false)
		if err != nil {
			return nil, err
		}
		parts = append(parts, part)
	}
	if len(parts) == 0 {
		return nil, badQuery("Invalid batch: it holds no requests.")
	}
	return parts, nil
}

func boundaryOf(contentType string) (string, *refusal) {
	kind, parameters, err := mime.ParseMediaType(contentType)
	boundary := parameters["boundary"]
	switch {
	case err != nil || kind != "multipart/mixed":
		return "", badQuery("A batch request has to be of the content type 'multipart/mixed'; it is '%s'.", contentType)
	case boundary == "" || len(boundary) > 70:
		return "", badQuery("The content type '%s' has no valid boundary.", contentType)
	}
	return boundary, nil
}

// split cuts a multipart body at its delimiter lines. What stands before the first and behind the last is ignored.
func (f *framing) split(body []byte, boundary string) ([][]byte, *refusal) {
	var pieces [][]byte
	start, delimiter := -1, []byte("--"+boundary)
	for at := 0; at < len(body); {
		end := bytes.IndexByte(body[at:], '\n') + at + 1
		if end == at {
			end = len(body)
		}
		line := bytes.TrimRight(body[at:end], " \t\r\n")
		closing := len(line) == len(delimiter)+2 && bytes.HasSuffix(line, []byte("--"))
		if bytes.HasPrefix(line, delimiter) && (closing || len(line) == len(delimiter)) {
			if start >= 0 {
				pieces = append(pieces, trimLineEnd(body[start:at]))
			}
			if closing {
				return pieces, nil
			}
			start = end
		}
		at = end
		if len(pieces) > mostParts {
			return nil, tooManyParts()
		}
	}
	return nil, badQuery("The batch ends before its closing boundary.")
}

func tooManyParts() *refusal {
	return badQuery("The current batch message contains too many parts. Only batch messages with a maximum number of '%d' "+
		"query operations and changesets are allowed.", mostParts)
}

func trimLineEnd(b []byte) []byte {
	return bytes.TrimSuffix(bytes.TrimSuffix(b, []byte("\n")), []byte("\r"))
}

// readPart reads one part: its own header, and the request or change set behind it.
func (f *framing) readPart(piece []byte, inSet bool) (*batchPart, *refusal) {
	header, rest, err := f.readHeader(piece)
	if err != nil {
		return nil, err
	}
	kind, _, _ := mime.ParseMediaType(header.Get("Content-Type"))
	switch {
	case kind == "multipart/mixed" && !inSet:
		return f.readChangeSet(header.Get("Content-Type"), rest)
	case kind != "application/http":
		return nil, badQuery("The content type '%s' is not valid for a part of a batch.", header.Get("Content-Type"))
	case !strings.EqualFold(header.Get("Content-Transfer-Encoding"), "binary"):
		return nil, badQuery("A part of a batch needs the header 'Content-Transfer-Encoding: binary'.")
	}
	if f.count++; f.count > mostParts {
		return nil, tooManyParts()
	}
	part := &batchPart{contentID: header.Get("Content-ID")}
	return part, f.readRequest(part, rest, inSet)
}

func (f *framing) readChangeSet(contentType string, body []byte) (*batchPart, *refusal) {
	boundary, err := boundaryOf(contentType)
	if err != nil {
		return nil, err
	}
	pieces, err := f.split(body, boundary)
	if err != nil {
		return nil, err
	}
	set, seen := &batchPart{isSet: true}, map[string]bool{}
	for _, piece := range pieces {
		part, err := f.readPart(piece, true)
		if err != nil {
			return nil, err
		}
		if part.contentID == "" && !f.anonymous {
			return nil, badQuery("Content-ID header not present. In a change set every part needs one.")
		}
		if seen[part.contentID] && part.contentID != "" {
			return nil, badQuery("The content ID '%s' was found more than once in the same change set.", part.contentID)
		}
		seen[part.contentID] = true
		set.changes = append(set.changes, part)
	}
	return set, nil
}

// readHeader reads header lines up to an empty line, or to the end: some clients leave that line out where nothing follows.
func (f *framing) readHeader(piece []byte) (textproto.MIMEHeader, []byte, *refusal) {
	header := textproto.MIMEHeader{}
	for len(piece) > 0 {
		line, rest, err := f.readLine(piece)
		if err != nil {
			return nil, nil, err
		}
		if piece = rest; line == "" {
			break
		}
		name, value, ok := strings.Cut(line, ":")
		if name = strings.TrimSpace(name); !ok || name == "" || len(header) > 100 {
			return nil, nil, badQuery("The message header '%.100s' is invalid. The header value must be of the format "+
				"'<header name>: <header value>'.", line)
		}
		header[textproto.CanonicalMIMEHeaderKey(name)] = []string{strings.TrimSpace(value)}
	}
	return header, piece, nil
}

// readLine reads a line. The service asks for CRLF.
func (f *framing) readLine(b []byte) (string, []byte, *refusal) {
	line, rest, ended := bytes.Cut(b, []byte("\n"))
	if ended && !bytes.HasSuffix(line, []byte("\r")) && !f.loose {
		return "", nil, badQuery("The message header '%.100s' is invalid. Lines of a batch have to end with CRLF.", line)
	}
	return strings.TrimSuffix(string(line), "\r"), rest, nil
}

func (f *framing) readRequest(part *batchPart, message []byte, inSet bool) *refusal {
	line, rest, err := f.readLine(message)
	if err != nil {
		return err
	}
	words := strings.Split(strings.TrimSpace(line), " ")
	if len(words) != 3 || words[2] != "HTTP/1.1" {
		return badQuery("The request line '%.200s' is invalid. It has to be 'METHOD URL HTTP/1.1'.", line)
	}
	switch words[0] {
	case http.MethodGet, http.MethodPost, http.MethodPatch, http.MethodPut, http.MethodDelete:
	default:
		return badQuery("The HTTP method '%.20s' is not valid in a batch.", words[0])
	}
	if inSet && words[0] == http.MethodGet {
		return badQuery("An invalid HTTP method 'GET' was detected for a request in a change set. Requests in change sets only " +
			"support the HTTP methods 'POST', 'PUT', 'DELETE', and 'PATCH'.")
	}
	header, body, err := f.readHeader(rest)
	if err != nil {
		return err
	}
	if body, err = f.lengthOf(header, body); err != nil {
		return err
	}
	target, err := f.target(part, words[1])
	if err != nil {
		return err
	}
	part.request = &http.Request{
		Method: words[0], URL: target, Header: http.Header(header), Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Body: io.NopCloser(bytes.NewReader(body)), ContentLength: int64(len(body)),
	}
	return nil
}

// lengthOf cuts a body to its Content-Length, where there is one.
func (f *framing) lengthOf(header textproto.MIMEHeader, body []byte) ([]byte, *refusal) {
	text := header.Get("Content-Length")
	if text == "" {
		if f.needLength && len(bytes.TrimSpace(body)) > 0 {
			return nil, badBody("Stream was not readable.")
		}
		return body, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > len(body) {
		return nil, badQuery("The Content-Length '%.20s' of a part does not fit its body.", text)
	}
	return body[:n], nil
}

// target reads a part's URL: absolute, from the host's root, from the service root, or from a content id ($1/...).
func (f *framing) target(part *batchPart, text string) (*url.URL, *refusal) {
	if len(text) > longestPart {
		return nil, refuse(http.StatusRequestURITooLong, "0x80060888", "The request URI is too long.")
	}
	path, ok := f.behind(text)
	if !ok {
		return nil, badQuery("The URL '%.200s' of a part does not lead to this organization.", text)
	}
	u, err := url.Parse(f.root + path)
	if err != nil {
		return nil, badQuery("The URL '%.200s' of a part is not valid.", text)
	}
	part.path = strings.TrimPrefix(u.Path, f.root)
	return u, nil
}
