package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"ferry/backend/crm"
	"ferry/backend/matching"
)

var _ matching.Decisions = (*Database)(nil)

// Decision is the decision about a member; false where there is none.
func (d *Database) Decision(ctx context.Context, member string) (matching.Decision, bool, error) {
	decision := matching.Decision{Member: member}
	err := d.view(ctx, func(tx *sql.Tx) error {
		var at string
		err := tx.QueryRowContext(ctx, `
			SELECT row_table, row_id, row_name, not_in_crm, decided_at, decided_by FROM decision WHERE member = ?`, member).
			Scan(&decision.Row.Table, &decision.Row.ID, &decision.Row.Name, &decision.NotInCRM, &at, &decision.DecidedBy)
		if err != nil {
			return err
		}
		if decision.DecidedAt, err = parseMoment(at); err != nil {
			return err
		}
		decision.Rejected, err = rejectedRows(ctx, tx, member)
		return err
	})
	if errors.Is(err, sql.ErrNoRows) {
		return matching.Decision{}, false, nil
	}
	return decision, err == nil, err
}

// AllDecisions lists every decision, in order of member.
func (d *Database) AllDecisions(ctx context.Context) ([]matching.Decision, error) {
	var all []matching.Decision
	err := d.view(ctx, func(tx *sql.Tx) error {
		query := `SELECT member, row_table, row_id, row_name, not_in_crm, decided_at, decided_by FROM decision ORDER BY member`
		err := each(ctx, tx, query, nil, func(scan func(...any) error) error {
			var decision matching.Decision
			var at string
			err := scan(&decision.Member, &decision.Row.Table, &decision.Row.ID, &decision.Row.Name, &decision.NotInCRM, &at,
				&decision.DecidedBy)
			if err == nil {
				decision.DecidedAt, err = parseMoment(at)
			}
			all = append(all, decision)
			return err
		})
		for i := range all {
			if err == nil {
				all[i].Rejected, err = rejectedRows(ctx, tx, all[i].Member)
			}
		}
		return err
	})
	return all, err
}

func rejectedRows(ctx context.Context, tx *sql.Tx, member string) ([]crm.Ref, error) {
	var rejected []crm.Ref
	query := `SELECT row_table, row_id, row_name FROM decision_rejected WHERE member = ? ORDER BY row_table, row_id`
	err := each(ctx, tx, query, []any{member}, func(scan func(...any) error) error {
		var row crm.Ref
		err := scan(&row.Table, &row.ID, &row.Name)
		rejected = append(rejected, row)
		return err
	})
	return rejected, err
}

// SaveDecision replaces what was decided about the member, rejected rows included.
func (d *Database) SaveDecision(ctx context.Context, decision matching.Decision) error {
	return d.update(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `DELETE FROM decision WHERE member = ?`, decision.Member); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `
			INSERT INTO decision (member, row_table, row_id, row_name, not_in_crm, decided_at, decided_by)
			VALUES (?, ?, ?, ?, ?, ?, ?)`,
			decision.Member, decision.Row.Table, decision.Row.ID, decision.Row.Name, decision.NotInCRM,
			formatMoment(decision.DecidedAt), decision.DecidedBy)
		if err != nil {
			return err
		}
		for _, row := range decision.Rejected {
			_, err := tx.ExecContext(ctx, `
				INSERT INTO decision_rejected (member, row_table, row_id, row_name) VALUES (?, ?, ?, ?)
				ON CONFLICT (member, row_table, row_id) DO NOTHING`, decision.Member, row.Table, row.ID, row.Name)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// DeleteDecision forgets what was decided about the member; nothing to forget is no error.
func (d *Database) DeleteDecision(ctx context.Context, member string) error {
	return d.update(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM decision WHERE member = ?`, member)
		return err
	})
}
