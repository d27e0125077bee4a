package practice

import (
	"crypto/sha256"
	"net/http"
	"net/url"
	"strings"
	"sync"
)

// The practice organization's fixed addresses. They are names that can never exist on the internet (.example).
const (
	// URL is the organization's origin.
	URL = "https://practice.crm.ferry.example"
	// DiscoveryURL is the origin of its Global Discovery service.
	DiscoveryURL = "https://globaldisco.crm.ferry.example"
	// TenantID is the practice tenant.
	TenantID = "7d3f3a52-5f0b-4d53-9c5e-0f1e7a1c2b3d"
	// Authority signs people in to it.
	Authority = authorityOrigin + "/" + TenantID

	authorityOrigin = "https://login.ferry.example"
)

// Options shape an organization. The zero Options give the sample company.
type Options struct {
	// Seed makes the sample rows; the same seed makes the same rows with the same ids.
	Seed int64
	// How many rows of each kind; 0 takes the sample's own number (60, 300, 80 and 120).
	Accounts, Contacts, Leads, Opportunities int
	// Host is a further virtual host name that the RoundTripper and ServeHTTP answer as the organization.
	Host string
	// Tokens are access tokens that are good for ever, by token, with the person (Person.ID) each stands for. For serving
	// on loopback and for tests.
	Tokens map[string]string
}

// Organization is one practice organization with its authority. The zero value is ready to use: its first use fills it
// with the sample company. All methods may be called from any goroutine.
type Organization struct {
	options Options
	knobs   Knobs
	once    sync.Once
	mu      sync.RWMutex // guards store
	store   *store
	tokens  tokenStore
	buffers sync.Pool // bodies of pages that were sent
	guard   protection

	changeMu sync.Mutex
	onChange func()
}

// New makes an organization. Its sample rows are made at first use.
func New(options Options) *Organization { return &Organization{options: options} }

// Knobs change how the organization behaves.
func (o *Organization) Knobs() *Knobs { return &o.knobs }

// ensure fills the organization with its sample rows, once.
func (o *Organization) ensure() {
	o.once.Do(func() {
		o.mu.Lock()
		defer o.mu.Unlock()
		if o.store == nil {
			o.store = sampleStore(o.options)
		}
	})
}

// OnChange sets what is called after each committed change, under no lock and in the goroutine of the request that made
// it. Handing out a token is a change too, since a saved organization keeps its sign-ins.
func (o *Organization) OnChange(call func()) {
	o.changeMu.Lock()
	defer o.changeMu.Unlock()
	o.onChange = call
}

func (o *Organization) notify() {
	o.changeMu.Lock()
	call := o.onChange
	o.changeMu.Unlock()
	if call != nil {
		call()
	}
}

// Rows is a snapshot of a table's rows in the order of their ids: columns by their wire names (_ownerid_value), with
// values as Go strings, int64, float64, bool and nil; money as text with four decimals, times as RFC 3339 UTC. An
// activity has its parties under "parties". An unknown table has no rows.
func (o *Organization) Rows(table string) []map[string]any {
	o.ensure()
	o.mu.RLock()
	defer o.mu.RUnlock()
	rows := o.store.all(table)
	snapshot := make([]map[string]any, 0, len(rows))
	for _, r := range rows {
		snapshot = append(snapshot, o.snapshot(r))
	}
	return snapshot
}

// Row is a snapshot of one row in the form of Rows, or nil.
func (o *Organization) Row(table, id string) map[string]any {
	o.ensure()
	o.mu.RLock()
	defer o.mu.RUnlock()
	r := o.store.row(table, strings.ToLower(id))
	if r == nil {
		return nil
	}
	return o.snapshot(r)
}

func (o *Organization) snapshot(r *row) map[string]any {
	m := make(map[string]any, len(r.table.Columns)+1)
	for i := range r.table.Columns {
		c := &r.table.Columns[i]
		value := r.value(i)
		m[c.wireName()] = snapshotValue(value)
		if target, ok := value.(ref); ok {
			m[c.wireName()+"@table"] = target.table
		}
	}
	if r.table.Activity {
		parties := []map[string]any{}
		for _, party := range o.partyRows(r.id) {
			parties = append(parties, o.snapshot(party))
		}
		m["parties"] = parties
	}
	return m
}

func snapshotValue(value any) any {
	switch value.(type) {
	case nil, string, int64, float64, bool:
		return value
	case money:
		return string(appendValue(nil, value))
	}
	return strings.Trim(string(appendValue(nil, value)), `"`)
}

func (o *Organization) organizationID() guid { return deriveID("organization", "practice") }

func (o *Organization) unit() ref {
	return ref{"businessunit", string(deriveID("businessunit", companyName))}
}

func (o *Organization) currency() ref {
	return ref{"transactioncurrency", string(deriveID("currency", "EUR"))}
}

// pagingKey signs links. It is the same after a restart, so that an import can be resumed.
func (o *Organization) pagingKey() []byte {
	key := sha256.Sum256([]byte("practice links"))
	return key[:]
}

// authorityOf is the authority that goes with an origin: the fixed one for the virtual hosts, else one on the same
// origin, so that the whole organization can stand behind any TLS server.
func (o *Organization) authorityOf(origin string) string {
	if o.isVirtualOrigin(origin) {
		return Authority
	}
	return origin + "/" + TenantID
}

// isVirtual reports whether a host is one of the organization's virtual hosts.
func (o *Organization) isVirtual(host string) bool {
	for _, origin := range []string{URL, DiscoveryURL, authorityOrigin, "https://" + o.options.Host} {
		if u, err := url.Parse(origin); err == nil && host != "" && strings.EqualFold(host, u.Host) {
			return true
		}
	}
	return false
}

func (o *Organization) isVirtualOrigin(origin string) bool {
	return o.isVirtual(strings.TrimPrefix(origin, "https://"))
}

// dispatch answers a request by its host and, where one host is everything, by its path.
func (o *Organization) dispatch(w http.ResponseWriter, r *http.Request, origin string, admitted admission) {
	o.ensure()
	api, discovery := strings.HasPrefix(r.URL.Path, "/api/data"), strings.HasPrefix(r.URL.Path, "/api/discovery/")
	virtual := o.isVirtualOrigin(origin)
	switch {
	case api && origin != authorityOrigin && origin != DiscoveryURL:
		o.serveAPI(w, r, origin, admitted)
	case isElsewhere(r.URL.Path) && origin != authorityOrigin && origin != DiscoveryURL:
		o.serveElsewhere(w, r, origin)
	case discovery && (!virtual || origin == DiscoveryURL):
		o.serveDiscovery(w, r, origin)
	case !virtual || origin == authorityOrigin:
		o.serveAuthority(w, r, origin)
	default:
		http.NotFound(w, r)
	}
}
