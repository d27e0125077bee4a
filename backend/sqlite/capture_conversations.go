package sqlite

import (
	"context"
	"database/sql"
	"strings"

	"ferry/backend/capture"
	"ferry/backend/crm"
)

const conversationColumns = `c.id, c.title, c.preview, c.last_at, c.messages, c.spam, c.sponsored`

// Conversations lists conversations, newest first.
func (s CaptureStore) Conversations(ctx context.Context, query capture.Query) (capture.Page, error) {
	query = query.Bounded()
	where, arguments := conversationFilter(query)
	page := capture.Page{}
	err := s.db.viewEntries(ctx, func(tx *sql.Tx) error {
		count := `SELECT count(*) FROM conversation c WHERE ` + where
		if err := tx.QueryRowContext(ctx, count, arguments...).Scan(&page.Total); err != nil {
			return err
		}
		rowsOf := `SELECT ` + conversationColumns + ` FROM conversation c WHERE ` + where +
			` ORDER BY c.last_at DESC, c.id LIMIT ? OFFSET ?`
		err := each(ctx, tx, rowsOf, append(arguments, query.Limit, query.Offset), func(scan func(...any) error) error {
			conversation, err := scanConversation(scan)
			page.Conversations = append(page.Conversations, conversation)
			return err
		})
		if err != nil {
			return err
		}
		return fillConversations(ctx, tx, page.Conversations)
	})
	return page, err
}

// conversationFilter finds by title and names, and by the words of messages.
func conversationFilter(query capture.Query) (string, []any) {
	where := []string{"1"}
	if !query.Spam {
		where = append(where, "c.spam = 0")
	}
	if !query.Sponsored {
		where = append(where, "c.sponsored = 0")
	}
	words := strings.Fields(crm.Fold(query.Text))
	if len(words) == 0 {
		return strings.Join(where, " AND "), nil
	}
	like, arguments := likeWords("c.words", query.Text)
	where = append(where, `(`+like+` OR c.id IN (
		SELECT message.conversation_id FROM message_search JOIN message ON message._row = message_search.rowid
		WHERE message_search MATCH ?))`)
	return strings.Join(where, " AND "), append(arguments, `"`+strings.Join(words, `"* "`)+`"*`)
}

func scanConversation(scan func(...any) error) (capture.Conversation, error) {
	var c capture.Conversation
	var last string
	err := scan(&c.ID, &c.Title, &c.Preview, &last, &c.Messages, &c.Spam, &c.Sponsored)
	if err != nil {
		return c, err
	}
	c.Last, err = parseMoment(last)
	return c, err
}

// fillConversations adds the members and the number of copies of one page of conversations, in two queries for all.
func fillConversations(ctx context.Context, tx *sql.Tx, conversations []capture.Conversation) error {
	at, ids := map[string]int{}, make([]string, len(conversations))
	for i, c := range conversations {
		at[c.ID], ids[i] = i, c.ID
	}
	wanted := []any{list(ids)}
	err := each(ctx, tx, membersOfConversations, wanted, func(scan func(...any) error) error {
		var id string
		var m crm.Member
		err := scan(&id, &m.Key, &m.Name, &m.FirstName, &m.LastName, &m.URL, &m.Email, &m.Company, &m.Title, &m.Organization)
		if err != nil {
			return err
		}
		c := &conversations[at[id]]
		c.Members = append(c.Members, m)
		return nil
	})
	if err != nil {
		return err
	}
	return each(ctx, tx, copiesOfConversations, wanted, func(scan func(...any) error) error {
		var id string
		var copied int
		err := scan(&id, &copied)
		conversations[at[id]].Copied = copied
		return err
	})
}

const membersOfConversations = `SELECT cm.conversation_id, ` + memberColumns + `
	FROM json_each(?) ids CROSS JOIN conversation_member cm ON cm.conversation_id = ids.value
	CROSS JOIN member m ON m.key = cm.member_key
	ORDER BY cm.conversation_id, m.name_folded, m.key`

const copiesOfConversations = `SELECT message.conversation_id, count(*)
	FROM json_each(?) ids CROSS JOIN message ON message.conversation_id = ids.value CROSS JOIN entry ON ` + copyOfMessage + `
	GROUP BY message.conversation_id`

// copyOfMessage joins a message with the entry that copies it, unless that was removed again.
const copyOfMessage = `entry.source_key = message.source_key AND entry.source_key <> ''
	AND entry.state NOT IN ('removing', 'removed')`

const newestOfMembers = `SELECT ids.value, (
		SELECT c.id FROM conversation_member cm CROSS JOIN conversation c ON c.id = cm.conversation_id
		WHERE cm.member_key = ids.value ORDER BY c.last_at DESC, c.id LIMIT 1
	) FROM json_each(?) ids`

// Newest is the newest conversation of each of the members who has one, by key.
func (s CaptureStore) Newest(ctx context.Context, members []string) (map[string]string, error) {
	newest := map[string]string{}
	err := s.db.view(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, newestOfMembers, []any{list(members)}, func(scan func(...any) error) error {
			var key string
			var conversation sql.NullString
			err := scan(&key, &conversation)
			if conversation.Valid {
				newest[key] = conversation.String
			}
			return err
		})
	})
	return newest, err
}
