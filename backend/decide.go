package backend

import (
	"context"

	"ferry/backend/crm"
	"ferry/backend/outbox"
	"ferry/backend/view"
)

// Decide remembers that the member is the row, and applies it to every entry about the member: what waits for it is
// queued, what is open in the CRM is linked and closed.
func (b *Backend) Decide(ctx context.Context, memberKey, table, id string) (view.Match, error) {
	l, member, err := b.decide(ctx, memberKey, crm.Ref{Table: table, ID: id})
	if err != nil {
		return view.Match{}, err
	}
	return l.decided(ctx, member)
}

// DecideAll does for several members what Decide does for one. What was done before an error stays.
func (b *Backend) DecideAll(ctx context.Context, memberKeys []string, table, id string) error {
	return b.forAll(memberKeys, func(key string) error {
		_, _, err := b.decide(ctx, key, crm.Ref{Table: table, ID: id})
		return err
	})
}

// NotInCRMAll does for several members what NotInCRM does for one. What was done before an error stays.
func (b *Backend) NotInCRMAll(ctx context.Context, memberKeys []string) error {
	return b.forAll(memberKeys, func(key string) error {
		_, _, err := b.revised(ctx, key, func(l *live, member crm.Member) error { return l.matcher.NotInCRM(ctx, member) })
		return err
	})
}

// NotInCRMKeys are the members of whom a person said that no row fits.
func (b *Backend) NotInCRMKeys(ctx context.Context) ([]string, error) {
	l, err := b.current()
	if err != nil {
		return nil, err
	}
	decisions, err := l.database.AllDecisions(ctx)
	keys := []string{}
	for _, decision := range decisions {
		if decision.NotInCRM {
			keys = append(keys, decision.Member)
		}
	}
	return keys, err
}

// forAll does something for one member after the other, and tells the screens once.
func (b *Backend) forAll(memberKeys []string, do func(key string) error) error {
	l, err := b.current()
	if err != nil {
		return err
	}
	defer l.changedDecisions()
	for _, key := range memberKeys {
		if err := do(key); err != nil {
			return err
		}
	}
	return nil
}

func (b *Backend) decide(ctx context.Context, memberKey string, row crm.Ref) (*live, crm.Member, error) {
	l, member, err := b.member(ctx, memberKey)
	if err != nil {
		return nil, crm.Member{}, err
	}
	candidate, err := l.database.ByRef(ctx, row)
	if err != nil {
		return nil, crm.Member{}, err
	}
	if err := l.matcher.Decide(ctx, member, candidate.Row); err != nil {
		return nil, crm.Member{}, err
	}
	return l, member, l.outbox.Choose(ctx, member.Key, candidate.Row)
}

// Reject remembers that the member is not the row.
func (b *Backend) Reject(ctx context.Context, memberKey, table, id string) (view.Match, error) {
	return b.revise(ctx, memberKey, func(l *live, member crm.Member) error {
		return l.matcher.Reject(ctx, member, crm.Ref{Table: table, ID: id})
	})
}

// NotInCRM remembers that no row fits the member.
func (b *Backend) NotInCRM(ctx context.Context, memberKey string) (view.Match, error) {
	return b.revise(ctx, memberKey, func(l *live, member crm.Member) error { return l.matcher.NotInCRM(ctx, member) })
}

// ForgetDecision takes back what was decided about the member.
func (b *Backend) ForgetDecision(ctx context.Context, memberKey string) (view.Match, error) {
	return b.revise(ctx, memberKey, func(l *live, member crm.Member) error { return l.matcher.Undo(ctx, member) })
}

func (b *Backend) revise(
	ctx context.Context, memberKey string, revise func(l *live, member crm.Member) error,
) (view.Match, error) {
	l, member, err := b.revised(ctx, memberKey, revise)
	if err != nil {
		return view.Match{}, err
	}
	return l.decided(ctx, member)
}

func (b *Backend) revised(
	ctx context.Context, memberKey string, revise func(l *live, member crm.Member) error,
) (*live, crm.Member, error) {
	l, member, err := b.member(ctx, memberKey)
	if err != nil {
		return nil, crm.Member{}, err
	}
	if err := revise(l, member); err != nil {
		return nil, crm.Member{}, err
	}
	return l, member, l.outbox.Rematch(ctx, member.Key)
}

func (l *live) decided(ctx context.Context, member crm.Member) (view.Match, error) {
	l.changedDecisions()
	return l.match(ctx, member)
}

func (l *live) changedDecisions() {
	l.changed(topicLinkedIn)
	l.changed(topicOutbox)
	l.changed(topicStatus)
}

// member finds what is known of a member: from LinkedIn material, else from an entry that a person typed.
func (b *Backend) member(ctx context.Context, key string) (*live, crm.Member, error) {
	l, err := b.current()
	if err != nil {
		return nil, crm.Member{}, err
	}
	member, err := l.capture.Member(ctx, key)
	if crm.CodeOf(err) != crm.CodeNotFound {
		return l, member, err
	}
	entries, _, listErr := l.outbox.List(ctx, outbox.Filter{Member: key, Limit: 1})
	if listErr != nil {
		return nil, crm.Member{}, listErr
	}
	if len(entries) == 0 {
		return nil, crm.Member{}, err
	}
	return l, entries[0].Member, nil
}
