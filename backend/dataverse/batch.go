package dataverse

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"

	"ferry/backend/crm"
)

const (
	// batchMost is how many requests Dataverse takes in one $batch.
	batchMost = 1000
	// batchReplyLimit bounds a batch's reply, which is read whole.
	batchReplyLimit = 64 << 20
)

// operation is what gets one answer of a batch: one request, or several as a change set, which are done all or not at
// all.
type operation []request

// answer is what became of an operation. first and reply are the first and the last one of a change set.
type answer struct {
	first, reply partReply
	err          error // a *crm.Error, or nil: done
}

// batch sends the operations as one $batch, which goes on when one of them fails, and gives each its answer, at the same
// index. The error is for a batch that was refused as a whole, or got no answer: then there are no answers.
func (c *Client) batch(ctx context.Context, operations []operation) ([]answer, error) {
	r, err := c.batchRequest(operations)
	if err != nil {
		return nil, err
	}
	var answers []answer
	err = c.send(ctx, r, func(response *http.Response) error {
		answers, err = c.answers(ctx, operations, response)
		return err
	})
	return answers, err
}

// answers reads a batch's reply. When it breaks off, the answers that came whole still count.
func (c *Client) answers(ctx context.Context, operations []operation, response *http.Response) ([]answer, error) {
	data, cut := io.ReadAll(io.LimitReader(response.Body, batchReplyLimit))
	parts, err := readBatch(response.Header.Get("Content-Type"), data)
	if err != nil && cut == nil {
		return nil, malformed(response, err)
	}
	matched, err := matchParts(operations, parts)
	if err != nil {
		return nil, malformed(response, err)
	}
	missing := c.missing(ctx, response, cut)
	answers := make([]answer, len(operations))
	for i, operation := range operations {
		answers[i] = c.answer(operation, matched[i], missing)
	}
	return answers, nil
}

// missing is the error of an operation that the reply does not mention.
func (c *Client) missing(ctx context.Context, response *http.Response, cut error) error {
	if cut != nil {
		return readError(ctx, malformed(response, cut))
	}
	return crm.Errorf(crm.CodeUnavailable, "the batch ended before this operation (request %s)", requestID(response.Header))
}

func (c *Client) answer(asked operation, got batchPart, missing error) answer {
	if len(got) == 0 {
		return answer{err: missing}
	}
	for i, reply := range got {
		if err := c.partError(asked[min(i, len(asked)-1)], reply); err != nil {
			return answer{first: got[0], reply: reply, err: err}
		}
	}
	if len(got) < len(asked) {
		return answer{err: missing} // a change set is done whole or not at all: what it did is not known
	}
	return answer{first: got[0], reply: got[len(got)-1]}
}

// partError is statusError for a response within a batch. That a part wants another token is told to the caller: the
// other parts must not be sent twice.
func (c *Client) partError(r request, reply partReply) error {
	response := reply.response()
	defer response.Body.Close()
	err := c.statusError(r, response)
	var refused *tokenRefusedError
	if errors.As(err, &refused) {
		return &crm.Error{Code: crm.CodeSignIn, Detail: refused.detail, Claims: refused.claims}
	}
	return err
}

// matchParts finds the part that answers each operation: by content id where every part has one of ours, otherwise by
// order. Operations that nothing answers have nil.
func matchParts(operations []operation, parts []batchPart) ([]batchPart, error) {
	if len(parts) > len(operations) {
		return nil, fmt.Errorf("more answers than operations: %w", errSyntax)
	}
	matched := make([]batchPart, len(operations))
	places, trusted := placesOf(operations, parts)
	if !trusted {
		copy(matched, parts)
		return matched, nil
	}
	for i, part := range parts {
		matched[places[i]] = part
	}
	return matched, nil
}

// placesOf gives the operation that each part answers, by its content id. trusted is whether these can be relied on.
func placesOf(operations []operation, parts []batchPart) (places []int, trusted bool) {
	byID := map[string]int{}
	id := 0
	for i, operation := range operations {
		for range operation {
			id++
			byID[contentID(id)] = i
		}
	}
	for _, part := range parts {
		found, known := byID[part[0].id]
		if !known || slices.Contains(places, found) {
			return nil, false
		}
		places = append(places, found)
	}
	return places, true
}
