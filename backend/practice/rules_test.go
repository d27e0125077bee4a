package practice_test

import (
	"net/http"
	"strings"
	"testing"
)

func TestExpansionRules(t *testing.T) {
	c := as(t, newOrganization(t), "ana.ruiz")
	nested := "accounts?$select=name&$top=2&$expand=contact_customer_accounts($select=fullname;$expand=ownerid($select=fullname)"
	c.get(nested + ")").is(200)
	for _, path := range []string{
		nested + ";$top=1)", nested + ";$orderby=fullname)", "contacts?$expand=parentcustomerid_account($top=1)",
		"accounts?$expand=contact_customer_accounts/$ref", "teams?$expand=teammembership_association,administratorid",
		"contacts?$expand=ownerid,ownerid", "accounts?$expand=contact_customer_accounts($count=true)",
		"accounts?$expand=" + strings.Repeat("primarycontactid($expand=parentcustomerid_account($expand=", 8) + "primarycontactid" + strings.Repeat("))", 8),
	} {
		c.get(path).is(400, "0x80060888")
	}
	row := c.get("contacts?$top=1&$filter=parentcustomerid_account/name ne null&$expand=parentcustomerid_account/$ref").is(200).rows()[0]
	link, _ := row["parentcustomerid_account"].(map[string]any)
	if id, _ := link["@odata.id"].(string); !strings.HasPrefix(id, api+"accounts(") || len(link) != 1 {
		t.Errorf("a link: %v", link)
	}
}

func TestIdsHaveNoOrder(t *testing.T) {
	c := as(t, newOrganization(t), "ana.ruiz")
	for _, filter := range []string{"contactid gt " + contactA, "_ownerid_value le " + contactA, contactA + " lt contactid"} {
		c.get("contacts?$filter="+filter).is(400, "0x80060888")
	}
	c.get("contacts?$filter=contactid ne " + contactA).is(200)
}

// Activities and notes go to the new owner with the row they regard, closed ones too, and go with it when it goes.
func TestCascades(t *testing.T) {
	o := newOrganization(t)
	c := as(t, o, "sara.lindqvist")
	marek := person(t, o, "marek.zielinski").ID
	withTask := func(id string) string {
		c.do("POST", "contacts", `{"contactid":"`+id+`","lastname":"Cascade","Contact_Tasks":[{"activityid":"`+id[:35]+`c","subject":"x"}]}`).is(204)
		c.do("PATCH", "tasks("+id[:35]+"c)", `{"statecode":1}`).is(204)
		return id[:35] + "c"
	}
	task := withTask(contactA)
	c.do("PATCH", "contacts("+contactA+")", `{"ownerid@odata.bind":"/systemusers(`+marek+`)"}`).is(204)
	if row := o.Row("task", task); row["_ownerid_value"] != marek || row["_owninguser_value"] != marek {
		t.Errorf("the task's owner: %v", row["_ownerid_value"])
	}
	c.do("DELETE", "contacts("+contactA+")", "").is(204)
	if o.Row("task", task) != nil {
		t.Error("the task outlived its contact")
	}
	o.Knobs().KeepOwners(true)
	kept := withTask("b0000000-0000-4000-8000-00000000000b")
	c.do("PATCH", "contacts(b0000000-0000-4000-8000-00000000000b)", `{"ownerid@odata.bind":"/systemusers(`+marek+`)"}`).is(204)
	if row := o.Row("task", kept); row["_ownerid_value"] == marek {
		t.Error("the task's owner changed though owners are kept")
	}
}

func TestDuplicateDetection(t *testing.T) {
	o := newOrganization(t)
	c := as(t, o, "ana.ruiz")
	body := `{"name":"Twin Ltd"}`
	c.do("POST", "accounts", body).is(204)
	c.do("POST", "accounts", body, "MSCRM.SuppressDuplicateDetection", "true").is(204)
	c.do("POST", "accounts", body, "MSCRM.SuppressDuplicateDetection", "false").is(500, "0x80040333")
	o.Knobs().DuplicateStatus(http.StatusPreconditionFailed)
	c.do("POST", "accounts", body, "MSCRM.SuppressDuplicateDetection", "false").is(412, "0x80040333")
}

