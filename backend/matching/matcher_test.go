package matching_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"ferry/backend/crm"
	"ferry/backend/matching"
	"ferry/backend/matching/matchingtest"
)

func TestMemoryDecisions(t *testing.T) {
	matchingtest.Decisions(t, func(*testing.T) matching.Decisions { return &matchingtest.Memory{} })
}

func row(table, id, name, company string, emails ...string) matchingtest.Row {
	return matchingtest.Row{
		Candidate: crm.Candidate{Row: crm.Ref{Table: table, ID: id, Name: name}, Company: company}, Emails: emails,
	}
}

func contact(id, name, company string, emails ...string) matchingtest.Row {
	return row(crm.TableContact, id, name, company, emails...)
}

func lead(id, name, company string, emails ...string) matchingtest.Row {
	return row(crm.TableLead, id, name, company, emails...)
}

var rows = matchingtest.Rows{
	contact("tom", "Tom Okafor", "Northwind", "tom@northwind.example", "Tom.Private@mail.example"),
	contact("jose1", "José García", "Fabrikam", "jose@fabrikam.example"),
	contact("jose2", "Jose Garcia", "Adatum"),
	contact("li", "Li Wei", "Adatum", "li@adatum.example"),
	lead("li-lead", "Li Wei", "Adatum", "li@adatum.example"),
	contact("anna", "Anna Nowak", "Proseware", "family@nowak.example"),
	contact("jan", "Jan Nowak", "Proseware", "family@nowak.example"),
	lead("eva1", "Eva Braun-Meyer", "Litware"), lead("eva2", "Eva Braun Meyer", "LITWARE"),
	contact("two1", "Max Muster", "Tailspin", "max@tailspin.example"),
	contact("two2", "Max Muster", "Tailspin", "max@tailspin.example"),
	row(crm.TableAccount, "acc", "Contoso, Ltd.", ""), row(crm.TableAccount, "dup1", "Twin", ""),
	row(crm.TableAccount, "dup2", "TWIN", ""), row(crm.TableAccount, "person", "Solo Person", ""),
	contact("solo", "Solo Person", "Contoso"),
}

