package practice_test

import (
	"encoding/base64"
	"net/url"
	"slices"
	"strings"
	"testing"
)

func names(rows []map[string]any, column string) []string {
	list := make([]string, 0, len(rows))
	for _, row := range rows {
		text, _ := row[column].(string)
		list = append(list, text)
	}
	return list
}

// Ordering by a lookup orders by the primary name of the row it points at, also over pages.
func TestOrderByLookupIsByName(t *testing.T) {
	c := as(t, newOrganization(t), "marek.zielinski")
	const query = "opportunities?$select=name&$orderby=_parentaccountid_value,name&$expand=parentaccountid($select=name)"
	var all []string
	for page := c.get(query, "Prefer", "odata.maxpagesize=17"); ; page = c.get(page.str("@odata.nextLink"),
		"Prefer", "odata.maxpagesize=17") {
		for _, row := range page.is(200).rows() {
			account, _ := row["parentaccountid"].(map[string]any)
			name, _ := account["name"].(string)
			all = append(all, strings.ToLower(name))
		}
		if page.str("@odata.nextLink") == "" {
			break
		}
	}
	if len(all) != 120 || !slices.IsSorted(all) {
		t.Fatalf("%d rows, not in the order of their accounts' names: %q", len(all), all[:20])
	}
}

func TestOrderByAlias(t *testing.T) {
	c := as(t, newOrganization(t), "marek.zielinski")
	first := c.get("contacts?$select=lastname&$orderby=@by desc&@by=lastname&$top=5").is(200)
	if got, want := names(first.rows(), "lastname"), names(c.get(
		"contacts?$select=lastname&$orderby=lastname desc&$top=5").rows(), "lastname"); !slices.Equal(got, want) {
		t.Fatalf("%q, want %q", got, want)
	}
	c.get("contacts?$select=lastname&$orderby=@none&$top=5").is(200)
	c.get("contacts?$select=lastname&$orderby=@by&@by=nosuch").is(400, "0x80060888")
}

func fetchOf(c *client, set, text string) *reply {
	return c.get(set + "?fetchXml=" + url.QueryEscape(text))
}

// FetchXML orders choices by their labels, the Web API's own queries by their values.
func TestFetchOrdersByLabel(t *testing.T) {
	c := as(t, newOrganization(t), "marek.zielinski")
	const query = `<fetch%s><entity name="opportunity"><attribute name="salesstage"/><order attribute="salesstage"/></entity></fetch>`
	stages := func(more string) (stages []float64) {
		for _, row := range fetchOf(c, "opportunities", strings.Replace(query, "%s", more, 1)).is(200).rows() {
			stage, _ := row["salesstage"].(float64)
			stages = append(stages, stage)
		}
		return slices.Compact(stages)
	}
	if got := stages(""); !slices.Equal(got, []float64{3, 1, 2, 0}) { // Close, Develop, Propose, Qualify
		t.Fatalf("by label: %v", got)
	}
	if got := stages(` useraworderby="true"`); !slices.Equal(got, []float64{0, 1, 2, 3}) {
		t.Fatalf("by value: %v", got)
	}
}

// Since version 9 the columns of joined tables have a point behind the alias; before, it was encoded.
func TestFetchNamesJoinedColumnsByVersion(t *testing.T) {
	c := as(t, newOrganization(t), "marek.zielinski")
	text := url.QueryEscape(`<fetch top="1"><entity name="contact"><attribute name="fullname"/><link-entity name="account" ` +
		`from="accountid" to="parentcustomerid" alias="co"><attribute name="name"/></link-entity></entity></fetch>`)
	if row := c.get("contacts?fetchXml=" + text).is(200).rows()[0]; row["co.name"] == nil {
		t.Fatalf("no co.name: %v", row)
	}
	older := strings.Replace(api, "v9.2", "v8.2", 1)
	if row := c.get(older + "contacts?fetchXml=" + text).is(200).rows()[0]; row["co_x002e_name"] == nil {
		t.Fatalf("no co_x002e_name: %v", row)
	}
}

