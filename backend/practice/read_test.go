package practice_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"ferry/backend/practice"
)

func TestChallengeWithoutToken(t *testing.T) {
	r := as(t, newOrganization(t), "").get("").is(http.StatusUnauthorized)
	want := "Bearer authorization_uri=" + practice.Authority + "/oauth2/authorize, resource_id=" + practice.URL + "/"
	if got := r.header.Get("WWW-Authenticate"); got != want {
		t.Errorf("challenge %q, want %q", got, want)
	}
}

func TestPeopleWhoMayNotEnter(t *testing.T) {
	o := newOrganization(t)
	as(t, o, "tomas.byrne").get("WhoAmI").is(http.StatusForbidden, "0x80042f09")
	as(t, o, "olga.petrova").get("WhoAmI").is(http.StatusForbidden, "0x80040225")
	stranger := practice.New(practice.Options{Tokens: map[string]string{"x": "11111111-2222-4333-8444-555555555555"}})
	as(t, stranger, "x").get("WhoAmI").is(http.StatusForbidden, "0x80072560")
}

func TestWhoAndWhere(t *testing.T) {
	o := newOrganization(t)
	c := as(t, o, "ana.ruiz")
	if got := c.get("WhoAmI()").is(200).str("UserId"); got != person(t, o, "ana.ruiz").ID {
		t.Errorf("UserId %s", got)
	}
	if got := c.get("RetrieveVersion()").is(200).str("Version"); !strings.HasPrefix(got, "9.2.") {
		t.Errorf("version %s", got)
	}
	path := "RetrieveCurrentOrganization(AccessType=@p1)?@p1=Microsoft.Dynamics.CRM.EndpointAccessType'Default'"
	detail, _ := c.get(path).is(200).body["Detail"].(map[string]any)
	if detail["OrganizationType"] != "CustomerTest" || detail["TenantId"] != practice.TenantID {
		t.Errorf("detail %v", detail)
	}
	o.Knobs().OrganizationType("-")
	detail, _ = c.get(path).is(200).body["Detail"].(map[string]any)
	if _, there := detail["OrganizationType"]; there {
		t.Error("OrganizationType is still there")
	}
	o.Knobs().Version("8.1.0.5")
	c.get("WhoAmI").is(http.StatusNotFound)
	c.get(practice.URL + "/api/data/v8.1/WhoAmI").is(200)
}

func TestSelectFilterOrderTop(t *testing.T) {
	c := as(t, newOrganization(t), "ana.ruiz")
	r := c.get("contacts?$select=fullname,emailaddress1&$filter=contains(fullname,'KATHARINA größler') and statecode eq 0&$top=3").is(200)
	rows := r.rows()
	if len(rows) == 0 || rows[0]["fullname"] != "Katharina Größler" {
		t.Fatalf("rows %v", rows)
	}
	if rows[0]["contactid"] == nil || rows[0]["@odata.etag"] == nil || len(rows[0]) != 4 {
		t.Errorf("a selection holds the columns, the key and the etag: %v", rows[0])
	}
	if got := r.str("@odata.context"); got != api+"$metadata#contacts(fullname,emailaddress1)" {
		t.Errorf("context %s", got)
	}
	names := []string{}
	for _, row := range c.get("accounts?$select=name&$orderby=name desc&$top=5").is(200).rows() {
		names = append(names, strings.ToLower(row["name"].(string)))
	}
	if len(names) != 5 || !slices.IsSortedFunc(names, func(a, b string) int { return strings.Compare(b, a) }) {
		t.Errorf("order %v", names)
	}
}

func TestRefusedQueries(t *testing.T) {
	c := as(t, newOrganization(t), "ana.ruiz")
	for path, code := range map[string]string{
		"contacts?$select=ownerid":                           "0x80060888",
		"contacts?$select=FullName":                          "0x80060888",
		"contacts?$Select=fullname":                          "0x80060888",
		"contacts?$skip=5":                                   "0x80060888",
		"contacts?$filter=_ownerid_value eq 'x'":             "0x80060888",
		"contacts?$filter=fullname eq":                       "0x80060888",
		"contacts?$orderby=nothing":                          "0x80060888",
		"contacts?$expand=OwnerId":                           "0x80060888",
		"contacts?$top=-1":                                   "0x80060888",
		"contacts(00000000-0000-0000-0000-0000000000)":       "0x80060888",
		"accounts(telephone1='A1')":                          "0x80060888",
		"contacts?$select=fullname&$select=emailaddress1":    "0x80060888",
		"contacts?$filter=parentcustomerid_account/x eq 'y'": "0x80060888",
	} {
		c.get(path).is(http.StatusBadRequest, code)
	}
	c.get("contact").is(http.StatusNotFound, "0x8006088A")
	c.get("Contacts").is(http.StatusNotFound, "0x8006088A")
	c.get("contacts(00000000-0000-0000-0000-000000000000)").is(http.StatusNotFound, "0x80040217")
}

