package keychain

import (
	"context"
	"fmt"
	"regexp"
	"time"

	"ferry/backend/crm"
)

// defaultTimeout leaves a person some time to unlock the keychain, and the program a start in sight.
const defaultTimeout = 10 * time.Second

// Keychain is the operating system's keychain, for one service. It is safe for concurrent use. Errors are *crm.Error:
// crm.CodeKeychain when the keychain is not there, locked or does not answer, crm.CodeStorage when a secret is damaged,
// crm.CodeCancelled when the caller's context ends.
type Keychain struct {
	service string
	items   items
	timeout time.Duration
	// operation lets one Read, Write or Delete of this process through at a time, since each is many calls.
	operation chan struct{}
	// call is taken by the call under way, and stays taken by one that was given up: while a locked keychain waits for its
	// password, calls do not pile up behind it.
	call chan struct{}
}

// Option changes how a Keychain behaves.
type Option func(*Keychain)

// WithTimeout sets how long one call to the operating system may take; a Write is many. The default is ten seconds.
func WithTimeout(timeout time.Duration) Option {
	return func(k *Keychain) { k.timeout = timeout }
}

// New is the keychain under the service's name, which people see in the keychain's own window. It touches nothing.
func New(service string, options ...Option) *Keychain {
	return newKeychain(service, systemItems{}, options...)
}

func newKeychain(service string, kept items, options ...Option) *Keychain {
	k := &Keychain{
		service: service, items: kept, timeout: defaultTimeout,
		operation: make(chan struct{}, 1), call: make(chan struct{}, 1),
	}
	for _, option := range options {
		option(k)
	}
	return k
}

// names: shells and command lines stand between us and some keychains, and the names count toward an item's size.
var names = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._ -]{0,79}$`)

// begin waits for the operation's turn.
func (k *Keychain) begin(ctx context.Context, name string) error {
	if !names.MatchString(name) || !names.MatchString(k.service) {
		return crm.Errorf(crm.CodeUnexpected, "a keychain name is up to 80 plain characters")
	}
	select {
	case k.operation <- struct{}{}:
		return nil
	case <-ctx.Done():
		return crm.Errorf(crm.CodeCancelled, "%w", context.Cause(ctx))
	}
}

func (k *Keychain) end() { <-k.operation }

// Check reports whether a keychain is there and unlocked, by looking for an item that is not there.
func (k *Keychain) Check(ctx context.Context) error {
	if err := k.begin(ctx, k.service); err != nil {
		return err
	}
	defer k.end()
	_, _, err := k.get(ctx, "check")
	return err
}

// Read gives the secret, or nil where there is none.
func (k *Keychain) Read(ctx context.Context, name string) ([]byte, error) {
	if err := k.begin(ctx, name); err != nil {
		return nil, err
	}
	defer k.end()
	for range readAttempts {
		h, found, err := k.head(ctx, name)
		if err != nil || !found {
			return nil, err
		}
		secret, err := k.assemble(ctx, name, h)
		if crm.CodeOf(err) != crm.CodeStorage {
			return secret, err
		}
	}
	return nil, crm.Errorf(crm.CodeStorage, "a secret in the keychain is damaged")
}

// readAttempts: another process may flip the head between our reading it and its parts.
const readAttempts = 2

// Write keeps the secret in place of an earlier one. After an error the earlier one or the new one is there, whole.
func (k *Keychain) Write(ctx context.Context, name string, secret []byte) error {
	if err := k.begin(ctx, name); err != nil {
		return err
	}
	defer k.end()
	before, _, err := k.head(ctx, name)
	if err != nil && crm.CodeOf(err) != crm.CodeStorage {
		return err
	}
	after, parts := split(secret, other(before.Slot))
	if len(parts) > maxParts {
		return crm.Errorf(crm.CodeTooLong, "a secret of %d bytes is too long for the keychain", len(secret))
	}
	if err := k.sweep(ctx, name, after.Slot, 0); err != nil {
		return err
	}
	for i, part := range parts {
		if err := k.set(ctx, partName(name, after.Slot, i), part); err != nil {
			return err
		}
	}
	if err := k.set(ctx, name, after.encode()); err != nil {
		return err
	}
	// The new secret is in force. Parts that could not be removed are for the next write, which needs their slot.
	_ = k.sweep(ctx, name, other(after.Slot), before.Parts)
	return nil
}

// Delete removes the secret and all that crashes may have left of it. Deleting what is not there is no error.
func (k *Keychain) Delete(ctx context.Context, name string) error {
	if err := k.begin(ctx, name); err != nil {
		return err
	}
	defer k.end()
	if err := k.remove(ctx, name); err != nil {
		return err
	}
	for _, slot := range []string{slotA, slotB} {
		if err := k.sweep(ctx, name, slot, 0); err != nil {
			return err
		}
	}
	return nil
}

// sweep empties a slot that is not in force, from its last part down, so that a crash leaves no gap. It holds at least
// known parts.
func (k *Keychain) sweep(ctx context.Context, name, slot string, known int) error {
	count := known
	for ; count < maxParts; count++ {
		_, found, err := k.get(ctx, partName(name, slot, count))
		if err != nil {
			return err
		}
		if !found {
			break
		}
	}
	for i := count - 1; i >= 0; i-- {
		if err := k.remove(ctx, partName(name, slot, i)); err != nil {
			return err
		}
	}
	return nil
}

func partName(name, slot string, i int) string { return fmt.Sprintf("%s/%s/%d", name, slot, i) }