func TestDuplicateHeaderInBothSpellings(t *testing.T) {
	c := as(t, newOrganization(t), "marek.zielinski")
	const body = `{"name":"Twin","emailaddress1":"twin@twins.example"}`
	c.do("POST", "accounts", body).is(204)
	c.do("POST", "accounts", body, "MSCRM.SuppressDuplicateDetection", "false").is(500, "0x80040333")
	c.do("POST", "accounts", body, "MSCRM-SuppressDuplicateDetection", "false").is(500, "0x80040333")
	c.do("POST", "accounts", body, "MSCRM-SuppressDuplicateDetection", "true").is(204)
}

func TestFiscalAndHierarchyFunctions(t *testing.T) {
	o := newOrganization(t)
	c := as(t, o, "marek.zielinski")
	top, middle, leaf := "11111111-0000-4000-8000-000000000001", "11111111-0000-4000-8000-000000000002",
		"11111111-0000-4000-8000-000000000003"
	c.do("POST", "accounts", `{"accountid":"`+top+`","name":"Top"}`).is(204)
	c.do("POST", "accounts", `{"accountid":"`+middle+`","name":"Middle","parentaccountid@odata.bind":"accounts(`+top+`)"}`).is(204)
	c.do("POST", "accounts", `{"accountid":"`+leaf+`","name":"Leaf","parentaccountid@odata.bind":"accounts(`+middle+`)"}`).is(204)
	call := func(name, more string) string {
		return "accounts?$select=name&$orderby=name&$filter=Microsoft.Dynamics.CRM." + name + "(PropertyName=" + more + ")"
	}
	for _, one := range []struct{ function, arguments, want string }{
		{"Under", "'accountid',PropertyValue='" + top + "'", "Leaf Middle"},
		{"UnderOrEqual", "'accountid',PropertyValue='" + top + "'", "Leaf Middle Top"},
		{"Above", "'accountid',PropertyValue='" + leaf + "'", "Middle Top"},
		{"AboveOrEqual", "'accountid',PropertyValue='" + leaf + "'", "Leaf Middle Top"},
	} {
		if got := strings.Join(names(c.get(call(one.function, one.arguments)).is(200).rows(), "name"), " "); got != one.want {
			t.Errorf("%s: %q, want %q", one.function, got, one.want)
		}
	}
	count := func(name, more string) int { return len(c.get(call(name, more)).is(200).rows()) }
	whole := count("NotUnder", "'accountid',PropertyValue='"+leaf+"'")
	for name, want := range map[string]int{"ThisFiscalYear": 3, "ThisFiscalPeriod": 3, "NextFiscalYear": 0,
		"NextFiscalPeriod": 0, "EqualUserOrUserHierarchy": 3} {
		column := map[bool]string{true: "'ownerid'", false: "'createdon'"}[strings.HasPrefix(name, "Equal")]
		if got := count(name, column); got < want || want == 0 && got > 0 || got > whole {
			t.Errorf("%s: %d rows, want %d", name, got, want)
		}
	}
	if now, year := count("ThisFiscalYear", "'createdon'"), count("LastXFiscalYears", "'createdon',PropertyValue=9"); now+
		year+count("NextXFiscalYears", "'createdon',PropertyValue=1") != whole {
		t.Errorf("this fiscal year %d and those before %d are not all %d rows", now, year, whole)
	}
	if got := count("InFiscalPeriodAndYear", "'createdon',PropertyValue1=1,PropertyValue2=1999"); got != 0 {
		t.Errorf("%d rows in 1999", got)
	}
	for operator, want := range map[string]int{"under": 2, "eq-or-under": 3} {
		text := `<fetch><entity name="account"><attribute name="name"/><filter><condition attribute="accountid" operator="` +
			operator + `" value="` + top + `"/></filter></entity></fetch>`
		if got := len(fetchOf(c, "accounts", text).is(200).rows()); got != want {
			t.Errorf("%s: %d rows, want %d", operator, got, want)
		}
	}
	c.get("contacts?$filter=Microsoft.Dynamics.CRM.Under(PropertyName='lastname',PropertyValue='"+top+"')").is(400, "0x80060888")
}

