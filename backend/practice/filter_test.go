package practice

import (
	"strings"
	"testing"
	"time"
)

// filterRow is a contact to filter, in a store with its account and a call.
func filterRow() (*store, *row) {
	s := newStore()
	tables := wholeSchema().byName
	account := newRow(tables["account"], string(deriveID("a")))
	account.set("name", "100% Rail_Works [North]")
	contact := newRow(tables["contact"], string(deriveID("c")))
	contact.set("fullname", "Ada O'Brian")
	contact.set("createdon", time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC))
	contact.set("parentcustomerid", ref{"account", account.id})
	contact.set("ownerid", ref{"systemuser", string(deriveID("u"))})
	call := newRow(tables["phonecall"], string(deriveID("p")))
	call.set("regardingobjectid", ref{"contact", contact.id})
	call.set("subject", "Intro")
	deal := newRow(tables["opportunity"], string(deriveID("o")))
	deal.set("estimatedvalue", money(12345678))
	deal.set("estimatedclosedate", date("2026-05-06"))
	deal.set("parentcontactid", ref{"contact", contact.id})
	s.fill([]*row{account, contact, call, deal})
	return s, contact
}

func TestFilters(t *testing.T) {
	s, contact := filterRow()
	account, user := string(deriveID("a")), string(deriveID("u"))
	for text, want := range map[string]bool{
		"fullname eq 'ada o''brian'":                                                   true, // without case; a doubled quote is one
		"fullname ne 'x'":                                                              true,
		"firstname ne 'x'":                                                             true, // null is not 'x'
		"firstname eq null":                                                            true,
		"null eq firstname":                                                            true,
		"firstname gt 'a'":                                                             false,
		"not (statecode eq 0)":                                                         false,
		"not statecode eq 1 and statecode lt 1":                                        true,
		"statecode eq 1 or statecode eq 0 and statecode eq 1":                          false, // and binds tighter
		"(statecode eq 1 or statecode eq 0) and statecode eq 0":                        true,
		"contains(fullname,'O''B')":                                                    true,
		"contains(fullname,'a%b')":                                                     true, // LIKE's wildcards keep their meaning
		"startswith(fullname,'ad_ o')":                                                 true,
		"endswith(fullname,'[n-z]n')":                                                  false,
		"endswith(fullname,'[a-c]n')":                                                  true,
		"contains(fullname,'[^a]da')":                                                  false,
		"createdon ge 2026-01-02T03:04:05Z":                                            true,
		"createdon gt 2026-01-02T04:04:05+01:00":                                       false,
		"createdon lt 2026-01-03":                                                      true,
		"_parentcustomerid_value eq " + account:                                        true,
		"_parentcustomerid_value eq " + strings.ToUpper(account):                       true,
		"_ownerid_value eq " + account:                                                 false,
		"parentcustomerid_account/name eq '100% Rail_Works [North]'":                   true,
		"parentcustomerid_contact/fullname eq 'x'":                                     false,
		"Contact_Phonecalls/any(p:p/subject eq 'intro')":                               true,
		"Contact_Phonecalls/any(p:p/subject eq 'x')":                                   false,
		"Contact_Phonecalls/all(p:p/subject eq 'intro')":                               true,
		"Contact_Tasks/any()":                                                          false,
		"opportunity_parent_contact/any(o:o/estimatedvalue eq 1234.5678)":              true,
		"opportunity_parent_contact/any(o:o/estimatedvalue gt 1234.5678)":              false,
		"opportunity_parent_contact/any(o:o/estimatedclosedate le 2026-05-06)":         true,
		"Microsoft.Dynamics.CRM.In(PropertyName='statecode',PropertyValues=['0','7'])": true,
		"Microsoft.Dynamics.CRM.NotIn(PropertyName='statecode',PropertyValues=['0'])":  false,
		"Microsoft.Dynamics.CRM.In(PropertyName=@p1,PropertyValues=@p2)":               true,
		"Microsoft.Dynamics.CRM.EqualUserId(PropertyName='ownerid')":                   true,
		"Microsoft.Dynamics.CRM.Between(PropertyName='createdon',PropertyValues=['2026-01-01','2026-02-01'])": true,
		"Microsoft.Dynamics.CRM.OnOrAfter(PropertyName='createdon',PropertyValue='2026-02-01')":               false,
		"lastname eq @missing": true, // an alias that is not given is null
	} {
		e, err := parseFilter(text, map[string]string{"@p1": "'fullname'", "@p2": `["Ada O'Brian","Li"]`})
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		passes, err := (&scope{table: contact.table, store: s, caller: user}).compile(e)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := passes(contact); got != want {
			t.Errorf("%s = %v", text, got)
		}
	}
}

