package practice

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

var apiPath = regexp.MustCompile(`^/api/data/(v\d{1,2}\.\d{1,2})(?:/(.*))?$`)

// serveAPI answers one request to the Web API: the fault that is armed, then who asks, then what is asked.
func (o *Organization) serveAPI(w http.ResponseWriter, r *http.Request, origin string, admitted admission) {
	x := &exchange{org: o, request: r, origin: origin, prefer: readPreferences(r.Header), admitted: admitted}
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
	person, err := x.authenticate()
	if err != nil {
		return nil, err
	}
	if err := x.bufferBody(); err != nil {
		return nil, err
	}
	if x.admitted.err != nil {
		return nil, x.admitted.err
	}
	if strings.Trim(parts[2], "/") == "$batch" {
		return x.batch(person)
	}
	if err := x.prepare(parts[2]); err != nil {
		return nil, err
	}
	return x.locked(person)
}

// prepare reads path and query, which needs no lock.
func (x *exchange) prepare(path string) (err *refusal) {
	if x.path, err = splitPath(path); err != nil {
		return err
	}
	return x.readOptions()
}

// locked runs the request under the lock it needs. What it reads and writes is consistent, and a refusal writes nothing.
func (x *exchange) locked(person string) (a *answer, err *refusal) {
	if x.request.Method == http.MethodGet {
		x.org.mu.RLock()
		defer x.org.mu.RUnlock()
		return x.run(person)
	}
	x.org.mu.Lock()
	defer x.org.mu.Unlock()
	err = x.org.store.atomically(func() (err *refusal) {
		a, err = x.run(person)
		return err
	})
	return a, err
}

// run answers for a person, under a lock.
func (x *exchange) run(person string) (*answer, *refusal) {
	c, err := x.org.callerOf(person)
	if err != nil {
		return nil, err
	}
	if x.caller, err = c.impersonate(x.request.Header); err != nil {
		return nil, err
	}
	if x.request.Header.Get(withoutPlugins) == "true" && x.caller.depth(pluginPrivilege) == depthNone {
		return nil, x.caller.lacksSpecial(pluginPrivilege)
	}
	return x.route()
}

