package matching_test

import (
	"slices"
	"testing"

	"ferry/backend/crm"
	"ferry/backend/matching"
	"ferry/backend/matching/matchingtest"
)

// TestNamesThatAreWrittenDifferently says how far each way of writing a name carries, and that it is said why.
func TestNamesThatAreWrittenDifferently(t *testing.T) {
	at := func(id, name, company, title string) matchingtest.Row {
		row := contact(id, name, company)
		row.Title = title
		return row
	}
	rows := matchingtest.Rows{
		at("garcia", "José García López", "Fabrikam S.L.", "Director Comercial"), at("mueller", "Jürgen Müller", "Veldmark GmbH & Co. KG", ""),
		at("smith", "Robert Smith", "International Business Machines", ""), at("iulia", "Yulia Kuznetsova", "Рога и Копыта", ""),
		at("wang", "Xiaoming Wang", "Litware Inc.", ""), at("weiss", "Karl-Heinz Weiss", "Adatum", ""), at("obrien", "Fiona O'Brien", "Adatum", ""),
		at("mario", "Mario Rossi", "Tailspin", ""), at("anna", "Anna Nowak", "Tailspin", "Key Account Manager"),
		at("ann1", "Eva Klein", "Wingtip", "Treasury Analyst"), at("ann2", "Eva Klein", "Wingtip", "Plant Manager"),
		at("dup1", "Paolo Bianchi", "Wingtip", ""), at("dup2", "Paolo Bianchi Ferri", "Wingtip", ""),
	}
	for _, account := range []string{"Fabrikam S.L.", "Veldmark GmbH & Co. KG", "International Business Machines", "Рога и Копыта", "Litware Inc.",
		"Adatum", "Tailspin", "Wingtip"} {
		rows = append(rows, row(crm.TableAccount, "account "+account, account, account))
	}
	cases := []struct {
		what     string
		member   crm.Member
		strength crm.Strength
		row      string
		reason   crm.Reason
	}{
		{"legal form", crm.Member{Name: "José García López", Company: "FABRIKAM"}, crm.MatchStrong, "garcia", crm.ReasonNameCompany},
		{"one surname", crm.Member{Name: "Jose Garcia", Company: "Fabrikam"}, crm.MatchStrong, "garcia", crm.ReasonPart},
		{"surnames first", crm.Member{Name: "García López, José", Company: "Fabrikam"}, crm.MatchStrong, "garcia", crm.ReasonOrder},
		{"nickname", crm.Member{Name: "Pepe García López", Company: "Fabrikam"}, crm.MatchStrong, "garcia", crm.ReasonNickname},
		{"umlauts", crm.Member{Name: "Juergen Mueller", Company: "Veldmark"}, crm.MatchStrong, "mueller", crm.ReasonNameCompany},
		{"typo", crm.Member{Name: "Jürgen Müllre", Company: "Veldmark"}, crm.MatchStrong, "mueller", crm.ReasonSpelling},
		{"acronym", crm.Member{Name: "Robert Smith", Company: "IBM"}, crm.MatchStrong, "smith", crm.ReasonCompanyNear},
		{"initial", crm.Member{Name: "R. Smith", Company: "IBM"}, crm.MatchNone, "", ""},
		{"Cyrillic", crm.Member{Name: "Юлия Кузнецова", Company: "Roga i kopyta"}, crm.MatchStrong, "iulia", crm.ReasonScript},
		{"Chinese", crm.Member{Name: "王小明", Company: "Litware"}, crm.MatchStrong, "wang", ""},
		{"titles and pronouns", crm.Member{Name: "Dr. Karl Heinz Weiß, MBA (he/him)", Company: "Adatum"}, crm.MatchStrong, "weiss", crm.ReasonNameCompany},
		{"apostrophe", crm.Member{Name: "fiona obrien", Company: "adatum"}, crm.MatchStrong, "obrien", crm.ReasonNameCompany},
		{"another person", crm.Member{Name: "Maria Rossi", Company: "Tailspin"}, crm.MatchNone, "", ""},
		{"married", crm.Member{Name: "Anna Schulz", Company: "Tailspin", Title: "Key Account Manager"}, crm.MatchWeak, "anna", crm.ReasonSurname},
		{"married, both names", crm.Member{Name: "Anna Schulz-Nowak", Company: "Tailspin"}, crm.MatchStrong, "anna", crm.ReasonPart},
		{"only a colleague", crm.Member{Name: "Anna Schulz", Company: "Tailspin"}, crm.MatchNone, "", ""},
		{"namesakes", crm.Member{Name: "Eva Klein", Company: "Wingtip"}, crm.MatchSeveral, "", ""},
		{"namesakes told by title", crm.Member{Name: "Eva Klein", Company: "Wingtip", Title: "Plant Manager"}, crm.MatchStrong, "ann2", crm.ReasonTitle},
		{"maybe entered twice", crm.Member{Name: "Paolo Bianchi", Company: "Wingtip"}, crm.MatchSeveral, "", ""},
		{"moved", crm.Member{Name: "Jürgen Müller", Company: "Adatum"}, crm.MatchWeak, "mueller", crm.ReasonNameOnly},
		{"company with another legal form", crm.Member{Name: "Litware Limited", Organization: true}, crm.MatchStrong, "account Litware Inc.", crm.ReasonNameNear},
	}
	matcher := &matching.Matcher{Rows: rows, Decisions: &matchingtest.Memory{}}
	for _, c := range cases {
		c.member.Key = "name:" + c.what
		match, err := matcher.Match(t.Context(), c.member)
		if err != nil || match.Strength != c.strength || match.Row.ID != c.row || (c.reason != "" && !slices.Contains(match.Reasons, c.reason)) {
			t.Errorf("%s: %s %q for %q (%v)", c.what, match.Strength, match.Row.ID, match.Reasons, err)
		}
	}
}

func FuzzMatch(f *testing.F) {
	f.Add("José García", "Fabrikam S.L.", "王小明", "Ltd")
	f.Add("\x00\xff ,,", "(((", "’’ O'", "S. L.")
	f.Fuzz(func(t *testing.T, name, company, other, form string) {
		matcher := &matching.Matcher{
			Rows: matchingtest.Rows{contact("a", other, form), row(crm.TableAccount, "b", form, form)}, Decisions: &matchingtest.Memory{},
		}
		for _, organization := range []bool{false, true} {
			member := crm.Member{Key: "name:x", Name: name, Company: company, Title: form, Organization: organization}
			match, err := matcher.Match(t.Context(), member)
			if err != nil || (match.Strength == crm.MatchStrong) != !match.Row.IsZero() && match.Strength != crm.MatchWeak {
				t.Errorf("%+v, %v", match, err)
			}
		}
	})
}
