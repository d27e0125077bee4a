package storetest

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"strconv"
	"testing"
	"time"

	"ferry/backend/crm"
	"ferry/backend/outbox"
)

// Run holds a Store to its contract. open gives a new, empty one for each test.
func Run(t *testing.T, open func(t *testing.T) outbox.Store) {
	t.Helper()
	for name, test := range map[string]func(contract){
		"a record comes back as it was":              roundTrip,
		"every kind of entry is kept":                everyKind,
		"an id that is there is reported, not added": addTwice,
		"an id that is not there is not found":       notFound,
		"a change writes everything or nothing":      changeAll,
		"a change replaces operations and attempts":  changeParts,
		"nothing is written once the context ended":  ended,
		"only the moves of the table are allowed":    movesOnly,
		"due lists what can be sent, oldest first":   dueOrder,
		"due keeps the order of a member":            dueMember,
		"due waits for operations of other entries":  dueAfter,
		"the next time is the earliest to come":      nextDue,
		"lists are filtered, counted and paged":      lists,
		"counts say what the strip shows":            counts,
	} {
		t.Run(name, func(t *testing.T) { test(contract{t, open(t)}) })
	}
}

// contract is one test of the suite with the Store it is about.
type contract struct {
	t     *testing.T
	store outbox.Store
}

// epoch is when the suite takes place: a day of its own, whole milliseconds.
func epoch() time.Time { return time.Date(2026, 3, 4, 9, 0, 0, 5_000_000, time.UTC) }

// Sample is a record with every field set, whose id ends in number.
func Sample(number int) outbox.Record {
	id := "01890000-0000-7000-8000-" + pad(number)
	activity := crm.Activity{ID: id, Table: crm.TableMessage, Subject: "Hallo", Description: "a\n\"b\" \U0001F600",
		Start: epoch(), Parties: []crm.Party{{Role: crm.PartySender, Name: "María"}}}
	state := crm.ActivityCompleted
	return outbox.Record{
		Entry: outbox.Entry{
			ID: id, Kind: crm.KindMessage,
			Member:  crm.Member{Key: "url:ana-" + strconv.Itoa(number), Name: "Ana Gómez", Company: "Fabrikam"},
			Subject: "Hallo", Body: "a\n\"b\" \U0001F600", At: epoch().Truncate(time.Second).In(time.FixedZone("", 3600)),
			Duration: time.Minute, Outgoing: true, Phone: "+34 1", URL: "https://example.test/x", SourceKey: "key",
			Row:    crm.Ref{Table: crm.TableContact, ID: "c1", Name: "Ana"},
			Chosen: true, Owner: crm.Ref{Table: crm.TableUser, ID: "u1", Name: "Me"}, Table: crm.TableMessage, Fallback: true,
			State: outbox.Queued, Since: epoch(), Until: epoch().Add(time.Hour), Created: epoch(),
			Failures: 2, Landed: true, Written: crm.Ref{Table: crm.TableContact, ID: "c1", Name: "Ana"},
		},
		Operations: []outbox.Operation{
			{ID: id, Kind: outbox.OperationCreate, State: outbox.OperationDone, Payload: outbox.Payload{Activity: &activity}},
			{ID: "close-" + id, Kind: outbox.OperationClose, State: outbox.OperationPending, After: []string{id}, IfMatch: "*",
				Payload: outbox.Payload{Change: &crm.ActivityChange{State: &state}, Reopen: true}},
		},
		Attempts: []outbox.Attempt{{Number: 1, Operation: id, Hash: "h", Started: epoch(), Ended: epoch().Add(time.Second),
			Outcome: outbox.OutcomeUnknown, Code: crm.CodeOffline, Detail: "d", Tries: 3}},
	}
}

func everyKind(c contract) {
	flag := crm.OrgChangeIgnore
	for i, kind := range crm.EntryKinds() {
		record := plain(i+1, outbox.Queued)
		record.Kind = kind
		record.Operations = []outbox.Operation{{ID: record.ID, Kind: outbox.OperationCreateLead, State: outbox.OperationPending,
			Payload: outbox.Payload{Person: &crm.Person{ID: record.ID, LastName: "Li", Columns: map[string]string{"a": "b"}},
				Flag: &flag}}}
		if _, err := c.store.Add(c.t.Context(), []outbox.Record{record}); err != nil {
			c.t.Fatal(err)
		}
		got, err := c.store.Record(c.t.Context(), record.ID)
		if err != nil || got.Kind != kind || !reflect.DeepEqual(got.Operations, record.Operations) {
			c.t.Errorf("%s comes back as %+v, %v", kind, got, err)
		}
		if ids, err := c.store.IDs(c.t.Context(), outbox.Filter{Kinds: []crm.Kind{kind}}); err != nil || len(ids) != 1 {
			c.t.Errorf("%s: found %v, %v", kind, ids, err)
		}
	}
}

