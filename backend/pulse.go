package backend

import (
	"net/http"
	"sync"
	"time"
)

// pulse watches the traffic to one organization and knows whether the network is there: an answer of any kind means
// online, a failure to get one means offline. It must stand closest to the network.
type pulse struct {
	next    http.RoundTripper
	changed func(online bool)

	mu           sync.Mutex
	offlineSince time.Time
	clock        time.Duration // this machine's clock minus the service's
}

// RoundTrip passes the request on and takes note of what became of it. A request that its caller gave up says nothing.
func (p *pulse) RoundTrip(request *http.Request) (*http.Response, error) {
	sent := time.Now()
	response, err := p.next.RoundTrip(request)
	if err == nil {
		p.readClock(response.Header, sent, time.Now())
		p.note(true)
	} else if request.Context().Err() == nil {
		p.note(false)
	}
	return response, err
}

func (p *pulse) note(online bool) {
	p.mu.Lock()
	was := p.offlineSince.IsZero()
	if online {
		p.offlineSince = time.Time{}
	} else if was {
		p.offlineSince = time.Now()
	}
	p.mu.Unlock()
	if was != online {
		p.changed(online)
	}
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
