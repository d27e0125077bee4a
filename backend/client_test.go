package backend_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"ferry/backend/crm"
	"ferry/backend/dataverse"
	"ferry/backend/outbox"
	"ferry/backend/practice"
)

// meeting is the Web API client of one person before a practice organization of its own. Neither knows the other: what
// they agree on here, both have from the documentation.
type meeting struct {
	*dataverse.Client
	practice *practice.Organization
	person   practice.Person
	config   dataverse.Config
}

type bearer string

func (b bearer) Token(context.Context, string) (string, error) { return string(b), nil }

func meet(t *testing.T, fits func(practice.Person) bool) *meeting {
	t.Helper()
	people := (&practice.Organization{}).People()
	person := people[slices.IndexFunc(people, fits)]
	m := &meeting{person: person, practice: practice.New(practice.Options{Tokens: map[string]string{"secret": person.ID}})}
	host := strings.TrimPrefix(practice.URL, "https://")
	m.config = dataverse.Config{URL: practice.URL, HTTP: m.practice.RoundTripper(), Tokens: bearer("secret"),
		Trust: dataverse.Trust{Hosts: []string{host}}}
	m.Client = m.client(t, m.config)
	return m
}

func (m *meeting) client(t *testing.T, config dataverse.Config) *dataverse.Client {
	t.Helper()
	client, err := dataverse.New(config)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

func seatHolder(p practice.Person) bool { return p.SeatHolder && !p.Disabled && p.Role != "" }
func admin(p practice.Person) bool      { return p.Admin }

func (m *meeting) owner() crm.Ref { return crm.Ref{Table: crm.TableUser, ID: m.person.ID} }

func (m *meeting) newTask() crm.Activity {
	contact, _ := m.practice.Rows(crm.TableContact)[0]["contactid"].(string)
	return crm.Activity{
		ID: uuid.NewString(), Table: crm.TableTask, Subject: "Zażółć gęślą 😀", Description: "a\r\n--batch\r\nb", Owner: m.owner(),
		Regarding: crm.Ref{Table: crm.TableContact, ID: contact}, Start: time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC),
	}
}

func codes(errs []error) string {
	var all []string
	for _, err := range errs {
		all = append(all, string(crm.CodeOf(err)))
	}
	return strings.Join(all, " ")
}

func TestBatchesMeetThePractice(t *testing.T) {
	m := meet(t, seatHolder)
	m.practice.Knobs().NeedPartLength(true)
	var creates, closes []outbox.Write
	state, status := crm.ActivityCompleted, 5
	for range outbox.BatchLimit {
		task := m.newTask()
		creates = append(creates, outbox.Write{Create: &task})
		closes = append(closes, outbox.Write{Table: task.Table, ID: task.ID,
			Change: &crm.ActivityChange{State: &state, Status: &status}})
	}
	if got := codes(m.WriteAll(t.Context(), creates)); strings.TrimSpace(got) != "" {
		t.Fatalf("creates: %s", got)
	}
	again := append([]outbox.Write{creates[0]}, closes...)
	want := "duplicate-key" + strings.Repeat(" ", outbox.BatchLimit)
	if got := codes(m.WriteAll(t.Context(), again[:outbox.BatchLimit+1])); got != want {
		t.Errorf("closes: %q", got)
	}
	for _, write := range creates {
		row, err := m.ReadActivity(t.Context(), write.Create.Table, write.Create.ID)
		if err != nil || row.State != crm.ActivityCompleted || row.Subject != write.Create.Subject ||
			row.Description != write.Create.Description || !row.Owner.SameRow(m.owner()) {
			t.Errorf("%+v, %v", row, err)
		}
	}
}

func TestFaultyPartsMeetTheClient(t *testing.T) {
	m := meet(t, seatHolder)
	first, second := m.newTask(), m.newTask()
	m.practice.Knobs().FailParts(1, practice.Fault{Kind: practice.TooManyRequests, RetryAfter: time.Second})
	writes := []outbox.Write{{Create: &first}, {Create: &second}}
	if got := codes(m.WriteAll(t.Context(), writes)); got != "throttled " {
		t.Errorf("%q", got)
	}
	if m.practice.Row(crm.TableTask, first.ID) != nil || m.practice.Row(crm.TableTask, second.ID) == nil {
		t.Error("the throttled part was done, or the other was not")
	}
}

