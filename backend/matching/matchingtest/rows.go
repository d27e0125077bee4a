package matchingtest

import (
	"context"
	"slices"
	"strings"

	"ferry/backend/crm"
	"ferry/backend/matching"
)

// Row is one row of Rows, with all its e-mail addresses.
type Row struct {
	crm.Candidate
	Emails []string
}

// Rows is a matching.Rows over a slice.
type Rows []Row

var _ matching.Rows = Rows(nil)

// ByEmail finds contacts and leads by any of their addresses.
func (r Rows) ByEmail(_ context.Context, email string) ([]crm.Candidate, error) {
	return r.where(func(row Row) bool {
		for _, address := range row.Emails {
			if strings.EqualFold(address, email) && row.Row.Table != crm.TableAccount {
				return true
			}
		}
		return false
	}), nil
}

// ByName finds contacts and leads, or accounts, by folded name.
func (r Rows) ByName(_ context.Context, name string, organization bool) ([]crm.Candidate, error) {
	return r.where(func(row Row) bool {
		return (row.Row.Table == crm.TableAccount) == organization && crm.Fold(row.Row.Name) == crm.Fold(name)
	}), nil
}

// ByURL finds rows by their LinkedIn address.
func (r Rows) ByURL(_ context.Context, profile string, organization bool) ([]crm.Candidate, error) {
	return r.where(func(row Row) bool {
		return (row.Row.Table == crm.TableAccount) == organization && row.URL != "" && row.URL == profile
	}), nil
}

// Near finds rows that share a key.
func (r Rows) Near(_ context.Context, keys []string, organization bool) ([]crm.Candidate, error) {
	return r.where(func(row Row) bool {
		return (row.Row.Table == crm.TableAccount) == organization &&
			slices.ContainsFunc(row.keys(), func(key string) bool { return slices.Contains(keys, key) })
	}), nil
}

func (r Row) keys() []string {
	company := ""
	if r.Row.Table == crm.TableLead {
		company = r.Company
	}
	return matching.Keys(r.Row.Name, company, r.Row.Table == crm.TableAccount)
}

// Colleagues finds contacts whose company has the name of one of the accounts.
func (r Rows) Colleagues(_ context.Context, accounts []crm.Ref) ([]crm.Candidate, error) {
	return r.where(func(row Row) bool {
		return row.Row.Table == crm.TableContact &&
			slices.ContainsFunc(accounts, func(account crm.Ref) bool { return account.Name == row.Company })
	}), nil
}

// ByRef reads one row.
func (r Rows) ByRef(_ context.Context, ref crm.Ref) (crm.Candidate, error) {
	found := r.where(func(row Row) bool { return row.Row.SameRow(ref) })
	if len(found) == 0 {
		return crm.Candidate{}, crm.Errorf(crm.CodeNotFound, "no such row")
	}
	return found[0], nil
}

// Search finds rows whose name contains the query.
func (r Rows) Search(_ context.Context, query string, limit int) ([]crm.Candidate, error) {
	found := r.where(func(row Row) bool { return strings.Contains(crm.Fold(row.Row.Name), crm.Fold(query)) })
	return found[:min(limit, len(found))], nil
}

func (r Rows) where(fits func(Row) bool) []crm.Candidate {
	var found []crm.Candidate
	for _, row := range r {
		if fits(row) {
			found = append(found, row.Candidate)
		}
	}
	return found
}
