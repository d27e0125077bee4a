package outbox_test

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"ferry/backend/crm"
	"ferry/backend/outbox"
	"ferry/backend/outbox/storetest"
)

var havocs = flag.Int("havocs", 25, "how many houses TestAnythingAtAnyTime makes havoc in; some thousands find what is rare")

// havoc is a house in which anything happens at any time, as a seed says: answers get lost, the service fails, the disk is
// full, the process dies, a copy is put back, and the person goes on pressing while requests are on their way.
type havoc struct {
	*batching
	turn       sync.Mutex // of whoever asks what happens next
	random     *rand.Rand
	disk       *rand.Rand
	world      sync.Mutex // of what the sender asks for: tables, settings, matches
	findings   storetest.Findings
	calm       bool        // nothing happens any more
	dead       atomic.Bool // the process is dying: nothing is kept, and of what leaves no answer comes
	inside     bool        // the person is pressing while a request is on its way
	number     int         // of the last text
	story      []string
	texts      map[string]string // what the person wrote last, by entry
	made       map[string]int    // how often each row was made, less how often it was deleted
	touched    map[string]bool   // entries whose rows somebody else changed, or of which a copy knows less
	spoiled    map[string]bool   // entries whose text somebody else changed after the person
	copied     []outbox.Record   // the copy
	sinceThen  map[string]bool   // entries that the person changed since the copy
	wasCopied  bool
	wasBrought bool // the copy was put back
}

func newHavoc(t *testing.T, seed uint64) *havoc {
	source := func(stream uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, stream)) } // #nosec G404 -- repeatable on purpose
	v := &havoc{batching: lanes(t), random: source(1), disk: source(2), texts: map[string]string{}, made: map[string]int{},
		touched: map[string]bool{}, spoiled: map[string]bool{}, sinceThen: map[string]bool{}}
	v.crm.fate = v.fate
	v.crm.created = func(a crm.Activity) { v.made[a.ID]++ }
	v.crm.deleted = func(id string) { v.made[id]-- }
	v.reshape()
	v.born()
	return v
}

func (v *havoc) tell(format string, arguments ...any) {
	v.story = append(v.story, fmt.Sprintf(format, arguments...))
}

func (v *havoc) chance(percent int) bool { return v.random.IntN(100) < percent }

func pick[T any](v *havoc, some ...T) T { return some[v.random.IntN(len(some))] }

// born is a new process.
func (v *havoc) born() {
	v.dead.Store(false)
	v.restart()
	v.findings.Store = v.store
	v.Findings, v.Looker, v.Matcher = &v.findings, v.crm, v
	v.Shape = func(context.Context) (*outbox.Shape, error) {
		v.world.Lock()
		defer v.world.Unlock()
		shape := v.shape
		return &shape, nil
	}
	v.Policy = func(context.Context) (outbox.Policy, error) {
		v.world.Lock()
		defer v.world.Unlock()
		return v.policy, nil
	}
	if v.chance(60) {
		v.Batch, v.Lanes = v, 3
	}
	v.Step = func(step string) {
		v.turn.Lock()
		defer v.turn.Unlock()
		if !v.calm && !v.dead.Load() && v.chance(4) {
			v.tell("  it dies at %s", step)
			v.dead.Store(true)
		}
	}
	v.store.Fail = func() error {
		if v.dead.Load() || !v.calm && v.disk.IntN(100) < 2 {
			return failure(crm.CodeStorage)
		}
		return nil
	}
}

// Match says the same of everybody.
func (v *havoc) Match(context.Context, crm.Member) (crm.Match, error) {
	v.world.Lock()
	defer v.world.Unlock()
	return v.match, nil
}

// fate is what happens at a call to the organization.
func (v *havoc) fate(call string) (made answer) {
	v.turn.Lock()
	defer v.turn.Unlock()
	switch {
	case v.dead.Load():
		return answer{err: failure(crm.CodeOffline), after: v.chance(50)}
	case v.calm:
		return answer{}
	case v.chance(25) && !v.inside:
		made.do = func() { v.meanwhile(call) }
	}
	if v.chance(20) {
		code := pick(v, crm.CodeOffline, crm.CodeOffline, crm.CodeUnavailable, crm.CodeThrottled, crm.CodeSignIn,
			crm.CodeForbidden, crm.CodeBusinessRule)
		made.err = &crm.Error{Code: code}
		made.after = (code == crm.CodeOffline || code == crm.CodeUnavailable) && v.chance(60)
		v.tell("  %s: %s, done %v", call, code, made.after)
	}
	return made
}

