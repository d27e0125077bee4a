package sqlite

import (
	"fmt"
	"testing"

	"ferry/backend/crm"
	"ferry/backend/importer"
	"ferry/backend/importer/importertest"
)

// The people of the lookup tests. Nobody here exists.
const (
	ana, tom           = "u-ana", "u-tom"
	fabrikam, adatum   = "a-fabrikam", "a-adatum"
	maria, liwei, noor = "c-maria", "c-liwei", "c-noor"
	olaf               = "l-olaf"
)

// put writes rows of one table as an import would.
func put(t *testing.T, db *Database, table string, rows map[string]map[string]any) {
	t.Helper()
	wanted := importertest.Table(table)
	var page importer.Page
	for id, values := range rows {
		page.Rows = append(page.Rows, importertest.Row(wanted, id, values))
	}
	point := importer.Point{Generation: 1, Complete: true}
	if err := db.SavePage(t.Context(), wanted, page, point); err != nil {
		t.Fatal(err)
	}
}

type values = map[string]any

// sample fills a mirror: two users, two accounts, three contacts, a lead, and opportunities at every stage.
func sample(t *testing.T, db *Database) {
	t.Helper()
	put(t, db, crm.TablePosition, map[string]values{"p-1": {"name": "Sales"}})
	put(t, db, crm.TableUser, map[string]values{
		ana: {"fullname": "Ana Ruiz", "internalemailaddress": "ana@example.com", "islicensed": true, "positionid": "p-1"},
		tom: {"fullname": "Tom Okafor", "isdisabled": true, "applicationid": "x"}})
	put(t, db, crm.TableContact, map[string]values{
		maria: {"fullname": "María  Gómez-López", "jobtitle": "CTO", "emailaddress1": "Maria@Fabrikam.example",
			"parentcustomerid": fabrikam, "parentcustomeridtype": "account", "ownerid": ana, "statecode": int64(0),
			"address1_city": "Sevilla", "mobilephone": "+34 1"},
		liwei: {"fullname": "李 伟", "emailaddress2": "li.wei@adatum.example", "parentcustomerid": adatum, "ownerid": tom},
		noor:  {"fullname": "Noor Gomez", "emailaddress3": "noor@old.example", "statecode": int64(1), "ownerid": ana}})
	put(t, db, crm.TableAccount, map[string]values{
		fabrikam: {"name": "Fabrikam, Inc.", "websiteurl": "https://fabrikam.example", "ownerid": ana},
		adatum:   {"name": "A. Datum Corporation", "ownerid": tom, "address1_city": "Oslo"}})
	put(t, db, crm.TableLead, map[string]values{
		olaf: {"fullname": "Olaf Gómez", "companyname": "Fabrikam", "emailaddress1": "olaf@example.com", "ownerid": ana}})
	put(t, db, crm.TableOpportunity, sampleDeals())
	put(t, db, crm.TableSalesProcess, map[string]values{
		"f-ended":  {"opportunityid": "o-early", "activestageid": "s-3", "statecode": int64(1), "modifiedon": "2026-03-01T00:00:00Z"},
		"f-active": {"opportunityid": "o-early", "activestageid": "s-1", "statecode": int64(0), "modifiedon": "2026-01-01T00:00:00Z"},
		"f-only":   {"opportunityid": "o-late", "activestageid": "s-2", "statecode": int64(1), "modifiedon": "2026-01-02T00:00:00Z"},
		"f-none":   {"activestageid": "s-2"}})
	put(t, db, crm.TableActivity, map[string]values{
		"t-1": {"activitytypecode": "task", "subject": "First", "regardingobjectid": maria, "statecode": int64(1),
			"actualend": "2026-02-01T10:00:00Z", "modifiedon": "2026-02-09T10:00:00Z", "ownerid": ana},
		"t-2": {"activitytypecode": "phonecall", "subject": "Second", "regardingobjectid": maria,
			"createdon": "2026-02-03T10:00:00Z", "modifiedon": "2026-02-03T10:00:00Z"}})
}

func sampleDeals() map[string]values {
	deal := func(owner string, state, stage int, customer, kind, account, contact any) values {
		return values{"name": fmt.Sprintf("Deal %d for %v", stage, customer), "ownerid": owner, "statecode": int64(state),
			"salesstage": int64(stage), "stepname": fmt.Sprintf("%d-Step", stage+1), "customerid": customer,
			"customeridtype": kind, "parentaccountid": account, "parentcontactid": contact,
			"estimatedvalue": "100.0000", "modifiedon": fmt.Sprintf("2026-01-0%dT00:00:00Z", stage+1)}
	}
	return map[string]values{
		"o-early":  deal(ana, 0, 0, fabrikam, "account", nil, maria),
		"o-late":   deal(ana, 0, 2, liwei, "contact", adatum, nil),
		"o-won":    deal(ana, 1, 3, noor, "contact", nil, nil),
		"o-others": deal(tom, 0, 3, noor, "contact", nil, nil),
	}
}
