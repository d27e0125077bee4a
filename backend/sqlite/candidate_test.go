package sqlite

import (
	"context"
	"slices"
	"testing"

	"ferry/backend/crm"
	"ferry/backend/importer"
	"ferry/backend/importer/importertest"
	"ferry/backend/matching"
)

var _ matching.Rows = (*Database)(nil)

func ids(found []crm.Candidate) []string {
	all := []string{}
	for _, c := range found {
		all = append(all, c.Row.ID)
	}
	return all
}

func TestByEmailFindsAnyColumnInAnyCase(t *testing.T) {
	db := openTemp(t)
	sample(t, db)
	for email, want := range map[string][]string{
		"maria@fabrikam.EXAMPLE": {maria}, "LI.WEI@adatum.example\n": {liwei}, "olaf@example.com": {olaf},
		"noor@old.example": {}, "": {}, "maria": {}, "%": {},
	} {
		found, err := db.ByEmail(t.Context(), email)
		if err != nil || !slices.Equal(ids(found), want) {
			t.Errorf("%q finds %v, want %v (%v)", email, ids(found), want, err)
		}
	}
	found, _ := db.ByEmail(t.Context(), "maria@fabrikam.example")
	want := crm.Candidate{Row: crm.Ref{Table: "contact", ID: maria, Name: "María  Gómez-López"}, Company: "Fabrikam, Inc.",
		Title: "CTO", Email: "Maria@Fabrikam.example"}
	if len(found) != 1 || found[0].Row != want.Row || found[0].Company != want.Company ||
		found[0].Title != want.Title || found[0].Email != want.Email {
		t.Errorf("got %+v, want %+v", found, want)
	}
}

func TestByNameComparesFoldedNamesOfActiveRows(t *testing.T) {
	db := openTemp(t)
	sample(t, db)
	for name, want := range map[string][]string{
		"maria gomez lopez": {maria}, "OLAF GOMEZ": {olaf}, "李 伟": {liwei}, "Noor Gomez": {}, "maria": {}, " ": {},
	} {
		found, err := db.ByName(t.Context(), name, false)
		if err != nil || !slices.Equal(ids(found), want) {
			t.Errorf("%q finds %v, want %v (%v)", name, ids(found), want, err)
		}
	}
	found, err := db.ByName(t.Context(), "FABRIKAM INC", true)
	if err != nil || !slices.Equal(ids(found), []string{fabrikam}) {
		t.Errorf("organization: %v, %v", found, err)
	}
}

func TestNearFollowsTheRows(t *testing.T) {
	db := openTemp(t)
	sample(t, db)
	expect := func(step, name, company string, want ...string) {
		t.Helper()
		found, err := db.Near(t.Context(), matching.Keys(name, company, false), false)
		if got := ids(found); err != nil || !slices.Equal(got, append([]string{}, want...)) {
			t.Errorf("%s: %q finds %v, want %v (%v)", step, name, got, want, err)
		}
	}
	expect("misspelt", "Maria Gomes Lopez", "", maria)
	expect("another order and alphabet", "Wei Li", "", liwei)
	expect("inactive", "Noor Gomez", "")
	expect("a lead of the company", "Nobody", "FABRIKAM GmbH", olaf)
	put(t, db, crm.TableContact, map[string]values{maria: {"fullname": "Mary Smith", "parentcustomerid": adatum}})
	expect("renamed", "Maria Gomes Lopez", "")
	expect("renamed", "Smith Mary", "", maria)
	remove(t, db, crm.TableContact, maria)
	expect("deleted", "Smith Mary", "")
	var left int
	err := db.handles.mirror.QueryRowContext(t.Context(),
		`SELECT count(*) FROM contact_near WHERE _row NOT IN (SELECT _row FROM contact)`).Scan(&left)
	if err != nil || left != 0 {
		t.Errorf("%d keys of rows that are gone (%v)", left, err)
	}
	accounts, err := db.Near(t.Context(), matching.Keys("Fabrikam S.L.", "", true), true)
	if err != nil || !slices.Equal(ids(accounts), []string{fabrikam}) {
		t.Errorf("accounts %v (%v)", ids(accounts), err)
	}
	none, err := db.Near(t.Context(), nil, false)
	if err != nil || len(none) != 0 {
		t.Errorf("no keys: %v (%v)", none, err)
	}
}

