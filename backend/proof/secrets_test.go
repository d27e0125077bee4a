//go:build linux || darwin

package proof

import (
	"context"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// fileSecrets stands in for the keychain, which outlives a process that is killed: one file a secret, replaced whole.
type fileSecrets string

func (s fileSecrets) path(name string) string {
	return filepath.Join(string(s), hex.EncodeToString([]byte(name)))
}

// Read gives the secret, or nil where there is none.
func (s fileSecrets) Read(_ context.Context, name string) ([]byte, error) {
	text, err := os.ReadFile(s.path(name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return text, err
}

// Write keeps the secret.
func (s fileSecrets) Write(_ context.Context, name string, secret []byte) error {
	file, err := os.CreateTemp(string(s), ".new-*")
	if err != nil {
		return err
	}
	_, err = file.Write(secret)
	if err = errors.Join(err, file.Close()); err != nil {
		return err
	}
	return os.Rename(file.Name(), s.path(name))
}

// Delete removes the secret.
func (s fileSecrets) Delete(_ context.Context, name string) error {
	if err := os.Remove(s.path(name)); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
