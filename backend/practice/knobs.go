package practice

import (
	"net/http"
	"slices"
	"sync"
	"time"
)

// FaultKind is one way a request can go wrong.
type FaultKind int

// The faults. The three TooMany kinds are Dataverse's service protection limits: number of requests, combined execution
// time and concurrent requests in a sliding window of five minutes.
const (
	Unauthorized       FaultKind = iota + 1 // 401 with a bearer challenge
	ClaimsChallenge                         // 401 with error="insufficient_claims" and claims
	TooManyRequests                         // 429, 0x80072322
	TooMuchTime                             // 429, 0x80072321
	TooManyConcurrent                       // 429, 0x80072326
	InternalError                           // 500, 0x80040216
	ServiceUnavailable                      // 503 with Retry-After
	BadGateway                              // 502 with an HTML page from a gateway
	ConnectionReset                         // the connection breaks before the request is read: nothing was done
	AnswerLost                              // the request is carried out, then the connection breaks
)

// Fault is what FailNext makes happen.
type Fault struct {
	Kind FaultKind
	// RetryAfter is what the three 429s and ServiceUnavailable ask for; zero leaves the header out.
	RetryAfter time.Duration
	// Match narrows the fault to some requests; nil takes every request to the organization's Web API. It must not change
	// the request or read its body.
	Match func(*http.Request) bool
}

// Knobs change how the organization behaves. Every method may be called at any time from any goroutine.
type Knobs struct {
	mu             sync.Mutex
	pageSize       int
	latency        time.Duration
	offline        bool
	faults         []armedFault
	missingTables  []string
	missingRights  map[string][]string
	readDepths     map[string]depth
	untracked      map[string]bool
	kind           string
	hideKind       bool
	version        string
	tokenLifetime  time.Duration
	deltaEpoch     int
	tokenEpoch     int
	editClosed     bool
	stateAtCreate  bool
	forgetsChanges bool
	keys           map[string][][]string
	linkTwice      bool
	wrapErrors     bool
	looseBatches   bool
	anonymousParts bool
	needLength     bool
	duplicateCode  int
	keepOwners     bool
	countMark      bool
	partFaults     []armedFault
	limits         Limits
	limitsSet      bool
	instances      int
	untranslated   bool
	oldErrors      bool
	required       map[string][]string
}

type armedFault struct {
	left  int
	fault Fault
}

// PageSize caps the rows of a page, as a service with smaller pages would; 0 restores Dataverse's 5,000.
func (k *Knobs) PageSize(rows int) { k.set(func() { k.pageSize = rows }) }

// Latency makes every request take at least this long. A request whose context ends meanwhile ends with it.
func (k *Knobs) Latency(each time.Duration) { k.set(func() { k.latency = each }) }

// Offline cuts the network: the RoundTripper fails as a dial does with no network, and nothing is carried out.
func (k *Knobs) Offline(cut bool) { k.set(func() { k.offline = cut }) }

// IsOffline reports whether the network is cut.
func (k *Knobs) IsOffline() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.offline
}

// FailNext makes the next n requests that the fault matches go wrong. Faults are used up in the order they were armed.
func (k *Knobs) FailNext(n int, fault Fault) {
	k.set(func() { k.faults = append(k.faults, armedFault{left: n, fault: fault}) })
}

// ClearFaults disarms every fault.
func (k *Knobs) ClearFaults() { k.set(func() { k.faults = nil }) }

// ExpireDeltas makes every change-tracking token handed out until now too old (0x80044352).
func (k *Knobs) ExpireDeltas() { k.set(func() { k.deltaEpoch++ }) }

// MissingTables names, by logical name, the tables the organization lacks, replacing what was named before. Without the
// li_* tables the LinkedIn solutions are missing too.
func (k *Knobs) MissingTables(names ...string) {
	k.set(func() { k.missingTables = slices.Clone(names) })
}

