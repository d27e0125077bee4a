package outbox_test

import (
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
