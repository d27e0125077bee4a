package entra

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"sync"

	"github.com/AzureAD/microsoft-authentication-library-for-go/apps/cache"

	"ferry/backend/crm"
)

// cacheName is the secret's name: a digest, since keychains bound the length of names.
func cacheName(key applicationKey) string {
	digest := sha256.Sum256([]byte(key.authority + "\n" + key.clientID))
	return "tokens-" + hex.EncodeToString(digest[:12])
}

// tokenCache is where MSAL's client finds and leaves its tokens: one secret per application. MSAL suggests a partition
// key, differently for silent and interactive calls; following it would lose the tokens, so it is ignored.
//
// It is read once, before MSAL is asked for anything: a keychain's failure is then an error of our own, with its code.
type tokenCache struct {
	secrets Secrets
	name    string
	unsaved func(error)

	mu     sync.Mutex
	loaded bool
	blob   []byte // what MSAL has to be given; nil once it has it
	kept   []byte // what the keychain holds
	failed error  // of the last write
}

var _ cache.ExportReplace = (*tokenCache)(nil)

// load reads the secret if it was not read yet. A damaged one counts as none: signing in again mends it.
func (c *tokenCache) load(ctx context.Context) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.loaded {
		return nil
	}
	blob, err := c.secrets.Read(ctx, c.name)
	if err != nil && crm.CodeOf(err) != crm.CodeStorage {
		return keychainError(ctx, err)
	}
	if !json.Valid(blob) {
		blob = nil
	}
	c.loaded, c.blob, c.kept = true, blob, blob
	return nil
}

// startEmpty goes on without the keychain.
func (c *tokenCache) startEmpty() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.loaded = true
}

// forget makes the next load read the secret again, unless there are tokens that the keychain did not take.
func (c *tokenCache) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.loaded = c.failed != nil
}

// Replace gives MSAL the tokens once; its own memory is right from then on. It implements cache.ExportReplace.
func (c *tokenCache) Replace(_ context.Context, into cache.Unmarshaler, _ cache.ReplaceHints) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.blob) == 0 {
		return nil
	}
	blob := c.blob
	c.blob = nil
	// A failure means damage, or another version of MSAL: as good as no tokens, and the error's text may hold some.
	_ = into.Unmarshal(blob)
	return nil
}

// Export keeps MSAL's tokens. A keychain that refuses does not fail the request that brought the tokens: they are good
// in memory, and unsaved is told. It implements cache.ExportReplace.
func (c *tokenCache) Export(ctx context.Context, from cache.Marshaler, _ cache.ExportHints) error {
	blob, err := from.Marshal()
	if err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.failed == nil && bytes.Equal(blob, c.kept) {
		return nil
	}
	// A refresh token that was spent must be replaced even when the caller has gone; the keychain has its own deadline.
	c.failed = c.secrets.Write(context.WithoutCancel(ctx), c.name, blob)
	if c.failed != nil {
		c.unsaved(c.failed)
		return nil
	}
	c.kept = blob
	return nil
}

// saved is the failure of the last write, or nil.
func (c *tokenCache) saved() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.failed
}

func (c *tokenCache) delete(ctx context.Context) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.blob, c.kept, c.failed = nil, nil, nil
	if err := c.secrets.Delete(ctx, c.name); err != nil {
		return keychainError(ctx, err)
	}
	return nil
}

func keychainError(ctx context.Context, err error) error {
	switch {
	case ctx.Err() != nil:
		return cancelled(ctx)
	case crm.CodeOf(err) != crm.CodeUnexpected:
		return err
	}
	return &crm.Error{Code: crm.CodeKeychain, Detail: "the keychain failed"}
}
