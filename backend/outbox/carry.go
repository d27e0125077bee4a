package outbox

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"ferry/backend/crm"
)

// step is an operation on its way, with the record as it was when its attempt was committed.
type step struct {
	record    Record
	operation Operation
	attempt   int // its number
	// closing travels with a create, in one transaction: both are done or neither. It is nil for every other step.
	closing *Operation
}

// requests is how many the step takes.
func (s *step) requests() int {
	if s.closing != nil || s.operation.Payload.Reopen || s.looksFirst() {
		return 2
	}
	return 1
}

// looksFirst: nobody but matching says where the activity belongs, so what stands there is read before it is moved.
func (s *step) looksFirst() bool { return s.operation.Kind == OperationLink && !s.record.Chosen }

// answer is what became of steps that travelled together.
type answer struct {
	steps   []*step
	results []result
	until   time.Time // when traffic goes on, where it rests because of it
}

// deliver takes entries as far as they go now. An error is the store's or matching's; what the service answers is kept
// with the entries. begun is called once the first attempts are kept.
func (o *Outbox) deliver(ctx context.Context, ids []string, begun func()) error {
	records, err := o.Store.Records(ctx, ids)
	if err != nil {
		return fmt.Errorf("deliver: %w", err)
	}
	steps, err := o.begin(ctx, shares(records))
	if err != nil {
		return fmt.Errorf("deliver: %w", err)
	}
	begun()
	return o.carry(ctx, steps)
}

// memberShare is how many entries of one member are delivered at once: what fits into one parcel, where their order is
// kept. The later ones are due once these have arrived.
const memberShare = BatchLimit / usualCost

// shares leaves out what exceeds a member's share.
func shares(records []Record) []Record {
	taken := map[string]int{}
	var kept []Record
	for _, record := range records {
		if taken[record.Member.Key]++; taken[record.Member.Key] <= memberShare || record.Member.Key == "" {
			kept = append(kept, record)
		}
	}
	return kept
}

// carry performs steps and those that follow from them, until none is left. What comes back while the answers before it
// are being kept is kept together, in one transaction.
func (o *Outbox) carry(ctx context.Context, steps []*step) error {
	answers := make(chan answer)
	flying := 0
	var failed error
	for {
		o.nowSending(steps, true)
		o.stepEach(stepAttempt, steps)
		parcels := o.parcels(steps)
		if flying+len(parcels) == 0 {
			return failed
		}
		var came []answer
		if flying == 0 && len(parcels) == 1 {
			came = []answer{o.ask(ctx, parcels[0])}
		} else {
			flying += o.launchAll(ctx, parcels, answers)
			came = gather(answers, flying)
			flying -= len(came)
		}
		following, err := o.keep(ctx, came)
		if err != nil && failed == nil {
			failed = fmt.Errorf("deliver: %w", err)
		}
		steps = following
	}
}

// launchAll sends each parcel off by itself.
func (o *Outbox) launchAll(ctx context.Context, parcels [][]*step, answers chan<- answer) int {
	for _, parcel := range parcels {
		go func() { answers <- o.ask(ctx, parcel) }()
	}
	return len(parcels)
}

// What comes back within gatherPatience of an answer is kept together with it, in one step: up to gatherMost answers.
const (
	gatherPatience = 5 * time.Millisecond
	gatherMost     = 4
)

// gather waits for an answer, and takes along those that come soon after it.
func gather(answers <-chan answer, flying int) []answer {
	came := []answer{<-answers}
	soon := time.NewTimer(gatherPatience)
	defer soon.Stop()
	for len(came) < min(flying, gatherMost) {
		select {
		case one := <-answers:
			came = append(came, one)
		case <-soon.C:
			return came
		}
	}
	return came
}

// keep settles answers.
func (o *Outbox) keep(ctx context.Context, came []answer) ([]*step, error) {
	for _, one := range came {
		o.stepEach(stepAnswer, one.steps)
		defer o.nowSending(one.steps, false)
	}
	following, err := o.settle(ctx, came)
	if err != nil {
		return nil, err
	}
	for _, one := range came {
		o.stepEach(stepKept, one.steps)
	}
	return following, nil
}

// parcels packs steps into what travels together: at most BatchLimit requests, a member's steps in one parcel and in their
// order. What does not fit into a batch travels by itself.
func (o *Outbox) parcels(steps []*step) [][]*step {
	var members []string
	byMember := map[string][]*step{}
	for _, s := range steps {
		member := s.record.Member.Key
		if member == "" {
			member = s.record.ID
		}
		if byMember[member] == nil {
			members = append(members, member)
		}
		byMember[member] = append(byMember[member], s)
	}
	var packed [][]*step
	room := 0
	for _, member := range members {
		some := byMember[member]
		size, alone := o.size(some)
		if alone || room < size {
			packed, room = append(packed, nil), BatchLimit
		}
		last := len(packed) - 1
		packed[last] = append(packed[last], some...)
		if room -= size; alone {
			room = 0
		}
	}
	return packed
}

// size counts requests. alone: one of the steps does not fit into a batch.
func (o *Outbox) size(steps []*step) (requests int, alone bool) {
	alone = o.Batch == nil
	for _, s := range steps {
		_, fits := s.write()
		requests, alone = requests+s.requests(), alone || !fits
	}
	return requests, alone
}

// errHeld: the request did not leave, since traffic came to rest after its attempt was kept.
var errHeld = errors.New("traffic rests")

// ask performs a parcel's steps once a line is free, unless traffic rests then. What the answer means for the account's
// traffic holds before the line is free again.
func (o *Outbox) ask(ctx context.Context, steps []*step) answer {
	select {
	case o.lines <- struct{}{}:
		defer func() { <-o.lines }()
	case <-ctx.Done():
		return held(steps, crm.CodeCancelled)
	}
	number, rests := o.gate.asks(time.Now())
	if rests != "" {
		return held(steps, rests)
	}
	results := o.performAllGuarded(ctx, steps)
	return answer{steps, results, o.account(ctx, results, number)}
}

// performAllGuarded is performAll; a panic on the way counts as a service that failed, since requests may have left.
func (o *Outbox) performAllGuarded(ctx context.Context, steps []*step) (results []result) {
	panicked, err := o.guarded(func() error {
		results = o.performAll(ctx, steps)
		return nil
	})
	if panicked {
		return slices.Repeat([]result{{err: err}}, len(steps))
	}
	return results
}

// held is the answer to steps that did not leave.
func held(steps []*step, code crm.Code) answer {
	return answer{steps: steps, results: slices.Repeat([]result{{err: &crm.Error{Code: code, Err: errHeld}}}, len(steps))}
}

func (o *Outbox) nowSending(steps []*step, now bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, s := range steps {
		if now {
			o.sending[s.record.ID] = true
		} else {
			delete(o.sending, s.record.ID)
		}
	}
}
