package backend

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"time"
)

// way is one of the two that the work with an organization goes: nothing is asked without a token, which another host gives.
type way int

const (
	wayThere way = iota
	wayToSignIn
	allWays
)

// momentary is how short a network that is there was never back: a front page that answers while all that matters is cut off
// would look like a new loss each time.
const momentary = 10 * time.Second

// pulse watches the traffic to one organization and knows whether the network is there: an answer of any kind means
// online, a failure to get one means offline, on either way. It must stand closest to the network.
type pulse struct {
	next    http.RoundTripper
	changed func(online bool)

	mu           sync.Mutex
	cut          [allWays]bool
	offlineSince time.Time
	lastSince    time.Time     // of the last time that it was gone
	back         time.Time     // when it was there again
	answered     time.Time     // the last time, by the organization
	clock        time.Duration // this machine's clock minus the service's
}

// RoundTrip passes the request on and takes note of what became of it. A request that its caller gave up says nothing.
func (p *pulse) RoundTrip(request *http.Request) (*http.Response, error) {
	sent := time.Now()
	response, err := p.next.RoundTrip(request)
	switch {
	case err == nil:
		p.readClock(response.Header, sent, time.Now())
		p.note(wayThere, true)
	case p.silent(request.Context(), sent):
		p.note(wayThere, false)
	}
	return response, err
}

// silent reports whether a request without an answer says that the network is gone: not where somebody gave it up, and not
// where its time ran out while others were answered.
func (p *pulse) silent(ctx context.Context, sent time.Time) bool {
	if !errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return ctx.Err() == nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.answered.Before(sent)
}

func (p *pulse) note(to way, there bool) {
	p.mu.Lock()
	was := p.offlineSince.IsZero()
	p.cut[to] = !there
	if to == wayThere && there {
		p.answered = time.Now()
	}
	online := p.cut == [allWays]bool{}
	switch {
	case online && !was:
		p.lastSince, p.back, p.offlineSince = p.offlineSince, time.Now(), time.Time{}
	case !online && was && !p.lastSince.IsZero() && time.Since(p.back) < momentary:
		p.offlineSince = p.lastSince
	case !online && was:
		p.offlineSince = time.Now()
	}
	p.mu.Unlock()
	if was != online {
		p.changed(online)
	}
}

// isCut reports whether nothing answered the last time that somebody went the way.
func (p *pulse) isCut(to way) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.cut[to]
}

// readClock compares clocks by the reply's Date, which is the service's when the reply left it. What lies between sending
// and receiving says nothing about the clocks.
func (p *pulse) readClock(header http.Header, sent, received time.Time) {
	theirs, err := http.ParseTime(header.Get("Date"))
	if err != nil || header.Get("Age") != "" {
		return
	}
	skew := time.Duration(0)
	switch {
	case sent.After(theirs.Add(time.Second)): // a Date has no parts of a second
		skew = sent.Sub(theirs)
	case received.Before(theirs):
		skew = received.Sub(theirs)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.clock = skew
}

// skew is by how much this machine's clock is ahead of the service's, as far as is known.
func (p *pulse) skew() time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.clock
}

// state reports whether the network is there, and since when it is not.
func (p *pulse) state() (online bool, offlineSince time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.offlineSince.IsZero(), p.offlineSince
}
