package dataverse

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"reflect"
	"strings"
	"testing"
	"time"

	"ferry/backend/crm"
	"ferry/backend/importer"
)

func sampleTable() importer.Table {
	return importer.Table{Name: "sample", Set: "samples", Key: "sampleid", Columns: []importer.Column{
		{Name: "sampleid", Kind: importer.ID}, {Name: "name"}, {Name: "employees", Kind: importer.Integer},
		{Name: "rate", Kind: importer.Number}, {Name: "active", Kind: importer.Boolean}, {Name: "value", Kind: importer.Money},
		{Name: "modifiedon", Kind: importer.Time}, {Name: "closeon", Kind: importer.Date},
		{Name: "statecode", Kind: importer.Choice}, {Name: "customerid", Kind: importer.Lookup},
		{Name: "customeridtype", Kind: importer.LookupTable, Of: "customerid"},
	}}
}

const sampleSelect = "samples?$select=sampleid,name,employees,rate,active,value,modifiedon,closeon,statecode,_customerid_value"

func TestPageOfAFullLoad(t *testing.T) {
	next := origin + root + sampleSelect + `&$skiptoken=%3Ccookie%20pagenumber=%222%22%20pagingcookie=%22%253ccookie%22%20/%3E`
	const reply = `{"@odata.context":"x","@odata.count":5000,"value":[
 {"@odata.etag":"W/\"501\"","sampleid":"1F0C0000-0000-4000-8000-000000000002","name":"Zażółć \u0022gęślą\u0022 \ud83d\ude00\n",
  "employees":12,"rate":1.5,"active":true,"value":20000.0000,"modifiedon":"2026-11-20T16:00:00Z","closeon":"2026-12-31",
  "statecode":0,"_customerid_value":"55AA0000-0000-4000-8000-000000000001",
  "_customerid_value@Microsoft.Dynamics.CRM.lookuplogicalname":"account","unasked":{"a":[1,{"b":null}]}},
 {"sampleid":"1f0c0000-0000-4000-8000-000000000003","name":null,"_customerid_value":null}
],"@odata.nextLink":%q}`
	client, _ := play(t,
		exchange{
			want: "GET " + sampleSelect, reply: fmt.Sprintf(reply, next),
			header: map[string]string{
				"Prefer": `odata.maxpagesize=500,odata.track-changes,` +
					`odata.include-annotations="Microsoft.Dynamics.CRM.lookuplogicalname"`,
				"If-None-Match": "null", "OData-Version": "4.0", "OData-MaxVersion": "4.0", "Accept": "application/json",
				"Authorization": "Bearer token-1", "User-Agent": "Ferry/test",
			},
			with: map[string]string{"Date": "Sat, 21 Nov 2026 10:00:00 GMT"},
		},
		exchange{want: "GET " + strings.TrimPrefix(next, origin+root), reply: `{"value":[],"@odata.deltaLink":"d"}`,
			header: map[string]string{"Prefer": `odata.maxpagesize=500,odata.track-changes,` +
				`odata.include-annotations="Microsoft.Dynamics.CRM.lookuplogicalname"`}})
	asked := importer.Request{Table: sampleTable(), Mode: importer.ModeTracked, PageSize: 500}
	page, err := client.Page(t.Context(), asked)
	if err != nil {
		t.Fatal(err)
	}
	want := importer.Page{
		Rows: [][]any{
			{"1f0c0000-0000-4000-8000-000000000002", "Zażółć \"gęślą\" 😀\n", int64(12), 1.5, true, "20000.0000",
				"2026-11-20T16:00:00Z", "2026-12-31", int64(0), userID, "account"},
			{"1f0c0000-0000-4000-8000-000000000003", nil, nil, nil, nil, nil, nil, nil, nil, nil, nil},
		},
		Next: next, ServerTime: time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC),
	}
	if !reflect.DeepEqual(page, want) {
		t.Errorf("page\n got %#v\nwant %#v", page, want)
	}
	asked.Link = page.Next
	if page, err = client.Page(t.Context(), asked); err != nil || page.Delta != "d" || page.Next != "" {
		t.Errorf("last page %+v, %v", page, err)
	}
}

