package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"ferry/backend/capture"
	"ferry/backend/crm"
)

// Add stores material in one transaction.
func (s CaptureStore) Add(
	ctx context.Context, material capture.Material, at time.Time, progress func(capture.Progress),
) (capture.Report, error) {
	report := capture.Report{Skipped: material.Skipped, Problems: material.Problems}
	err := s.db.updateMaterial(ctx, func(tx *sql.Tx) error { // members get another key, in entries too
		add := adder{
			tx: tx, material: material, report: &report, progress: progress, prepared: map[string]*sql.Stmt{},
			keys: map[string]string{}, opened: map[string]bool{}, claimed: map[int64]bool{},
		}
		defer add.close()
		for _, step := range []func(context.Context) error{
			add.members, add.adopt, add.connections, add.conversations, add.messages, add.withoutOwner, add.refresh,
		} {
			if err := step(ctx); err != nil {
				return err
			}
		}
		return add.run(ctx, at)
	})
	if err != nil {
		return capture.Report{}, err
	}
	return report, nil
}

// adder is one transaction that stores material. Statements are prepared once, since there are thousands of rows.
type adder struct {
	tx       *sql.Tx
	material capture.Material
	report   *capture.Report
	progress func(capture.Progress)
	prepared map[string]*sql.Stmt
	words    []indexed
	// keys holds who, of the material's members without an address, is known by one: the key in the material to the other.
	keys map[string]string
	// opened are the conversations that are new; claimed the messages that one of the material's is.
	opened  map[string]bool
	claimed map[int64]bool
	fresh   bool  // nothing was stored before
	lastRow int64 // the highest number of a message
}

// indexed is a new message on its way into the search index.
type indexed struct {
	Row   int64
	Words string
}

func (a *adder) close() {
	for _, statement := range a.prepared {
		_ = statement.Close() // the end of the transaction closes it anyway
	}
}

// prepare gives a statement, unless the work was cancelled. It is asked between statements and not during them: watching
// for it would start a goroutine for each of a hundred thousand short ones.
func (a *adder) prepare(ctx context.Context, query string) (*sql.Stmt, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if statement := a.prepared[query]; statement != nil {
		return statement, nil
	}
	statement, err := a.tx.PrepareContext(ctx, query)
	if err == nil {
		a.prepared[query] = statement
	}
	return statement, err
}

