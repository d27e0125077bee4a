package sqlite

import (
	"testing"
	"testing/synctest"
	"time"

	"ferry/backend/crm"
	"ferry/backend/importer"
	"ferry/backend/importer/importertest"
)

// TestAnImportIntoFilesWaitsInABubble opens real files inside a bubble and lets the service make the importer wait an hour:
// whatever waits with a database open can be tested so.
func TestAnImportIntoFilesWaitsInABubble(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		db := readable{openTemp(t)}
		contacts := importertest.Table(crm.TableContact)
		org := &importertest.Organization{}
		for _, id := range []string{"a", "b", "c"} {
			org.Put(contacts, id, values{"fullname": id})
		}
		refused := false
		org.Before = func(importer.Request) error {
			if !refused {
				refused = true
				return &crm.Error{Code: crm.CodeThrottled, Wait: time.Hour}
			}
			return nil
		}
		begin := time.Now()
		run := importer.Importer{Source: org, Store: db, Tables: []importer.Table{contacts}, PageSize: 2}
		if _, err := run.Run(t.Context()); err != nil {
			t.Fatal(err)
		}
		rows, err := db.Rows(t.Context(), contacts)
		if err != nil || len(rows) != 3 || time.Since(begin) != time.Hour {
			t.Errorf("%d rows after %v, error %v", len(rows), time.Since(begin), err)
		}
	})
}
