// Package uplink tells when this machine's network may have changed: an interface came or went, got or lost an address, or a
// route changed. The operating system says so at once, while a program that only tries would wait out its pause.
//
// It is a hint and nothing more: that an address is there does not mean that anything answers. It must never decide whether
// the network is there, and it asks nobody.
package uplink

import "time"

// settle is how long the system goes on reporting one change: an address, its routes, the other family's address.
const settle = 500 * time.Millisecond

// gather calls changed once for each run of reports, settle after the first of them, until the reports end.
func gather(reports <-chan struct{}, changed func()) {
	for range reports {
		timer := time.NewTimer(settle)
		for waiting := true; waiting; {
			select {
			case _, more := <-reports:
				if !more {
					timer.Stop()
					return
				}
			case <-timer.C:
				waiting = false
			}
		}
		changed()
	}
}