func TestPageOfChanges(t *testing.T) {
	const reply = `{"@odata.context":"x/$delta","value":[
 {"sampleid":"1f0c0000-0000-4000-8000-000000000002","name":"a","id":"not me"},
 {"@odata.context":"https://c/$metadata#samples/$deletedEntity","id":"2E450000-0000-4000-8000-000000000009","reason":"deleted"},
 {"id":"2e450000-0000-4000-8000-00000000000a","reason":"deleted","@odata.context":"https://c/$metadata#samples/$deletedEntity"}
],"@odata.deltaLink":"next delta"}`
	link := origin + root + "samples?$select=name&$deltatoken=919042%2108%2f22"
	client, _ := play(t, exchange{want: "GET samples?$select=name&$deltatoken=919042%2108%2f22", reply: reply})
	page, err := client.Page(t.Context(), importer.Request{Table: sampleTable(), Mode: importer.ModeTracked, Link: link})
	if err != nil {
		t.Fatal(err)
	}
	deleted := []string{"2e450000-0000-4000-8000-000000000009", "2e450000-0000-4000-8000-00000000000a"}
	if len(page.Rows) != 1 || !reflect.DeepEqual(page.Deleted, deleted) || page.Delta != "next delta" {
		t.Errorf("%+v", page)
	}
}

func TestPageOfModifiedRows(t *testing.T) {
	since := time.Date(2026, 11, 21, 11, 30, 0, 0, time.FixedZone("CET", 3600))
	client, _ := play(t, exchange{
		want: "GET " + sampleSelect + "&$filter=modifiedon%20ge%202026-11-21T10%3A30%3A00Z" +
			"&$orderby=modifiedon%20asc%2Csampleid%20asc",
		header: map[string]string{"Prefer": `odata.maxpagesize=5000,` +
			`odata.include-annotations="Microsoft.Dynamics.CRM.lookuplogicalname"`},
		reply: `{"value":[]}`,
	})
	_, err := client.Page(t.Context(), importer.Request{Table: sampleTable(), Mode: importer.ModeModified, Since: since})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAnnotationsOnlyWhereNeeded(t *testing.T) {
	table := importer.Table{Name: "t", Set: "ts", Key: "tid", Columns: []importer.Column{{Name: "tid", Kind: importer.ID}}}
	for size, prefer := range map[int]string{
		7: "odata.maxpagesize=7", 0: "odata.maxpagesize=5000", -1: "odata.maxpagesize=5000", 5001: "odata.maxpagesize=5000",
	} {
		client, _ := play(t, exchange{want: "GET ts?$select=tid", reply: `{"value":[]}`, header: map[string]string{"Prefer": prefer}})
		request := importer.Request{Table: table, Mode: importer.ModeModified, PageSize: size}
		if _, err := client.Page(t.Context(), request); err != nil {
			t.Fatal(err)
		}
	}
}

func TestPageErrors(t *testing.T) {
	delta := origin + root + "samples?$deltatoken=1"
	tests := []struct {
		name   string
		link   string
		answer exchange
		code   crm.Code
	}{
		{"expired", delta, fails(400, "0x80044352", "Version stamp associated with the client has expired."), crm.CodeExpiredDelta},
		{"expired in decimal", "", fails(400, "-2147204270", "expired"), crm.CodeExpiredDelta},
		{"delta gone", delta, exchange{status: 410}, crm.CodeExpiredDelta},
		{"delta unknown", delta, fails(400, "0x80060888", "bad"), crm.CodeExpiredDelta},
		{"delta forbidden", delta, fails(403, "0x80040220", "missing prvReadSample"), crm.CodeForbidden},
		{"delta forbidden with another status", delta, fails(400, "0x80040220", "missing prvReadSample"), crm.CodeForbidden},
		{"forbidden", "", fails(403, "0x80040220", "missing prvReadSample"), crm.CodeForbidden},
		{"no table", "", fails(404, "0x8006088A", "Resource not found for the segment 'samples'."), crm.CodeMissingTable},
		{"no column", "", fails(400, "0x80060888", "Could not find a property named 'rate' on type 'x'."), crm.CodeMissingTable},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			test.answer.want = "GET " + sampleSelect
			if test.link != "" {
				test.answer.want = "GET " + strings.TrimPrefix(test.link, origin+root)
			}
			client, _ := play(t, test.answer)
			_, err := client.Page(t.Context(), importer.Request{Table: sampleTable(), Link: test.link})
			wantCode(t, err, test.code)
		})
	}
}

