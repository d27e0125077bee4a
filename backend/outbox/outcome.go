package outbox

import (
	"time"

	"ferry/backend/crm"
)

// conclude closes the attempt.
func (r *Record) conclude(number int, outcome Outcome, err error, now time.Time) {
	for i := range r.Attempts {
		if attempt := &r.Attempts[i]; attempt.Number == number {
			attempt.Ended, attempt.Outcome, attempt.Code, attempt.Detail = now, outcome, "", ""
			if err != nil {
				attempt.Code, attempt.Detail = codeOf(err), detailOf(err)
			}
		}
	}
	r.foldAttempts()
}

// foldAttempts joins the last two attempts where both only found that nothing answers: a day offline is one line. An
// attempt with another end keeps its own, since what an earlier one may have done must not be forgotten.
func (r *Record) foldAttempts() {
	last := len(r.Attempts) - 1
	if last < 1 || !r.Attempts[last].sameSilence(r.Attempts[last-1]) {
		return
	}
	earlier := &r.Attempts[last-1]
	earlier.Tries += r.Attempts[last].Tries
	earlier.Ended, earlier.Detail = r.Attempts[last].Ended, r.Attempts[last].Detail
	r.Attempts = r.Attempts[:last]
}

func (a Attempt) sameSilence(b Attempt) bool {
	return a.Operation == b.Operation && a.Hash == b.Hash &&
		a.Code == crm.CodeOffline && b.Code == crm.CodeOffline &&
		a.Outcome == b.Outcome && (a.Outcome == OutcomeUnknown || a.Outcome == OutcomeUnsent)
}

// pausedAt leaves the entry queued between two operations.
func (r *Record) pausedAt(now time.Time) error {
	if r.State == Sending {
		return r.move(Queued, now)
	}
	return nil
}

// done keeps what an operation achieved, and adds what is left to do.
func (r *Record) done(finished Operation, result result) {
	r.Failures = 0
	operation := r.operation(finished.ID)
	if finished.Kind == OperationDelete && operation != nil && operation.State == OperationDropped {
		return // the person is wanted again, and was only looked for
	}
	if operation != nil {
		operation.State = OperationDone
	}
	switch finished.Kind {
	case OperationCreate:
		r.land(finished, result.adopted)
		if result.outdated {
			r.outdated(*finished.Payload.Activity)
		}
	case OperationLink:
		if result.adopted != nil {
			r.leave(finished, *result.adopted)
			return
		}
		r.Written = *finished.Payload.Change.Regarding
		r.Closed = r.Closed && !finished.Payload.Reopen
	case OperationEdit:
		r.Closed = r.Closed && !finished.Payload.Reopen
	case OperationClose:
		r.closedWith(finished)
	case OperationDelete:
		r.drop() // what was to come after has no row any more
		r.Landed, r.Closed, r.Written = false, false, crm.Ref{}
	case OperationCreateContact, OperationCreateLead, OperationSetFlag:
		r.settled()
	default: // the others leave nothing to remember
	}
	if r.State != Removing && r.Landed {
		r.complete()
	}
}

// land notes that the activity is in Dataverse. One that was there before keeps the row it is under, whatever matching says by
// now; only a person moves it, and what is closed only where that was our own doing.
func (r *Record) land(create Operation, adopted *crm.Activity) {
	r.Landed, r.Table = true, create.Payload.Activity.Table
	r.Written = create.Payload.Activity.Regarding
	if adopted == nil {
		return
	}
	r.Written, r.Closed = adopted.Regarding, !adopted.State.Open()
	moves := r.Chosen && (!r.Closed || r.closedIt())
	if !moves && (r.Closed || !r.Written.IsZero()) {
		r.Row = r.Written
	}
	if !r.Closed {
		return
	}
	if closing := r.pending(OperationClose); closing != nil {
		closing.State = OperationDone
	}
}

// leave takes over where somebody else put the activity, and moves it no more. What a person wrote since still goes there.
func (r *Record) leave(link Operation, row crm.Activity) {
	r.Written, r.Closed = row.Regarding, !row.State.Open()
	r.Row = r.Written
	for i := range r.Operations {
		operation := &r.Operations[i]
		switch {
		case operation.ID == link.ID, operation.State == OperationPending && operation.Kind == OperationClose:
			operation.State = OperationDropped
		case operation.State == OperationPending && operation.Kind == OperationEdit:
			operation.Payload.Reopen = r.Closed
		}
	}
	r.complete()
}

// left reports whether the activity stands where somebody else put it: whether it is closed there is theirs to say.
func (r *Record) left() bool {
	for i := len(r.Operations) - 1; i >= 0; i-- {
		if r.Operations[i].Kind == OperationLink {
			return r.Operations[i].State == OperationDropped && !r.Written.IsZero() && r.Row.SameRow(r.Written)
		}
	}
	return false
}

// fail keeps why the operation is not done, and decides where the entry stands.
func (r *Record) fail(failed Operation, verdict verdict, err error, until, now time.Time) error {
	code, detail := codeOf(err), detailOf(err)
	switch verdict {
	case verdictStopped:
		return r.pausedAt(now)
	case verdictPause, verdictPerson:
		err := r.waitFor(waitCode(code), detail, until, now)
		if last := r.Attempts[len(r.Attempts)-1]; last.Tries > 1 {
			r.Since = last.Started // it never stopped waiting for this
		}
		return err
	case verdictLater:
		r.Failures++
		if r.Failures >= maxFailures {
			return r.moveFor(Attention, code, detail, time.Time{}, now)
		}
		return r.waitFor(crm.CodeUnavailable, detail, now.Add(jitter(backoff(failureBase, failureCap, r.Failures))), now)
	default:
		return r.refused(failed, code, detail, now)
	}
}

// waitFor lets the entry wait; one that is being removed waits in that state.
func (r *Record) waitFor(code crm.Code, detail string, until, now time.Time) error {
	if r.State == Removing {
		return r.moveFor(Removing, code, detail, until, now)
	}
	return r.moveFor(Waiting, code, detail, until, now)
}

// refused finds the way round a refusal that has one, else the entry needs attention.
func (r *Record) refused(failed Operation, code crm.Code, detail string, now time.Time) error {
	if r.State == Removing && failed.Kind != OperationDelete {
		return nil // what was on its way when it was taken back; the delete comes next
	}
	operation := r.operation(failed.ID)
	switch {
	case operation == nil:
	case operation.State == OperationDropped: // nobody wants it any more
		return r.pausedAt(now)
	case failed.Kind == OperationLink && !failed.Payload.Change.Regarding.SameRow(r.Row): // another one was chosen meanwhile
		r.complete()
		return r.pausedAt(now)
	case failed.Kind == OperationDelete && code == crm.CodeInvalid && r.Makes():
		r.stays()
	case failed.Kind == OperationCreate && code == crm.CodeMissingTable && r.Table != crm.TableTask:
		r.Table, r.Fallback = crm.TableTask, true
		return r.pausedAt(now)
	case (failed.Kind == OperationEdit || failed.Kind == OperationLink) && code == crm.CodeClosed &&
		!operation.Payload.Reopen:
		operation.Payload.Reopen, r.Closed = true, true
		r.complete()
		return r.pausedAt(now)
	}
	return r.moveFor(Attention, code, detail, time.Time{}, now)
}
