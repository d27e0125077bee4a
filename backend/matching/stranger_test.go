package matching_test

import (
	"slices"
	"testing"

	"ferry/backend/crm"
	"ferry/backend/matching"
	"ferry/backend/matching/matchingtest"
)

// TestTwoPeopleAreNotTakenForOne holds the worst mistake off: a note that is sent, without asking, to another person than it
// is about. Each pair may be two people; the CRM knows only the second. Weak is what a person is asked about.
func TestTwoPeopleAreNotTakenForOne(t *testing.T) {
	at := func(name, company string, emails ...string) crm.Member {
		member := crm.Member{Name: name, Company: company}
		if len(emails) > 0 {
			member.Email = emails[0]
		}
		return member
	}
	in := func(name, company string, emails ...string) matchingtest.Row {
		return contact("row", name, company, emails...)
	}
	titled := func(title string, row matchingtest.Row) matchingtest.Row {
		row.Title = title
		return row
	}
	const shared = "family@nowak.example"
	cases := []struct {
		what   string
		member crm.Member
		row    matchingtest.Row
	}{
		{"spouses with one address", at("Jan Nowak", "", shared), in("Anna Nowak", "", shared)},
		{"an address of the office", at("Tom Okafor", "", "info@adatum.example"), in("Anna Nowak", "Adatum", "info@adatum.example")},
		{"father and son", at("John Smith Jr.", "Adatum"), in("John Smith Sr.", "Adatum")},
		{"the third and the second", at("John Smith III", "Adatum"), in("John Smith II", "Adatum")},
		{"son of the same name", at("John Smith Jr.", "Adatum"), in("John Smith", "Adatum")},
		{"hijo", at("Juan Pérez (hijo)", "Adatum"), in("Juan Pérez", "Adatum")},
		{"Mary Joseph and Joseph", at("María José García", "Adatum"), in("José García", "Adatum")},
		{"Joseph Mary and Mary", at("María García", "Adatum"), in("José María García", "Adatum")},
		{"Fernández and Hernández", at("María Fernández", "Adatum"), in("María Hernández", "Adatum")},
		{"Suárez and Juárez", at("Luis Suárez", "Adatum"), in("Luis Juárez", "Adatum")},
		{"Páez and Paz", at("Laura Páez", "Adatum"), in("Laura Paz", "Adatum")},
		{"Sáenz and Sanz", at("Laura Sáenz", "Adatum"), in("Laura Sanz", "Adatum")},
		{"Marín and Martín", at("Luis Marín", "Adatum"), in("Luis Martín", "Adatum")},
		{"García and Gracia", at("Luis García", "Adatum"), in("Luis Gracia", "Adatum")},
		{"Zhang and Zheng", at("Wei Zhang", "Adatum"), in("Wei Zheng", "Adatum")},
		{"Sato and Saito", at("Kenji Sato", "Adatum"), in("Kenji Saito", "Adatum")},
		{"Johnson and Johnston", at("Peter Johnson", "Adatum"), in("Peter Johnston", "Adatum")},
		{"Müller and Miller", at("Anna Müller", "Adatum"), in("Anna Miller", "Adatum")},
		{"Hansen and Jansen", at("Peter Hansen", "Adatum"), in("Peter Jansen", "Adatum")},
		{"Jan and Ian", at("Jan Smith", "Adatum"), in("Ian Smith", "Adatum")},
		{"Marta and María", at("Marta Ruiz", "Adatum"), in("María Ruiz", "Adatum")},
		{"Andrea and Andrés", at("Andrea Ruiz", "Adatum"), in("Andrés Ruiz", "Adatum")},
		{"Gabriel and Gabrielle", at("Gabriel Martin", "Adatum"), in("Gabrielle Martin", "Adatum")},
		{"Vietnamese surnames behind", at("Minh Anh Do", "Adatum"), in("Minh Anh Le", "Adatum")},
		{"Vietnamese surnames before", at("Le Thi Hoa", "Adatum"), in("Do Thi Hoa", "Adatum")},
		{"a surname like a degree", at("Xiao Ming Ma", "Adatum"), in("Xiao Ming Li", "Adatum")},
		{"another surname like a degree", at("Mame Fatou Ba", "Adatum"), in("Mame Fatou Diop", "Adatum")},
		{"companies one letter apart", at("Paul Jones", "University of York"), in("Paul Jones", "University of Cork")},
		{"companies one number apart", at("Paul Jones", "Notaría 12"), in("Paul Jones", "Notaría 13")},
		{"companies that begin alike", at("Paul Jones", "Delta"), in("Paul Jones", "Delta Dental")},
		{"Banco and Caja", at("Paul Jones", "Caja Rural de Jaén"), in("Paul Jones", "Caja Rural de León")},
		{"a provider that is a company", at("Jean Martin", "La Poste"), in("Jean Martin", "", "jean.martin@laposte.net")},
		{"Chris of either kind", at("Chris Smith", "Delta"), in("Christina Smith", "Delta Dental")},
		{"short for a man and a woman, and another job", crm.Member{Name: "Alex García", Company: "Delta", Title: "Plant Manager"},
			titled("Treasury Analyst", in("Alejandra García", "Delta"))},
	}
	for _, c := range cases {
		rows := matchingtest.Rows{c.row}
		for _, company := range []string{c.row.Company, c.member.Company} {
			rows = append(rows, row(crm.TableAccount, "account "+company, company, company))
		}
		matcher := &matching.Matcher{Rows: rows, Decisions: &matchingtest.Memory{}}
		c.member.Key = "name:" + c.what
		match, err := matcher.Match(t.Context(), c.member)
		if err != nil || match.Strength == crm.MatchStrong {
			t.Errorf("%s: %s for %q (%v)", c.what, match.Strength, match.Reasons, err)
		}
	}
}