func TestSeveralChoices(t *testing.T) {
	c := as(t, newOrganization(t), "marek.zielinski")
	const id = "11111111-0000-4000-8000-000000000009"
	c.do("POST", "accounts", `{"accountid":"`+id+`","name":"M","new_markets":"100000002, 100000000"}`).is(204)
	row := c.get("accounts("+id+")?$select=new_markets", "Prefer", `odata.include-annotations="*"`).is(200).body
	if row["new_markets"] != "100000000,100000002" || row["new_markets@OData.Community.Display.V1.FormattedValue"] != "Tranvías; Metro" {
		t.Fatalf("read %v", row)
	}
	function := func(name, values string) int {
		return len(c.get("accounts?$select=name&$filter=name eq 'M' and Microsoft.Dynamics.CRM." + name +
			"(PropertyName='new_markets',PropertyValues=[" + values + "])").is(200).rows())
	}
	for _, one := range []struct {
		name, values string
		want         int
	}{{"ContainValues", "'100000002'", 1}, {"ContainValues", "'100000001'", 0}, {"DoesNotContainValues", "'100000001'", 1},
		{"ContainValues", "'100000001','100000000'", 1}} {
		if got := function(one.name, one.values); got != one.want {
			t.Errorf("%s %s: %d, want %d", one.name, one.values, got, one.want)
		}
	}
	c.do("PATCH", "accounts("+id+")", `{"new_markets":"7"}`).is(400, "0x8004431A")
	c.do("PATCH", "accounts("+id+")", `{"new_markets":[1]}`).is(400, "0x80048d19")
	c.do("PATCH", "accounts("+id+")", `{"new_markets":null}`).is(204)
	if row := c.get("accounts(" + id + ")?$select=new_markets").body; row["new_markets"] != nil {
		t.Fatalf("not emptied: %v", row)
	}
	types := c.get("EntityDefinitions(LogicalName='account')/Attributes/Microsoft.Dynamics.CRM.MultiSelectPicklistAttributeMetadata" +
		"?$select=LogicalName&$expand=OptionSet($select=Options)").is(200).rows()
	if len(types) != 1 || types[0]["LogicalName"] != "new_markets" {
		t.Fatalf("metadata: %v", types)
	}
}

// A file goes in whole or in parts, and comes back as bytes, as JSON, or as a range.
func TestFileColumns(t *testing.T) {
	o := newOrganization(t)
	c := as(t, o, "marek.zielinski")
	const id = "11111111-0000-4000-8000-00000000000a"
	const column = "accounts(" + id + ")/new_contract"
	c.do("POST", "accounts", `{"accountid":"`+id+`","name":"F"}`).is(204)
	c.get(column).is(204)
	c.do("PATCH", "accounts("+id+")", `{"new_contract":"x"}`).is(400, "0x80048d19")
	const kind, octets = "Content-Type", "application/octet-stream"
	c.do("PATCH", column, "hello", kind, octets).is(400)
	c.do("PATCH", column, "hello, file", kind, octets, "x-ms-file-name", "h%C3%A9llo.txt").is(204)
	row := c.get("accounts(" + id + ")?$select=new_contract,new_contract_name").is(200).body
	if row["new_contract_name"] != "héllo.txt" || row["new_contract"] == nil {
		t.Fatalf("the row says %v", row)
	}
	whole := c.get(column + "/$value").is(200)
	if whole.text != "hello, file" || whole.header.Get("x-ms-file-size") != "11" || whole.header.Get("Content-Type") != octets {
		t.Fatalf("read %q %v", whole.text, whole.header)
	}
	part := c.get(column, "Range", "bytes=7-100").is(206)
	data, err := base64.StdEncoding.DecodeString(part.str("value"))
	if err != nil || string(data) != "file" || part.header.Get("Content-Range") != "bytes 7-10/11" {
		t.Fatalf("a range: %q %v", data, part.header)
	}
	c.get(column+"/$value", "Range", "bytes=50-60").is(416)
	begun := c.do("PATCH", column+"?x-ms-file-name=two.txt", "", "x-ms-transfer-mode", "chunked").is(200)
	address := begun.header.Get("Location")
	if begun.header.Get("x-ms-chunk-size") == "" || address == "" {
		t.Fatalf("begun with %v", begun.header)
	}
	c.do("PATCH", address, "late", kind, octets, "Content-Range", "bytes 4-7/8").is(400)
	c.do("PATCH", address, "soon", kind, octets, "Content-Range", "bytes 0-3/8").is(206)
	c.do("PATCH", address, "late", kind, octets, "Content-Range", "bytes 4-7/8", "x-ms-transfer-mode", "chunked").is(204)
	if got := c.get(column + "/$value").is(200); got.text != "soonlate" {
		t.Fatalf("in parts: %q", got.text)
	}
	c.do("PATCH", address, "more", kind, octets, "Content-Range", "bytes 0-3/8").is(400)
	c.do("DELETE", column, "").is(204)
	c.get(column + "/$value").is(204)
}