func TestAnnotationsOnlyWhenAsked(t *testing.T) {
	c := as(t, newOrganization(t), "ana.ruiz")
	path := "opportunities?$select=name,_customerid_value,salesstage,estimatedvalue&$top=1"
	if text := c.get(path).is(200).text; strings.Contains(text, "FormattedValue") || strings.Contains(text, "lookuplogicalname") {
		t.Errorf("annotations without asking: %s", text)
	}
	row := c.get(path, "Prefer", `odata.include-annotations="*"`).is(200).rows()[0]
	if row["_customerid_value@Microsoft.Dynamics.CRM.lookuplogicalname"] != "account" ||
		row["_customerid_value@Microsoft.Dynamics.CRM.associatednavigationproperty"] != "customerid_account" {
		t.Errorf("row %v", row)
	}
	if label, _ := row["salesstage@OData.Community.Display.V1.FormattedValue"].(string); label == "" {
		t.Errorf("no label: %v", row)
	}
	row = c.get(path, "Prefer", `odata.include-annotations="Microsoft.Dynamics.CRM.lookup*"`).is(200).rows()[0]
	if _, there := row["salesstage@OData.Community.Display.V1.FormattedValue"]; there {
		t.Error("a label that was not asked for")
	}
}

func TestMoneyHasFourDecimalsAndBringsItsCurrency(t *testing.T) {
	c := as(t, newOrganization(t), "ana.ruiz")
	r := c.get("opportunities?$select=estimatedvalue&$filter=estimatedvalue gt 0&$top=1").is(200)
	var exact struct {
		Value []struct {
			Money    json.Number `json:"estimatedvalue"`
			Currency string      `json:"_transactioncurrencyid_value"`
		} `json:"value"`
	}
	if err := json.Unmarshal([]byte(r.text), &exact); err != nil {
		t.Fatal(err)
	}
	if v := exact.Value[0]; !strings.HasSuffix(v.Money.String(), ".0000") || len(v.Currency) != 36 {
		t.Errorf("money %v", v)
	}
}

func TestExpand(t *testing.T) {
	c := as(t, newOrganization(t), "ana.ruiz")
	rows := c.get("contacts?$select=fullname&$filter=fullname eq 'Lucía Ferrer Molina'" +
		"&$expand=parentcustomerid_account($select=name),Contact_Tasks($select=subject;$top=1)").is(200).rows()
	account, _ := rows[0]["parentcustomerid_account"].(map[string]any)
	if account["name"] != "Ferrocarriles del Litoral" {
		t.Errorf("row %v", rows[0])
	}
	if _, ok := rows[0]["Contact_Tasks"].([]any); !ok {
		t.Errorf("no collection: %v", rows[0])
	}
	if link, _ := rows[0]["Contact_Tasks@odata.nextLink"].(string); !strings.HasSuffix(link, "/Contact_Tasks?$select=subject&$top=1") {
		t.Errorf("the token-less link is missing: %v", rows[0])
	}
}

func TestPagesAreCompleteAndLinksAreOpaque(t *testing.T) {
	c := as(t, newOrganization(t), "ana.ruiz")
	for _, query := range []string{"contacts?$select=fullname", "contacts?$select=fullname&$orderby=lastname desc,createdon",
		"contacts?$select=fullname&$filter=_ownerid_value ne null&$count=true"} {
		seen := map[string]bool{}
		r := c.get(query, "Prefer", "odata.maxpagesize=70").is(200)
		if r.header.Get("Preference-Applied") != "odata.maxpagesize=70" {
			t.Errorf("Preference-Applied %q", r.header.Get("Preference-Applied"))
		}
		for pages := 1; ; pages++ {
			for _, row := range r.rows() {
				seen[row["contactid"].(string)] = true
			}
			link := r.str("@odata.nextLink")
			if link == "" {
				if pages != 5 || len(seen) != 300 {
					t.Errorf("%s: %d pages, %d rows", query, pages, len(seen))
				}
				break
			}
			checkLink(t, c, link)
			r = c.get(link, "Prefer", "odata.maxpagesize=70").is(200)
		}
	}
}

