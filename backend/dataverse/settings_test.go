package dataverse

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"ferry/backend/crm"
	"ferry/backend/settings"
)

const schemaName = "ferry_CrmSettings"

func TestLoadShared(t *testing.T) {
	path := "GET " + valuePath(schemaName) + "?$select=value,modifiedon,_modifiedby_value"
	found := exchange{want: path, reply: `{"@odata.etag":"W/\"9\"","value":"{\"a\":1}","modifiedon":"2026-11-21T10:00:00Z",
	 "_modifiedby_value":"` + userID + `","_modifiedby_value@OData.Community.Display.V1.FormattedValue":"Ana Ruiz"}`}
	missing, forbidden := fails(404, "0x80040217", "Does Not Exist"), fails(403, "0x80040220", "missing prvRead")
	noTable := fails(404, "0x8006088a", "Resource not found for the segment 'environmentvariablevalues'.")
	missing.want, forbidden.want, noTable.want = path, path, path
	client, _ := play(t, found, missing, noDefinition, forbidden, noTable)
	got, err := client.LoadShared(t.Context(), schemaName)
	want := settings.Stored{JSON: `{"a":1}`, Version: `W/"9"`, SavedOn: time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC),
		SavedBy: crm.Ref{Table: crm.TableUser, ID: userID, Name: "Ana Ruiz"}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, %v", got, err)
	}
	for _, code := range []crm.Code{crm.CodeNotFound, crm.CodeForbidden, crm.CodeMissingTable} {
		_, err := client.LoadShared(t.Context(), schemaName)
		wantCode(t, err, code)
	}
}

const (
	handMade      = "33330000-0000-4000-8000-000000000003"
	handMadeValue = "44440000-0000-4000-8000-000000000004"
)

var (
	findDefinition = "GET environmentvariabledefinitions?$select=environmentvariabledefinitionid,defaultvalue,modifiedon," +
		"_modifiedby_value&$filter=schemaname%20eq%20%27ferry_CrmSettings%27"
	findValue = "GET environmentvariablevalues?$select=environmentvariablevalueid,value,modifiedon,_modifiedby_value" +
		"&$filter=_environmentvariabledefinitionid_value%20eq%20" + handMade
	noDefinition = exchange{want: findDefinition, reply: `{"value":[]}`}
	definedBare  = exchange{want: findDefinition, reply: `{"value":[{"@odata.etag":"W/\"3\"",` +
		`"environmentvariabledefinitionid":"` + handMade + `","defaultvalue":null}]}`}
	noValue  = exchange{want: findValue, reply: `{"value":[]}`}
	hasValue = exchange{want: findValue, reply: `{"value":[{"@odata.etag":"W/\"8\"","environmentvariablevalueid":"` +
		handMadeValue + `","value":"{\"b\":2}","modifiedon":"2026-11-20T09:00:00Z","_modifiedby_value":"` + userID + `"}]}`}
)

