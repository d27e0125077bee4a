package matching

import (
	"math/bits"
	"slices"
)

// relation is how two words of names go together, the closest first.
type relation int

const (
	relSame relation = iota + 1
	relNickname
	relScript
	relSpelling
	relInitial
)

// relate says how two words go together; 0 when they do not.
func relate(a, b *token, foreign bool) relation {
	switch {
	case a.plain == b.plain:
		return relSame
	case a.initial() || b.initial():
		if a.text[0] == b.text[0] {
			return relInitial
		}
		return 0
	case foreign && (a.sound == b.sound || misspelt(a.sound, b.sound)):
		return unlessApart(a, b, relScript)
	case common(a.groups, b.groups):
		return relNickname
	case len(a.groups) > 0 && len(b.groups) > 0 && a.sound != b.sound:
		return 0 // two given names that are known to be different
	case soundsLike(a, b), sharesLetters(a, b) && misspelt(a.text, b.text):
		return unlessApart(a, b, relSpelling)
	}
	return 0
}

func unlessApart(a, b *token, otherwise relation) relation {
	if apart(a.text, b.text) {
		return 0
	}
	return otherwise
}

// shortest is how long two words have to be for the loose sound of both to join them. Of short ones too little is left: Wang and
// Fang, Jan and Ian, Chan and Khan are heard alike and written alike by nobody.
const shortest = 6

// soundsLike reports whether two words are ways of writing what is heard. Short ones need the stricter sound.
func soundsLike(a, b *token) bool {
	if a.sound != b.sound || len(a.sound) < 3 {
		return false
	}
	return min(len(a.text), len(b.text)) >= shortest || strictSound(a.text) == strictSound(b.text)
}

// sharesLetters rejects most pairs of words at once: each mistake changes at most two of the letters that a word has.
func sharesLetters(a, b *token) bool { return bits.OnesCount32(a.letters^b.letters) <= 4 }

// likeness is how two names go together.
type likeness struct {
	count  [relInitial + 1]int // pairs of words by relation
	whole  int                 // pairs but for initials
	leftA  int                 // words of either name that nothing of the other goes with
	leftB  int
	given  bool // the first words go together
	order  bool // pairs cross
	joined bool // the same but for spaces
	// open says that a short form of a man's and a woman's name goes with one of them: Chris is Christina, or Christopher.
	open bool
	// headless says that the first word of the longer name, mostly the given name, goes with nothing: María José and José.
	headless bool
}

// liken pairs the words of two names, the closest first.
func liken(a, b *name) likeness {
	if a.joined == b.joined && a.joined != "" {
		return likeness{joined: true, given: true, whole: len(a.tokens), order: false}
	}
	var l likeness
	var partner [maxTokens]int // of a's words: position in b, plus one
	var used [maxTokens]bool
	related, found := relations(a, b)
	if !found {
		return likeness{leftA: len(a.tokens), leftB: len(b.tokens)}
	}
	for wanted := relSame; wanted <= relInitial; wanted++ {
		for i := range a.tokens {
			if partner[i] != 0 {
				continue
			}
			for j := range b.tokens {
				if !used[j] && related[i][j] == wanted {
					partner[i], used[j] = j+1, true
					l.count[wanted]++
					l.open = l.open || wanted == relNickname && (unisex()[a.tokens[i].text] || unisex()[b.tokens[j].text])
					break
				}
			}
		}
	}
	return l.summed(a, b, partner)
}

// relations says how each word goes with each, and whether any does.
func relations(a, b *name) (related [maxTokens][maxTokens]relation, found bool) {
	foreign := a.foreign || b.foreign
	for i := range a.tokens {
		for j := range b.tokens {
			related[i][j] = relate(&a.tokens[i], &b.tokens[j], foreign)
			found = found || related[i][j] != 0
		}
	}
	return related, found
}

func (l likeness) summed(a, b *name, partner [maxTokens]int) likeness {
	pairs, last := 0, 0
	for i := range a.tokens {
		if partner[i] == 0 {
			continue
		}
		pairs++
		l.order = l.order || partner[i] < last
		last = partner[i]
	}
	l.leftA, l.leftB = len(a.tokens)-pairs, len(b.tokens)-pairs
	l.headless = l.leftB == 0 && partner[0] == 0 || l.leftA == 0 && !slices.Contains(partner[:], 1)
	l.whole = pairs - l.count[relInitial]
	l.given = pairs > 0 && partner[0] == 1 && l.count[relInitial] == 0
	return l
}

// same reports the same name: every word is there, in whatever order.
func (l likeness) same() bool {
	return l.joined || l.leftA+l.leftB == 0 && l.count[relSame] == l.whole && l.whole > 0 && l.count[relInitial] == 0
}

// contradicts reports names that are known to be two people's: the given names do not go together, and neither name is a part of
// the other.
func contradicts(a, b *name) bool {
	if len(a.tokens) == 0 || len(b.tokens) == 0 {
		return false // nothing is known
	}
	if ofGenerations(a.generation, b.generation) == gradeFaint {
		return true
	}
	like := liken(a, b)
	part := like.whole+like.count[relInitial] > 0 && (like.leftA == 0 || like.leftB == 0)
	return !part && relate(&a.tokens[0], &b.tokens[0], a.foreign || b.foreign) == 0
}

// near reports names that one person may well have: every word of one goes with a word of the other, at least two of them
// wholly.
func (l likeness) near() bool {
	return l.whole >= 2 && (l.leftA == 0 || l.leftB == 0)
}

// crossed reports names that share two words while both have others: Juan Pablo García and Juan García López.
func (l likeness) crossed() bool { return l.whole >= 2 && l.leftA > 0 && l.leftB > 0 }

// quality is 1 for the same name, and less for every way in which it differs.
func (l likeness) quality() float64 {
	if l.joined {
		return 1
	}
	q := 1 - 0.05*float64(l.count[relNickname]) - 0.04*float64(l.count[relScript]) - 0.09*float64(l.count[relSpelling]) -
		0.1*float64(l.count[relInitial]) - 0.06*float64(l.leftA+l.leftB)
	if l.order {
		q -= 0.02
	}
	return max(q, 0)
}
