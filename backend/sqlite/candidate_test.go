package sqlite

import (
	"slices"
	"testing"

	"ferry/backend/crm"
	"ferry/backend/importer"
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
