package outbox

import (
	"context"
	"fmt"
	"slices"
	"time"

	"ferry/backend/crm"
)

// undecided are the reasons for which an entry stays here until it is known who the member is.
func undecided() []crm.Code {
	return []crm.Code{crm.CodeSeveralMatches, crm.CodeWeakMatch, crm.CodeUnmatched}
}

// ofTheRow are refusals that may be about the row it was to be under, so that another row is a way out: it is gone, merged into
// another one, closed, or not this user's to hang anything on.
func ofTheRow() []crm.Code {
	return []crm.Code{crm.CodeNotFound, crm.CodeClosed, crm.CodeForbidden, crm.CodeBusinessRule, crm.CodeInvalid}
}

// Choose applies a person's choice of row to every entry of the member: what waits for it is queued, and what is in
// Dataverse, open, under nobody is linked and closed. Entries closed under another row stay as they are. It does not
// remember the choice for later entries: that is matching's.
func (o *Outbox) Choose(ctx context.Context, member string, row crm.Ref) error {
	if member == "" || row.IsZero() || row.Table == "" { // a filter without a member takes everybody's
		return crm.Errorf(crm.CodeInvalid, "no row, or nobody to choose it for")
	}
	ids, err := o.Store.IDs(ctx, Filter{Member: member, States: []State{Queued, Sending, Waiting, Attention, Sent}})
	if err != nil {
		return fmt.Errorf("choose: %w", err)
	}
	if ids, err = o.present(ctx, ids); err != nil {
		return fmt.Errorf("choose: %w", err)
	}
	toCome, err := o.rowsToCome(ctx)
	if err != nil {
		return err
	}
	var gone []crm.Ref
	err = o.revise(ctx, ids, func(r *Record) error {
		if r.Makes() {
			made := r.Row
			err := r.superfluous(row, time.Now())
			if r.State == Removed {
				gone = append(gone, made)
			}
			return err
		}
		return r.choose(row, true, toCome[folded(row).ID], time.Now())
	})
	if err != nil {
		return err
	}
	return o.release(ctx, gone...)
}

// superfluous takes back a person that is still to be made, since the member is another row.
func (r *Record) superfluous(row crm.Ref, now time.Time) error {
	if r.Row.SameRow(row) || r.State == Sending || r.State == Sent || r.createMayHaveLanded() {
		return nil
	}
	r.drop()
	return r.move(Removed, now)
}

// choose puts the record under the row. A record that is under a row in Dataverse is left there. toCome: the row is itself
// still to be made.
func (r *Record) choose(row crm.Ref, chosen, toCome bool, now time.Time) error {
	if !r.activity() || r.TakenBack() || (r.Landed && !r.Written.IsZero()) {
		return nil
	}
	other := !row.SameRow(r.Row)
	r.Row, r.Chosen = folded(row), chosen
	r.afterNothing()
	if toCome {
		r.after(r.Row.ID)
	}
	if r.Landed && r.State != Sending { // else settle completes it when the attempt is back
		r.complete()
	}
	if r.freedBy(other) {
		if err := r.move(Queued, now); err != nil {
			return err
		}
	}
	switch {
	case r.State == Queued && toCome && r.awaits(): // which says why it stays here while the other needs attention
		return r.moveFor(Queued, crm.CodeAwaitsRow, "", time.Time{}, now)
	case r.State == Queued && r.Code == crm.CodeAwaitsRow:
		return r.move(Queued, now)
	}
	return nil
}

// freedBy reports whether a choice of row gives the record something to do, or ends what held it here. other: the row is
// another one than before.
func (r *Record) freedBy(other bool) bool {
	switch r.State {
	case Sent:
		return r.next() != nil
	case Attention:
		return slices.Contains(undecided(), r.Code) || slices.Contains(ofTheRow(), r.Code) && other
	case Waiting:
		return slices.Contains(undecided(), r.Code)
	default:
		return false
	}
}

// Rematch asks matching again, after an import, a decision or its undoing: for one member, or for all when member is empty.
// Entries that wait for a match are looked at anew when they are sent; those in Dataverse under nobody are linked and
// closed where the match is strong now.
func (o *Outbox) Rematch(ctx context.Context, member string) error {
	waiting, err := o.Store.IDs(ctx, Filter{Member: member, States: []State{Attention, Waiting}, Codes: undecided()})
	if err != nil {
		return fmt.Errorf("rematch: %w", err)
	}
	if err := o.rematchWaiting(ctx, waiting); err != nil {
		return err
	}
	return o.rematchUnresolved(ctx, member)
}

// rematchWaiting queues entries whose match would be another one now, and leaves the rest in peace.
func (o *Outbox) rematchWaiting(ctx context.Context, ids []string) error {
	policy, err := o.Policy(ctx)
	if err != nil {
		return fmt.Errorf("rematch: %w", err)
	}
	asked := map[string]crm.Match{}
	var changed []string
	for _, id := range ids {
		record, err := o.Store.Record(ctx, id)
		if err != nil {
			return fmt.Errorf("rematch: %w", err)
		}
		match, err := o.matchOnce(ctx, asked, record.Member)
		if err != nil {
			return err
		}
		if code := holdFor(match, policy); code != record.Code {
			changed = append(changed, id)
		}
	}
	return o.revise(ctx, changed, func(r *Record) error {
		if slices.Contains(undecided(), r.Code) && (r.State == Attention || r.State == Waiting) {
			return r.move(Queued, time.Now())
		}
		return nil
	})
}

func (o *Outbox) rematchUnresolved(ctx context.Context, member string) error {
	ids, err := o.Store.IDs(ctx, Filter{Member: member, Unresolved: true})
	if err != nil {
		return fmt.Errorf("rematch: %w", err)
	}
	if ids, err = o.present(ctx, ids); err != nil {
		return fmt.Errorf("rematch: %w", err)
	}
	toCome, err := o.rowsToCome(ctx)
	if err != nil {
		return err
	}
	asked := map[string]crm.Match{}
	for _, id := range ids {
		record, err := o.Store.Record(ctx, id)
		if err != nil {
			return fmt.Errorf("rematch: %w", err)
		}
		match, err := o.matchOnce(ctx, asked, record.Member)
		if err != nil {
			return err
		}
		if match.Strength != crm.MatchStrong {
			continue
		}
		err = o.revise(ctx, []string{id}, func(r *Record) error {
			if !r.Unresolved() {
				return nil
			}
			return r.choose(match.Row, false, toCome[match.Row.ID], time.Now())
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// matchOnce asks matching once per member.
func (o *Outbox) matchOnce(ctx context.Context, asked map[string]crm.Match, member crm.Member) (crm.Match, error) {
	if match, known := asked[member.Key]; known && member.Key != "" {
		return match, nil
	}
	match, err := o.Matcher.Match(ctx, member)
	if err != nil {
		return crm.Match{}, fmt.Errorf("match a member: %w", err)
	}
	asked[member.Key] = match
	return match, nil
}

// holdFor is why an entry with the match stays here; empty when it may be sent.
func holdFor(match crm.Match, policy Policy) crm.Code {
	switch match.Strength {
	case crm.MatchStrong:
		return ""
	case crm.MatchWeak:
		return crm.CodeWeakMatch
	case crm.MatchSeveral:
		return crm.CodeSeveralMatches
	default:
		if policy.UnmatchedWaits {
			return crm.CodeUnmatched
		}
		return ""
	}
}
