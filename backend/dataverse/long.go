package dataverse

import (
	"context"
	"net/http"

	"ferry/backend/crm"
)

const (
	// urlLimit is where a read moves into a $batch. Dataverse takes URLs of 32,768 characters, and twice that within a
	// batch, as its documentation of queries says; some room is left for proxies that count otherwise.
	urlLimit      = 30_000
	batchURLLimit = 65_000
)

// sendLong sends a read whose address is too long for a request of its own as the only one of a batch.
func (c *Client) sendLong(ctx context.Context, r request, read func(*http.Response) error) error {
	if !r.isRead() {
		return crm.Errorf(crm.CodeInvalid, "an address of %d characters", len(r.url))
	}
	operations := []operation{{r}}
	whole, err := c.batchRequest(operations)
	if err != nil {
		return err
	}
	return c.send(ctx, whole, func(response *http.Response) error {
		answers, err := c.answers(ctx, operations, response)
		switch {
		case err != nil:
			return err
		case answers[0].err != nil:
			return answers[0].err
		case read == nil:
			return nil
		}
		part := answers[0].reply.response()
		defer part.Body.Close()
		return read(part)
	})
}
