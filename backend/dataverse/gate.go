package dataverse

import (
	"sync"
	"time"

	"ferry/backend/crm"
)

// longestWait bounds what a Retry-After header can make us believe.
const longestWait = time.Hour

// gate holds back all traffic of the account after a throttled reply: requests sent meanwhile make Dataverse's wait
// longer, and its limits count per user, not per request kind.
type gate struct {
	mu    sync.Mutex
	until time.Time
}

// closeFor shuts the gate for the time the service asked for.
func (g *gate) closeFor(wait time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if until := time.Now().Add(wait); until.After(g.until) {
		g.until = until
	}
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
