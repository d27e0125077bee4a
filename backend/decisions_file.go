package backend

import (
	"context"
	"errors"
	"os"

	"ferry/backend/matching"
	"ferry/backend/view"
)

// ExportDecisions writes everything that was decided about LinkedIn members to a file, which only this user can read: it holds
// names. An old file of that name is replaced. It returns how many decisions there are.
func (b *Backend) ExportDecisions(ctx context.Context, path string) (count int, err error) {
	l, err := b.current()
	if err != nil {
		return 0, err
	}
	out, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return 0, storageError(err)
	}
	count, err = matching.Export(ctx, out, l.database, l.connection.OrganizationID)
	if err = errors.Join(err, storageError(out.Close())); err != nil {
		return 0, errors.Join(err, storageError(os.Remove(path)))
	}
	return count, nil
}

// ImportDecisions takes over the decisions of a file that ExportDecisions wrote in the same organization, and applies them to
// every entry about those members. Of two decisions about a member the later one holds.
func (b *Backend) ImportDecisions(ctx context.Context, path string) (view.DecisionImport, error) {
	l, err := b.current()
	if err != nil {
		return view.DecisionImport{}, err
	}
	in, err := os.Open(path)
	if err != nil {
		return view.DecisionImport{}, storageError(err)
	}
	defer func() { _ = in.Close() }() // it was only read
	result, err := matching.Import(ctx, in, l.database, l.connection.OrganizationID)
	applied := l.applyDecisions(ctx, result.Taken) // also what was taken before an error: it is decided
	return view.DecisionImport{Taken: len(result.Taken), Kept: result.Kept, Refused: result.Refused}, errors.Join(err, applied)
}

func (l *live) applyDecisions(ctx context.Context, taken []matching.Decision) error {
	if len(taken) == 0 {
		return nil
	}
	var all error
	for _, decision := range taken {
		if !decision.Row.IsZero() {
			all = errors.Join(all, l.outbox.Choose(ctx, decision.Member, decision.Row))
		}
	}
	all = errors.Join(all, l.outbox.Rematch(ctx, ""))
	l.changed(topicLinkedIn)
	l.changed(topicOutbox)
	l.changed(topicStatus)
	return all
}
