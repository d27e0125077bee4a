package backend

import (
	"context"
	"errors"
	"slices"
	"strings"

	"ferry/backend/crm"
	"ferry/backend/outbox"
	"ferry/backend/settings"
	"ferry/backend/view"
)

// previewLength is how many characters of an entry's text a list shows.
const previewLength = 160

// Entries is one page of the outbox, newest first.
func (b *Backend) Entries(ctx context.Context, query view.EntryQuery) (view.EntryPage, error) {
	l, err := b.current()
	if err != nil {
		return view.EntryPage{}, err
	}
	entries, total, err := l.entries(ctx, query)
	if err != nil {
		return view.EntryPage{}, err
	}
	page := view.EntryPage{Rows: []view.EntryRow{}, Total: total}
	for _, entry := range entries {
		page.Rows = append(page.Rows, l.entryRow(entry))
	}
	page.Counts, err = l.entryCounts(ctx)
	return page, errors.Join(err, l.showRemotes(ctx, page.Rows))
}

// entries is one page, and how many there are; only of those to which something was noticed where the query asks for them.
func (l *live) entries(ctx context.Context, query view.EntryQuery) ([]outbox.Entry, int, error) {
	switch query.Remote {
	case "":
		return l.outbox.List(ctx, filterOf(query))
	case anyRemote:
		return l.database.Outbox().Noticed(ctx, filterOf(query), "")
	}
	if !slices.Contains(Findings(), query.Remote) {
		return nil, 0, crm.Errorf(crm.CodeInvalid, "nothing is noticed as %.20q", query.Remote)
	}
	return l.database.Outbox().Noticed(ctx, filterOf(query), outbox.RemoteKind(query.Remote))
}

func (l *live) entryCounts(ctx context.Context) (view.EntryCounts, error) {
	counts, err := l.outbox.Counts(ctx)
	if err != nil {
		return view.EntryCounts{}, err
	}
	remotes, err := l.remoteCounts(ctx)
	return view.EntryCounts{
		NeedAttention: counts.States[outbox.Attention], ToSend: counts.ToSend(), Sent: counts.States[outbox.Sent],
		Removing: counts.States[outbox.Removing], Unresolved: counts.Unresolved, Remotes: remotes,
	}, err
}

func filterOf(query view.EntryQuery) outbox.Filter {
	filter := outbox.Filter{Query: query.Text, Offset: max(query.Offset, 0), Limit: bounded(query.Limit)}
	if query.Kind != "" {
		filter.Kinds = []crm.Kind{crm.Kind(query.Kind)}
	}
	switch query.State {
	case "":
	case "to-send":
		filter.States = outbox.ToSend()
	case "unresolved":
		filter.Unresolved = true
	case "restored":
		filter.States, filter.Codes = []outbox.State{outbox.Attention}, []crm.Code{crm.CodeRestored}
	default:
		filter.States = []outbox.State{outbox.State(query.State)}
	}
	return filter
}

func (l *live) entryRow(entry outbox.Entry) view.EntryRow {
	row := view.EntryRow{
		ID: entry.ID, Kind: string(entry.Kind), Member: memberView(entry.Member), Preview: preview(entry),
		At: moment(entry.At), State: string(entry.State), Code: string(entry.Code), Since: moment(entry.Since),
		Until: moment(entry.Until), Closed: entry.Closed, Landed: entry.Landed, Regarding: entry.Row.Name,
	}
	if entry.State == outbox.Sent {
		row.URL = l.rowURL(crm.Ref{Table: entry.Table, ID: entry.ID})
	}
	if entry.State == outbox.Sent && entry.Kind == crm.KindFlag {
		row.URL = l.rowURL(entry.Row)
	}
	return row
}

// preview is the beginning of what the entry says, on one line.
func preview(entry outbox.Entry) string {
	text := strings.Join(strings.Fields(entry.Subject+" "+entry.Body), " ")
	if runes := []rune(text); len(runes) > previewLength {
		return string(runes[:previewLength]) + "…"
	}
	return text
}

