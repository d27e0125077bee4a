package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"strings"

	"ferry/backend/capture"
	"ferry/backend/crm"
)

func (a *adder) messages(ctx context.Context) error {
	if _, err := a.scan(ctx, `SELECT coalesce(max(_row), 0) FROM message`, nil, &a.lastRow); err != nil {
		return err
	}
	total := int64(len(a.material.Messages))
	for i, message := range a.material.Messages {
		added, err := a.message(ctx, a.renamed(message))
		if err != nil {
			return err
		}
		if added {
			a.report.Added++
		} else {
			a.report.Already++
		}
		if len(a.words) == 1000 || (i == len(a.material.Messages)-1 && len(a.words) > 0) {
			if err := a.index(ctx); err != nil {
				return err
			}
		}
		if done := int64(i + 1); a.progress != nil && (done%500 == 0 || done == total) {
			a.progress(capture.Progress{Done: done, Total: total})
		}
	}
	return nil
}

// message adds one that is new. Of one that is there only the direction can change, when another owner was confirmed, and
// the tags, which seat holders change.
func (a *adder) message(ctx context.Context, m capture.Message) (added bool, err error) {
	row, outgoing, found, err := a.there(ctx, m)
	if err != nil || found {
		if err == nil && outgoing != m.Outgoing {
			a.report.Corrected++
			_, err = a.exec(ctx, `UPDATE message SET outgoing = ? WHERE _row = ?`, m.Outgoing, row)
		}
		if err == nil && m.Tags != "" {
			_, err = a.exec(ctx, `UPDATE message SET tags = ?1 WHERE _row = ?2 AND tags <> ?1`, m.Tags, row)
		}
		return false, err
	}
	recipients, err := json.Marshal(m.Recipients)
	if err != nil {
		return false, err
	}
	a.lastRow++
	_, err = a.exec(ctx, `
		INSERT INTO message (_row, source_key, conversation_id, sent_at, sender_key, sender_name, recipients, subject, body,
			attachments, folder, outgoing, sponsored, kind, link, seconds, phone, tags, loose, loose_key)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		a.lastRow, m.SourceKey, m.ConversationID, formatMoment(m.SentAt), m.Sender.Key, m.Sender.Name, string(recipients),
		m.Subject, m.Body, m.Attachments, m.Folder, m.Outgoing, m.Sponsored, string(m.Given), m.Link, m.Seconds, m.Phone,
		m.Tags, m.Loose, m.LooseKey())
	a.claimed[a.lastRow] = true
	a.words = append(a.words, indexed{Row: a.lastRow, Words: foldedText(m.Subject, m.Body)})
	return true, err
}

// foldedText is crm.Fold of texts, word by word: one letter with an accent does not send a whole letter the slow way.
func foldedText(texts ...string) string {
	var folded strings.Builder
	for _, text := range texts {
		for word := range strings.FieldsSeq(text) {
			if plain := crm.Fold(word); plain != "" {
				if folded.Len() > 0 {
					folded.WriteByte(' ')
				}
				folded.WriteString(plain)
			}
		}
	}
	return folded.String()
}

// there finds the message under its source key, under a further one, or as the same words of another source.
func (a *adder) there(ctx context.Context, m capture.Message) (row int64, outgoing, found bool, err error) {
	if !a.fresh {
		found, err = a.scan(ctx, `SELECT _row, outgoing FROM message WHERE source_key = ?`, []any{m.SourceKey}, &row, &outgoing)
		if err == nil && !found {
			found, err = a.scan(ctx, `SELECT _row, outgoing FROM message_alias JOIN message ON _row = message
				WHERE message_alias.source_key = ?`, []any{m.SourceKey}, &row, &outgoing)
		}
	}
	if err == nil && !found && (!a.fresh || m.Loose) {
		row, outgoing, found, err = a.sameWords(ctx, m)
	}
	if found {
		a.claimed[row] = true
	}
	return row, outgoing, found, err
}

// sameWords looks for a message of another source that is the same, and notes the further key. Each is taken once: who
// wrote "ok" twice within a minute wrote it twice.
func (a *adder) sameWords(ctx context.Context, m capture.Message) (row int64, outgoing, found bool, err error) {
	statement, err := a.prepare(ctx, sameWords) //nolint:sqlclosecheck // kept for the next row; close closes it
	if err != nil {
		return 0, false, false, err
	}
	rows, err := statement.QueryContext(ctx, m.LooseKey())
	if err != nil {
		return 0, false, false, err
	}
	row, outgoing, found, err = a.firstSame(rows, m)
	if err != nil || !found {
		return 0, false, false, err
	}
	_, err = a.exec(ctx, `INSERT INTO message_alias (source_key, message) VALUES (?, ?)`, m.SourceKey, row)
	return row, outgoing, true, err
}

const sameWords = `SELECT _row, outgoing, conversation_id, sent_at, sender_key, sender_name, recipients, loose
	FROM message WHERE loose_key = ? AND loose_key <> '' ORDER BY sent_at, _row LIMIT 100`

func (a *adder) firstSame(rows *sql.Rows, m capture.Message) (row int64, outgoing, found bool, err error) {
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var other capture.Message
		var sentAt, recipients string
		err := rows.Scan(&row, &outgoing, &other.ConversationID, &sentAt, &other.Sender.Key, &other.Sender.Name, &recipients,
			&other.Loose)
		if err != nil {
			return 0, false, false, err
		}
		if a.claimed[row] {
			continue
		}
		if other.SentAt, err = parseMoment(sentAt); err != nil {
			return 0, false, false, err
		}
		if err := json.Unmarshal([]byte(recipients), &other.Recipients); err != nil {
			return 0, false, false, err
		}
		if m.Same(other) {
			return row, outgoing, true, nil
		}
	}
	return 0, false, false, rows.Err()
}

// index adds many messages to the search index in one statement: it is written out once per statement.
func (a *adder) index(ctx context.Context) error {
	_, err := a.exec(ctx, `
		INSERT INTO message_search (rowid, words)
		SELECT json_extract(value, '$.Row'), json_extract(value, '$.Words') FROM json_each(?)`, list(a.words))
	a.words = a.words[:0]
	return err
}
