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

// CaptureStore is capture.Store in outbox.db.
type CaptureStore struct{ db *Database }

var _ capture.Store = CaptureStore{}

// Capture gives the store of LinkedIn material.
func (d *Database) Capture() CaptureStore { return CaptureStore{db: d} }

const memberColumns = `m.key, m.name, m.first_name, m.last_name, m.url, m.email, m.company, m.title, m.organization`

func scanMember(scan func(...any) error) (crm.Member, error) {
	var m crm.Member
	err := scan(&m.Key, &m.Name, &m.FirstName, &m.LastName, &m.URL, &m.Email, &m.Company, &m.Title, &m.Organization)
	return m, err
}

// Member is what all material together says of a member.
func (s CaptureStore) Member(ctx context.Context, key string) (crm.Member, error) {
	var member crm.Member
	err := s.db.view(ctx, func(tx *sql.Tx) (err error) {
		member, err = scanMember(tx.QueryRowContext(ctx, `SELECT `+memberColumns+` FROM member m WHERE m.key = ?`, key).Scan)
		return err
	})
	return member, notFound(err, "no such member")
}

// Members lists the people and companies of the material by name.
func (s CaptureStore) Members(ctx context.Context, query capture.Query) (capture.MemberPage, error) {
	query = query.Bounded()
	where, arguments := likeWords("m.words", query.Text)
	page := capture.MemberPage{}
	err := s.db.view(ctx, func(tx *sql.Tx) error {
		count := `SELECT count(*) FROM member m WHERE ` + where
		if err := tx.QueryRowContext(ctx, count, arguments...).Scan(&page.Total); err != nil {
			return err
		}
		rowsOf := `SELECT ` + memberColumns + ` FROM member m WHERE ` + where +
			` ORDER BY m.name_folded, m.key LIMIT ? OFFSET ?`
		return each(ctx, tx, rowsOf, append(arguments, query.Limit, query.Offset), func(scan func(...any) error) error {
			member, err := scanMember(scan)
			page.Members = append(page.Members, member)
			return err
		})
	})
	return page, err
}

// Owner is the owner of the archive stored last.
func (s CaptureStore) Owner(ctx context.Context) (capture.Owner, bool, error) {
	var text string
	err := s.db.view(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, `SELECT owner FROM capture_run ORDER BY id DESC LIMIT 1`).Scan(&text)
	})
	if errors.Is(err, sql.ErrNoRows) {
		return capture.Owner{}, false, nil
	}
	if err != nil {
		return capture.Owner{}, false, err
	}
	var owner capture.Owner
	if err := json.Unmarshal([]byte(text), &owner); err != nil {
		return capture.Owner{}, false, fmt.Errorf("stored owner: %w", err)
	}
	return owner, true, nil
}

// Runs lists what was brought in, newest first.
func (s CaptureStore) Runs(ctx context.Context) ([]capture.Run, error) {
	var runs []capture.Run
	err := s.db.view(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, `SELECT at, owner, report FROM capture_run ORDER BY id DESC`, nil, func(scan func(...any) error) error {
			var at, owner, report string
			if err := scan(&at, &owner, &report); err != nil {
				return err
			}
			var run capture.Run
			moment, err := parseMoment(at)
			run.At = moment
			runs = append(runs, run)
			last := &runs[len(runs)-1]
			return errors.Join(err, json.Unmarshal([]byte(owner), &last.Owner), json.Unmarshal([]byte(report), &last.Report))
		})
	})
	return runs, err
}

// notFound gives a row that is not there its code.
func notFound(err error, detail string) error {
	if errors.Is(err, sql.ErrNoRows) {
		return crm.Errorf(crm.CodeNotFound, "%s", detail)
	}
	return err
}

// likeWords is a condition that every word of a text is the beginning of a word of a folded column. Columns of words
// begin with a space, so that "ana" finds " ana ruiz" and not " diana".
func likeWords(column, text string) (string, []any) {
	conditions, arguments := []string{"1"}, []any{}
	for _, word := range strings.Fields(crm.Fold(text)) {
		conditions = append(conditions, "instr("+column+", ?) > 0")
		arguments = append(arguments, " "+word)
	}
	return strings.Join(conditions, " AND "), arguments
}

// foldedWords is a text as likeWords looks for it.
func foldedWords(texts ...string) string { return " " + crm.Fold(strings.Join(texts, " ")) }