func TestHostilePages(t *testing.T) {
	deep := strings.Repeat("[", 100) + strings.Repeat("]", 100)
	tests := map[string]string{
		"no rows": `{"a":1}`, "rows are no list": `{"value":{}}`, "row without key": `{"value":[{"name":"x"}]}`,
		"key is no id": `{"value":[{"sampleid":"x' or 1"}]}`, "row is no object": `{"value":[1]}`,
		"not JSON": `hello`, "trailing comma": `{"value":[{"sampleid":"` + contactID + `",}]}`,
		"deep": `{"x":` + deep + `,"value":[]}`, "bad number": `{"value":[{"sampleid":"` + contactID + `","rate":1.2.3}]}`,
		"bad escape": `{"value":[{"sampleid":"` + contactID + `","name":"\x"}]}`, "bare word": `{"value":nope}`,
	}
	for name, text := range tests {
		if _, err := decodePage(sampleTable(), strings.NewReader(text)); !errors.Is(err, errSyntax) {
			t.Errorf("%s: %v, want %v", name, err, errSyntax)
		}
	}
	whole := `{"value":[{"sampleid":"` + contactID + `","name":"x","rate":1.5}]}`
	for cut := range len(whole) {
		if _, err := decodePage(sampleTable(), strings.NewReader(whole[:cut])); !errors.Is(err, io.ErrUnexpectedEOF) &&
			!errors.Is(err, errSyntax) {
			t.Fatalf("cut at %d: %v", cut, err)
		}
	}
}

func TestLenientValues(t *testing.T) {
	tests := []struct {
		kind importer.Kind
		json string
		want any
	}{
		{importer.Text, `5`, "5"}, {importer.Text, `true`, "true"}, {importer.Text, `""`, ""}, {importer.Text, `[1]`, nil},
		{importer.Text, "\"a\xffb\"", "a\uFFFDb"},
		{importer.Integer, `"12"`, int64(12)}, {importer.Integer, `12.0`, int64(12)}, {importer.Integer, `12.5`, nil},
		{importer.Integer, `"x"`, nil}, {importer.Integer, `1e300`, nil}, {importer.Choice, `true`, int64(1)},
		{importer.Choice, `-1`, int64(-1)},
		{importer.Number, `"1.5"`, 1.5}, {importer.Number, `"NaN"`, nil}, {importer.Number, `"Inf"`, nil},
		{importer.Boolean, `"True"`, true}, {importer.Boolean, `0`, false}, {importer.Boolean, `"maybe"`, nil},
		{importer.Money, `20000.0000`, "20000.0000"}, {importer.Money, `"-1.50"`, "-1.50"}, {importer.Money, `2E+4`, "20000.0000"},
		{importer.Money, `1e999`, nil}, {importer.Money, `1e-999999`, nil}, {importer.Money, `"1,5"`, nil},
		{importer.Money, `922337203685477.5807`, "922337203685477.5807"},
		{importer.Time, `"2026-11-20T17:00:00.9+01:00"`, "2026-11-20T16:00:00Z"}, {importer.Time, `"2026-11-20"`, "2026-11-20T00:00:00Z"},
		{importer.Time, `"soon"`, nil}, {importer.Time, `5`, nil},
		{importer.Date, `"2026-12-31T00:00:00Z"`, "2026-12-31"}, {importer.Date, `"31/12/2026"`, nil},
		{importer.ID, `"{1F0C0000-0000-4000-8000-000000000002}"`, contactID}, {importer.ID, `"5"`, nil},
		{importer.Lookup, `"1f0c0000-0000-4000-8000-00000000000g"`, nil}, {importer.LookupTable, `"Account"`, "account"},
	}
	for _, test := range tests {
		scalar, err := newScanner(strings.NewReader(test.json)).scalar()
		if err != nil {
			t.Errorf("%s: %v", test.json, err)
			continue
		}
		if got := columnValue(test.kind, scalar); got != test.want {
			t.Errorf("kind %d of %s: %#v, want %#v", test.kind, test.json, got, test.want)
		}
	}
}

