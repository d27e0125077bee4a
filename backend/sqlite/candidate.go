package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"strings"

	"ferry/backend/capture"
	"ferry/backend/crm"
)

// maxCandidates bounds what one lookup returns. Namesakes of a common name are many, and the one in the right company must be
// among them.
const maxCandidates = 1000

// maxNear bounds what a lookup by likeness returns for each table.
const maxNear = 4000

// candidateQueries select a candidate by table: logical name, id, name, company, title, e-mail, LinkedIn
// address. Only active rows fit.
// The conditions of a lookup are added with AND.
func candidateQuery(table string) string {
	switch table {
	case crm.TableContact:
		return `SELECT 'contact', c.contactid, coalesce(c.fullname, ''), coalesce(a.name, ''), coalesce(c.jobtitle, ''),
				coalesce(c.emailaddress1, c.emailaddress2, c.emailaddress3, ''), coalesce(c._profile, '')
			FROM mirror.contact c LEFT JOIN mirror.account a ON a.accountid = c.parentcustomerid
			WHERE coalesce(c.statecode, 0) = 0`
	case crm.TableLead:
		return `SELECT 'lead', c.leadid, coalesce(c.fullname, ''), coalesce(c.companyname, ''), coalesce(c.jobtitle, ''),
				coalesce(c.emailaddress1, c.emailaddress2, c.emailaddress3, ''), coalesce(c._profile, '')
			FROM mirror.lead c WHERE coalesce(c.statecode, 0) = 0`
	default:
		return `SELECT 'account', c.accountid, coalesce(c.name, ''), coalesce(c.name, ''), '', coalesce(c.emailaddress1, ''),
				coalesce(c._profile, '')
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
	return d.lookUp(ctx, organization, nameQuery, folded, maxCandidates)
}

func nameQuery(table string) string { return candidateQuery(table) + ` AND c._name = ? LIMIT ?` }

// ByURL finds active contacts and leads, or accounts for an organization, whose LinkedIn column holds the profile's address.
func (d *Database) ByURL(ctx context.Context, profile string, organization bool) ([]crm.Candidate, error) {
	address := capture.ProfileURL(profile)
	if address == "" {
		return nil, nil
	}
	return d.lookUp(ctx, organization, profileQuery, address, maxCandidates)
}

func profileQuery(table string) string { return candidateQuery(table) + ` AND c._profile = ? LIMIT ?` }

// Near finds active contacts and leads, or accounts for an organization, one of whose matching.Keys is among the keys.
func (d *Database) Near(ctx context.Context, keys []string, organization bool) ([]crm.Candidate, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	list, err := json.Marshal(keys)
	if err != nil {
		return nil, crm.Errorf(crm.CodeUnexpected, "keys: %w", err)
	}
	return d.lookUp(ctx, organization, nearQuery, string(list), maxNear)
}

func nearQuery(table string) string {
	return candidateQuery(table) + ` AND c._row IN (SELECT _row FROM mirror.` + table + `_near
		WHERE near IN (SELECT value FROM json_each(?))) LIMIT ?`
}

// Colleagues finds active contacts of the accounts, in no order, at most maxNear.
func (d *Database) Colleagues(ctx context.Context, accounts []crm.Ref) ([]crm.Candidate, error) {
	if len(accounts) == 0 {
		return nil, nil
	}
	var ids []string
	for _, account := range accounts {
		ids = append(ids, strings.ToLower(account.ID))
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, crm.Errorf(crm.CodeUnexpected, "ids: %w", err)
	}
	var found []crm.Candidate
	err = d.ask(ctx, colleaguesQuery(), []any{string(list), maxNear}, addCandidate(&found))
	return found, err
}

func colleaguesQuery() string {
	return candidateQuery(crm.TableContact) + ` AND c.parentcustomerid IN (SELECT value FROM json_each(?)) LIMIT ?`
}

// lookUp runs a query over the tables that hold people, or over accounts.
func (d *Database) lookUp(
	ctx context.Context, organization bool, query func(table string) string, args ...any,
) ([]crm.Candidate, error) {
	tables := people()
	if organization {
		tables = []string{crm.TableAccount}
	}
	var found []crm.Candidate
	err := d.view(ctx, func(tx *sql.Tx) error {
		for _, table := range tables {
			some, err := candidates(ctx, tx, query(table), args...)
			if err != nil {
				return err
			}
			found = append(found, some...)
		}
		return nil
	})
	return found, err
}

// ByRef reads one active contact, lead or account, or the active row that it became: the one that it was merged into, or a lead's
// contact once the lead is qualified. crm.CodeNotFound where there is none. Once begun it is not interrupted: to watch for that
// takes a fifth of the time that one row by its id takes.
func (d *Database) ByRef(ctx context.Context, row crm.Ref) (crm.Candidate, error) {
	if err := storageError(ctx.Err()); err != nil {
		return crm.Candidate{}, err
	}
	ctx = context.WithoutCancel(ctx)
	for range mostMerges {
		var found []crm.Candidate
		if !isCandidate(row.Table) {
			break
		}
		if err := d.ask(ctx, refQuery(row.Table), []any{strings.ToLower(row.ID)}, addCandidate(&found)); err != nil {
			return crm.Candidate{}, err
		}
		if len(found) > 0 {
			return found[0], nil
		}
		next, err := d.became(ctx, row)
		if err != nil {
			return crm.Candidate{}, err
		}
		row = next
	}
	return crm.Candidate{}, crm.Errorf(crm.CodeNotFound, "no active row of %.40q with this id in the mirror", row.Table)
}

// mostMerges bounds how far a row is followed; rows that were merged into one another lead nowhere.
const mostMerges = 8

func isCandidate(table string) bool {
	return table == crm.TableContact || table == crm.TableLead || table == crm.TableAccount
}

// became is the row that an inactive one became, or the zero Ref.
func (d *Database) became(ctx context.Context, row crm.Ref) (crm.Ref, error) {
	var next crm.Ref
	err := d.ask(ctx, becameQuery(row.Table), []any{strings.ToLower(row.ID)}, func(scan func(...any) error) error {
		return scan(&next.Table, &next.ID)
	})
	return next, err
}

// becameQuery reads where an inactive row leads. Of leads those that were qualified (statecode 1) have become a contact; one that
// was disqualified has not.
func becameQuery(table string) string {
	if table == crm.TableLead {
		return `SELECT CASE WHEN masterid IS NULL THEN 'contact' ELSE 'lead' END, coalesce(masterid, parentcontactid)
			FROM mirror.lead WHERE leadid = ? AND statecode <> 0
			AND (masterid IS NOT NULL OR statecode = 1 AND parentcontactid IS NOT NULL)`
	}
	return `SELECT '` + table + `', masterid FROM mirror.` + table + ` WHERE ` + table + `id = ? AND statecode <> 0
		AND masterid IS NOT NULL`
}

func refQuery(table string) string { return candidateQuery(table) + ` AND c.` + table + `id = ?` }

// candidates runs a query that candidateQuery began.
func candidates(ctx context.Context, tx *sql.Tx, query string, args ...any) ([]crm.Candidate, error) {
	var found []crm.Candidate
	err := each(ctx, tx, query, args, addCandidate(&found))
	return found, err
}

func addCandidate(to *[]crm.Candidate) func(scan func(...any) error) error {
	return func(scan func(...any) error) error {
		var c crm.Candidate
		err := scan(&c.Row.Table, &c.Row.ID, &c.Row.Name, &c.Company, &c.Title, &c.Email, &c.URL)
		*to = append(*to, c)
		return err
	}
}