func checkLink(t *testing.T, c *client, link string) {
	t.Helper()
	if !strings.Contains(link, "%253c") || !strings.Contains(link, "%22") {
		t.Fatalf("the link is not encoded twice: %s", link)
	}
	for _, changed := range []string{strings.Replace(link, "fullname", "jobtitle", 1),
		strings.Replace(link, "%253c", "%3c", 1), strings.Replace(link, "pagenumber=%22", "pagenumber=%221", 1),
		strings.Replace(link, "%22", "%2522", 1)} {
		c.get(changed, "Prefer", "odata.maxpagesize=70").is(http.StatusBadRequest, "0x8004112A")
	}
}

func TestPageSizeKnobAndTop(t *testing.T) {
	o := newOrganization(t)
	c := as(t, o, "ana.ruiz")
	o.Knobs().PageSize(10)
	if r := c.get("contacts?$select=fullname"); len(r.rows()) != 10 || r.str("@odata.nextLink") == "" {
		t.Errorf("%d rows", len(r.rows()))
	}
	o.Knobs().PageSize(0)
	if r := c.get("contacts?$top=3", "Prefer", "odata.maxpagesize=50"); len(r.rows()) != 50 {
		t.Errorf("$top beside maxpagesize is ignored: %d rows", len(r.rows()))
	}
	if r := c.get("contacts/$count"); r.text != "300" || r.header.Get("Content-Type") != "text/plain" {
		t.Errorf("count %q", r.text)
	}
}

func TestOneRow(t *testing.T) {
	o := newOrganization(t)
	c := as(t, o, "ana.ruiz")
	id := fmt.Sprint(o.Rows("contact")[0]["contactid"])
	r := c.get("contacts(" + strings.ToUpper(id) + ")?$select=fullname").is(200)
	tag := r.header.Get("ETag")
	if tag == "" || r.body["@odata.etag"] != tag {
		t.Errorf("etag %q, %v", tag, r.body)
	}
	c.get("contacts("+id+")?$select=fullname", "If-None-Match", tag).is(http.StatusNotModified)
	c.get("contacts(" + id + ")?$select=fullname").is(200)
	if got := c.get("contacts(" + id + ")/fullname").is(200).str("value"); got == "" {
		t.Error("no single value")
	}
	ana := person(t, o, "ana.ruiz")
	if got := c.get("systemusers(azureactivedirectoryobjectid=" + ana.ObjectID + ")").is(200).str("systemuserid"); got != ana.ID {
		t.Errorf("by alternate key %s", got)
	}
}

func TestActivityPointerIsTheUnion(t *testing.T) {
	c := as(t, newOrganization(t), "ana.ruiz")
	kinds := map[any]int{}
	for _, row := range c.get("activitypointers?$select=activitytypecode").is(200).rows() {
		kinds[row["activitytypecode"]]++
	}
	if kinds["task"] == 0 || kinds["phonecall"] == 0 || kinds["li_message"] == 0 {
		t.Errorf("kinds %v", kinds)
	}
	c.do(http.MethodPost, "activitypointers", `{"subject":"x"}`).is(http.StatusMethodNotAllowed)
}

func TestReadRightsOfOneOwner(t *testing.T) {
	o := newOrganization(t)
	c, ana := as(t, o, "ana.ruiz"), person(t, o, "ana.ruiz")
	o.Knobs().OwnReadOnly(ana.ID, true)
	rows := c.get("contacts?$select=_ownerid_value").is(200).rows()
	if len(rows) == 0 || len(rows) == 300 {
		t.Errorf("%d rows", len(rows))
	}
	for _, row := range rows {
		if row["_ownerid_value"] != ana.ID {
			t.Fatalf("somebody else's row: %v", row)
		}
	}
	for _, row := range o.Rows("contact") {
		if row["_ownerid_value"] != ana.ID {
			c.get(fmt.Sprintf("contacts(%s)", row["contactid"])).is(http.StatusForbidden, "0x80048306")
			break
		}
	}
	c.get("contacts?$select=fullname", "Prefer", "odata.track-changes").is(http.StatusForbidden, "0x80040220")
	o.Knobs().MissingPrivileges(ana.ID, "prvReadLead")
	c.get("leads").is(http.StatusForbidden, "0x80040220")
}
