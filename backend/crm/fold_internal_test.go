package crm

import (
	"math/rand/v2"
	"testing"
	"unicode/utf8"
)

// TestTheQuickWaysFoldAsTheSlowOne: every letter that they know, between others, and whatever else stands in a name.
func TestTheQuickWaysFoldAsTheSlowOne(t *testing.T) {
	check := func(name string) {
		if got, want := Fold(name), words(plain(name)); got != want {
			t.Errorf("%q is %q, want %q", name, got, want)
		}
	}
	for r := range rune(endOfLatin + 0x100) { // with the first marks that join letters
		check("a" + string(r) + "b " + string(r) + string(r))
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		var name []rune
		for range random.IntN(12) {
			if r := rune(random.IntN(endOfLatin)); utf8.ValidRune(r) {
				name = append(name, r)
			}
		}
		check(string(name))
	}
	check("broken \xff name \xc3")
}
