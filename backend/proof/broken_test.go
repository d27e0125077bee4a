//go:build linux || darwin

package proof

import (
	"errors"
	"strings"
	"testing"

	"ferry/backend/practice"
)

// TestTheProofFailsWhenARuleIsBroken is the test of the test: a child that breaks a rule on purpose has to be found out.
func TestTheProofFailsWhenARuleIsBroken(t *testing.T) {
	if underRace {
		t.Skip("tests without the race detector do this")
	}
	for rule, c := range map[string]struct {
		press func(h *hand, p *process)
		want  string
	}{
		"": {pressAll, ""}, // the same, and no rule broken
		breakIDs: {func(h *hand, p *process) {
			h.server.Knobs().FailNext(1, practice.Fault{Kind: practice.AnswerLost, Match: isWrite})
			h.mustGive(p, h.copy("Met at the fair.", true))
		}, "doubled"},
		break412:   {pressAll, "called sent"},
		breakOrder: {pressOne, "closed before its note"},
		breakAck:   {pressAndKill, "lost"},
	} {
		t.Run("break "+rule, func(t *testing.T) {
			t.Parallel()
			r := newRun(t)
			h := r.newHand(1)
			h.plant()
			o := orders{Break: rule}
			if rule == breakAck {
				o.Step, o.Count = "outbox.db: begin", 1
			}
			p, err := r.start(o)
			if err != nil {
				t.Fatal(err)
			}
			c.press(h, p)
			if p.cmd.ProcessState == nil {
				r.settle(p)
				if err := p.end(); err != nil {
					t.Fatal(err)
				}
			}
			r.finish(h, rule)
			found := r.ledger.findings(r.records())
			switch {
			case c.want == "" && len(found) > 0:
				t.Errorf("with no rule broken it finds:\n%s", strings.Join(found, "\n"))
			case c.want != "" && !contains(found, c.want):
				t.Errorf("it does not find %q, only:\n%s", c.want, strings.Join(found, "\n"))
			}
		})
	}
}

// pressAll copies what needs notes, and threads of which some ids are taken.
func pressAll(h *hand, p *process) {
	h.mustGive(p, h.copy("Long. "+strings.Repeat("All of it has to arrive. ", 100), true))
	for range len(h.threads) * 3 {
		h.mustGive(p, h.thread())
	}
}

// pressOne copies a text that needs a note, and nothing else: the note goes as a request of its own, which the tunnel can
// tell from others. Among many it may travel in a batch.
func pressOne(h *hand, p *process) {
	h.mustGive(p, h.copy("Long. "+strings.Repeat("All of it has to arrive. ", 100), true))
	h.settle(p)
}

// pressAndKill copies until the child dies.
func pressAndKill(h *hand, p *process) {
	for {
		if err := h.give(p, h.copy("Met at the fair.", true)); errors.Is(err, errDead) {
			return
		} else if err != nil {
			h.t.Fatal(err)
		}
	}
}

func (h *hand) mustGive(p *process, next press) {
	h.t.Helper()
	if err := h.give(p, next); err != nil {
		h.t.Fatal(err)
	}
}
