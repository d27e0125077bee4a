package outbox

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"ferry/backend/crm"
)

// verdict is what an answer means for the entry and for the account's traffic.
type verdict int

const (
	verdictDone    verdict = iota
	verdictStopped         // we stopped it ourselves: what became of it is unknown, or it never left
	verdictPause           // the account's traffic rests until a time; nobody is to blame
	verdictPerson          // the account's traffic rests until Resume
	verdictLater           // the service failed: this entry is tried again later
	verdictRefused         // a person has to decide about this entry
)

// weight orders verdicts by what they mean for the account's traffic.
func (v verdict) weight() int {
	switch v {
	case verdictPerson:
		return 4
	case verdictPause:
		return 3
	case verdictLater:
		return 2
	case verdictDone, verdictRefused:
		return 1
	default:
		return 0
	}
}

// judge is the one place that decides what is retried. The context is the one the request ran under.
func judge(ctx context.Context, err error) verdict {
	if err == nil {
		return verdictDone
	}
	if ctx.Err() != nil || errors.Is(err, errHeld) {
		return verdictStopped
	}
	switch codeOf(err) {
	case crm.CodeOffline, crm.CodeThrottled, crm.CodeWebPage:
		return verdictPause
	case crm.CodeSignIn, crm.CodeSignInCancelled, crm.CodeNotMember, crm.CodeWrongAccount, crm.CodeKeychain:
		return verdictPerson
	case crm.CodeUnavailable, crm.CodeUnexpected, crm.CodeCancelled:
		return verdictLater
	default:
		return verdictRefused
	}
}

// codeOf is crm.CodeOf, with a request's own deadline read as what it is: nothing answered.
func codeOf(err error) crm.Code {
	if errors.Is(err, context.DeadlineExceeded) {
		return crm.CodeOffline
	}
	return crm.CodeOf(err)
}

// waitCode is the code an entry waits with while the account's traffic rests: one of AccountCodes.
func waitCode(code crm.Code) crm.Code {
	switch code {
	case crm.CodeOffline, crm.CodeThrottled, crm.CodeNotMember, crm.CodeWebPage:
		return code
	default:
		return crm.CodeSignIn
	}
}

// outcomeOf is what is known of an attempt. What was turned away unseen, or never left, cannot have landed; an answer that
// never came, or that said the service is unwell, may hide a row.
func outcomeOf(ctx context.Context, of result) Outcome {
	switch judge(ctx, of.err) {
	case verdictDone:
		return OutcomeDone
	case verdictRefused:
		return OutcomeRefused
	case verdictPerson:
		return OutcomeUnsent
	case verdictPause:
		if codeOf(of.err) == crm.CodeThrottled || of.unsent {
			return OutcomeUnsent
		}
		return OutcomeUnknown
	default:
		return OutcomeUnknown
	}
}

// detailOf is the technical detail of the error; it never holds text of ours, since only an adapter's crm.Error has one.
func detailOf(err error) string {
	var coded *crm.Error
	if errors.As(err, &coded) {
		return coded.Detail
	}
	return ""
}

// Limits of waiting. After maxFailures attempts that the service failed, about six hours, a person decides.
const (
	maxFailures   = 20
	failureBase   = 10 * time.Second
	failureCap    = 30 * time.Minute
	offlineBase   = 5 * time.Second
	offlineCap    = 5 * time.Minute
	unwellBase    = 2 * time.Second
	unwellCap     = time.Minute
	requestLimit  = 150 * time.Second // Dataverse gives up after two minutes by itself
	settleLimit   = 10 * time.Second
	storagePause  = 5 * time.Second
	throttledBase = 2 * time.Second
	throttledCap  = 5 * time.Minute
)

// backoff doubles from base with each failure, from the first, up to the cap.
func backoff(base, limit time.Duration, failures int) time.Duration {
	wait := base
	for range max(failures, 1) - 1 {
		if wait *= 2; wait >= limit {
			return limit
		}
	}
	return min(wait, limit)
}

// jitter adds up to a fifth, so that many machines do not come back in the same second.
func jitter(wait time.Duration) time.Duration {
	return wait + time.Duration(rand.Int64N(int64(wait/5)+1)) //nolint:gosec // nobody gains by guessing when we come back
}
