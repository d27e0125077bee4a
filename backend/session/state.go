package session

import (
	"fmt"
	"sync"
	"time"

	"ferry/backend/crm"
)

// State is where a connection stands.
type State string

// The states of a connection.
const (
	// None: no organization is connected.
	None State = "none"
	// Connecting: a person is connecting one; the connection before, if any, goes on meanwhile.
	Connecting State = "connecting"
	// Connected: an account is signed in. Whether the network is there is another matter.
	Connected State = "connected"
	// Lapsed: the sign-in no longer holds. The queue waits and nothing is lost until somebody signs in again.
	Lapsed State = "lapsed"
)

// transitions is every move there is. Reconnecting from Connected or Lapsed goes through Connecting, and back where it
// came from when it is cancelled.
var transitions = map[State][]State{
	None:       {Connecting, Connected},
	Connecting: {None, Connected, Lapsed},
	Connected:  {Connecting, Lapsed, None},
	Lapsed:     {Connecting, Connected, None},
}

// Machine holds the state of one connection. It is safe for concurrent use.
type Machine struct {
	mu      sync.Mutex
	state   State
	since   time.Time
	problem *crm.Error
}

// NewMachine starts in the given state, since then.
func NewMachine(state State, since time.Time) *Machine {
	return &Machine{state: state, since: since}
}

// State is the state, since when, and the problem that led to it (nil when none did).
func (m *Machine) State() (State, time.Time, *crm.Error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.state, m.since, m.problem
}

// Move goes to another state. An impossible move changes nothing and is an error of the program. Moving to the state that
// holds already keeps its since.
func (m *Machine) Move(to State, at time.Time, problem *crm.Error) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.state == to {
		m.problem = problem
		return nil
	}
	for _, allowed := range transitions[m.state] {
		if allowed == to {
			m.state, m.since, m.problem = to, at, problem
			return nil
		}
	}
	return fmt.Errorf("session: no move from %s to %s", m.state, to)
}
