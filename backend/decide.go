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
	l, member, err := b.member(ctx, memberKey)
	if err != nil {
		return view.Match{}, err
	}
	candidate, err := l.database.ByRef(ctx, crm.Ref{Table: table, ID: id})
	if err != nil {
		return view.Match{}, err
	}
	if err := l.matcher.Decide(ctx, member, candidate.Row); err != nil {
		return view.Match{}, err
	}
	if err := l.outbox.Choose(ctx, member.Key, candidate.Row); err != nil {
		return view.Match{}, err
	}
	return l.decided(ctx, member)
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
	l, member, err := b.member(ctx, memberKey)
	if err != nil {
		return view.Match{}, err
	}
	if err := revise(l, member); err != nil {
		return view.Match{}, err
	}
	if err := l.outbox.Rematch(ctx, member.Key); err != nil {
		return view.Match{}, err
	}
	return l.decided(ctx, member)
}

func (l *live) decided(ctx context.Context, member crm.Member) (view.Match, error) {
	l.changed(topicLinkedIn)
	l.changed(topicOutbox)
	l.changed(topicStatus)
	return l.match(ctx, member)
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