func TestScannerReadsAcrossBuffers(t *testing.T) {
	for _, length := range []int{0, 1, scanBuffer - 3, scanBuffer - 2, scanBuffer - 1, scanBuffer, 3 * scanBuffer} {
		text := strings.Repeat("x", length) + `\"`
		quoted, err := json.Marshal(text)
		if err != nil {
			t.Fatal(err)
		}
		got, err := newScanner(strings.NewReader(string(quoted))).str()
		if err != nil || string(got) != text {
			t.Errorf("%d characters: %d, %v", length, len(got), err)
		}
	}
}

// FuzzScanner compares the scanner with encoding/json: what it accepts as a page, that accepts too, with the same rows.
func FuzzScanner(f *testing.F) {
	id := `"sampleid":"` + contactID + `"`
	for _, seed := range []string{
		`{"value":[]}`, `{"value":[{` + id + `,"name":"a\u00e9\"\\","rate":-1.5e3,"active":false,"employees":null}]}`,
		`{"@odata.nextLink":"x","value":[{` + id + `},{` + id + `,"z":[[{"a":"]}"}]]}]}`, `{"value":[{` + id + `,"name":"\ud800"}]}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		page, err := decodePage(sampleTable(), strings.NewReader(text))
		if err != nil {
			return
		}
		var reply struct {
			Value []map[string]any `json:"value"`
		}
		decoder := json.NewDecoder(strings.NewReader(text))
		if err := decoder.Decode(&reply); err != nil {
			if strings.ContainsFunc(text, func(r rune) bool { return r < ' ' }) {
				return // control characters within strings are taken as they are
			}
			t.Fatalf("accepted what encoding/json refuses: %v", err)
		}
		for _, row := range page.Rows {
			if rate, ok := row[3].(float64); ok && (math.IsNaN(rate) || math.IsInf(rate, 0)) {
				t.Fatal("a number that is none")
			}
		}
		if strings.Count(text, `"value"`) == 1 && len(page.Rows)+len(page.Deleted) != len(reply.Value) {
			t.Fatalf("%d rows, encoding/json finds %d", len(page.Rows), len(reply.Value))
		}
	})
}

func BenchmarkPage(b *testing.B) {
	var rows []string
	for i := range 5000 {
		rows = append(rows, fmt.Sprintf(`{"@odata.etag":"W/\"%d\"","sampleid":"1f0c0000-0000-4000-8000-%012x","name":"Name %d",`+
			`"employees":%d,"rate":1.5,"active":true,"value":20000.0000,"modifiedon":"2026-11-20T16:00:00Z",`+
			`"closeon":"2026-12-31","statecode":0,"_customerid_value":"55aa0000-0000-4000-8000-%012x",`+
			`"_customerid_value@Microsoft.Dynamics.CRM.lookuplogicalname":"account"}`, i, i, i, i, i%50))
	}
	text := `{"value":[` + strings.Join(rows, ",") + `]}`
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := decodePage(sampleTable(), strings.NewReader(text)); err != nil {
			b.Fatal(err)
		}
	}
}

func TestTracked(t *testing.T) {
	path := "GET EntityDefinitions(LogicalName='contact')?$select=LogicalName,ChangeTrackingEnabled"
	client, _ := play(t, exchange{want: path, reply: `{"MetadataId":"m","LogicalName":"contact","ChangeTrackingEnabled":true}`},
		exchange{want: path, status: 404, reply: `{"error":{"code":"0x80060888","message":"Entity 'contact' not found"}}`})
	if tracked, err := client.Tracked(t.Context(), "contact"); err != nil || !tracked {
		t.Errorf("%v, %v", tracked, err)
	}
	_, err := client.Tracked(t.Context(), "contact")
	wantCode(t, err, crm.CodeMissingTable)
}

// TestEveryMirroredTableCanBeAsked: the columns of the real tables make a query within the service's URL limit.
func TestEveryMirroredTableCanBeAsked(t *testing.T) {
	for _, table := range importer.Tables() {
		path := firstPage(importer.Request{Table: table})
		if len(path) > 2000 || !strings.HasPrefix(path, table.Set+"?$select="+table.Key+",") {
			t.Errorf("%s: %s", table.Name, path)
		}
		if _, err := decodePage(table, strings.NewReader(`{"value":[]}`)); err != nil {
			t.Errorf("%s: %v", table.Name, err)
		}
	}
}
