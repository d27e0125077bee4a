// Package matching finds the contact, lead or account row that a LinkedIn member is, and says why. Earlier decisions of a
// person come first, then LinkedIn address, e-mail, and name with company and title, however they are written.
//
// It must not write to the CRM and must not know SQL: Rows looks rows up, Decisions remembers what people decided.
package matching

import (
	"context"
	"time"

	"ferry/backend/crm"
)

// Rows looks candidates up in the mirror. The sqlite package implements it. Only active rows (statecode 0) are returned.
type Rows interface {
	// ByEmail finds contacts and leads that hold the address in any e-mail column, in any letter case.
	ByEmail(ctx context.Context, email string) ([]crm.Candidate, error)
	// ByName finds contacts and leads (for a person) or accounts (for an organization) whose folded full name equals
	// crm.Fold(name).
	ByName(ctx context.Context, name string, organization bool) ([]crm.Candidate, error)
	// ByURL finds contacts and leads (for a person) or accounts (for an organization) whose LinkedIn column holds the
	// profile's address, in any of its forms. None where the organization has no such column.
	ByURL(ctx context.Context, profile string, organization bool) ([]crm.Candidate, error)
	// Near finds contacts and leads, or accounts, one of whose Keys is among the keys.
	Near(ctx context.Context, keys []string, organization bool) ([]crm.Candidate, error)
	// Colleagues finds contacts of the accounts, or some of them where they are thousands.
	Colleagues(ctx context.Context, accounts []crm.Ref) ([]crm.Candidate, error)
	// ByRef reads one row, or the active one that it became by a merge or as a qualified lead, or returns an error with
	// crm.CodeNotFound.
	ByRef(ctx context.Context, row crm.Ref) (crm.Candidate, error)
	// Search finds rows for a person who picks by hand, best first, at most limit.
	Search(ctx context.Context, query string, limit int) ([]crm.Candidate, error)
}

// Decision is what a person said about a member: this row, or none at all (NotInCRM).
type Decision struct {
	Member   string // crm.Member.Key
	Row      crm.Ref
	NotInCRM bool
	// Rejected rows are never offered again for this member ("Not the right person").
	Rejected  []crm.Ref
	DecidedAt time.Time
	DecidedBy string // systemuserid
}

// Decisions remembers decisions, in outbox.db, so that they survive re-imports. The sqlite package implements it.
type Decisions interface {
	// Decision is the decision about a member; false where there is none.
	Decision(ctx context.Context, member string) (Decision, bool, error)
	SaveDecision(ctx context.Context, decision Decision) error
	DeleteDecision(ctx context.Context, member string) error
	// AllDecisions lists every decision, in order of member.
	AllDecisions(ctx context.Context) ([]Decision, error)
}
