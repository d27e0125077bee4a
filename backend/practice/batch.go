package practice

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// batch answers a $batch. Its requests are done one after the other; a change set is one transaction. Without
// odata.continue-on-error the first failure ends it, with that failure's status outside. What is wrong with the batch as a
// whole is refused in plain JSON.
func (x *exchange) batch(person string) (*answer, *refusal) {
	if x.request.Method != http.MethodPost {
		return nil, notAllowed(x.request.Method)
	}
	body, err := io.ReadAll(x.request.Body)
	if err != nil {
		return nil, badQuery("The body could not be read.")
	}
	f := x.org.knobs.framing()
	f.root, f.behind = "/api/data/"+x.version+"/", x.behindRoot
	parts, refused := f.readBatch(x.request.Header.Get("Content-Type"), body)
	if refused != nil {
		return nil, refused
	}
	b := &batchReply{exchange: x, person: person, boundary: "batchresponse_" + string(newID()), status: http.StatusOK}
	for _, part := range parts {
		if !b.do(part) && !x.prefer.goOn {
			break
		}
	}
	fmt.Fprintf(&b.body, "--%s--\r\n", b.boundary)
	a := jsonAnswer(b.status, b.body.Bytes())
	a.changed = b.changed
	a.header.Set("Content-Type", "multipart/mixed; boundary="+b.boundary)
	return a, nil
}

// behindRoot is what a part's URL says behind the service root of this organization.
func (x *exchange) behindRoot(text string) (string, bool) {
	base := "/api/data/" + x.version + "/"
	if u, err := url.Parse(text); err == nil && u.IsAbs() {
		if !strings.EqualFold(u.Scheme+"://"+u.Host, x.origin) {
			return "", false
		}
		text = strings.TrimPrefix(text[len(u.Scheme)+len("://"):], u.Host)
	}
	if rest, ok := strings.CutPrefix(text, base); ok {
		return rest, true
	}
	return strings.TrimPrefix(text, "/"), !strings.HasPrefix(text, "/") || strings.HasPrefix(text, "/$")
}

// batchReply is the answer to a batch as it grows.
type batchReply struct {
	*exchange
	person   string
	boundary string
	status   int
	changed  bool
	body     bytes.Buffer
}

// do does one part and writes its answer; false if it failed.
func (b *batchReply) do(part *batchPart) bool {
	if part.isSet {
		return b.doSet(part)
	}
	inner := b.inner(part, nil)
	var a *answer
	err := b.allowed(inner)
	if err == nil {
		err = inner.prepare(part.path)
	}
	if err == nil {
		a, err = inner.locked(b.person)
	}
	b.writePart(&b.body, b.boundary, inner, "", a, err)
	return b.done(a, err)
}

// allowed is the refusal of a part that is throttled or armed to fail.
func (b *batchReply) allowed(inner *exchange) *refusal {
	if err := b.org.protectPart(b.person); err != nil {
		return err
	}
	if fault, armed := b.org.knobs.takePart(inner.request); armed {
		return inner.refusalOf(fault)
	}
	return nil
}

func (b *batchReply) done(a *answer, err *refusal) bool {
	if err != nil {
		if !b.prefer.goOn {
			b.status = err.status
		}
		return false
	}
	b.changed = b.changed || a.changed
	return true
}

func (b *batchReply) inner(part *batchPart, contents map[string]ref) *exchange {
	for _, name := range []string{callerObjectID, callerID} {
		if part.request.Header.Get(name) == "" && b.request.Header.Get(name) != "" {
			part.request.Header.Set(name, b.request.Header.Get(name))
		}
	}
	return &exchange{
		org: b.org, request: part.request, origin: b.origin, version: b.version, prefer: readPreferences(part.request.Header),
		contents: contents,
	}
}

// doSet does a change set: all of it or nothing. If it fails, one error stands in place of its answers.
func (b *batchReply) doSet(set *batchPart) bool {
	boundary := "changesetresponse_" + string(newID())
	var inside bytes.Buffer
	last, failed, err := b.runSet(set, boundary, &inside)
	if err != nil {
		if b.org.knobs.on(&b.org.knobs.wrapErrors) {
			inside.Reset()
			b.writePart(&inside, boundary, last, failed, nil, err)
			b.writeSet(boundary, &inside)
		} else {
			b.writePart(&b.body, b.boundary, last, "", nil, err)
		}
		return b.done(nil, err)
	}
	b.writeSet(boundary, &inside)
	b.changed = true
	return true
}

