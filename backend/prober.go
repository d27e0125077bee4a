package backend

import (
	"context"
	"io"
	"math/rand/v2"
	"net/http"
	"time"

	"ferry/backend/crm"
)

// How long an offline prober waits between two looks: it doubles from the first to the second, and adds up to a fifth, so
// that many machines do not come back in the same second.
const (
	probeBase = 5 * time.Second
	probeCap  = 2 * time.Minute
	// probeLimit ends a look that nothing answers.
	probeLimit = 20 * time.Second
)

// prober finds out that the network is back while nothing else would ask: with pauses that grow, and at once when the system
// says that the network has changed. The pauses go on growing where it is back for moments only. It asks nothing while the
// network is there.
type prober struct {
	offline func() bool
	// look goes where nothing answered; whether something does shows in offline.
	look func(ctx context.Context)
	// changed: the network came or went, as requests found. hinted: the system says that it may have.
	changed chan struct{}
	hinted  chan struct{}
}

func newProber(offline func() bool, look func(context.Context)) *prober {
	return &prober{offline: offline, look: look, changed: make(chan struct{}, 1), hinted: make(chan struct{}, 1)}
}

func (p *prober) run(ctx context.Context) {
	wait := probeBase
	var back time.Time
	for {
		var alarm <-chan time.Time
		var timer *time.Timer
		if p.offline() {
			timer = time.NewTimer(wait + time.Duration(rand.Int64N(int64(wait/5)))) //nolint:gosec // nobody gains by guessing
			alarm = timer.C
		}
		select {
		case <-ctx.Done():
		case <-alarm:
			p.look(ctx)
			wait = min(2*wait, probeCap)
		case <-p.hinted:
			wait = probeBase
			if p.offline() {
				p.look(ctx)
			}
		case <-p.changed:
			switch {
			case !p.offline():
				back = time.Now()
			case time.Since(back) >= momentary:
				wait = probeBase
			}
		}
		if timer != nil {
			timer.Stop()
		}
		if ctx.Err() != nil {
			return
		}
	}
}

// tell puts a word into a channel, unless one waits there.
func tell(channel chan struct{}) {
	select {
	case channel <- struct{}{}:
	default:
	}
}

// watchNetwork tells the prober what the system says, until ctx ends. Where it says nothing, the pauses alone do.
func (l *live) watchNetwork(ctx context.Context) {
	err := l.backend.config.NetworkHints(ctx, l.hinted)
	if err != nil && ctx.Err() == nil {
		l.backend.log.Warn("the system does not tell of its network", "code", crm.CodeOf(err))
		<-ctx.Done()
	}
}

// hinted: connections from before a change may lead nowhere, which would be found out by waiting; and another network may have
// another proxy.
func (l *live) hinted() {
	l.backend.proxy.Forget()
	l.closeIdle()
	tell(l.prober.hinted)
	if l.offline() { // then the prober looks first
		return
	}
	l.outbox.Wake() // what stood in the way, such as a hotel's web page, may be gone
	if failed, _ := l.imports.failing(); failed != nil {
		l.imports.wake()
	}
}

// closeIdle lets whatever is asked next go over a new connection.
func (l *live) closeIdle() {
	if idle, ok := l.backend.network(l.connection.Practice).transport.(interface{ CloseIdleConnections() }); ok {
		idle.CloseIdleConnections()
	}
}

func (l *live) offline() bool {
	online, _ := l.pulse.state()
	return !online
}

// look goes the ways that were cut, as far as it gets. The pulse takes note of what becomes of it.
func (l *live) look(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, probeLimit)
	defer cancel()
	l.closeIdle() // of many that lead nowhere any more, each would have to be tried
	if l.pulse.isCut(wayThere) {
		l.lookThere(ctx)
	}
	if !l.pulse.isCut(wayThere) && l.pulse.isCut(wayToSignIn) {
		_, _ = l.tokens.Token(ctx, "")
	}
}

// lookThere asks the organization for its Web API's front page, without a token: that it refuses is an answer.
func (l *live) lookThere(ctx context.Context) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, l.connection.URL+"/api/data/v9.2/", nil)
	if err != nil {
		return
	}
	response, err := l.pulse.RoundTrip(request)
	if err != nil {
		return
	}
	_, _ = io.Copy(io.Discard, io.LimitReader(response.Body, 1<<16))
	_ = response.Body.Close()
}
