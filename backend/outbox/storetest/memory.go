// Package storetest holds the contract of outbox.Store as a test suite, and a Store in memory that passes it, for tests of
// the sender. It must not be imported by anything but tests.
package storetest

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"time"

	"ferry/backend/crm"
	"ferry/backend/outbox"
)

// Memory is an outbox.Store that forgets. The zero value is empty and ready.
type Memory struct {
	mu      sync.Mutex
	records []outbox.Record // by sequence
	// Fail, when set, is asked before each write; its error is the write's.
	Fail func() error
}

var _ outbox.Store = (*Memory)(nil)

// Add keeps new records.
func (m *Memory) Add(ctx context.Context, records []outbox.Record) (map[string]outbox.State, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.failure(ctx); err != nil {
		return nil, err
	}
	existing := map[string]outbox.State{}
	for _, record := range records {
		if i := m.index(record.ID); i >= 0 {
			existing[record.ID] = m.records[i].State
			continue
		}
		record.Plan()
		record = copied(record)
		record.Sequence = int64(len(m.records) + 1)
		m.records = append(m.records, record)
	}
	return existing, nil
}

// Record reads one record.
func (m *Memory) Record(_ context.Context, id string) (outbox.Record, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	i := m.index(id)
	if i < 0 {
		return outbox.Record{}, crm.Errorf(crm.CodeNotFound, "no entry %s", id)
	}
	return copied(m.records[i]), nil
}

// Records reads several records.
func (m *Memory) Records(ctx context.Context, ids []string) ([]outbox.Record, error) {
	var records []outbox.Record
	for _, id := range ids {
		record, err := m.Record(ctx, id)
		if err != nil {
			return nil, err
		}
		records = append(records, record)
	}
	return records, nil
}

// Change changes records, all or none.
func (m *Memory) Change(ctx context.Context, ids []string, change func(*outbox.Record) error) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.failure(ctx); err != nil {
		return err
	}
	changed := slices.Clone(m.records)
	for _, id := range ids {
		i := m.index(id)
		if i < 0 {
			return crm.Errorf(crm.CodeNotFound, "no entry %s", id)
		}
		record := copied(changed[i])
		if err := change(&record); err != nil {
			return err
		}
		if err := outbox.CheckMove(m.records[i].State, record.State); err != nil {
			return err
		}
		changed[i] = copied(record)
	}
	m.records = changed
	return nil
}

// Due lists what is to be worked on.
func (m *Memory) Due(_ context.Context, now time.Time, limit int) ([]string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var ids []string
	held := map[string]bool{}
	for _, record := range m.records {
		if due(record, now) && !m.blocked(record) && !held[record.Member.Key] && len(ids) < limit {
			ids = append(ids, record.ID)
		}
		if record.State == outbox.Sending ||
			record.State == outbox.Waiting && record.Code == crm.CodeUnavailable {
			held[record.Member.Key] = true
		}
	}
	return ids, nil
}

func due(record outbox.Record, now time.Time) bool {
	reached := !record.Until.IsZero() && !record.Until.After(now)
	switch record.State {
	case outbox.Queued:
		return true
	case outbox.Waiting:
		return reached || slices.Contains(outbox.AccountCodes(), record.Code)
	case outbox.Removing:
		return record.Code == "" || reached || slices.Contains(outbox.AccountCodes(), record.Code)
	default:
		return false
	}
}

// blocked reports whether the record waits for an operation of another one.
func (m *Memory) blocked(record outbox.Record) bool {
	for _, operation := range record.Operations {
		if operation.State != outbox.OperationPending {
			continue
		}
		for _, id := range operation.After {
			if state, owner := m.operation(id); owner != "" && owner != record.ID && state != outbox.OperationDone {
				return true
			}
		}
	}
	return false
}

func (m *Memory) operation(id string) (outbox.OperationState, string) {
	for _, record := range m.records {
		for _, operation := range record.Operations {
			if operation.ID == id {
				return operation.State, record.ID
			}
		}
	}
	return "", ""
}

// NextDue is when Due may have more to say.
func (m *Memory) NextDue(_ context.Context, now time.Time) (time.Time, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var next time.Time
	for _, record := range m.records {
		waits := record.State == outbox.Waiting || record.State == outbox.Removing
		if waits && record.Until.After(now) && (next.IsZero() || record.Until.Before(next)) {
			next = record.Until
		}
	}
	return next, nil
}

// List is one page, newest first.
func (m *Memory) List(_ context.Context, filter outbox.Filter) ([]outbox.Entry, int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var entries []outbox.Entry
	for _, record := range slices.Backward(m.records) {
		if takes(filter, record.Entry) {
			entries = append(entries, record.Entry)
		}
	}
	total := len(entries)
	if filter.Limit <= 0 {
		filter.Limit = outbox.DefaultLimit
	}
	from := min(max(filter.Offset, 0), total)
	return entries[from:min(from+filter.Limit, total)], total, nil
}

// IDs lists ids, oldest first.
func (m *Memory) IDs(_ context.Context, filter outbox.Filter) ([]string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var ids []string
	for _, record := range m.records {
		if takes(filter, record.Entry) {
			ids = append(ids, record.ID)
		}
	}
	return ids, nil
}

func takes(filter outbox.Filter, entry outbox.Entry) bool {
	text := crm.Fold(strings.Join([]string{entry.Member.Name, entry.Member.Company, entry.Subject, entry.Body}, " "))
	return (len(filter.Kinds) == 0 || slices.Contains(filter.Kinds, entry.Kind)) &&
		(len(filter.States) == 0 || slices.Contains(filter.States, entry.State)) &&
		(len(filter.Codes) == 0 || slices.Contains(filter.Codes, entry.Code)) &&
		(filter.Member == "" || filter.Member == entry.Member.Key) &&
		(len(filter.IDs) == 0 || slices.Contains(filter.IDs, entry.ID)) &&
		(filter.Row.IsZero() || filter.Row.SameRow(entry.Row)) &&
		(!filter.Unresolved || entry.Unresolved()) &&
		strings.Contains(text, crm.Fold(filter.Query))
}

// Counts counts by state.
func (m *Memory) Counts(_ context.Context) (outbox.Counts, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	counts := outbox.Counts{States: map[outbox.State]int{}}
	for _, record := range m.records {
		counts.States[record.State]++
		if record.Unresolved() {
			counts.Unresolved++
		}
	}
	return counts, nil
}

func (m *Memory) index(id string) int {
	return slices.IndexFunc(m.records, func(r outbox.Record) bool { return r.ID == id })
}

func (m *Memory) failure(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return crm.Errorf(crm.CodeCancelled, "%w", err)
	}
	if m.Fail == nil {
		return nil
	}
	return m.Fail()
}

// copied gives a record that shares nothing with the original, as a database would.
func copied(record outbox.Record) outbox.Record {
	raw, err := json.Marshal(record)
	if err != nil {
		panic(err) // a record that cannot be written down is a defect of the test
	}
	var out outbox.Record
	if err := json.Unmarshal(raw, &out); err != nil {
		panic(err)
	}
	return out
}
