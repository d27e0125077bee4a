package outbox

import (
	"context"
	"sync"
	"time"

	"ferry/backend/crm"
)

// Matcher says which row a member is. The matching package implements it.
type Matcher interface {
	Match(ctx context.Context, member crm.Member) (crm.Match, error)
}

// Policy is what CRM Settings say about writing back.
type Policy struct {
	// Saved: an admin saved the settings once. Nothing is queued before.
	Saved bool
	// Kinds may be queued. What is queued already is sent whatever they say later.
	Kinds []crm.Kind
	// UnmatchedWaits keeps an entry without a match here, instead of sending it as an open activity.
	UnmatchedWaits bool
	// Contacts, Leads and Flags say whether contacts and leads may be made from members, and contacts flagged.
	Contacts, Leads, Flags bool
}

// Change is what happened, for the screens. It says nothing of the contents.
type Change struct {
	// Entry is the entry that changed; empty when several did, or the sender's own Status.
	Entry string `json:"entry"`
	State State  `json:"state"`
}

// Config joins an Outbox to the rest. People, Batch, Threads, Lanes, OnChange, Step and Panicked may be left out.
type Config struct {
	Store Store
	CRM   CRM
	Notes Notes
	// People, where it is there, makes contacts and leads, and sets their flags.
	People People
	// Batch, where there is one, takes writes of several entries in one round trip.
	Batch   Batch
	Matcher Matcher
	// Policy and Shape answer from what is kept on this machine, also offline. A shape is not changed any more: what changes
	// in the organization comes as another one.
	Policy func(ctx context.Context) (Policy, error)
	Shape  func(ctx context.Context) (*Shape, error)
	// Organization is the organization's id; Owner the seat holder's systemuser row, who owns all that is written.
	Organization string
	Owner        crm.Ref
	// OnChange is called after each change, from any goroutine, and must return at once.
	OnChange func(Change)
	// Threads, where it is there, keeps whole threads.
	Threads Threads
	// Looker and Findings, where there are both, tell what Dynamics did to activities after they were sent.
	Looker   Looker
	Findings Findings
	// Lanes is how many requests may be on their way at once; 0 means one, and one entry after the other. Dataverse allows an
	// account 52, and asks clients to stay well below.
	Lanes int
	// Step, where it is set, is called at each of Steps: tests end the process there.
	Step func(step string)
	// Panicked is told of a panic on an entry's way, which then ends neither the sender nor the program: the entry is
	// taken up again, or set apart. Nil lets panics pass.
	Panicked func(cause any)
}

// Outbox is one seat holder's outbox in one organization. Its methods may be called from any goroutine.
type Outbox struct {
	Config
	gate    gate
	pace    pace
	newRows newRows
	// turn is held by whoever sends: one at a time. Its value is whether rows that a crash left sending were taken up.
	turn chan bool
	wake chan struct{}
	// lines are held by requests on their way: there are Lanes of them. They belong to whoever has the turn.
	lines chan struct{}

	mu      sync.Mutex
	sending map[string]bool // the entries being sent
	// lookedTo is when the last entry was sent that the last Look came to; zero to begin with the newest.
	lookedTo time.Time
}

// New makes an Outbox. It reads and sends nothing until told to.
func New(config Config) *Outbox {
	o := &Outbox{Config: config, turn: make(chan bool, 1), wake: make(chan struct{}, 1), sending: map[string]bool{}}
	o.turn <- false
	return o
}

// Entry reads one entry with its operations and attempts.
func (o *Outbox) Entry(ctx context.Context, id string) (Record, error) {
	return o.Store.Record(ctx, id)
}

// List is one page of entries, newest first, and how many the filter takes in all.
func (o *Outbox) List(ctx context.Context, filter Filter) ([]Entry, int, error) {
	return o.Store.List(ctx, filter)
}

// States tells where entries stand, by id; those that are not there are left out.
func (o *Outbox) States(ctx context.Context, ids []string) (map[string]State, error) {
	states := map[string]State{}
	if len(ids) == 0 {
		return states, nil
	}
	entries, _, err := o.Store.List(ctx, Filter{IDs: ids, Limit: len(ids)})
	for _, entry := range entries {
		states[entry.ID] = entry.State
	}
	return states, err
}

// Unresolved is one page of entries that are in Dataverse, open, under nobody.
func (o *Outbox) Unresolved(ctx context.Context, offset, limit int) ([]Entry, int, error) {
	return o.Store.List(ctx, Filter{Unresolved: true, Offset: offset, Limit: limit})
}

// Counts is what the status strip shows.
func (o *Outbox) Counts(ctx context.Context) (Counts, error) { return o.Store.Counts(ctx) }

// changed tells the screens, and the sender that there may be something to do.
func (o *Outbox) changed(change Change) {
	o.newRows.touched(change.Entry)
	if o.OnChange != nil {
		o.OnChange(change)
	}
}

func (o *Outbox) changedEach(changes []Change) {
	for _, change := range changes {
		o.changed(change)
	}
}

// nudge lets a sleeping Run look again.
func (o *Outbox) nudge() {
	select {
	case o.wake <- struct{}{}:
	default: // one look is coming already
	}
}

// revise changes records for a person, then tells the screens and the sender.
func (o *Outbox) revise(ctx context.Context, ids []string, change func(*Record) error) error {
	if len(ids) == 0 {
		return nil
	}
	if err := o.Store.Change(ctx, ids, change); err != nil {
		return err
	}
	note := Change{}
	if len(ids) == 1 {
		note.Entry = ids[0]
	}
	o.changed(note)
	o.nudge()
	return nil
}
