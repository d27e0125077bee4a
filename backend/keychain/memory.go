package keychain

import (
	"bytes"
	"context"
	"sync"
)

// Memory keeps secrets until the program ends. It stands in where there is no keychain; the zero value is empty and ready.
type Memory struct {
	mu      sync.Mutex
	secrets map[string][]byte
}

// Check reports nothing wrong: memory is always there.
func (m *Memory) Check(context.Context) error { return nil }

// Read gives the secret, or nil where there is none.
func (m *Memory) Read(_ context.Context, name string) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return bytes.Clone(m.secrets[name]), nil
}

// Write keeps the secret.
func (m *Memory) Write(_ context.Context, name string, secret []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.secrets == nil {
		m.secrets = map[string][]byte{}
	}
	m.secrets[name] = append([]byte{}, secret...)
	return nil
}

// Delete removes the secret.
func (m *Memory) Delete(_ context.Context, name string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.secrets, name)
	return nil
}
