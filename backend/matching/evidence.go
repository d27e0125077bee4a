package matching

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"ferry/backend/crm"
)

const (
	scoreSameName = 0.05 // more for an e-mail or LinkedIn address whose row bears the name too
	scoreContact  = 0.01 // more for a contact: what became of a lead
	// maxCandidates bounds how many rows a match offers.
	maxCandidates = 20
)

// find looks a member up on all grounds and gives each row once, best first, with every reason that speaks for it.
func (m *Matcher) find(ctx context.Context, member crm.Member, rejected []crm.Ref) ([]finding, error) {
	pool := gathering{subject: NewSubject(member), rejected: rejected, at: map[string]int{}}
	if err := m.byAddress(ctx, member, &pool); err != nil {
		return nil, err
	}
	for _, written := range names(member) {
		rows, err := m.Rows.ByName(ctx, written, member.Organization)
		if err != nil {
			return nil, fmt.Errorf("look up by name: %w", err)
		}
		pool.addAll(rows, gradeNone, "")
	}
	if err := m.byLikeness(ctx, &pool); err != nil {
		return nil, fmt.Errorf("look up by likeness: %w", err)
	}
	return pool.ranked(), nil
}

// byLikeness looks up names that sound alike, and all who work for the member's company: among so few, a name may be written
// in whatever way.
func (m *Matcher) byLikeness(ctx context.Context, pool *gathering) error {
	organization := pool.subject.member.Organization
	rows, err := m.Rows.Near(ctx, pool.subject.keys(), organization)
	if err != nil {
		return err
	}
	pool.addAll(rows, gradeNone, "")
	companies := pool.subject.company.lookUps()
	if organization || len(companies) == 0 {
		return nil
	}
	accounts, err := m.Rows.Near(ctx, companies, true)
	if err != nil {
		return err
	}
	rows, err = m.Rows.Colleagues(ctx, pool.subject.employers(accounts))
	if err != nil {
		return err
	}
	pool.addAll(rows, gradeNone, "")
	return nil
}

// byAddress looks up by LinkedIn address and by e-mail.
func (m *Matcher) byAddress(ctx context.Context, member crm.Member, pool *gathering) error {
	if member.URL != "" {
		rows, err := m.Rows.ByURL(ctx, member.URL, member.Organization)
		if err != nil {
			return fmt.Errorf("look up by LinkedIn address: %w", err)
		}
		pool.addAll(rows, gradeURL, crm.ReasonURL)
	}
	address := strings.TrimSpace(member.Email)
	if address == "" || member.Organization {
		return nil
	}
	rows, err := m.Rows.ByEmail(ctx, address)
	if err != nil {
		return fmt.Errorf("look up by e-mail: %w", err)
	}
	pool.addAll(rows, gradeEmail, crm.ReasonEmail)
	return nil
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

// finding is a candidate with what it is worth.
type finding struct {
	crm.Candidate
	verdict
}

// named reports whether the row bears the member's name too.
func (f finding) named() bool {
	return slices.Contains(f.Reasons, crm.ReasonNameOnly) || slices.Contains(f.Reasons, crm.ReasonNameCompany) ||
		slices.Contains(f.Reasons, crm.ReasonNameNear)
}

// gathering collects rows, each once.
type gathering struct {
	subject  Subject
	rejected []crm.Ref
	found    []finding
	at       map[string]int
}

// addAll compares rows with the member. ground is what they were found on already, if on more than a name.
func (g *gathering) addAll(rows []crm.Candidate, ground grade, reason crm.Reason) {
	for _, row := range rows {
		g.add(row, ground, reason)
	}
}

func (g *gathering) add(row crm.Candidate, ground grade, reason crm.Reason) {
	key := row.Row.Table + "/" + strings.ToLower(row.Row.ID)
	at, known := g.at[key]
	if known && (ground == gradeNone || at < 0) {
		return
	}
	if !known {
		prepared := newNamed(row)
		v := g.subject.compare(&prepared)
		if (v.grade == gradeNone && ground == gradeNone) || containsRow(g.rejected, row.Row) {
			g.at[key] = -1
			return
		}
		at = len(g.found)
		g.at[key] = at
		row.Reasons, row.Score = v.reasons, v.score
		v.other = ground == gradeEmail && g.subject.contradictedBy(&prepared)
		g.found = append(g.found, finding{Candidate: row, verdict: v})
	}
	g.found[at].ground(ground, reason)
}

// ground raises a finding to what it was found on, beside its name.
func (f *finding) ground(ground grade, reason crm.Reason) {
	if ground == gradeNone || slices.Contains(f.Reasons, reason) {
		return
	}
	bonus := 0.0
	if f.named() {
		bonus = scoreSameName
	}
	at := 0 // addresses come first, in the order in which they are looked up
	for at < len(f.Reasons) && f.Reasons[at] == crm.ReasonURL {
		at++
	}
	f.Reasons = slices.Insert(f.Reasons, at, reason)
	f.grade = max(f.grade, ground)
	f.Score = max(f.Score, scores[ground]+bonus)
}

func (g *gathering) ranked() []finding {
	for i := range g.found {
		if g.found[i].Row.Table == crm.TableContact {
			g.found[i].Score += scoreContact
		}
		g.found[i].Score = min(g.found[i].Score, 1)
	}
	slices.SortStableFunc(g.found, func(a, b finding) int {
		return cmp.Or(cmp.Compare(b.grade, a.grade), cmp.Compare(b.Score, a.Score),
			strings.Compare(a.Row.Table+a.Row.ID, b.Row.Table+b.Row.ID))
	})
	return g.found
}

func withoutRef(rows []crm.Ref, row crm.Ref) []crm.Ref {
	return slices.DeleteFunc(slices.Clone(rows), func(other crm.Ref) bool { return other.SameRow(row) })
}

func containsRow(rows []crm.Ref, row crm.Ref) bool {
	return slices.ContainsFunc(rows, func(other crm.Ref) bool { return other.SameRow(row) })
}
