package matchbench

import (
	"strings"

	"ferry/backend/crm"
	"ferry/backend/matching/people"
)

// plain is the matcher that anybody would write first: a row fits when its name is the member's, in lower case.
type plain struct {
	found map[string]*names // for the names of the members alone
}

type names struct {
	count int
	row   crm.Ref
}

func newPlain(pairs []people.Pair) plain {
	p := plain{found: map[string]*names{}}
	for _, pair := range pairs {
		p.found[lower(pair.Member.Name)] = &names{}
	}
	return p
}

func (p plain) add(row people.Row) {
	if found := p.found[lower(row.FullName)]; found != nil {
		found.count++
		found.row = crm.Ref{Table: row.Table, ID: row.ID}
	}
}

func (p plain) match(member crm.Member) crm.Match {
	switch found := p.found[lower(member.Name)]; found.count {
	case 0:
		return crm.Match{Strength: crm.MatchNone}
	case 1:
		return crm.Match{Strength: crm.MatchStrong, Row: found.row}
	default:
		return crm.Match{Strength: crm.MatchSeveral, Candidates: []crm.Candidate{{Row: found.row}}}
	}
}

func lower(name string) string { return strings.ToLower(strings.TrimSpace(name)) }