func (x *exchange) route() (*answer, *refusal) {
	if len(x.path) == 0 {
		return x.serviceDocument()
	}
	first := x.path[0]
	if first.name == "$batch" {
		return nil, badQuery("A batch cannot be part of a batch.")
	}
	if answer, ok := metadataRoots[first.name]; ok {
		if x.request.Method != http.MethodGet {
			return nil, x.changeMetadata()
		}
		return answer(x)
	}
	if slices.Contains(searchMessages, first.name) {
		return nil, notSupported("search")
	}
	if len(x.path) == 1 {
		if answer, ok := x.unbound(first); ok {
			return answer()
		}
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

// changeMetadata refuses: those who may not customize in the service's words, others in our own.
func (x *exchange) changeMetadata() *refusal {
	const privilege = "prvWriteEntity"
	if x.caller.depth(privilege) == depthNone {
		return x.caller.lacksSpecial(privilege)
	}
	return notSupported("changes of metadata")
}

func (x *exchange) routeSet(t *table) (*answer, *refusal) {
	get, post := x.request.Method == http.MethodGet, x.request.Method == http.MethodPost
	switch {
	case len(x.path) == 1 && get:
		return x.readSet(t)
	case len(x.path) == 1 && post:
		return x.create(t)
	case len(x.path) == 1:
		return nil, notAllowed(x.request.Method)
	case len(x.path) == 2 && x.path[1].name == "$count" && get:
		return x.readCount(t, x.org.store.all(t.Name))
	case len(x.path) == 2 && post && strings.HasPrefix(x.path[1].name, crmNamespace):
		return x.boundToSet(t, strings.TrimPrefix(x.path[1].name, crmNamespace))
	}
	return nil, noSegment(x.path[1].name)
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

// routeMember answers what stands behind a row: a bound function or action, a column, or a navigation property.
func (x *exchange) routeMember(r *row, t *table) (*answer, *refusal) {
	second := x.path[1]
	if name, ok := strings.CutPrefix(second.name, crmNamespace); ok {
		return x.boundToRow(r, name, second.arguments)
	}
	if len(x.path) == 3 && x.path[2].name == "$ref" {
		return x.reference(r, t, second)
	}
	nav, isNav := t.navs[second.name]
	if i, isColumn := t.property(second.name); isColumn {
		return x.routeColumn(r, t, i)
	}
	switch {
	case !isNav || nav.table != "" && !x.org.knobs.has(nav.table):
		return nil, noSegment(second.name)
	case len(x.path) > 2 || second.called:
		return x.routeBeyond(r, nav)
	case x.request.Method == http.MethodGet:
		return x.follow(r, nav)
	case x.request.Method == http.MethodPost && nav.many:
		return x.createUnder(r, nav)
	case x.request.Method == http.MethodPut:
		return x.setProperty(r, t, second.name)
	}
	return nil, notAllowed(x.request.Method)
}

// routeColumn answers for one column of a row, and for its bare value ($value).
func (x *exchange) routeColumn(r *row, t *table, i int) (*answer, *refusal) {
	if kind := t.Columns[i].Kind; kind == kindFile || kind == kindImage {
		return x.routeFile(r, t, i)
	}
	bare := len(x.path) == 3 && x.path[2].name == "$value"
	switch method := x.request.Method; {
	case len(x.path) > 2 && !bare:
		return nil, noSegment(x.path[2].name)
	case bare && method == http.MethodGet:
		return x.readBareValue(r, i)
	case method == http.MethodGet:
		return x.readProperty(r, t, i)
	case method == http.MethodPut || method == http.MethodDelete:
		return x.setProperty(r, t, x.path[1].name)
	}
	return nil, notAllowed(x.request.Method)
}

// routeBeyond answers for what lies behind a navigation property: the count of a collection, one row of it, or the row a
// lookup leads to, and so on from there.
func (x *exchange) routeBeyond(r *row, nav navigation) (*answer, *refusal) {
	if err := x.caller.needOn("Read", r); err != nil {
		return nil, err
	}
	rest := x.path[2:]
	if nav.many && !x.path[1].called {
		if len(rest) == 1 && rest[0].name == "$count" && x.request.Method == http.MethodGet {
			return x.readCount(wholeSchema().byName[nav.table], x.org.store.children(nav, r.id))
		}
		return nil, noSegment(rest[0].name)
	}
	next, err := x.beyond(r, nav)
	if err != nil {
		return nil, err
	}
	x.path = append([]segment{{name: next.table.Set, arguments: next.id, called: true}}, rest...)
	return x.routeRow(next.table, next.id)
}

func (x *exchange) beyond(r *row, nav navigation) (*row, *refusal) {
	if nav.many {
		next, err := x.findRow(wholeSchema().byName[nav.table], x.path[1].arguments)
		if err == nil {
			if _, among := place(x.org.store.children(nav, r.id), next.id); !among {
				err = noRow(nav.table, next.id)
			}
		}
		return next, err
	}
	target := r.ref(nav.column)
	next := x.org.store.row(target.table, target.id)
	if next == nil || x.path[1].called {
		return nil, noSegment(x.path[1].name)
	}
	return next, nil
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

func (x *exchange) serviceDocument() (*answer, *refusal) {
	b := append([]byte(`{"@odata.context":`), appendString(nil, x.root()+"$metadata")...)
	b = append(b, `,"value":[`...)
	for _, t := range wholeSchema().tables {
		if x.org.knobs.has(t.Name) {
			b = fmt.Appendf(b, `{"name":"%s","kind":"EntitySet","url":"%s"},`, t.Set, t.Set)
		}
	}
	return jsonAnswer(http.StatusOK, append(b[:len(b)-1], "]}"...)), nil
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
