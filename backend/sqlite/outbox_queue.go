package sqlite

import (
	"context"
	"database/sql"
	"time"

	"ferry/backend/crm"
	"ferry/backend/outbox"
)

// dueQuery reads the small index of unfinished entries in order. What is on its way, and whoever it is about, is left out:
// the table does not have it yet. The first bracket is when an entry is due, the second its member's earlier entries, the
// third what its operations wait for in other entries: most wait for the create of their own, which has the entry's id, and
// are passed over before any row of an operation is read.
const dueQuery = `
	SELECT id FROM main.entry INDEXED BY entry_due
	WHERE state IN ('queued', 'waiting', 'removing')
	  AND member_key NOT IN (SELECT value FROM json_each(?)) AND id NOT IN (SELECT value FROM json_each(?))
	  AND (state = 'queued' OR (state = 'removing' AND code = '')
	       OR code IN (?, ?, ?, ?, ?) OR (until <> '' AND until <= ?))
	  AND NOT EXISTS (
	      SELECT 1 FROM main.entry AS earlier INDEXED BY entry_holding
	      WHERE earlier.member_key = entry.member_key AND earlier.sequence < entry.sequence
	        AND (earlier.state = 'sending' OR (earlier.state = 'waiting' AND earlier.code = 'unavailable')))
	  AND NOT EXISTS (
	      SELECT 1 FROM main.operation_after AS needs
	      CROSS JOIN main.operation AS waiting ON waiting.place = needs.place AND waiting.position = needs.position
	      CROSS JOIN main.operation AS earlier ON earlier.id = needs.earlier
	      WHERE needs.place = entry.sequence AND needs.earlier <> entry.id AND waiting.state = 'pending'
	        AND earlier.place <> entry.sequence AND earlier.state <> 'done')
	ORDER BY sequence LIMIT ?`

// Due lists ids of entries to work on now.
func (o Outbox) Due(ctx context.Context, now time.Time, limit int) ([]string, error) {
	if err := o.db.spreadForSender(ctx); err != nil {
		return nil, err
	}
	members, ids := o.db.departures.away()
	return o.readIDs(ctx, dueQuery, dueArguments(members, ids, now, limit))
}

// dueArguments are those of dueQuery; members and ids are JSON lists of what is on its way.
func dueArguments(members, ids string, now time.Time, limit int) []any {
	arguments := make([]any, 0, len(outbox.AccountCodes())+4)
	arguments = append(arguments, members, ids)
	for _, code := range outbox.AccountCodes() {
		arguments = append(arguments, string(code))
	}
	return append(arguments, formatMoment(now), limit)
}

// nextDueQuery reads the index of times.
const nextDueQuery = `
	SELECT coalesce(min(until), '') FROM main.entry INDEXED BY entry_until
	WHERE state IN ('waiting', 'removing') AND until <> '' AND until > ?`

// NextDue is the earliest time after now at which an entry stops waiting.
func (o Outbox) NextDue(ctx context.Context, now time.Time) (time.Time, error) {
	if err := o.db.spreadForSender(ctx); err != nil {
		return time.Time{}, err
	}
	var until string
	err := o.db.view(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, nextDueQuery, formatMoment(now)).Scan(&until)
	})
	if err != nil {
		return time.Time{}, err
	}
	next, err := parseMoment(until)
	if err != nil {
		return time.Time{}, crm.Errorf(crm.CodeStorage, "%w", err)
	}
	return next, nil
}

// ids reads ids with every entry in its table.
func (o Outbox) ids(ctx context.Context, query string, arguments []any) ([]string, error) {
	if err := o.db.spread(ctx); err != nil {
		return nil, err
	}
	return o.readIDs(ctx, query, arguments)
}

func (o Outbox) readIDs(ctx context.Context, query string, arguments []any) (ids []string, err error) {
	err = o.db.view(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, query, arguments, func(scan func(...any) error) error {
			var id string
			err := scan(&id)
			ids = append(ids, id)
			return err
		})
	})
	return ids, err
}
