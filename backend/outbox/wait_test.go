package outbox_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"ferry/backend/crm"
	"ferry/backend/outbox"
)

// run starts the sender and gives what stops it and waits for its end.
func (h *house) run() (stop func()) {
	ctx, cancel := context.WithCancel(h.t.Context())
	done := make(chan error)
	go func() { done <- h.Run(ctx) }()
	synctest.Wait()
	return func() {
		cancel()
		if err := <-done; !errors.Is(err, context.Canceled) {
			h.t.Errorf("run ended with %v", err)
		}
	}
}

// pass lets time go by, and the sender do what it does then.
func pass(d time.Duration) {
	<-time.After(d) // the bubble's time
	synctest.Wait()
}

func TestThrottlingStopsAllTrafficForAsLongAsAsked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		first, second := h.put(message()), h.put(note())
		h.crm.then(answer{call: "create", err: &crm.Error{Code: crm.CodeThrottled, Wait: 30 * time.Second}})
		defer h.run()()
		h.is(first, outbox.Waiting, crm.CodeThrottled)
		h.is(second, outbox.Queued, "")
		if status := h.Status(); status.Code != crm.CodeThrottled || time.Until(status.Until) != 30*time.Second {
			t.Errorf("status %+v", status)
		}
		h.must(h.SendNow(t.Context())) // a person's impatience does not shorten what the service asked for
		h.Resume()
		pass(29 * time.Second)
		h.called("create li_message")
		pass(2 * time.Second)
		record := h.is(first, outbox.Sent, "")
		h.is(second, outbox.Sent, "")
		h.called("create li_message", "patch close", "create task", "patch close")
		if record.Attempts[0].Outcome != outbox.OutcomeUnsent || record.Failures != 0 {
			t.Errorf("attempts %+v", record.Attempts)
		}
		if status := h.Status(); status.Code != "" {
			t.Errorf("status %+v", status)
		}
	})
}

func TestThrottlingWithoutATimeGrows(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		for range 3 {
			h.crm.then(answer{call: "create", err: failure(crm.CodeThrottled)})
		}
		id := h.put(message())
		start := time.Now()
		defer h.run()()
		pass(time.Minute)
		record := h.is(id, outbox.Sent, "")
		took := record.Attempts[len(record.Attempts)-1].Ended.Sub(start)
		if took < 14*time.Second || took > 17*time.Second { // 2 + 4 + 8 seconds and up to a fifth
			t.Errorf("took %v", took)
		}
	})
}

func TestThrottlingHoldsAcrossARestart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		id := h.put(message())
		h.crm.then(answer{call: "create", err: &crm.Error{Code: crm.CodeThrottled, Wait: time.Minute}})
		h.drain()
		h.restart()
		defer h.run()()
		pass(59 * time.Second)
		h.is(id, outbox.Waiting, crm.CodeThrottled)
		h.called("create li_message")
		pass(2 * time.Second)
		h.is(id, outbox.Sent, "")
	})
}

func TestOfflineIsFoundAndLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		for range 5 {
			h.crm.then(answer{call: "create", err: failure(crm.CodeOffline)})
		}
		first := h.put(message())
		began := time.Now()
		defer h.run()()
		second := h.put(note())
		pass(2 * time.Minute) // 5 + 10 + 20 + 40 seconds, and up to a fifth
		record := h.is(first, outbox.Waiting, crm.CodeOffline)
		h.is(second, outbox.Queued, "")
		status := h.Status()
		if status.Code != crm.CodeOffline || !status.Since.Equal(began) || len(h.crm.calls) != 5 {
			t.Errorf("status %+v after %d calls", status, len(h.crm.calls))
		}
		if len(record.Attempts) != 1 || record.Attempts[0].Tries != 5 || record.Failures != 0 || !record.Since.Equal(began) {
			t.Errorf("attempts %+v, failures %d", record.Attempts, record.Failures)
		}
		h.Wake() // the network is back
		synctest.Wait()
		h.is(first, outbox.Sent, "")
		h.is(second, outbox.Sent, "")
		if status := h.Status(); status.Code != "" {
			t.Errorf("status %+v", status)
		}
	})
}

func TestOfflineIsProbedUntilTheNetworkIsBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		for range 30 {
			h.crm.then(answer{call: "create", err: failure(crm.CodeOffline)})
		}
		id := h.put(message())
		defer h.run()()
		pass(24 * time.Hour)
		h.is(id, outbox.Sent, "")
	})
}

