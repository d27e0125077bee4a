package outbox

import (
	"sync"
	"time"
)

// Dataverse counts an account's requests in a sliding window of five minutes. How many it allows is learned when it first
// refuses one; from then on a little less is sent, since other programs of the same account count too.
const (
	serviceWindow = 5 * time.Minute
	paceMargin    = 0.95
	// paceFloor: who sent fewer in a window was refused for another reason, such as too many at once.
	paceFloor = 300
	// paceLasts is how long a refusal is believed: what other programs of the account take changes, and asking anew costs one
	// refusal.
	paceLasts = time.Hour
)

// pace keeps the account within what the service allows it in a window. The zero pace knows no limit.
type pace struct {
	mu       sync.Mutex
	sent     []spending
	inWindow int
	reserved int // by deliveries under way
	limit    int // 0 while none is known
	learned  time.Time
}

type spending struct {
	at       time.Time
	requests int
}

// reserve sets requests aside for a delivery, or tells how long to wait before there is room for them.
func (p *pace) reserve(requests int, now time.Time) (wait time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.prune(now)
	if p.limit != 0 && now.Sub(p.learned) >= paceLasts {
		p.limit = 0
	}
	over := p.inWindow + p.reserved + requests - p.limit
	if p.limit == 0 || over <= 0 || p.inWindow+p.reserved == 0 {
		p.reserved += requests
		return 0
	}
	for _, s := range p.sent {
		if over -= s.requests; over <= 0 {
			return max(s.at.Add(serviceWindow).Sub(now), time.Millisecond)
		}
	}
	return time.Second // deliveries under way take the rest
}

func (p *pace) release(requests int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.reserved -= requests
}

// spent counts requests that the service took.
func (p *pace) spent(requests int, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if requests > 0 {
		p.sent = append(p.sent, spending{now, requests})
		p.inWindow += requests
	}
}

// refused learns from a refusal how many requests fit into a window.
func (p *pace) refused(now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.prune(now)
	if p.inWindow < paceFloor {
		return
	}
	if learned := int(float64(p.inWindow) * paceMargin); p.limit == 0 || learned < p.limit {
		p.limit = learned
	}
	p.learned = now
}

// prune forgets what the window has left behind.
func (p *pace) prune(now time.Time) {
	gone := 0
	for gone < len(p.sent) && now.Sub(p.sent[gone].at) >= serviceWindow {
		p.inWindow -= p.sent[gone].requests
		gone++
	}
	p.sent = p.sent[gone:]
}
