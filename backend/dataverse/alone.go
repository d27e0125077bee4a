package dataverse

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"time"

	"ferry/backend/crm"
	"ferry/backend/outbox"
)

// aloneFor is how long writes travel alone after a batch was turned away. Who turns batches away is usually a gateway on
// the organization's side, whose rules somebody may mend: trying once an hour costs one request.
const aloneFor = time.Hour

// batchRefusedError says that no batches are taken here: none of its requests was looked at.
type batchRefusedError struct{ reason *crm.Error }

func (e *batchRefusedError) Error() string { return e.reason.Error() }

func (e *batchRefusedError) Unwrap() error { return e.reason }

// noBatches reports whether the answer to a batch as a whole says that no batches are taken: the way there does not exist,
// or a gateway forbids it. A refusal with a code of Dataverse's own concerns the account, and would meet each write alone.
func noBatches(status int, f fault) bool {
	switch status {
	case http.StatusNotFound, http.StatusMethodNotAllowed, http.StatusNotImplemented:
		return true
	case http.StatusForbidden:
		return f.code == 0
	}
	return false
}

// alone remembers that writes have to travel alone.
type alone struct {
	mu    sync.Mutex
	until time.Time
}

// noted reports whether the error says that no batches are taken, and remembers it.
func (a *alone) noted(err error) bool {
	var refused *batchRefusedError
	if !errors.As(err, &refused) {
		return false
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.until = time.Now().Add(aloneFor)
	return true
}

func (a *alone) now() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return time.Now().Before(a.until)
}

// writeAlone does the writes one after the other. When one says that nothing gets through, those after it are not sent and
// share its error, which is the second result too.
func (c *Client) writeAlone(ctx context.Context, writes []outbox.Write) ([]error, error) {
	results := make([]error, len(writes))
	for i, write := range writes {
		results[i] = c.writeOne(ctx, write)
		if nothingPasses(results[i]) {
			for rest := i + 1; rest < len(writes); rest++ {
				results[rest] = results[i]
			}
			return results, results[i]
		}
	}
	return results, nil
}

func (c *Client) writeOne(ctx context.Context, write outbox.Write) error {
	switch {
	case write.Create != nil:
		if err := c.CreateActivity(ctx, *write.Create); err != nil || write.Close == nil {
			return err
		}
		return outbox.ErrLeftOpen
	case write.Note != nil:
		return c.CreateAnnotation(ctx, *write.Note)
	case write.Change != nil:
		return c.UpdateActivity(ctx, write.Table, write.ID, *write.Change, write.IfMatch)
	case write.Delete:
		return c.DeleteActivity(ctx, write.Table, write.ID)
	}
	return errNoWrite()
}

func errNoWrite() error { return crm.Errorf(crm.CodeInvalid, "a write that says nothing") }

// nothingPasses reports whether the next request would fail for the same reason.
func nothingPasses(err error) bool {
	switch crm.CodeOf(err) {
	case crm.CodeOffline, crm.CodeThrottled, crm.CodeSignIn, crm.CodeCancelled:
		return true
	default:
		return false
	}
}
