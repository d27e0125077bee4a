package outbox_test

import (
	"context"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"ferry/backend/crm"
	"ferry/backend/outbox"
)

// batching is the organization behind a line on which every round trip takes a second, with service protection.
type batching struct {
	*house
	trips     atomic.Int32
	running   atomic.Int32
	most      atomic.Int32
	allowed   int // requests in five minutes; 0 for any number
	requests  []time.Time
	refusals  int
	refusedAt []time.Time
	asked     time.Duration
	alone     bool // no change sets are taken
	lost      bool // every answer gets lost
}

// lanes makes a house with several lanes and batches.
func lanes(t *testing.T) *batching {
	t.Helper()
	b := &batching{house: newHouse(t), asked: 5 * time.Second}
	b.Batch, b.Lanes = b, 4
	return b
}

// WriteAll does the writes one by one, as the service does inside a batch, each counted.
func (b *batching) WriteAll(ctx context.Context, writes []outbox.Write) []error {
	b.trips.Add(1)
	b.most.Store(max(b.most.Load(), b.running.Add(1)))
	defer b.running.Add(-1)
	time.Sleep(time.Second)
	errs := make([]error, len(writes))
	for i, write := range writes {
		if errs[i] = b.admit(); errs[i] != nil {
			continue
		}
		switch {
		case write.Close != nil:
			errs[i] = b.createClosed(ctx, write)
			if b.lost && errs[i] == nil {
				errs[i] = &crm.Error{Code: crm.CodeOffline}
			}
		case write.Create != nil:
			errs[i] = b.crm.CreateActivity(ctx, *write.Create)
		case write.Note != nil:
			errs[i] = b.crm.CreateAnnotation(ctx, *write.Note)
		case write.Change != nil:
			errs[i] = b.crm.UpdateActivity(ctx, write.Table, write.ID, *write.Change, write.IfMatch)
		default:
			errs[i] = b.crm.DeleteActivity(ctx, write.Table, write.ID)
		}
	}
	return errs
}

// createClosed does a create and its close as one transaction.
func (b *batching) createClosed(ctx context.Context, write outbox.Write) error {
	if err := b.admit(); err != nil { // the second request of the change set
		return err
	}
	if err := b.crm.CreateActivity(ctx, *write.Create); err != nil {
		return err
	}
	if b.alone {
		return outbox.ErrLeftOpen
	}
	err := b.crm.UpdateActivity(ctx, write.Create.Table, write.Create.ID, *write.Close, "*")
	if err != nil {
		b.crm.mu.Lock()
		defer b.crm.mu.Unlock()
		delete(b.crm.rows, write.Create.ID)
		if b.crm.deleted != nil {
			b.crm.deleted(write.Create.ID)
		}
	}
	return err
}

// admit counts a request in a sliding window, or refuses it.
func (b *batching) admit() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := time.Now()
	b.requests = slices.DeleteFunc(b.requests, func(at time.Time) bool { return now.Sub(at) >= 5*time.Minute })
	if b.allowed > 0 && len(b.requests) >= b.allowed {
		b.refusals++
		b.refusedAt = append(b.refusedAt, now)
		return &crm.Error{Code: crm.CodeThrottled, Wait: b.asked}
	}
	b.requests = append(b.requests, now)
	return nil
}

// putMany enqueues notes about so many members, one after the other.
func (b *batching) putMany(entries, members int) []string {
	b.t.Helper()
	var drafts []outbox.Draft
	for i := range entries {
		drafts = append(drafts, outbox.Draft{
			Kind: crm.KindNote, Member: crm.Member{Key: fmt.Sprint("member", i%members), Name: "Somebody"},
			Body: fmt.Sprintf("Note %04d", i),
		})
	}
	enqueued, err := b.Enqueue(b.t.Context(), drafts...)
	if err != nil {
		b.t.Fatal(err)
	}
	var ids []string
	for _, one := range enqueued {
		ids = append(ids, one.ID)
	}
	return ids
}

func (b *batching) allSent(ids []string) {
	b.t.Helper()
	for _, id := range ids {
		b.is(id, outbox.Sent, "")
	}
}

func TestSeveralTravelTogetherInSeveralLanes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := lanes(t)
		ids := b.putMany(80, 80)
		began := time.Now()
		b.drain()
		b.allSent(ids)
		if took := time.Since(began); took != 4*time.Second || b.most.Load() != 4 || b.trips.Load() != 16 {
			t.Errorf("took %v in %d round trips, %d at once", took, b.trips.Load(), b.most.Load())
		}
	})
}