// meanwhile lets the person press while the call is on its way.
func (v *havoc) meanwhile(call string) {
	v.turn.Lock()
	defer v.turn.Unlock()
	v.inside = true
	defer func() { v.inside = false }()
	v.tell("  during %s", call)
	v.press()
}

// WriteAll is a batch that may be turned away whole, and whose answer may break off.
func (v *havoc) WriteAll(ctx context.Context, writes []outbox.Write) []error {
	v.turn.Lock()
	away, lost := !v.calm && v.chance(10), len(writes)
	if !v.calm && v.chance(20) {
		lost = v.random.IntN(len(writes) + 1)
	}
	turned := pick(v, crm.CodeThrottled, crm.CodeSignIn, crm.CodeUnavailable, crm.CodeOffline)
	broken := pick(v, crm.CodeOffline, crm.CodeUnavailable)
	v.turn.Unlock()
	if away {
		return slices.Repeat([]error{failure(turned)}, len(writes))
	}
	errs := v.batching.WriteAll(ctx, writes)
	for i := lost; i < len(errs); i++ {
		errs[i] = failure(broken)
	}
	return errs
}

// mostSteps is more than a house of some entries ever takes.
const mostSteps = 20_000

// send lets the sender work, for a while at times, and reports whether it comes to rest.
func (v *havoc) send() bool {
	ctx, cancel := context.WithCancel(v.t.Context())
	defer cancel()
	if v.chance(10) {
		time.AfterFunc(time.Duration(v.random.IntN(3000))*time.Millisecond, cancel)
	}
	v.tell("sends")
	var steps atomic.Int64
	die := v.Step
	v.Step = func(step string) {
		if steps.Add(1) > mostSteps {
			cancel()
		}
		die(step)
	}
	_ = v.Drain(ctx) // the disk may fail
	v.Step = die
	return steps.Load() <= mostSteps
}

// round is some pressing, some sending, and perhaps the end of the process.
func (v *havoc) round() {
	for range v.random.IntN(4) {
		v.press()
	}
	if v.chance(15) {
		v.colleague()
	}
	if v.chance(5) {
		v.copyFolder()
	}
	if v.chance(70) {
		v.Wake()
	}
	if v.chance(30) {
		time.Sleep(time.Duration(v.random.IntN(600)) * time.Second) // the bubble's time
	}
	if !v.send() {
		v.t.Error("the sender never comes to rest")
	}
	if v.dead.Load() || v.chance(5) {
		v.tell("a new process")
		v.born()
	}
	if v.wasCopied && v.chance(4) {
		v.bringBack()
	}
}

// settleDown lets all end well that can.
func (v *havoc) settleDown() {
	v.calm = true
	v.born()
	for range 12 {
		v.Resume()
		v.must(v.SendNow(v.t.Context()))
		v.retryAll()
	}
	v.match, v.policy.UnmatchedWaits = crm.Match{Strength: crm.MatchStrong, Row: maria()}, false
	v.must(v.Rematch(v.t.Context(), ""))
	for range 4 {
		v.retryAll()
	}
}

func (v *havoc) retryAll() {
	ids, err := v.store.IDs(v.t.Context(), outbox.Filter{States: []outbox.State{outbox.Attention, outbox.Waiting}})
	v.must(err)
	v.must(v.Retry(v.t.Context(), ids...))
	v.drain()
	time.Sleep(time.Hour)
}

// TestAnythingAtAnyTime: whatever happens, each entry ends in Dynamics once and as the person wrote it last, or not at all,
// and the outbox says which.
func TestAnythingAtAnyTime(t *testing.T) {
	for seed := range *havocs {
		synctest.Test(t, func(t *testing.T) {
			v := newHavoc(t, uint64(seed))
			for range 20 {
				v.round()
			}
			v.settleDown()
			v.judge()
			if t.Failed() {
				t.Logf("seed %d\n%s", seed, strings.Join(v.story, "\n"))
			}
		})
		if t.Failed() {
			return
		}
	}
}
