package outbox_test

import (
	"context"
	"slices"
	"strconv"
	"testing"
	"time"

	"ferry/backend/crm"
	"ferry/backend/outbox"
	"ferry/backend/outbox/storetest"
)

// ReadActivities gives the rows that are there, with the admin as who changed them last unless the row says otherwise.
func (f *organizationFake) ReadActivities(ctx context.Context, ids []string) (rows []crm.Activity, err error) {
	err = f.play(ctx, "look "+strconv.Itoa(len(ids)), func() error {
		for _, id := range ids {
			if row, there := f.rows[id]; there {
				rows = append(rows, row)
			}
		}
		return nil
	})
	return rows, err
}

// looked is a house that looks at what it sent, and one note that was sent.
type looked struct {
	*house
	findings *storetest.Findings
	id       string
}

func newLooked(t *testing.T) *looked {
	t.Helper()
	h := &looked{house: newHouse(t)}
	h.findings = &storetest.Findings{Store: h.store}
	h.Findings, h.Looker = h.findings, h.crm
	h.id = h.put(note())
	h.drain()
	h.crm.calls = nil
	return h
}

// behind changes the row as somebody else would in Dynamics.
func (h *looked) behind(change func(*crm.Activity)) {
	row := h.crm.rows[h.id]
	row.Modifier, row.ModifiedOn = crm.Ref{Table: crm.TableUser, ID: "u-tom", Name: "Tom"}, time.Now().Truncate(time.Second)
	change(&row)
	h.crm.rows[h.id] = row
}

func (h *looked) look(news int) outbox.Remote {
	h.t.Helper()
	got, err := h.Look(h.t.Context())
	if err != nil || got != news {
		h.t.Errorf("%d new findings, want %d (%v)", got, news, err)
	}
	found, err := h.Remotes(h.t.Context(), []string{h.id})
	if err != nil {
		h.t.Fatal(err)
	}
	return found[h.id]
}

// nothingSent fails when anything but a look reached the organization, now or when the sender gets its turn.
func (h *looked) nothingSent() {
	h.t.Helper()
	h.drain()
	for _, call := range h.crm.calls {
		if call != "read task" && call != "look 1" {
			h.t.Errorf("the organization was asked to %s", call)
		}
	}
}

func (h *looked) stillSent() {
	h.t.Helper()
	if record, err := h.store.Record(h.t.Context(), h.id); err != nil || record.State != outbox.Sent {
		h.t.Errorf("the entry is %s (%v)", record.State, err)
	}
}

func TestWhatStandsAsItWasSentIsNoFinding(t *testing.T) {
	h := newLooked(t)
	if err := h.Edit(t.Context(), h.id, outbox.Revision{Body: "Another text."}); err != nil {
		t.Fatal(err)
	}
	h.drain()
	h.crm.calls = nil
	h.behind(func(row *crm.Activity) { row.Description += "\r\n" }) // as Dataverse sometimes does
	if remote := h.look(0); remote.Kind != "" {
		t.Errorf("%+v", remote)
	}
	h.nothingSent()
}

func TestEachChangeInDynamicsIsNoticed(t *testing.T) {
	for field, change := range map[outbox.Field]func(*crm.Activity){
		outbox.FieldSubject:   func(row *crm.Activity) { row.Subject = "Another" },
		outbox.FieldText:      func(row *crm.Activity) { row.Description = "Another" },
		outbox.FieldRegarding: func(row *crm.Activity) { row.Regarding.ID = "c-master" }, // María was merged into another contact
		outbox.FieldOwner:     func(row *crm.Activity) { row.Owner.ID = "u-tom" },
		outbox.FieldState:     func(row *crm.Activity) { row.State = crm.ActivityOpen },
		outbox.FieldTime:      func(row *crm.Activity) { row.End = row.End.Add(time.Hour) },
	} {
		h := newLooked(t)
		h.behind(change)
		remote := h.look(1)
		if remote.Kind != outbox.RemoteChanged || !slices.Equal(remote.Fields, []outbox.Field{field}) || remote.By != "Tom" ||
			remote.At.IsZero() || remote.Noticed.IsZero() || !remote.Shown() {
			t.Errorf("%s: %+v", field, remote)
		}
		h.nothingSent()
		if again := h.look(0); !again.Noticed.Equal(remote.Noticed) {
			t.Errorf("%s: noticed anew: %+v", field, again)
		}
		h.stillSent()
	}
}

