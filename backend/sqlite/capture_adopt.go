package sqlite

import (
	"context"
	"encoding/json"
	"strings"

	"ferry/backend/capture"
	"ferry/backend/crm"
)

// Older archives, tables and pasted text know people by name alone; newer archives by address. Where a name is that of one
// person with an address only, it is that person.

// key is the key under which a member of the material is stored.
func (a *adder) key(key string) string {
	if known := a.keys[key]; known != "" {
		return known
	}
	return key
}

// renamed is the message with the keys under which its people are stored.
func (a *adder) renamed(m capture.Message) capture.Message {
	if len(a.keys) == 0 {
		return m
	}
	m.Sender.Key = a.key(m.Sender.Key)
	recipients := make([]capture.Party, len(m.Recipients))
	for i, recipient := range m.Recipients {
		recipients[i] = capture.Party{Key: a.key(recipient.Key), Name: recipient.Name}
	}
	m.Recipients = recipients
	return m
}

func byNameAlone(m crm.Member) bool {
	return m.URL == "" && strings.HasPrefix(m.Key, "name:") && !capture.IsHidden(m) && crm.Fold(m.Name) != ""
}

// knownByAddress is the key of the one stored member with an address who bears the name of a member without one.
func (a *adder) knownByAddress(ctx context.Context, member crm.Member) (string, error) {
	if !byNameAlone(member) {
		return "", nil
	}
	var key, company string
	var count int
	_, err := a.scan(ctx, `SELECT count(*), coalesce(min(key), ''), coalesce(min(company), '') FROM member
		WHERE name_folded = ? AND url <> ''`, []any{crm.Fold(member.Name)}, &count, &key, &company)
	if err != nil || count != 1 || !fits(member.Company, company) {
		return "", err
	}
	return key, nil
}

// fits: namesakes in different companies are different people.
func fits(a, b string) bool { return a == "" || b == "" || crm.Fold(a) == crm.Fold(b) }

// adopt gives a member with an address what was stored under the bare name.
func (a *adder) adopt(ctx context.Context, member crm.Member) error {
	if a.fresh || member.URL == "" {
		return nil
	}
	var former, company string
	var bare, addressed int
	_, err := a.scan(ctx, `SELECT count(*) FILTER (WHERE url = ''), count(*) FILTER (WHERE url <> ''),
			coalesce(min(key) FILTER (WHERE url = ''), ''), coalesce(min(company) FILTER (WHERE url = ''), '')
		FROM member WHERE name_folded = ?`, []any{crm.Fold(member.Name)}, &bare, &addressed, &former, &company)
	if err != nil || bare != 1 || addressed != 1 || !fits(member.Company, company) ||
		!byNameAlone(crm.Member{Key: former, Name: member.Name}) {
		return err
	}
	return a.replace(ctx, former, member.Key)
}

// replace puts one key in the place of another: in conversations, messages and decisions. Entries keep the member as it was
// known when they were made.
func (a *adder) replace(ctx context.Context, former, key string) error {
	formerText, err := json.Marshal(former)
	if err != nil {
		return err
	}
	keyText, err := json.Marshal(key)
	if err != nil {
		return err
	}
	const theirs = ` WHERE conversation_id IN (SELECT conversation_id FROM conversation_member WHERE member_key = ?1)`
	for _, step := range []struct {
		query     string
		arguments []any
	}{
		{`UPDATE message SET sender_key = ?2` + theirs + ` AND sender_key = ?1`, []any{former, key}},
		{`UPDATE message SET recipients = replace(recipients, ?2, ?3)` + theirs, []any{former, string(formerText), string(keyText)}},
		{`INSERT OR IGNORE INTO conversation_member (conversation_id, member_key)
			SELECT conversation_id, ?2 FROM conversation_member WHERE member_key = ?1`, []any{former, key}},
		{`INSERT OR IGNORE INTO decision (member, row_table, row_id, row_name, not_in_crm, decided_at, decided_by)
			SELECT ?2, row_table, row_id, row_name, not_in_crm, decided_at, decided_by FROM decision WHERE member = ?1`,
			[]any{former, key}},
		{`INSERT OR IGNORE INTO decision_rejected (member, row_table, row_id, row_name)
			SELECT ?2, row_table, row_id, row_name FROM decision_rejected WHERE member = ?1`, []any{former, key}},
		{`DELETE FROM decision WHERE member = ?1`, []any{former}},
		{`DELETE FROM member WHERE key = ?1`, []any{former}},
	} {
		if _, err := a.exec(ctx, step.query, step.arguments...); err != nil {
			return err
		}
	}
	return nil
}
