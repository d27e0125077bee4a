package storetest_test

import (
	"testing"

	"ferry/backend/outbox/storetest"
)

func TestFindings(t *testing.T) {
	storetest.RunFindings(t, func(*testing.T) storetest.Looked {
		store := &storetest.Memory{}
		findings := &storetest.Findings{Store: store}
		return storetest.Looked{Store: store, Findings: findings, Mirror: findings.Mirror, Deactivate: findings.Deactivate}
	})
}
