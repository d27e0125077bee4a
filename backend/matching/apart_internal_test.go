package matching

import (
	"strings"
	"testing"
)

// TestNamesApartAreNeeded keeps the list to what the rules would join: each name looks like a slip of another on its line.
func TestNamesApartAreNeeded(t *testing.T) {
	for line := range strings.SplitSeq(strings.TrimSpace(apartLines), "\n") {
		names := strings.Fields(line)
		for _, name := range names {
			if !joinedWithAny(name, names) {
				t.Errorf("%s in %q is taken for none of the others anyway", name, line)
			}
		}
	}
}

func joinedWithAny(name string, names []string) bool {
	for _, written := range strings.Split(name, "=") {
		for _, other := range names {
			for _, second := range strings.Split(other, "=") {
				a, b := newToken(written), newToken(second)
				alike := plainLetters.Replace(written) == plainLetters.Replace(second) || soundsLike(&a, &b) || misspelt(written, second)
				if other != name && alike {
					return true
				}
			}
		}
	}
	return false
}

func TestFernandezIsNotHernandez(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"fernandez", "hernandez", true}, {"fernandes", "hernandez", true}, {"fernandez", "fernandes", false},
		{"paez", "paz", true}, {"mueller", "muller", false}, {"muller", "miller", true}, {"nobody", "nobodi", false},
	} {
		if apart(c.a, c.b) != c.want || apart(c.b, c.a) != c.want {
			t.Errorf("%s and %s: %v", c.a, c.b, !c.want)
		}
	}
}
