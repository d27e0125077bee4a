package outbox

import (
	"testing"

	"github.com/google/uuid"
)

// TestDerivedIDsAreVersion5: two machines, and two versions of Ferry, have to derive the same id.
func TestDerivedIDsAreVersion5(t *testing.T) {
	space := uuid.MustParse("8f0c5c5e-6d0a-4a51-9c39-0b6a4f7e2d11")
	for _, parts := range [][]string{{"a"}, {"0a0a", "0b0b", "hash|ü"}, {"", ""}, {string(make([]byte, 500)), "x"}} {
		name := parts[0]
		for _, part := range parts[1:] {
			name += "\x00" + part
		}
		if got, want := derive(parts...), uuid.NewSHA1(space, []byte(name)).String(); got != want {
			t.Errorf("derived %s, want %s", got, want)
		}
	}
	if got := SourceID("ORG", "User", "key"); got != uuid.NewSHA1(space, []byte("org\x00user\x00key")).String() {
		t.Errorf("source id %s", got)
	}
}
