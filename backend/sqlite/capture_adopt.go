package sqlite

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
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

// adopt gives members with an address what is kept under their bare names: material, decisions and entries. It comes after
// all members of the material, since a name that two of them bear is nobody's.
func (a *adder) adopt(ctx context.Context) error {
	var bare bool
	from, until := capture.BareKeys("")
	if _, err := a.scan(ctx, anyBare, []any{from, until}, &bare); err != nil || !bare {
		return err
	}
	for _, member := range a.material.Members {
		if member.URL == "" || crm.Fold(member.Name) == "" {
			continue
		}
		formers, err := a.formers(ctx, member)
		if err != nil {
			return err
		}
		for _, former := range formers {
			if err := a.replace(ctx, former, member.Key); err != nil {
				return err
			}
		}
	}
	return nil
}

const anyBare = `SELECT EXISTS (SELECT 1 FROM member WHERE key >= ?1 AND key < ?2)
	OR EXISTS (SELECT 1 FROM entry WHERE member_key >= ?1 AND member_key < ?2)
	OR EXISTS (SELECT 1 FROM decision WHERE member >= ?1 AND member < ?2)`

// bareKeys are the keys between two with the company that each is known to be of.
const bareKeys = `SELECT key, company FROM member WHERE key >= ?1 AND key < ?2
	UNION SELECT member_key, coalesce(json_extract(member, '$.company'), '') FROM entry WHERE member_key >= ?1 AND member_key < ?2
	UNION SELECT member, '' FROM decision WHERE member >= ?1 AND member < ?2`

// formers are the bare keys that are the member's. A name that several addresses bear is nobody's.
func (a *adder) formers(ctx context.Context, member crm.Member) ([]string, error) {
	companies, err := a.companiesOf(ctx, member.Name)
	if err != nil || len(companies) == 0 {
		return nil, err
	}
	known, _, err := a.member(ctx, member.Key)
	if err != nil {
		return nil, err
	}
	var addressed int
	_, err = a.scan(ctx, `SELECT count(*) FROM member WHERE name_folded = ? AND url <> ''`, []any{crm.Fold(member.Name)}, &addressed)
	if err != nil || addressed != 1 {
		return nil, err
	}
	return ofCompany(companies, known.Company), nil
}

// ofCompany picks the keys of one person: all where no two companies are named, else those of the member's own.
func ofCompany(companies map[string]string, own string) []string {
	named := map[string]bool{crm.Fold(own): true}
	for _, company := range companies {
		named[crm.Fold(company)] = true
	}
	delete(named, "")
	var keys []string
	for key, company := range companies {
		if len(named) <= 1 || (crm.Fold(company) != "" && crm.Fold(company) == crm.Fold(own)) {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys
}

// companiesOf finds the bare keys of a name, and the company of each.
func (a *adder) companiesOf(ctx context.Context, name string) (companies map[string]string, err error) {
	statement, err := a.prepare(ctx, bareKeys) //nolint:sqlclosecheck // kept for the next row; close closes it
	if err != nil {
		return nil, err
	}
	from, until := capture.BareKeys(name)
	rows, err := statement.QueryContext(context.WithoutCancel(ctx), from, until)
	if err != nil {
		return nil, orCancelled(ctx, err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	companies = map[string]string{}
	for rows.Next() {
		var member crm.Member
		if err := rows.Scan(&member.Key, &member.Company); err != nil {
			return nil, err
		}
		if !capture.IsHidden(member) {
			companies[member.Key] = cmp.Or(member.Company, companies[member.Key])
		}
	}
	return companies, rows.Err()
}

// replace puts one key in the place of another: in conversations, messages, decisions and entries.
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
	known, _, err := a.member(ctx, key)
	if err != nil {
		return err
	}
	return a.tellEntries(ctx, former, known)
}

// tellEntries lets entries about a member know what is known now, so that a decision about the member is one about them. What
// they say of the member already stays: it may have been sent.
func (a *adder) tellEntries(ctx context.Context, former string, known crm.Member) error {
	var told []crm.Member
	var ids []string
	query := `SELECT id, member FROM entry WHERE member_key = ?`
	err := each(ctx, a.tx, query, []any{former}, func(scan func(...any) error) error {
		var id, text string
		if err := scan(&id, &text); err != nil {
			return err
		}
		var member crm.Member
		if err := json.Unmarshal([]byte(text), &member); err != nil {
			return fmt.Errorf("member of entry: %w", err)
		}
		ids, told = append(ids, id), append(told, capture.Merge(member, known))
		return nil
	})
	if err != nil {
		return err
	}
	for i, member := range told {
		member.Key = known.Key
		text, err := json.Marshal(member)
		if err != nil {
			return err
		}
		changed, err := a.exec(ctx, `UPDATE entry SET member_key = ?1, member = ?2, search = search || ' ' || ?3
			WHERE id = ?4 AND member <> ?2`, known.Key, string(text), crm.Fold(member.Company), ids[i])
		if err != nil {
			return err
		}
		a.report.Entries += changed
	}
	return nil
}
