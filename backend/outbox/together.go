package outbox

import (
	"context"
	"errors"
	"time"

	"ferry/backend/crm"
)

// performAll does the steps: in one batch where that saves requests and the service takes one, else one after the other.
func (o *Outbox) performAll(ctx context.Context, steps []*step) []result {
	results := make([]result, len(steps))
	var writes []Write
	var owners []int // write to step
	for i, s := range steps {
		if write, fits := s.write(); fits && o.Batch != nil && len(steps)+s.requests() > 2 {
			writes, owners = append(writes, write), append(owners, i)
		} else {
			results[i] = o.performGuarded(ctx, s)
		}
	}
	if len(writes) == 0 {
		o.pace.spent(taken(steps, results), time.Now())
		return results
	}
	limited, cancel := context.WithTimeout(ctx, requestLimit)
	defer cancel()
	errs, panicked := o.writeGuarded(limited, writes)
	for k, i := range owners {
		if panicked != nil {
			results[i] = result{err: panicked}
			continue
		}
		results[i] = o.answered(limited, steps[i], errs[k])
	}
	o.pace.spent(taken(steps, results)+1, time.Now()) // and the batch itself
	return results
}

// taken counts the requests that the service did not turn away unseen.
func taken(steps []*step, results []result) int {
	count := 0
	for i, s := range steps {
		if code := codeOf(results[i].err); code != crm.CodeThrottled && code != crm.CodeOffline {
			count += s.requests()
		}
	}
	return count
}

// writeGuarded does a batch; a panic on the way counts as a service that failed, since the request may have left.
func (o *Outbox) writeGuarded(ctx context.Context, writes []Write) (errs []error, failed error) {
	panicked, err := o.guarded(func() error {
		errs = o.Batch.WriteAll(ctx, writes)
		return nil
	})
	if panicked {
		return nil, err
	}
	for len(errs) < len(writes) { // an adapter that says too little did not say that it was done
		errs = append(errs, crm.Errorf(crm.CodeUnavailable, "the batch has no answer to this"))
	}
	return errs, nil
}

// write is the step as part of a batch. What needs a look first, or several requests that depend on one another, does not
// fit into one.
func (s *step) write() (Write, bool) {
	payload := s.operation.Payload
	switch s.operation.Kind {
	case OperationCreate:
		write := Write{Create: payload.Activity}
		if s.closing != nil {
			write.Close = s.closing.Payload.Change
		}
		return write, true
	case OperationAnnotate:
		return Write{Note: payload.Annotation}, !payload.Withdraw
	case OperationLink, OperationEdit, OperationClose:
		change := Write{Change: payload.Change, Table: s.record.Table, ID: s.record.ID, IfMatch: s.operation.IfMatch}
		return change, !payload.Reopen && !s.looksFirst()
	case OperationDelete:
		return Write{Delete: true, Table: s.record.Table, ID: s.record.ID}, s.record.Landed && s.record.activity()
	default:
		return Write{}, false
	}
}

// answered reads a batch's answer as the same write's alone would be read.
func (o *Outbox) answered(ctx context.Context, s *step, err error) result {
	switch s.operation.Kind {
	case OperationCreate:
		if errors.Is(err, ErrLeftOpen) {
			return result{}
		}
		answer := o.created(ctx, s, err)
		answer.closed = err == nil && s.closing != nil
		return answer
	case OperationAnnotate:
		return result{err: o.noted(ctx, *s.operation.Payload.Annotation, err)}
	case OperationClose:
		return result{err: forgive(crm.CodeClosed, err)}
	case OperationDelete:
		return result{err: forgive(crm.CodeNotFound, err)}
	default:
		return result{err: err}
	}
}
