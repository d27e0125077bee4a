package backend

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

// line is a network that can be taken away, and when it was looked for.
type line struct {
	gone   bool
	looks  []time.Duration
	prober *prober
	began  time.Time
}

// down takes the network away and lets a prober look for it until the test ends.
func down(t *testing.T) *line {
	t.Helper()
	l := &line{gone: true, began: time.Now()}
	l.prober = newProber(func() bool { return l.gone }, func(context.Context) { l.looks = append(l.looks, time.Since(l.began)) })
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		l.prober.run(ctx)
	}()
	t.Cleanup(func() {
		cancel()
		<-ended
	})
	return l
}

func TestTheNetworkIsLookedForWithPausesThatGrowAndDiffer(t *testing.T) {
	var runs [][]time.Duration
	for range 2 {
		synctest.Test(t, func(t *testing.T) {
			l := down(t)
			time.Sleep(10 * time.Minute)
			synctest.Wait()
			before, wait := time.Duration(0), probeBase
			for _, at := range l.looks {
				if pause := at - before; pause < wait || pause > wait+wait/5 {
					t.Errorf("a pause of %v, want %v and up to a fifth", pause, wait)
				}
				before, wait = at, min(2*wait, probeCap)
			}
			if len(l.looks) < 7 {
				t.Errorf("looked at %v", l.looks)
			}
			runs = append(runs, l.looks)
		})
	}
	if slices.Equal(runs[0], runs[1]) {
		t.Error("two machines would come back in the same moment")
	}
}

func TestAHintIsFollowedAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := down(t)
		time.Sleep(10 * time.Minute)
		synctest.Wait()
		before, now := len(l.looks), time.Since(l.began)
		tell(l.prober.hinted)
		synctest.Wait()
		if len(l.looks) != before+1 || l.looks[before] != now {
			t.Fatalf("looked at %v, hinted at %v", l.looks, now)
		}
		time.Sleep(2 * probeBase) // after a hint the pauses are short again: the first address may not lead anywhere yet
		synctest.Wait()
		if len(l.looks) != before+2 {
			t.Errorf("looked at %v", l.looks)
		}
	})
}

func TestNothingIsAskedWhileTheNetworkIsThere(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := down(t)
		synctest.Wait()
		l.gone = false
		tell(l.prober.changed)
		tell(l.prober.hinted)
		time.Sleep(time.Hour)
		synctest.Wait()
		if len(l.looks) != 0 {
			t.Errorf("looked at %v", l.looks)
		}
		l.gone = true
		tell(l.prober.changed)
		time.Sleep(2 * probeBase)
		synctest.Wait()
		if len(l.looks) != 1 {
			t.Errorf("gone again, looked at %v", l.looks)
		}
	})
}
