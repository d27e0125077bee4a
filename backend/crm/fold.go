package crm

import (
	"strings"
	"sync"
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
	if folded, ok := foldLatin(name); ok {
		return folded
	}
	return words(plain(name))
}

// plain takes accents and letter case away.
func plain(name string) string {
	strip := transform.Chain(norm.NFKD, runes.Remove(runes.In(unicode.Mn)), norm.NFC)
	stripped, _, err := transform.String(strip, name)
	if err != nil {
		stripped = name // the transformers never fail on a complete string; keep the name rather than lose it
	}
	return cases.Fold().String(stripped)
}

// words are what is left of a text without anything that is neither letter nor number.
func words(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r)
	}), " ")
}

// endOfLatin is behind the last letter that foldLatin knows: what western European names are written with. Below it there are
// no marks that join other letters, so that each letter is folded by itself.
const endOfLatin = 0x250

// latin is what each letter becomes. It never changes once it is made.
var latin = sync.OnceValue(func() *[endOfLatin]string {
	var folds [endOfLatin]string
	for r := range rune(endOfLatin) {
		folds[r] = plain(string(r))
	}
	return &folds
})

// foldLatin does the same for names with the usual accents, of which a person waits for some.
func foldLatin(name string) (string, bool) {
	folds := latin()
	var folded strings.Builder
	folded.Grow(len(name))
	for _, r := range name {
		if r >= endOfLatin {
			return "", false
		}
		folded.WriteString(folds[r])
	}
	return words(folded.String()), true
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
