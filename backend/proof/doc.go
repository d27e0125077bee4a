// Package proof holds no code, only the tests that kill Ferry. A second process opens the real backend on a real folder,
// against a practice organization that this process serves over a real socket, and is killed (SIGKILL) at every named step
// of an entry's way and at random moments, while answers get lost, the service throttles, the disk fills up and the sign-in
// is revoked. This process keeps the ledger of what was acknowledged. In the end the organization has to hold each
// acknowledged entry exactly once, in its final state, and outbox.db has to agree with it, operation by operation.
//
// The second process is this package's own test program, started again; what breaks rules on purpose, to see that the
// proof fails then, is compiled into nothing else. `go test ./backend/proof` kills a few dozen times, `make proof` 200 times
// and traces system calls, `make soak` kills 2,000 times.
//
// It must never reach into the sender to make it behave: what it knows of the inside are the names of its steps.
package proof
