package crm

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// Fold brings a name to the form in which names are compared and indexed: case folded, without diacritics or
// punctuation, runs of white space as one space. "José  García-López" becomes "jose garcia lopez".
func Fold(name string) string {
	if folded, ok := foldASCII(name); ok {
		return folded
	}
	strip := transform.Chain(norm.NFKD, runes.Remove(runes.In(unicode.Mn)), norm.NFC)
	plain, _, err := transform.String(strip, name)
	if err != nil {
		plain = name // the transformers never fail on a complete string; keep the name rather than lose it
	}
	words := strings.FieldsFunc(cases.Fold().String(plain), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r)
	})
	return strings.Join(words, " ")
}

// foldASCII does the same for plain names, which are most, at a fraction of the cost: names are folded by the million.
func foldASCII(name string) (string, bool) {
	folded := make([]byte, 0, len(name))
	gap := false
	for i := range len(name) {
		c := name[i]
		switch {
		case c >= 0x80:
			return "", false
		case 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
		case ('a' > c || c > 'z') && ('0' > c || c > '9'):
			gap = true
			continue
		}
		if gap && len(folded) > 0 {
			folded = append(folded, ' ')
		}
		gap = false
		folded = append(folded, c)
	}
	return string(folded), true
}