func TestMatch(t *testing.T) {
	cases := []struct {
		what     string
		member   crm.Member
		strength crm.Strength
		row      string
		reasons  []crm.Reason
		all      []string
	}{
		{"an e-mail address alone", crm.Member{Name: "Thomas O.", Email: "TOM@northwind.example"}, crm.MatchStrong, "tom",
			[]crm.Reason{crm.ReasonEmail}, []string{"tom"}},
		{"any e-mail column", crm.Member{Name: "Tom Okafor", Email: " tom.private@mail.example "}, crm.MatchStrong, "tom",
			[]crm.Reason{crm.ReasonEmail, crm.ReasonNameOnly}, []string{"tom"}},
		{"a contact beside the lead it was", crm.Member{Name: "Li Wei", Email: "li@adatum.example"}, crm.MatchStrong, "li",
			[]crm.Reason{crm.ReasonEmail, crm.ReasonNameOnly, crm.ReasonContactOverLead}, []string{"li", "li-lead"}},
		{"a shared address, settled by the name", crm.Member{Name: "Jan Nowak", Email: "family@nowak.example"},
			crm.MatchStrong, "jan", []crm.Reason{crm.ReasonEmail, crm.ReasonNameOnly}, []string{"jan", "anna"}},
		{"a shared address and another name", crm.Member{Name: "Piotr Nowak", Email: "family@nowak.example"},
			crm.MatchSeveral, "", []crm.Reason{crm.ReasonEmail}, []string{"anna", "jan"}},
		{"twice the same contact", crm.Member{Name: "Max Muster", Company: "Tailspin", Email: "max@tailspin.example"},
			crm.MatchSeveral, "", []crm.Reason{crm.ReasonEmail, crm.ReasonNameCompany}, []string{"two1", "two2"}},
		{"an unknown address and the name", crm.Member{Name: "Tom Okafor", Email: "new@elsewhere.example"},
			crm.MatchWeak, "tom", []crm.Reason{crm.ReasonNameOnly}, []string{"tom"}},
		{"name and company, folded", crm.Member{Name: "JOSÉ  GARCÍA", Company: "fabrikam!"}, crm.MatchStrong, "jose1",
			[]crm.Reason{crm.ReasonNameCompany}, []string{"jose1", "jose2"}},
		{"several of one company", crm.Member{Name: "Eva Braun-Meyer", Company: "Litware"}, crm.MatchSeveral, "",
			[]crm.Reason{crm.ReasonNameCompany}, []string{"eva1", "eva2"}},
		{"namesakes without a company", crm.Member{Name: "Jose Garcia"}, crm.MatchSeveral, "",
			[]crm.Reason{crm.ReasonNameOnly}, []string{"jose1", "jose2"}},
		{"another company", crm.Member{Name: "Tom Okafor", Company: "Fabrikam"}, crm.MatchWeak, "tom",
			[]crm.Reason{crm.ReasonNameOnly}, []string{"tom"}},
		{"the name of the connection", crm.Member{Name: "Tom Okafor, MBA", FirstName: "Tom", LastName: "Okafor",
			Company: "Northwind"}, crm.MatchStrong, "tom", []crm.Reason{crm.ReasonNameCompany}, []string{"tom"}},
		{"nobody", crm.Member{Name: "Zoe Nobody", Company: "Northwind"}, crm.MatchNone, "", nil, nil},
		{"no name at all", crm.Member{Name: "🙂"}, crm.MatchNone, "", nil, nil},
		{"a company", crm.Member{Name: "Contoso Ltd", Organization: true}, crm.MatchStrong, "acc",
			[]crm.Reason{crm.ReasonNameOnly}, []string{"acc"}},
		{"a company is no contact", crm.Member{Name: "Nobody Inc", Email: "tom@northwind.example", Organization: true},
			crm.MatchNone, "", nil, nil},
		{"two companies of one name", crm.Member{Name: "Twin", Organization: true}, crm.MatchSeveral, "",
			[]crm.Reason{crm.ReasonNameOnly}, []string{"dup1", "dup2"}},
		{"a person is no account", crm.Member{Name: "Solo Person"}, crm.MatchWeak, "solo",
			[]crm.Reason{crm.ReasonNameOnly}, []string{"solo"}},
	}
	matcher := &matching.Matcher{Rows: rows, Decisions: &matchingtest.Memory{}}
	for _, c := range cases {
		c.member.Key = "name:" + c.what
		match, err := matcher.Match(t.Context(), c.member)
		if err != nil {
			t.Errorf("%s: %v", c.what, err)
		}
		if match.Strength != c.strength || match.Row.ID != c.row || !slices.Equal(match.Reasons, c.reasons) {
			t.Errorf("%s: %s %q for %q", c.what, match.Strength, match.Row.ID, match.Reasons)
		}
		if !match.Row.IsZero() && !slices.Equal(match.Candidates[0].Reasons, c.reasons) {
			t.Errorf("%s: the candidate says %q", c.what, match.Candidates[0].Reasons)
		}
		if got := ids(match); !slices.Equal(got, c.all) {
			t.Errorf("%s: candidates %q, want %q", c.what, got, c.all)
		}
	}
}

func ids(match crm.Match) []string {
	var result []string
	for _, candidate := range match.Candidates {
		result = append(result, candidate.Row.ID)
	}
	return result
}

var jose = crm.Member{Key: "name:jose garcia|", Name: "Jose Garcia"}

func expect(t *testing.T, matcher *matching.Matcher, strength crm.Strength, row string, reasons ...crm.Reason) {
	t.Helper()
	match, err := matcher.Match(t.Context(), jose)
	if err != nil || match.Strength != strength || match.Row.ID != row || !slices.Equal(match.Reasons, reasons) {
		t.Errorf("%s %q for %q, error %v", match.Strength, match.Row.ID, match.Reasons, err)
	}
}

