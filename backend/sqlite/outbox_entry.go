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
	state, code, detail, since, until, created, failures, landed, closed, written_table, written_id, written_name, tags`

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
		e.Failures, e.Landed, e.Closed, e.Written.Table, e.Written.ID, e.Written.Name, e.Tags,
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
		&e.Written.Table, &e.Written.ID, &e.Written.Name, &e.Tags)
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

// eachFrom is each for any querier, with one argument.
func eachFrom(
	ctx context.Context, from querier, query, argument string, take func(scan func(...any) error) error,
) (err error) {
	rows, err := from.QueryContext(ctx, query, argument)
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

// Each reads what belongs to a list of ids, given as JSON, in the order of the list.
const (
	theIDs        = `(SELECT key AS place, value AS wanted FROM json_each(?)) AS ids`
	selectEntries = `SELECT sequence, ` + entryColumns + `
		FROM ` + theIDs + ` CROSS JOIN main.entry ON entry.id = ids.wanted ORDER BY ids.place`
	selectOperations = `
		SELECT operation.entry, operation.id, operation.kind, operation.state, if_match, payload,
		       (SELECT group_concat(earlier, ' ') FROM main.operation_after WHERE operation = operation.id)
		FROM ` + theIDs + ` CROSS JOIN main.operation ON operation.entry = ids.wanted ORDER BY ids.place, position`
	selectAttempts = `
		SELECT entry, number, operation, hash, started, ended, outcome, code, detail, tries
		FROM ` + theIDs + ` CROSS JOIN main.attempt ON attempt.entry = ids.wanted ORDER BY ids.place, number`
)

// readRecords reads entries with their operations and attempts, in the order of the ids, of which none may occur twice.
func readRecords(ctx context.Context, from querier, ids []string) ([]outbox.Record, error) {
	text, err := json.Marshal(ids)
	if err != nil {
		return nil, fmt.Errorf("ids: %w", err)
	}
	list := string(text)
	records, at := make([]outbox.Record, 0, len(ids)), make(map[string]int, len(ids))
	err = eachFrom(ctx, from, selectEntries, list, func(scan func(...any) error) error {
		entry, err := scanEntry(scan)
		at[entry.ID] = len(records)
		records = append(records, outbox.Record{Entry: entry})
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		if _, found := at[id]; !found {
			return nil, crm.Errorf(crm.CodeNotFound, "no entry %s", id)
		}
	}
	err = eachFrom(ctx, from, selectOperations, list, func(scan func(...any) error) error {
		entry, operation, err := scanOperation(scan)
		if err == nil {
			records[at[entry]].Operations = append(records[at[entry]].Operations, operation)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return records, eachFrom(ctx, from, selectAttempts, list, func(scan func(...any) error) error {
		entry, attempt, err := scanAttempt(scan)
		if err == nil {
			records[at[entry]].Attempts = append(records[at[entry]].Attempts, attempt)
		}
		return err
	})
}

func scanOperation(scan func(...any) error) (entry string, operation outbox.Operation, err error) {
	var payload string
	var after sql.NullString
	err = scan(&entry, &operation.ID, &operation.Kind, &operation.State, &operation.IfMatch, &payload, &after)
	if err != nil {
		return entry, operation, err
	}
	if after.Valid {
		operation.After = strings.Fields(after.String)
	}
	if err := json.Unmarshal([]byte(payload), &operation.Payload); err != nil {
		return entry, operation, fmt.Errorf("payload of operation: %w", err)
	}
	return entry, operation, nil
}

func scanAttempt(scan func(...any) error) (entry string, attempt outbox.Attempt, err error) {
	var started, ended string
	err = scan(&entry, &attempt.Number, &attempt.Operation, &attempt.Hash, &started, &ended,
		&attempt.Outcome, &attempt.Code, &attempt.Detail, &attempt.Tries)
	if err != nil {
		return entry, attempt, err
	}
	return entry, attempt, parseMoments(map[*time.Time]string{&attempt.Started: started, &attempt.Ended: ended})
}
