package dataverse

import (
	"context"
	"slices"

	"ferry/backend/crm"
	"ferry/backend/outbox"
)

var _ outbox.Batch = (*Client)(nil)

// WriteAll does the writes in batches of outbox.BatchLimit, one after the other, and gives each write its own error. A
// change that needs several requests travels as a change set, which is done whole or not at all. Nothing is repeated. Where
// no batches are taken, each write travels alone. It implements outbox.Batch.
func (c *Client) WriteAll(ctx context.Context, writes []outbox.Write) []error {
	results := make([]error, 0, len(writes))
	for chunk := range slices.Chunk(writes, outbox.BatchLimit) {
		done, err := c.writeTogether(ctx, chunk)
		results = append(results, done...)
		if err != nil { // what was not sent shares the reason
			return append(results, slices.Repeat([]error{err}, len(writes)-len(results))...)
		}
	}
	return results
}

// writeTogether does a batch. A write that cannot be put on the wire does not hold up the others. The error is the whole
// batch's, and stands in the results too.
func (c *Client) writeTogether(ctx context.Context, writes []outbox.Write) ([]error, error) {
	if c.alone.now() {
		return c.writeAlone(ctx, writes)
	}
	results := make([]error, len(writes))
	var operations []operation
	var owners []int // operation to write
	for i, write := range writes {
		made, err := c.operation(write)
		switch {
		case err != nil:
			results[i] = err
		case len(made) > 0: // a change that names nothing is done
			operations, owners = append(operations, made), append(owners, i)
		}
	}
	if len(operations) == 0 {
		return results, nil
	}
	answers, err := c.batch(ctx, operations)
	if c.alone.noted(err) { // nothing of the batch was done
		return c.writeAlone(ctx, writes)
	}
	for k, i := range owners {
		if err != nil {
			results[i] = err
			continue
		}
		results[i] = writeError(writes[i], answers[k])
	}
	return results, err
}

func writeError(write outbox.Write, got answer) error {
	switch {
	case got.err != nil:
		return got.err
	case write.Create != nil:
		return createdAs(write.Create.ID, got.first.header)
	case write.Note != nil:
		return createdAs(write.Note.ID, got.reply.header)
	}
	return nil
}

// operation is the write as it travels: a request, or a change set; none where there is nothing to do.
func (c *Client) operation(write outbox.Write) (operation, error) {
	switch {
	case write.Create != nil && write.Close != nil:
		return c.createClosed(*write.Create, *write.Close)
	case write.Create != nil:
		return one(c.createRequest(*write.Create))
	case write.Note != nil:
		return one(c.annotationRequest(*write.Note))
	case write.Change != nil:
		return c.updateRequests(write.Table, write.ID, *write.Change, write.IfMatch)
	case write.Delete:
		return one(c.deleteRequest(write.Table, write.ID))
	}
	return nil, errNoWrite()
}

// createClosed is the change set that makes an activity and closes it.
func (c *Client) createClosed(activity crm.Activity, closing crm.ActivityChange) (operation, error) {
	create, err := c.createRequest(activity)
	if err != nil {
		return nil, err
	}
	following, err := c.updateRequests(activity.Table, activity.ID, closing, "")
	return append(operation{create}, following...), err
}

func one(r request, err error) (operation, error) {
	if err != nil {
		return nil, err
	}
	return operation{r}, nil
}
