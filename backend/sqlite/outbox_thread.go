package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"

	"ferry/backend/capture"
	"ferry/backend/crm"
	"ferry/backend/outbox"
)

var _ outbox.Threads = Outbox{}

// Drafts reads a thread, oldest first.
func (o Outbox) Drafts(ctx context.Context, thread outbox.Thread) (drafts []outbox.Draft, err error) {
	conversation, messages, err := o.db.Capture().Conversation(ctx, thread.Conversation)
	if err != nil {
		return nil, err
	}
	if drafts = draftsOf(conversation, messages, thread); len(drafts) == 0 {
		return nil, noneChosen()
	}
	return drafts, nil
}

func noneChosen() error { return crm.Errorf(crm.CodeInvalid, "no message chosen") }

// draftsOf makes the drafts of a thread.
func draftsOf(conversation capture.Conversation, messages []capture.Message, thread outbox.Thread) []outbox.Draft {
	wanted := wantedOf(thread)
	chosen := func(message capture.Message) bool { return wanted(message.SourceKey) }
	copies := capture.CopyThread(conversation, messages, chosen, thread.Kind)
	drafts := make([]outbox.Draft, 0, len(copies))
	for _, one := range copies {
		drafts = append(drafts, outbox.Draft{
			Kind: one.Kind, Member: one.Member, Subject: one.Subject, Body: one.Text, At: one.At, Outgoing: one.Outgoing,
			URL: one.Link, Duration: one.Duration, Phone: one.Phone, Tags: one.Tags, SourceKey: one.SourceKey,
		})
	}
	return drafts
}

// wantedOf tells which source keys a thread takes.
func wantedOf(thread outbox.Thread) func(sourceKey string) bool {
	if len(thread.Messages) == 0 {
		return func(string) bool { return true }
	}
	wanted := make(map[string]bool, len(thread.Messages))
	for _, key := range thread.Messages {
		wanted[key] = true
	}
	return func(key string) bool { return wanted[key] }
}

// AddThread keeps a thread durably, by name.
func (o Outbox) AddThread(
	ctx context.Context, thread outbox.Thread, press outbox.Press, may func(crm.Kind) error,
) ([]outbox.Enqueued, error) {
	d := o.db
	d.intake.mu.Lock() // held to the end: what was outlined is what is copied
	defer d.intake.mu.Unlock()
	named, err := d.name(ctx, thread, may)
	if err != nil {
		return nil, err
	}
	ids := named.ids(press.Seat)
	existing, err := d.standing(ctx, ids)
	if err != nil {
		return nil, err
	}
	if len(existing) < len(ids) {
		if err := d.keepThread(ctx, named, press, ids); err != nil {
			return nil, err
		}
	}
	results := make([]outbox.Enqueued, len(ids))
	for i, id := range ids {
		state, already := existing[id]
		if !already {
			state = outbox.Queued
		}
		results[i] = outbox.Enqueued{ID: id, Already: already, State: state}
	}
	return results, nil
}

// namedThread is a thread with the source keys of what it takes.
type namedThread struct {
	outbox.Thread
	keys []string
}

// name finds what the thread takes, and asks for each kind. Where it takes all of a conversation it says just that.
func (d *Database) name(ctx context.Context, thread outbox.Thread, may func(crm.Kind) error) (namedThread, error) {
	named := namedThread{Thread: thread}
	outline, err := d.outline(ctx, thread.Conversation)
	switch {
	case err != nil:
		return named, err
	case len(outline) == 0:
		return named, crm.Errorf(crm.CodeNotFound, "no such conversation")
	}
	wanted, asked := wantedOf(thread), []crm.Kind(nil)
	named.keys = make([]string, 0, len(outline))
	for _, message := range outline {
		if !wanted(message.key) {
			continue
		}
		named.keys = append(named.keys, message.key)
		if kind := capture.KindAs(message.kind, thread.Kind); !slices.Contains(asked, kind) {
			if err := may(kind); err != nil {
				return named, err
			}
			asked = append(asked, kind)
		}
	}
	named.Messages = named.keys
	if len(named.keys) == len(outline) {
		named.Messages = nil
	}
	return named, named.check()
}

// check refuses what would be read back as something else, or as nothing.
func (n *namedThread) check() error {
	if len(n.keys) == 0 {
		return noneChosen()
	}
	nameless := func(text string) bool { return text == "" || !utf8.ValidString(text) }
	if nameless(n.Conversation) || slices.ContainsFunc(n.keys, nameless) {
		return crm.Errorf(crm.CodeInvalid, "a message or conversation without a name")
	}
	return nil
}

func (n *namedThread) ids(seat string) []string {
	ids := make([]string, len(n.keys))
	for i, key := range n.keys {
		ids[i] = outbox.SeatID(seat, key)
	}
	return ids
}

// keepThread writes the thread's row. The ids are known to be new, or are passed over when it is spread.
func (d *Database) keepThread(ctx context.Context, named namedThread, press outbox.Press, ids []string) error {
	text, err := json.Marshal(intakeRow{
		Thread: &named.Thread, Count: len(ids), Shape: press.Shape, Created: press.At, Seat: press.Seat,
		Owners: []crm.Ref{press.Owner},
	})
	if err != nil {
		return fmt.Errorf("intake: %w", err)
	}
	kept, err := d.insertIntake(ctx, string(text), ids, nil)
	if err == nil && !kept {
		err = crm.Errorf(crm.CodeStorage, "the intake kept nothing")
	}
	return err
}

// readIntake reads a row of the intake table, with the messages that it names.
func readIntake(ctx context.Context, tx *sql.Tx, text string) ([]outbox.Record, error) {
	row, records, err := decodeIntake(text)
	if err != nil || row.Thread == nil {
		return records, err
	}
	if row.Shape == nil || len(row.Owners) != 1 {
		return nil, fmt.Errorf("intake: a thread that is not whole")
	}
	conversation, messages, err := readConversation(ctx, tx, row.Thread.Conversation)
	if errors.Is(err, sql.ErrNoRows) { // which whoever reads would take for their own
		return nil, errors.New("intake: a thread's conversation is not there")
	}
	if err != nil {
		return nil, err
	}
	press := outbox.Press{Seat: row.Seat, Owner: row.Owners[0], Shape: row.Shape, At: row.Created}
	for _, draft := range draftsOf(conversation, messages, *row.Thread) {
		record, err := press.Record(draft)
		if err != nil {
			return nil, fmt.Errorf("intake: %w", err)
		}
		record.Plan()
		records = append(records, record)
	}
	if len(records) != row.Count {
		return nil, fmt.Errorf("intake: %d of a thread's %d messages", len(records), row.Count)
	}
	return records, nil
}
