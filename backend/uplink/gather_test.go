package uplink

import (
	"testing"
	"testing/synctest"
	"time"
)

func TestReportsOfOneChangeAreOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		reports := make(chan struct{})
		var told []time.Duration
		start := time.Now()
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			gather(reports, func() { told = append(told, time.Since(start)) })
		}()
		for range 5 { // an interface, its addresses, their routes
			reports <- struct{}{}
			time.Sleep(90 * time.Millisecond)
		}
		time.Sleep(time.Minute)
		reports <- struct{}{}
		time.Sleep(time.Minute)
		reports <- struct{}{}
		close(reports) // nobody listens any more
		<-ended
		want := []time.Duration{settle, 5*90*time.Millisecond + time.Minute + settle}
		if len(told) != 2 || told[0] != want[0] || told[1] != want[1] {
			t.Errorf("told at %v, want %v", told, want)
		}
	})
}
