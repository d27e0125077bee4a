package dataverse

import (
	"sync"
	"time"

	"ferry/backend/crm"
)

const (
	// longestWait bounds what a Retry-After header can make us believe.
	longestWait = time.Hour
	// longestGuess bounds the wait after a throttled reply that names none: the window of Dataverse's limits.
	longestGuess = 5 * time.Minute
)

// gate holds back all traffic of the account after a throttled reply: requests sent meanwhile make Dataverse's wait
// longer, and its limits count per user, not per request kind.
type gate struct {
	mu      sync.Mutex
	until   time.Time
	guesses int // throttled replies in a row that named no wait
}

// closeFor shuts the gate for the time the service asked for. Where it named none, that is 2, 4, 8… seconds.
func (g *gate) closeFor(wait time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if wait <= 0 {
		g.guesses++
		wait = min(time.Second<<min(g.guesses, 30), longestGuess)
	}
	if until := time.Now().Add(wait); until.After(g.until) {
		g.until = until
	}
}

// passed notes that the service answered again.
func (g *gate) passed() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.guesses = 0
}

// check is nil when the gate is open, else the error that the throttled reply gave, with what is left of the wait.
func (g *gate) check() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if left := time.Until(g.until); left > 0 {
		return &crm.Error{Code: crm.CodeThrottled, Detail: "waiting as the service asked", Wait: left}
	}
	return nil
}