func TestAMissingSignInPausesUntilResume(t *testing.T) {
	for _, code := range []crm.Code{crm.CodeSignIn, crm.CodeNotMember, crm.CodeKeychain} {
		synctest.Test(t, func(t *testing.T) {
			h := newHouse(t)
			first, second := h.put(message()), h.put(note())
			h.crm.then(answer{call: "create", err: &crm.Error{Code: code, Claims: "{}"}})
			defer h.run()()
			pass(24 * time.Hour)
			if record := h.read(first); record.State != outbox.Waiting {
				t.Errorf("entry %s %s", record.State, record.Code)
			}
			h.is(second, outbox.Queued, "")
			h.called("create li_message")
			if status := h.Status(); status.Code != code || status.Claims != "{}" || !status.Until.IsZero() {
				t.Errorf("status %+v", status)
			}
			h.must(h.SendNow(t.Context()))
			synctest.Wait()
			h.called()
			h.Resume()
			synctest.Wait()
			h.is(first, outbox.Sent, "")
			h.is(second, outbox.Sent, "")
		})
	}
}

func TestAFailingServiceIsTriedAgainLater(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		id := h.put(message())
		other := note()
		other.Member.Key = "url:tom"
		next := h.put(other)
		h.crm.then(answer{call: "create li_message", err: failure(crm.CodeUnavailable)})
		defer h.run()()
		if record := h.is(id, outbox.Waiting, crm.CodeUnavailable); record.Failures != 1 || record.Until.IsZero() {
			t.Errorf("entry %+v", record.Entry)
		}
		pass(5 * time.Second) // the others go on after a breath
		h.is(next, outbox.Sent, "")
		h.is(id, outbox.Waiting, crm.CodeUnavailable)
		pass(10 * time.Second)
		record := h.is(id, outbox.Sent, "")
		if record.Failures != 0 || record.Attempts[0].Outcome != outbox.OutcomeUnknown {
			t.Errorf("failures %d, attempts %+v", record.Failures, record.Attempts)
		}
	})
}

func TestTheOrderOfAMemberHoldsWhileOneWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		first, second := h.put(message()), h.put(note())
		h.crm.then(answer{call: "create li_message", err: failure(crm.CodeUnavailable)})
		defer h.run()()
		pass(5 * time.Second)
		h.is(first, outbox.Waiting, crm.CodeUnavailable)
		h.is(second, outbox.Queued, "")
		h.must(h.SendNow(t.Context()))
		synctest.Wait()
		h.is(first, outbox.Sent, "")
		h.is(second, outbox.Sent, "")
		h.called("create li_message", "create li_message", "patch close", "create task", "patch close")
	})
}

func TestAnEntryTheServiceAlwaysFailsOnNeedsAPerson(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		for range 100 {
			h.crm.then(answer{call: "create li_message", err: failure(crm.CodeUnexpected)})
		}
		id := h.put(message())
		defer h.run()()
		pass(4 * time.Hour)
		h.is(id, outbox.Waiting, crm.CodeUnavailable)
		pass(12 * time.Hour)
		record := h.is(id, outbox.Attention, crm.CodeUnexpected)
		if len(record.Attempts) != 20 {
			t.Errorf("%d attempts", len(record.Attempts))
		}
		next := h.put(note())
		synctest.Wait()
		h.is(next, outbox.Sent, "")
	})
}

func TestARequestThatNobodyAnswersIsGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		id := h.put(message())
		h.crm.then(answer{call: "create", do: func() { <-time.After(time.Hour) }, err: context.DeadlineExceeded})
		defer h.run()()
		pass(time.Hour)
		h.is(id, outbox.Waiting, crm.CodeOffline)
	})
}

func TestRunSendsWhatIsQueuedLater(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		stop := h.run()
		pass(time.Hour)
		id := h.put(message())
		synctest.Wait()
		h.is(id, outbox.Sent, "")
		stop()
	})
}

func TestRunOutlivesAFailingStore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		id := h.put(message())
		var fail atomic.Bool
		fail.Store(true)
		h.store.Fail = func() error {
			if fail.Load() {
				return failure(crm.CodeStorage)
			}
			return nil
		}
		defer h.run()()
		pass(time.Minute)
		fail.Store(false)
		pass(time.Minute)
		h.is(id, outbox.Sent, "")
	})
}

func TestARestThatIsOverIsForgottenWhenNothingIsLeftToSend(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		id := h.put(message())
		h.crm.then(answer{call: "create", err: failure(crm.CodeThrottled)})
		defer h.run()()
		h.must(h.Remove(t.Context(), id))
		pass(time.Minute)
		h.is(id, outbox.Removed, "")
		if status := h.Status(); status.Code != "" {
			t.Errorf("status %+v", status)
		}
	})
}
