package storetest_test

import (
	"testing"

	"ferry/backend/outbox"
	"ferry/backend/outbox/storetest"
)

func TestMemory(t *testing.T) {
	storetest.Run(t, func(*testing.T) outbox.Store { return &storetest.Memory{} })
}
