package sqlite

import (
	"context"
	"database/sql"

	"ferry/backend/outbox"
)

// Noticed is List of those sent entries only to which Dynamics did something that is still to be told: of that kind, or
// any where kind is empty.
func (o Outbox) Noticed(ctx context.Context, filter outbox.Filter, kind outbox.RemoteKind) ([]outbox.Entry, int, error) {
	source := noticed(kind)
	if hasWords(filter) {
		return o.found(ctx, source, filter)
	}
	total, err := o.count(ctx, source, filter)
	if err != nil {
		return nil, 0, err
	}
	entries, err := o.page(ctx, source, filter)
	return entries, total, err
}

// noticed takes entries in the order of the findings about them.
func noticed(kind outbox.RemoteKind) source {
	from := ` FROM (SELECT place FROM main.remote INDEXED BY remote_shown WHERE dismissed = 0) AS found`
	arguments := []any{}
	if kind != "" {
		from = ` FROM (SELECT place FROM main.remote INDEXED BY remote_kind WHERE dismissed = 0 AND kind = ?) AS found`
		arguments = append(arguments, string(kind))
	}
	return source{
		from: from + ` CROSS JOIN main.entry ON entry.sequence = found.place`, order: `found.place`, arguments: arguments,
		terms: []string{`state = 'sent'`},
	}
}

const remoteCountQuery = `SELECT remote.kind, count(*) FROM main.remote INDEXED BY remote_kind
		CROSS JOIN main.entry ON entry.sequence = remote.place
	WHERE remote.dismissed = 0 AND entry.state = 'sent' GROUP BY remote.kind`

// RemoteCounts counts by kind to how many sent entries Dynamics did something that is still to be told.
func (o Outbox) RemoteCounts(ctx context.Context) (map[outbox.RemoteKind]int, error) {
	counts := map[outbox.RemoteKind]int{}
	err := o.db.viewEntries(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, remoteCountQuery, nil, func(scan func(...any) error) error {
			var kind outbox.RemoteKind
			var number int
			err := scan(&kind, &number)
			counts[kind] = number
			return err
		})
	})
	return counts, err
}