// TestSharedVariablesOfOthers: a variable that an admin made by hand, or that came with a solution, has ids of its own. It
// is found by its schema name, and used and changed as it is.
func TestSharedVariablesOfOthers(t *testing.T) {
	fixed := fails(404, "0x80040217", "Does Not Exist")
	fixed.want = "GET " + valuePath(schemaName) + "?$select=value,modifiedon,_modifiedby_value"
	gone := fails(404, "0x80040217", "Does Not Exist")
	gone.want, gone.body = "PATCH "+valuePath(schemaName), `{"value":"{}"}`
	stale := fails(412, "0x80060882", "RowVersion")
	stale.want, stale.body = gone.want, gone.body
	change := exchange{want: "PATCH environmentvariablevalues(" + handMadeValue + ")", body: `{"value":"{}"}`,
		header: map[string]string{"If-Match": `W/"8"`}}
	withDefault := definedBare
	withDefault.reply = strings.ReplaceAll(definedBare.reply, "null", `"{\"c\":3}"`)
	empty := hasValue
	empty.reply = strings.ReplaceAll(hasValue.reply, `"{\"b\":2}"`, `""`)
	ours := hasValue
	ours.reply = strings.ReplaceAll(hasValue.reply, handMadeValue, sharedID("environmentvariablevalue", schemaName))
	create := exchange{want: "PATCH " + valuePath(schemaName), header: map[string]string{"If-None-Match": "*"},
		body: `{"value":"{}","schemaname":"ferry_CrmSettings",
		"EnvironmentVariableDefinitionId@odata.bind":"/environmentvariabledefinitions(` + handMade + `)"}`}
	t.Run("read", func(t *testing.T) {
		client, _ := play(t, fixed, definedBare, hasValue, fixed, withDefault, noValue, fixed, definedBare, noValue)
		got, err := client.LoadShared(t.Context(), schemaName)
		if err != nil || got.JSON != `{"b":2}` || got.Version != `W/"8"` || got.SavedBy.ID != userID || got.SavedOn.IsZero() {
			t.Errorf("a value: %+v, %v", got, err)
		}
		if got, err = client.LoadShared(t.Context(), schemaName); err != nil || got.JSON != `{"c":3}` || got.Version != "" {
			t.Errorf("a default value: %+v, %v", got, err)
		}
		_, err = client.LoadShared(t.Context(), schemaName)
		wantCode(t, err, crm.CodeNotFound)
		_, err = client.LoadShared(t.Context(), "ferry_x' or 1 eq 1")
		wantCode(t, err, crm.CodeInvalid)
	})
	for _, test := range []struct {
		name, version string
		exchanges     []exchange
		code          crm.Code
	}{
		{"change", `W/"8"`, []exchange{gone, definedBare, hasValue, change}, ""},
		{"change where a missing row answers 412", `W/"8"`, []exchange{stale, definedBare, hasValue, change}, ""},
		{"somebody changed Ferry's own", `W/"8"`, []exchange{stale, definedBare, ours}, crm.CodeChanged},
		{"gone meanwhile", `W/"8"`, []exchange{gone, definedBare, noValue}, crm.CodeChanged},
		{"gone with its definition", `W/"8"`, []exchange{gone, noDefinition}, crm.CodeChanged},
		{"the first value", "", []exchange{definedBare, noValue, create}, ""},
		{"a value that holds nothing", "", []exchange{definedBare, empty, change}, ""},
		{"somebody saved meanwhile", "", []exchange{definedBare, hasValue}, crm.CodeDuplicateKey},
	} {
		t.Run(test.name, func(t *testing.T) {
			client, _ := play(t, test.exchanges...)
			if err := client.SaveShared(t.Context(), schemaName, "{}", test.version); crm.CodeOf(err) != test.code {
				t.Errorf("%v, want %s", err, test.code)
			}
		})
	}
}

func TestSaveShared(t *testing.T) {
	onlyNew := map[string]string{"If-None-Match": "*", "If-Match": ""}
	define := exchange{want: "PATCH " + definitionPath(schemaName), header: onlyNew,
		body: `{"schemaname":"ferry_CrmSettings","displayname":"ferry_CrmSettings","type":100000000}`}
	create := exchange{want: "PATCH " + valuePath(schemaName), header: onlyNew, body: `{"value":"{}","schemaname":"ferry_CrmSettings",
	 "EnvironmentVariableDefinitionId@odata.bind":"/` + definitionPath(schemaName) + `"}`}
	update := exchange{want: "PATCH " + valuePath(schemaName), header: map[string]string{"If-Match": `W/"9"`, "If-None-Match": ""},
		body: `{"value":"{}"}`}
	refused := func(e exchange, status int, code string) exchange {
		f := fails(status, code, "refused")
		e.status, e.reply = f.status, f.reply
		return e
	}
	tests := []struct {
		name      string
		version   string
		exchanges []exchange
		code      crm.Code
	}{
		{"first", "", []exchange{noDefinition, define, create}, ""},
		{"definition is there", "", []exchange{noDefinition, refused(define, 412, "0x80040237"), create}, ""},
		{"two admins at once", "", []exchange{noDefinition, define, refused(create, 412, "0x80040237")}, crm.CodeDuplicateKey},
		{"no right", "", []exchange{noDefinition, refused(define, 403, "0x80040220")}, crm.CodeForbidden},
		{"update", `W/"9"`, []exchange{update}, ""},
		{"somebody saved meanwhile", `W/"9"`, []exchange{refused(update, 412, "0x80060882"), noDefinition}, crm.CodeChanged},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			client, _ := play(t, test.exchanges...)
			if err := client.SaveShared(t.Context(), schemaName, "{}", test.version); crm.CodeOf(err) != test.code {
				t.Errorf("%v, want %s", err, test.code)
			}
		})
	}
	client, _ := play(t)
	wantCode(t, client.SaveShared(t.Context(), schemaName, strings.Repeat("é", valueLimit+1), ""), crm.CodeTooLong)
	wantCode(t, client.SaveShared(t.Context(), "noprefix", "{}", ""), crm.CodeInvalid)
}

