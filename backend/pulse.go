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
}

// RoundTrip passes the request on and takes note of what became of it. A request that its caller gave up says nothing.
func (p *pulse) RoundTrip(request *http.Request) (*http.Response, error) {
	response, err := p.next.RoundTrip(request)
	if err == nil {
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

// state reports whether the network is there, and since when it is not.
func (p *pulse) state() (online bool, offlineSince time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.offlineSince.IsZero(), p.offlineSince
}
