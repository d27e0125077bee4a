package outbox

import (
	"testing"
	"time"
)

// TestWhatARefusalTeachesLasts: for an hour after the last refusal, and no longer.
func TestWhatARefusalTeachesLasts(t *testing.T) {
	begin := time.Date(2026, 3, 4, 9, 0, 0, 0, time.UTC)
	var p pace
	p.spent(1000, begin)
	p.refused(begin)
	for _, step := range []struct {
		after   time.Duration
		refused bool
		waits   bool
	}{
		{after: time.Minute, waits: true},
		{after: serviceWindow, refused: true, waits: true}, // which counts from now on
		{after: paceLasts, waits: true},
		{after: serviceWindow + paceLasts, waits: false},
	} {
		now := begin.Add(step.after)
		p.prune(now)
		p.spent(949-p.inWindow, now)
		if step.refused {
			p.refused(now)
		}
		if wait := p.reserve(2, now); (wait > 0) != step.waits {
			t.Errorf("after %v: %v to wait", step.after, wait)
		} else if wait == 0 {
			p.release(2)
		}
	}
}
