package sqlite

import "sync"

// knownValues are stored values at hand, as text: pressing a button asks for the settings several times. Only one process
// writes the file, and every write forgets them.
type knownValues struct {
	mu       sync.Mutex
	forgets  int
	texts    map[string]string // empty: known to be stored nowhere
	disabled bool              // another process may write
}

// find gives a value at hand; else what keep needs to know.
func (k *knownValues) find(key string) (text string, found bool, at int) {
	k.mu.Lock()
	defer k.mu.Unlock()
	text, found = k.texts[key]
	return text, found, k.forgets
}

// keep takes in what was read since find gave at, unless something was written meanwhile.
func (k *knownValues) keep(key, text string, at int) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if at == k.forgets && !k.disabled {
		if k.texts == nil {
			k.texts = map[string]string{}
		}
		k.texts[key] = text
	}
}

// forget drops everything, after a write.
func (k *knownValues) forget() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.forgets++
	clear(k.texts)
}