func TestColleaguesAreActiveContactsOfTheAccounts(t *testing.T) {
	db := openTemp(t)
	sample(t, db)
	account := crm.Ref{Table: crm.TableAccount, ID: "A-ADATUM"}
	found, err := db.Colleagues(t.Context(), []crm.Ref{account})
	if err != nil || !slices.Equal(ids(found), []string{liwei}) {
		t.Errorf("%v (%v)", ids(found), err)
	}
	if found, err := db.Colleagues(t.Context(), nil); err != nil || len(found) != 0 {
		t.Errorf("no accounts: %v (%v)", ids(found), err)
	}
}

// TestByURLReadsTheOrganizationsOwnColumn imports a column that only this organization has.
func TestByURLReadsTheOrganizationsOwnColumn(t *testing.T) {
	db := openTemp(t)
	sample(t, db)
	find := func(address string, organization bool) []string {
		t.Helper()
		found, err := db.ByURL(t.Context(), address, organization)
		if err != nil {
			t.Fatal(err)
		}
		return ids(found)
	}
	const address = "https://www.linkedin.com/in/maria-gomez-sample"
	if got := find(address, false); len(got) != 0 {
		t.Errorf("before the import: %v", got)
	}
	for _, table := range importer.Tables() {
		if table.Name != crm.TableContact {
			continue
		}
		table.Columns = append(slices.Clone(table.Columns), importer.Column{Name: "contoso_linkedin", Kind: importer.Profile})
		page := importer.Page{Rows: [][]any{
			importertest.Row(table, maria, map[string]any{"fullname": "M. G.", "contoso_linkedin": "linkedin.com/in/Maria-Gomez-Sample/?x=1"}),
			importertest.Row(table, "c-other", map[string]any{"contoso_linkedin": "see https://evil.example/in/maria-gomez-sample"}),
		}}
		if err := db.SavePage(t.Context(), table, page, importer.Point{Generation: 2}); err != nil {
			t.Fatal(err)
		}
	}
	if got := find("http://es.linkedin.com/in/maria-gomez-sample", false); !slices.Equal(got, []string{maria}) {
		t.Errorf("found %v", got)
	}
	for _, none := range []string{"", "https://www.linkedin.com/in/", "https://evil.example/in/maria-gomez-sample"} {
		if got := find(none, false); len(got) != 0 {
			t.Errorf("%q finds %v", none, got)
		}
	}
	if got := find(address, true); len(got) != 0 {
		t.Errorf("as a company: %v", got)
	}
}

