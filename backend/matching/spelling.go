package matching

import (
	"strings"

	"github.com/xrash/smetrics"
)

// How long a word has to be for one or two mistakes in it to leave no doubt.
const (
	oneMistake  = 5
	twoMistakes = 9
)

// misspelt reports whether two words differ as by mistakes in writing. Words that differ in a last vowel alone do not:
// Mario is not María, nor Daniel Daniela.
func misspelt(a, b string) bool {
	if a == b {
		return true
	}
	longest, shortest := max(len(a), len(b)), min(len(a), len(b))
	allowed := 0
	switch {
	case longest >= twoMistakes:
		allowed = 2
	case longest >= oneMistake:
		allowed = 1
	}
	if longest-shortest > allowed || allowed == 0 || byEnding(a, b) {
		return false
	}
	return distance(a, b) <= allowed
}

// distance counts mistakes: letters that are wrong, missing or too many, and two neighbours swapped (once).
func distance(a, b string) int {
	found := smetrics.WagnerFischer(a, b, 1, 1, 1)
	if found == 2 && len(a) == len(b) && swapped(a, b) {
		return 1
	}
	return found
}

func swapped(a, b string) bool {
	for i := 0; i+1 < len(a); i++ {
		if a[i] != b[i] {
			return a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
		}
	}
	return false
}

// byEnding reports words that are the same but for a last vowel, which in many languages is another name.
func byEnding(a, b string) bool {
	x, y := strings.TrimRight(a, "aeiou"), strings.TrimRight(b, "aeiou")
	return x == y
}
