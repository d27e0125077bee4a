package importer_test

import (
	"context"
	"testing"

	"ferry/backend/importer"
	"ferry/backend/importer/importertest"
)

// breakingSource fails as a mistake of ours would, while the page is fetched in the background.
type breakingSource struct{ *importertest.Organization }

func (breakingSource) Page(context.Context, importer.Request) (importer.Page, error) {
	panic("a mistake of ours")
}

func TestAPanicInTheBackgroundReachesTheCaller(t *testing.T) {
	h := newHouse()
	h.people("a", "b", "c")
	h.Source = breakingSource{h.org}
	func() {
		defer func() {
			if cause := recover(); cause != "a mistake of ours" {
				t.Errorf("recovered %v", cause)
			}
		}()
		_, _ = h.Run(t.Context())
	}()
	h.Source = h.org
	h.run(t)
	h.same(t)
}
