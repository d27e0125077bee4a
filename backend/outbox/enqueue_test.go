package outbox_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/uuid"

	"ferry/backend/crm"
	"ferry/backend/outbox"
)

func TestEnqueueKeepsAllDraftsOrNone(t *testing.T) {
	h := newHouse(t)
	bad := note()
	bad.Kind = "tag"
	if _, err := h.Enqueue(t.Context(), message(), bad); crm.CodeOf(err) != crm.CodeWritebackOff {
		t.Fatalf("error %v", err)
	}
	counts, err := h.Counts(t.Context())
	if err != nil || counts.ToSend() != 0 {
		t.Fatalf("%+v, %v", counts, err)
	}
	second := message()
	second.SourceKey = "conversation|2"
	enqueued, err := h.Enqueue(t.Context(), message(), second, note())
	if err != nil || len(enqueued) != 3 {
		t.Fatalf("%+v, %v", enqueued, err)
	}
	for _, one := range enqueued {
		if one.Already || one.State != outbox.Queued || h.read(one.ID).State != outbox.Queued {
			t.Errorf("%+v", one)
		}
	}
}

func TestTheSameSourceIsReportedNotDoubled(t *testing.T) {
	h := newHouse(t)
	enqueued, err := h.Enqueue(t.Context(), message(), message())
	if err != nil || enqueued[0].Already || !enqueued[1].Already || enqueued[0].ID != enqueued[1].ID {
		t.Fatalf("twice in one go: %+v, %v", enqueued, err)
	}
	h.drain()
	asInMail := message()
	asInMail.Kind = crm.KindInMail
	enqueued, err = h.Enqueue(t.Context(), asInMail)
	if err != nil || !enqueued[0].Already || enqueued[0].State != outbox.Sent {
		t.Fatalf("after sending: %+v, %v", enqueued, err)
	}
	if _, total, err := h.List(t.Context(), outbox.Filter{}); err != nil || total != 1 {
		t.Errorf("%d entries, %v", total, err)
	}
}

func TestASecondPressOfTheButtonIsTheSameEntry(t *testing.T) {
	h := newHouse(t)
	draft := note()
	draft.ID = strings.ToUpper(outbox.NewID())
	id := h.put(draft)
	enqueued, err := h.Enqueue(t.Context(), draft)
	if err != nil || !enqueued[0].Already || enqueued[0].ID != id || id != strings.ToLower(draft.ID) {
		t.Errorf("%+v, %v", enqueued, err)
	}
	draft.ID = "no GUID"
	if _, err := h.Enqueue(t.Context(), draft); crm.CodeOf(err) != crm.CodeInvalid {
		t.Errorf("error %v", err)
	}
	draft.ID, draft.Duration = "", -time.Second
	if _, err := h.Enqueue(t.Context(), draft); crm.CodeOf(err) != crm.CodeInvalid {
		t.Errorf("error %v", err)
	}
}

func TestNothingIsQueuedThatTheSettingsDoNotAllow(t *testing.T) {
	h := newHouse(t)
	id := h.put(message())
	h.policy.Kinds = []crm.Kind{crm.KindNote}
	if _, err := h.Enqueue(t.Context(), message()); crm.CodeOf(err) != crm.CodeWritebackOff {
		t.Errorf("a kind that is off: %v", err)
	}
	h.policy = outbox.Policy{}
	if _, err := h.Enqueue(t.Context(), note()); crm.CodeOf(err) != crm.CodeSettingsNotSaved {
		t.Errorf("settings never saved: %v", err)
	}
	h.drain()
	h.is(id, outbox.Sent, "") // what was queued before is still sent
}

func TestAFailingStoreIsNotQueued(t *testing.T) {
	h := newHouse(t)
	h.store.Fail = func() error { return failure(crm.CodeStorage) }
	if _, err := h.Enqueue(t.Context(), note()); crm.CodeOf(err) != crm.CodeStorage {
		t.Errorf("error %v", err)
	}
}

func TestIDs(t *testing.T) {
	minted := uuid.MustParse(outbox.NewID())
	if minted.Version() != 7 {
		t.Errorf("version %d", minted.Version())
	}
	id := outbox.SourceID("ORG", "User", "key")
	if uuid.MustParse(id).Version() != 5 || id != outbox.SourceID("org", "uSER", "key") {
		t.Errorf("id %s", id)
	}
	if id != "8001cb07-cd8b-5233-a4c1-61a7990bd435" {
		t.Errorf("the derivation changed: %s; two versions would send the same message twice", id)
	}
	for _, other := range []string{outbox.SourceID("orgu", "ser", "key"), outbox.SourceID("org", "user", "Key"),
		outbox.SourceID("org", "user2", "key")} {
		if other == id {
			t.Error("different sources share an id")
		}
	}
}