// TestFixedIDsNeverChange: installations of all versions must find the same rows.
func TestFixedIDsNeverChange(t *testing.T) {
	if got := valuePath(schemaName); got != "environmentvariablevalues(219366e3-9671-5efa-8e56-6db1c016b1b6)" {
		t.Errorf("value row %s", got)
	}
	if got := definitionPath(schemaName); got != "environmentvariabledefinitions(dc8ce88a-fbc7-574c-b556-7dce43df9020)" {
		t.Errorf("definition row %s", got)
	}
}

func TestMayWriteShared(t *testing.T) {
	table := exchange{want: "GET EntityDefinitions(LogicalName='environmentvariablevalue')?$select=LogicalName",
		reply: `{"LogicalName":"environmentvariablevalue"}`}
	me := exchange{want: "GET WhoAmI", reply: whoAmI}
	privileges := func(names ...string) exchange {
		var held []string
		for _, name := range names {
			held = append(held, `{"PrivilegeName":"`+name+`","Depth":"Global"}`)
		}
		return exchange{want: "GET systemusers(" + userID + ")/Microsoft.Dynamics.CRM.RetrieveUserPrivileges",
			reply: `{"RolePrivileges":[` + strings.Join(held, ",") + `]}`}
	}
	client, _ := play(t, table, me, privileges(sharedPrivileges()...), table, me,
		privileges(sharedPrivileges()[:3]...), exchange{want: table.want, status: 404})
	if may, missing, err := client.MayWriteShared(t.Context()); err != nil || !may || missing != "" {
		t.Errorf("admin: %v, %q, %v", may, missing, err)
	}
	if may, missing, err := client.MayWriteShared(t.Context()); err != nil || may || missing != "prvWriteEnvironmentVariableValue" {
		t.Errorf("seat holder: %v, %q, %v", may, missing, err)
	}
	_, _, err := client.MayWriteShared(t.Context())
	wantCode(t, err, crm.CodeMissingTable)
}

const casts = "GET EntityDefinitions(LogicalName='opportunity')/Attributes/Microsoft.Dynamics.CRM."