func pad(number int) string {
	digits := strconv.Itoa(number)
	return "000000000000"[len(digits):] + digits
}

// plain is a record in a state, with nothing done and a member of its own.
func plain(number int, state outbox.State) outbox.Record {
	record := Sample(number)
	record.State, record.Until, record.Row, record.Written = state, time.Time{}, crm.Ref{}, crm.Ref{}
	record.Landed, record.Attempts = false, nil
	record.Operations = []outbox.Operation{{ID: record.ID, Kind: outbox.OperationCreate, State: outbox.OperationPending,
		Payload: record.Operations[0].Payload}}
	if state == outbox.Waiting || state == outbox.Attention {
		record.Code = crm.CodeUnmatched
	}
	return record
}

func add(t *testing.T, store outbox.Store, records ...outbox.Record) {
	t.Helper()
	existing, err := store.Add(t.Context(), records)
	if err != nil || len(existing) > 0 {
		t.Fatalf("add: %v, existing %v", err, existing)
	}
}

func read(t *testing.T, store outbox.Store, id string) outbox.Record {
	t.Helper()
	record, err := store.Record(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return record
}

func same(t *testing.T, got, want outbox.Record) {
	t.Helper()
	if !got.At.Equal(want.At) || got.At.Format(time.RFC3339) != want.At.Format(time.RFC3339) {
		t.Errorf("at %v, want %v", got.At, want.At)
	}
	got.At, want.At = time.Time{}, time.Time{}
	got.Sequence, want.Sequence = 0, 0
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func roundTrip(c contract) {
	t, store := c.t, c.store
	want := Sample(1)
	add(t, store, want)
	same(t, read(t, store, want.ID), want)
	entries, _, err := store.List(t.Context(), outbox.Filter{})
	if err != nil || len(entries) != 1 {
		t.Fatalf("%d entries, error %v", len(entries), err)
	}
	same(t, outbox.Record{Entry: entries[0]}, outbox.Record{Entry: want.Entry})
	other := plain(2, outbox.Queued)
	add(t, store, other)
	both, err := store.Records(t.Context(), []string{other.ID, want.ID})
	if err != nil || len(both) != 2 {
		t.Fatalf("%d records, %v", len(both), err)
	}
	same(t, both[0], other)
	same(t, both[1], want)
	if _, err := store.Records(t.Context(), []string{want.ID, "nobody"}); crm.CodeOf(err) != crm.CodeNotFound {
		t.Errorf("one that is not there: %v", err)
	}
}

func addTwice(c contract) {
	t, store := c.t, c.store
	first := plain(1, outbox.Queued)
	add(t, store, first)
	err := store.Change(t.Context(), []string{first.ID}, func(r *outbox.Record) error {
		r.State = outbox.Removed
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	again, second := Sample(1), plain(2, outbox.Queued)
	again.Body = "another text"
	existing, err := store.Add(t.Context(), []outbox.Record{again, second})
	if err != nil || len(existing) != 1 || existing[first.ID] != outbox.Removed {
		t.Fatalf("existing %v, error %v", existing, err)
	}
	if got := read(t, store, first.ID); got.Body != first.Body {
		t.Errorf("the second add changed the record")
	}
	if one, two := read(t, store, first.ID).Sequence, read(t, store, second.ID).Sequence; one >= two {
		t.Errorf("sequences %d, %d", one, two)
	}
}

func notFound(c contract) {
	t, store := c.t, c.store
	if _, err := store.Record(t.Context(), "x"); crm.CodeOf(err) != crm.CodeNotFound {
		t.Errorf("record: %v", err)
	}
	err := store.Change(t.Context(), []string{"x"}, func(*outbox.Record) error { return nil })
	if crm.CodeOf(err) != crm.CodeNotFound {
		t.Errorf("change: %v", err)
	}
}

func changeAll(c contract) {
	t, store := c.t, c.store
	add(t, store, plain(1, outbox.Queued), plain(2, outbox.Queued))
	ids := []string{plain(1, outbox.Queued).ID, plain(2, outbox.Queued).ID}
	stop := errors.New("stop")
	err := store.Change(t.Context(), ids, func(r *outbox.Record) error {
		r.Body = "changed"
		if r.ID == ids[1] {
			return stop
		}
		return nil
	})
	if !errors.Is(err, stop) {
		t.Fatalf("error %v", err)
	}
	if read(t, store, ids[0]).Body == "changed" {
		t.Error("half of a change was kept")
	}
	err = store.Change(t.Context(), ids, func(r *outbox.Record) error { r.Body = "changed"; return nil })
	if err != nil || read(t, store, ids[0]).Body != "changed" || read(t, store, ids[1]).Body != "changed" {
		t.Errorf("change was not kept, error %v", err)
	}
}

func ended(c contract) {
	t, store := c.t, c.store
	add(t, store, plain(1, outbox.Queued))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := store.Add(ctx, []outbox.Record{plain(2, outbox.Queued)}); crm.CodeOf(err) != crm.CodeCancelled {
		t.Errorf("add: %v", err)
	}
	err := store.Change(ctx, []string{plain(1, outbox.Queued).ID}, func(r *outbox.Record) error { r.Body = "x"; return nil })
	if crm.CodeOf(err) != crm.CodeCancelled {
		t.Errorf("change: %v", err)
	}
	if _, total, err := store.List(t.Context(), outbox.Filter{Query: "hallo"}); total != 1 || err != nil {
		t.Errorf("%d entries, error %v", total, err)
	}
}

func changeParts(c contract) {
	t, store := c.t, c.store
	want := Sample(1)
	add(t, store, want)
	text := "new"
	change := func(r *outbox.Record) {
		edit := outbox.Operation{ID: "edit", Kind: outbox.OperationEdit, State: outbox.OperationPending,
			After: []string{r.ID, "elsewhere"}, IfMatch: "*",
			Payload: outbox.Payload{Change: &crm.ActivityChange{Subject: &text}}}
		r.Operations = []outbox.Operation{r.Operations[0], edit}
		r.Operations[0].State = outbox.OperationDropped
		r.Attempts[0].Outcome, r.Attempts[0].Tries = outbox.OutcomeDone, 4
		r.Attempts = append(r.Attempts, outbox.Attempt{Number: 2, Operation: "edit", Started: epoch(),
			Outcome: outbox.OutcomeOpen, Tries: 1})
		r.Row, r.Code = crm.Ref{}, crm.CodeOffline
	}
	err := store.Change(t.Context(), []string{want.ID}, func(r *outbox.Record) error { change(r); return nil })
	if err != nil {
		t.Fatal(err)
	}
	change(&want)
	same(t, read(t, store, want.ID), want)
	err = store.Change(t.Context(), []string{want.ID}, func(r *outbox.Record) error {
		r.Attempts = r.Attempts[:1]
		return nil
	})
	want.Attempts = want.Attempts[:1]
	if err != nil {
		t.Fatal(err)
	}
	same(t, read(t, store, want.ID), want)
	err = store.Change(t.Context(), []string{want.ID}, func(r *outbox.Record) error {
		r.Operations[1].After = []string{"elsewhere"}
		return nil
	})
	want.Operations[1].After = []string{"elsewhere"}
	if err != nil {
		t.Fatal(err)
	}
	same(t, read(t, store, want.ID), want)
}

func movesOnly(c contract) {
	t, store := c.t, c.store
	number := 0
	for _, from := range outbox.States() {
		for _, to := range outbox.States() {
			number++
			record := plain(number, from)
			add(t, store, record)
			err := store.Change(t.Context(), []string{record.ID}, func(r *outbox.Record) error {
				r.State, r.Code = to, crm.CodeUnmatched
				return nil
			})
			if got := err == nil; got != outbox.MayMove(from, to) {
				t.Errorf("%s to %s: %v", from, to, err)
			}
		}
	}
}

// due is Due's answer as the numbers of the sample records.
func dueNumbers(t *testing.T, store outbox.Store, now time.Time, limit int) []int {
	t.Helper()
	ids, err := store.Due(t.Context(), now, limit)
	if err != nil {
		t.Fatal(err)
	}
	numbers := []int{}
	for _, id := range ids {
		number, err := strconv.Atoi(id[24:])
		if err != nil {
			t.Fatal(err)
		}
		numbers = append(numbers, number)
	}
	return numbers
}

func dueOrder(c contract) {
	t, store := c.t, c.store
	waiting := func(number int, code crm.Code, until time.Time) outbox.Record {
		record := plain(number, outbox.Waiting)
		record.Code, record.Until = code, until
		return record
	}
	later := plain(12, outbox.Removing)
	later.Code, later.Until = crm.CodeUnavailable, epoch().Add(time.Second)
	add(t, store,
		plain(1, outbox.Queued), plain(2, outbox.Sending), plain(3, outbox.Attention), plain(4, outbox.Sent),
		plain(5, outbox.Removing), plain(6, outbox.Removed), waiting(7, crm.CodeUnmatched, time.Time{}),
		waiting(8, crm.CodeUnavailable, epoch()), waiting(9, crm.CodeUnavailable, epoch().Add(time.Second)),
		waiting(10, crm.CodeOffline, epoch().Add(time.Hour)), waiting(11, crm.CodeSignIn, time.Time{}), later,
		waiting(13, crm.CodeThrottled, epoch().Add(time.Hour)), waiting(14, crm.CodeNotMember, time.Time{}))
	if got, want := dueNumbers(t, store, epoch(), 50), []int{1, 5, 8, 10, 11, 13, 14}; !slices.Equal(got, want) {
		t.Errorf("due %v, want %v", got, want)
	}
	if got, want := dueNumbers(t, store, epoch().Add(time.Second), 50), []int{1, 5, 8, 9, 10, 11, 12, 13, 14}; !slices.Equal(got, want) {
		t.Errorf("a second later due %v, want %v", got, want)
	}
	if got, want := dueNumbers(t, store, epoch(), 2), []int{1, 5}; !slices.Equal(got, want) {
		t.Errorf("two of them %v, want %v", got, want)
	}
}

func dueMember(c contract) {
	t, store := c.t, c.store
	of := func(number int, state outbox.State, member string, code crm.Code) outbox.Record {
		record := plain(number, state)
		record.Member.Key, record.Code = member, code
		if state == outbox.Waiting {
			record.Until = epoch().Add(time.Hour)
		}
		return record
	}
	add(t, store,
		of(1, outbox.Sending, "a", ""), of(2, outbox.Queued, "a", ""),
		of(3, outbox.Waiting, "b", crm.CodeUnavailable), of(4, outbox.Queued, "b", ""),
		of(5, outbox.Attention, "c", crm.CodeForbidden), of(6, outbox.Queued, "c", ""),
		of(7, outbox.Waiting, "d", crm.CodeUnmatched), of(8, outbox.Queued, "d", ""),
		of(9, outbox.Queued, "e", ""), of(10, outbox.Sending, "e", ""))
	if got, want := dueNumbers(t, store, epoch(), 50), []int{6, 8, 9}; !slices.Equal(got, want) {
		t.Errorf("due %v, want %v", got, want)
	}
}

func dueAfter(c contract) {
	t, store := c.t, c.store
	first, second, third := plain(1, outbox.Attention), plain(2, outbox.Queued), plain(3, outbox.Queued)
	second.Operations[0].After = []string{first.ID}
	third.Operations[0].After = []string{third.ID, "of nobody"}
	// Nobody wants any more what waited here.
	third.Operations = append(third.Operations, outbox.Operation{ID: "dropped", Kind: outbox.OperationDelete,
		State: outbox.OperationDropped, After: []string{first.ID}})
	add(t, store, first, second, third)
	if got, want := dueNumbers(t, store, epoch(), 50), []int{3}; !slices.Equal(got, want) {
		t.Errorf("due %v, want %v", got, want)
	}
	err := store.Change(t.Context(), []string{first.ID}, func(r *outbox.Record) error {
		r.Operations[0].State = outbox.OperationDone
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := dueNumbers(t, store, epoch(), 50), []int{2, 3}; !slices.Equal(got, want) {
		t.Errorf("after the first is done due %v, want %v", got, want)
	}
}

func nextDue(c contract) {
	t, store := c.t, c.store
	if next, err := store.NextDue(t.Context(), epoch()); err != nil || !next.IsZero() {
		t.Errorf("of nothing: %v, %v", next, err)
	}
	for i, after := range []time.Duration{time.Minute, time.Second, 0, -time.Second} {
		record := plain(i+1, outbox.Waiting)
		record.Until = epoch().Add(after)
		add(t, store, record)
	}
	queued := plain(9, outbox.Queued)
	queued.Until = epoch().Add(time.Millisecond)
	add(t, store, queued, plain(10, outbox.Waiting))
	next, err := store.NextDue(t.Context(), epoch())
	if err != nil || !next.Equal(epoch().Add(time.Second)) {
		t.Errorf("next %v, error %v", next, err)
	}
}

func lists(c contract) {
	t, store := c.t, c.store
	note := plain(1, outbox.Queued)
	note.Kind, note.Member.Company, note.Body = crm.KindNote, "Adatum", "Über 100% _sicher_"
	open := plain(2, outbox.Sent)
	closed := plain(3, outbox.Sent)
	closed.Closed = true
	linked := plain(4, outbox.Sent)
	linked.Row = crm.Ref{Table: crm.TableLead, ID: "l"}
	weak := plain(5, outbox.Attention)
	weak.Code = crm.CodeWeakMatch
	add(t, store, note, open, closed, linked, weak)
	for name, c := range map[string]struct {
		filter outbox.Filter
		want   []int
		total  int
	}{
		"all, newest first":     {outbox.Filter{}, []int{5, 4, 3, 2, 1}, 5},
		"a page":                {outbox.Filter{Offset: 1, Limit: 2}, []int{4, 3}, 5},
		"a page past the end":   {outbox.Filter{Offset: 9}, []int{}, 5},
		"kinds":                 {outbox.Filter{Kinds: []crm.Kind{crm.KindNote, crm.KindCall}}, []int{1}, 1},
		"states":                {outbox.Filter{States: []outbox.State{outbox.Sent}}, []int{4, 3, 2}, 3},
		"codes":                 {outbox.Filter{Codes: []crm.Code{crm.CodeWeakMatch}}, []int{5}, 1},
		"a member":              {outbox.Filter{Member: note.Member.Key}, []int{1}, 1},
		"some ids":              {outbox.Filter{IDs: []string{open.ID, weak.ID, "none"}}, []int{5, 2}, 2},
		"a row":                 {outbox.Filter{Row: crm.Ref{Table: crm.TableLead, ID: "l"}}, []int{4}, 1},
		"another table's row":   {outbox.Filter{Row: crm.Ref{Table: crm.TableContact, ID: "l"}}, []int{}, 0},
		"unresolved":            {outbox.Filter{Unresolved: true}, []int{2}, 1},
		"a company":             {outbox.Filter{Query: "ADATUM"}, []int{1}, 1},
		"text without accents":  {outbox.Filter{Query: " uber"}, []int{1}, 1},
		"a name with state":     {outbox.Filter{Query: "gomez", States: []outbox.State{outbox.Queued}}, []int{1}, 1},
		"no pattern characters": {outbox.Filter{Query: "100x"}, []int{}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			entries, total, err := store.List(t.Context(), c.filter)
			numbers := []int{}
			for _, entry := range entries {
				numbers = append(numbers, int(entry.Sequence))
			}
			if err != nil || !slices.Equal(numbers, c.want) || total != c.total {
				t.Errorf("%v of %d, want %v of %d, error %v", numbers, total, c.want, c.total, err)
			}
		})
	}
	ids, err := store.IDs(t.Context(), outbox.Filter{States: []outbox.State{outbox.Sent}, Offset: 1, Limit: 1})
	if want := []string{open.ID, closed.ID, linked.ID}; err != nil || !slices.Equal(ids, want) {
		t.Errorf("ids %v, want %v, error %v", ids, want, err)
	}
}

func counts(c contract) {
	t, store := c.t, c.store
	closed := plain(5, outbox.Sent)
	closed.Closed = true
	add(t, store, plain(1, outbox.Queued), plain(2, outbox.Waiting), plain(3, outbox.Attention), plain(4, outbox.Sent),
		closed, plain(6, outbox.Sending))
	got, err := store.Counts(t.Context())
	if err != nil || got.Unresolved != 1 || got.ToSend() != 3 || got.States[outbox.Sent] != 2 ||
		got.States[outbox.Attention] != 1 || got.States[outbox.Removed] != 0 {
		t.Errorf("counts %+v, error %v", got, err)
	}
}
