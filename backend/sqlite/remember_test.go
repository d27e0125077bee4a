package sqlite

import (
	"database/sql"
	"fmt"
	"testing"
)

func TestARememberedQueryMayBeAskedWhileItIsRead(t *testing.T) {
	db := openTemp(t)
	const query = `SELECT value FROM json_each(?)`
	err := db.view(t.Context(), func(tx *sql.Tx) error {
		pairs := ""
		err := each(t.Context(), tx, query, []any{`[1, 2]`}, func(scan func(...any) error) error {
			var outer int
			if err := scan(&outer); err != nil {
				return err
			}
			return each(t.Context(), tx, query, []any{`[3, 4]`}, func(scan func(...any) error) error {
				var inner int
				err := scan(&inner)
				pairs += fmt.Sprint(outer, inner, " ")
				return err
			})
		})
		if pairs != "1 3 1 4 2 3 2 4 " {
			t.Errorf("read %q", pairs)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestMoreQueriesThanAreRemembered(t *testing.T) {
	db := openTemp(t)
	for i := range 3 * rememberedMost {
		for range 2 {
			err := db.view(t.Context(), func(tx *sql.Tx) error {
				var got int
				err := tx.QueryRowContext(t.Context(), fmt.Sprintf(`SELECT %d + ?`, i), 1).Scan(&got)
				if got != i+1 {
					t.Errorf("query %d gave %d", i, got)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestARememberedQuerySeesNewTables: the parsed form of a query does not outlive what it was parsed for.
func TestARememberedQuerySeesNewTables(t *testing.T) {
	db := openTemp(t)
	read := func() (got string, err error) {
		err = db.view(t.Context(), func(tx *sql.Tx) error {
			return tx.QueryRowContext(t.Context(), `SELECT * FROM main.later`).Scan(&got)
		})
		return got, err
	}
	write := func(statement string) {
		t.Helper()
		if err := db.update(t.Context(), func(tx *sql.Tx) error {
			_, err := tx.ExecContext(t.Context(), statement)
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	write(`CREATE TABLE later AS SELECT 'first' AS one`)
	if got, err := read(); got != "first" || err != nil {
		t.Fatal(got, err)
	}
	write(`DROP TABLE later`)
	if got, err := read(); err == nil {
		t.Fatal("it still reads", got)
	}
	write(`CREATE TABLE later AS SELECT 'second' AS another`)
	if got, err := read(); got != "second" || err != nil {
		t.Fatal(got, err)
	}
}

func TestMetadataAtHandIsWhatWasWrittenLast(t *testing.T) {
	db := openTemp(t)
	read := func(want string) {
		t.Helper()
		got := ""
		if found, err := db.Metadata(t.Context(), "key", &got); got != want || found != (want != "") || err != nil {
			t.Errorf("read %q, want %q (%v, %v)", got, want, found, err)
		}
	}
	read("")
	read("")
	for _, text := range []string{"one", "two"} {
		if err := db.SetMetadata(t.Context(), "key", text); err != nil {
			t.Fatal(err)
		}
		read(text)
		read(text)
	}
	if err := db.Cleanup(t.Context()); err != nil {
		t.Fatal(err)
	}
	read("")
}

func TestWhatWasReadBeforeAWriteIsNotKept(t *testing.T) {
	var known known[string]
	_, _, at := known.find("key")
	known.forget() // by a write that the reader did not see
	known.keep("key", "old", at)
	if text, found, _ := known.find("key"); found {
		t.Errorf("kept %q", text)
	}
}
