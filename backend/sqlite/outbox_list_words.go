package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"

	"ferry/backend/crm"
	"ferry/backend/outbox"
)

// hasWords reports whether the filter looks for words. There is no index of them, since every press of Queued and every edit
// would have to fill it: the texts are read.
func hasWords(filter outbox.Filter) bool { return crm.Fold(filter.Query) != "" }

// found is one page of the entries that hold the words, and how many there are: the texts are read once for both.
func (o Outbox) found(ctx context.Context, s source, filter outbox.Filter) ([]outbox.Entry, int, error) {
	query, arguments := wordsQuery(s, filter)
	entries, total := []outbox.Entry{}, 0
	err := o.db.viewEntries(ctx, func(tx *sql.Tx) error {
		sequences, err := sequencesOf(ctx, tx, query, arguments)
		if err != nil {
			return err
		}
		total = len(sequences)
		return each(ctx, tx, selectPlaces, []any{list(pageOf(sequences, filter))}, func(scan func(...any) error) error {
			entry, err := scanEntry(scan)
			entries = append(entries, entry)
			return err
		})
	})
	return entries, total, err
}

// wordsQuery lists the places of all entries that hold the words, as one JSON array: they may be many, and a row for each
// would take longer than the search.
func wordsQuery(s source, filter outbox.Filter) (string, []any) {
	where, arguments := filterWhere(filter, s.terms...)
	return `SELECT json_group_array(sequence)` + s.from + where, slices.Concat(s.arguments, arguments)
}

const selectPlaces = `SELECT sequence, ` + entryColumns + ` FROM main.entry
	WHERE sequence IN (SELECT value FROM json_each(?)) ORDER BY sequence DESC`

// sequencesOf are the places of the entries found, newest first.
func sequencesOf(ctx context.Context, tx *sql.Tx, query string, arguments []any) (sequences []int64, err error) {
	var text []byte
	if err := tx.QueryRowContext(ctx, query, arguments...).Scan(&text); err != nil {
		return nil, err
	}
	if err := json.Unmarshal(text, &sequences); err != nil {
		return nil, fmt.Errorf("places of entries: %w", err)
	}
	slices.SortFunc(sequences, func(a, b int64) int { return cmp.Compare(b, a) })
	return sequences, nil
}

// pageOf is the part of a list that the filter asks for.
func pageOf(sequences []int64, filter outbox.Filter) []int64 {
	limit, offset := window(filter)
	first := min(offset, len(sequences))
	return sequences[first:min(first+limit, len(sequences))]
}
