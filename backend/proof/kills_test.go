//go:build linux || darwin

package proof

import (
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"ferry/backend/outbox"
	"ferry/backend/practice"
	"ferry/backend/sqlite"
)

// steps are all that a child can die at by name: of the sender, of outbox.db, and on the wire.
func steps() []string {
	return slices.Concat(outbox.Steps(), sqlite.Steps(), []string{stepLeaving, stepArrived})
}

// aFew is how often a run of all tests kills.
func aFew() int {
	if underRace {
		return 4
	}
	return 6
}

// TestKilledAtEveryStep kills the child at each named step once, with every kind of operation on its way.
func TestKilledAtEveryStep(t *testing.T) {
	if testing.Short() {
		t.Skip("it starts many processes")
	}
	names := steps()
	if *kills == 0 { // a few of them in each run of all tests
		rand.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
		names = names[:aFew()]
	}
	r := newRun(t)
	h := r.newHand(1)
	for i, step := range names {
		r.everyKind(h, orders{Step: step, Count: 1 + i%2})
	}
	r.finish(h, "")
	r.check()
	for _, step := range names {
		if r.reached[step] == 0 {
			t.Errorf("no child got to %q", step)
		}
	}
}

// everyKind presses what needs every kind of operation, and again until the child has died of it.
func (r *run) everyKind(h *hand, o orders) {
	r.t.Helper()
	r.makeWay(&o)
	p, err := r.start(o)
	deadline := time.Now().Add(patience)
	if err == nil && h.unsure != nil { // a person would first press again what the last child died of
		err = h.give(p, h.next())
	}
	for err == nil {
		long := h.copy("Long. "+strings.Repeat("All of it has to arrive. ", 100), true)
		nobody := h.copy("About nobody we know.", false)
		for _, next := range []press{long, nobody, {command: command{Do: doNudge}}} {
			if err = h.give(p, next); err != nil {
				break
			}
		}
		for _, change := range []func() press{
			func() press { return h.change(doDecide, h.decide) },
			func() press { return h.change(doEdit, h.edit) },
			func() press { return h.change(doRemove, h.remove) },
			func() press { return h.copy("About somebody new.", false) },
			func() press { return h.change(doPerson, h.person) },
			h.flag,
		} {
			if err == nil {
				err = r.waitSent(p)
			}
			if err == nil {
				err = h.give(p, change())
			}
		}
		if err == nil && time.Now().After(deadline) {
			r.t.Fatalf("no child dies at %q\n%s", o.Step, p.report())
		}
	}
	if !errors.Is(err, errDead) {
		r.t.Fatal(err)
	}
}

// makeWay lets a child get to its step: a backup is due only when there is none, and what an earlier child left is taken up
// once in a life.
func (r *run) makeWay(o *orders) {
	r.t.Helper()
	backup := strings.HasPrefix(o.Step, "backup")
	if backup || o.Step == "rescued" {
		o.Count = 1
	}
	if !backup {
		return
	}
	if err := os.RemoveAll(filepath.Join(r.folder(), "backups")); err != nil {
		r.t.Fatal(err)
	}
}

// waitSent waits until nothing is on its way.
func (r *run) waitSent(p *process) error {
	deadline := time.Now().Add(patience)
	for {
		now, err := p.press(command{Do: doStatus})
		if err != nil || now.ToSend+now.Removing == 0 {
			return err
		}
		if time.Now().After(deadline) {
			r.t.Fatalf("still to send at %q: %d, and %d to remove\n%s", p.orders.Step, now.ToSend, now.Removing, p.report())
		}
		time.Sleep(2 * time.Millisecond)
	}
}

// TestKilledAtRandom kills at random moments and steps, with everything going wrong that can: as often as -kills says.
func TestKilledAtRandom(t *testing.T) {
	if testing.Short() {
		t.Skip("it starts many processes")
	}
	wanted := *kills
	if wanted == 0 {
		wanted = aFew()
	}
	chosen := *seed
	if chosen == 0 {
		chosen = rand.Uint64()
	}
	t.Logf("seed %d", chosen)
	r := newRun(t)
	h := r.newHand(chosen)
	h.plant()
	for r.kills < wanted && !t.Failed() {
		r.round(h)
	}
	r.finish(h, "")
	r.check()
}