// orCancelled names the cause of an error: once its context has ended, a transaction is rolled back under the statement.
func orCancelled(ctx context.Context, err error) error {
	if err != nil && ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

// exec runs a statement and says how many rows it changed.
func (a *adder) exec(ctx context.Context, query string, arguments ...any) (int, error) {
	statement, err := a.prepare(ctx, query) //nolint:sqlclosecheck // kept for the next row; close closes it
	if err != nil {
		return 0, err
	}
	result, err := statement.ExecContext(context.WithoutCancel(ctx), arguments...)
	if err != nil {
		return 0, orCancelled(ctx, err)
	}
	changed, err := result.RowsAffected()
	return int(changed), err
}

// scan reads one row; false when there is none.
func (a *adder) scan(ctx context.Context, query string, arguments []any, into ...any) (bool, error) {
	statement, err := a.prepare(ctx, query) //nolint:sqlclosecheck // kept for the next row; close closes it
	if err != nil {
		return false, err
	}
	err = statement.QueryRowContext(context.WithoutCancel(ctx), arguments...).Scan(into...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, orCancelled(ctx, err)
}

// members adds new ones. Of one that is known, newer material outweighs older, and nothing that was known is taken away.
func (a *adder) members(ctx context.Context) error {
	asOf := formatMoment(a.material.AsOf)
	if _, err := a.scan(ctx, `SELECT NOT EXISTS (SELECT 1 FROM message)`, nil, &a.fresh); err != nil {
		return err
	}
	for _, member := range a.material.Members {
		if known, err := a.knownByAddress(ctx, member); err != nil {
			return err
		} else if known != "" {
			a.keys[member.Key] = known
			continue
		}
		known, since, err := a.member(ctx, member.Key)
		if err != nil {
			return err
		}
		now, newest := member, asOf
		switch {
		case known.Key == "":
			a.report.Members++
		case asOf >= since:
			now = capture.Merge(member, known)
		default:
			now, newest = capture.Merge(known, member), since
		}
		if now == known && newest == since {
			continue
		}
		if err := a.saveMember(ctx, now, newest); err != nil {
			return err
		}
		if known.Key != "" && now != known {
			if err := a.tellEntries(ctx, now.Key, now); err != nil {
				return err
			}
		}
	}
	return nil
}

func (a *adder) member(ctx context.Context, key string) (m crm.Member, asOf string, err error) {
	_, err = a.scan(ctx, `SELECT `+memberColumns+`, m.as_of FROM member m WHERE m.key = ?`, []any{key},
		&m.Key, &m.Name, &m.FirstName, &m.LastName, &m.URL, &m.Email, &m.Company, &m.Title, &m.Organization, &asOf)
	return m, asOf, err
}

func (a *adder) saveMember(ctx context.Context, m crm.Member, asOf string) error {
	_, err := a.exec(ctx, `
		INSERT INTO member
			(key, name, name_folded, first_name, last_name, url, email, company, title, organization, as_of, words)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (key) DO UPDATE SET name = excluded.name, name_folded = excluded.name_folded,
			first_name = excluded.first_name, last_name = excluded.last_name, url = excluded.url, email = excluded.email,
			company = excluded.company, title = excluded.title, organization = excluded.organization,
			as_of = excluded.as_of, words = excluded.words`,
		m.Key, m.Name, crm.Fold(m.Name), m.FirstName, m.LastName, m.URL, m.Email, m.Company, m.Title, m.Organization,
		asOf, foldedWords(m.Name, m.Company, m.Title))
	return err
}

// connections marks members as first-degree connections.
func (a *adder) connections(ctx context.Context) error {
	for _, connection := range a.material.Connections {
		key := a.key(connection.Member.Key)
		added, err := a.exec(ctx, `UPDATE member SET connected = 1 WHERE key = ? AND connected = 0`, key)
		if err != nil {
			return err
		}
		a.report.Connections += added
		if connection.ConnectedOn.IsZero() {
			continue
		}
		on := formatMoment(connection.ConnectedOn)
		if _, err := a.exec(ctx, `UPDATE member SET connected_on = ? WHERE key = ?`, on, key); err != nil {
			return err
		}
	}
	return nil
}

func (a *adder) conversations(ctx context.Context) error {
	for _, c := range a.material.Conversations {
		added, err := a.exec(ctx, `INSERT INTO conversation (id, title) VALUES (?, ?) ON CONFLICT (id) DO NOTHING`,
			c.ID, c.Title)
		if err != nil {
			return err
		}
		a.report.Conversations += added
		a.opened[c.ID] = added > 0
		if added == 0 && c.Title != "" {
			if _, err := a.exec(ctx, `UPDATE conversation SET title = ? WHERE id = ?`, c.Title, c.ID); err != nil {
				return err
			}
		}
		for _, member := range c.Members {
			_, err := a.exec(ctx, `INSERT INTO conversation_member (conversation_id, member_key) VALUES (?, ?)
				ON CONFLICT (conversation_id, member_key) DO NOTHING`, c.ID, a.key(member.Key))
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// withoutOwner takes the owner out of the members, where an earlier archive with another owner had put them.
func (a *adder) withoutOwner(ctx context.Context) error {
	_, err := a.exec(ctx, `DELETE FROM member WHERE key = ?`, a.material.Owner.Member.Key)
	return err
}

// refresh derives what the list of conversations shows from the messages.
func (a *adder) refresh(ctx context.Context) error {
	for _, c := range a.material.Conversations {
		gone, err := a.exec(ctx, `DELETE FROM conversation WHERE id = ?1
			AND NOT EXISTS (SELECT 1 FROM message WHERE conversation_id = ?1)`, c.ID)
		if err != nil {
			return err
		}
		if gone > 0 { // all its messages stand in another one
			if a.opened[c.ID] {
				a.report.Conversations--
			}
			continue
		}
		words, err := a.conversationWords(ctx, c.ID)
		if err != nil {
			return err
		}
		_, err = a.exec(ctx, `
			UPDATE conversation SET (messages, last_at, spam, sponsored) = (
				SELECT count(*), max(sent_at), min(folder = 'SPAM'), min(sponsored) FROM message WHERE conversation_id = ?1
			), preview = (
				SELECT trim(substr(replace(replace(CASE body WHEN '' THEN attachments ELSE body END, char(13), ''), char(10), ' '),
					1, 160)) FROM message WHERE conversation_id = ?1 ORDER BY sent_at DESC, _row DESC LIMIT 1
			), words = ?2
			WHERE id = ?1`, c.ID, words)
		if err != nil {
			return err
		}
	}
	return nil
}

func (a *adder) conversationWords(ctx context.Context, id string) (string, error) {
	var names string
	_, err := a.scan(ctx, `
		SELECT c.title || ' ' || coalesce((
			SELECT group_concat(m.name, ' ') FROM conversation_member cm JOIN member m ON m.key = cm.member_key
			WHERE cm.conversation_id = c.id), '')
		FROM conversation c WHERE c.id = ?`, []any{id}, &names)
	return foldedWords(names), err
}

func (a *adder) run(ctx context.Context, at time.Time) error {
	owner, err := json.Marshal(a.material.Owner)
	if err != nil {
		return err
	}
	report, err := json.Marshal(a.report)
	if err != nil {
		return err
	}
	_, err = a.exec(ctx, `INSERT INTO capture_run (at, owner, report) VALUES (?, ?, ?)`,
		formatMoment(at), string(owner), string(report))
	return err
}
