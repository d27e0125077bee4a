package matching

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"ferry/backend/crm"
)

// Scores order candidates; the strength of a match does not come from them.
var scores = map[crm.Reason]float64{crm.ReasonEmail: 0.9, crm.ReasonNameCompany: 0.8, crm.ReasonNameOnly: 0.5}

const (
	scoreSameName = 0.05 // more for an e-mail address whose row bears the name too
	scoreContact  = 0.01 // more for a contact: what became of a lead
)

// find looks a member up on all grounds and gives each row once, with every reason that speaks for it.
func (m *Matcher) find(ctx context.Context, member crm.Member) ([]crm.Candidate, error) {
	pool := gathering{member: member, at: map[string]int{}}
	if address := strings.TrimSpace(member.Email); address != "" && !member.Organization {
		rows, err := m.Rows.ByEmail(ctx, address)
		if err != nil {
			return nil, fmt.Errorf("look up by e-mail: %w", err)
		}
		for _, row := range rows {
			pool.add(row, crm.ReasonEmail)
		}
	}
	for _, name := range names(member) {
		rows, err := m.Rows.ByName(ctx, name, member.Organization)
		if err != nil {
			return nil, fmt.Errorf("look up by name: %w", err)
		}
		for _, row := range rows {
			pool.add(row, nameReason(member, row))
		}
	}
	return pool.ranked(), nil
}

// names are the ways a member may be written: as LinkedIn shows the name, and first and last name of the connection.
func names(member crm.Member) []string {
	var result []string
	seen := map[string]bool{"": true}
	for _, name := range []string{member.Name, member.FirstName + " " + member.LastName} {
		if folded := crm.Fold(name); !seen[folded] {
			seen[folded] = true
			result = append(result, name)
		}
	}
	return result
}

func nameReason(member crm.Member, row crm.Candidate) crm.Reason {
	company := crm.Fold(member.Company)
	if !member.Organization && company != "" && company == crm.Fold(row.Company) {
		return crm.ReasonNameCompany
	}
	return crm.ReasonNameOnly
}

// gathering collects candidates, each row once.
type gathering struct {
	member     crm.Member
	candidates []crm.Candidate
	at         map[string]int
}

func (g *gathering) add(row crm.Candidate, reason crm.Reason) {
	key := row.Row.Table + "/" + row.Row.ID
	i, known := g.at[key]
	if !known {
		i = len(g.candidates)
		g.at[key] = i
		row.Reasons, row.Score = nil, 0
		g.candidates = append(g.candidates, row)
	}
	if !slices.Contains(g.candidates[i].Reasons, reason) {
		g.candidates[i].Reasons = append(g.candidates[i].Reasons, reason)
	}
}

func (g *gathering) ranked() []crm.Candidate {
	for i := range g.candidates {
		g.candidates[i].Score = score(g.candidates[i])
	}
	slices.SortStableFunc(g.candidates, func(a, b crm.Candidate) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), strings.Compare(a.Row.Table+a.Row.ID, b.Row.Table+b.Row.ID))
	})
	return g.candidates
}

func score(c crm.Candidate) float64 {
	best := 0.0
	for _, reason := range c.Reasons {
		best = max(best, scores[reason])
	}
	if slices.Contains(c.Reasons, crm.ReasonEmail) && len(c.Reasons) > 1 {
		best += scoreSameName
	}
	if c.Row.Table == crm.TableContact {
		best += scoreContact
	}
	return best
}

func without(candidates []crm.Candidate, rejected []crm.Ref) []crm.Candidate {
	return slices.DeleteFunc(candidates, func(c crm.Candidate) bool { return containsRow(rejected, c.Row) })
}

func withoutRef(rows []crm.Ref, row crm.Ref) []crm.Ref {
	return slices.DeleteFunc(slices.Clone(rows), func(other crm.Ref) bool { return other.SameRow(row) })
}

func containsRow(rows []crm.Ref, row crm.Ref) bool {
	return slices.ContainsFunc(rows, func(other crm.Ref) bool { return other.SameRow(row) })
}
