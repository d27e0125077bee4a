package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
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

// Each reads what belongs to a list of ids or of places, given as JSON, in the order of the list.
const (
	wantedList    = `(SELECT key AS turn, value AS wanted FROM json_each(?)) AS list`
	selectEntries = `SELECT sequence, ` + entryColumns + `
		FROM ` + wantedList + ` CROSS JOIN main.entry ON entry.id = list.wanted ORDER BY list.turn`
	selectOperations = `
		SELECT list.turn, operation.id, operation.kind, operation.state, if_match, payload,
		       (SELECT group_concat(earlier, ' ') FROM main.operation_after AS needs
		        WHERE needs.place = operation.place AND needs.position = operation.position)
		FROM ` + wantedList + ` CROSS JOIN main.operation ON operation.place = list.wanted ORDER BY list.turn, position`
	selectAttempts = `
		SELECT list.turn, number, operation, hash, started, ended, outcome, code, detail, tries
		FROM ` + wantedList + ` CROSS JOIN main.attempt ON attempt.place = list.wanted ORDER BY list.turn, number`
)

// readRecords reads entries with their operations and attempts, in the order of the ids, of which none may occur twice.
func readRecords(ctx context.Context, from querier, ids []string) ([]outbox.Record, error) {
	records := make([]outbox.Record, 0, len(ids))
	err := each(ctx, from, selectEntries, []any{list(ids)}, func(scan func(...any) error) error {
		entry, err := scanEntry(scan)
		records = append(records, outbox.Record{Entry: entry})
		return err
	})
	if err != nil {
		return nil, err
	}
	places := make([]int64, 0, len(ids))
	for i, id := range ids {
		if i >= len(records) || records[i].ID != id {
			return nil, crm.Errorf(crm.CodeNotFound, "no entry %s", id)
		}
		places = append(places, records[i].Sequence)
	}
	err = each(ctx, from, selectOperations, []any{list(places)}, func(scan func(...any) error) error {
		turn, operation, err := scanOperation(scan)
		if err == nil {
			records[turn].Operations = append(records[turn].Operations, operation)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return records, each(ctx, from, selectAttempts, []any{list(places)}, func(scan func(...any) error) error {
		turn, attempt, err := scanAttempt(scan)
		if err == nil {
			records[turn].Attempts = append(records[turn].Attempts, attempt)
		}
		return err
	})
}

func scanOperation(scan func(...any) error) (turn int, operation outbox.Operation, err error) {
	var payload string
	var after sql.NullString
	err = scan(&turn, &operation.ID, &operation.Kind, &operation.State, &operation.IfMatch, &payload, &after)
	if err != nil {
		return turn, operation, err
	}
	if after.Valid {
		operation.After = strings.Fields(after.String)
	}
	if err := json.Unmarshal([]byte(payload), &operation.Payload); err != nil {
		return turn, operation, fmt.Errorf("payload of operation: %w", err)
	}
	return turn, operation, nil
}

func scanAttempt(scan func(...any) error) (turn int, attempt outbox.Attempt, err error) {
	var started, ended string
	err = scan(&turn, &attempt.Number, &attempt.Operation, &attempt.Hash, &started, &ended,
		&attempt.Outcome, &attempt.Code, &attempt.Detail, &attempt.Tries)
	if err != nil {
		return turn, attempt, err
	}
	return turn, attempt, parseMoments(map[*time.Time]string{&attempt.Started: started, &attempt.Ended: ended})
}
