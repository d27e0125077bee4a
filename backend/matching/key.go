package matching

import (
	"cmp"
	"slices"

	"ferry/backend/crm"
)

// maxKeyed is how many words of a name find it.
const maxKeyed = 4

// Keys are what a row is found by when its name is written differently: the sounds of two words of a person's name, and of a
// lead's company; or of a company's name. company is empty for rows that lead to their company by a lookup (contacts).
func Keys(name, company string, organization bool) []string {
	if organization {
		return companyKeys(parseCompany(name))
	}
	keys := pairKeys(keyed(parseName(name)), false)
	if company != "" {
		keys = append(keys, parseCompany(company).key())
	}
	return unique(keys)
}

// key is a person's company among the person's keys.
func (c company) key() string { return "at " + c.core() }

// core is the sound of a company's telling words.
func (c company) core() string {
	telling := ""
	for _, word := range c.words {
		if !generic()[word] {
			telling += plain(word)
		}
	}
	return longCode(cmp.Or(telling, c.joined))
}

// first is the sound of a company's first telling word.
func (c company) first() string {
	for _, word := range c.words {
		if !generic()[word] {
			return longCode(word)
		}
	}
	return longCode(c.words[0])
}

func longCode(word string) string {
	heard := sound(word)
	if long := bones(heard, 2*maxCode); len(long) >= minBones {
		return long
	}
	return heard
}

// keys are what to look the member up by: more than a row holds, since the order of a name's words is not known.
func (s *Subject) keys() []string {
	if s.member.Organization {
		return s.whole.lookUps()
	}
	var keys []string
	if s.company.joined != "" {
		keys = append(keys, s.company.key())
	}
	for _, written := range s.names {
		keys = append(keys, pairKeys(keyed(written), true)...)
	}
	return unique(keys)
}

// keyed are the sounds of a name's words, with one for all nicknames of a given name.
func keyed(n name) []string {
	var heard []string
	for _, word := range n.tokens {
		if word.initial() || len(heard) == maxKeyed {
			continue
		}
		if root, known := nicknames().roots[word.text]; known {
			heard = append(heard, sound(root))
		} else {
			heard = append(heard, word.sound)
		}
	}
	return heard
}

// pairKeys pairs the first word with each other one, or all with one another.
func pairKeys(heard []string, all bool) []string {
	var keys []string
	for i := range heard {
		for j := i + 1; j < len(heard); j++ {
			a, b := code(heard[i]), code(heard[j])
			keys = append(keys, min(a, b)+" "+max(a, b))
		}
		if !all {
			break
		}
	}
	return keys
}

// beginsWith marks the key of a company's first word.
const beginsWith = "1 "

// companyKeys are what an account holds: the sounds of its telling words together and of the first one, and its initials.
func companyKeys(c company) []string {
	if c.joined == "" {
		return nil
	}
	keys := []string{c.core()}
	if first := c.first(); first != keys[0] {
		keys = append(keys, beginsWith+first)
	}
	return unique(append(keys, c.acronym()...))
}

// lookUps are what a company's account is looked up by: a longer name finds what it begins with, a name of one word all that
// begin with it.
func (c company) lookUps() []string {
	if c.joined == "" {
		return nil
	}
	first := c.first()
	keys := []string{c.core(), first}
	if keys[0] == first {
		keys = append(keys, beginsWith+first)
	}
	return unique(append(keys, c.acronym()...))
}

func (c company) acronym() []string {
	if len(c.words) < 3 {
		return nil
	}
	initials := ""
	for _, word := range c.words {
		initials += word[:1]
	}
	return []string{longCode(initials)}
}

func unique(keys []string) []string {
	slices.Sort(keys)
	return slices.Compact(keys)
}

// employers are those of the accounts that may be the member's company.
func (s *Subject) employers(accounts []crm.Candidate) []crm.Ref {
	var refs []crm.Ref
	for _, account := range accounts {
		if s.company.closeTo(parseCompany(account.Row.Name)) >= companyPart && len(refs) < maxEmployers {
			refs = append(refs, account.Row)
		}
	}
	return refs
}

const maxEmployers = 30
