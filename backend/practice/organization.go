package practice

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
)

// The practice organization's fixed addresses. They are names that can never exist on the internet (.example).
const (
	// URL is the organization's origin.
	URL = "https://practice.crm.ferry.example"
	// TenantID is the practice tenant.
	TenantID = "7d3f3a52-5f0b-4d53-9c5e-0f1e7a1c2b3d"
	// Authority signs people in to it.
	Authority = "https://login.ferry.example/" + TenantID
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

// Organization is one practice organization with its authority. The zero value is ready to use.
type Organization struct {
	options Options
	knobs   Knobs
}

// Person is somebody who can sign in.
type Person struct {
	ID       string // systemuserid
	ObjectID string // Entra object id
	Name     string
	Email    string
	Role     string // name of the security role; empty for none
	Title    string
	Admin    bool // System Administrator
	Disabled bool
	// SeatHolder says that the person works with Sales Navigator in the sample company.
	SeatHolder bool
}

var errNotYet = errors.New("practice: not yet")

// New makes an organization. Its sample rows are made at first use.
func New(options Options) *Organization { return &Organization{options: options} }

// ServeHTTP answers as Web API, discovery service or authority, by Host.
func (o *Organization) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	http.Error(w, "not yet", http.StatusNotImplemented)
}

// RoundTripper answers requests for the virtual hosts in this process, with no socket.
func (o *Organization) RoundTripper() http.RoundTripper { return nil }

// People lists who can sign in.
func (o *Organization) People() []Person { return nil }

// SignInAs is the in-app browser: it opens the sign-in URL as the person and posts the answer to the redirect address.
func (o *Organization) SignInAs(_ context.Context, _ *http.Client, _, _ string) error { return errNotYet }

// Knobs change how the organization behaves.
func (o *Organization) Knobs() *Knobs { return &o.knobs }

// Rows is a snapshot of a table's rows, in the Web API's own form.
func (o *Organization) Rows(_ string) []map[string]any { return nil }

// Row is a snapshot of one row, or nil.
func (o *Organization) Row(_, _ string) map[string]any { return nil }

// Save writes the organization's state.
func (o *Organization) Save(_ io.Writer) error { return errNotYet }

// Load replaces the organization's state.
func (o *Organization) Load(_ io.Reader) error { return errNotYet }

// OnChange sets what is called, under no lock, after each committed change.
func (o *Organization) OnChange(_ func()) {}

// Serve answers plain HTTP on a loopback listener until ctx ends.
func (o *Organization) Serve(_ context.Context, _ net.Listener, _ string) error { return errNotYet }

// SampleArchive is a LinkedIn data archive (zip) of the sample seat holder Ana Ruiz.
func SampleArchive() []byte { return nil }
