package matching

import (
	"strings"
	"unicode"

	"github.com/mozillazg/go-unidecode"

	"ferry/backend/crm"
)

// latin folds a text and brings it to Latin letters. foreign says that it was written in another alphabet, where more than
// one way of writing it is right: Юлия is Yulia, Julia and Iuliia.
func latin(text string) (folded string, foreign bool) {
	folded = crm.Fold(withoutApostrophes(text))
	if ascii(folded) {
		return folded, false
	}
	foreign = strings.ContainsFunc(folded, func(r rune) bool { return unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) })
	return crm.Fold(withoutApostrophes(unidecode.Unidecode(folded))), foreign
}

// withoutApostrophes joins what an apostrophe parts: O'Brien is one name.
func withoutApostrophes(text string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '\'', '’', '‘', '`', '´', 'ʼ':
			return -1
		}
		return r
	}, text)
}

func ascii(text string) bool {
	for i := range len(text) {
		if text[i] >= 0x80 {
			return false
		}
	}
	return true
}

// plain undoes the ways of writing umlauts and doubled letters without diacritics: Mueller and Müller, Strauss and Strauß.
func plain(token string) string {
	if !strings.ContainsAny(token, "eas") {
		return token
	}
	if short := plainLetters.Replace(token); !apart(short, token) { // Páez is no way of writing Paz
		return short
	}
	return token
}

var plainLetters = strings.NewReplacer("ae", "a", "oe", "o", "ue", "u", "aa", "a", "ss", "s")

// sound writes a Latin name as it may be heard, so that the ways in which languages and transliterations write one sound are
// the same: Mikhail, Michail and Mihail; Sergei and Sergey; Meyer and Meier.
func sound(token string) string {
	heard := sounds.Replace(token)
	result := make([]byte, 0, len(heard))
	for i := range len(heard) {
		if len(result) == 0 || result[len(result)-1] != heard[i] {
			result = append(result, heard[i])
		}
	}
	if len(result) == 0 {
		return token
	}
	return string(result)
}

var sounds = strings.NewReplacer(
	"shch", "s", "tsch", "k", "sch", "s", "tch", "k", "kh", "k", "ch", "k", "sh", "s", "zh", "s", "ph", "v", "th", "t",
	"gh", "g", "ck", "k", "cz", "s", "sz", "s", "rz", "s", "tz", "s", "ts", "s", "dt", "t", "dz", "s", "qu", "k",
	"ae", "a", "oe", "o", "ue", "u", "ou", "u", "ce", "se", "ci", "si", "cy", "si",
	"x", "ks", "c", "k", "q", "k", "z", "s", "w", "v", "f", "v", "y", "i", "j", "i", "h", "",
)

// strictSound is the sound of a short word: only what is never another name is the same, as in Karl and Carl, Luis and Luiz,
// Eric and Erik, Thea and Tea.
func strictSound(token string) string {
	heard := []byte(strictSounds.Replace(token))
	result := heard[:0]
	for i, letter := range heard {
		switch {
		case letter == 'h' && i > 0, len(result) > 0 && result[len(result)-1] == letter:
			continue
		case letter == 'y' && i > 0:
			letter = 'i'
		}
		result = append(result, letter)
	}
	return string(result)
}

var strictSounds = strings.NewReplacer(
	"sch", "S", "sh", "S", "zh", "Z", "ch", "C", "kh", "K", "ph", "f", "ck", "k", "c", "k", "z", "s", "w", "v",
)

// code is what is left of a sound for finding rows: its consonants, or all of it where they are too few to tell much.
func code(heard string) string {
	if short := bones(heard, maxCode); len(short) >= minBones {
		return short
	}
	return heard[:min(len(heard), maxCode-1)]
}

// bones are the consonants of a sound, and its first letter, at most so many.
func bones(heard string, most int) string {
	kept := make([]byte, 0, most)
	for i := 0; i < len(heard) && len(kept) < most; i++ {
		if i == 0 || !strings.ContainsRune("aeiou", rune(heard[i])) {
			kept = append(kept, heard[i])
		}
	}
	return string(kept)
}

const (
	maxCode  = 5
	minBones = 3
)
