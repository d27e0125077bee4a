package practice

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"
)

var apiPath = regexp.MustCompile(`^/api/data/(v\d{1,2}\.\d{1,2})(?:/(.*))?$`)

// serveAPI answers one request to the Web API: the fault that is armed, then who asks, then what is asked.
func (o *Organization) serveAPI(w http.ResponseWriter, r *http.Request, origin string) {
	x := &exchange{org: o, request: r, origin: origin, prefer: readPreferences(r.Header)}
	a, err := x.answer()
	if err != nil {
		x.writeRefusal(w, err)
		return
	}
	x.writeAnswer(w, a)
	if a.changed {
		o.notify()
	}
}

func (x *exchange) answer() (*answer, *refusal) {
	parts := apiPath.FindStringSubmatch(x.request.URL.Path)
	if parts == nil || !x.org.knobs.speaks(parts[1]) {
		return nil, refuse(http.StatusNotFound, "0x80060888", "No HTTP resource was found that matches the request URI.")
	}
	x.version = parts[1]
	if len(x.request.URL.RequestURI()) > longestQuery {
		return nil, refuse(http.StatusRequestURITooLong, "0x80060888", "The request URI is too long.")
	}
	if err := x.bufferBody(); err != nil {
		return nil, err
	}
	person, err := x.authenticate()
	if err != nil {
		return nil, err
	}
	if x.path, err = splitPath(parts[2]); err != nil {
		return nil, err
	}
	if err := x.readOptions(); err != nil {
		return nil, err
	}
	return x.locked(person)
}

// bufferBody reads the body before any lock is taken: a slow sender must not hold up others.
func (x *exchange) bufferBody() *refusal {
	if x.request.Body == nil {
		x.request.Body = http.NoBody
		return nil
	}
	body, err := io.ReadAll(io.LimitReader(x.request.Body, largestBody+1))
	if err != nil {
		return badBody("The body could not be read.")
	}
	if len(body) > largestBody {
		return refuse(http.StatusRequestEntityTooLarge, "0x80060888", "The request is too large.")
	}
	x.request.Body = io.NopCloser(bytes.NewReader(body))
	return nil
}

// locked runs the request under the lock it needs. What it read and wrote is consistent.
func (x *exchange) locked(person string) (*answer, *refusal) {
	if x.request.Method == http.MethodGet {
		x.org.mu.RLock()
		defer x.org.mu.RUnlock()
	} else {
		x.org.mu.Lock()
		defer x.org.mu.Unlock()
	}
	c, err := x.org.callerOf(person)
	if err != nil {
		return nil, err
	}
	if x.caller, err = c.impersonate(x.request.Header); err != nil {
		return nil, err
	}
	return x.route()
}

func (x *exchange) route() (*answer, *refusal) {
	if len(x.path) == 0 {
		return x.serviceDocument()
	}
	first := x.path[0]
	if first.name == "EntityDefinitions" {
		return x.metadata()
	}
	if function, ok := unboundFunctions[first.name]; ok && len(x.path) == 1 {
		if x.request.Method != http.MethodGet {
			return nil, notAllowed(x.request.Method)
		}
		return function(x, first.arguments)
	}
	if first.name == "$batch" {
		return nil, notSupported("$batch")
	}
	t := wholeSchema().bySet[first.name]
	if t == nil || !x.org.knobs.has(t.Name) {
		return nil, noSegment(first.name)
	}
	if !first.called {
		return x.routeSet(t)
	}
	return x.routeRow(t, first.arguments)
}

func (x *exchange) routeSet(t *table) (*answer, *refusal) {
	get := x.request.Method == http.MethodGet
	switch {
	case len(x.path) == 1 && get:
		return x.readCollection(t, x.org.store.all(t.Name))
	case len(x.path) == 1 && x.request.Method == http.MethodPost:
		return x.create(t)
	case len(x.path) == 2 && x.path[1].name == "$count" && get:
		return x.readCount(t)
	case len(x.path) > 1:
		return nil, noSegment(x.path[1].name)
	}
	return nil, notAllowed(x.request.Method)
}

