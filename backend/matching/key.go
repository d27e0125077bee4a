package matching

import (
	"slices"

	"ferry/backend/crm"
)

// maxKeyed is how many words of a name find it.
const maxKeyed = 4

// Keys are what a row is found by when its name is written differently: a row and a member that might be one person share a
// key, whatever is misspelt in either word of it but a first letter. A row holds them; they say nothing of company.
func Keys(fullName string, organization bool) []string {
	if organization {
		return companyKeys(fullName)
	}
	return pairKeys(keyed(parseName(fullName)), false)
}

// MemberKeys are the keys to look a member up by: more than a row holds, since the order of a name's words is not known.
func MemberKeys(member crm.Member) []string {
	if member.Organization {
		return companyKeys(member.Name)
	}
	var keys []string
	for _, written := range names(member) {
		keys = append(keys, pairKeys(keyed(parseName(written)), true)...)
	}
	slices.Sort(keys)
	return slices.Compact(keys)
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

// pairKeys are two for each pair of words: all of one with the first letter of the other. Pairs are of the first word with
// each other one, or of all.
func pairKeys(heard []string, all bool) []string {
	var keys []string
	for i := range heard {
		for j := i + 1; j < len(heard); j++ {
			keys = append(keys, code(heard[i])+" "+heard[j][:1], code(heard[j])+" "+heard[i][:1])
		}
		if !all {
			break
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// companyKeys are the sounds of a company's telling words, and its initials.
func companyKeys(text string) []string {
	parsed := parseCompany(text)
	var keys []string
	initials := ""
	for _, word := range parsed.words {
		initials += word[:1]
		if !generic()[word] || len(parsed.words) == 1 {
			keys = append(keys, code(sound(word)))
		}
	}
	if len(parsed.words) >= 3 {
		keys = append(keys, code(sound(initials)))
	}
	if len(keys) == 0 && parsed.joined != "" {
		keys = append(keys, code(sound(parsed.joined)))
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}
