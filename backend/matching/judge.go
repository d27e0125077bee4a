package matching

import (
	"slices"

	"ferry/backend/crm"
)

// judge takes the best grounds on which there is anything, and says how far they carry. found is ranked.
func judge(found []finding) crm.Match {
	if len(found) == 0 {
		return crm.Match{Strength: crm.MatchNone}
	}
	switch best := found[0].grade; {
	case best >= gradeEmail:
		if match, sure := despiteAddress(found, best); sure {
			return match
		}
		return byAddress(having(found, best), found)
	case best >= gradeNear:
		return byName(found)
	case best >= gradeHint:
		return only(having(found, best), crm.MatchWeak, found)
	}
	return crm.Match{Strength: crm.MatchNone, Candidates: candidates(found)}
}

// despiteAddress is the match by name where all rows with the member's address bear other people's names: the address is the
// office's or the family's, and who has the name in the company is the member all the same.
func despiteAddress(found []finding, best grade) (match crm.Match, sure bool) {
	rest := slices.DeleteFunc(slices.Clone(found), func(f finding) bool { return f.other })
	if len(rest) == 0 || rest[0].grade >= best {
		return crm.Match{}, false
	}
	match = judge(rest)
	match.Candidates = candidates(append(rest, slices.DeleteFunc(slices.Clone(found), func(f finding) bool { return !f.other })...))
	return match, match.Strength == crm.MatchStrong
}

// byAddress settles rows with the member's e-mail or LinkedIn address. Addresses are shared (info@, families), so that of
// several rows the one with the member's name counts. A lead and the contact it became share address and name: then it is
// the contact. One row that bears another person's name has the e-mail address of both, or was the member's before it was
// written over: nothing is sent under it unasked. A LinkedIn address is nobody else's.
func byAddress(sameAddress, all []finding) crm.Match {
	named := slices.DeleteFunc(slices.Clone(sameAddress), func(f finding) bool { return !f.named() })
	if len(named) == 0 {
		named = sameAddress
	}
	if contact, ok := becameContact(named); ok {
		contact.Reasons = append(slices.Clone(contact.Reasons), crm.ReasonContactOverLead)
		return only([]finding{contact}, crm.MatchStrong, replace(all, contact))
	}
	if named[0].other {
		return only(named, crm.MatchWeak, all)
	}
	return only(named, crm.MatchStrong, all)
}

// byName settles rows with the member's name in the member's company. A name that is the same outdoes one that looks like a
// mistake in writing it; not one that is another way of writing it, since then the CRM may hold the person twice. Between
// several the job title decides, where it can.
func byName(found []finding) crm.Match {
	rivals := slices.DeleteFunc(slices.Clone(found), func(f finding) bool {
		return f.grade < gradeNear || (found[0].grade == gradeExact && f.grade == gradeNear && !f.part)
	})
	if len(rivals) > 1 {
		if one, ok := byTitle(rivals); ok {
			one.Reasons = append(slices.Clone(one.Reasons), crm.ReasonTitle)
			return only([]finding{one}, crm.MatchStrong, replace(found, one))
		}
		if contact, ok := sharedAddress(rivals); ok {
			contact.Reasons = append(slices.Clone(contact.Reasons), crm.ReasonContactOverLead)
			return only([]finding{contact}, crm.MatchStrong, replace(found, contact))
		}
	}
	return only(rivals, crm.MatchStrong, found)
}

// byTitle picks the one row with the member's job title, when the others are known to have another.
func byTitle(rivals []finding) (finding, bool) {
	var chosen []finding
	for _, f := range rivals {
		switch {
		case f.title >= titleSame:
			chosen = append(chosen, f)
		case f.title > titleUnlike || f.Title == "":
			return finding{}, false
		}
	}
	if len(chosen) != 1 || slices.Contains(chosen[0].Reasons, crm.ReasonTitle) {
		return finding{}, false
	}
	return chosen[0], true
}

// sharedAddress picks the one contact beside leads that have its e-mail address.
func sharedAddress(rivals []finding) (finding, bool) {
	contact, ok := becameContact(rivals)
	if !ok || contact.Email == "" {
		return finding{}, false
	}
	for _, f := range rivals {
		if crm.Fold(f.Email) != crm.Fold(contact.Email) {
			return finding{}, false
		}
	}
	return contact, true
}

// becameContact picks the one contact beside leads of the same name.
func becameContact(rows []finding) (finding, bool) {
	if len(rows) == 1 {
		return finding{}, false
	}
	var contact finding
	for _, row := range rows {
		if crm.Fold(row.Row.Name) != crm.Fold(rows[0].Row.Name) {
			return finding{}, false
		}
		if row.Row.Table != crm.TableContact {
			continue
		}
		if !contact.Row.IsZero() {
			return finding{}, false
		}
		contact = row
	}
	return contact, !contact.Row.IsZero()
}

// only is a match with the one row there is, of the given strength, or several.
func only(rows []finding, strength crm.Strength, all []finding) crm.Match {
	match := crm.Match{Strength: strength, Row: rows[0].Row, Reasons: rows[0].Reasons, Candidates: candidates(all)}
	if len(rows) > 1 {
		match.Strength, match.Row = crm.MatchSeveral, crm.Ref{}
	}
	return match
}

func having(found []finding, wanted grade) []finding {
	return slices.DeleteFunc(slices.Clone(found), func(f finding) bool { return f.grade != wanted })
}

func replace(found []finding, with finding) []finding {
	result := slices.Clone(found)
	for i := range result {
		if result[i].Row.SameRow(with.Row) {
			result[i] = with
		}
	}
	return result
}

// candidates are what a person may choose from, best first.
func candidates(found []finding) []crm.Candidate {
	var result []crm.Candidate
	for _, f := range found[:min(len(found), maxCandidates)] {
		result = append(result, f.Candidate)
	}
	return result
}