func TestByRefReadsActiveRowsAlone(t *testing.T) {
	db := openTemp(t)
	sample(t, db)
	for _, row := range []crm.Ref{{Table: "contact", ID: "C-MARIA"}, {Table: "lead", ID: olaf}, {Table: "account", ID: adatum}} {
		if found, err := db.ByRef(t.Context(), row); err != nil || found.Row.Name == "" {
			t.Errorf("%v: %+v, %v", row, found, err)
		}
	}
	for _, row := range []crm.Ref{
		{Table: "contact", ID: noor}, {Table: "contact", ID: olaf}, {}, {Table: "sqlite_schema; --", ID: "1"},
	} {
		if _, err := db.ByRef(t.Context(), row); crm.CodeOf(err) != crm.CodeNotFound {
			t.Errorf("%v: %v", row, err)
		}
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if _, err := db.ByRef(ended, crm.Ref{Table: "lead", ID: olaf}); crm.CodeOf(err) != crm.CodeCancelled {
		t.Errorf("by somebody who is gone: %v", err)
	}
}

// TestByRefFollowsWhatARowBecame: what was decided for a row holds for the one that it was merged into.
func TestByRefFollowsWhatARowBecame(t *testing.T) {
	db := openTemp(t)
	sample(t, db)
	put(t, db, crm.TableContact, map[string]values{
		"c-old":    {"fullname": "Maria Gomez", "statecode": int64(1), "masterid": "c-older"},
		"c-older":  {"fullname": "M. Gomez", "statecode": int64(1), "masterid": maria},
		"c-round":  {"fullname": "Round", "statecode": int64(1), "masterid": "c-around"},
		"c-around": {"fullname": "Around", "statecode": int64(1), "masterid": "c-round"},
		"c-gone":   {"fullname": "Gone", "statecode": int64(1), "masterid": "c-deleted"}})
	put(t, db, crm.TableLead, map[string]values{
		"l-won":  {"fullname": "Maria Gomez", "statecode": int64(1), "parentcontactid": "c-old"},
		"l-lost": {"fullname": "Maria Gomez", "statecode": int64(2), "parentcontactid": maria},
		"l-twin": {"fullname": "Olaf", "statecode": int64(2), "masterid": olaf}})
	put(t, db, crm.TableAccount, map[string]values{"a-old": {"name": "Adatum", "statecode": int64(1), "masterid": adatum}})
	for row, want := range map[crm.Ref]string{
		{Table: "contact", ID: "C-OLD"}: maria, {Table: "lead", ID: "l-won"}: maria, {Table: "lead", ID: "l-twin"}: olaf,
		{Table: "account", ID: "a-old"}: adatum, {Table: "lead", ID: "l-lost"}: "", {Table: "contact", ID: "c-round"}: "",
		{Table: "contact", ID: "c-gone"}: "",
	} {
		found, err := db.ByRef(t.Context(), row)
		if found.Row.ID != want || (want == "") != (crm.CodeOf(err) == crm.CodeNotFound) {
			t.Errorf("%v became %v, %v", row, found.Row, err)
		}
	}
}

func TestSearchTakesWordBeginnings(t *testing.T) {
	db := openTemp(t)
	sample(t, db)
	for query, want := range map[string][]string{
		"gom":                {maria, olaf},
		"GÓMEZ fabri":        {maria, olaf},
		"lopez":              {maria},
		"fabrikam":           {fabrikam, maria, olaf},
		"li":                 {liwei},
		"伟":                  {liwei},
		"and or not":         {},
		`"* OR NEAR( -x:^`:   {},
		"zzz":                {},
		"":                   {},
		"a datum":            {adatum, liwei},
		"maria gomez lopez ": {maria},
	} {
		found, err := db.Search(t.Context(), query, 10)
		if err != nil || !slices.Equal(ids(found), want) {
			t.Errorf("%q finds %v, want %v (%v)", query, ids(found), want, err)
		}
	}
	if found, err := db.Search(t.Context(), "g", 1); err != nil || len(found) != 1 {
		t.Errorf("limit: %v, %v", found, err)
	}
}

// TestSearchFollowsTheRows changes what the index is made of, in every way an import can.
func TestSearchFollowsTheRows(t *testing.T) {
	db := openTemp(t)
	sample(t, db)
	expect := func(step, query string, want ...string) {
		t.Helper()
		found, err := db.Search(t.Context(), query, 10)
		if got := ids(found); err != nil || !slices.Equal(got, append([]string{}, want...)) {
			t.Errorf("%s: %q finds %v, want %v (%v)", step, query, got, want, err)
		}
	}
	put(t, db, crm.TableAccount, map[string]values{fabrikam: {"name": "Northwind"}})
	expect("account renamed", "northwind", fabrikam, maria)
	expect("account renamed", "maria fabrikam", maria) // her e-mail address still says so
	expect("account renamed", "inc")
	put(t, db, crm.TableContact, map[string]values{maria: {"fullname": "Mary Smith", "parentcustomerid": adatum}})
	expect("contact changed", "gomez", olaf)
	expect("contact changed", "mary", maria)
	expect("contact changed", "northwind", fabrikam)
	remove(t, db, crm.TableContact, maria)
	expect("contact deleted", "mary")
	remove(t, db, crm.TableAccount, adatum)
	expect("account deleted", "datum")
	for _, name := range []string{"contact", "account"} {
		check := `INSERT INTO ` + name + `_search (` + name + `_search, rank) VALUES ('integrity-check', 1)`
		if _, err := db.handles.mirror.ExecContext(t.Context(), check); err != nil {
			t.Errorf("%s: the index and the rows differ: %v", name, err)
		}
	}
}

func remove(t *testing.T, db *Database, table, id string) {
	t.Helper()
	wanted, _ := mirrored(table)
	page := importer.Page{Deleted: []string{id}}
	if err := db.SavePage(t.Context(), wanted, page, importer.Point{Generation: 1}); err != nil {
		t.Fatal(err)
	}
}