func (b *batchReply) writeSet(boundary string, inside *bytes.Buffer) {
	fmt.Fprintf(&b.body, "--%s\r\nContent-Type: multipart/mixed; boundary=%s\r\n\r\n%s--%s--\r\n", b.boundary, boundary,
		inside.Bytes(), boundary)
}

func (b *batchReply) runSet(set *batchPart, boundary string, to *bytes.Buffer) (last *exchange, id string, err *refusal) {
	b.org.mu.Lock()
	defer b.org.mu.Unlock()
	contents := map[string]ref{}
	last = b.exchange
	err = b.org.store.atomically(func() *refusal {
		for _, part := range set.changes {
			last, id = b.inner(part, contents), part.contentID
			var a *answer
			err := b.allowed(last)
			if err == nil {
				a, err = b.change(last, part)
			}
			if err != nil {
				return err
			}
			b.writePart(to, boundary, last, part.contentID, a, nil)
		}
		return nil
	})
	return last, id, err
}

// change does one part of a change set, with content ids in its URL put in place.
func (b *batchReply) change(inner *exchange, part *batchPart) (*answer, *refusal) {
	path := part.path
	if id, ok := strings.CutPrefix(path, "$"); ok {
		id, rest, _ := strings.Cut(id, "/")
		target, err := inner.content(id)
		if err != nil {
			return nil, err
		}
		path = wholeSchema().byName[target.table].Set + "(" + target.id + ")/" + rest
	}
	if err := inner.prepare(path); err != nil {
		return nil, err
	}
	a, err := inner.run(b.person)
	if err == nil && a.made != (ref{}) {
		inner.contents[part.contentID] = a.made
	}
	return a, err
}

// content is the row that an earlier part of the change set made.
func (x *exchange) content(id string) (ref, *refusal) {
	target, ok := x.contents[id]
	if !ok {
		return ref{}, badQuery("Content-ID Reference: '$%s' does not exist in the batch context.", id)
	}
	return target, nil
}

// writePart writes one answer as the service frames it.
func (b *batchReply) writePart(to *bytes.Buffer, boundary string, inner *exchange, id string, a *answer, err *refusal) {
	to.WriteString("--" + boundary + "\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n")
	if id != "" {
		to.WriteString("Content-ID: " + id + "\r\n")
	}
	var status int
	header := http.Header{"Odata-Version": {"4.0"}}
	if err != nil {
		status, a = err.status, &answer{body: inner.errorBody(err)}
		header.Set("REQ_ID", string(newID()))
		copyHeader(header, err.header)
	} else {
		status = a.status
		if len(inner.prefer.applied) > 0 {
			header.Set("Preference-Applied", strings.Join(inner.prefer.applied, ","))
		}
		copyHeader(header, a.header)
		if made := header[entityID]; len(made) > 0 {
			header["Location"] = made
		}
	}
	if len(a.body) > 0 && header.Get("Content-Type") == "" {
		header.Set("Content-Type", jsonType+"; odata.streaming=true")
	}
	to.WriteString("\r\nHTTP/1.1 " + strconv.Itoa(status) + " " + http.StatusText(status) + "\r\n")
	writeHeader(to, header)
	to.WriteString("\r\n")
	b.org.writeBody(to, a)
	to.WriteString("\r\n")
}

// writeHeader writes a header in the order of its names, and keeps those that Go spells in another way as the service spells
// them.
func writeHeader(to *bytes.Buffer, header http.Header) {
	for _, name := range slices.Sorted(maps.Keys(header)) {
		spelled := name
		switch name {
		case "Odata-Version":
			spelled = "OData-Version"
		case entityID:
			spelled = "OData-EntityId"
		case "Etag":
			spelled = "ETag"
		case "Req_id":
			spelled = "REQ_ID"
		}
		for _, value := range header[name] {
			to.WriteString(spelled + ": " + oneLine(value) + "\r\n")
		}
	}
}

// oneLine is the value without line ends, which would end the header.
func oneLine(value string) string {
	return strings.Map(func(r rune) rune {
		if r == '\r' || r == '\n' {
			return ' '
		}
		return r
	}, value)
}

func copyHeader(to, from http.Header) {
	for name, values := range from {
		to[http.CanonicalHeaderKey(name)] = values
	}
}
