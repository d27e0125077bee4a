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
	if hasWords(filter) {
		return o.found(ctx, listed(filter), filter)
	}
	total, err := o.total(ctx, filter)
	if err != nil {
		return nil, 0, err
	}
	entries, err := o.page(ctx, listed(filter), filter)
	return entries, total, err
}

// source is where a list takes entries from: a FROM clause with its arguments, what it is ordered by, and what always holds.
type source struct {
	from, order string
	arguments   []any
	terms       []string
}

// listed is the table of entries in the order they were queued. SQLite knows what may be looked up, and not how much of it
// there is: of the states, sent and removed only grow, and the others are few as a rule.
func listed(filter outbox.Filter) source {
	listed := source{from: ` FROM main.entry`, order: `sequence`}
	switch {
	case filter.Unresolved:
		listed.from += ` INDEXED BY entry_unresolved`
	case byState(filter):
		listed.from += ` INDEXED BY entry_state`
	}
	return listed
}

// byState reports whether nothing narrows the filter more than its states do.
func byState(filter outbox.Filter) bool {
	grows := func(state outbox.State) bool { return state == outbox.Sent || state == outbox.Removed }
	return len(filter.States) > 0 && !slices.ContainsFunc(filter.States, grows) &&
		filter.Member == "" && len(filter.IDs) == 0 && filter.Row.IsZero()
}

// pageQuery reads one page, newest first.
func pageQuery(s source, filter outbox.Filter) (string, []any) {
	where, arguments := filterWhere(filter, s.terms...)
	limit, offset := window(filter)
	if s.order == `sequence` && byState(filter) && len(filter.States) > 1 {
		where, arguments = mergedWhere(s, filter)
		return `SELECT sequence, ` + entryColumns + ` FROM main.entry` + where, append(arguments, limit, offset)
	}
	return `SELECT sequence, ` + entryColumns + s.from + where + ` ORDER BY ` + s.order + ` DESC LIMIT ? OFFSET ?`,
		slices.Concat(s.arguments, arguments, []any{limit, offset})
}

// mergedWhere takes a page of several states: each is read in order, and the next of them taken, so that what is not on the
// page is not sorted.
func mergedWhere(s source, filter outbox.Filter) (string, []any) {
	var arms []string
	var arguments []any
	for _, state := range filter.States {
		one := filter
		one.States = []outbox.State{state}
		where, more := filterWhere(one)
		arms, arguments = append(arms, `SELECT sequence`+s.from+where), append(arguments, more...)
	}
	return ` WHERE sequence IN (` + strings.Join(arms, ` UNION ALL `) + ` ORDER BY sequence DESC LIMIT ? OFFSET ?)
		ORDER BY sequence DESC`, arguments
}

// window is a page's LIMIT and OFFSET.
func window(filter outbox.Filter) (limit, offset int) {
	limit = filter.Limit
	if limit <= 0 {
		limit = outbox.DefaultLimit
	}
	return limit, max(filter.Offset, 0)
}

// page reads one page of a source's entries.
func (o Outbox) page(ctx context.Context, s source, filter outbox.Filter) ([]outbox.Entry, error) {
	query, arguments := pageQuery(s, filter)
	entries := []outbox.Entry{}
	err := o.db.viewEntries(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, query, arguments, func(scan func(...any) error) error {
			entry, err := scanEntry(scan)
			entries = append(entries, entry)
			return err
		})
	})
	return entries, err
}

// IDs lists the ids that the filter takes, oldest first.
func (o Outbox) IDs(ctx context.Context, filter outbox.Filter) ([]string, error) {
	query, arguments := idsQuery(filter)
	return o.ids(ctx, query, arguments)
}

func idsQuery(filter outbox.Filter) (string, []any) {
	where, arguments := filterWhere(filter)
	return `SELECT id` + listed(filter).from + where + ` ORDER BY sequence`, arguments
}

// filterWhere is the WHERE clause of a filter and of further terms, or nothing. Only question marks come from outside.
func filterWhere(filter outbox.Filter, terms ...string) (string, []any) {
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
	if hasWords(filter) {
		terms = append(terms, `instr(search, ?) > 0`)
		arguments = append(arguments, crm.Fold(filter.Query))
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
	if err := errors.Join(o.db.isOpen(), o.db.spreadForSender(ctx)); err != nil {
		return outbox.Counts{}, err
	}
	known := &o.db.entries
	known.mu.Lock()
	defer known.mu.Unlock()
	counts := known.counts
	if counts == nil {
		err := o.db.writeLeft(ctx)
		if err != nil {
			return outbox.Counts{}, err
		}
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
	return o.count(ctx, listed(filter), filter)
}

func totalQuery(s source, filter outbox.Filter) (string, []any) {
	where, arguments := filterWhere(filter, s.terms...)
	return `SELECT count(*)` + s.from + where, slices.Concat(s.arguments, arguments)
}

// count counts a source's entries.
func (o Outbox) count(ctx context.Context, s source, filter outbox.Filter) (total int, err error) {
	query, arguments := totalQuery(s, filter)
	err = o.db.viewEntries(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, query, arguments...).Scan(&total)
	})
	return total, err
}
