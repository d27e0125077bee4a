package matching

import (
	"slices"

	"ferry/backend/crm"
)

// judge takes the best grounds on which there is anything, and says how far they carry.
func judge(member crm.Member, candidates []crm.Candidate) crm.Match {
	if sameAddress := having(candidates, crm.ReasonEmail); len(sameAddress) > 0 {
		return byEmail(sameAddress, candidates)
	}
	if sameCompany := having(candidates, crm.ReasonNameCompany); len(sameCompany) > 0 {
		return only(sameCompany, crm.MatchStrong, candidates)
	}
	if sameName := having(candidates, crm.ReasonNameOnly); len(sameName) > 0 {
		if member.Organization {
			return only(sameName, crm.MatchStrong, candidates)
		}
		return only(sameName, crm.MatchWeak, candidates)
	}
	return crm.Match{Strength: crm.MatchNone, Candidates: candidates}
}

// byEmail settles rows with the member's address. Addresses are shared (info@, families), so that of several rows the one
// with the member's name counts. A lead and the contact it became share address and name: then it is the contact.
func byEmail(sameAddress, all []crm.Candidate) crm.Match {
	named := slices.DeleteFunc(slices.Clone(sameAddress), func(c crm.Candidate) bool {
		return !slices.Contains(c.Reasons, crm.ReasonNameOnly) && !slices.Contains(c.Reasons, crm.ReasonNameCompany)
	})
	if len(named) == 0 {
		named = sameAddress
	}
	if contact, ok := becameContact(named); ok {
		contact.Reasons = append(slices.Clone(contact.Reasons), crm.ReasonContactOverLead)
		return only([]crm.Candidate{contact}, crm.MatchStrong, replace(all, contact))
	}
	return only(named, crm.MatchStrong, all)
}

// becameContact picks the one contact beside leads of the same name.
func becameContact(rows []crm.Candidate) (crm.Candidate, bool) {
	if len(rows) == 1 {
		return crm.Candidate{}, false
	}
	var contact crm.Candidate
	for _, row := range rows {
		if crm.Fold(row.Row.Name) != crm.Fold(rows[0].Row.Name) {
			return crm.Candidate{}, false
		}
		if row.Row.Table != crm.TableContact {
			continue
		}
		if !contact.Row.IsZero() {
			return crm.Candidate{}, false
		}
		contact = row
	}
	return contact, !contact.Row.IsZero()
}

// only is a match with the one row there is, of the given strength, or several.
func only(rows []crm.Candidate, strength crm.Strength, all []crm.Candidate) crm.Match {
	if len(rows) > 1 {
		return crm.Match{Strength: crm.MatchSeveral, Reasons: rows[0].Reasons, Candidates: all}
	}
	return crm.Match{Strength: strength, Row: rows[0].Row, Reasons: rows[0].Reasons, Candidates: all}
}

func having(candidates []crm.Candidate, reason crm.Reason) []crm.Candidate {
	var result []crm.Candidate
	for _, candidate := range candidates {
		if slices.Contains(candidate.Reasons, reason) {
			result = append(result, candidate)
		}
	}
	return result
}

func replace(candidates []crm.Candidate, with crm.Candidate) []crm.Candidate {
	result := slices.Clone(candidates)
	for i := range result {
		if result[i].Row.SameRow(with.Row) {
			result[i] = with
		}
	}
	return result
}
