package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"ferry/backend/capture"
	"ferry/backend/crm"
)

// Conversation is one conversation with its messages, oldest first.
func (s CaptureStore) Conversation(ctx context.Context, id string) (capture.Conversation, []capture.Message, error) {
	var found capture.Conversation
	var messages []capture.Message
	_, _, at := s.db.outlines.find(id)
	err := s.db.viewEntries(ctx, func(tx *sql.Tx) (err error) {
		found, messages, err = readConversation(ctx, tx, id)
		return err
	})
	if err != nil {
		return found, nil, notFound(err, "no such conversation")
	}
	s.db.outlines.keep(id, outlineOf(messages), at) // it may be copied next
	return found, messages, nil
}

// readConversation reads a conversation; sql.ErrNoRows where it is not there.
func readConversation(ctx context.Context, tx *sql.Tx, id string) (capture.Conversation, []capture.Message, error) {
	one := `SELECT ` + conversationColumns + ` FROM conversation c WHERE c.id = ?`
	found, err := scanConversation(tx.QueryRowContext(ctx, one, id).Scan)
	if err != nil {
		return found, nil, err
	}
	filled := []capture.Conversation{found}
	if err := fillConversations(ctx, tx, filled); err != nil {
		return found, nil, err
	}
	messages, err := readMessages(ctx, tx, id)
	return filled[0], messages, err
}

func readMessages(ctx context.Context, tx *sql.Tx, conversation string) ([]capture.Message, error) {
	var messages []capture.Message
	query := `SELECT source_key, conversation_id, sent_at, sender_key, sender_name, recipients, subject, body, attachments,
			folder, outgoing, sponsored, kind, link, seconds, phone, tags, loose, EXISTS (SELECT 1 FROM entry WHERE ` + copyOfMessage + `)
		FROM message WHERE conversation_id = ? ORDER BY sent_at, _row`
	err := each(ctx, tx, query, []any{conversation}, func(scan func(...any) error) error {
		message, err := scanMessage(scan)
		messages = append(messages, message)
		return err
	})
	return messages, err
}

func scanMessage(scan func(...any) error) (capture.Message, error) {
	var m capture.Message
	var sentAt, recipients string
	err := scan(&m.SourceKey, &m.ConversationID, &sentAt, &m.Sender.Key, &m.Sender.Name, &recipients, &m.Subject,
		&m.Body, &m.Attachments, &m.Folder, &m.Outgoing, &m.Sponsored, &m.Given, &m.Link, &m.Seconds, &m.Phone, &m.Tags, &m.Loose,
		&m.Copied)
	if err != nil {
		return m, err
	}
	m.ID = m.SourceKey
	moment, err := parseMoment(sentAt)
	m.SentAt = moment
	if parseError := json.Unmarshal([]byte(recipients), &m.Recipients); parseError != nil {
		err = errors.Join(err, fmt.Errorf("stored recipients: %w", parseError))
	}
	return m, err
}

// outlined is what has to be known of a message to copy it by name.
type outlined struct {
	key  string // its source key
	kind crm.Kind
}

func outlineOf(messages []capture.Message) []outlined {
	outline := make([]outlined, len(messages))
	for i := range messages {
		outline[i] = outlined{messages[i].SourceKey, messages[i].Kind()}
	}
	return outline
}

// outlineOfConversation gives one line for each message, in one text, since rows take longer to hand over than to find: its
// kind, whether it has a subject, and the source key, which is a hash.
const outlineOfConversation = `
	SELECT count(*), coalesce(group_concat(kind || ' ' || iif(subject = '', '', '+') || ' ' || source_key, char(10)), '')
	FROM message WHERE conversation_id = ?`

// outline outlines the messages of a conversation, in no order; none where it is not there. One that was just looked at is at
// hand.
func (d *Database) outline(ctx context.Context, conversation string) ([]outlined, error) {
	outline, found, at := d.outlines.find(conversation)
	if found {
		return outline, d.isOpen()
	}
	var count int
	var text string
	err := d.ask(ctx, outlineOfConversation, []any{conversation}, func(scan func(...any) error) error {
		return scan(&count, &text)
	})
	if err != nil {
		return nil, err
	}
	if outline, err = readOutline(text, count); err == nil {
		d.outlines.keep(conversation, outline, at)
	}
	return outline, err
}

func readOutline(text string, count int) ([]outlined, error) {
	outline := make([]outlined, 0, count)
	for line := range strings.SplitSeq(text, "\n") {
		kind, rest, _ := strings.Cut(line, " ")
		subject, key, whole := strings.Cut(rest, " ")
		if !whole {
			break
		}
		message := capture.Message{Given: crm.Kind(kind), Subject: subject}
		outline = append(outline, outlined{key, message.Kind()})
	}
	if len(outline) != count {
		return nil, fmt.Errorf("outline: %d of %d messages", len(outline), count)
	}
	return outline, nil
}
