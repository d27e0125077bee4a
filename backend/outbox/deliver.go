package outbox

import (
	"context"
	"errors"
	"fmt"
	"time"

	"ferry/backend/crm"
)

// decision is what matching says of an entry about to be sent.
type decision struct {
	before Record
	match  crm.Match
	hold   crm.Code // why it stays here, or empty
	// toCome are the rows that are themselves still to be made.
	toCome map[string]bool
}

// begin decides what the entries become and commits their first attempts, in one step. It gives none for entries that stay
// here.
func (o *Outbox) begin(ctx context.Context, records []Record) ([]*step, error) {
	shape, err := o.Shape(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the tables' shape: %w", err)
	}
	toCome, err := o.rowsToCome(ctx)
	if err != nil {
		return nil, err
	}
	decisions := map[string]decision{}
	for _, before := range records {
		match, hold, err := o.decide(ctx, before)
		if err != nil {
			return nil, err
		}
		decisions[before.ID] = decision{before, match, hold, toCome}
	}
	o.step(stepMatched)
	var steps []*step
	var notes []Change
	err = o.Store.Change(ctx, idsOf(records), func(r *Record) error {
		next, err := decisions[r.ID].apply(r, shape, o.Batch != nil, time.Now())
		if next != nil {
			steps = append(steps, next)
		}
		notes = append(notes, Change{Entry: r.ID, State: r.State})
		return err
	})
	if err != nil {
		return nil, err
	}
	o.changedEach(notes)
	return steps, nil
}

// apply opens the first attempt of a record, unless it stays here.
func (d decision) apply(r *Record, shape Shape, sets bool, now time.Time) (*step, error) {
	if r.Chosen != d.before.Chosen || r.State != d.before.State {
		return nil, nil // a person was quicker: it is looked at anew
	}
	if d.hold != "" {
		return nil, r.hold(d.hold, now)
	}
	if undelivered(r) {
		if !r.Chosen {
			r.Row = folded(d.match.Row)
		}
		r.replan(shape)
	}
	if d.toCome[r.Row.ID] && r.awaits() {
		return nil, r.await(now)
	}
	return r.start(sets, now)
}

func idsOf(records []Record) []string {
	ids := make([]string, 0, len(records))
	for _, record := range records {
		ids = append(ids, record.ID)
	}
	return ids
}

// undelivered reports whether it is still open what the entry becomes.
func undelivered(r *Record) bool {
	return !r.Landed && r.State != Removing && r.pending(OperationCreate) != nil
}

// decide asks matching who the member is. hold is why the entry stays here, or empty.
func (o *Outbox) decide(ctx context.Context, r Record) (match crm.Match, hold crm.Code, err error) {
	if r.Chosen || !undelivered(&r) {
		return crm.Match{}, "", nil
	}
	policy, err := o.Policy(ctx)
	if err != nil {
		return crm.Match{}, "", fmt.Errorf("read what may be written back: %w", err)
	}
	match, err = o.Matcher.Match(ctx, r.Member)
	if err != nil {
		return crm.Match{}, "", fmt.Errorf("match a member: %w", err)
	}
	if match.Strength != crm.MatchStrong {
		match.Row = crm.Ref{}
	}
	return match, holdFor(match, policy), nil
}

// hold keeps the entry here: an unmatched one waits by itself, the others need a person.
func (r *Record) hold(code crm.Code, now time.Time) error {
	if code == crm.CodeUnmatched {
		return r.moveFor(Waiting, code, "", time.Time{}, now)
	}
	return r.moveFor(Attention, code, "", time.Time{}, now)
}

// start opens the attempt of the next operation; with none left the entry has arrived. sets: a close may travel with its
// create.
func (r *Record) start(sets bool, now time.Time) (*step, error) {
	next := r.next()
	if next == nil {
		return nil, r.arrive(now)
	}
	if r.State != Removing {
		if err := r.move(Sending, now); err != nil {
			return nil, err
		}
	}
	made := &step{operation: *next}
	if sets {
		made.closing = r.closesWith(next)
	}
	made.attempt = r.attempt(next, now)
	if made.closing != nil {
		r.attempt(made.closing, now)
	}
	made.record = r.clone()
	return made, nil
}

// arrive ends the entry's way: sent, or removed.
func (r *Record) arrive(now time.Time) error {
	if r.State == Removing {
		return r.move(Removed, now)
	}
	if r.State == Waiting { // its time has come
		if err := r.move(Queued, now); err != nil {
			return err
		}
	}
	return r.move(Sent, now)
}

// attempt opens an attempt of the operation and gives its number.
func (r *Record) attempt(operation *Operation, now time.Time) int {
	hash := ""
	switch {
	case operation.Kind == OperationCreate:
		hash = contentHash(*operation.Payload.Activity)
	case operation.Payload.Person != nil:
		hash = personHash(*operation.Payload.Person)
	}
	number := len(r.Attempts) + 1
	r.Attempts = append(r.Attempts, Attempt{Number: number, Operation: operation.ID, Hash: hash, Started: now,
		Outcome: OutcomeOpen, Tries: 1})
	return number
}

// result is what a performed operation showed of Dataverse.
type result struct {
	err error
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
	var following []*step
	var notes []Change
	err := o.Store.Change(commit, ids, func(r *Record) error {
		next, err := known[r.ID].apply(r, pause, o.Batch != nil, time.Now())
		if next != nil {
			following = append(following, next)
		}
		notes = append(notes, Change{Entry: r.ID, State: r.State})
		return err
	})
	if err != nil {
		return nil, err
	}
	o.changedEach(notes)
	return following, nil
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
		err := came.results[i].err
		all[s.record.ID] = outcome{s, came.results[i], judge(ctx, err), outcomeOf(ctx, err), came.until}
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
		a.Outcome == OutcomeUnknown && b.Outcome == OutcomeUnknown
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
	if operation := r.operation(finished.ID); operation != nil {
		operation.State = OperationDone
	}
	switch finished.Kind {
	case OperationCreate:
		r.land(finished, result.adopted)
		if result.outdated {
			r.outdated(*finished.Payload.Activity)
		}
	case OperationLink:
		r.Written = *finished.Payload.Change.Regarding
		r.Closed = r.Closed && !finished.Payload.Reopen
	case OperationEdit:
		r.Closed = r.Closed && !finished.Payload.Reopen
	case OperationClose:
		r.Closed = true
	case OperationDelete:
		r.Landed, r.Closed, r.Written = false, false, crm.Ref{}
	case OperationCreateContact, OperationCreateLead, OperationSetFlag:
		r.settled()
	default: // the others leave nothing to remember
	}
	if r.State != Removing && r.Landed {
		r.complete()
	}
}

// land notes that the activity is in Dataverse. One that was there before keeps the row it is closed under.
func (r *Record) land(create Operation, adopted *crm.Activity) {
	r.Landed, r.Table = true, create.Payload.Activity.Table
	r.Written = create.Payload.Activity.Regarding
	if adopted == nil {
		return
	}
	r.Written, r.Closed = adopted.Regarding, adopted.State != crm.ActivityOpen && adopted.State != crm.ActivityScheduled
	if !r.Closed {
		return
	}
	r.Row = r.Written
	if closing := r.pending(OperationClose); closing != nil {
		closing.State = OperationDone
	}
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
