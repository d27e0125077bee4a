package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"ferry/backend/crm"
	"ferry/backend/outbox"
)

// entryColumns are entry's columns but sequence and search, in the order of entryValues and scanEntry.
const entryColumns = `id, kind, member_key, member, subject, body, at, seconds, outgoing, phone, url, source_key,
	row_table, row_id, row_name, chosen, owner_table, owner_id, owner_name, activity, fallback,
	state, code, detail, since, until, created, failures, landed, closed, written_table, written_id, written_name`

// entryValues are the values of entryColumns, then of search.
func entryValues(e outbox.Entry) ([]any, error) {
	member, err := json.Marshal(e.Member)
	if err != nil {
		return nil, fmt.Errorf("member of entry: %w", err)
	}
	return []any{
		e.ID, string(e.Kind), e.Member.Key, string(member), e.Subject, e.Body, e.At.Format(time.RFC3339),
		int64(e.Duration / time.Second), e.Outgoing, e.Phone, e.URL, e.SourceKey,
		e.Row.Table, e.Row.ID, e.Row.Name, e.Chosen, e.Owner.Table, e.Owner.ID, e.Owner.Name, e.Table, e.Fallback,
		string(e.State), string(e.Code), e.Detail, formatMoment(e.Since), formatMoment(e.Until), formatMoment(e.Created),
		e.Failures, e.Landed, e.Closed, e.Written.Table, e.Written.ID, e.Written.Name,
		entryWords(e),
	}, nil
}

// entryWords is what a search looks through.
func entryWords(e outbox.Entry) string {
	return crm.Fold(strings.Join([]string{e.Member.Name, e.Member.Company, e.Subject, e.Body}, " "))
}

// scanEntry reads sequence and entryColumns.
func scanEntry(scan func(...any) error) (e outbox.Entry, err error) {
	var member, memberKey, at, since, until, created string
	var seconds int64
	err = scan(
		&e.Sequence, &e.ID, &e.Kind, &memberKey, &member, &e.Subject, &e.Body, &at, &seconds, &e.Outgoing, &e.Phone, &e.URL,
		&e.SourceKey, &e.Row.Table, &e.Row.ID, &e.Row.Name, &e.Chosen, &e.Owner.Table, &e.Owner.ID, &e.Owner.Name,
		&e.Table, &e.Fallback, &e.State, &e.Code, &e.Detail, &since, &until, &created, &e.Failures, &e.Landed, &e.Closed,
		&e.Written.Table, &e.Written.ID, &e.Written.Name)
	if err != nil {
		return e, err
	}
	e.Duration = time.Duration(seconds) * time.Second
	if err := json.Unmarshal([]byte(member), &e.Member); err != nil {
		return e, fmt.Errorf("member of entry: %w", err)
	}
	if e.At, err = time.Parse(time.RFC3339, at); err != nil {
		return e, fmt.Errorf("time of entry: %w", err)
	}
	return e, parseMoments(map[*time.Time]string{&e.Since: since, &e.Until: until, &e.Created: created})
}

func parseMoments(texts map[*time.Time]string) error {
	for moment, text := range texts {
		parsed, err := parseMoment(text)
		if err != nil {
			return err
		}
		*moment = parsed
	}
	return nil
}

// querier is a transaction, or a recordWriter on one.
type querier interface {
	QueryContext(ctx context.Context, query string, arguments ...any) (*sql.Rows, error)
}

// eachFrom is each for any querier.
func eachFrom(
	ctx context.Context, from querier, query string, id string, take func(scan func(...any) error) error,
) (err error) {
	rows, err := from.QueryContext(ctx, query, id)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		if err := take(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

func readEntry(ctx context.Context, from querier, id string) (outbox.Entry, error) {
	var entry outbox.Entry
	found := false
	err := eachFrom(ctx, from, `SELECT sequence, `+entryColumns+` FROM main.entry WHERE id = ?`, id,
		func(scan func(...any) error) (err error) {
			found = true
			entry, err = scanEntry(scan)
			return err
		})
	if err == nil && !found {
		return entry, crm.Errorf(crm.CodeNotFound, "no entry %s", id)
	}
	return entry, err
}

func readOperations(ctx context.Context, from querier, entry string) ([]outbox.Operation, error) {
	var operations []outbox.Operation
	err := eachFrom(ctx, from, `
		SELECT id, kind, state, if_match, payload,
		       (SELECT group_concat(earlier, ' ') FROM main.operation_after WHERE operation = operation.id)
		FROM main.operation WHERE entry = ? ORDER BY position`, entry,
		func(scan func(...any) error) error {
			var operation outbox.Operation
			var payload string
			var after sql.NullString
			err := scan(&operation.ID, &operation.Kind, &operation.State, &operation.IfMatch, &payload, &after)
			if err != nil {
				return err
			}
			if after.Valid {
				operation.After = strings.Fields(after.String)
			}
			if err := json.Unmarshal([]byte(payload), &operation.Payload); err != nil {
				return fmt.Errorf("payload of operation: %w", err)
			}
			operations = append(operations, operation)
			return nil
		})
	return operations, err
}

func readAttempts(ctx context.Context, from querier, entry string) ([]outbox.Attempt, error) {
	var attempts []outbox.Attempt
	err := eachFrom(ctx, from, `
		SELECT number, operation, hash, started, ended, outcome, code, detail, tries
		FROM main.attempt WHERE entry = ? ORDER BY number`, entry,
		func(scan func(...any) error) error {
			var attempt outbox.Attempt
			var started, ended string
			err := scan(&attempt.Number, &attempt.Operation, &attempt.Hash, &started, &ended,
				&attempt.Outcome, &attempt.Code, &attempt.Detail, &attempt.Tries)
			if err != nil {
				return err
			}
			err = parseMoments(map[*time.Time]string{&attempt.Started: started, &attempt.Ended: ended})
			attempts = append(attempts, attempt)
			return err
		})
	return attempts, err
}
