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
	// generation is jr, sr, ii and so on, where the name says which of several of one name it is; else empty.
	generation string
}

// parseName takes a name as people write it, with titles, credentials, pronouns and emoji.
func parseName(text string) name {
	if len(text) > 400 {
		text = strings.ToValidUTF8(text[:400], "")
	}
	words, foreign := undecorated(text)
	if foreign && len(words) > 2 && strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		words = []string{words[0], strings.Join(words[1:], "")} // 王小明 is Wang Xiaoming: one sign for the family, the rest given
	}
	n := name{foreign: foreign}
	words, n.generation = parseGeneration(words)
	words = withoutParticles(without(words, map[string]bool{senior: true}, 2))
	for _, word := range words[:min(len(words), maxTokens)] {
		n.tokens = append(n.tokens, newToken(word))
		n.joined += plain(word)
	}
	return n
}

// undecorated are the words of a name without titles and credentials. What is a surname too (Ma, Ba, Eng) counts as one, unless
// it stands behind a comma or in brackets, as credentials and pronouns do.
func undecorated(text string) (words []string, foreign bool) {
	name, trailing := text, ""
	if behind := strings.IndexAny(text, ",;|([{/–—"); behind >= 0 {
		name, trailing = text[:behind], text[behind:]
	}
	folded, foreign := latin(name)
	words = strings.Fields(folded)
	folded, also := latin(trailing)
	for _, word := range strings.Fields(folded) {
		if !doubtful()[word] || len(words) < 2 {
			words = append(words, word)
		}
	}
	if len(words) > 2 && doubtful()[words[0]] && strings.HasPrefix(strings.ToLower(text), words[0]+".") {
		words = words[1:] // Eng. João Silva
	}
	return without(words, decorations(), 2), foreign || also
}

// parseGeneration takes off what tells a son from his father. Words that are surnames too say so only behind two others.
func parseGeneration(words []string) (rest []string, generation string) {
	for len(words) > 2 {
		last := words[len(words)-1]
		found, known := generations()[last]
		if !known {
			break
		}
		words, generation = words[:len(words)-1], found
	}
	return words, generation
}

// withoutParticles drops what stands between the parts of a name. At an end, what is a surname too is kept: Minh Anh Le is not
// Minh Anh Do.
func withoutParticles(words []string) []string {
	var kept []string
	for i, word := range words {
		atEnd := i == len(words)-1 || i == 0 && surnameParticles()[word]
		if atEnd || !particles()[word] {
			kept = append(kept, word)
		}
	}
	if len(kept) < 2 {
		return words
	}
	return kept
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
