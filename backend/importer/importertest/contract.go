package importertest

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"testing"
	"time"

	"ferry/backend/crm"
	"ferry/backend/importer"
)

// TestStore holds a store to the contract of importer.Store. open gives an empty mirror each time.
func TestStore(t *testing.T, open func(t *testing.T) Mirror) {
	t.Helper()
	for name, test := range map[string]func(*testing.T, Mirror){
		"no point at first":                   noPointAtFirst,
		"a point comes back as it was saved":  pointComesBack,
		"every kind of value comes back":      valuesComeBack,
		"a later page replaces and removes":   laterPage,
		"the end of a full load sweeps":       sweep,
		"a refused page leaves nothing":       refusedPage,
		"a cancelled page leaves nothing":     cancelledPage,
		"tables do not touch one another":     tablesApart,
		"removing what is not there is fine":  removeNothing,
		"an interrupted full load keeps rows": interruptedFull,
	} {
		t.Run(name, func(t *testing.T) { test(t, open(t)) })
	}
}

// Row makes a row of the table: the key, then values by column name, null for the rest.
func Row(table importer.Table, id string, values map[string]any) []any {
	row := make([]any, len(table.Columns))
	for i, column := range table.Columns {
		row[i] = values[column.Name]
		if column.Name == table.Key {
			row[i] = id
		}
	}
	return row
}

// Table is one of the importer's tables.
func Table(name string) importer.Table {
	all := importer.Tables()
	return all[slices.IndexFunc(all, func(t importer.Table) bool { return t.Name == name })]
}

const (
	first  = "00000000-0000-4000-8000-000000000001"
	second = "00000000-0000-4000-8000-000000000002"
)

func noPointAtFirst(t *testing.T, mirror Mirror) {
	t.Helper()
	point, err := mirror.Point(t.Context(), crm.TableContact)
	if err != nil || point != (importer.Point{}) {
		t.Errorf("point %+v, error %v", point, err)
	}
}

func pointComesBack(t *testing.T, mirror Mirror) {
	t.Helper()
	at := time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)
	point := importer.Point{
		Table: crm.TableContact, Mode: importer.ModeTracked, Full: true, Next: "https://next/?a=%253c", Delta: "https://delta",
		Since: at, Watermark: at.Add(time.Minute), FullAt: at.Add(time.Hour), Columns: "abc", Generation: 7, Rows: 12,
		UpdatedAt: at.Add(2 * time.Hour),
	}
	save(t, mirror, Table(crm.TableContact), importer.Page{}, point)
	got, err := mirror.Point(t.Context(), crm.TableContact)
	if err != nil || got != point {
		t.Errorf("got  %+v\nwant %+v (%v)", got, point, err)
	}
}

func valuesComeBack(t *testing.T, mirror Mirror) {
	t.Helper()
	users, opportunities := Table(crm.TableUser), Table(crm.TableOpportunity)
	user := Row(users, first, map[string]any{"fullname": "Zoë \"O'Brien\"\x00\n李", "isdisabled": true, "islicensed": false,
		"accessmode": int64(0), "createdon": "2026-01-02T03:04:05Z"})
	deal := Row(opportunities, second, map[string]any{"estimatedvalue": "12345678901234.5600", "closeprobability": int64(-1),
		"estimatedclosedate": "2026-12-31", "customerid": first, "customeridtype": "account"})
	save(t, mirror, users, importer.Page{Rows: [][]any{user}}, importer.Point{Generation: 1})
	save(t, mirror, opportunities, importer.Page{Rows: [][]any{deal}}, importer.Point{Generation: 1})
	expect(t, mirror, users, map[string][]any{first: user})
	expect(t, mirror, opportunities, map[string][]any{second: deal})
}

func laterPage(t *testing.T, mirror Mirror) {
	t.Helper()
	contacts := Table(crm.TableContact)
	old := Row(contacts, first, map[string]any{"fullname": "Old Name", "jobtitle": "Clerk"})
	other := Row(contacts, second, map[string]any{"fullname": "Other"})
	save(t, mirror, contacts, importer.Page{Rows: [][]any{old, other}}, importer.Point{Generation: 1})
	renamed := Row(contacts, first, map[string]any{"fullname": "New Name"})
	save(t, mirror, contacts, importer.Page{Rows: [][]any{renamed}, Deleted: []string{second}}, importer.Point{Generation: 1})
	expect(t, mirror, contacts, map[string][]any{first: renamed})
}