func TestRefusedFilters(t *testing.T) {
	s, contact := filterRow()
	for _, text := range []string{"", "fullname", "fullname eq", "eq 'x'", "fullname == 'x'", "fullname eq 'x", "(fullname eq 'x'",
		"fullname eq 'x')", "FullName eq 'x'", "ownerid eq 1", "statecode eq '0'", "fullname eq 1", "1 eq 1", "contains(fullname)",
		"contains('x',fullname)", "contains(statecode,'x')", "tolower(fullname) eq 'x'", "fullname eq 'x' and", "not", "a/b eq 1",
		"_ownerid_value eq guid'" + string(deriveID("u")) + "'", "createdon eq 2026-13-01", "statecode in (0,1)",
		"Microsoft.Dynamics.CRM.In(PropertyName='x',PropertyValues=['0'])", "Microsoft.Dynamics.CRM.Nope(PropertyName='fullname')",
		"Contact_Tasks/any(t:t/nope eq 1)", "fullname/any(x:x eq 1)", strings.Repeat("(", 100) + "statecode eq 0",
		strings.Repeat("not ", 100) + "statecode eq 0", "statecode eq 0 or " + strings.Repeat("x", longestFilter), "statecode eq 1;"} {
		e, err := parseFilter(text, nil)
		if err == nil {
			_, err = (&scope{table: contact.table, store: s}).compile(e)
		}
		if err == nil {
			t.Errorf("%.60q was accepted", text)
		}
	}
}

func TestLike(t *testing.T) {
	for _, c := range []struct {
		pattern, text string
		want          bool
	}{{"%", "", true}, {"", "", true}, {"a%c", "abbbc", true}, {"a%c", "abbb", false}, {"_", "é", true}, {"_", "", false},
		{"[a-c]%", "bx", true}, {"[^a-c]%", "bx", false}, {"[", "[", true}, {"%%x%%", "abxab", true}, {"%a%b%c%", "xaxbxc", true}} {
		if got := like(c.pattern, c.text); got != c.want {
			t.Errorf("like(%q, %q) = %v", c.pattern, c.text, got)
		}
	}
}

// FuzzFilter: whatever text comes in, reading and running it ends, without a panic.
func FuzzFilter(f *testing.F) {
	for _, seed := range []string{"fullname eq 'Ada'", "not (statecode eq 0 or contains(fullname,'%[a-z_'))", "_ownerid_value ne null",
		"Contact_Tasks/any(t:t/subject eq 'x')", "Microsoft.Dynamics.CRM.In(PropertyName='statecode',PropertyValues=['0'])",
		"createdon ge 2026-01-02T03:04:05Z", "fullname eq @p1", "parentcustomerid_account/name ne \"x\"", "-1 lt statecode",
		"Microsoft.Dynamics.CRM.Between(PropertyName='createdon',PropertyValues=[])", "[",
		"Microsoft.Dynamics.CRM.InFiscalPeriodAndYear(PropertyName='createdon',PropertyValue1=9999,PropertyValue2=-1)",
		"Microsoft.Dynamics.CRM.LastXFiscalYears(PropertyName='createdon',PropertyValue=36500)",
		"Microsoft.Dynamics.CRM.Under(PropertyName='parentcustomerid',PropertyValue='x')",
		"Microsoft.Dynamics.CRM.ContainValues(PropertyName='statecode',PropertyValues=['1',null])",
		"Microsoft.Dynamics.CRM.EqualUserOrUserHierarchyAndTeams(PropertyName='ownerid')", "''''", "_", "@", "a/any("} {
		f.Add(seed)
	}
	s, contact := filterRow()
	f.Fuzz(func(_ *testing.T, text string) {
		e, err := parseFilter(text, map[string]string{"@p1": text})
		if err != nil {
			return
		}
		if passes, err := (&scope{table: contact.table, store: s}).compile(e); err == nil {
			passes(contact)
		}
	})
}

func TestLinesOfTheSchema(t *testing.T) {
	pointer := wholeSchema().byName["activitypointer"]
	for _, table := range wholeSchema().tables {
		if table.Columns[0].Kind != kindKey || table.at(table.Display) < 0 {
			t.Errorf("%s: its key comes first and its name is a column", table.Name)
		}
		if !table.Activity {
			continue
		}
		for i, c := range pointer.Columns {
			if table.Columns[i].Name != c.Name {
				t.Errorf("%s: column %d is %s, not %s", table.Name, i, table.Columns[i].Name, c.Name)
			}
		}
	}
}
