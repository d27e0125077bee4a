package matching

import (
	"slices"
	"strings"
)

// company is a company's name taken apart.
type company struct {
	words  []string // without legal form, in Latin letters
	joined string
}

func parseCompany(text string) company {
	if len(text) > 400 {
		text = strings.ToValidUTF8(text[:400], "")
	}
	folded, _ := latin(text)
	words := joinLetters(strings.Fields(folded))
	words = without(words, legalForms(), 1)
	words = words[:min(len(words), maxTokens)]
	c := company{words: words}
	for _, word := range words {
		c.joined += plain(word)
	}
	return c
}

// joinLetters makes one word of letters that points part: S.L. is sl, Sp. z o.o. is sp zoo.
func joinLetters(words []string) []string {
	var joined []string
	run := ""
	flush := func() {
		if run != "" {
			joined = append(joined, run)
			run = ""
		}
	}
	for _, word := range words {
		if len(word) == 1 {
			run += word
			continue
		}
		flush()
		joined = append(joined, word)
	}
	flush()
	return joined
}

// closeness is how two companies' names go together.
type closeness int

const (
	companyUnknown   closeness = iota // at least one of them is not known
	companyDifferent                  // both are known
	companyPart                       // one has words more that may make it another company: Delta and Delta Dental
	companyNear
	companySame
)

func (c company) closeTo(other company) closeness {
	switch {
	case c.joined == "" || other.joined == "":
		return companyUnknown
	case c.joined == other.joined:
		return companySame
	case c.misspelt(other), c.initials(other), other.initials(c):
		return companyNear
	case c.partOf(other), other.partOf(c):
		if c.addsLittleTo(other) && other.addsLittleTo(c) {
			return companyNear
		}
		return companyPart
	}
	return companyDifferent
}

// misspelt reports whether two names differ as by mistakes in writing: in a word that is long enough to be told by the rest, or in
// spaces as well. York is not Cork, however long what stands around it is, nor is number 12 number 13.
func (c company) misspelt(other company) bool {
	if !misspelt(c.joined, other.joined) || digits(c.joined) != digits(other.joined) {
		return false
	}
	if len(c.words) != len(other.words) {
		return true
	}
	for i, word := range c.words {
		if !misspelt(word, other.words[i]) {
			return false
		}
	}
	return true
}

func digits(text string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, text)
}

// partOf reports whether all words of the company stand in the other's name, at least one of them a telling one.
func (c company) partOf(other company) bool {
	telling := false
	for _, word := range c.words {
		if !slices.Contains(other.words, word) {
			return false
		}
		telling = telling || len(word) >= 3 && !generic()[word]
	}
	return telling
}

// addsLittleTo reports whether what the name has more than the other says only how much of the company is meant.
func (c company) addsLittleTo(other company) bool {
	for _, word := range c.words {
		if !slices.Contains(other.words, word) && !extents()[word] {
			return false
		}
	}
	return true
}

// initials reports whether the company's name is made of the first letters of the other's.
func (c company) initials(other company) bool {
	if len(c.words) != 1 || len(other.words) < 3 || len(c.joined) != len(other.words) {
		return false
	}
	for i, word := range other.words {
		if c.joined[i] != word[0] {
			return false
		}
	}
	return true
}

// domainCompany is the company that an e-mail address tells of, for rows without one: maria@fabrikam.example.
func domainCompany(email string) company {
	_, domain, found := strings.Cut(email, "@")
	labels := strings.Split(strings.ToLower(domain), ".")
	if !found || len(labels) < 2 {
		return company{}
	}
	own := labels[len(labels)-2]
	if len(labels) > 2 && secondLevel()[own] {
		own = labels[len(labels)-3] // contoso.co.uk
	}
	if len(own) < 4 || freeMail()[own] || freeMail()[labels[0]] {
		return company{}
	}
	return parseCompany(own)
}

// title is a job title as the set of its telling words.
type title []string

func parseTitle(text string) title {
	if len(text) > 400 {
		text = strings.ToValidUTF8(text[:400], "")
	}
	folded, _ := latin(text)
	var words title
	for _, word := range joinLetters(strings.Fields(folded)) {
		if long, known := longTitles()[word]; known {
			words = append(words, strings.Fields(long)...)
		} else if !idle()[word] {
			words = append(words, word)
		}
		if len(words) >= maxTokens {
			break
		}
	}
	return words
}

// overlap is the share of words that two titles have in common: 1 for the same, 0 for others or when one is not known.
func (t title) overlap(other title) float64 {
	if len(t) == 0 || len(other) == 0 {
		return 0
	}
	common := 0
	for _, word := range t {
		if slices.Contains(other, word) {
			common++
		}
	}
	return float64(common) / float64(len(t)+len(other)-common)
}
