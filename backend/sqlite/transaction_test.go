package sqlite

import (
	"database/sql"
	"testing"
)

func TestAPanicLeavesTheWriterUsable(t *testing.T) {
	db := openTemp(t)
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic was swallowed")
			}
		}()
		_ = db.update(t.Context(), func(tx *sql.Tx) error {
			if _, err := tx.ExecContext(t.Context(), `INSERT INTO preference (key, value) VALUES ('half', '1')`); err != nil {
				t.Error(err)
			}
			panic("half way")
		})
	}()
	if err := db.SetPreference(t.Context(), "after", true); err != nil {
		t.Fatal(err)
	}
	var value any
	if found, err := db.Preference(t.Context(), "half", &value); found || err != nil {
		t.Errorf("what was half done stayed (%v)", err)
	}
}
