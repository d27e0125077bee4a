package sqlite

import (
	"database/sql"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"ferry/backend/outbox"
	"ferry/backend/outbox/storetest"
)

// earlierOutbox is a folder with an outbox of an earlier version.
func earlierOutbox(t *testing.T, version int64, fill func(exec func(statement string, values ...any))) (dir string) {
	t.Helper()
	dir = t.TempDir()
	path := dir + "/" + outboxFile
	if err := makeFile(path); err != nil {
		t.Fatal(err)
	}
	if err := migrate(t.Context(), path, outboxMigrations, version); err != nil {
		t.Fatal(err)
	}
	db, err := openPool(writeDSN(path), commonPragmas())
	if err != nil {
		t.Fatal(err)
	}
	fill(func(statement string, values ...any) {
		t.Helper()
		if _, err := db.ExecContext(t.Context(), statement, values...); err != nil {
			t.Fatal(err)
		}
	})
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

// putEarlier writes an entry as versions 8 to 11 did.
func putEarlier(t *testing.T, exec func(string, ...any), entry outbox.Entry) {
	t.Helper()
	values, err := entryValues(entry)
	if err != nil {
		t.Fatal(err)
	}
	exec(`INSERT INTO entry (`+entryColumns+`, search) VALUES (?`+strings.Repeat(", ?", len(values)-1)+`)`, values...)
}

// TestFindingsOfEarlierVersionsAreListed brings a finding of the version before its place was kept.
func TestFindingsOfEarlierVersionsAreListed(t *testing.T) {
	var want []string
	dir := earlierOutbox(t, 10, func(exec func(string, ...any)) {
		for _, i := range []int{1, 5} {
			record := variedRecord(i)
			putEarlier(t, exec, record.Entry)
			want = append([]string{record.ID}, want...)
		}
		exec(`UPDATE entry SET state = 'sent'`)
		exec(`INSERT INTO remote SELECT id, 'changed', '[]', '', '', '', 0 FROM entry`)
	})
	got, total, err := openOutbox(t, dir).Outbox().Noticed(t.Context(), outbox.Filter{}, outbox.RemoteChanged)
	if err != nil || total != 2 || !slices.Equal(idsOf(got), want) {
		t.Errorf("%v of %d, error %v", idsOf(got), total, err)
	}
}

// TestWhatBelongsToEntriesOfEarlierVersionsIsKept brings operations and attempts that stood by ids, out of order, and an entry
// that had left when the program ended.
func TestWhatBelongsToEntriesOfEarlierVersionsIsKept(t *testing.T) {
	var want []outbox.Record
	dir := earlierOutbox(t, 11, func(exec func(string, ...any)) {
		for _, number := range []int{7, 3, 5} {
			record := storetest.Sample(number)
			record.Sequence = int64(len(want) + 1)
			record.Operations[1].After = append(record.Operations[1].After, "close-"+storetest.Sample(7).ID)
			if number == 7 {
				record.Operations[1].After = record.Operations[1].After[:1]
			}
			putEarlier(t, exec, record.Entry)
			for position, o := range slices.Backward(record.Operations) {
				putEarlierOperation(t, exec, record.ID, position, o)
			}
			for _, a := range record.Attempts {
				exec(`INSERT INTO attempt VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, record.ID, a.Number, a.Operation, a.Hash,
					formatMoment(a.Started), formatMoment(a.Ended), string(a.Outcome), string(a.Code), a.Detail, a.Tries)
			}
			want = append(want, record)
		}
		want[2] = departEarlier(t, exec, want[2])
	})
	db := openOutbox(t, dir)
	for _, one := range want {
		got, err := db.Outbox().Record(t.Context(), one.ID)
		if err != nil || !reflect.DeepEqual(got, one) {
			t.Errorf("got  %+v (%v)\nwant %+v", got, err, one)
		}
	}
	if departed(t, db) != 0 {
		t.Error("what left is not written")
	}
	err := db.view(t.Context(), func(tx *sql.Tx) error {
		return each(t.Context(), tx, `PRAGMA main.foreign_key_check`, nil, func(func(...any) error) error {
			t.Error("a row without what it belongs to")
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
}

func putEarlierOperation(t *testing.T, exec func(string, ...any), entry string, position int, o outbox.Operation) {
	t.Helper()
	payload, err := json.Marshal(o.Payload)
	if err != nil {
		t.Fatal(err)
	}
	exec(`INSERT INTO operation VALUES (?, ?, ?, ?, ?, ?, ?)`, o.ID, entry, position, string(o.Kind), string(o.State), o.IfMatch,
		string(payload))
	for _, earlier := range o.After {
		exec(`INSERT INTO operation_after VALUES (?, ?)`, o.ID, earlier)
	}
}

// departEarlier writes that the entry left, and gives the record that this makes.
func departEarlier(t *testing.T, exec func(string, ...any), before outbox.Record) outbox.Record {
	t.Helper()
	after := asKept(before)
	if err := leave(time.Date(2026, 5, 1, 9, 0, 0, 0, time.UTC))(&after); err != nil {
		t.Fatal(err)
	}
	text, err := encodeDeparture(before, after)
	if err != nil {
		t.Fatal(err)
	}
	exec(`INSERT INTO departure VALUES (?, ?)`, before.ID, text)
	return after
}
