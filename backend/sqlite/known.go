package sqlite

import "sync"

// known are stored values at hand, by key: pressing a button asks for the settings several times. Only one process writes the
// file, and every write forgets them.
type known[T any] struct {
	mu       sync.Mutex
	forgets  int
	values   map[string]T
	disabled bool // another process may write
}

// knownMost bounds how many values are at hand.
const knownMost = 200

// find gives a value at hand; else what keep needs to know.
func (k *known[T]) find(key string) (value T, found bool, at int) {
	k.mu.Lock()
	defer k.mu.Unlock()
	value, found = k.values[key]
	return value, found, k.forgets
}

// keep takes in what was read since find gave at, unless something was written meanwhile.
func (k *known[T]) keep(key string, value T, at int) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if at != k.forgets || k.disabled {
		return
	}
	if k.values == nil || len(k.values) >= knownMost {
		k.values = map[string]T{}
	}
	k.values[key] = value
}

// forget drops everything, after a write.
func (k *known[T]) forget() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.forgets++
	clear(k.values)
}
