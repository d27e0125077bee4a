package dataverse

import (
	"context"
	"math/rand/v2"
	"time"

	"ferry/backend/crm"
)

const maxAttempts = 4

// shouldRetry decides, for the whole client, whether an attempt that failed is repeated at once. Reads are, when the
// service or the way to it was unwell. Writes never are: whether the first one landed is for the outbox to find out.
// A throttled request is not either: the wait belongs to the caller, who can show it and be cancelled.
func shouldRetry(r request, err error, attempt int) bool {
	if !r.isRead() || attempt >= maxAttempts {
		return false
	}
	code := crm.CodeOf(err)
	return code == crm.CodeOffline || code == crm.CodeUnavailable
}

// backoff doubles from half a second, with up to half as much again at random so that clients do not march in step.
func backoff(attempt int) time.Duration {
	base := 500 * time.Millisecond << (attempt - 1)
	return base + rand.N(base/2) //nolint:gosec // not a secret: it only spreads clients out
}

func pause(ctx context.Context, wait time.Duration) error {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return crm.Errorf(crm.CodeCancelled, "%w", context.Cause(ctx))
	case <-timer.C:
		return nil
	}
}