func TestAlternateKeys(t *testing.T) {
	o := newOrganization(t)
	c := as(t, o, "sara.lindqvist")
	r := c.do("PATCH", "accounts(accountnumber='A-1')", `{"name":"Keyed"}`).is(204)
	if got := r.header.Get("OData-EntityId"); got != api+"accounts(accountnumber='A-1')" {
		t.Errorf("the address echoes %s", got)
	}
	c.do("POST", "accounts", `{"name":"Other","accountnumber":"a-1"}`).is(412, "0x80060892")
	c.do("PATCH", "accounts(accountnumber='A-2')", `{"name":"Keyed"}`, "If-Match", "*").is(404, "0x80060891")
	c.get("accounts(nosuch='x')").is(400, "0x80060888")
	o.Knobs().AlternateKey("contact", "firstname", "emailaddress1")
	c.do("POST", "contacts", `{"firstname":"J","lastname":"X","emailaddress1":"j@x.example"}`).is(204)
	c.get("contacts(emailaddress1='j@x.example',firstname='J')?$select=lastname").is(200)
	user := o.People()[0].ID
	c.get("systemusers(systemuserid="+user+")").is(400, "0x80060888")
	c.get("systemusers(" + user + ")").is(200)
	keys := c.get("EntityDefinitions(LogicalName='contact')/Keys").is(200).rows()
	if len(keys) != 2 {
		t.Errorf("keys %v", keys)
	}
}

// A refused write leaves nothing behind, not even a version.
func TestManyAreAllOrNothing(t *testing.T) {
	o := newOrganization(t)
	c := as(t, o, "ana.ruiz")
	before := len(o.Rows("task"))
	path := "tasks/Microsoft.Dynamics.CRM.CreateMultiple"
	good := `{"@odata.type":"Microsoft.Dynamics.CRM.task","subject":"x"}`
	c.do("POST", path, `{"Targets":[`+good+`,{"@odata.type":"Microsoft.Dynamics.CRM.task","nosuch":1}]}`).is(400, "0x80048d19")
	if after := len(o.Rows("task")); after != before {
		t.Errorf("%d tasks were left", after-before)
	}
	ids, _ := c.do("POST", path, `{"Targets":[`+good+`,`+good+`]}`).is(200).body["Ids"].([]any)
	if len(ids) != 2 {
		t.Errorf("ids %v", ids)
	}
	deep := `{"name":"Deep","primarycontactid":{"lastname":"Kept out"},"Account_Tasks":[{"nosuch":1}]}`
	contacts := len(o.Rows("contact"))
	c.do("POST", "accounts", deep).is(400, "0x80048d19")
	if len(o.Rows("contact")) != contacts {
		t.Error("a refused deep insert left a contact")
	}
	as(t, o, "sara.lindqvist").do("PATCH", "accounts("+o.Rows("account")[0]["accountid"].(string)+")", `{"Account_Tasks":[{"subject":"x"}]}`).is(400, "0x80048d19")
}

func TestErrorDetailsOnlyWhenAsked(t *testing.T) {
	c := as(t, newOrganization(t), "ana.ruiz")
	if r := c.get("contacts(" + contactA + ")").is(404); strings.Contains(r.text, "TraceText") {
		t.Errorf("not asked: %s", r.text)
	}
	r := c.get("contacts("+contactA+")", "Prefer", `odata.include-annotations="*"`).is(404, "0x80040217")
	for _, name := range []string{"TraceText", "HelpLink", "InnerError.Message", "ErrorDetails.OperationStatus"} {
		if !strings.Contains(r.text, `"@Microsoft.PowerApps.CDS.`+name+`":`) {
			t.Errorf("%s is missing: %s", name, r.text)
		}
	}
}

