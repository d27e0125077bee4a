package practice

import (
	"strings"
	"unicode/utf8"
)

// like matches as SQL's LIKE does: % any text, _ one character, [abc], [a-f] and [^abc] one of or none of a set. Both
// texts must be in lower case. The service hands the texts of contains, startswith and endswith to the database, where
// these characters keep that meaning.
func like(pattern, text string) bool {
	star, mark := -1, 0
	p, t := 0, 0
	for t < len(text) {
		if p < len(pattern) && pattern[p] == '%' {
			star, mark = p, t
			p++
			continue
		}
		if size, width, ok := matchOne(pattern[p:], text[t:]); ok {
			p, t = p+size, t+width
			continue
		}
		if star < 0 {
			return false
		}
		_, width := utf8.DecodeRuneInString(text[mark:])
		mark += width
		p, t = star+1, mark
	}
	return strings.Trim(pattern[p:], "%") == ""
}

// matchOne matches one pattern character against the first character of the text; it answers how long each is.
func matchOne(pattern, text string) (size, width int, ok bool) {
	if pattern == "" {
		return 0, 0, false
	}
	want, size := utf8.DecodeRuneInString(pattern)
	got, width := utf8.DecodeRuneInString(text)
	switch want {
	case '_':
		return size, width, true
	case '[':
		if end := strings.IndexByte(pattern, ']'); end > 1 {
			return end + 1, width, inSet(pattern[1:end], got)
		}
	}
	return size, width, want == got
}

func inSet(set string, r rune) bool {
	inner, negated := strings.CutPrefix(set, "^")
	runes := []rune(inner)
	found := false
	for i := 0; i < len(runes) && !found; i++ {
		if i+2 < len(runes) && runes[i+1] == '-' {
			found = runes[i] <= r && r <= runes[i+2]
			i += 2
			continue
		}
		found = runes[i] == r
	}
	return found != negated
}
