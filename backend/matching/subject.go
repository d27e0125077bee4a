package matching

import (
	"slices"
	"strings"

	"ferry/backend/crm"
)

// Subject is a member prepared for comparison with many rows. It may be used from several goroutines.
type Subject struct {
	member  crm.Member
	names   []name // the ways the member's name is written
	folded  []string
	company company
	title   title
	whole   company // an organization's own name
}

// NewSubject prepares a member.
func NewSubject(member crm.Member) Subject {
	s := Subject{member: member, company: parseCompany(member.Company), title: parseTitle(member.Title)}
	for _, written := range names(member) {
		s.names = append(s.names, parseName(written))
		s.folded = append(s.folded, crm.Fold(written))
	}
	if member.Organization {
		s.whole = parseCompany(member.Name)
	}
	return s
}

// Row is a row prepared for comparison with many members.
type Row struct {
	crm.Candidate
	name    name
	folded  string
	company company
	title   title
	ready   bool // company and title are there too
}

// NewRow prepares a row.
func NewRow(candidate crm.Candidate) Row {
	row := newNamed(candidate)
	row.prepare()
	return row
}

// newNamed prepares a row's name alone, by which most rows are already told apart.
func newNamed(candidate crm.Candidate) Row {
	row := Row{Candidate: candidate, folded: crm.Fold(candidate.Row.Name)}
	if candidate.Row.Table != crm.TableAccount {
		row.name = parseName(candidate.Row.Name)
	}
	return row
}

func (r *Row) prepare() {
	if r.ready {
		return
	}
	r.ready = true
	r.title = parseTitle(r.Title)
	if r.Row.Table == crm.TableAccount {
		r.company = parseCompany(r.Row.Name)
		return
	}
	if r.company = parseCompany(r.Company); r.company.joined == "" {
		r.company = domainCompany(r.Email)
	}
}

// grade orders the grounds on which a row may be the member.
type grade int

const (
	gradeNone  grade = iota
	gradeFaint       // worth showing to a person who looks, no match
	gradeHint        // nearly the same name, or another surname with everything else the same
	gradeName        // the same name, and nothing else
	gradeNear        // nearly the same name in the same company
	gradeExact       // the same name in the same company
	gradeEmail       // the same e-mail address
	gradeURL         // the same LinkedIn address
)

// Bounds of a name's quality and of the overlap of titles. They were chosen on the tuning seeds of package people.
const (
	faintLimit  = 0.8
	hintLimit   = 0.9
	sureLimit   = 0.95
	titleSame   = 0.99
	titleLike   = 0.5
	titleUnlike = 0.2
)

// verdict is what one row is to the member.
type verdict struct {
	grade   grade
	reasons []crm.Reason
	score   float64
	title   float64 // overlap of the titles
	part    bool    // the names differ as two ways of writing one person's do, not as by a mistake
	other   bool    // the row bears another person's name, and was found by an e-mail address, which people share
}

// Score is what a row is to the member by name, company and title alone: 0 for nothing, at most 1. It orders rows; how far a
// row may be trusted is Match's to say.
func (s *Subject) Score(row *Row) float64 { return s.compare(row).score }

// contradictedBy reports whether the row bears another person's name, however the member's is written.
func (s *Subject) contradictedBy(row *Row) bool {
	if s.member.Organization || row.Row.Table == crm.TableAccount || len(s.names) == 0 {
		return false
	}
	for i := range s.names {
		if !contradicts(&s.names[i], &row.name) || s.addressedAs(&s.names[i], &row.name) {
			return false
		}
	}
	return true
}

// addressedAs reports whether the member's own addresses call the member by the row's given name, which begins like the one that
// LinkedIn shows: joanna.pawlowska@ is Jo Pawłowska's, whether or not the short form is known.
func (s *Subject) addressedAs(shown, held *name) bool {
	given := held.tokens[0].text
	like := liken(shown, held)
	if like.whole == 0 || like.leftA > 1 || like.leftB > 1 || len(given) < 3 || given[0] != shown.tokens[0].text[0] {
		return false
	}
	mailbox, _, _ := strings.Cut(s.member.Email, "@")
	called, _ := latin(mailbox + " " + s.member.URL) // the LinkedIn address has the name in it, too
	return strings.Contains(called, given)
}

// compare says what a row is to the member, from names, company and title alone.
func (s *Subject) compare(row *Row) verdict {
	if s.member.Organization || row.Row.Table == crm.TableAccount {
		return s.compareAccount(row)
	}
	best := verdict{}
	for i := range s.names {
		found := s.comparePerson(&s.names[i], s.folded[i] == row.folded && row.folded != "", row)
		if found.grade > best.grade || found.grade == best.grade && found.score > best.score {
			best = found
		}
	}
	return best
}