func TestImageColumns(t *testing.T) {
	c := as(t, newOrganization(t), "marek.zielinski")
	const id = "11111111-0000-4000-8000-00000000000b"
	const gif = "GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
	text := base64.StdEncoding.EncodeToString([]byte(gif))
	c.do("POST", "contacts", `{"contactid":"`+id+`","lastname":"I","entityimage":"`+text+`"}`).is(204)
	row := c.get("contacts(" + id + ")").is(200).body
	if _, printed := row["entityimage"]; printed || row["entityimageid"] == nil || row["entityimage_url"] == nil {
		t.Fatalf("a whole row: image %v, id %v", row["entityimage"], row["entityimageid"])
	}
	if row := c.get("contacts(" + id + ")?$select=entityimage").is(200).body; row["entityimage"] != text {
		t.Fatalf("selected: %v", row)
	}
	if got := c.get("contacts(" + id + ")/entityimage/$value?size=full").is(200); got.text != gif {
		t.Fatalf("bytes: %q", got.text)
	}
	c.do("PATCH", "contacts("+id+")", `{"entityimage":"bm8gaW1hZ2U="}`).is(400)
	c.do("PATCH", "contacts("+id+")/entityimage", gif, "Content-Type", "application/octet-stream").is(204)
	c.do("DELETE", "contacts("+id+")/entityimage", "").is(204)
	if row := c.get("contacts(" + id + ")?$select=entityimageid,entityimage").is(200).body; row["entityimageid"] != nil ||
		row["entityimage"] != nil {
		t.Fatalf("after its removal: %v", row)
	}
}

func TestColumnsCompareWithTheirLikes(t *testing.T) {
	c := as(t, newOrganization(t), "marek.zielinski")
	c.get("contacts?$filter=firstname eq lastname").is(200)
	c.get("contacts?$filter=numberofchildren eq statecode").is(200)
	c.get("contacts?$filter=lastname eq statecode").is(400, "0x80060888")
	c.get("contacts?$filter=contactid eq lastname").is(400, "0x80060888")
}

func TestBodiesAsClientsSendThem(t *testing.T) {
	c := as(t, newOrganization(t), "marek.zielinski")
	c.do("POST", "contacts", "\ufeff"+`{"lastname":"Marked"}`).is(204)
	c.do("POST", "contacts", "\ufeff").is(400, "0x80048d19")
	c.do("POST", "tasks", `{"subject":"x","percentcomplete":100}`).is(204)
	c.do("POST", "tasks", `{"subject":"x","percentcomplete":101}`).is(400, "0x80040203")
	c.do("POST", "tasks", `{"subject":"x","percentcomplete":-1}`).is(400, "0x80040203")
}