func TestStagesOfTheSalesProcess(t *testing.T) {
	c := as(t, newOrganization(t), "ana.ruiz")
	rows := c.get("opportunitysalesprocesses?$top=1&$filter=statecode eq 0&$select=_activestageid_value&$expand=activestageid($select=stagename)," +
		"opportunityid($select=salesstage)").is(200).rows()
	stage, _ := rows[0]["activestageid"].(map[string]any)
	deal, _ := rows[0]["opportunityid"].(map[string]any)
	if names := []string{"Qualify", "Develop", "Propose", "Close"}; stage["stagename"] != names[int(deal["salesstage"].(float64))] {
		t.Errorf("stage %v of %v", stage, deal)
	}
	id, _ := rows[0]["businessprocessflowinstanceid"].(string)
	if path := c.get("RetrieveActivePath(ProcessInstanceId=" + id + ")").is(200).rows(); len(path) != 4 {
		t.Errorf("path %v", path)
	}
}

func TestOrganizationsInDiscovery(t *testing.T) {
	o := newOrganization(t)
	c := as(t, o, "ana.ruiz")
	list := func() []map[string]any {
		return c.get("https://globaldisco.crm.ferry.example/api/discovery/v2.0/Instances").is(200).rows()
	}
	kinds := map[any]int{}
	for _, one := range list() {
		kinds[one["OrganizationType"]]++
	}
	if kinds[float64(5)] != 1 || kinds[float64(0)] != 1 || len(kinds) != 3 {
		t.Errorf("kinds %v", kinds)
	}
	c.get("https://globaldisco.crm.ferry.example/api/discovery/v2.0/Instances(UniqueName='unqpractice')").is(200)
	for n, want := range map[int]int{-1: 0, 1: 1, 0: 3} {
		if o.Knobs().Instances(n); len(list()) != want {
			t.Errorf("Instances(%d) lists %d", n, len(list()))
		}
	}
}

func TestDiscoverySelectsAndFilters(t *testing.T) {
	c := as(t, newOrganization(t), "ana.ruiz")
	const instances = "https://globaldisco.crm.ferry.example/api/discovery/v2.0/Instances"
	r := c.get(instances + "?$select=FriendlyName,OrganizationType&$filter=OrganizationType%20eq%205").is(200)
	if rows := r.rows(); len(rows) != 1 || len(rows[0]) != 2 || rows[0]["OrganizationType"] != 5.0 {
		t.Errorf("the sandboxes: %s", r.text)
	}
	if rows := c.get(instances + "?$filter=Type+eq+0").is(200).rows(); len(rows) != 1 || rows[0]["OrganizationType"] != 0.0 {
		t.Errorf("by Type: %v", rows)
	}
	one := c.get(instances + "(UniqueName='unqpractice')?$select=Id,Url").is(200)
	if one.str("Url") == "" || one.body["Version"] != nil {
		t.Errorf("one: %s", one.text)
	}
	c.get(instances + "(" + one.str("Id") + ")").is(200)
	c.get(instances + "(UniqueName='none')").is(404)
	c.get(instances+"?$select=Nothing").is(400, "0x80060888")
	c.get(instances+"?$filter=Nothing%20eq%201").is(400, "0x80060888")
	c.get(instances+"?$filter=((").is(400, "0x80060888")
}

// $top counts over pages where the server's own page size is smaller.
func TestTopGoesOnOverPages(t *testing.T) {
	o := newOrganization(t)
	c := as(t, o, "ana.ruiz")
	o.Knobs().PageSize(7)
	for _, order := range []string{"", "&$orderby=lastname"} {
		var sizes []int
		seen := map[any]bool{}
		for page := c.get("contacts?$select=lastname&$top=17" + order); ; page = c.get(page.str("@odata.nextLink")) {
			for _, row := range page.is(200).rows() {
				seen[row["contactid"]] = true
			}
			if sizes = append(sizes, len(page.rows())); page.str("@odata.nextLink") == "" {
				break
			}
		}
		if len(sizes) != 3 || sizes[2] != 3 || len(seen) != 17 {
			t.Errorf("pages of %v, %d rows", sizes, len(seen))
		}
	}
}
