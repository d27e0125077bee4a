package matching

import (
	"slices"
	"strings"
	"unicode"
)

// maxTokens bounds how much of a name is looked at; hostile names are long.
const maxTokens = 8

// token is one word of a name in the forms in which it is compared.
type token struct {
	text   string // folded, in Latin letters
	plain  string
	sound  string
	groups []int // the nicknames it may stand for; see nicknames
	// letters has a bit for each letter in it.
	letters uint32
}

func newToken(word string) token {
	t := token{text: word, plain: plain(word), sound: sound(word), groups: nicknames().groups[word]}
	for i := range len(word) {
		t.letters |= 1 << (word[i] % 32)
	}
	return t
}

func (t *token) initial() bool { return len(t.text) == 1 }

// name is a person's name taken apart. Which word is the surname is not known: forms, exports and languages differ.
type name struct {
	tokens  []token
	joined  string // all words without spaces: Anna Maria and Annamaria
	foreign bool   // written in another alphabet
}

// parseName takes a name as people write it, with titles, credentials, pronouns and emoji.
func parseName(text string) name {
	if len(text) > 400 {
		text = strings.ToValidUTF8(text[:400], "")
	}
	folded, foreign := latin(text)
	words := strings.Fields(folded)
	if foreign && len(words) > 2 && strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		words = []string{words[0], strings.Join(words[1:], "")} // 王小明 is Wang Xiaoming: one sign for the family, the rest given
	}
	words = without(words, decorations(), 2)
	words = without(words, particles(), 2)
	n := name{foreign: foreign}
	for _, word := range words[:min(len(words), maxTokens)] {
		n.tokens = append(n.tokens, newToken(word))
		n.joined += plain(word)
	}
	return n
}

// without drops words that say nothing of who it is, as long as at least keep are left.
func without(words []string, drop map[string]bool, keep int) []string {
	if !slices.ContainsFunc(words, func(word string) bool { return drop[word] }) {
		return words
	}
	var kept []string
	for _, word := range words {
		if !drop[word] {
			kept = append(kept, word)
		}
	}
	if len(kept) < keep {
		return words
	}
	return kept
}

// set makes a set of the words of a text, once.
func set(text string) map[string]bool {
	words := map[string]bool{}
	for word := range strings.FieldsSeq(text) {
		words[word] = true
	}
	return words
}
