// Package importertest holds what tests of the importer and of its stores share: a mirror in memory, an organization that
// changes while it is read, and the contract that every importer.Store keeps.
//
// It must only be imported by tests.
package importertest

import (
	"context"
	"maps"
	"slices"
	"strings"
	"sync"

	"ferry/backend/crm"
	"ferry/backend/importer"
)

// Mirror is a store whose rows a test can look at.
type Mirror interface {
	importer.Store
	// Rows gives the table's rows by primary key, each as the values of the table's columns.
	Rows(ctx context.Context, table importer.Table) (map[string][]any, error)
}

// Memory is a Mirror in memory. The zero value is empty and ready.
type Memory struct {
	// Fail, when set, may refuse a page before anything of it is kept.
	Fail func(table importer.Table, page importer.Page) error

	mu     sync.Mutex
	points map[string]importer.Point
	tables map[string]map[string]kept
}

type kept struct {
	values     []any
	generation int64
}

// Point is where the table's import stands.
func (m *Memory) Point(_ context.Context, table string) (importer.Point, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.points[table], nil
}

// SavePage keeps a page and its point.
func (m *Memory) SavePage(ctx context.Context, table importer.Table, page importer.Page, point importer.Point) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return crm.Errorf(crm.CodeCancelled, "%w", err)
	}
	if m.Fail != nil {
		if err := m.Fail(table, page); err != nil {
			return err
		}
	}
	rows := maps.Clone(m.tables[table.Name])
	if rows == nil {
		rows = map[string]kept{}
	}
	if err := apply(rows, table, page, point); err != nil {
		return err
	}
	if m.tables == nil {
		m.tables, m.points = map[string]map[string]kept{}, map[string]importer.Point{}
	}
	point.Table = table.Name
	m.tables[table.Name], m.points[table.Name] = rows, point
	return nil
}

func apply(rows map[string]kept, table importer.Table, page importer.Page, point importer.Point) error {
	key := slices.IndexFunc(table.Columns, func(c importer.Column) bool { return c.Name == table.Key })
	for _, row := range page.Rows {
		if len(row) != len(table.Columns) {
			return crm.Errorf(crm.CodeUnexpected, "%d values for %d columns", len(row), len(table.Columns))
		}
		id, ok := row[key].(string)
		if !ok {
			return crm.Errorf(crm.CodeUnexpected, "a row without a key")
		}
		rows[strings.ToLower(id)] = kept{slices.Clone(row), point.Generation}
	}
	for _, id := range page.Deleted {
		delete(rows, strings.ToLower(id))
	}
	if point.Full && point.Complete {
		maps.DeleteFunc(rows, func(_ string, row kept) bool { return row.generation < point.Generation })
	}
	return nil
}

// Rows gives the rows that are kept.
func (m *Memory) Rows(_ context.Context, table importer.Table) (map[string][]any, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	rows := map[string][]any{}
	for id, row := range m.tables[table.Name] {
		rows[id] = row.values
	}
	return rows, nil
}
