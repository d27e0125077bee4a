package capture

import (
	"io"
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

// endless gives rows for ever, and counts them.
type endless struct{ given int64 }

func (e *endless) Read(into []byte) (int, error) {
	const row = "c1,,Tom,,Ana,,2025-06-01 14:03:22 UTC,,hello,INBOX\n"
	for i := range into {
		into[i] = row[(e.given+int64(i))%int64(len(row))]
	}
	e.given += int64(len(into))
	return len(into), nil
}

func (e *endless) Close() error { return nil }

// TestCountingEndsTheReading: a file or an archive that is too large is read up to the limit and no further, whatever was said
// of its size.
func TestCountingEndsTheReading(t *testing.T) {
	const chunk = 256 << 10
	for name, c := range map[string]struct {
		meter        meter
		packed, most int64
	}{
		"an archive of more than 1 GB in all": {meter{total: maxTotal - 4<<20}, 0, 4 << 20},
		"a file that expands more than 200x":  {meter{}, 10 << 10, ratioFloor + 10<<10*maxRatio},
		"a file of rows without end":          {meter{file: 8 << 20}, 0, 8 << 20}, // the usual limit takes much memory
	} {
		t.Run(name, func(t *testing.T) {
			rows := &endless{}
			_, err := c.meter.read(t.Context(), opener{packed: c.packed, open: func() (io.ReadCloser, error) {
				return rows, nil
			}})
			if crm.CodeOf(err) != crm.CodeBadFile || rows.given > c.most+2*chunk {
				t.Errorf("%d bytes were read, at most %d should: %v", rows.given, c.most, err)
			}
		})
	}
}
