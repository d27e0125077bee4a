package outbox

import (
	"context"
	"time"

	"ferry/backend/crm"
)

// Store keeps records durably. The sqlite package implements it; storetest holds the contract.
type Store interface {
	Keeper
	Queue
	Catalog
}

// Keeper writes and reads whole records.
type Keeper interface {
	// Add keeps new records in one durable transaction: when it returns, a power cut cannot lose them. It numbers them
	// (Sequence) in the order given. Records whose id is already there are left alone and reported with where the entry
	// stands. No id occurs twice among the records. Those without operations are planned (Record.Plan) no later than
	// when they are given out.
	Add(ctx context.Context, records []Record) (existing map[string]State, err error)
	// Record reads one record. An id that is not there is crm.CodeNotFound.
	Record(ctx context.Context, id string) (Record, error)
	// Records reads several, of which none is named twice, in the order of the ids; crm.CodeNotFound when one is not there.
	Records(ctx context.Context, ids []string) ([]Record, error)
	// Change reads the records, lets change work on each, and writes them, all in one transaction; an error of change
	// undoes all. A move that MayMove forbids is an error. Change must not call the Store.
	Change(ctx context.Context, ids []string, change func(*Record) error) error
}

// Queue says what is to be sent next.
type Queue interface {
	// Due lists ids of entries to work on now, oldest first: queued; waiting until a time that has come, or with one of
	// AccountCodes (the sender asks only while the account's traffic flows); removing. Left out are entries with a pending
	// operation that is after an operation of another entry which is not done, and entries of a member of whom an earlier
	// entry is being sent or waits with crm.CodeUnavailable: order is kept per member. Those of a member of whom a later
	// entry is being sent may be left out too.
	Due(ctx context.Context, now time.Time, limit int) ([]string, error)
	// NextDue is the earliest time after now at which Due may have more to say; zero when no time is known.
	NextDue(ctx context.Context, now time.Time) (time.Time, error)
}

// Catalog answers the screens.
type Catalog interface {
	// List is one page of entries, newest first, and how many there are in all.
	List(ctx context.Context, filter Filter) (entries []Entry, total int, err error)
	// IDs lists the ids that the filter takes, oldest first, whatever its Offset and Limit.
	IDs(ctx context.Context, filter Filter) ([]string, error)
	Counts(ctx context.Context) (Counts, error)
}

// Filter narrows a list. Empty fields take everything; several are joined by "and".
type Filter struct {
	Kinds  []crm.Kind
	States []State
	Codes  []crm.Code
	Member string // crm.Member.Key
	// IDs takes these entries only. Row takes entries under that row, as far as is known here.
	IDs []string
	Row crm.Ref
	// Unresolved takes only entries that are in Dataverse, open, under nobody.
	Unresolved bool
	// Query is looked for in member, company and text, without regard to case or accents.
	Query  string
	Offset int
	Limit  int // 0 means 100
}

// DefaultLimit is the page size of a Filter without one.
const DefaultLimit = 100

// Counts is what the status strip shows.
type Counts struct {
	States     map[State]int
	Unresolved int
}

// ToSend counts queued, sending and waiting entries.
func (c Counts) ToSend() int {
	sum := 0
	for _, state := range ToSend() {
		sum += c.States[state]
	}
	return sum
}

// AccountCodes are reasons to wait that concern the whole account and not the entry: once traffic flows again, every entry
// that waits for one of them is due.
func AccountCodes() []crm.Code {
	return []crm.Code{crm.CodeOffline, crm.CodeWebPage, crm.CodeThrottled, crm.CodeSignIn, crm.CodeNotMember}
}
