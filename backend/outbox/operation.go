package outbox

import (
	"time"

	"ferry/backend/crm"
)

// OperationKind is what one request, or a short fixed run of requests, does.
type OperationKind string

// The kinds of operation. The last three are those of entries that become no activity.
const (
	OperationCreate        OperationKind = "create"
	OperationAnnotate      OperationKind = "annotate"
	OperationLink          OperationKind = "link"
	OperationClose         OperationKind = "close"
	OperationEdit          OperationKind = "edit"
	OperationDelete        OperationKind = "delete"
	OperationCreateContact OperationKind = "create-contact"
	OperationCreateLead    OperationKind = "create-lead"
	OperationSetFlag       OperationKind = "set-flag"
)

// OperationKinds lists every kind.
func OperationKinds() []OperationKind {
	return []OperationKind{OperationCreate, OperationAnnotate, OperationLink, OperationClose, OperationEdit, OperationDelete,
		OperationCreateContact, OperationCreateLead, OperationSetFlag}
}

// OperationState is how far an operation has come.
type OperationState string

// The states of an operation. A dropped one is no longer wanted and was never done.
const (
	OperationPending OperationState = "pending"
	OperationDone    OperationState = "done"
	OperationDropped OperationState = "dropped"
)

// OperationStates lists every state of an operation.
func OperationStates() []OperationState {
	return []OperationState{OperationPending, OperationDone, OperationDropped}
}

// Operation is one step of an entry.
type Operation struct {
	// ID is unique in the outbox: the id of the row it makes, or one derived from the entry's.
	ID    string
	Kind  OperationKind
	State OperationState
	// After lists operations that have to be done first, of this entry or of another one (a contact that is itself queued).
	After []string
	// IfMatch guards a change: "*" for any version, empty for operations that make a row under their own id.
	IfMatch string
	Payload Payload
}

// Payload is what an operation writes. Exactly one of the pointers is set, none for a delete.
type Payload struct {
	Activity   *crm.Activity       `json:"activity,omitempty"`
	Annotation *crm.Annotation     `json:"annotation,omitempty"`
	Change     *crm.ActivityChange `json:"change,omitempty"`
	// Reopen: the row is closed, and has to be opened for the change. A close always follows.
	Reopen bool `json:"reopen,omitempty"`
	// Withdraw: the annotation, of an older text, is to be deleted.
	Withdraw bool `json:"withdraw,omitempty"`
	// Person is the contact or lead to make, Flag what to set on the entry's row.
	Person *crm.Person    `json:"person,omitempty"`
	Flag   *crm.OrgChange `json:"flag,omitempty"`
}

// Outcome is what is known of an attempt.
type Outcome string

// The outcomes. Open is what a crash leaves behind; open and unknown attempts may have landed.
const (
	OutcomeOpen    Outcome = "open"
	OutcomeDone    Outcome = "done"
	OutcomeUnknown Outcome = "unknown"
	OutcomeRefused Outcome = "refused"
	OutcomeUnsent  Outcome = "unsent" // turned away before it was looked at (throttled, not signed in), or it never left
)

// Outcomes lists every outcome.
func Outcomes() []Outcome {
	return []Outcome{OutcomeOpen, OutcomeDone, OutcomeUnknown, OutcomeRefused, OutcomeUnsent}
}

// Attempt is one try of an operation. It is committed before the request leaves.
type Attempt struct {
	Number    int // from 1, per entry
	Operation string
	// Hash is the content hash of what a create, of an activity or a person, sent; empty for the other kinds.
	Hash    string
	Started time.Time
	Ended   time.Time
	Outcome Outcome
	Code    crm.Code
	Detail  string
	// Tries counts how often this was tried in a row with the same answer: being offline for a day is one line.
	Tries int
}

// mayHaveLanded reports whether the attempt may have changed something in Dataverse.
func (a Attempt) mayHaveLanded() bool {
	return a.Outcome == OutcomeOpen || a.Outcome == OutcomeUnknown || a.Outcome == OutcomeDone
}

// operation finds an operation by id; nil when the record has none.
func (r *Record) operation(id string) *Operation {
	for i := range r.Operations {
		if r.Operations[i].ID == id {
			return &r.Operations[i]
		}
	}
	return nil
}

// next is the first pending operation; nil when there is none. The order of the list is the order of work: what an
// operation comes after in its own entry stands before it, and what it comes after elsewhere is the Store's to wait for.
func (r *Record) next() *Operation {
	for i := range r.Operations {
		if r.Operations[i].State == OperationPending {
			return &r.Operations[i]
		}
	}
	return nil
}

// pending finds the first pending operation of the kind; nil when there is none.
func (r *Record) pending(kind OperationKind) *Operation {
	for i := range r.Operations {
		if r.Operations[i].Kind == kind && r.Operations[i].State == OperationPending {
			return &r.Operations[i]
		}
	}
	return nil
}

// createMayHaveLanded reports whether any create left this machine and may be in Dataverse.
func (r *Record) createMayHaveLanded() bool {
	for _, attempt := range r.Attempts {
		if attempt.Hash != "" && attempt.mayHaveLanded() {
			return true
		}
	}
	return r.Landed
}

// mayHaveLanded reports whether an attempt of the operation left this machine and may have changed something.
func (r *Record) mayHaveLanded(operation string) bool {
	for _, attempt := range r.Attempts {
		if attempt.Operation == operation && attempt.mayHaveLanded() {
			return true
		}
	}
	return false
}

// clone copies the record, so that the copy's lists are its own.
func (r *Record) clone() Record {
	copied := *r
	copied.Operations = append([]Operation(nil), r.Operations...)
	copied.Attempts = append([]Attempt(nil), r.Attempts...)
	return copied
}
