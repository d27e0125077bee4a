package sqlite

import (
	"testing"
	"time"

	"ferry/backend/crm"
	"ferry/backend/outbox/storetest"
)

func TestFindingsKeepTheContract(t *testing.T) {
	storetest.RunFindings(t, func(t *testing.T) storetest.Looked {
		t.Helper()
		db := openOutbox(t, t.TempDir())
		put(t, db, crm.TableContact, map[string]values{"c-there": {"statecode": int64(0)}, "c-unstated": {}})
		return storetest.Looked{
			Store: db.Outbox(), Findings: db.Outbox(),
			Mirror: func(id string, modified time.Time) {
				put(t, db, crm.TableActivity, map[string]values{id: {"modifiedon": modified.UTC().Format(time.RFC3339)}})
			},
			Deactivate: func(id string) { put(t, db, crm.TableContact, map[string]values{id: {"statecode": int64(1)}}) },
		}
	})
}
