package sqlite

import (
	"database/sql"
	"strings"
	"testing"
	"time"

	"ferry/backend/crm"
	"ferry/backend/outbox"
	"ferry/backend/outbox/storetest"
)

func TestOutboxKeepsTheContract(t *testing.T) {
	storetest.Run(t, func(t *testing.T) outbox.Store {
		t.Helper()
		return openOutbox(t, t.TempDir()).Outbox()
	})
}

func openOutbox(t *testing.T, dir string) *Database {
	t.Helper()
	db, err := Open(t.Context(), Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func TestOutboxSurvivesClosing(t *testing.T) {
	dir := t.TempDir()
	db := openOutbox(t, dir)
	if _, err := db.Outbox().Add(t.Context(), []outbox.Record{storetest.Sample(1)}); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	record, err := openOutbox(t, dir).Outbox().Record(t.Context(), storetest.Sample(1).ID)
	if err != nil || record.Body != storetest.Sample(1).Body || len(record.Operations) != 2 || len(record.Attempts) != 1 {
		t.Errorf("record %+v, error %v", record, err)
	}
}

func TestOutboxRefusesWhatNoStateAllows(t *testing.T) {
	db := openOutbox(t, t.TempDir())
	for name, spoil := range map[string]func(*outbox.Record){
		"state":     func(r *outbox.Record) { r.State = "lost" },
		"kind":      func(r *outbox.Record) { r.Kind = "tag" },
		"operation": func(r *outbox.Record) { r.Operations[0].Kind = "guess" },
		"step":      func(r *outbox.Record) { r.Operations[0].State = "maybe" },
		"outcome":   func(r *outbox.Record) { r.Attempts[0].Outcome = "fine" },
		"waiting":   func(r *outbox.Record) { r.State, r.Code = outbox.Waiting, "" },
		"attention": func(r *outbox.Record) { r.State, r.Code = outbox.Attention, "" },
	} {
		record := storetest.Sample(1)
		spoil(&record)
		if _, err := db.Outbox().Add(t.Context(), []outbox.Record{record}); crm.CodeOf(err) != crm.CodeStorage {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, kind := range crm.Kinds() {
		record := storetest.Sample(len(kind))
		record.ID, record.Kind, record.Operations, record.Attempts = string(kind), kind, nil, nil
		if _, err := db.Outbox().Add(t.Context(), []outbox.Record{record}); err != nil {
			t.Errorf("%s: %v", kind, err)
		}
	}
	for i, kind := range outbox.OperationKinds() {
		record := storetest.Sample(100 + i)
		record.Operations[0].Kind = kind
		if _, err := db.Outbox().Add(t.Context(), []outbox.Record{record}); err != nil {
			t.Errorf("%s: %v", kind, err)
		}
	}
	for i, outcome := range outbox.Outcomes() {
		record := storetest.Sample(200 + i)
		record.Attempts[0].Outcome = outcome
		if _, err := db.Outbox().Add(t.Context(), []outbox.Record{record}); err != nil {
			t.Errorf("%s: %v", outcome, err)
		}
	}
}

// TestOutboxPlans holds the queries that the sender waits for to their indexes; those of the list have a test of their own.
func TestOutboxPlans(t *testing.T) {
	db := openOutbox(t, t.TempDir())
	check := func(name, query string, arguments []any, index string) {
		t.Helper()
		plan := explain(t, db, query, arguments)
		if !strings.Contains(plan, index) || strings.Contains(plan, "TEMP B-TREE FOR ORDER BY") {
			t.Errorf("%s: no %q in\n%s", name, index, plan)
		}
	}
	check("due", dueQuery, dueArguments("[]", "[]", time.Now(), 1), "entry_due")
	check("due, after", dueQuery, dueArguments("[]", "[]", time.Now(), 1), "SEARCH needs USING PRIMARY KEY (place=?)")
	check("done", setOperationsDone, []any{"[]"}, "SEARCH main.operation USING PRIMARY KEY (place=? AND position=?)")
	check("next", nextDueQuery, []any{""}, "entry_until")
	check("counts", `SELECT state, count(*) FROM main.entry GROUP BY state`, nil, "COVERING INDEX entry_state")
	check("record", `SELECT `+entryColumns+` FROM main.entry WHERE id = ?`, []any{"x"}, "sqlite_autoindex_entry_1")
	for table, query := range map[string]string{"operation": selectOperations, "attempt": selectAttempts} {
		if plan := explain(t, db, query, []any{"[]"}); !strings.Contains(plan, "SEARCH main."+table+" USING PRIMARY KEY (place=?)") {
			t.Errorf("%s are walked:\n%s", table, plan) // what is found, of a few entries, may be sorted
		}
	}
}

func explain(t *testing.T, db *Database, query string, arguments []any) string {
	t.Helper()
	var plan strings.Builder
	err := db.view(t.Context(), func(tx *sql.Tx) error {
		return each(t.Context(), tx, `EXPLAIN QUERY PLAN `+query, arguments, func(scan func(...any) error) error {
			var id, parent, unused int
			var detail string
			err := scan(&id, &parent, &unused, &detail)
			plan.WriteString(detail + "\n")
			return err
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return plan.String()
}