func TestStageColumns(t *testing.T) {
	picklists := exchange{
		want: casts + "PicklistAttributeMetadata?$select=LogicalName,DisplayName,IsCustomAttribute" +
			"&$expand=OptionSet($select=Options),GlobalOptionSet($select=Options)",
		reply: `{"value":[
		{"LogicalName":"new_phase","IsCustomAttribute":true,"DisplayName":{"LocalizedLabels":[{"Label":"Phase"}],"UserLocalizedLabel":null},
		 "OptionSet":null,"GlobalOptionSet":{"Options":[{"Value":100000001,"Label":{"UserLocalizedLabel":null,"LocalizedLabels":[]}}]}},
		{"LogicalName":"budgetstatus","IsCustomAttribute":false,"DisplayName":{},"OptionSet":{"Options":[]}},
		{"LogicalName":"salesstage","IsCustomAttribute":false,"DisplayName":{"UserLocalizedLabel":{"Label":"Sales Stage"}},
		 "OptionSet":{"Options":[{"Value":0,"Label":{"UserLocalizedLabel":{"Label":"Qualify"}}},{"Value":3,"Label":{"UserLocalizedLabel":{"Label":"Close"}}}]},
		 "GlobalOptionSet":null}]}`,
	}
	grouped := "GET opportunities?$apply=groupby((stepname))"
	texts := `{"value":[{"stepname":"10-Close"},{"stepname":"2-Develop"},{"stepname":null},{"stepname":"Won"},{"stepname":"2-Develop"}]}`
	label := exchange{want: casts + "StringAttributeMetadata?$select=LogicalName,DisplayName",
		reply: `{"value":[{"LogicalName":"stepname","DisplayName":{"UserLocalizedLabel":{"Label":"Pipeline Phase"}}}]}`}
	tooMany := fails(400, "0x8004E023", "AggregateQueryRecordLimitExceeded")
	tooMany.want = grouped
	client, _ := play(t, picklists, exchange{want: grouped, reply: texts}, label,
		picklists, tooMany, exchange{want: "GET opportunities?$select=stepname&$filter=stepname%20ne%20null&$orderby=modifiedon%20desc",
			reply: texts, header: map[string]string{"Prefer": "odata.maxpagesize=5000"}}, label)
	want := []settings.StageColumn{
		{Column: "salesstage", Label: "Sales Stage", Choices: []settings.Choice{{Value: "0", Label: "Qualify"}, {Value: "3", Label: "Close"}}},
		{Column: "new_phase", Label: "Phase", Choices: []settings.Choice{{Value: "100000001", Label: "100000001"}}},
		{Column: "stepname", Label: "Pipeline Phase", Choices: []settings.Choice{{Value: "2-Develop", Label: "2-Develop"},
			{Value: "10-Close", Label: "10-Close"}, {Value: "Won", Label: "Won"}}},
	}
	for range 2 {
		if got, err := client.StageColumns(t.Context()); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%+v, %v", got, err)
		}
	}
}

func TestValueColumns(t *testing.T) {
	client, _ := play(t, exchange{want: casts + "MoneyAttributeMetadata?$select=LogicalName,DisplayName,IsValidForRead",
		reply: `{"value":[{"LogicalName":"actualvalue","DisplayName":{"UserLocalizedLabel":{"Label":"Actual Revenue"}},"IsValidForRead":true},
		{"LogicalName":"actualvalue_base","DisplayName":{},"IsValidForRead":true},{"LogicalName":"secret","DisplayName":{},"IsValidForRead":false}]}`},
		exchange{want: casts + "MoneyAttributeMetadata?$select=LogicalName,DisplayName,IsValidForRead", status: 404})
	got, err := client.ValueColumns(t.Context())
	if want := []settings.ValueColumn{{Column: "actualvalue", Label: "Actual Revenue"}}; err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, %v", got, err)
	}
	_, err = client.ValueColumns(t.Context())
	wantCode(t, err, crm.CodeMissingTable)
}

