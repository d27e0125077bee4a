package storetest

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"ferry/backend/crm"
	"ferry/backend/outbox"
)

// Findings is an outbox.Findings in memory, beside the Store whose entries it is about.
type Findings struct {
	Store *Memory

	mu       sync.Mutex
	known    map[string]outbox.Remote
	mirror   map[string]time.Time // activity to modifiedon
	inactive map[string]bool
}

var _ outbox.Findings = (*Findings)(nil)

// Mirror puts an activity into the mirror, as the import would.
func (f *Findings) Mirror(id string, modified time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.mirror == nil {
		f.mirror = map[string]time.Time{}
	}
	f.mirror[id] = modified.Truncate(time.Second)
}

// Deactivate puts a deactivated contact into the mirror.
func (f *Findings) Deactivate(id string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.inactive == nil {
		f.inactive = map[string]bool{}
	}
	f.inactive[id] = true
}

// Suspects lists sent activities that something happened to.
func (f *Findings) Suspects(_ context.Context, since time.Time, limit int) ([]string, error) {
	var ids []string
	for _, entry := range f.sent(since) {
		f.mu.Lock()
		modified, there := f.mirror[entry.ID]
		known, noticed := f.known[entry.ID]
		f.mu.Unlock()
		changed := !modified.Before(entry.Since.Truncate(time.Second)) && (!noticed || known.At.Before(modified))
		if !there || changed {
			ids = append(ids, entry.ID)
		}
	}
	return ids[:min(len(ids), limit)], nil
}

// SentBetween lists sent activities.
func (f *Findings) SentBetween(_ context.Context, since, until time.Time, limit int) ([]outbox.SentID, error) {
	var all []outbox.SentID
	for _, entry := range f.sent(since) {
		if !entry.Since.After(until) {
			all = append(all, outbox.SentID{ID: entry.ID, Sent: entry.Since})
		}
	}
	return all[:min(len(all), limit)], nil
}

func (f *Findings) sent(since time.Time) []outbox.Entry {
	f.Store.mu.Lock()
	defer f.Store.mu.Unlock()
	f.mu.Lock()
	defer f.mu.Unlock()
	var all []outbox.Entry
	for _, record := range f.Store.records {
		person := !slices.Contains(crm.Kinds(), record.Kind)
		if record.State == outbox.Sent && record.Landed && !person && record.Since.After(since) &&
			f.known[record.ID].Kind != outbox.RemoteDeleted {
			all = append(all, record.Entry)
		}
	}
	slices.SortStableFunc(all, func(a, b outbox.Entry) int { return b.Since.Compare(a.Since) })
	return all
}

// Remotes gives what was noticed.
func (f *Findings) Remotes(_ context.Context, ids []string) (map[string]outbox.Remote, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	found := map[string]outbox.Remote{}
	for _, id := range ids {
		if remote, known := f.known[id]; known {
			found[id] = remote
		}
	}
	return found, nil
}

// SaveRemotes keeps findings.
func (f *Findings) SaveRemotes(_ context.Context, found map[string]outbox.Remote) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.known == nil {
		f.known = map[string]outbox.Remote{}
	}
	maps.Copy(f.known, found)
	maps.DeleteFunc(f.known, func(_ string, r outbox.Remote) bool { return r.Kind == "" })
	return nil
}

// InactiveContacts gives the deactivated ones.
func (f *Findings) InactiveContacts(_ context.Context, ids []string) (map[string]bool, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	found := map[string]bool{}
	for _, id := range ids {
		if f.inactive[id] {
			found[id] = true
		}
	}
	return found, nil
}

// Looked is a Store with its Findings, and the ways to fill the mirror.
type Looked struct {
	Store    outbox.Store
	Findings outbox.Findings
	// Mirror puts an activity into the mirror, with its modifiedon; Deactivate a deactivated contact.
	Mirror     func(id string, modified time.Time)
	Deactivate func(id string)
}

// RunFindings holds Findings to its contract. open gives new, empty ones for each test.
func RunFindings(t *testing.T, open func(t *testing.T) Looked) {
	t.Helper()
	for name, test := range map[string]func(*testing.T, Looked){
		"a finding comes back as it was":            findingsComeBack,
		"what was sent is listed, newest first":     sentIsListed,
		"suspects are what the mirror speaks of":    suspectsAreListed,
		"a contact is inactive as the mirror holds": inactiveContacts,
	} {
		t.Run(name, func(t *testing.T) { test(t, open(t)) })
	}
}

// sentRecord is an activity that was sent some minutes after the epoch.
func sentRecord(number int) outbox.Record {
	record := Sample(number)
	record.State, record.Landed, record.Until = outbox.Sent, true, time.Time{}
	record.Since = epoch().Add(time.Duration(number) * time.Minute)
	return record
}

func addRecords(t *testing.T, l Looked, records ...outbox.Record) {
	t.Helper()
	if existing, err := l.Store.Add(t.Context(), records); err != nil || len(existing) > 0 {
		t.Fatalf("add: %v, %v", existing, err)
	}
}