func (x *exchange) routeRow(t *table, arguments string) (*answer, *refusal) {
	if len(x.path) == 1 && x.request.Method == http.MethodPatch {
		return x.upsert(t, arguments)
	}
	r, err := x.findRow(t, arguments)
	if err != nil {
		return nil, err
	}
	if len(x.path) > 1 {
		return x.routeMember(r, t)
	}
	switch x.request.Method {
	case http.MethodGet:
		return x.readRow(r, t)
	case http.MethodDelete:
		return x.remove(r, t)
	}
	return nil, notAllowed(x.request.Method)
}

// routeMember answers what stands behind a row: a bound function, a column, or a navigation property.
func (x *exchange) routeMember(r *row, t *table) (*answer, *refusal) {
	second := x.path[1]
	if name, ok := strings.CutPrefix(second.name, crmNamespace); ok {
		return x.boundFunction(r, name, second.arguments)
	}
	if len(x.path) == 3 && x.path[2].name == "$ref" {
		return x.reference(r, t, second)
	}
	if len(x.path) > 2 {
		return nil, noSegment(x.path[2].name)
	}
	i, isColumn := t.property(second.name)
	nav, isNav := t.navs[second.name]
	switch method := x.request.Method; {
	case !isColumn && !isNav:
		return nil, noSegment(second.name)
	case method == http.MethodPut || method == http.MethodDelete:
		return x.setProperty(r, t, second.name)
	case method != http.MethodGet:
		return nil, notAllowed(method)
	case isColumn:
		return x.readProperty(r, t, i)
	}
	return x.follow(r, nav)
}

// follow answers a GET of a navigation property.
func (x *exchange) follow(r *row, nav navigation) (*answer, *refusal) {
	if err := x.caller.needOn("Read", r); err != nil {
		return nil, err
	}
	if nav.many {
		if !x.org.knobs.has(nav.table) {
			return nil, noSegment(nav.name)
		}
		return x.readCollection(wholeSchema().byName[nav.table], x.org.store.children(nav, r.id))
	}
	target := r.ref(nav.column)
	found := x.org.store.row(target.table, target.id)
	if found == nil || nav.table != "" && found.table.Name != nav.table {
		return &answer{status: http.StatusNoContent, header: http.Header{}}, nil
	}
	return x.readRow(found, found.table)
}

// reference adds or removes one pair of a collection: POST .../nav/$ref, DELETE .../nav(id)/$ref. DELETE .../nav/$ref
// empties a lookup.
func (x *exchange) reference(r *row, t *table, step segment) (*answer, *refusal) {
	nav, ok := t.navs[step.name]
	if !ok {
		return nil, noSegment(step.name)
	}
	if !nav.many && x.request.Method == http.MethodDelete && !step.called {
		p := &payload{values: map[int]any{t.at(nav.column): nil}}
		return x.update(r, t, p)
	}
	if nav.link == "" {
		return nil, notSupported("references of " + step.name)
	}
	if err := x.caller.needOn("Write", r); err != nil {
		return nil, err
	}
	target, err := x.referenceTarget(nav, step)
	if err != nil {
		return nil, err
	}
	pair := link{r.id, target}
	if nav.far {
		pair = link{target, r.id}
	}
	if x.request.Method == http.MethodPost {
		x.org.store.connect(nav.link, pair)
	} else if !x.org.store.disconnect(nav.link, pair) {
		return nil, noRow(nav.table, target)
	}
	return &answer{status: http.StatusNoContent, header: http.Header{}, changed: true}, nil
}

func (x *exchange) referenceTarget(nav navigation, step segment) (string, *refusal) {
	t := wholeSchema().byName[nav.table]
	switch {
	case x.request.Method == http.MethodPost && !step.called:
		body, err := x.readBody()
		if err != nil {
			return "", err
		}
		text, _ := body["@odata.id"].(string)
		target, err := x.readLink(text)
		if err == nil && target.table != nav.table {
			err = badBody("The link '%s' does not name a %s.", text, nav.table)
		}
		return target.id, err
	case x.request.Method == http.MethodDelete && step.called:
		r, err := x.findRow(t, step.arguments)
		if err != nil {
			return "", err
		}
		return r.id, nil
	}
	return "", notAllowed(x.request.Method)
}