// TestAFindingEndsWithItsCause: put back in Dynamics, or overwritten from here, there is nothing to tell any more.
func TestAFindingEndsWithItsCause(t *testing.T) {
	h := newLooked(t)
	before := h.crm.rows[h.id]
	h.behind(func(row *crm.Activity) { row.Subject = "Another" })
	h.look(1)
	h.behind(func(row *crm.Activity) { row.Subject = before.Subject })
	if remote := h.look(1); remote.Kind != "" {
		t.Errorf("put back: %+v", remote)
	}
}

func TestADismissedFindingComesBackWithTheNextChangeOnly(t *testing.T) {
	h := newLooked(t)
	h.behind(func(row *crm.Activity) { row.Subject = "Another" })
	h.look(1)
	if err := h.DismissRemote(t.Context(), h.id); err != nil {
		t.Fatal(err)
	}
	if remote := h.look(0); remote.Shown() || remote.Kind != outbox.RemoteChanged {
		t.Errorf("dismissed: %+v", remote)
	}
	h.behind(func(row *crm.Activity) { row.Description, row.ModifiedOn = "Too", row.ModifiedOn.Add(time.Minute) })
	if remote := h.look(1); !remote.Shown() || len(remote.Fields) != 2 {
		t.Errorf("changed again: %+v", remote)
	}
}

// TestOurOwnTracesAreNoFinding: a plug-in that rewrites what we write does so as us, and at that moment.
func TestOurOwnTracesAreNoFinding(t *testing.T) {
	for after, news := range map[time.Duration]int{0: 0, time.Hour: 1} {
		h := newLooked(t)
		h.behind(func(row *crm.Activity) {
			row.Subject, row.Modifier, row.ModifiedOn = "[Sales] Met at the fair", holder(), row.ModifiedOn.Add(after)
		})
		if remote := h.look(news); (remote.Kind != "") != (news > 0) {
			t.Errorf("%s later: %+v", after, remote)
		}
	}
}

func TestWhatIsGoneIsToldFromWhatIsHidden(t *testing.T) {
	for kind, prepare := range map[outbox.RemoteKind]func(*looked){
		outbox.RemoteDeleted: func(h *looked) { delete(h.crm.rows, h.id) },
		outbox.RemoteHidden: func(h *looked) {
			delete(h.crm.rows, h.id)
			h.crm.then(answer{call: "read", err: &crm.Error{Code: crm.CodeForbidden}})
		},
		"": func(h *looked) { // the organization took the table away: that says nothing of the row
			delete(h.crm.rows, h.id)
			h.crm.then(answer{call: "read", err: &crm.Error{Code: crm.CodeMissingTable}})
		},
	} {
		h := newLooked(t)
		prepare(h)
		news := 1
		if kind == "" {
			news = 0
		}
		if remote := h.look(news); remote.Kind != kind {
			t.Errorf("%q: %+v", kind, remote)
		}
		h.nothingSent()
	}
}

func TestALookThatBreaksOffKnowsNothing(t *testing.T) {
	for _, call := range []string{"look", "read"} {
		h := newLooked(t)
		delete(h.crm.rows, h.id)
		h.crm.then(answer{call: call, err: &crm.Error{Code: crm.CodeOffline}})
		if call == "read" {
			h.crm.then(answer{call: "look"})
			slices.Reverse(h.crm.script)
		}
		if _, err := h.Look(t.Context()); crm.CodeOf(err) != crm.CodeOffline {
			t.Errorf("%s: %v", call, err)
		}
		if found, err := h.Remotes(t.Context(), []string{h.id}); err != nil || len(found) != 0 {
			t.Errorf("%s: %v, %v", call, found, err)
		}
		if remote := h.look(1); remote.Kind != outbox.RemoteDeleted {
			t.Errorf("%s: %+v", call, remote)
		}
	}
}