func findingsComeBack(t *testing.T, l Looked) {
	found, ids := map[string]outbox.Remote{}, []string{"01890000-0000-7000-8000-ffffffffffff"}
	for i, kind := range outbox.RemoteKinds() {
		record := sentRecord(i + 1)
		addRecords(t, l, record)
		found[record.ID] = outbox.Remote{Kind: kind, Noticed: epoch(), Dismissed: i%2 == 0}
		ids = append(ids, record.ID)
	}
	changed := found[ids[2]]
	changed.Fields, changed.By, changed.At = []outbox.Field{outbox.FieldText, outbox.FieldOwner}, "Tom", epoch().Truncate(time.Second)
	found[ids[2]] = changed
	wantFindings(t, l, ids, map[string]outbox.Remote{})
	save(t, l, found)
	wantFindings(t, l, ids, found)
	changed.Dismissed, changed.Fields = true, nil
	save(t, l, map[string]outbox.Remote{ids[2]: changed, ids[1]: {}})
	delete(found, ids[1])
	found[ids[2]] = changed
	wantFindings(t, l, ids, found)
}

func save(t *testing.T, l Looked, found map[string]outbox.Remote) {
	t.Helper()
	if err := l.Findings.SaveRemotes(t.Context(), found); err != nil {
		t.Fatal(err)
	}
}

func wantFindings(t *testing.T, l Looked, ids []string, want map[string]outbox.Remote) {
	t.Helper()
	got, err := l.Findings.Remotes(t.Context(), ids)
	same := func(a, b outbox.Remote) bool {
		return a.Kind == b.Kind && slices.Equal(a.Fields, b.Fields) && a.By == b.By && a.At.Equal(b.At) &&
			a.Noticed.Equal(b.Noticed) && a.Dismissed == b.Dismissed
	}
	if err != nil || !maps.EqualFunc(got, want, same) {
		t.Errorf("\n got %+v, %v\nwant %+v", got, err, want)
	}
}

func sentIsListed(t *testing.T, l Looked) {
	var records []outbox.Record
	for number := 1; number <= 8; number++ {
		records = append(records, sentRecord(number))
	}
	records[1].State = outbox.Removing
	records[3].Landed = false
	records[4].Kind = crm.KindContact
	addRecords(t, l, records...)
	save(t, l, map[string]outbox.Remote{records[5].ID: {Kind: outbox.RemoteDeleted}, records[6].ID: {Kind: outbox.RemoteHidden}})
	for name, test := range map[string]struct {
		since, until, limit int // minutes
		want                []int
	}{
		"all":          {0, 99, 9, []int{8, 7, 3, 1}},
		"a beginning":  {0, 99, 2, []int{8, 7}},
		"from a time":  {1, 99, 9, []int{8, 7, 3}},
		"until a time": {0, 7, 9, []int{7, 3, 1}},
	} {
		got, err := l.Findings.SentBetween(t.Context(), epoch().Add(time.Duration(test.since)*time.Minute),
			epoch().Add(time.Duration(test.until)*time.Minute), test.limit)
		var numbers []int
		for _, one := range got {
			number, _ := strconv.Atoi(one.ID[len(one.ID)-4:])
			numbers = append(numbers, number)
			if !one.Sent.Equal(epoch().Add(time.Duration(number) * time.Minute)) {
				t.Errorf("%s: %d was sent at %s", name, number, one.Sent)
			}
		}
		if err != nil || !slices.Equal(numbers, test.want) {
			t.Errorf("%s: %v, want %v (%v)", name, numbers, test.want, err)
		}
	}
}

func suspectsAreListed(t *testing.T, l Looked) {
	const (
		unchanged, missing, changed, noticed, again, deleted = 1, 2, 3, 4, 5, 6
	)
	for number := unchanged; number <= deleted; number++ {
		record := sentRecord(number)
		addRecords(t, l, record)
		switch number {
		case unchanged:
			l.Mirror(record.ID, record.Since.Add(-time.Second))
		case changed:
			l.Mirror(record.ID, record.Since) // in the same second: nobody can tell which was first
		case noticed, again:
			l.Mirror(record.ID, record.Since.Add(time.Hour))
		}
		at := record.Since.Add(time.Hour).Truncate(time.Second)
		if number == again {
			at = at.Add(-time.Minute)
		}
		if number >= noticed {
			kind := outbox.RemoteChanged
			if number == deleted {
				kind = outbox.RemoteDeleted
			}
			save(t, l, map[string]outbox.Remote{record.ID: {Kind: kind, At: at}})
		}
	}
	want := []string{sentRecord(again).ID, sentRecord(changed).ID, sentRecord(missing).ID}
	got, err := l.Findings.Suspects(t.Context(), epoch(), 9)
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%v, want %v (%v)", got, want, err)
	}
	got, err = l.Findings.Suspects(t.Context(), epoch().Add(changed*time.Minute), 9)
	if err != nil || !slices.Equal(got, want[:1]) {
		t.Errorf("of the newest: %v, want %v (%v)", got, want[:1], err)
	}
	if got, err = l.Findings.Suspects(t.Context(), epoch(), 2); err != nil || !slices.Equal(got, want[:2]) {
		t.Errorf("two: %v, want %v (%v)", got, want[:2], err)
	}
}

func inactiveContacts(t *testing.T, l Looked) {
	l.Deactivate("c-gone")
	got, err := l.Findings.InactiveContacts(t.Context(), []string{"c-gone", "c-there", "c-unknown"})
	if err != nil || !maps.Equal(got, map[string]bool{"c-gone": true}) {
		t.Errorf("%v, %v", got, err)
	}
}
