package backend

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// line is a network that can be taken away, and when it was looked for.
type line struct {
	gone   atomic.Bool
	prober *prober
	began  time.Time

	mu    sync.Mutex // a bubble's clock orders nothing for the race detector
	looks []time.Duration
}

func (l *line) look(context.Context) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.looks = append(l.looks, time.Since(l.began))
}

// looked is when the network was looked for until now.
func (l *line) looked() []time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.looks)
}

// down takes the network away and lets a prober look for it until the test ends.
func down(t *testing.T) *line {
	t.Helper()
	l := &line{began: time.Now()}
	l.gone.Store(true)
	l.prober = newProber(l.gone.Load, l.look)
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
			for _, at := range l.looked() {
				if pause := at - before; pause < wait || pause > wait+wait/5 {
					t.Errorf("a pause of %v, want %v and up to a fifth", pause, wait)
				}
				before, wait = at, min(2*wait, probeCap)
			}
			if len(l.looked()) < 7 {
				t.Errorf("looked at %v", l.looked())
			}
			runs = append(runs, l.looked())
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
		before, now := len(l.looked()), time.Since(l.began)
		tell(l.prober.hinted)
		synctest.Wait()
		if len(l.looked()) != before+1 || l.looked()[before] != now {
			t.Fatalf("looked at %v, hinted at %v", l.looks, now)
		}
		time.Sleep(2 * probeBase) // after a hint the pauses are short again: the first address may not lead anywhere yet
		synctest.Wait()
		if len(l.looked()) != before+2 {
			t.Errorf("looked at %v", l.looked())
		}
	})
}

func TestNothingIsAskedWhileTheNetworkIsThere(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := down(t)
		synctest.Wait()
		l.gone.Store(false)
		tell(l.prober.changed)
		tell(l.prober.hinted)
		time.Sleep(time.Hour)
		synctest.Wait()
		if len(l.looked()) != 0 {
			t.Errorf("looked at %v", l.looked())
		}
		l.gone.Store(true)
		tell(l.prober.changed)
		time.Sleep(2 * probeBase)
		synctest.Wait()
		if len(l.looked()) != 1 {
			t.Errorf("gone again, looked at %v", l.looked())
		}
	})
}

// TestANetworkThatIsBackForMomentsIsLookedForLessAndLess: the front page answers, and whatever else is asked then does not.
func TestANetworkThatIsBackForMomentsIsLookedForLessAndLess(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := down(t)
		p := &pulse{changed: func(online bool) {
			l.gone.Store(!online)
			tell(l.prober.changed)
		}}
		p.note(wayThere, false)
		began := time.Now()
		go func() {
			for seen := 0; time.Since(began) < 9*time.Minute; time.Sleep(time.Millisecond) {
				if len(l.looked()) == seen {
					continue
				}
				seen++
				p.note(wayThere, true)
				time.Sleep(time.Second) // somebody asks for what matters
				p.note(wayThere, false)
			}
		}()
		time.Sleep(10 * time.Minute)
		synctest.Wait()
		if looks := len(l.looked()); looks < 5 || looks > 12 {
			t.Errorf("looked at %v", l.looked())
		}
		if online, since := p.state(); online || !since.Equal(began) {
			t.Errorf("online %v, offline since %v, want %v", online, since, began)
		}
		p.note(wayThere, true)
		time.Sleep(time.Minute)
		p.note(wayThere, false)
		if _, since := p.state(); !since.Equal(time.Now()) {
			t.Errorf("offline since %v, want now: it was back in between", since)
		}
		before, now := len(l.looked()), time.Since(l.began)
		time.Sleep(2 * probeBase)
		synctest.Wait()
		if looks := l.looked(); len(looks) != before+1 || looks[before] < now+probeBase {
			t.Errorf("gone at %v, looked at %v", now, looks)
		}
	})
}
