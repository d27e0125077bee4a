package backend_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"ferry/backend/crm"
	"ferry/backend/dataverse"
	"ferry/backend/importer"
	"ferry/backend/practice"
	"ferry/backend/sqlite"
)

// mirroring is the importer, the client and the files of one person before a small practice organization.
type mirroring struct {
	t        *testing.T
	practice *practice.Organization
	database *sqlite.Database
	importer importer.Importer
}

func newMirroring(t *testing.T, fits func(practice.Person) bool) *mirroring {
	t.Helper()
	var person, admin string
	for _, one := range (&practice.Organization{}).People() {
		if fits(one) && person == "" {
			person = one.ID
		}
		if one.Admin {
			admin = one.ID
		}
	}
	m := &mirroring{t: t, practice: practice.New(practice.Options{
		Accounts: 12, Contacts: 40, Leads: 8, Opportunities: 10, Tokens: map[string]string{"secret": person, "behind": admin}})}
	m.practice.Knobs().OwnReadOnly(person, false)
	client, err := dataverse.New(dataverse.Config{URL: practice.URL, HTTP: m.practice.RoundTripper(), Tokens: bearer("secret"),
		Trust: dataverse.Trust{Hosts: []string{strings.TrimPrefix(practice.URL, "https://")}}})
	if err != nil {
		t.Fatal(err)
	}
	if m.database, err = sqlite.Open(t.Context(), sqlite.Config{Dir: t.TempDir()}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = m.database.Close() })
	m.importer = importer.Importer{Source: client, Store: m.database, PageSize: 15}
	return m
}

// run imports until it ends well, as the timer would, and tells how often that took.
func (m *mirroring) run() int {
	m.t.Helper()
	var err error
	for round := 1; round <= 5; round++ {
		if _, err = m.importer.Run(m.t.Context()); err == nil {
			return round
		}
		<-time.After(5 * time.Minute)
	}
	m.t.Fatalf("the import never ends well: %v", err)
	return 0
}

// whole compares the mirror with the organization.
func (m *mirroring) whole() {
	m.t.Helper()
	counts, err := m.database.RowCounts(m.t.Context())
	if err != nil {
		m.t.Fatal(err)
	}
	for _, count := range counts {
		if want := len(m.practice.Rows(count.Table)); count.Table != crm.TableActivity && int(count.Rows) != want {
			m.t.Errorf("%s: %d rows in the mirror, %d in the organization", count.Table, count.Rows, want)
		}
	}
	for _, row := range m.practice.Rows(crm.TableContact) {
		id := fmt.Sprint(row["contactid"])
		record, err := m.database.Record(m.t.Context(), crm.Ref{Table: crm.TableContact, ID: id}, crm.SavedRule{All: true}, "")
		if err != nil || record.Row.Name != row["fullname"] {
			m.t.Errorf("contact %s is %q, want %q (%v)", id, record.Row.Name, row["fullname"], err)
		}
	}
}

func (m *mirroring) behind(method, path, body string) {
	m.t.Helper()
	request, err := http.NewRequestWithContext(m.t.Context(), method, practice.URL+"/api/data/v9.2/"+path, strings.NewReader(body))
	if err != nil {
		m.t.Fatal(err)
	}
	request.Header = http.Header{"Authorization": {"Bearer behind"}, "Content-Type": {"application/json"}, "If-Match": {"*"}}
	response, err := m.practice.RoundTripper().RoundTrip(request)
	if err != nil {
		m.t.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusNoContent {
		m.t.Fatalf("%s %s: HTTP %d", method, path, response.StatusCode)
	}
}

// work changes one contact and deletes another, as people do between two imports.
func (m *mirroring) work(number int) {
	rows := m.practice.Rows(crm.TableContact)
	m.behind(http.MethodPatch, fmt.Sprintf("contacts(%v)", rows[0]["contactid"]), fmt.Sprintf(`{"lastname":"Changed %d"}`, number))
	m.behind(http.MethodDelete, fmt.Sprintf("contacts(%v)", rows[1]["contactid"]), "")
}

// strike makes the request of that number of those that follow go wrong; the function that it returns tells whether one did.
func (m *mirroring) strike(number int, fault practice.Fault) (struck func() bool) {
	seen := 0
	fault.Match = func(*http.Request) bool {
		seen++
		return seen == number
	}
	m.practice.Knobs().FailNext(1, fault)
	return func() bool {
		m.practice.Knobs().ClearFaults()
		return seen >= number
	}
}

// TestImportsComeThroughEveryFault: whatever goes wrong, at whichever request of a full load and of a round of changes, the
// mirror is whole when an import has ended well. Each fault begins at another request.
func TestImportsComeThroughEveryFault(t *testing.T) {
	for kind := practice.Unauthorized; kind <= practice.AnswerLost; kind++ {
		t.Run(fmt.Sprint("fault ", kind), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				for at := 1 + int(kind)%10; ; at += 10 {
					m := newMirroring(t, isSellingAdmin)
					struck := m.strike(at, practice.Fault{Kind: kind, RetryAfter: 7 * time.Second})
					m.run()
					m.whole()
					if !struck() {
						return // the import has fewer requests
					}
					m.work(at)
					struck = m.strike(1+at%9, practice.Fault{Kind: kind})
					m.run()
					struck()
					m.whole()
				}
			})
		})
	}
}

// TestExpiredAndForbiddenTrackingMeetTheImporter: a token that is too old, tracking that is switched off, and a right that
// shrinks to one's own rows each end in a mirror of what may be read.
func TestExpiredAndForbiddenTrackingMeetTheImporter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := newMirroring(t, isSellingAdmin)
		m.run()
		m.work(1)
		m.practice.Knobs().ExpireDeltas()
		if rounds := m.run(); rounds != 1 {
			t.Errorf("%d runs after the tokens expired", rounds)
		}
		m.whole()
		m.practice.Knobs().ChangeTracking(crm.TableContact, false)
		m.practice.Knobs().ExpireDeltas()
		m.work(2)
		m.run()
		m.whole()
		m.practice.Knobs().MissingTables(crm.TablePosition, crm.TableSalesProcess)
		if rounds := m.run(); rounds != 1 {
			t.Errorf("%d runs without the optional tables", rounds)
		}
	})
}

// TestARightThatShrinksShrinksTheMirror: who may read only their own rows any more has only those in the mirror.
func TestARightThatShrinksShrinksTheMirror(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := newMirroring(t, isSeller)
		m.run()
		m.whole()
		seller := m.seller()
		m.practice.Knobs().OwnReadOnly(seller, true)
		m.run()
		own := 0
		for _, row := range m.practice.Rows(crm.TableContact) {
			id := crm.Ref{Table: crm.TableContact, ID: fmt.Sprint(row["contactid"])}
			_, err := m.database.Record(t.Context(), id, crm.SavedRule{All: true}, "")
			mine := fmt.Sprint(row["_ownerid_value"]) == seller
			if mine {
				own++
			}
			if mine != (err == nil) {
				t.Errorf("a contact of %v: %v", row["_ownerid_value"], err)
			}
		}
		if own == 0 {
			t.Error("the seller owns no contact, so that this proves nothing")
		}
	})
}

func (m *mirroring) seller() string {
	for _, one := range m.practice.People() {
		if isSeller(one) {
			return one.ID
		}
	}
	m.t.Fatal("no seller")
	return ""
}