func TestTypedEntriesWithoutATimeHappenNow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		draft := note()
		draft.At = time.Time{}
		draft.Body = "a\x00b\xff"
		record := h.read(h.put(draft))
		if !record.At.Equal(time.Now()) || record.Body != "ab\uFFFD" {
			t.Errorf("entry %+v", record.Entry)
		}
	})
}

func TestARowIsKeptInLowerCaseOrNotAtAll(t *testing.T) {
	h := newHouse(t)
	draft := note()
	draft.Row = crm.Ref{Table: crm.TableContact, ID: "C-TOM"}
	if record := h.read(h.put(draft)); record.Row.ID != "c-tom" || !record.Chosen {
		t.Errorf("%+v", record.Row)
	}
	draft.Row.Table = ""
	if _, err := h.Enqueue(t.Context(), draft); crm.CodeOf(err) != crm.CodeInvalid {
		t.Errorf("error %v", err)
	}
}

func TestPreviewShowsWhatIsWritten(t *testing.T) {
	h := newHouse(t)
	preview, err := h.Preview(t.Context(), message())
	if err != nil || !preview.Closed || !preview.Activity.Regarding.SameRow(maria()) || preview.Match.Strength != crm.MatchStrong {
		t.Fatalf("%+v, %v", preview, err)
	}
	id := h.put(message())
	h.drain()
	row := h.crm.rows[id]
	if row.Subject != preview.Activity.Subject || row.Description != preview.Activity.Description || id != preview.Activity.ID {
		t.Errorf("row %+v\npreview %+v", row, preview.Activity)
	}
}

// What the preview says is what the entry then does: it is sent, or stays for the same reason.
func TestPreviewTellsWhatWillWait(t *testing.T) {
	chosen := message()
	chosen.Row = maria()
	none, notInCRM := crm.Match{Strength: crm.MatchNone}, crm.Match{Strength: crm.MatchNone, Reasons: []crm.Reason{crm.ReasonNotInCRM}}
	weak := crm.Match{Strength: crm.MatchWeak, Row: maria()}
	for name, c := range map[string]struct {
		draft    outbox.Draft
		match    crm.Match
		waits    bool
		hold     crm.Code
		regards  crm.Ref
		closed   bool
		strength crm.Strength
	}{
		"a row that was chosen":         {draft: chosen, match: none, waits: true, regards: maria(), closed: true},
		"weak":                          {draft: message(), match: weak, hold: crm.CodeWeakMatch, closed: true, strength: crm.MatchWeak},
		"several":                       {draft: message(), match: crm.Match{Strength: crm.MatchSeveral}, hold: crm.CodeSeveralMatches, closed: true, strength: crm.MatchSeveral},
		"none":                          {draft: message(), match: none, strength: crm.MatchNone},
		"none, which waits":             {draft: message(), match: none, waits: true, hold: crm.CodeUnmatched, closed: true, strength: crm.MatchNone},
		"not in the CRM":                {draft: message(), match: notInCRM, strength: crm.MatchNone},
		"not in the CRM, so that waits": {draft: message(), match: notInCRM, waits: true, hold: crm.CodeUnmatched, closed: true, strength: crm.MatchNone},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			h.match, h.policy.UnmatchedWaits = c.match, c.waits
			preview, err := h.Preview(t.Context(), c.draft)
			if err != nil || preview.Hold != c.hold || preview.Closed != c.closed || preview.Match.Strength != c.strength ||
				preview.Match.Row != c.match.Row || preview.Activity.Regarding != c.regards {
				t.Fatalf("%+v, %v", preview, err)
			}
			id := h.put(c.draft)
			h.drain()
			if entry := h.read(id); entry.Code != c.hold || (entry.State == outbox.Sent) != (c.hold == "") {
				t.Errorf("%s, %s", entry.State, entry.Code)
			}
		})
	}
}

func TestWhatHappenedAtNoTimeIsRefused(t *testing.T) {
	h := newHouse(t)
	for name, change := range map[string]func(*outbox.Draft){
		"before there was a calendar": func(d *outbox.Draft) { d.At = time.Date(1752, 12, 31, 23, 0, 0, 0, time.UTC) },
		"at the end of time, in UTC": func(d *outbox.Draft) {
			d.At = time.Date(9998, 12, 31, 20, 0, 0, 0, time.FixedZone("", -5*3600))
		},
		"for years":             func(d *outbox.Draft) { d.Duration = 367 * 24 * time.Hour },
		"for less than no time": func(d *outbox.Draft) { d.Duration = -time.Second },
	} {
		draft := note()
		change(&draft)
		if _, err := h.Enqueue(t.Context(), draft); crm.CodeOf(err) != crm.CodeInvalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}
