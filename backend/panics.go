package backend

import (
	"sync"
	"time"

	"ferry/backend/crm"
)

// panics is what is known of failures of the program itself. It has a lock of its own: who waits for work to end may hold
// the backend's, and that work may be what panics.
type panics struct {
	mu    sync.Mutex
	last  *crm.Error // nil once a person has seen it
	at    time.Time
	count int // in all of this run
}

func (p *panics) add(failure *crm.Error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.last, p.at = failure, time.Now()
	p.count++
}

func (p *panics) dismiss() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.last = nil
}

func (p *panics) shown() (*crm.Error, time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.last, p.at
}

func (p *panics) all() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.count
}
