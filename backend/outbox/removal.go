package outbox

import (
	"context"
	"fmt"
)

// Removal is what taking an entry back does.
type Removal string

// The removals. Doubt: an attempt got no answer, or is on its way; what it left in Dataverse is looked for and deleted.
const (
	RemovalLocal  Removal = "local" // it cannot be in Dataverse
	RemovalDoubt  Removal = "doubt"
	RemovalDelete Removal = "delete" // it is there, and is deleted
	RemovalNone   Removal = "none"   // Remove passes it over, or it is taken back already
)

// Removals says what Remove would do with each of the entries, in the order of the ids. Each id is named once;
// crm.CodeNotFound when one is not there.
func (o *Outbox) Removals(ctx context.Context, ids ...string) ([]Removal, error) {
	records, err := o.Store.Records(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("removals: %w", err)
	}
	removals := make([]Removal, 0, len(records))
	for i := range records {
		removals = append(removals, records[i].removal())
	}
	return removals, nil
}

func (r *Record) removal() Removal {
	switch {
	case r.State == Removing || r.State == Removed || r.staysThere():
		return RemovalNone
	case r.Landed:
		return RemovalDelete
	case r.mayBeThere():
		return RemovalDoubt
	default:
		return RemovalLocal
	}
}

// staysThere reports whether the organization has, or may have, what is not deleted from here: a person, or a flag.
func (r *Record) staysThere() bool { return !r.activity() && (r.Landed || r.flagMayBeSet()) }

// mayBeThere reports whether what was or is being sent may stand in the organization.
func (r *Record) mayBeThere() bool { return r.State == Sending || r.createMayHaveLanded() }
