package outbox

import (
	"sync"
	"time"

	"ferry/backend/crm"
)

// Status is whether the account's traffic flows.
type Status struct {
	// Code says why nothing is sent; empty while traffic flows.
	Code   crm.Code  `json:"code"`
	Detail string    `json:"detail"`
	Since  time.Time `json:"since"`
	// Until is when traffic is tried again; zero means not before Resume.
	Until time.Time `json:"until"`
	// Claims is what a new sign-in has to satisfy, where the service said so.
	Claims string `json:"-"`
	// Sending is an entry on its way this moment, or empty.
	Sending string `json:"sending"`
}

// gate stops the whole account's traffic: while the service asked to be left alone, while nothing answers, and until a
// person signed in.
type gate struct {
	mu       sync.Mutex
	status   Status
	failures int // in a row, of the same code
	closings int // ever: an answer to a question asked before the last one says nothing about it
}

// closed reports whether traffic rests at the time, and until when.
func (g *gate) closed(now time.Time) (until time.Time, closed bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.rests(now)
}

// rests is closed, with the lock held.
func (g *gate) rests(now time.Time) (until time.Time, closed bool) {
	if g.status.Code == "" {
		return time.Time{}, false
	}
	if !g.status.Until.IsZero() && !now.Before(g.status.Until) {
		return time.Time{}, false // the next answer says whether it is over; status keeps its since until then
	}
	return g.status.Until, true
}

// asks is what a request takes along when it leaves, to tell later whether its answer is news; or why it must not leave.
// Both are told at once: a rest that begins between the two would be ended by the answer of a request that it should have
// held back.
func (g *gate) asks(now time.Time) (number int, rests crm.Code) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if _, closed := g.rests(now); closed {
		return g.closings, g.status.Code
	}
	return g.closings, ""
}

// close rests the traffic because of the error, in answer to a request of that number, and gives the time until which it
// does.
func (g *gate) close(code crm.Code, detail, claims string, asked time.Duration, number int, now time.Time) time.Time {
	g.mu.Lock()
	defer g.mu.Unlock()
	if number != g.closings && g.status.Code != "" && (g.status.Code == code || g.status.Until.IsZero() ||
		g.status.Code == crm.CodeThrottled) { // several were under way: the first to come back closed it, and the longest rest holds
		if until := now.Add(asked); code == crm.CodeThrottled && until.After(g.status.Until) && !g.status.Until.IsZero() {
			g.status.Until = until
		}
		return g.status.Until
	}
	if g.status.Code != code {
		g.failures, g.status.Since = 0, now
	}
	g.failures++
	g.closings++
	g.status.Code, g.status.Detail, g.status.Claims = code, detail, claims
	g.status.Until = time.Time{}
	if wait := pauseFor(code, asked, g.failures); wait > 0 {
		g.status.Until = now.Add(wait)
	}
	return g.status.Until
}

// pauseFor is how long traffic rests: as long as the service asked, else growing with the failures; zero for what only a
// person can end.
func pauseFor(code crm.Code, asked time.Duration, failures int) time.Duration {
	switch code {
	case crm.CodeThrottled:
		if asked > 0 {
			return asked
		}
		return jitter(backoff(throttledBase, throttledCap, failures))
	case crm.CodeOffline, crm.CodeWebPage: // a hotel's network lets nobody through before somebody has signed in to it
		return jitter(backoff(offlineBase, offlineCap, failures))
	case crm.CodeUnavailable, crm.CodeUnexpected:
		return max(asked, jitter(backoff(unwellBase, unwellCap, failures)))
	default:
		return 0
	}
}

// restore closes the gate until a time that an earlier run was told.
func (g *gate) restore(code crm.Code, since, until time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.status = Status{Code: code, Since: since, Until: until}
}

// answered lets traffic flow because a request of that number was answered, and reports whether it rested.
func (g *gate) answered(number int) bool {
	g.mu.Lock()
	stale := number != g.closings
	g.mu.Unlock()
	return !stale && g.open()
}

// open lets traffic flow, and reports whether it rested.
func (g *gate) open() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	rested := g.status.Code != ""
	g.status, g.failures = Status{}, 0
	return rested
}

// hurry ends a rest that is only a guess of ours. What the service asked for, and what a person has to do, stand.
func (g *gate) hurry(now time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	switch g.status.Code {
	case crm.CodeOffline, crm.CodeWebPage, crm.CodeUnavailable, crm.CodeUnexpected:
		g.status.Until, g.failures = now, 0
	default:
	}
}

// forget drops a rest that is over when there is nothing to send that would tell how things are.
func (g *gate) forget(now time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.status.Until.IsZero() && !now.Before(g.status.Until) {
		g.status, g.failures = Status{}, 0
	}
}

func (g *gate) now() Status {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.status
}
