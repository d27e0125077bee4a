package sqlite

import (
	"testing"

	"ferry/backend/matching"
	"ferry/backend/matching/matchingtest"
)

func TestDecisions(t *testing.T) {
	matchingtest.Decisions(t, func(t *testing.T) matching.Decisions { return openTemp(t) })
}