func TestShape(t *testing.T) {
	var exchanges []exchange
	for _, table := range writtenTables() {
		path := "GET " + definition(table) + "/Attributes/Microsoft.Dynamics.CRM."
		if table == crm.TableInMail {
			exchanges = append(exchanges, exchange{want: path + "StringAttributeMetadata?$select=LogicalName,MaxLength", status: 404})
			continue
		}
		exchanges = append(exchanges,
			exchange{want: path + "StringAttributeMetadata?$select=LogicalName,MaxLength",
				reply: `{"value":[{"LogicalName":"subject","MaxLength":200},{"LogicalName":"foreign","MaxLength":9}]}`},
			exchange{want: path + "MemoAttributeMetadata?$select=LogicalName,MaxLength",
				reply: `{"value":[{"LogicalName":"description","MaxLength":2000}]}`})
	}
	client, _ := play(t, exchanges...)
	shape, err := client.Shape(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(shape.Missing, []string{crm.TableInMail}) || shape.Lengths["task.description"] != 2000 ||
		shape.Lengths["phonecall.subject"] != 200 || len(shape.Lengths) != 10 {
		t.Errorf("%+v", shape)
	}
}

// TestPersonColumns reads odd metadata: no labels, no options, a name that no form may pass on, a refused question.
func TestPersonColumns(t *testing.T) {
	const lead = "GET EntityDefinitions(LogicalName='lead')/Attributes"
	const members = "?$select=LogicalName,DisplayName,AttributeOf,IsValidForCreate,RequiredLevel"
	texts := exchange{want: lead + "/Microsoft.Dynamics.CRM.StringAttributeMetadata" + members + ",MaxLength", reply: `{"value":[
		{"LogicalName":"lastname","DisplayName":{"UserLocalizedLabel":{"Label":"Last Name"}},"MaxLength":"50","RequiredLevel":{"Value":"ApplicationRequired"}},
		{"LogicalName":"new_code","DisplayName":null,"MaxLength":-1,"RequiredLevel":{"Value":"ApplicationRequired"}},
		{"LogicalName":"New/Code?","DisplayName":{},"RequiredLevel":{"Value":"ApplicationRequired"}},
		{"LogicalName":"fullname","RequiredLevel":{"Value":"ApplicationRequired"}},
		{"LogicalName":"new_made","IsValidForCreate":false,"RequiredLevel":{"Value":"ApplicationRequired"}},
		{"LogicalName":"yominame","AttributeOf":"fullname","RequiredLevel":{"Value":"ApplicationRequired"}},
		{"LogicalName":"new_wish","RequiredLevel":{"Value":"Recommended"}}]}`}
	memos := exchange{want: lead + "/Microsoft.Dynamics.CRM.MemoAttributeMetadata" + members + ",MaxLength", reply: `{"value":[]}`}
	choices := exchange{want: lead + "/Microsoft.Dynamics.CRM.PicklistAttributeMetadata" + members +
		"&$expand=OptionSet($select=Options),GlobalOptionSet($select=Options)", reply: `{"value":[
		{"LogicalName":"leadsourcecode","RequiredLevel":{"Value":"None"},"OptionSet":{"Options":[{"Value":8,"Label":{"UserLocalizedLabel":{"Label":"Web"}}},
		 {"Value":"x","Label":{}}]}},
		{"LogicalName":"new_kind","RequiredLevel":{"Value":"ApplicationRequired"},"OptionSet":null}]}`}
	others := exchange{want: lead + "?$select=LogicalName,DisplayName,AttributeOf,AttributeType,IsValidForCreate,RequiredLevel&$filter=" +
		query("RequiredLevel/Value eq Microsoft.Dynamics.CRM.AttributeRequiredLevel'ApplicationRequired'"), reply: `{"value":[
		{"LogicalName":"lastname","AttributeType":"String","RequiredLevel":{"Value":"ApplicationRequired"}},
		{"LogicalName":"new_sure","AttributeType":"Boolean","RequiredLevel":{"Value":"ApplicationRequired"}},
		{"LogicalName":"ownerid","AttributeType":"Owner","RequiredLevel":{"Value":"ApplicationRequired"}},
		{"LogicalName":"new_area","AttributeType":"Lookup","RequiredLevel":{"Value":"ApplicationRequired"}}]}`}
	client, _ := play(t, texts, memos, choices, others)
	columns, err := client.PersonColumns(t.Context(), crm.TableLead)
	want := []crm.PersonColumn{
		{Name: "lastname", Label: "Last Name", Kind: crm.ColumnText, MaxLength: 50, Required: true},
		{Name: "leadsourcecode", Label: "leadsourcecode", Kind: crm.ColumnChoice, Options: []crm.ColumnOption{{Value: 8, Label: "Web"}}},
		{Name: "new_area", Label: "new_area", Kind: crm.ColumnOther, Required: true},
		{Name: "new_code", Label: "new_code", Kind: crm.ColumnText, Required: true},
		{Name: "new_kind", Label: "new_kind", Kind: crm.ColumnChoice, Required: true},
	}
	if err != nil || !reflect.DeepEqual(columns, want) {
		t.Errorf("%+v, %v", columns, err)
	}
	client, _ = play(t, exchange{want: texts.want, status: 404, reply: `{}`})
	_, err = client.PersonColumns(t.Context(), crm.TableLead)
	wantCode(t, err, crm.CodeMissingTable)
}
