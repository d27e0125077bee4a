package capture

import (
	"testing"

	"ferry/backend/crm"
)

func TestMeterKeepsTheLimits(t *testing.T) {
	cases := map[string]struct {
		total, size, packed int64
		bad                 bool
	}{
		"at the limits":         {maxTotal, maxFile, maxFile / maxRatio * 2, false},
		"a file too large":      {maxFile + 1, maxFile + 1, 0, true},
		"all too large":         {maxTotal + 1, 10, 10, true},
		"expands too far":       {2 * ratioFloor, 2 * ratioFloor, 2*ratioFloor/maxRatio - 100, true},
		"small files may":       {ratioFloor, ratioFloor, 10, false},
		"outside of an archive": {maxFile, maxFile, 0, false},
	}
	for what, c := range cases {
		err := (&meter{total: c.total}).within(c.size, c.packed)
		if (crm.CodeOf(err) == crm.CodeBadFile) != c.bad {
			t.Errorf("%s: %v", what, err)
		}
	}
}