// MissingPrivileges takes the named privileges (prvReadContact, ...) from a person, replacing what was taken before.
func (k *Knobs) MissingPrivileges(personID string, names ...string) {
	k.set(func() {
		if k.missingRights == nil {
			k.missingRights = map[string][]string{}
		}
		k.missingRights[personID] = slices.Clone(names)
	})
}

// OwnReadOnly narrows a salesperson's read rights to rows they own (depth Basic), which also takes change tracking from
// them, since that needs organization-wide read.
func (k *Knobs) OwnReadOnly(personID string, own bool) {
	name := ""
	if own {
		name = "Basic"
	}
	k.ReadDepth(personID, name)
}

// ReadDepth narrows how far a person's read rights on records and activities reach: Basic (their own rows and their
// teams'), Local (their business unit's), Deep (those of the units below too). Any other name restores what their roles
// give.
func (k *Knobs) ReadDepth(personID, name string) {
	k.set(func() {
		if k.readDepths == nil {
			k.readDepths = map[string]depth{}
		}
		k.readDepths[personID] = depth(max(0, slices.Index(depthNames[:depthGlobal], name)))
	})
}

// ChangeTracking switches change tracking of a table on or off. It is on for every table but position.
func (k *Knobs) ChangeTracking(table string, on bool) {
	k.set(func() {
		if k.untracked == nil {
			k.untracked = map[string]bool{}
		}
		k.untracked[table] = !on
	})
}

// OrganizationType is what RetrieveCurrentOrganization says (Customer, CustomerTest, Trial, ...); "-" leaves the member
// out, as older organizations do; "" restores CustomerTest.
func (k *Knobs) OrganizationType(name string) {
	k.set(func() { k.kind, k.hideKind = name, name == "-" })
}

// Version is what RetrieveVersion says; "" restores the default.
func (k *Knobs) Version(version string) { k.set(func() { k.version = version }) }

// TokenLifetime is how long access tokens issued from now on live; 0 restores an hour.
func (k *Knobs) TokenLifetime(d time.Duration) { k.set(func() { k.tokenLifetime = d }) }

// RevokeTokens makes every access and refresh token handed out until now worthless.
func (k *Knobs) RevokeTokens() { k.set(func() { k.tokenEpoch++ }) }

// EditClosedRows lets closed activities, opportunities and leads be edited. Whether the service itself refuses that (as
// its forms do) is not documented; the default refuses.
func (k *Knobs) EditClosedRows(allow bool) { k.set(func() { k.editClosed = allow }) }

// StateAtCreate makes statecode valid in a create. The documentation contradicts itself; the default ignores it.
func (k *Knobs) StateAtCreate(allow bool) { k.set(func() { k.stateAtCreate = allow }) }

// ForgetChangesDuringLoad mints the token of a tracked first load when its last page is read, so that what changed behind
// the reader is never sent. Whether the service does so is an open question; the default does not.
func (k *Knobs) ForgetChangesDuringLoad(forget bool) { k.set(func() { k.forgetsChanges = forget }) }

// AlternateKey gives a table, by logical name, one more alternate key of these columns.
func (k *Knobs) AlternateKey(table string, columns ...string) {
	k.set(func() {
		if k.keys == nil {
			k.keys = map[string][][]string{}
		}
		k.keys[table] = append(k.keys[table], slices.Clone(columns))
	})
}

// LinkTwice lets a pair be added again to a many-to-many relationship that has it. The default refuses, as the service's
// unique index does.
func (k *Knobs) LinkTwice(allow bool) { k.set(func() { k.linkTwice = allow }) }

// WrapChangeSetErrors puts the error of a failed change set into a change set answer. That it stands in place of one is
// OData's rule and the default; what the service does is not documented.
func (k *Knobs) WrapChangeSetErrors(wrap bool) { k.set(func() { k.wrapErrors = wrap }) }