func TestOrderIsKeptPerMember(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := lanes(t)
		var order []string
		b.crm.created = func(activity crm.Activity) { order = append(order, activity.Subject) }
		ids := b.putMany(200, 3)
		b.drain()
		b.allSent(ids)
		for member := range 3 {
			last := -1
			for _, subject := range order {
				var number int
				if _, err := fmt.Sscanf(subject, "Note %d", &number); err != nil {
					t.Fatal(err)
				}
				if number%3 != member {
					continue
				}
				if number < last {
					t.Fatalf("note %d was sent after note %d of one member", number, last)
				}
				last = number
			}
		}
		if len(order) != 200 {
			t.Errorf("%d creates", len(order))
		}
	})
}

func TestOneRefusalRestsEveryLane(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := lanes(t)
		b.asked = 30 * time.Second
		ids := b.putMany(80, 80)
		b.crm.then(answer{call: "create", err: &crm.Error{Code: crm.CodeThrottled, Wait: 30 * time.Second}})
		defer b.run()()
		pass(5 * time.Second)
		before := b.trips.Load() // of four lanes that came back at once, those before the refused one went on
		if before > 8 {
			t.Fatalf("%d round trips although one was told to rest", before)
		}
		if status := b.Status(); status.Code != crm.CodeThrottled {
			t.Fatalf("status %+v", status)
		}
		pass(25 * time.Second)
		if trips := b.trips.Load(); trips != before {
			t.Fatalf("%d round trips during the rest", trips-before)
		}
		pass(time.Minute)
		b.allSent(ids)
	})
}

// TestWhatWasAboutToLeaveIsHeldBack: parcels whose attempts are kept wait for a free line, and one of the first four answers
// brings traffic to rest. The other three, which came back at the same moment, may have let one more go each before that.
func TestWhatWasAboutToLeaveIsHeldBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := lanes(t)
		b.asked = 30 * time.Second
		ids := b.putMany(80, 80)
		b.crm.then(answer{call: "create", err: &crm.Error{Code: crm.CodeThrottled, Wait: b.asked}})
		defer b.run()()
		pass(29 * time.Second)
		if trips := b.trips.Load(); trips > 4+3 {
			t.Errorf("%d round trips although one of the first four was told to rest", trips)
		}
		heldBack := 0
		for _, id := range ids {
			if record := b.read(id); record.State == outbox.Queued && len(record.Attempts) == 0 {
				heldBack++
			}
		}
		if heldBack < 80-7*5-5 {
			t.Errorf("%d entries were held back without a trace", heldBack)
		}
		pass(time.Minute)
		b.allSent(ids)
	})
}

func TestTheServicesLimitIsLearnedAndKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := lanes(t)
		b.allowed = 600
		ids := b.putMany(1000, 1000)
		began := time.Now()
		defer b.run()()
		for counts, err := b.Counts(t.Context()); counts.ToSend() > 0; counts, err = b.Counts(t.Context()) {
			if err != nil || time.Since(began) > time.Hour {
				t.Fatal(counts, err)
			}
			pass(10 * time.Second)
		}
		b.allSent(ids)
		// 2,000 requests, of which 600 may go at once: three more windows and a third, if everything allowed were used.
		allowed := 2000.0 / 600
		used := 1 + time.Since(began).Minutes()/5
		first, last := b.refusedAt[0], b.refusedAt[len(b.refusedAt)-1]
		if last.Sub(first) > 2*time.Second { // those under way at the first
			t.Errorf("refused again %v after the first refusal", last.Sub(first))
		}
		if share := allowed / used; share < 0.8 {
			t.Errorf("%.0f %% of what is allowed, in %v", 100*share, time.Since(began))
		}
	})
}

func TestOnlyTheEntryThatBreaksTheProgramIsSetApart(t *testing.T) {
	b := lanes(t)
	told := b.guard()
	ids := b.putMany(10, 10)
	guilty := b.read(ids[4]).Member.Key
	b.askedAbout = func(member crm.Member) {
		if member.Key == guilty {
			panic("a mistake of ours")
		}
	}
	b.drain()
	for i, id := range ids {
		if i == 4 {
			b.is(id, outbox.Attention, crm.CodeUnexpected)
		} else {
			b.is(id, outbox.Sent, "")
		}
	}
	if len(*told) != 2 { // once with the others, once alone
		t.Errorf("told %v", *told)
	}
}