// round is one child's life: some presses, some trouble, and its death.
func (r *run) round(h *hand) {
	r.t.Helper()
	o := orders{}
	if all := steps(); h.random.IntN(2) == 0 {
		o.Step, o.Count = all[h.random.IntN(len(all))], 1+h.random.IntN(6)
	}
	r.makeWay(&o)
	r.trouble(h)
	p, err := r.start(o)
	if err == nil {
		if o.Step == "" && h.random.IntN(2) == 0 {
			r.server.dieAtWrite(h.random.IntN(5), p.kill)
		} else {
			alarm := time.AfterFunc(time.Duration(20+h.random.IntN(400))*time.Millisecond, p.kill)
			defer alarm.Stop()
		}
		r.live(h, p)
	} else if !errors.Is(err, errDead) {
		r.t.Fatal(err)
	}
	r.server.calm()
	if h.random.IntN(12) == 0 { // the password was changed: everything that was handed out is worthless
		r.server.Knobs().RevokeTokens()
		r.revoked = true
	}
	if h.random.IntN(6) == 0 {
		r.signIn()
	}
}

// live presses buttons until the child is dead. One that outlives its presses is killed between two of them.
func (r *run) live(h *hand, p *process) {
	r.t.Helper()
	for range 8 + h.random.IntN(10) {
		if err := h.give(p, h.next()); errors.Is(err, errDead) {
			return
		} else if err != nil {
			r.t.Fatal(err)
		}
		if h.random.IntN(12) == 0 { // a backup program holds the journal for a while
			time.AfterFunc(time.Duration(50+h.random.IntN(300))*time.Millisecond, r.holdJournal())
		}
		if h.random.IntN(6) == 0 { // the disk fills up, or is free again
			if err := h.give(p, press{command: command{Do: doLimit, Bytes: h.diskLimit()}}); err != nil {
				return
			}
		}
	}
	p.kill()
	for {
		if _, err := p.read(); err != nil {
			return
		}
	}
}

// diskLimit is a size that outbox.db's journal reaches soon, or none.
func (h *hand) diskLimit() uint64 {
	if h.random.IntN(2) == 0 {
		return 0
	}
	return 4096 * uint64(1+h.random.IntN(60))
}

// trouble arms what is to go wrong next.
func (r *run) trouble(h *hand) {
	faults := []practice.FaultKind{
		practice.AnswerLost, practice.AnswerLost, practice.ConnectionReset, practice.InternalError, practice.BadGateway,
		practice.ServiceUnavailable, practice.TooManyRequests, practice.TooMuchTime, practice.TooManyConcurrent,
		practice.Unauthorized, practice.ClaimsChallenge,
	}
	for range h.random.IntN(4) {
		fault := practice.Fault{Kind: faults[h.random.IntN(len(faults))], Match: isWrite}
		if h.random.IntN(3) == 0 {
			fault.RetryAfter = time.Second
		}
		r.server.Knobs().FailNext(1, fault)
	}
	if h.random.IntN(5) == 0 { // parts of batches are refused, one by one
		r.server.Knobs().Limits(practice.Limits{
			Requests: 30 + h.random.IntN(30), Window: 3 * time.Second, RetryAfter: time.Second, PerPart: true,
		})
	}
	if h.random.IntN(6) == 0 { // a tunnel, or a hotel
		r.server.leave(time.Duration(h.random.IntN(500))*time.Millisecond, h.random.IntN(2) == 0)
	}
	if h.random.IntN(6) == 0 { // tokens are of no use a moment later
		r.server.Knobs().TokenLifetime(time.Second)
	}
	r.server.mu.Lock()
	defer r.server.mu.Unlock()
	r.server.slow, r.server.torn = h.random.IntN(3), h.random.IntN(4)
}
