package outbox

import (
	"context"
	"errors"
	"time"

	"ferry/backend/crm"
)

// result is what a performed operation showed of Dataverse.
type result struct {
	err error
	// unsent: nothing of it left this machine. Only creates say so: of what follows one, the row itself tells.
	unsent bool
	// adopted is the row as it stands there, where it was read back; nil otherwise.
	adopted *crm.Activity
	// closed: the close that travelled with the create is done too. outdated: the row was closed with an older text.
	closed, outdated bool
}

// settle commits what became of steps, in one transaction, and opens the next attempts where there is more to do. It also
// runs when ctx has ended: what is known is kept.
func (o *Outbox) settle(ctx context.Context, came []answer) ([]*step, error) {
	known := map[string]outcome{}
	var ids []string
	for _, one := range came {
		outcomes(ctx, one, known)
		ids = append(ids, idsOfSteps(one.steps)...)
	}
	commit, cancel := context.WithTimeout(context.WithoutCancel(ctx), settleLimit)
	defer cancel()
	_, rests := o.gate.closed(time.Now())
	pause := ctx.Err() != nil || rests
	return o.open(commit, ids, func(r *Record) (*step, error) {
		return known[r.ID].apply(r, pause, o.Batch != nil, time.Now())
	})
}

// outcome is what became of a step. until is when traffic goes on, where it rests because of it.
type outcome struct {
	step    *step
	result  result
	verdict verdict
	known   Outcome
	until   time.Time
}

// outcomes judges the results.
func outcomes(ctx context.Context, came answer, all map[string]outcome) {
	for i, s := range came.steps {
		result := came.results[i]
		all[s.record.ID] = outcome{s, result, judge(ctx, result.err), outcomeOf(ctx, result), came.until}
	}
}

// apply keeps the outcome in the record. pause: nothing more is to leave now.
func (c outcome) apply(r *Record, pause, sets bool, now time.Time) (*step, error) {
	if errors.Is(c.result.err, errHeld) {
		r.forgetAttempts(c.step.attempt)
		return nil, r.pausedAt(now)
	}
	c.concludeBoth(r, now)
	if c.verdict == verdictRefused && c.step.closing != nil && codeOf(c.result.err) != crm.CodeMissingTable {
		return nil, r.pausedAt(now) // which of the two was refused is not known: next they go one by one
	}
	if c.verdict != verdictDone {
		return nil, r.fail(c.step.operation, c.verdict, c.result.err, c.until, now)
	}
	if c.result.closed {
		r.closedWith(*c.step.closing)
	}
	r.done(c.step.operation, c.result)
	if (pause && r.next() != nil) || r.elsewhere() {
		return nil, r.pausedAt(now)
	}
	return r.start(sets, now)
}

func idsOfSteps(steps []*step) []string {
	ids := make([]string, 0, len(steps))
	for _, s := range steps {
		ids = append(ids, s.record.ID)
	}
	return ids
}

// account tells the gate what an answer means for the account, and gives the time until which traffic rests. The worst of
// the results counts, since one that asks for a rest is asked of everybody.
func (o *Outbox) account(ctx context.Context, results []result, number int) time.Time {
	worst := 0
	for i := range results {
		if judge(ctx, results[i].err).weight() > judge(ctx, results[worst].err).weight() {
			worst = i
		}
	}
	err := results[worst].err
	verdict := judge(ctx, err)
	switch verdict {
	case verdictStopped:
		return time.Time{}
	case verdictDone, verdictRefused: // the service answered: it is there and lets us in
		if o.gate.answered(number) {
			o.changed(Change{})
		}
		return time.Time{}
	default:
		if codeOf(err) == crm.CodeThrottled {
			o.pace.refused(time.Now())
		}
		return o.rest(verdict, err, number)
	}
}

// rest closes the gate because of the error.
func (o *Outbox) rest(verdict verdict, err error, number int) time.Time {
	var coded *crm.Error
	var asked time.Duration
	claims := ""
	if errors.As(err, &coded) {
		asked, claims = coded.Wait, coded.Claims
	}
	code := codeOf(err)
	if verdict == verdictLater {
		code = crm.CodeUnavailable
	}
	until := o.gate.close(code, detailOf(err), claims, asked, number, time.Now())
	o.changed(Change{})
	return until
}
