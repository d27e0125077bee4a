package outbox

import (
	"time"

	"ferry/backend/crm"
)

// Draft is what a person, or an import of LinkedIn material, hands over to be copied.
type Draft struct {
	// ID is a version 7 GUID minted when the composer opened, so that a second press of the button is the same entry.
	// Empty: Enqueue mints one, or derives it from SourceKey, which always comes first.
	ID     string
	Kind   crm.Kind
	Member crm.Member
	// Subject may be empty: it is then made from the first line of the body.
	Subject string
	Body    string
	// At is when it happened, in the zone in which it is to be shown (UTC for LinkedIn material). Zero means now.
	At time.Time
	// Duration is how long a call took, zero for the other kinds.
	Duration time.Duration
	Outgoing bool
	Phone    string // calls
	URL      string // the Smart Link
	Tags     string // what it is filed under, with ", " between the tags
	// SourceKey identifies a piece of LinkedIn material; empty for what a person typed.
	SourceKey string
	// Row is the row a person chose, or zero: matching decides when it is sent.
	Row crm.Ref
}

// Entry is one thing copied to the CRM.
type Entry struct {
	ID        string        `json:"id"` // the activity's GUID, lower case
	Sequence  int64         `json:"sequence"`
	Kind      crm.Kind      `json:"kind"`
	Member    crm.Member    `json:"member"`
	Subject   string        `json:"subject"` // as given, not as written
	Body      string        `json:"body"`
	At        time.Time     `json:"at"`
	Duration  time.Duration `json:"duration"`
	Outgoing  bool          `json:"outgoing"`
	Phone     string        `json:"phone"`
	URL       string        `json:"url"`
	Tags      string        `json:"tags"`
	SourceKey string        `json:"sourceKey"`

	// Row is the row the activity belongs under; zero while none is known. Chosen: a person said so, matching is not asked.
	Row    crm.Ref `json:"row"`
	Chosen bool    `json:"chosen"`
	Owner  crm.Ref `json:"owner"`
	// Table is the activity table it is, or will be, written to. Fallback: the organization lacks the kind's own table.
	Table    string `json:"table"`
	Fallback bool   `json:"fallback"`

	State  State     `json:"state"`
	Code   crm.Code  `json:"code"`
	Detail string    `json:"detail"`
	Since  time.Time `json:"since"`
	Until  time.Time `json:"until"`
	// Created is when it was queued.
	Created time.Time `json:"created"`
	// Failures counts attempts in a row that the service itself failed; waits for the network are not among them.
	Failures int `json:"failures"`

	// Landed: the activity was seen in Dataverse. Closed and Written: its state and regarding row there, as far as known.
	Landed  bool    `json:"landed"`
	Closed  bool    `json:"closed"`
	Written crm.Ref `json:"written"`
}

// Unresolved reports whether the entry is in Dataverse as an open activity under nobody.
func (e Entry) Unresolved() bool { return e.State == Sent && !e.Closed && e.Row.IsZero() }

// Record is an entry with all that belongs to it. A Store keeps it whole.
type Record struct {
	Entry
	Operations []Operation // in the order in which they are done
	Attempts   []Attempt   // oldest first
	// Unplanned is set on a new record whose operations follow from the entry and this shape: planning 500 messages takes
	// longer than keeping them. A Store calls Plan before it gives the record out.
	Unplanned *Shape `json:"-"`
}
