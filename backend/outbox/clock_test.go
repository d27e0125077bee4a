package outbox_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"ferry/backend/crm"
	"ferry/backend/outbox"
)

// TestAClockThatIsSetBackHoldsNothingForYears writes times as a clock would have that was years ahead, and is right again.
func TestAClockThatIsSetBackHoldsNothingForYears(t *testing.T) {
	for _, code := range []crm.Code{crm.CodeUnavailable, crm.CodeThrottled, crm.CodeOffline} {
		for _, state := range []outbox.State{outbox.Waiting, outbox.Removing} {
			t.Run(string(state)+" "+string(code), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					h := newHouse(t)
					id := h.put(message())
					want := outbox.Sent
					if state == outbox.Removing {
						h.drain()
						h.must(h.Remove(t.Context(), id))
						want = outbox.Removed
					}
					h.must(h.store.Change(t.Context(), []string{id}, func(r *outbox.Record) error {
						ahead := time.Now().AddDate(3, 0, 0)
						r.State, r.Code, r.Since, r.Until = state, code, ahead.Add(-time.Minute), ahead
						return nil
					}))
					h.restart()
					defer h.run()()
					pass(time.Minute)
					h.is(id, want, "")
				})
			})
		}
	}
}

func TestAWaitWithinReasonStands(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		id := h.put(message())
		h.must(h.store.Change(t.Context(), []string{id}, func(r *outbox.Record) error {
			r.State, r.Code, r.Until = outbox.Waiting, crm.CodeUnavailable, time.Now().Add(30*time.Minute)
			return nil
		}))
		h.restart()
		defer h.run()()
		pass(29 * time.Minute)
		h.is(id, outbox.Waiting, crm.CodeUnavailable)
		pass(2 * time.Minute)
		h.is(id, outbox.Sent, "")
	})
}

// TestAMachineThatSleepsGoesOnWhenItWakes: time goes by and nothing runs, with a request on its way and with an entry that
// waits.
func TestAMachineThatSleepsGoesOnWhenItWakes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		id := h.put(message())
		h.crm.then(answer{call: "create", do: func() { time.Sleep(9 * time.Hour) }, err: failure(crm.CodeOffline)})
		defer h.run()()
		pass(8 * time.Hour) // asleep in the middle of the request
		pass(2 * time.Hour)
		h.is(id, outbox.Sent, "")
		h.called("create li_message", "create li_message", "patch close")
	})
}

// TestAClockThatIsSetAheadIsNoticed: the time of what waits has come earlier than any timer knows, and nothing happens that
// would wake the sender. So it is too when the machine slept, since timers sleep with it.
func TestAClockThatIsSetAheadIsNoticed(t *testing.T) {
	for _, together := range []string{"", "beside a delivery under way"} {
		t.Run(together, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := newHouse(t)
				id := h.put(message())
				until := func(time time.Time) {
					h.must(h.store.Change(t.Context(), []string{id}, func(r *outbox.Record) error {
						r.State, r.Code, r.Until = outbox.Waiting, crm.CodeUnavailable, time
						return nil
					}))
				}
				until(time.Now().Add(30 * time.Minute))
				h.restart()
				if together != "" {
					h.Lanes = 2
					other := note() // of a member whom nothing holds back
					other.Member.Key = "somebody-else"
					h.put(other)
					h.crm.then(answer{call: "create", do: func() { time.Sleep(20 * time.Minute) }})
				}
				defer h.run()()
				pass(5 * time.Minute)
				h.is(id, outbox.Waiting, crm.CodeUnavailable)
				until(time.Now())
				pass(2 * time.Minute)
				h.is(id, outbox.Sent, "")
			})
		})
	}
}

// TestARestThatIsTakenUpRunsByTheClockThatNobodySets: as one does that began in this run of the program. It is no test in a
// bubble, whose times have no reading of that clock.
func TestARestThatIsTakenUpRunsByTheClockThatNobodySets(t *testing.T) {
	h := newHouse(t)
	h.put(message())
	h.crm.then(answer{call: "create", err: &crm.Error{Code: crm.CodeThrottled, Wait: time.Hour}})
	h.drain()
	h.restart()
	h.drain()
	status := h.Status()
	if status.Code != crm.CodeThrottled || !strings.Contains(status.Until.String(), " m=") {
		t.Errorf("%s until %s", status.Code, status.Until)
	}
}