func TestADeactivatedContactIsTold(t *testing.T) {
	h := newLooked(t)
	h.findings.Deactivate(maria().ID)
	if remote := h.look(1); remote.Kind != outbox.RemoteRowClosed {
		t.Errorf("%+v", remote)
	}
	h.behind(func(row *crm.Activity) { row.Regarding.ID = "c-master" })
	if remote := h.look(1); remote.Kind != outbox.RemoteChanged || !slices.Equal(remote.Fields, []outbox.Field{outbox.FieldRegarding}) {
		t.Errorf("merged: %+v", remote)
	}
}

// TestADeletedActivityIsCopiedAgainOnceOnly: a second press is the same entry, and the new one is another activity.
func TestADeletedActivityIsCopiedAgainOnceOnly(t *testing.T) {
	h := newLooked(t)
	if _, err := h.CopyAgain(t.Context(), h.id, true); crm.CodeOf(err) != crm.CodeInvalid {
		t.Errorf("while it is there: %v", err)
	}
	sent := h.crm.rows[h.id]
	delete(h.crm.rows, h.id)
	h.look(1)
	first, err := h.CopyAgain(t.Context(), h.id, true)
	if err != nil || first.Already || first.ID == h.id {
		t.Fatalf("%+v, %v", first, err)
	}
	if second, err := h.CopyAgain(t.Context(), h.id, true); err != nil || !second.Already || second.ID != first.ID {
		t.Errorf("pressed twice: %+v, %v", second, err)
	}
	if found, err := h.Remotes(t.Context(), []string{h.id}); err != nil || found[h.id].Shown() {
		t.Errorf("still told: %+v, %v", found, err)
	}
	h.drain()
	row, there := h.crm.rows[first.ID]
	if len(h.crm.rows) != 1 || !there || row.Description != sent.Description || row.Subject != sent.Subject ||
		!row.End.Equal(sent.End) || row.Regarding != sent.Regarding {
		t.Errorf("%+v, want the content of %+v", h.crm.rows, sent)
	}
}

// TestADeletedActivityIsLeftAlone: neither a match that comes later nor a person's choice for all entries of the member reaches
// for an activity that is gone.
func TestADeletedActivityIsLeftAlone(t *testing.T) {
	h := newLooked(t)
	h.match = crm.Match{Strength: crm.MatchNone}
	draft := note()
	draft.Body = "Of nobody"
	h.id = h.put(draft)
	h.drain()
	delete(h.crm.rows, h.id)
	h.look(1)
	h.crm.calls = nil
	h.match = crm.Match{Strength: crm.MatchStrong, Row: maria()}
	if err := h.Rematch(t.Context(), ""); err != nil {
		t.Fatal(err)
	}
	if err := h.Choose(t.Context(), gomez().Key, maria()); err != nil {
		t.Fatal(err)
	}
	h.nothingSent()
	h.stillSent()
}

// TestALookIsBoundedAndComesToEverything: what one look leaves over, the next ones take, and then the newest again.
func TestALookIsBoundedAndComesToEverything(t *testing.T) {
	h := newLooked(t)
	const many = 1100
	h.findings.Mirror(h.id, time.Now().Add(-time.Hour)) // the mirror speaks of none of them
	for number := range many {
		at := time.Now().Add(-time.Duration(number) * time.Minute)
		record := outbox.Record{Entry: outbox.Entry{ID: outbox.NewID(), Kind: crm.KindNote, State: outbox.Sent, Landed: true, Since: at}}
		if _, err := h.store.Add(t.Context(), []outbox.Record{record}); err != nil {
			t.Fatal(err)
		}
		h.findings.Mirror(record.ID, at.Add(-time.Hour))
	}
	seen := map[string]bool{}
	h.Looker = looker(func(ids []string) {
		if len(ids) > outbox.LookTogether {
			t.Errorf("%d at once", len(ids))
		}
		for _, id := range ids {
			seen[id] = true
		}
	})
	for look, want := range []int{500, 999, many + 1} {
		if _, err := h.Look(t.Context()); err != nil || len(seen) != want {
			t.Errorf("after look %d: %d of %d (%v)", look, len(seen), want, err)
		}
	}
	clear(seen)
	if _, err := h.Look(t.Context()); err != nil || len(seen) != 500 {
		t.Errorf("anew: %d (%v)", len(seen), err)
	}
}

// looker is told what is looked at, and finds nothing of it; the single rows are there all the same.
type looker func(ids []string)