func TestChangeSetsMeetThePractice(t *testing.T) {
	for _, wrapped := range []bool{false, true} {
		m := meet(t, seatHolder)
		m.practice.Knobs().WrapChangeSetErrors(wrapped)
		task, subject, state := m.newTask(), "New", crm.ActivityCompleted
		if err := m.CreateActivity(t.Context(), task); err != nil {
			t.Fatal(err)
		}
		change := outbox.Write{Table: task.Table, ID: task.ID, Change: &crm.ActivityChange{Subject: &subject, State: &state}}
		stale := change
		stale.IfMatch = `W/"1"`
		gone := change
		gone.ID = uuid.NewString()
		if got := codes(m.WriteAll(t.Context(), []outbox.Write{stale, gone, change})); got != "changed not-found " {
			t.Errorf("wrapped %v: %q", wrapped, got)
		}
		if row, err := m.ReadActivity(t.Context(), task.Table, task.ID); err != nil || row.Subject != subject || row.State != state {
			t.Errorf("%+v, %v", row, err)
		}
	}
}

func TestPeopleMeetThePractice(t *testing.T) {
	m := meet(t, seatHolder)
	known := m.practice.Rows(crm.TableContact)[0]
	person := crm.Person{ID: uuid.NewString(), Table: crm.TableContact, FirstName: fmt.Sprint(known["firstname"]),
		LastName: fmt.Sprint(known["lastname"]), Email: fmt.Sprint(known["emailaddress1"]), Owner: m.owner()}
	for _, status := range []int{500, 412} {
		m.practice.Knobs().DuplicateStatus(status)
		if err := m.CreatePerson(t.Context(), person); crm.CodeOf(err) != crm.CodeDuplicateFound {
			t.Errorf("HTTP %d: %v", status, err)
		}
	}
	found, err := m.Duplicates(t.Context(), person)
	if err != nil || len(found) == 0 || found[0].Row.ID != known["contactid"] || found[0].Reasons[0] != crm.ReasonEmail {
		t.Errorf("%+v, %v", found, err)
	}
	person.AllowDuplicate = true
	if err := m.CreatePerson(t.Context(), person); err != nil {
		t.Fatal(err)
	}
	if err := m.CreatePerson(t.Context(), person); crm.CodeOf(err) != crm.CodeDuplicateKey {
		t.Errorf("twice: %v", err)
	}
	back, err := m.ReadPerson(t.Context(), crm.TableContact, person.ID)
	if err != nil || back.LastName != person.LastName || !back.Owner.SameRow(m.owner()) {
		t.Errorf("%+v, %v", back, err)
	}
	if err := m.SetFlag(t.Context(), person.ID, crm.OrgChangeNotAtCompany, ""); err != nil {
		t.Errorf("the flag: %v", err)
	}
}

func TestLongQueriesMeetThePractice(t *testing.T) {
	m := meet(t, seatHolder)
	// Three conditions of this length make an address of more than the 32,768 characters that a request may have.
	person := crm.Person{ID: uuid.NewString(), Table: crm.TableContact, Email: strings.Repeat("x", 11_000) + "@x.example"}
	if found, err := m.Duplicates(t.Context(), person); err != nil || len(found) != 0 {
		t.Errorf("%v, %v", found, err)
	}
}

// TestALookMeetsThePractice: as many ids as one look names, of which some are there and some never were.
func TestALookMeetsThePractice(t *testing.T) {
	m := meet(t, seatHolder)
	var ids []string
	there := map[string]bool{}
	for _, table := range []string{crm.TableTask, crm.TablePhoneCall, crm.TableMessage} {
		for _, row := range m.practice.Rows(table) {
			if id, _ := row["activityid"].(string); len(ids) < outbox.LookTogether-10 {
				ids, there[id] = append(ids, id), true
			}
		}
	}
	for len(ids) < outbox.LookTogether {
		ids = append(ids, uuid.NewString())
	}
	rows, err := m.ReadActivities(t.Context(), ids)
	if err != nil || len(rows) != len(there) {
		t.Fatalf("%d rows of %d, %v", len(rows), len(there), err)
	}
	for _, row := range rows {
		if !there[row.ID] || row.Table == "" || row.Subject == "" || row.ModifiedOn.IsZero() || row.Modifier.Name == "" {
			t.Errorf("%+v", row)
		}
	}
}

