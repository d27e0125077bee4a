package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"maps"
	"reflect"
	"slices"
	"strings"

	"ferry/backend/crm"
	"ferry/backend/outbox"
)

// List is one page of entries, newest first, and how many the filter takes.
func (o Outbox) List(ctx context.Context, filter outbox.Filter) ([]outbox.Entry, int, error) {
	where, arguments := filterWhere(filter)
	limit := filter.Limit
	if limit <= 0 {
		limit = outbox.DefaultLimit
	}
	total, err := o.total(ctx, filter)
	if err != nil {
		return nil, 0, err
	}
	entries := []outbox.Entry{}
	err = o.db.viewEntries(ctx, func(tx *sql.Tx) error {
		query := `SELECT sequence, ` + entryColumns + fromEntry(filter) + where + ` ORDER BY sequence DESC LIMIT ? OFFSET ?`
		return each(ctx, tx, query, append(arguments, limit, max(filter.Offset, 0)), func(scan func(...any) error) error {
			entry, err := scanEntry(scan)
			entries = append(entries, entry)
			return err
		})
	})
	return entries, total, err
}

// IDs lists the ids that the filter takes, oldest first.
func (o Outbox) IDs(ctx context.Context, filter outbox.Filter) ([]string, error) {
	where, arguments := filterWhere(filter)
	return o.ids(ctx, `SELECT id`+fromEntry(filter)+where+` ORDER BY sequence`, arguments)
}

// fromEntry names the table, with the small index of unresolved entries where the filter asks for those.
func fromEntry(filter outbox.Filter) string {
	if filter.Unresolved {
		return ` FROM main.entry INDEXED BY entry_unresolved`
	}
	return ` FROM main.entry`
}

// filterWhere is the WHERE clause of a filter, or nothing. Only question marks come from outside.
func filterWhere(filter outbox.Filter) (string, []any) {
	var terms []string
	var arguments []any
	in := func(column string, values []string) {
		if len(values) == 0 {
			return
		}
		terms = append(terms, column+` IN (?`+strings.Repeat(", ?", len(values)-1)+`)`)
		for _, value := range values {
			arguments = append(arguments, value)
		}
	}
	in("kind", texts(filter.Kinds))
	in("state", texts(filter.States))
	in("code", texts(filter.Codes))
	if filter.Member != "" {
		in("member_key", []string{filter.Member})
	}
	in("id", filter.IDs)
	if !filter.Row.IsZero() {
		// An id is looked up among those that are none of the empty text: that is what the index holds.
		terms = append(terms, `row_id <> '' AND row_id = ? AND row_table = ?`)
		arguments = append(arguments, strings.ToLower(filter.Row.ID), filter.Row.Table)
	}
	if filter.Unresolved {
		terms = append(terms, `state = 'sent' AND closed = 0 AND row_id = ''`)
	}
	if words := crm.Fold(filter.Query); words != "" {
		terms = append(terms, `instr(search, ?) > 0`)
		arguments = append(arguments, words)
	}
	if len(terms) == 0 {
		return "", nil
	}
	return ` WHERE ` + strings.Join(terms, ` AND `), arguments
}

func texts[T ~string](values []T) []string {
	list := make([]string, len(values))
	for i, value := range values {
		list[i] = string(value)
	}
	return list
}

// Counts counts entries by state, and the unresolved ones. The table is counted once; changes are counted as they are made.
func (o Outbox) Counts(ctx context.Context) (outbox.Counts, error) {
	if err := errors.Join(o.db.isOpen(), o.db.spread(ctx)); err != nil {
		return outbox.Counts{}, err
	}
	known := &o.db.entries
	known.mu.Lock()
	defer known.mu.Unlock()
	counts := known.counts
	if counts == nil {
		var err error
		if counts, err = o.countAll(ctx); err != nil {
			return outbox.Counts{}, err
		}
	}
	if !known.disabled {
		known.counts = counts
	}
	return outbox.Counts{States: maps.Clone(counts.States), Unresolved: counts.Unresolved}, nil
}

func (o Outbox) countAll(ctx context.Context) (*outbox.Counts, error) {
	counts := &outbox.Counts{States: map[outbox.State]int{}}
	err := o.db.view(ctx, func(tx *sql.Tx) error {
		err := each(ctx, tx, countQuery, nil, func(scan func(...any) error) error {
			var state outbox.State
			var number int
			err := scan(&state, &number)
			counts.States[state] = number
			return err
		})
		if err != nil {
			return err
		}
		return tx.QueryRowContext(ctx, countUnresolved).Scan(&counts.Unresolved)
	})
	return counts, err
}

const (
	countQuery      = `SELECT state, count(*) FROM main.entry GROUP BY state`
	countUnresolved = `SELECT count(*) FROM main.entry INDEXED BY entry_unresolved
		WHERE state = 'sent' AND closed = 0 AND row_id = ''`
)

// total is how many entries the filter takes. What the counts say is not counted again.
func (o Outbox) total(ctx context.Context, filter outbox.Filter) (total int, err error) {
	rest := filter
	rest.States, rest.Unresolved, rest.Offset, rest.Limit = nil, false, 0, 0
	if reflect.DeepEqual(rest, outbox.Filter{}) && (!filter.Unresolved || len(filter.States) == 0) {
		counts, err := o.Counts(ctx)
		if filter.Unresolved {
			return counts.Unresolved, err
		}
		for state, number := range counts.States {
			if len(filter.States) == 0 || slices.Contains(filter.States, state) {
				total += number
			}
		}
		return total, err
	}
	where, arguments := filterWhere(filter)
	err = o.db.viewEntries(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, `SELECT count(*)`+fromEntry(filter)+where, arguments...).Scan(&total)
	})
	return total, err
}
