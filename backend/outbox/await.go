package outbox

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"ferry/backend/crm"
)

// newRows are the contacts and leads that are themselves still to be made: what is about them waits. They are read from the
// Store and remembered until something may have changed, since the sender asks each time.
type newRows struct {
	mu    sync.Mutex
	round int
	known bool
	ids   map[string]bool
}

// forget lets the next one who asks read them again.
func (n *newRows) forget() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.round++
	n.known, n.ids = false, nil
}

// touched forgets them where the entry is one of them; an empty id stands for any.
func (n *newRows) touched(entry string) {
	n.mu.Lock()
	concerned := entry == "" || !n.known || n.ids[entry] // what is being read this moment may be of before
	n.mu.Unlock()
	if concerned {
		n.forget()
	}
}

func (n *newRows) get() (ids map[string]bool, known bool, round int) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.ids, n.known, n.round
}

// put remembers what was read, unless something has changed since.
func (n *newRows) put(ids map[string]bool, round int) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if round == n.round {
		n.ids, n.known = ids, true
	}
}

// rowsToCome gives the ids of rows that are still to be made. The map is shared and only read.
func (o *Outbox) rowsToCome(ctx context.Context) (map[string]bool, error) {
	ids, known, round := o.newRows.get()
	if known {
		return ids, nil
	}
	found, err := o.Store.IDs(ctx, Filter{Kinds: []crm.Kind{crm.KindContact, crm.KindLead},
		States: []State{Queued, Sending, Waiting, Attention}})
	if err != nil {
		return nil, fmt.Errorf("look for rows to come: %w", err)
	}
	records, err := o.Store.Records(ctx, found)
	if err != nil {
		return nil, fmt.Errorf("look for rows to come: %w", err)
	}
	ids = map[string]bool{}
	for i := range records {
		if !records[i].Landed && !records[i].TakenBack() { // one that could not be taken back is there
			ids[records[i].ID] = true
		}
	}
	o.newRows.put(ids, round)
	return ids, nil
}

// awaits reports whether the next operation needs the entry's row to be there.
func (r *Record) awaits() bool {
	next := r.next()
	return next != nil && r.State != Removing && (next.Kind == OperationCreate || next.Kind == OperationLink)
}

// await keeps the record queued until its row is made.
func (r *Record) await(now time.Time) error {
	r.after(r.Row.ID)
	return r.moveFor(Queued, crm.CodeAwaitsRow, "", time.Time{}, now)
}

// after lets what is still to be written under the row wait for the operation that makes it, which has the row's id.
func (r *Record) after(row string) {
	for i := range r.Operations {
		o := &r.Operations[i]
		if (o.Kind == OperationCreate || o.Kind == OperationLink) && !slices.Contains(o.After, row) {
			o.After = append(slices.Clone(o.After), row)
		}
	}
}

// afterNothing takes back that operations wait for a row of another entry.
func (r *Record) afterNothing() {
	for i := range r.Operations {
		o := &r.Operations[i]
		o.After = slices.DeleteFunc(slices.Clone(o.After), func(id string) bool { return r.operation(id) == nil })
		if len(o.After) == 0 {
			o.After = nil
		}
	}
}

// elsewhere reports whether the next operation waits for one of another entry: the Store knows whether that is done.
func (r *Record) elsewhere() bool {
	next := r.next()
	return next != nil && slices.ContainsFunc(next.After, func(id string) bool { return r.operation(id) == nil })
}

// rowAwaited is the operation of another entry that the create waits for, or waited for: what links waits for it too.
func (r *Record) rowAwaited() []string {
	create := r.operation(r.ID)
	if create == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(create.After), func(id string) bool { return r.operation(id) != nil })
}

// release lets entries go that were to be under rows which will not be made: who they are about is looked for anew.
func (o *Outbox) release(ctx context.Context, rows ...crm.Ref) error {
	for _, row := range rows {
		ids, err := o.Store.IDs(ctx, Filter{Row: row, States: []State{Queued, Sending, Waiting, Attention, Sent}})
		if err != nil {
			return fmt.Errorf("release what waits for a row: %w", err)
		}
		err = o.revise(ctx, ids, func(r *Record) error {
			if !r.activity() || r.TakenBack() || !r.Row.SameRow(row) || r.Written.SameRow(row) {
				return nil
			}
			return r.released(time.Now())
		})
		if err != nil {
			return fmt.Errorf("release what waits for a row: %w", err)
		}
	}
	return nil
}

func (r *Record) released(now time.Time) error {
	r.Row, r.Chosen = r.Written, false
	r.afterNothing()
	if r.Landed {
		r.dropLink()
	}
	if r.State == Sending || r.State == Sent || r.State == Attention && !r.freedBy(true) {
		return nil // what needs a person for another reason, such as a yes after a restore, still does
	}
	return r.move(Queued, now)
}

// dropLink gives up a link that is no longer wanted, and the close that was to follow it.
func (r *Record) dropLink() {
	for i := range r.Operations {
		o := &r.Operations[i]
		if o.State == OperationPending && (o.Kind == OperationLink || (o.Kind == OperationClose && r.Row.IsZero())) {
			o.State = OperationDropped
		}
	}
}

// releaseOrphans releases what a crash left waiting for rows that were taken back.
func (o *Outbox) releaseOrphans(ctx context.Context) error {
	entries, _, err := o.Store.List(ctx, Filter{Kinds: []crm.Kind{crm.KindContact, crm.KindLead}, States: []State{Removed},
		Limit: orphansMost})
	if err != nil {
		return fmt.Errorf("look for rows that were taken back: %w", err)
	}
	rows := make([]crm.Ref, 0, len(entries))
	for _, entry := range entries {
		rows = append(rows, entry.Row)
	}
	return o.release(ctx, rows...)
}

// orphansMost bounds how many rows that were taken back are looked at when sending starts: the latest.
const orphansMost = 1000
