package practice_test

import (
	"net/http"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"ferry/backend/practice"
)

func (r *reply) retryAfter() int {
	n, _ := strconv.Atoi(r.header.Get("Retry-After"))
	return n
}

func TestDocumentedLimits(t *testing.T) {
	limits := practice.DocumentedLimits()
	if limits.Requests != 6000 || limits.Execution != 20*time.Minute || limits.Concurrent != 52 {
		t.Errorf("%+v", limits)
	}
	o := newOrganization(t)
	for range 100 { // nothing is limited unless it was asked for
		as(t, o, "ana.ruiz").get("WhoAmI").is(200)
	}
}

// The window of requests slides: what was asked a window ago counts no more, and nobody pays for another user.
func TestTooManyRequests(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := newOrganization(t)
		o.Knobs().Limits(practice.Limits{Requests: 10, Window: 300 * time.Second})
		c := as(t, o, "ana.ruiz")
		for i := range 10 {
			r := c.get("WhoAmI").is(200)
			if left := r.header.Get("X-Ms-Ratelimit-Burst-Remaining-Xrm-Requests"); left != strconv.Itoa(9-i) {
				t.Errorf("request %d: %s left", i, left)
			}
		}
		first := c.get("WhoAmI").is(429, "0x80072322")
		as(t, o, "marek.zielinski").get("WhoAmI").is(200)
		second, third := c.get("WhoAmI").is(429), c.get("WhoAmI").is(429)
		if first.retryAfter() < 1 || second.retryAfter() <= first.retryAfter() || third.retryAfter() <= second.retryAfter() {
			t.Errorf("hammering: %d, %d, %d s", first.retryAfter(), second.retryAfter(), third.retryAfter())
		}
		time.Sleep(304 * time.Second)
		c.get("WhoAmI").is(200)
		for range 9 {
			c.get("WhoAmI").is(200)
		}
		if again := c.get("WhoAmI").is(429); again.retryAfter() != first.retryAfter() {
			t.Errorf("a user who waited starts with %d s", again.retryAfter())
		}
	})
}

func TestTooMuchTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := newOrganization(t)
		o.Knobs().Limits(practice.Limits{Execution: 30 * time.Second})
		o.Knobs().Latency(10 * time.Second)
		c := as(t, o, "ana.ruiz")
		for range 3 {
			c.get("WhoAmI").is(200)
		}
		c.get("WhoAmI").is(429, "0x80072321")
		time.Sleep(304 * time.Second)
		c.get("WhoAmI").is(200)
	})
}

func TestTooManyAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := newOrganization(t)
		o.Knobs().Limits(practice.Limits{Concurrent: 3})
		o.Knobs().Latency(time.Second)
		var all sync.WaitGroup
		var mu sync.Mutex
		statuses := map[int]int{}
		for range 5 {
			all.Go(func() {
				r := as(t, o, "ana.ruiz").get("WhoAmI")
				mu.Lock()
				defer mu.Unlock()
				statuses[r.status]++
			})
		}
		all.Wait()
		if statuses[200] != 3 || statuses[429] != 2 {
			t.Errorf("statuses %v", statuses)
		}
		as(t, o, "ana.ruiz").get("WhoAmI").is(200)
	})
}

// A batch is one request, unless its parts are to be counted; then they are refused one by one.
func TestBatchesAreCounted(t *testing.T) {
	parts := ""
	for range 4 {
		parts += batchPart("batch_b", "", http.MethodGet, "WhoAmI", "")
	}
	whole := newOrganization(t)
	whole.Knobs().Limits(practice.Limits{Requests: 3})
	for range 3 {
		if r := as(t, whole, "ana.ruiz").batch(parts).is(200); r.statuses() != "200 200 200 200" {
			t.Errorf("whole: %s", r.statuses())
		}
	}
	as(t, whole, "ana.ruiz").batch(parts).is(429)
	each := newOrganization(t)
	each.Knobs().Limits(practice.Limits{Requests: 3, PerPart: true})
	if r := as(t, each, "ana.ruiz").batch(parts, "Prefer", "odata.continue-on-error").is(200); r.statuses() != "200 200 200 429" {
		t.Errorf("each: %s", r.statuses())
	}
}
