package backend

import (
	"context"

	"ferry/backend/outbox"
	"ferry/backend/view"
)

// anyRemote asks for entries to which anything was noticed.
const anyRemote = "any"

// Findings are what entries can be listed by that Dynamics did to them.
func Findings() []string {
	all := []string{anyRemote}
	for _, kind := range outbox.RemoteKinds() {
		all = append(all, string(kind))
	}
	return all
}

// remoteCounts counts what was noticed and not dismissed, in the order in which kinds are listed.
func (l *live) remoteCounts(ctx context.Context) ([]view.RemoteCount, error) {
	found, err := l.database.Outbox().RemoteCounts(ctx)
	counts := []view.RemoteCount{}
	for _, kind := range outbox.RemoteKinds() {
		if found[kind] > 0 {
			counts = append(counts, view.RemoteCount{Kind: string(kind), Count: found[kind]})
		}
	}
	return counts, err
}

// showRemotes marks the rows to whose activities something happened in Dynamics. What was deleted there cannot be opened.
func (l *live) showRemotes(ctx context.Context, rows []view.EntryRow) error {
	var ids []string
	for _, row := range rows {
		if row.State == string(outbox.Sent) {
			ids = append(ids, row.ID)
		}
	}
	found, err := l.outbox.Remotes(ctx, ids)
	for i := range rows {
		remote := found[rows[i].ID]
		if remote.Shown() {
			rows[i].Remote = string(remote.Kind)
		}
		if remote.Kind == outbox.RemoteDeleted {
			rows[i].URL = ""
		}
	}
	return err
}

// showRemote tells what happened to the entry's activity.
func (l *live) showRemote(ctx context.Context, entry *view.Entry) error {
	rows := []view.EntryRow{entry.Row}
	err := l.showRemotes(ctx, rows)
	entry.CanEdit = entry.CanEdit && (rows[0].URL != "" || entry.Row.URL == "")
	entry.Row, entry.Remote.Fields = rows[0], []string{}
	if err != nil || entry.Row.Remote == "" {
		return err
	}
	found, err := l.outbox.Remotes(ctx, []string{entry.Row.ID})
	remote := found[entry.Row.ID]
	entry.Remote.Kind, entry.Remote.By = string(remote.Kind), remote.By
	entry.Remote.At, entry.Remote.Noticed = moment(remote.At), moment(remote.Noticed)
	for _, field := range remote.Fields {
		entry.Remote.Fields = append(entry.Remote.Fields, string(field))
	}
	return err
}

// DismissRemote says that the person knows what Dynamics did to the entries.
func (b *Backend) DismissRemote(ctx context.Context, ids []string) error {
	return b.onOutbox(func(l *live) error { return l.outbox.DismissRemote(ctx, ids...) })
}

// Theirs reads what the entry's activity says in Dynamics now: what Edit would put another text in place of.
func (b *Backend) Theirs(ctx context.Context, id string) (view.Theirs, error) {
	l, err := b.current()
	if err != nil {
		return view.Theirs{}, err
	}
	row, err := l.outbox.Theirs(ctx, id)
	if err != nil {
		return view.Theirs{}, err
	}
	return view.Theirs{Subject: row.Subject, Text: row.Description, By: row.Modifier.Name, At: moment(row.ModifiedOn)}, nil
}

// CopyAgain queues an entry that was removed once more; or, as a new entry, what one said whose activity was deleted in Dynamics.
// It gives the id. crm.CodeInvalid while the activity is there; otherwise as Copy.
func (b *Backend) CopyAgain(ctx context.Context, id string) (string, error) {
	l, err := b.current()
	if err != nil {
		return "", err
	}
	record, err := l.outbox.Entry(ctx, id)
	if err != nil {
		return "", err
	}
	rejected, err := l.matcher.Rejected(ctx, record.Member, record.Row)
	if err != nil {
		return "", err
	}
	queued, err := l.outbox.CopyAgain(ctx, id, !rejected)
	return queued.ID, err
}