func sweep(t *testing.T, mirror Mirror) {
	t.Helper()
	contacts := Table(crm.TableContact)
	gone, stays := Row(contacts, first, nil), Row(contacts, second, nil)
	save(t, mirror, contacts, importer.Page{Rows: [][]any{gone, stays}}, importer.Point{Generation: 1, Full: true, Complete: true})
	expect(t, mirror, contacts, map[string][]any{first: gone, second: stays})
	save(t, mirror, contacts, importer.Page{Rows: [][]any{stays}}, importer.Point{Generation: 2, Full: true, Complete: true})
	expect(t, mirror, contacts, map[string][]any{second: stays})
}

func interruptedFull(t *testing.T, mirror Mirror) {
	t.Helper()
	contacts := Table(crm.TableContact)
	old, fresh := Row(contacts, first, nil), Row(contacts, second, nil)
	save(t, mirror, contacts, importer.Page{Rows: [][]any{old}}, importer.Point{Generation: 1, Full: true, Complete: true})
	save(t, mirror, contacts, importer.Page{Rows: [][]any{fresh}}, importer.Point{Generation: 2, Full: true, Next: "more"})
	expect(t, mirror, contacts, map[string][]any{first: old, second: fresh})
	save(t, mirror, contacts, importer.Page{}, importer.Point{Generation: 2, Complete: true})
	expect(t, mirror, contacts, map[string][]any{first: old, second: fresh})
}

func refusedPage(t *testing.T, mirror Mirror) {
	t.Helper()
	contacts := Table(crm.TableContact)
	good := Row(contacts, first, nil)
	for name, bad := range map[string][]any{
		"short row": {second}, "no key": make([]any, len(contacts.Columns)),
	} {
		page := importer.Page{Rows: [][]any{good, bad}}
		if err := mirror.SavePage(t.Context(), contacts, page, importer.Point{Generation: 1}); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
	expect(t, mirror, contacts, map[string][]any{})
	noPointAtFirst(t, mirror)
}

func cancelledPage(t *testing.T, mirror Mirror) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	contacts := Table(crm.TableContact)
	page := importer.Page{Rows: [][]any{Row(contacts, first, nil)}}
	err := mirror.SavePage(ctx, contacts, page, importer.Point{Generation: 1})
	if !errors.Is(err, context.Canceled) || crm.CodeOf(err) != crm.CodeCancelled {
		t.Errorf("answer %v", err)
	}
	expect(t, mirror, contacts, map[string][]any{})
}

func tablesApart(t *testing.T, mirror Mirror) {
	t.Helper()
	contacts, leads := Table(crm.TableContact), Table(crm.TableLead)
	contact, lead := Row(contacts, first, nil), Row(leads, first, nil)
	save(t, mirror, contacts, importer.Page{Rows: [][]any{contact}}, importer.Point{Generation: 1})
	save(t, mirror, leads, importer.Page{Rows: [][]any{lead}}, importer.Point{Generation: 5, Full: true, Complete: true})
	save(t, mirror, leads, importer.Page{Deleted: []string{first}}, importer.Point{Generation: 5})
	expect(t, mirror, contacts, map[string][]any{first: contact})
	expect(t, mirror, leads, map[string][]any{})
}

func removeNothing(t *testing.T, mirror Mirror) {
	t.Helper()
	contacts := Table(crm.TableContact)
	save(t, mirror, contacts, importer.Page{Deleted: []string{first}}, importer.Point{Generation: 1})
	expect(t, mirror, contacts, map[string][]any{})
}

func save(t *testing.T, mirror Mirror, table importer.Table, page importer.Page, point importer.Point) {
	t.Helper()
	if err := mirror.SavePage(t.Context(), table, page, point); err != nil {
		t.Fatal(err)
	}
}

func expect(t *testing.T, mirror Mirror, table importer.Table, want map[string][]any) {
	t.Helper()
	got, err := mirror.Rows(t.Context(), table)
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%s holds\n%v, want\n%v (%v)", table.Name, got, want, err)
	}
}