func TestDecisionsComeFirst(t *testing.T) {
	ctx := t.Context()
	matcher := &matching.Matcher{Rows: rows, Decisions: &matchingtest.Memory{}, By: "ana"}
	expect(t, matcher, crm.MatchSeveral, "", crm.ReasonNameOnly)

	first, second := crm.Ref{Table: crm.TableContact, ID: "jose1"}, crm.Ref{Table: crm.TableContact, ID: "JOSE2"}
	steps := []struct {
		do       func() error
		strength crm.Strength
		row      string
		reasons  []crm.Reason
	}{
		{func() error { return matcher.Reject(ctx, jose, first) }, crm.MatchWeak, "jose2", []crm.Reason{crm.ReasonNameOnly}},
		{func() error { return matcher.Reject(ctx, jose, second) }, crm.MatchNone, "", nil},
		{func() error { return matcher.Decide(ctx, jose, first) }, crm.MatchStrong, "jose1", []crm.Reason{crm.ReasonDecision}},
		{func() error { return matcher.Reject(ctx, jose, first) }, crm.MatchNone, "", nil},
		{func() error { return matcher.Decide(ctx, jose, second) }, crm.MatchStrong, "jose2", []crm.Reason{crm.ReasonDecision}},
		{func() error { return matcher.NotInCRM(ctx, jose) }, crm.MatchNone, "", []crm.Reason{crm.ReasonNotInCRM}},
		{func() error { return matcher.Undo(ctx, jose) }, crm.MatchSeveral, "", []crm.Reason{crm.ReasonNameOnly}},
	}
	for i, step := range steps {
		if err := step.do(); err != nil {
			t.Fatalf("step %d: %v", i, err)
		}
		match, err := matcher.Match(ctx, jose)
		if err != nil || match.Strength != step.strength || match.Row.ID != step.row || !slices.Equal(match.Reasons, step.reasons) {
			t.Errorf("step %d: %s %q for %q, error %v", i, match.Strength, match.Row.ID, match.Reasons, err)
		}
	}
}

func TestDecidingForARejectedRowTakesTheRejectionBack(t *testing.T) {
	matcher := &matching.Matcher{Rows: rows, Decisions: &matchingtest.Memory{}}
	first := crm.Ref{Table: crm.TableContact, ID: "jose1"}
	if err := errors.Join(matcher.Reject(t.Context(), jose, first), matcher.Decide(t.Context(), jose, first)); err != nil {
		t.Fatal(err)
	}
	decision, _, err := matcher.Decisions.Decision(t.Context(), jose.Key)
	if err != nil || len(decision.Rejected) != 0 {
		t.Errorf("decision %+v, error %v", decision, err)
	}
}

func TestDecisionHoldsWithoutTheMirror(t *testing.T) {
	matcher := &matching.Matcher{Rows: matchingtest.Rows{}, Decisions: &matchingtest.Memory{}, By: "ana"}
	if err := matcher.Decide(t.Context(), jose, crm.Ref{Table: crm.TableContact, ID: "gone", Name: "José"}); err != nil {
		t.Fatal(err)
	}
	expect(t, matcher, crm.MatchStrong, "gone", crm.ReasonDecision)
	decision, found, err := matcher.Decisions.Decision(t.Context(), jose.Key)
	if err != nil || !found || decision.DecidedBy != "ana" || decision.DecidedAt.IsZero() {
		t.Errorf("decision %+v, error %v", decision, err)
	}
}

func TestDecidingNeedsAMemberAndARow(t *testing.T) {
	matcher := &matching.Matcher{Rows: rows, Decisions: &matchingtest.Memory{}}
	for what, err := range map[string]error{
		"no row":     matcher.Decide(t.Context(), jose, crm.Ref{}),
		"no table":   matcher.Reject(t.Context(), jose, crm.Ref{ID: "x"}),
		"no member":  matcher.NotInCRM(t.Context(), crm.Member{Name: "x"}),
		"reject nil": matcher.Reject(t.Context(), jose, crm.Ref{}),
	} {
		if crm.CodeOf(err) != crm.CodeInvalid {
			t.Errorf("%s: %v", what, err)
		}
	}
}

type broken struct{ matchingtest.Rows }

func (broken) ByEmail(context.Context, string) ([]crm.Candidate, error) {
	return nil, crm.Errorf(crm.CodeStorage, "damaged")
}

func (broken) ByRef(context.Context, crm.Ref) (crm.Candidate, error) {
	return crm.Candidate{}, crm.Errorf(crm.CodeStorage, "damaged")
}

func TestFailedLookUpIsNoAnswer(t *testing.T) {
	matcher := &matching.Matcher{Rows: broken{rows}, Decisions: &matchingtest.Memory{}}
	member := crm.Member{Key: "k", Name: "Tom Okafor", Email: "tom@northwind.example"}
	if _, err := matcher.Match(t.Context(), member); crm.CodeOf(err) != crm.CodeStorage {
		t.Errorf("error %v", err)
	}
	if err := matcher.Decide(t.Context(), member, crm.Ref{Table: crm.TableContact, ID: "tom"}); err != nil {
		t.Fatal(err)
	}
	var coded *crm.Error
	if _, err := matcher.Match(t.Context(), member); !errors.As(err, &coded) || coded.Code != crm.CodeStorage {
		t.Errorf("error %v", err)
	}
}
