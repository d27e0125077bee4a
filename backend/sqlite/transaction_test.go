package sqlite

import (
	"context"
	"database/sql"
	"runtime"
	"testing"

	"ferry/backend/crm"
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

// TestWhoeverGivesUpGivesItsConnectionBack: else closing the folder would leave a file open for a moment, and a restore on
// Windows could not take its place.
func TestWhoeverGivesUpGivesItsConnectionBack(t *testing.T) {
	db := openTemp(t)
	giveUp := func(try func(ctx context.Context, gone func())) {
		ctx, gone := context.WithCancel(t.Context())
		defer gone()
		try(ctx, gone)
	}
	for round := range 300 {
		var errs [3]error
		giveUp(func(ctx context.Context, gone func()) {
			errs[0] = db.view(ctx, func(*sql.Tx) error { gone(); runtime.Gosched(); return ctx.Err() })
		})
		giveUp(func(ctx context.Context, gone func()) {
			errs[1] = db.update(ctx, func(*sql.Tx) error { gone(); runtime.Gosched(); return ctx.Err() })
		})
		giveUp(func(ctx context.Context, gone func()) {
			errs[2] = db.ask(ctx, `SELECT 1 UNION ALL SELECT 2`, nil, func(func(...any) error) error { gone(); return ctx.Err() })
		})
		for _, err := range errs {
			if crm.CodeOf(err) != crm.CodeCancelled {
				t.Fatalf("round %d: %v", round, errs)
			}
		}
		if n := db.handles.read.Stats().InUse + db.handles.outbox.Stats().InUse; n > 0 {
			t.Fatalf("round %d: %d connections are still in use", round, n)
		}
	}
}
