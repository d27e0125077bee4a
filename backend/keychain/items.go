package keychain

import (
	"context"
	"errors"

	"github.com/zalando/go-keyring"

	"ferry/backend/crm"
)

// items are a keychain's items. get and remove give keyring.ErrNotFound where there is none.
type items interface {
	get(service, name string) (string, error)
	set(service, name, value string) error
	remove(service, name string) error
}

// systemItems are those of the operating system.
type systemItems struct{}

func (systemItems) get(service, name string) (string, error) { return keyring.Get(service, name) }
func (systemItems) set(service, name, value string) error    { return keyring.Set(service, name, value) }
func (systemItems) remove(service, name string) error        { return keyring.Delete(service, name) }

// sizeLimit is what every keychain takes. It is checked before the call: on macOS go-keyring leaves a process behind when
// an item is too big.
const sizeLimit = 2000

func (k *Keychain) get(ctx context.Context, name string) (string, bool, error) {
	value, err := k.bounded(ctx, func() (string, error) { return k.items.get(k.service, name) })
	if errors.Is(err, keyring.ErrNotFound) {
		return "", false, nil
	}
	return value, err == nil, err
}

func (k *Keychain) set(ctx context.Context, name, value string) error {
	if len(value) > sizeLimit {
		return crm.Errorf(crm.CodeKeychain, "an item of %d bytes is too big", len(value))
	}
	_, err := k.bounded(ctx, func() (string, error) { return "", k.items.set(k.service, name, value) })
	return err
}

func (k *Keychain) remove(ctx context.Context, name string) error {
	_, err := k.bounded(ctx, func() (string, error) { return "", k.items.remove(k.service, name) })
	if errors.Is(err, keyring.ErrNotFound) {
		return nil
	}
	return err
}

type reply struct {
	value string
	err   error
}

var errBroken = errors.New("the keychain's library broke")

// bounded makes one call, and gives it up after the timeout: it then goes on in its goroutine, alone, since the next
// call waits for it.
func (k *Keychain) bounded(ctx context.Context, do func() (string, error)) (string, error) {
	limited, cancel := context.WithTimeout(ctx, k.timeout)
	defer cancel()
	select {
	case k.call <- struct{}{}:
	case <-limited.Done():
		return "", k.givenUp(ctx)
	}
	done := make(chan reply, 1)
	go func() {
		answer := reply{err: errBroken}
		defer func() {
			_ = recover() // the operating system's library broke: that is no answer, and no reason to end the program
			done <- answer
			<-k.call
		}()
		answer.value, answer.err = do()
	}()
	select {
	case r := <-done:
		if r.err != nil && !errors.Is(r.err, keyring.ErrNotFound) {
			return "", crm.Errorf(crm.CodeKeychain, "%w", r.err)
		}
		return r.value, r.err
	case <-limited.Done():
		return "", k.givenUp(ctx)
	}
}

func (k *Keychain) givenUp(ctx context.Context) error {
	if ctx.Err() != nil {
		return crm.Errorf(crm.CodeCancelled, "%w", context.Cause(ctx))
	}
	return crm.Errorf(crm.CodeKeychain, "no answer within %s: it may be locked", k.timeout)
}