// LooseBatches takes lines of a batch that end with LF alone; the documentation asks for CRLF.
func (k *Knobs) LooseBatches(loose bool) { k.set(func() { k.looseBatches = loose }) }

// AnonymousParts takes parts of a change set without a Content-ID.
func (k *Knobs) AnonymousParts(allow bool) { k.set(func() { k.anonymousParts = allow }) }

// NeedPartLength refuses parts of a batch that have a body and no Content-Length, as some users of the service report.
func (k *Knobs) NeedPartLength(need bool) { k.set(func() { k.needLength = need }) }

// DuplicateStatus is the HTTP status of 0x80040333. The documentation's example says 500, which is the default; its table
// of statuses suggests 412. 0 restores the default.
func (k *Knobs) DuplicateStatus(status int) { k.set(func() { k.duplicateCode = status }) }

// KeepOwners leaves activities and notes with their owners when the row they regard is assigned. The default cascades, as
// the standard relationships do.
func (k *Knobs) KeepOwners(keep bool) { k.set(func() { k.keepOwners = keep }) }

// CountMark puts a byte order mark in front of the number that .../$count answers. Whether the service does is an open
// question; the default does not.
func (k *Knobs) CountMark(mark bool) { k.set(func() { k.countMark = mark }) }

// UntranslatedLabels leaves every label of the metadata without a text in the user's language, as where a user works in a
// language that a customization has no labels in.
func (k *Knobs) UntranslatedLabels(none bool) { k.set(func() { k.untranslated = none }) }

// RequireColumns makes columns of a table ones that the organization's forms insist on, replacing what was named before. The
// Web API takes rows without them, as the service's does.
func (k *Knobs) RequireColumns(table string, columns ...string) {
	k.set(func() {
		if k.required == nil {
			k.required = map[string][]string{}
		}
		k.required[table] = slices.Clone(columns)
	})
}

// OldErrors prints errors as older servers do: with an empty code and an innererror.
func (k *Knobs) OldErrors(old bool) { k.set(func() { k.oldErrors = old }) }

// FailParts makes the next n parts of batches that the fault matches go wrong inside the batch. Faults of the connection
// (ConnectionReset, AnswerLost, BadGateway) are answered as InternalError.
func (k *Knobs) FailParts(n int, fault Fault) {
	k.set(func() { k.partFaults = append(k.partFaults, armedFault{left: n, fault: fault}) })
}

// Instances is how many organizations Global Discovery lists: 0 restores three, of which one is a sandbox and this one;
// a negative number lists none.
func (k *Knobs) Instances(n int) { k.set(func() { k.instances = n }) }

func (k *Knobs) requires(table, column string) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return slices.Contains(k.required[table], column)
}

// on reads one switch.
func (k *Knobs) on(field *bool) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return *field
}

func (k *Knobs) duplicates() int {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.duplicateCode != 0 {
		return k.duplicateCode
	}
	return http.StatusInternalServerError
}

func (k *Knobs) framing() *framing {
	k.mu.Lock()
	defer k.mu.Unlock()
	return &framing{loose: k.looseBatches, anonymous: k.anonymousParts, needLength: k.needLength}
}

func (k *Knobs) set(change func()) {
	k.mu.Lock()
	defer k.mu.Unlock()
	change()
}

// take uses up one armed fault for the request, if any matches.
func (k *Knobs) take(r *http.Request) (Fault, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return takeFault(&k.faults, r)
}

func (k *Knobs) takePart(r *http.Request) (Fault, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return takeFault(&k.partFaults, r)
}

func takeFault(faults *[]armedFault, r *http.Request) (Fault, bool) {
	for i := range *faults {
		armed := &(*faults)[i]
		if armed.fault.Match != nil && !armed.fault.Match(r) {
			continue
		}
		fault := armed.fault
		if armed.left--; armed.left <= 0 {
			*faults = slices.Delete(*faults, i, i+1)
		}
		return fault, true
	}
	return Fault{}, false
}
