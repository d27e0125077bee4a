package sqlite

import (
	"context"
	"database/sql"
	"strings"

	"ferry/backend/crm"
)

// maxCandidates bounds what one lookup returns: beyond it, a person has to say more.
const maxCandidates = 50

// candidateQueries select a candidate by table: logical name, id, name, company, title, e-mail. Only active rows fit.
// The conditions of a lookup are added with AND.
func candidateQuery(table string) string {
	switch table {
	case crm.TableContact:
		return `SELECT 'contact', c.contactid, coalesce(c.fullname, ''), coalesce(a.name, ''), coalesce(c.jobtitle, ''),
				coalesce(c.emailaddress1, c.emailaddress2, c.emailaddress3, '')
			FROM mirror.contact c LEFT JOIN mirror.account a ON a.accountid = c.parentcustomerid
			WHERE coalesce(c.statecode, 0) = 0`
	case crm.TableLead:
		return `SELECT 'lead', c.leadid, coalesce(c.fullname, ''), coalesce(c.companyname, ''), coalesce(c.jobtitle, ''),
				coalesce(c.emailaddress1, c.emailaddress2, c.emailaddress3, '')
			FROM mirror.lead c WHERE coalesce(c.statecode, 0) = 0`
	default:
		return `SELECT 'account', c.accountid, coalesce(c.name, ''), coalesce(c.name, ''), '', coalesce(c.emailaddress1, '')
			FROM mirror.account c WHERE coalesce(c.statecode, 0) = 0`
	}
}

// people are the tables that hold people, in the order in which candidates of equal standing are given.
func people() []string { return []string{crm.TableContact, crm.TableLead} }

// ByEmail finds active contacts and leads that hold the address in any e-mail column, in any letter case.
func (d *Database) ByEmail(ctx context.Context, email string) ([]crm.Candidate, error) {
	email = strings.TrimSpace(email)
	if email == "" {
		return nil, nil
	}
	var found []crm.Candidate
	err := d.view(ctx, func(tx *sql.Tx) error {
		for _, table := range people() {
			some, err := candidates(ctx, tx, emailQuery(table), email, email, email, maxCandidates)
			if err != nil {
				return err
			}
			found = append(found, some...)
		}
		return nil
	})
	return found, err
}

// emailQuery looks each column up in its own index: SQLite does not join partial indexes for an OR.
func emailQuery(table string) string {
	var columns []string
	for _, column := range []string{"emailaddress1", "emailaddress2", "emailaddress3"} {
		columns = append(columns, "SELECT _row FROM mirror."+table+" WHERE "+column+" = ? COLLATE NOCASE")
	}
	return candidateQuery(table) + ` AND c._row IN (` + strings.Join(columns, " UNION ") + `) LIMIT ?`
}

// ByName finds active contacts and leads, or accounts for an organization, whose folded name equals crm.Fold(name).
func (d *Database) ByName(ctx context.Context, name string, organization bool) ([]crm.Candidate, error) {
	folded := crm.Fold(name)
	if folded == "" {
		return nil, nil
	}
	tables := people()
	if organization {
		tables = []string{crm.TableAccount}
	}
	var found []crm.Candidate
	err := d.view(ctx, func(tx *sql.Tx) error {
		for _, table := range tables {
			some, err := candidates(ctx, tx, nameQuery(table), folded, maxCandidates)
			if err != nil {
				return err
			}
			found = append(found, some...)
		}
		return nil
	})
	return found, err
}

func nameQuery(table string) string { return candidateQuery(table) + ` AND c._name = ? LIMIT ?` }

// ByRef reads one active contact, lead or account. crm.CodeNotFound where it is not there or not active.
func (d *Database) ByRef(ctx context.Context, row crm.Ref) (crm.Candidate, error) {
	var found []crm.Candidate
	err := d.view(ctx, func(tx *sql.Tx) (err error) {
		switch row.Table {
		case crm.TableContact, crm.TableLead, crm.TableAccount:
			found, err = candidates(ctx, tx, refQuery(row.Table), strings.ToLower(row.ID))
		}
		return err
	})
	if err == nil && len(found) == 0 {
		err = crm.Errorf(crm.CodeNotFound, "no active row of %.40q with this id in the mirror", row.Table)
	}
	if err != nil {
		return crm.Candidate{}, err
	}
	return found[0], nil
}

func refQuery(table string) string { return candidateQuery(table) + ` AND c.` + table + `id = ?` }

// candidates runs a query that candidateQuery began.
func candidates(ctx context.Context, tx *sql.Tx, query string, args ...any) ([]crm.Candidate, error) {
	var found []crm.Candidate
	err := each(ctx, tx, query, args, func(scan func(...any) error) error {
		var c crm.Candidate
		err := scan(&c.Row.Table, &c.Row.ID, &c.Row.Name, &c.Company, &c.Title, &c.Email)
		found = append(found, c)
		return err
	})
	return found, err
}
