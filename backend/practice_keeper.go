package backend

import (
	"bytes"
	"log/slog"
	"sync"

	"ferry/backend/practice"
)

// practiceKeeper writes the practice organization to its file after each change. Saves follow one another, so that an
// older state never replaces a newer one.
type practiceKeeper struct {
	organization *practice.Organization
	path         string
	log          *slog.Logger
	mu           sync.Mutex
}

func (k *practiceKeeper) save() {
	k.mu.Lock()
	defer k.mu.Unlock()
	var text bytes.Buffer
	err := k.organization.Save(&text)
	if err == nil {
		err = replaceFile(k.path, text.Bytes())
	}
	if err != nil {
		k.log.Error("the practice organization could not be kept", "error", err)
	}
}
