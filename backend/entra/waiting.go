package entra

import (
	"context"
	"errors"

	"ferry/backend/crm"
)

// errSuperseded is why a waiting sign-in ends when a newer one starts.
var errSuperseded = errors.New("a newer sign-in started")

// waiting is the sign-in that waits for a person. There is at most one: two browser pages would confuse anybody.
type waiting struct {
	cancel context.CancelCauseFunc
	done   chan struct{}
}

// supersede ends the sign-in that is waiting, if any, and takes its place. finish must be called.
func (a *Authority) supersede(ctx context.Context) (_ context.Context, finish func(), err error) {
	ctx, stop := context.WithTimeout(ctx, signInTimeout)
	ctx, cancel := context.WithCancelCause(ctx)
	mine := &waiting{cancel: cancel, done: make(chan struct{})}
	a.mu.Lock()
	before := a.waiting
	a.waiting = mine
	a.mu.Unlock()
	finish = func() {
		a.mu.Lock()
		if a.waiting == mine {
			a.waiting = nil
		}
		a.mu.Unlock()
		cancel(nil)
		stop()
		close(mine.done)
	}
	if before == nil {
		return ctx, finish, nil
	}
	before.cancel(errSuperseded)
	select {
	case <-before.done:
		return ctx, finish, nil
	case <-ctx.Done():
		err := signInCancelled(ctx)
		finish()
		return ctx, func() {}, err
	}
}

func signInCancelled(ctx context.Context) *crm.Error {
	return crm.Errorf(crm.CodeSignInCancelled, "%w", context.Cause(ctx))
}

func cancelled(ctx context.Context) *crm.Error {
	return crm.Errorf(crm.CodeCancelled, "%w", context.Cause(ctx))
}