func (x *exchange) serviceDocument() (*answer, *refusal) {
	b := append([]byte(`{"@odata.context":`), appendString(nil, x.root()+"$metadata")...)
	b = append(b, `,"value":[`...)
	for i, t := range wholeSchema().tables {
		if i > 0 {
			b = append(b, ',')
		}
		b = fmt.Appendf(b, `{"name":"%s","kind":"EntitySet","url":"%s"}`, t.Set, t.Set)
	}
	return jsonAnswer(http.StatusOK, append(b, "]}"...)), nil
}

func (x *exchange) writeAnswer(w http.ResponseWriter, a *answer) {
	h := w.Header()
	x.commonHeader(h)
	for name, values := range a.header {
		h[name] = values
	}
	if len(a.body) > 0 && h.Get("Content-Type") == "" {
		h.Set("Content-Type", "application/json; odata.metadata=minimal")
	}
	if len(x.prefer.applied) > 0 {
		h.Set("Preference-Applied", strings.Join(x.prefer.applied, ","))
	}
	h.Set("Content-Length", strconv.Itoa(len(a.body)))
	w.WriteHeader(a.status)
	_, _ = w.Write(a.body) // a client that is gone is no concern of ours
}

func (x *exchange) commonHeader(h http.Header) {
	h.Set("OData-Version", "4.0")
	h.Set("Date", time.Now().UTC().Format(http.TimeFormat))
	h.Set("Cache-Control", "no-cache")
	id := string(newID())
	h.Set("REQ_ID", id)
	h.Set("x-ms-service-request-id", id)
	h.Set("x-ms-dop-hint", "4")
	h.Set("Set-Cookie", "ARRAffinity=practice; path=/; secure; HttpOnly")
}

// writeRefusal prints an error as the service does: {"error":{"code","message"}}, and a bearer challenge with a 401.
func (x *exchange) writeRefusal(w http.ResponseWriter, err *refusal) {
	h := w.Header()
	x.commonHeader(h)
	for name, values := range err.header {
		h[name] = values
	}
	var body []byte
	if err.code != "" {
		body = fmt.Appendf(nil, `{"error":{"code":%s,"message":%s}}`, appendString(nil, err.code), appendString(nil, err.message))
		h.Set("Content-Type", "application/json; odata.metadata=minimal")
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(err.status)
	_, _ = w.Write(body)
}

// authenticate finds the person of a bearer token.
func (x *exchange) authenticate() (string, *refusal) {
	token, ok := strings.CutPrefix(x.request.Header.Get("Authorization"), "Bearer ")
	if ok {
		if person, ok := x.org.personOfToken(token, x.origin); ok {
			return person, nil
		}
	}
	return "", x.challenge("")
}

// challenge is a 401 that says where to sign in, with claims when something more than a token is asked for.
func (x *exchange) challenge(claims string) *refusal {
	text := fmt.Sprintf("Bearer authorization_uri=%s/oauth2/authorize, resource_id=%s/", x.org.authorityOf(x.origin), x.origin)
	if claims != "" {
		text += fmt.Sprintf(`, error="insufficient_claims", claims="%s"`, base64.StdEncoding.EncodeToString([]byte(claims)))
	}
	err := &refusal{status: http.StatusUnauthorized, header: http.Header{}}
	err.header.Set("WWW-Authenticate", text)
	return err
}

// speaks reports whether the organization's version has this version of the Web API.
func (k *Knobs) speaks(version string) bool {
	have, want := versionNumbers(k.versionNow()), versionNumbers(strings.TrimPrefix(version, "v"))
	return want[0] >= 8 && (want[0] < have[0] || want[0] == have[0] && want[1] <= have[1])
}

func versionNumbers(text string) [2]int {
	var numbers [2]int
	for i, part := range strings.SplitN(text, ".", 3) {
		if i < 2 {
			numbers[i], _ = strconv.Atoi(part)
		}
	}
	return numbers
}

const defaultVersion = "9.2.26104.190"

func (k *Knobs) versionNow() string {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.version != "" {
		return k.version
	}
	return defaultVersion
}