func TestDiscoveryMeetsThePractice(t *testing.T) {
	m := meet(t, seatHolder)
	m.config.URL = practice.DiscoveryURL
	m.config.Trust.Hosts = append(m.config.Trust.Hosts, strings.TrimPrefix(practice.DiscoveryURL, "https://"))
	instances, err := dataverse.Instances(t.Context(), m.config)
	if err != nil || len(instances) == 0 {
		t.Fatalf("%+v, %v", instances, err)
	}
	if !slices.ContainsFunc(instances, func(i dataverse.Instance) bool { return i.URL == practice.URL && i.Enabled && i.Name != "" }) {
		t.Errorf("the practice organization itself is missing: %+v", instances)
	}
}

func TestProcessStagesMeetThePractice(t *testing.T) {
	m := meet(t, seatHolder)
	columns, err := m.ProcessStages(t.Context())
	if err != nil || len(columns) != 1 || len(columns[0].Choices) != 4 || columns[0].Choices[0].Label != "Qualify" {
		t.Errorf("%+v, %v", columns, err)
	}
}

// TestForeignVariablesMeetThePractice: an admin made the variable by hand, before Ferry came.
func TestForeignVariablesMeetThePractice(t *testing.T) {
	m := meet(t, admin)
	const schemaName = "ferry_CrmSettings"
	definition, value := uuid.NewString(), uuid.NewString()
	m.post(t, "environmentvariabledefinitions", fmt.Sprintf(
		`{"environmentvariabledefinitionid":%q,"schemaname":%q,"displayname":"Settings","type":100000000}`, definition, schemaName))
	if _, err := m.LoadShared(t.Context(), schemaName); crm.CodeOf(err) != crm.CodeNotFound {
		t.Errorf("defined, and never saved: %v", err)
	}
	m.post(t, "environmentvariablevalues", fmt.Sprintf(`{"environmentvariablevalueid":%q,"schemaname":%q,"value":"{}",`+
		`"EnvironmentVariableDefinitionId@odata.bind":"/environmentvariabledefinitions(%s)"}`, value, schemaName, definition))
	stored, err := m.LoadShared(t.Context(), schemaName)
	if err != nil || stored.JSON != "{}" || stored.Version == "" {
		t.Fatalf("%+v, %v", stored, err)
	}
	if err := m.SaveShared(t.Context(), schemaName, `{"a":1}`, ""); crm.CodeOf(err) != crm.CodeDuplicateKey {
		t.Errorf("over a value that was not seen: %v", err)
	}
	if err := m.SaveShared(t.Context(), schemaName, `{"a":1}`, stored.Version); err != nil {
		t.Fatal(err)
	}
	if err := m.SaveShared(t.Context(), schemaName, `{"a":2}`, stored.Version); crm.CodeOf(err) != crm.CodeChanged {
		t.Errorf("over a newer value: %v", err)
	}
	if row := m.practice.Row("environmentvariablevalue", value); row["value"] != `{"a":1}` {
		t.Errorf("%v", row)
	}
}

// post writes as another program would.
func (m *meeting) post(t *testing.T, set, body string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, practice.URL+"/api/data/v9.2/"+set, bytes.NewBufferString(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer secret")
	r.Header.Set("Content-Type", "application/json")
	response, err := m.practice.RoundTripper().RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode >= http.StatusBadRequest {
		text, _ := io.ReadAll(response.Body)
		t.Fatalf("%s: HTTP %d %s", set, response.StatusCode, text)
	}
}

// TestActingForASeatHolder: an installation signed in as the integration user writes as the seat holder.
func TestActingForASeatHolder(t *testing.T) {
	m := meet(t, func(p practice.Person) bool { return p.Integration })
	people := m.practice.People()
	holder := people[slices.IndexFunc(people, seatHolder)]
	m.config.Caller = holder.ObjectID
	client := m.client(t, m.config)
	task := m.newTask()
	task.Owner = crm.Ref{}
	if err := client.CreateActivity(t.Context(), task); err != nil {
		t.Fatal(err)
	}
	row := m.practice.Row(crm.TableTask, task.ID)
	if row["_createdby_value"] != holder.ID || row["_ownerid_value"] != holder.ID || row["_createdonbehalfby_value"] != m.person.ID {
		t.Errorf("created by %v, owned by %v, on behalf by %v", row["_createdby_value"], row["_ownerid_value"],
			row["_createdonbehalfby_value"])
	}
	other := m.newTask()
	other.Owner = crm.Ref{}
	if got := codes(client.WriteAll(t.Context(), []outbox.Write{{Create: &other}})); got != "" {
		t.Errorf("%q", got)
	}
	if row := m.practice.Row(crm.TableTask, other.ID); row["_createdby_value"] != holder.ID {
		t.Errorf("created by %v", row["_createdby_value"])
	}
}
