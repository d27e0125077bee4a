package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
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
	// waiting are the records that stand in the table alone, one press after the other. ids are those of the first hashed of
	// them: mostly nothing comes before they are spread.
	waiting [][]outbox.Record
	hashed  int
	ids     idHashes
}

// find gives the entries that wait under ids of the records.
func (i *intake) find(records []outbox.Record) map[string]outbox.Entry {
	found := map[string]outbox.Entry{}
	for ; i.hashed < len(i.waiting); i.hashed++ {
		for j := range i.waiting[i.hashed] {
			i.ids.put(i.waiting[i.hashed][j].ID)
		}
	}
	ids := i.ids.maybe(records)
	if len(ids) == 0 {
		return found
	}
	wanted := make(map[string]bool, len(ids))
	for _, id := range ids {
		wanted[id] = true
	}
	for _, press := range i.waiting {
		for j := range press {
			if wanted[press[j].ID] {
				found[press[j].ID] = press[j].Entry
			}
		}
	}
	return found
}

// addToIntake keeps records that are not there yet, durably, and gives the entries that stand under the other ids.
func (d *Database) addToIntake(ctx context.Context, records []outbox.Record) (map[string]outbox.Entry, error) {
	if err := checkRecords(records); err != nil {
		return nil, err
	}
	d.intake.mu.Lock()
	defer d.intake.mu.Unlock()
	if kept, err := d.keepNew(ctx, records); kept || err != nil {
		return nil, err
	}
	existing, err := d.standing(ctx, records)
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

// insertIntake keeps records unless an entry has one of their ids. One statement is one transaction.
const insertIntake = `
	INSERT INTO main.intake (records)
	SELECT ?1 WHERE NOT EXISTS (SELECT 1 FROM json_each(?2) ids CROSS JOIN main.entry ON entry.id = ids.value)`

// keepNew keeps the records in one durable statement, provided that all of them are new. When it returns true, a power cut
// cannot lose them.
func (d *Database) keepNew(ctx context.Context, records []outbox.Record) (kept bool, err error) {
	if len(d.intake.find(records)) > 0 {
		return false, nil
	}
	text, err := encodeIntake(records)
	if err != nil {
		return false, err
	}
	d.intake.pending.Store(true) // also when the commit's end is unknown
	if kept, err = d.insertIntake(ctx, text, textList(d.ids.maybe(records))); !kept || err != nil {
		return kept, err
	}
	d.intake.waiting = append(d.intake.waiting, records)
	return true, nil
}

func (d *Database) insertIntake(ctx context.Context, text, ids string) (kept bool, err error) {
	d.gate.RLock()
	defer d.gate.RUnlock()
	statement := d.handles.parsed[insertIntake]
	if d.closed || statement == nil {
		return false, crm.Errorf(crm.CodeStorage, "the folder is closed or open for reading only")
	}
	d.step(stepBegin)
	result, err := statement.ExecContext(ctx, text, ids)
	d.step(stepCommitted)
	if err != nil {
		d.suspect(err, false)
		return false, storageError(err)
	}
	rows, err := result.RowsAffected()
	return rows == 1, err
}

// standing finds the entries that stand under the records' ids already.
func (d *Database) standing(ctx context.Context, records []outbox.Record) (map[string]outbox.Entry, error) {
	existing := d.intake.find(records)
	var ids []any
	for _, id := range d.ids.maybe(records) {
		if _, waits := existing[id]; !waits {
			ids = append(ids, id)
		}
	}
	err := d.view(ctx, func(tx *sql.Tx) error {
		for chunk := range slices.Chunk(ids, 500) {
			query := `SELECT sequence, ` + entryColumns + ` FROM main.entry WHERE id IN (?` +
				strings.Repeat(", ?", len(chunk)-1) + `)`
			err := each(ctx, tx, query, chunk, func(scan func(...any) error) error {
				entry, err := scanEntry(scan)
				existing[entry.ID] = entry
				return err
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	return existing, err
}

// spreadIntake moves what the intake holds into the tables.
func (d *Database) spreadIntake(ctx context.Context) error {
	if d.config.ReadOnly {
		return nil
	}
	if err := d.learnIDs(ctx); err != nil || !d.intake.pending.Load() {
		return err
	}
	d.intake.mu.Lock()
	defer d.intake.mu.Unlock()
	if !d.intake.pending.Load() {
		return nil
	}
	if empty, err := d.intakeEmpty(ctx); err != nil {
		return err
	} else if !empty {
		if err := d.spreadCounted(ctx); err != nil {
			return err
		}
	}
	d.intake.pending.Store(false)
	d.intake.waiting, d.intake.hashed, d.intake.ids = nil, 0, idHashes{}
	return nil
}

// spreadCounted spreads the intake, counts what it adds and keeps it at hand, since it is what the sender takes next.
func (d *Database) spreadCounted(ctx context.Context) error {
	d.entries.mu.Lock()
	defer d.entries.mu.Unlock()
	var added []outbox.Record
	err := d.update(ctx, func(tx *sql.Tx) (err error) {
		added, err = d.spreadAll(context.WithoutCancel(ctx), tx) // the transaction ends with ctx
		return err
	})
	if err != nil {
		d.entries.forget(nil)
		return err
	}
	ids := make([]string, 0, len(added))
	for _, record := range added {
		d.entries.add(record)
		ids = append(ids, record.ID)
	}
	d.ids.add(ids)
	return nil
}

// viewEntries is view with every entry in its table: whatever reads entries goes through it.
func (d *Database) viewEntries(ctx context.Context, do func(tx *sql.Tx) error) error {
	if err := d.spread(ctx); err != nil {
		return err
	}
	return d.view(ctx, do)
}

func (d *Database) intakeEmpty(ctx context.Context) (bool, error) {
	filled := false
	err := d.view(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM main.intake)`).Scan(&filled)
	})
	return !filled, err
}

// spreadAll moves the intake's records into the tables and gives those that were not there.
func (d *Database) spreadAll(ctx context.Context, tx *sql.Tx) (added []outbox.Record, err error) {
	var texts []string
	err = each(ctx, tx, `SELECT records FROM main.intake ORDER BY number`, nil, func(scan func(...any) error) error {
		var text string
		err := scan(&text)
		texts = append(texts, text)
		return err
	})
	if err != nil {
		return nil, err
	}
	writer := d.recordWriter(tx)
	for _, text := range texts {
		records, err := decodeIntake(text)
		if err != nil {
			return nil, err
		}
		for i := range records {
			isNew, err := writer.add(ctx, &records[i])
			if err != nil {
				return nil, err
			}
			if isNew {
				added = append(added, records[i])
			}
		}
	}
	_, err = tx.ExecContext(ctx, `DELETE FROM main.intake`)
	return added, errors.Join(err, writer.finish(ctx))
}

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
