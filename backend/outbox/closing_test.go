package outbox_test

import (
	"slices"
	"strings"
	"testing"

	"ferry/backend/crm"
	"ferry/backend/outbox"
)

// together is a house with batches in which an entry's create and close travel as one change set.
func together(t *testing.T) (*batching, string) {
	t.Helper()
	b := lanes(t)
	b.match = crm.Match{Strength: crm.MatchStrong, Row: maria()}
	return b, b.put(message())
}

func (b *batching) kinds() string {
	b.crm.mu.Lock()
	defer b.crm.mu.Unlock()
	var kinds []string
	for _, call := range b.crm.calls {
		kinds = append(kinds, call[:strings.IndexByte(call, ' ')])
	}
	return strings.Join(kinds, " ")
}

func TestACreateAndItsCloseTravelTogether(t *testing.T) {
	b, id := together(t)
	b.drain()
	record := b.is(id, outbox.Sent, "")
	if b.trips.Load() != 1 || !record.Closed || !record.Written.SameRow(maria()) {
		t.Errorf("%d round trips, %+v", b.trips.Load(), record.Entry)
	}
	if len(record.Attempts) != 2 || record.Attempts[0].Outcome != outbox.OutcomeDone ||
		record.Attempts[1].Outcome != outbox.OutcomeDone || record.Attempts[1].Operation != record.Operations[1].ID {
		t.Errorf("attempts %+v", record.Attempts)
	}
	if row := b.crm.rows[id]; row.State != crm.ActivityCompleted {
		t.Errorf("row %+v", row)
	}
}

// TestWhatWasRefusedTogetherGoesOneByOne: the answer to a change set does not say which of the two was refused.
func TestWhatWasRefusedTogetherGoesOneByOne(t *testing.T) {
	b, id := together(t)
	b.crm.then(answer{call: "create"}, answer{call: "patch close", err: failure(crm.CodeBusinessRule)},
		answer{call: "create"}, answer{call: "patch close", err: failure(crm.CodeBusinessRule)})
	b.drain()
	record := b.is(id, outbox.Attention, crm.CodeBusinessRule)
	if !record.Landed || record.Closed || b.crm.rows[id].State != crm.ActivityOpen {
		t.Errorf("the activity is there and open, the entry says %+v", record.Entry)
	}
	if got := b.kinds(); got != "create patch create patch" {
		t.Errorf("calls %s", got)
	}
}

func TestACreateWhoseCloseCouldNotTravelIsClosedNext(t *testing.T) {
	b, id := together(t)
	b.alone = true
	b.drain()
	record := b.is(id, outbox.Sent, "")
	if !record.Closed || len(record.Attempts) != 2 || b.crm.rows[id].State != crm.ActivityCompleted {
		t.Errorf("%+v", record)
	}
}

// TestAnEditAfterALostAnswerOpensTheClosedRow: the change set landed, nobody knows, and the person writes another text.
func TestAnEditAfterALostAnswerOpensTheClosedRow(t *testing.T) {
	b, id := together(t)
	b.lost = true
	b.drain()
	b.is(id, outbox.Waiting, crm.CodeOffline)
	b.lost = false
	b.must(b.Edit(t.Context(), id, outbox.Revision{Subject: "Another subject", Body: "Another text."}))
	b.must(b.SendNow(t.Context()))
	b.Wake()
	b.drain()
	record := b.is(id, outbox.Sent, "")
	row := b.crm.rows[id]
	if row.Subject != "Another subject" || row.Description != "Another text." || row.State != crm.ActivityCompleted || !record.Closed {
		t.Errorf("the row says %+v, the entry %+v", row, record.Entry)
	}
	if record = b.read(id); slices.ContainsFunc(record.Operations, func(o outbox.Operation) bool {
		return o.State == outbox.OperationPending
	}) {
		t.Errorf("left to do: %+v", record.Operations)
	}
}

// TestSomebodyElsesCloseIsNotOpened: only a close of ours makes an older text on a closed row ours to edit.
func TestSomebodyElsesCloseIsNotOpened(t *testing.T) {
	b, id := together(t)
	b.Batch = nil // so the create travelled alone
	b.crm.then(answer{call: "create", err: failure(crm.CodeOffline), after: true})
	b.drain()
	row := b.crm.rows[id]
	row.State = crm.ActivityCompleted
	b.crm.rows[id] = row
	b.must(b.Edit(t.Context(), id, outbox.Revision{Body: "Another text."}))
	b.Wake()
	b.drain()
	b.is(id, outbox.Attention, crm.CodeIDTaken)
}

// TestAnEditOnTheWayOpensTheClosedRow: the person edits while the change set is on its way.
func TestAnEditOnTheWayOpensTheClosedRow(t *testing.T) {
	b, id := together(t)
	b.crm.then(answer{call: "create", do: func() {
		b.must(b.Edit(t.Context(), id, outbox.Revision{Body: "Another text."}))
	}})
	b.drain()
	record := b.is(id, outbox.Sent, "")
	if row := b.crm.rows[id]; row.Description != "Another text." || row.State != crm.ActivityCompleted || !record.Closed {
		t.Errorf("the row says %+v, the entry %+v", row, record.Entry)
	}
	if got := b.kinds(); got != "create patch patch patch patch" { // close, open, text, close: none was refused
		t.Errorf("calls %s", got)
	}
}
