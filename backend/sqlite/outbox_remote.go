package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"ferry/backend/outbox"
)

var _ outbox.Findings = Outbox{}

// sentActivities are entries whose activity is in Dataverse and was not found deleted. The index holds no others.
const sentActivities = ` e.state = 'sent' AND e.landed = 1 AND e.kind NOT IN ('contact', 'lead', 'flag') AND e.since > ?
	AND NOT EXISTS (SELECT 1 FROM main.remote d WHERE d.entry = e.id AND d.kind = 'deleted')`

// suspectsQuery: times are compared to the second, since Dataverse keeps no more.
const suspectsQuery = `SELECT e.id FROM main.entry e INDEXED BY entry_sent
		LEFT JOIN mirror.activitypointer p ON p.activityid = e.id LEFT JOIN main.remote r ON r.entry = e.id
	WHERE` + sentActivities + ` AND (p.activityid IS NULL OR (substr(p.modifiedon, 1, 19) >= substr(e.since, 1, 19)
		AND (r.entry IS NULL OR substr(r.changed_at, 1, 19) < substr(p.modifiedon, 1, 19))))
	ORDER BY e.since DESC LIMIT ?`

// Suspects lists sent activities that the mirror says something happened to.
func (o Outbox) Suspects(ctx context.Context, since time.Time, limit int) ([]string, error) {
	return o.ids(ctx, suspectsQuery, []any{formatMoment(since), limit})
}

const sentQuery = `SELECT e.id, e.since FROM main.entry e INDEXED BY entry_sent WHERE` + sentActivities + ` AND e.since <= ?
	ORDER BY e.since DESC LIMIT ?`

// SentBetween lists sent activities by when they were sent, newest first.
func (o Outbox) SentBetween(ctx context.Context, since, until time.Time, limit int) ([]outbox.SentID, error) {
	var all []outbox.SentID
	arguments := []any{formatMoment(since), formatMoment(until), limit}
	err := o.db.viewEntries(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, sentQuery, arguments, func(scan func(...any) error) error {
			var one outbox.SentID
			var sent string
			err := scan(&one.ID, &sent)
			var unread error
			one.Sent, unread = parseMoment(sent)
			all = append(all, one)
			return errors.Join(err, unread)
		})
	})
	return all, err
}

const remotesQuery = `SELECT entry, kind, fields, changed_by, changed_at, noticed, dismissed
	FROM json_each(?) wanted CROSS JOIN main.remote ON remote.entry = wanted.value`

// Remotes gives what was noticed about the entries.
func (o Outbox) Remotes(ctx context.Context, ids []string) (map[string]outbox.Remote, error) {
	found := map[string]outbox.Remote{}
	err := o.db.view(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, remotesQuery, []any{list(ids)}, func(scan func(...any) error) error {
			var id, fields, at, noticed string
			var remote outbox.Remote
			if err := scan(&id, &remote.Kind, &fields, &remote.By, &at, &noticed, &remote.Dismissed); err != nil {
				return err
			}
			if err := json.Unmarshal([]byte(fields), &remote.Fields); err != nil {
				return fmt.Errorf("fields of a finding: %w", err)
			}
			err := parseMoments(map[*time.Time]string{&remote.At: at, &remote.Noticed: noticed})
			found[id] = remote
			return err
		})
	})
	return found, err
}

// SaveRemotes keeps findings, in one transaction.
func (o Outbox) SaveRemotes(ctx context.Context, found map[string]outbox.Remote) error {
	if err := o.db.spread(ctx); err != nil {
		return err
	}
	return o.db.update(ctx, func(tx *sql.Tx) error {
		for id, remote := range found {
			if err := saveRemote(ctx, tx, id, remote); err != nil {
				return err
			}
		}
		return nil
	})
}

func saveRemote(ctx context.Context, tx *sql.Tx, id string, remote outbox.Remote) error {
	if remote.Kind == "" {
		_, err := tx.ExecContext(ctx, `DELETE FROM remote WHERE entry = ?`, id)
		return err
	}
	fields, err := json.Marshal(remote.Fields)
	if err != nil {
		return fmt.Errorf("fields of a finding: %w", err)
	}
	_, err = tx.ExecContext(ctx, `
		INSERT OR REPLACE INTO remote (entry, kind, fields, changed_by, changed_at, noticed, dismissed, place)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, (SELECT sequence FROM entry WHERE id = ?1))`,
		id, string(remote.Kind), string(fields), remote.By, formatMoment(remote.At), formatMoment(remote.Noticed),
		remote.Dismissed)
	return err
}

// InactiveContacts gives those of the contacts that the mirror holds as deactivated.
func (o Outbox) InactiveContacts(ctx context.Context, ids []string) (map[string]bool, error) {
	inactive := map[string]bool{}
	err := o.db.view(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, inactiveQuery, []any{list(ids)}, func(scan func(...any) error) error {
			var id string
			err := scan(&id)
			inactive[id] = true
			return err
		})
	})
	return inactive, err
}

const inactiveQuery = `SELECT c.contactid FROM json_each(?) wanted CROSS JOIN mirror.contact c ON c.contactid = wanted.value
	WHERE c.statecode <> 0`
