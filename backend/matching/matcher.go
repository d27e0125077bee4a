package matching

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"ferry/backend/crm"
)

// Matcher answers which row a member is, and keeps what people decide. Fill Rows, Decisions and By before the first use;
// it may then be used from several goroutines.
type Matcher struct {
	Rows      Rows
	Decisions Decisions
	// By is the systemuserid of the person who decides.
	By string

	deciding sync.Mutex // a decision is read, changed and written back
}

// Match finds the row of a member. Its strength says whether anything may be written under the row without asking:
//   - an earlier decision is strong, also when the mirror does not hold the row: the person said so;
//   - exactly one row with the member's LinkedIn address is strong, whatever its name, or else one with the e-mail address, unless
//     it bears another person's name; of several the one that also has the name is, and of a contact and leads of one name the
//     contact is;
//   - for a person, exactly one row with the same name in the same company is strong, also when the name is written
//     differently (another order, alphabet or surname more, a nickname, a slip of the pen) or the company is; among several
//     the one with the same job title is;
//   - for a company, exactly one account with the same name but for the legal form is strong;
//   - one row with the name alone, or a name like it, or the same first name, title and company, is weak;
//   - several rows on the same grounds are several.
//
// Rows that were rejected earlier are left out. Candidates holds the rows found on any grounds, best
// first, at most 20. Errors are those of Rows and Decisions.
func (m *Matcher) Match(ctx context.Context, member crm.Member) (crm.Match, error) {
	decision, decided, err := m.Decisions.Decision(ctx, member.Key)
	if err != nil {
		return crm.Match{}, fmt.Errorf("read decision: %w", err)
	}
	if decided && decision.NotInCRM {
		return crm.Match{Strength: crm.MatchNone, Reasons: []crm.Reason{crm.ReasonNotInCRM}}, nil
	}
	if decided && !decision.Row.IsZero() {
		return m.decided(ctx, decision.Row)
	}
	found, err := m.find(ctx, member, decision.Rejected)
	if err != nil {
		return crm.Match{}, err
	}
	return judge(found), nil
}

// decided is the match that a person made. The row is read again for its present name.
func (m *Matcher) decided(ctx context.Context, row crm.Ref) (crm.Match, error) {
	candidate, err := m.Rows.ByRef(ctx, row)
	if crm.CodeOf(err) == crm.CodeNotFound {
		// Not in the mirror: not imported yet, inactive, or deleted. Which of them it is comes out when it is written.
		candidate, err = crm.Candidate{Row: row}, nil
	}
	if err != nil {
		return crm.Match{}, fmt.Errorf("read decided row: %w", err)
	}
	candidate.Reasons, candidate.Score = []crm.Reason{crm.ReasonDecision}, 1
	return crm.Match{
		Strength: crm.MatchStrong, Row: candidate.Row, Reasons: candidate.Reasons, Candidates: []crm.Candidate{candidate},
	}, nil
}

// Decide remembers that the member is the row, whatever was decided before.
func (m *Matcher) Decide(ctx context.Context, member crm.Member, row crm.Ref) error {
	if row.IsZero() || row.Table == "" {
		return crm.Errorf(crm.CodeInvalid, "no row to decide for")
	}
	return m.change(ctx, member, func(d *Decision) {
		d.Row, d.NotInCRM = row, false
		d.Rejected = withoutRef(d.Rejected, row)
	})
}

// NotInCRM remembers that no row fits the member.
func (m *Matcher) NotInCRM(ctx context.Context, member crm.Member) error {
	return m.change(ctx, member, func(d *Decision) { d.Row, d.NotInCRM = crm.Ref{}, true })
}

// Reject remembers that the member is not the row ("Not the right person"), and takes a decision for it back.
func (m *Matcher) Reject(ctx context.Context, member crm.Member, row crm.Ref) error {
	if row.IsZero() || row.Table == "" {
		return crm.Errorf(crm.CodeInvalid, "no row to reject")
	}
	return m.change(ctx, member, func(d *Decision) {
		d.Rejected = append(withoutRef(d.Rejected, row), row)
		if d.Row.SameRow(row) {
			d.Row = crm.Ref{}
		}
	})
}

// Rejected reports whether a person said that the member is not the row.
func (m *Matcher) Rejected(ctx context.Context, member crm.Member, row crm.Ref) (bool, error) {
	decision, _, err := m.Decisions.Decision(ctx, member.Key)
	if err != nil {
		return false, fmt.Errorf("read decision: %w", err)
	}
	return decision.NotInCRM || slices.ContainsFunc(decision.Rejected, row.SameRow), nil
}

// Undo forgets everything that was decided about the member, rejected rows included.
func (m *Matcher) Undo(ctx context.Context, member crm.Member) error {
	m.deciding.Lock()
	defer m.deciding.Unlock()
	if err := m.Decisions.DeleteDecision(ctx, member.Key); err != nil {
		return fmt.Errorf("forget decision: %w", err)
	}
	return nil
}

func (m *Matcher) change(ctx context.Context, member crm.Member, how func(*Decision)) error {
	if member.Key == "" {
		return crm.Errorf(crm.CodeInvalid, "a member without a key")
	}
	m.deciding.Lock()
	defer m.deciding.Unlock()
	decision, _, err := m.Decisions.Decision(ctx, member.Key)
	if err != nil {
		return fmt.Errorf("read decision: %w", err)
	}
	how(&decision)
	decision.Member, decision.DecidedAt, decision.DecidedBy = member.Key, time.Now().UTC(), m.By
	if err := m.Decisions.SaveDecision(ctx, decision); err != nil {
		return fmt.Errorf("save decision: %w", err)
	}
	return nil
}