// Entry is one entry with its operations and attempts.
func (b *Backend) Entry(ctx context.Context, id string) (view.Entry, error) {
	l, err := b.current()
	if err != nil {
		return view.Entry{}, err
	}
	record, err := l.outbox.Entry(ctx, id)
	if err != nil {
		return view.Entry{}, err
	}
	result := view.Entry{
		Row: l.entryRow(record.Entry), Subject: record.Subject, Body: record.Body, Table: record.Table,
		Owner: l.ownerName(), Creator: l.ownerName(),
		CanEdit:    !record.TakenBack() && slices.Contains(crm.Kinds(), record.Kind),
		Operations: []view.Operation{}, Attempts: []view.Attempt{},
	}
	if result.Values, err = l.personValues(ctx, record); err != nil {
		return view.Entry{}, err
	}
	kinds := map[string]string{}
	for _, operation := range record.Operations {
		kinds[operation.ID] = string(operation.Kind)
		if operation.Payload.Withdraw {
			kinds[operation.ID] = "withdraw"
		}
		result.Operations = append(result.Operations, view.Operation{
			Kind: kinds[operation.ID], State: string(operation.State),
		})
	}
	for _, attempt := range record.Attempts {
		result.Attempts = append(result.Attempts, view.Attempt{
			At: moment(attempt.Started), Until: moment(attempt.Ended), Tries: attempt.Tries, Operation: kinds[attempt.Operation],
			Outcome: string(attempt.Outcome), Code: string(attempt.Code), Detail: attempt.Detail,
		})
	}
	if result.Match, err = l.match(ctx, record.Member); err != nil {
		return view.Entry{}, err
	}
	result.Stays, err = l.stays(ctx, record.Entry, result.Match)
	return result, errors.Join(err, l.showRemote(ctx, &result))
}

// stays reports whether the activity is closed under a row of which a person has said since that it is not the member, or that
// another one is: what is closed in Dynamics is not moved from here.
func (l *live) stays(ctx context.Context, entry outbox.Entry, match view.Match) (bool, error) {
	if entry.State != outbox.Sent || !entry.Closed || entry.Written.IsZero() {
		return false, nil
	}
	if match.Decided && match.ID != "" {
		return !strings.EqualFold(match.ID, entry.Written.ID), nil
	}
	return l.matcher.Rejected(ctx, entry.Member, entry.Written)
}

// EditEntry changes the text of an entry. One that is in Dynamics is changed there too.
func (b *Backend) EditEntry(ctx context.Context, id, subject, body string) error {
	return b.onOutbox(func(l *live) error { return l.outbox.Edit(ctx, id, outbox.Revision{Subject: subject, Body: body}) })
}

// Retry sends entries that wait or need attention again.
func (b *Backend) Retry(ctx context.Context, ids []string) error {
	return b.onOutbox(func(l *live) error { return l.outbox.Retry(ctx, ids...) })
}

// Remove takes unsent entries out, and queues a removal from the CRM for those sent.
func (b *Backend) Remove(ctx context.Context, ids []string) error {
	return b.onOutbox(func(l *live) error {
		if err := l.undecide(ctx, ids); err != nil {
			return err
		}
		return l.outbox.Remove(ctx, ids...)
	})
}

// SendNow wakes the sender. Offline it also looks for the network, for probeLimit at most, and returns once Status says what
// was found: a person who pressed waits for that.
func (b *Backend) SendNow(ctx context.Context) error {
	return b.onOutbox(func(l *live) error {
		err := l.outbox.SendNow(ctx)
		if err == nil && l.offline() {
			l.look(ctx)
		}
		return err
	})
}

// Send sends what is due and returns when nothing more can be sent now: for ferryctl, which does not Run.
func (b *Backend) Send(ctx context.Context) error {
	return b.onOutbox(func(l *live) error { return l.outbox.Drain(ctx) })
}

func (b *Backend) onOutbox(do func(l *live) error) error {
	l, err := b.current()
	if err != nil {
		return err
	}
	return do(l)
}

// queuedOfKindsOff counts entries of kinds that the wanted settings switch off. They are still sent.
func (l *live) queuedOfKindsOff(ctx context.Context, now, wanted settings.CRMSettings) (int, error) {
	var off []crm.Kind
	for _, kind := range crm.Kinds() {
		if now.Allows(kind) && !wanted.Allows(kind) {
			off = append(off, kind)
		}
	}
	if len(off) == 0 {
		return 0, nil
	}
	_, total, err := l.outbox.List(ctx, outbox.Filter{Kinds: off, States: outbox.ToSend(), Limit: 1})
	return total, err
}
