package importer_test

import (
	"testing"

	"ferry/backend/importer/importertest"
)

func TestMemoryKeepsTheStoreContract(t *testing.T) {
	importertest.TestStore(t, func(*testing.T) importertest.Mirror { return &importertest.Memory{} })
}