// TestWhatIsTheSamePersonStaysSo holds the other side: what keeps strangers apart must not part one person's two names.
func TestWhatIsTheSamePersonStaysSo(t *testing.T) {
	cases := []struct {
		what, name, company, email string
		row                        matchingtest.Row
	}{
		{"a short form that only the address explains", "Jo Pawłowska", "", "joanna.pawlowska@adatum.example",
			contact("row", "Joanna Pawłowska", "", "joanna.pawlowska@adatum.example")},
		{"married, with her address", "Anna Schulz", "", "anna@adatum.example", contact("row", "Anna Nowak", "", "anna@adatum.example")},
		{"a credential behind a comma", "Xiao Ming Li, MA", "Adatum", "", contact("row", "Xiao Ming Li", "Adatum")},
		{"pronouns", "Ana Ruiz (she/her)", "Adatum", "", contact("row", "Ana Ruiz", "Adatum")},
		{"Señor", "Sr. Juan Pérez", "Adatum", "", contact("row", "Juan Pérez", "Adatum")},
		{"both say junior", "John Smith Jr.", "Adatum", "", contact("row", "John Smith, Junior", "Adatum")},
		{"an engineer's title", "Eng. João Silva", "Adatum", "", contact("row", "João Silva", "Adatum")},
		{"a slip in a surname", "Luis Fernandze", "Adatum", "", contact("row", "Luis Fernández", "Adatum")},
		{"a short name in two spellings", "Karl Berg", "Adatum", "", contact("row", "Carl Berg", "Adatum")},
		{"an umlaut in letters", "Jürgen Müller", "Adatum", "", contact("row", "Juergen Mueller", "Adatum")},
		{"the company's country", "Paul Jones", "Fabrikam Deutschland GmbH", "", contact("row", "Paul Jones", "Fabrikam")},
		{"a British address", "Paul Jones", "Fabrikam", "", lead("row", "Paul Jones", "", "paul@fabrikam.co.uk")},
	}
	profiled := contact("row", "A. Nowak-Schulz", "Adatum")
	profiled.URL = "https://www.linkedin.com/in/jo-sample"
	matcher := &matching.Matcher{Rows: matchingtest.Rows{profiled}, Decisions: &matchingtest.Memory{}}
	match, err := matcher.Match(t.Context(), crm.Member{Key: "url:x", Name: "Jo Weiss", URL: profiled.URL})
	if err != nil || match.Strength != crm.MatchStrong {
		t.Errorf("by the LinkedIn address: %s (%v)", match.Strength, err)
	}
	for _, c := range cases {
		if len(c.row.Emails) > 0 {
			c.row.Email = c.row.Emails[0]
		}
		rows := matchingtest.Rows{c.row, row(crm.TableAccount, "account", c.row.Company, c.row.Company)}
		matcher := &matching.Matcher{Rows: rows, Decisions: &matchingtest.Memory{}}
		match, err := matcher.Match(t.Context(), crm.Member{Key: "name:x", Name: c.name, Company: c.company, Email: c.email})
		if err != nil || match.Strength != crm.MatchStrong || match.Row.ID != "row" {
			t.Errorf("%s: %s for %q (%v)", c.what, match.Strength, match.Reasons, err)
		}
	}
}

// TestTheNameOutdoesAnAddressOfOthers: the office's address stands in a colleague's row alone, the member's own row is there too.
func TestTheNameOutdoesAnAddressOfOthers(t *testing.T) {
	const office = "info@adatum.example"
	rows := matchingtest.Rows{
		contact("anna", "Anna Nowak", "Adatum", office), contact("tom", "Tom Okafor", "Adatum"), contact("far", "Zoe Weiss", "Fabrikam"),
		row(crm.TableAccount, "account", "Adatum", "Adatum"),
	}
	matcher := &matching.Matcher{Rows: rows, Decisions: &matchingtest.Memory{}}
	for _, c := range []struct {
		name     string
		strength crm.Strength
		row      string
		all      []string
	}{
		{"Tom Okafor", crm.MatchStrong, "tom", []string{"tom", "anna"}},
		{"Zoe Weiss", crm.MatchWeak, "anna", []string{"anna", "far"}},
	} {
		match, err := matcher.Match(t.Context(), crm.Member{Key: "name:x", Name: c.name, Company: "Adatum", Email: office})
		if err != nil || match.Strength != c.strength || match.Row.ID != c.row || !slices.Equal(ids(match), c.all) {
			t.Errorf("%s: %s %q of %q (%v)", c.name, match.Strength, match.Row.ID, ids(match), err)
		}
	}
}