func (l looker) ReadActivities(_ context.Context, ids []string) ([]crm.Activity, error) {
	l(ids)
	return nil, nil
}

func TestACancelledActivityIsAChange(t *testing.T) {
	h := newLooked(t)
	h.behind(func(row *crm.Activity) { row.State = crm.ActivityCanceled })
	if remote := h.look(1); !slices.Equal(remote.Fields, []outbox.Field{outbox.FieldState}) {
		t.Errorf("%+v", remote)
	}
}

// TestWhatIsEditedDuringALookIsNoFinding: the entry is on its way again, and what stands there will be ours.
func TestWhatIsEditedDuringALookIsNoFinding(t *testing.T) {
	h := newLooked(t)
	h.behind(func(row *crm.Activity) { row.Subject = "Another" })
	h.crm.then(answer{call: "look", do: func() {
		if err := h.Edit(t.Context(), h.id, outbox.Revision{Body: "Mine again."}); err != nil {
			t.Error(err)
		}
	}})
	if remote := h.look(0); remote.Kind != "" {
		t.Errorf("%+v", remote)
	}
	h.drain()
	if remote := h.look(0); remote.Kind != "" {
		t.Errorf("sent: %+v", remote)
	}
}

// TestWhatIsKnownToBeDeletedIsNotSentAnyMore: not counted, not listed as sent, and not removed a second time.
func TestWhatIsKnownToBeDeletedIsNotSentAnyMore(t *testing.T) {
	for name, act := range map[string]func(*looked) error{
		"dismissed": func(h *looked) error { return h.DismissRemote(h.t.Context(), h.id) },
		"copied again": func(h *looked) error {
			_, err := h.CopyAgain(h.t.Context(), h.id, true)
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			h := newLooked(t)
			delete(h.crm.rows, h.id)
			h.look(1)
			h.stillSent()
			h.must(act(h))
			if record := h.is(h.id, outbox.Removed, ""); record.Closed || record.Landed {
				t.Errorf("%+v", record.Entry)
			}
			h.crm.calls = nil
			h.must(h.Remove(t.Context(), h.id))
			h.look(0)
			h.is(h.id, outbox.Removed, "")
		})
	}
}

// TestACopyUnderARowThatIsRefusedAsksMatching: what a person chose once is not chosen for the copy, when they think otherwise now.
func TestACopyUnderARowThatIsRefusedAsksMatching(t *testing.T) {
	h := newLooked(t)
	draft := note()
	draft.Row = tom()
	h.id = h.put(draft)
	h.drain()
	delete(h.crm.rows, h.id)
	h.look(1)
	h.match = crm.Match{Strength: crm.MatchSeveral}
	again, err := h.CopyAgain(t.Context(), h.id, false)
	h.must(err)
	h.drain()
	h.is(again.ID, outbox.Attention, crm.CodeSeveralMatches)
}

// TestWhatIsOverwrittenIsNoFinding: the person saw that somebody changed it, and put another text in its place.
func TestWhatIsOverwrittenIsNoFinding(t *testing.T) {
	h := newLooked(t)
	h.behind(func(row *crm.Activity) { row.Description = "Tom's text." })
	if found := h.look(1); !found.Shown() {
		t.Fatalf("%+v", found)
	}
	if theirs, err := h.Theirs(t.Context(), h.id); err != nil || theirs.Description != "Tom's text." || theirs.Modifier.Name != "Tom" {
		t.Errorf("%+v, %v", theirs, err)
	}
	h.must(h.Edit(t.Context(), h.id, outbox.Revision{Body: "Mine."}))
	if found, err := h.Remotes(t.Context(), []string{h.id}); err != nil || found[h.id].Shown() {
		t.Errorf("still told: %+v, %v", found, err)
	}
	h.drain()
	if found := h.look(1); found.Kind != "" { // which is news, too
		t.Errorf("told again: %+v", found)
	}
}

func TestThereIsNothingOfTheirsBeforeItWasSent(t *testing.T) {
	h := newLooked(t)
	id := h.put(message())
	if _, err := h.Theirs(t.Context(), id); crm.CodeOf(err) != crm.CodeInvalid {
		t.Errorf("%v", err)
	}
}
