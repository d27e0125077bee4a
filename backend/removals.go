package backend

import (
	"context"

	"ferry/backend/outbox"
	"ferry/backend/view"
)

// Removals says what Remove would do with the entries, each named once.
func (b *Backend) Removals(ctx context.Context, ids []string) (view.Removals, error) {
	l, err := b.current()
	if err != nil {
		return view.Removals{}, err
	}
	each, err := l.outbox.Removals(ctx, ids...)
	if err != nil {
		return view.Removals{}, err
	}
	remotes, err := l.outbox.Remotes(ctx, ids)
	if err != nil {
		return view.Removals{}, err
	}
	var counts view.Removals
	for i, removal := range each {
		gone := remotes[ids[i]].Kind == outbox.RemoteDeleted
		switch {
		case removal == outbox.RemovalDelete && gone:
			counts.Gone++
		case removal == outbox.RemovalDelete:
			counts.Deleted++
		case removal == outbox.RemovalDoubt:
			counts.Doubt++
		case removal == outbox.RemovalLocal:
			counts.Local++
		default:
			counts.Stay++
		}
	}
	return counts, nil
}
