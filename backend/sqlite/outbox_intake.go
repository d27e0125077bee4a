package sqlite

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"

	"ferry/backend/crm"
	"ferry/backend/outbox"
)

// intake is the short way to the disk: new records are kept as they are, in one row, and spread over the tables before
// anything reads them. A person waits for one page instead of a dozen.
type intake struct {
	mu sync.Mutex // held while records are added, and while they are spread
	// pending: the table may hold something.
	pending atomic.Bool
	// unknown: the table may hold what waiting does not say, after a crash or a commit whose end is not known.
	unknown bool
	// stuck are the numbers of rows that cannot be spread, as found since the folder was opened: they stay where they are.
	stuck []int64
	// waiting are the ids of what stands in the table alone, one press after the other. The first hashed of them are in ids:
	// mostly nothing comes before they are spread.
	waiting [][]string
	hashed  int
	ids     idHashes
	shape   writtenShape
}

// maybe gives those of the ids that may be waiting.
func (i *intake) maybe(ids []string) []string {
	for ; i.hashed < len(i.waiting); i.hashed++ {
		for _, id := range i.waiting[i.hashed] {
			i.ids.put(id)
		}
	}
	return i.ids.maybe(ids)
}

// addToIntake keeps records that are not there yet, durably, and tells where the entries stand that have the other ids.
func (d *Database) addToIntake(ctx context.Context, records []outbox.Record) (map[string]outbox.State, error) {
	if err := checkRecords(records); err != nil {
		return nil, err
	}
	d.intake.mu.Lock()
	defer d.intake.mu.Unlock()
	if kept, err := d.keepNew(ctx, records); kept || err != nil {
		return nil, err
	}
	existing, err := d.standing(ctx, recordIDs(records))
	if err != nil {
		return nil, err
	}
	fresh := slices.DeleteFunc(slices.Clone(records), func(r outbox.Record) bool {
		_, known := existing[r.ID]
		return known
	})
	if len(fresh) == 0 {
		return existing, nil
	}
	kept, err := d.keepNew(ctx, fresh)
	if err == nil && !kept {
		err = crm.Errorf(crm.CodeStorage, "the intake kept nothing")
	}
	return existing, err
}

func recordIDs(records []outbox.Record) []string {
	ids := make([]string, len(records))
	for i := range records {
		ids[i] = records[i].ID
	}
	return ids
}

// insertIntake keeps records unless an entry has one of their ids. One statement is one transaction.
const insertIntake = `
	INSERT INTO main.intake (records)
	SELECT ?1 WHERE NOT EXISTS (SELECT 1 FROM json_each(?2) ids CROSS JOIN main.entry ON entry.id = ids.value)`

// keepNew keeps the records in one durable statement, provided that all of them are new. When it returns true, a power cut
// cannot lose them.
func (d *Database) keepNew(ctx context.Context, records []outbox.Record) (kept bool, err error) {
	ids := recordIDs(records)
	if d.intake.unknown || len(d.intake.maybe(ids)) > 0 {
		return false, nil
	}
	text, err := encodeIntake(records, &d.intake.shape)
	if err != nil {
		return false, err
	}
	return d.insertIntake(ctx, text, ids, d.ids.maybe(ids))
}

// insertIntake keeps a row of entries, unless one of the doubtful ids is an entry's.
func (d *Database) insertIntake(ctx context.Context, text string, ids, doubtful []string) (kept bool, err error) {
	d.gate.RLock()
	defer d.gate.RUnlock()
	statement := d.handles.parsed[insertIntake]
	if d.closed || statement == nil {
		return false, crm.Errorf(crm.CodeStorage, "the folder is closed or open for reading only")
	}
	if err := ctx.Err(); err != nil {
		return false, storageError(err)
	}
	d.intake.pending.Store(true) // also when the commit's end is unknown
	d.step(stepBegin)
	// Whoever gives up now is told how it ended: a statement that is interrupted may be committed.
	result, err := statement.ExecContext(context.WithoutCancel(ctx), text, textList(doubtful))
	d.step(stepCommitted)
	if err != nil {
		d.intake.unknown = true
		d.suspect(err, false)
		return false, storageError(err)
	}
	rows, err := result.RowsAffected()
	if kept = rows == 1; kept {
		d.intake.waiting = append(d.intake.waiting, ids)
	}
	return kept, err
}

// standing tells where the entries stand that have one of the ids already. The caller holds the intake.
func (d *Database) standing(ctx context.Context, ids []string) (map[string]outbox.State, error) {
	if d.intake.unknown || len(d.intake.maybe(ids)) > 0 {
		if err := d.spreadHeld(ctx); err != nil {
			return nil, err
		}
	}
	existing := map[string]outbox.State{}
	doubtful := d.ids.maybe(ids)
	if len(doubtful) == 0 {
		return existing, nil
	}
	err := d.ask(ctx, statesOfEntries, []any{textList(doubtful)}, func(scan func(...any) error) error {
		var id string
		var state outbox.State
		err := scan(&id, &state)
		existing[id] = state
		return err
	})
	return existing, err
}

const statesOfEntries = `SELECT entry.id, entry.state FROM json_each(?) ids CROSS JOIN main.entry ON entry.id = ids.value`

// checkRecords refuses what the tables would refuse later, when nobody is there to be told.
func checkRecords(records []outbox.Record) error {
	known := allowed{crm.EntryKinds(), outbox.States(), outbox.OperationKinds(), outbox.OperationStates(), outbox.Outcomes()}
	for i := range records {
		if err := known.check(&records[i]); err != nil {
			return err
		}
	}
	return nil
}

// allowed are the values that the tables take.
type allowed struct {
	kinds           []crm.Kind
	states          []outbox.State
	operations      []outbox.OperationKind
	operationStates []outbox.OperationState
	outcomes        []outbox.Outcome
}

func (a *allowed) check(r *outbox.Record) error {
	switch {
	case r.ID == "", !slices.Contains(a.kinds, r.Kind), !slices.Contains(a.states, r.State):
		return crm.Errorf(crm.CodeStorage, "an entry without id, kind or state")
	case (r.State == outbox.Attention || r.State == outbox.Waiting) && r.Code == "":
		return crm.Errorf(crm.CodeStorage, "an entry waits without a reason")
	case r.Duration < 0, r.Failures < 0, (r.Row.ID == "") != (r.Row.Table == ""):
		return crm.Errorf(crm.CodeStorage, "an entry with a negative number or half a row")
	}
	for _, operation := range r.Operations {
		if operation.ID == "" || !slices.Contains(a.operations, operation.Kind) ||
			!slices.Contains(a.operationStates, operation.State) {
			return crm.Errorf(crm.CodeStorage, "an operation without id, kind or state")
		}
	}
	for _, attempt := range r.Attempts {
		if attempt.Number < 1 || attempt.Tries < 1 || !slices.Contains(a.outcomes, attempt.Outcome) {
			return crm.Errorf(crm.CodeStorage, "an attempt without number or outcome")
		}
	}
	return nil
}