func (s *Subject) comparePerson(written *name, identical bool, row *Row) verdict {
	like := liken(written, &row.name)
	if !identical && like.whole == 0 {
		return verdict{}
	}
	row.prepare()
	near := s.company.closeTo(row.company)
	overlap := s.title.overlap(row.title)
	like.open = like.open && overlap < titleUnlike && len(s.title) > 0 && len(row.title) > 0
	v := verdict{grade: gradeOf(like, identical, near, overlap), title: overlap}
	if !identical {
		v.grade = min(v.grade, ofGenerations(written.generation, row.name.generation))
	}
	if v.grade == gradeNone {
		return v
	}
	v.part = like.count[relSpelling] == 0
	v.reasons = reasonsOf(like, identical || like.same() && !like.order, near, overlap)
	v.score = scoreOf(v.grade, like.quality(), near, overlap)
	return v
}

// gradeOf is the table of what names, company and title are worth together.
func gradeOf(like likeness, identical bool, near closeness, overlap float64) grade {
	same := identical || like.same()
	sure := same || like.near() && like.count[relInitial] == 0 && !like.headless && !like.open
	switch {
	case same && near == companySame:
		return gradeExact
	case same && near == companyNear, sure && near == companySame,
		sure && near == companyNear && (overlap >= titleLike || like.quality() >= sureLimit):
		return gradeNear
	case identical || same && !like.order:
		return gradeName
	case same, sure && near != companyDifferent && like.quality() >= hintLimit, like.near() && near >= companyPart:
		return gradeHint
	case (like.crossed() || like.given) && near == companySame && overlap >= titleSame:
		return gradeHint
	case like.near() && like.quality() >= faintLimit:
		return gradeFaint
	case like.whole >= 1 && near == companySame && (like.given || like.crossed() || like.count[relInitial] > 0):
		return gradeFaint
	}
	return gradeNone
}

// ofGenerations is how far namesakes of one family may be taken for one: not at all when both are told apart, and not without
// asking when only one of them is.
func ofGenerations(a, b string) grade {
	switch {
	case a == b:
		return gradeURL
	case a != "" && b != "":
		return gradeFaint
	}
	return gradeName
}

func reasonsOf(like likeness, same bool, near closeness, overlap float64) []crm.Reason {
	if same {
		return sameReasons(near)
	}
	reasons := []crm.Reason{crm.ReasonNameNear}
	for _, how := range []struct {
		holds  bool
		reason crm.Reason
	}{
		{like.order, crm.ReasonOrder},
		{like.count[relNickname] > 0, crm.ReasonNickname},
		{like.count[relScript] > 0, crm.ReasonScript},
		{like.count[relSpelling] > 0, crm.ReasonSpelling},
		{like.count[relInitial] > 0, crm.ReasonInitial},
		{like.whole >= 2 && like.leftA+like.leftB > 0, crm.ReasonPart},
	} {
		if how.holds {
			reasons = append(reasons, how.reason)
		}
	}
	if like.whole < 2 && like.given && like.leftA > 0 && like.leftB > 0 {
		reasons = []crm.Reason{crm.ReasonSurname}
	}
	return append(reasons, contextReasons(near, overlap)...)
}

func sameReasons(near closeness) []crm.Reason {
	switch near {
	case companySame:
		return []crm.Reason{crm.ReasonNameCompany}
	case companyNear:
		return []crm.Reason{crm.ReasonNameOnly, crm.ReasonCompanyNear}
	default:
		return []crm.Reason{crm.ReasonNameOnly}
	}
}

func contextReasons(near closeness, overlap float64) []crm.Reason {
	var reasons []crm.Reason
	switch near {
	case companySame:
		reasons = append(reasons, crm.ReasonCompany)
	case companyNear:
		reasons = append(reasons, crm.ReasonCompanyNear)
	default: // says nothing for the row
	}
	if overlap >= titleSame {
		reasons = append(reasons, crm.ReasonTitle)
	}
	return reasons
}

// scores of the grades; what is left to the next is for the ways in which rows of one grade differ.
var scores = [...]float64{
	gradeNone: 0, gradeFaint: 0.1, gradeHint: 0.3, gradeName: 0.5, gradeNear: 0.65, gradeExact: 0.8, gradeEmail: 0.9, gradeURL: 0.95,
}

func scoreOf(g grade, quality float64, near closeness, overlap float64) float64 {
	score := scores[g] + 0.05*quality + 0.02*overlap
	if near == companySame {
		score += 0.02
	}
	return score
}

func (s *Subject) compareAccount(row *Row) verdict {
	if !s.member.Organization || row.Row.Table != crm.TableAccount {
		return verdict{}
	}
	row.prepare()
	switch near := s.whole.closeTo(row.company); {
	case slices.Contains(s.folded, row.folded) && row.folded != "":
		return verdict{grade: gradeExact, reasons: []crm.Reason{crm.ReasonNameOnly}, score: scores[gradeExact]}
	case near == companySame:
		return verdict{grade: gradeNear, reasons: []crm.Reason{crm.ReasonNameNear}, score: scores[gradeNear], part: true}
	case near >= companyPart:
		return verdict{grade: gradeHint, reasons: []crm.Reason{crm.ReasonNameNear}, score: scores[gradeHint], part: true}
	}
	return verdict{}
}
