package outbox

import (
	"slices"
	"time"

	"ferry/backend/crm"
)

// State is where an entry stands. The package comment draws the moves.
type State string

// The states of an entry.
const (
	Queued    State = "queued"
	Sending   State = "sending"
	Waiting   State = "waiting"   // Code says why, Until when it is tried again (zero: until something changes)
	Attention State = "attention" // Code says what a person has to decide
	Sent      State = "sent"
	Removing  State = "removing" // a delete is under way, or waits as Code and Until say
	Removed   State = "removed"
)

// States lists every state, in the order in which an entry usually passes them.
func States() []State {
	return []State{Queued, Sending, Waiting, Attention, Sent, Removing, Removed}
}

// ToSend lists the states that count as "to send".
func ToSend() []State { return []State{Queued, Sending, Waiting} }

// moves is the transition table: what an entry in the state may become.
func moves(from State) []State {
	switch from {
	case Queued:
		return []State{Sending, Waiting, Attention, Sent, Removing, Removed} // sent: nothing is left to do
	case Sending:
		return []State{Queued, Waiting, Attention, Sent, Removing}
	case Waiting:
		return []State{Queued, Sending, Attention, Removing, Removed}
	case Attention:
		return []State{Queued, Removing, Removed}
	case Sent:
		return []State{Queued, Removing, Removed} // removed: it was deleted in Dynamics
	case Removing:
		return []State{Removed, Attention, Queued} // queued: a person who is wanted again
	case Removed:
		return []State{Queued}
	}
	return nil
}

// MayMove reports whether an entry in one state may get into the other. Staying is always allowed.
func MayMove(from, to State) bool {
	return from == to || slices.Contains(moves(from), to)
}

// CheckMove is the error that a Store returns for a move that MayMove forbids.
func CheckMove(from, to State) error {
	if MayMove(from, to) {
		return nil
	}
	return crm.Errorf(crm.CodeUnexpected, "outbox: no move from %q to %q", from, to)
}

// move brings the entry into the state and clears the reason of the old one.
func (e *Entry) move(to State, now time.Time) error {
	if err := CheckMove(e.State, to); err != nil {
		return err
	}
	if e.State != to {
		e.Since = now
	}
	e.State, e.Code, e.Detail, e.Until = to, "", "", time.Time{}
	return nil
}

// moveFor is move with the reason. A zero until means that no time is known.
func (e *Entry) moveFor(to State, code crm.Code, detail string, until, now time.Time) error {
	sameReason := e.State == to && e.Code == code
	if err := e.move(to, now); err != nil {
		return err
	}
	if !sameReason {
		e.Since = now
	}
	e.Code, e.Detail, e.Until = code, detail, until
	return nil
}
