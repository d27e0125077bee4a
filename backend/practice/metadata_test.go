package practice_test

import (
	"net/http"
	"strings"
	"testing"
)

func TestTableMetadata(t *testing.T) {
	o := newOrganization(t)
	c := as(t, o, "ana.ruiz")
	r := c.get("EntityDefinitions(LogicalName='opportunity')?$select=LogicalName,EntitySetName,ChangeTrackingEnabled").is(200)
	if r.str("EntitySetName") != "opportunities" || r.body["ChangeTrackingEnabled"] != true || r.str("MetadataId") == "" {
		t.Errorf("%s", r.text)
	}
	if _, there := r.body["PrimaryIdAttribute"]; there {
		t.Error("a member that was not selected")
	}
	c.get("EntityDefinitions(LogicalName='unicorn')").is(http.StatusNotFound)
	o.Knobs().MissingTables("li_inmail", "lead")
	c.get("EntityDefinitions(LogicalName='li_inmail')").is(http.StatusNotFound)
	c.get("leads").is(http.StatusNotFound, "0x8006088A")
	if rows := c.get("solutions?$select=uniquename").is(200).rows(); len(rows) != 1 || rows[0]["uniquename"] != "msdynce_Sales" {
		t.Errorf("solutions without the LinkedIn tables: %v", rows)
	}
	rows := c.get("EntityDefinitions?$select=LogicalName&$filter=LogicalName eq 'task' or LogicalName eq 'li_inmail'").is(200).rows()
	if len(rows) != 1 || rows[0]["LogicalName"] != "task" {
		t.Errorf("filtered %v", rows)
	}
}

func TestColumnMetadata(t *testing.T) {
	c := as(t, newOrganization(t), "ana.ruiz")
	base := "EntityDefinitions(LogicalName='opportunity')/Attributes/Microsoft.Dynamics.CRM."
	rows := c.get(base + "PicklistAttributeMetadata?$select=LogicalName,DisplayName&$expand=OptionSet($select=Options)," +
		"GlobalOptionSet($select=Options)").is(200).rows()
	var stages []any
	for _, row := range rows {
		if set, ok := row["OptionSet"].(map[string]any); ok && row["LogicalName"] == "salesstage" {
			stages, _ = set["Options"].([]any)
		}
	}
	if len(stages) != 4 || !strings.Contains(c.get(base+"PicklistAttributeMetadata?$expand=OptionSet").text, `"Label":"Qualify"`) {
		t.Errorf("stages %v", stages)
	}
	if rows := c.get(base + "MoneyAttributeMetadata?$select=LogicalName,Precision").is(200).rows(); len(rows) != 4 {
		t.Errorf("money columns %v", rows)
	}
	if text := c.get(base + "StatusAttributeMetadata?$expand=OptionSet").is(200).text; !strings.Contains(text, `"State":1`) {
		t.Errorf("status options carry their state: %s", text)
	}
	r := c.get("EntityDefinitions(LogicalName='task')/Attributes(LogicalName='subject')/" +
		"Microsoft.Dynamics.CRM.StringAttributeMetadata?$select=LogicalName,MaxLength").is(200)
	if r.body["MaxLength"] != 200.0 {
		t.Errorf("%s", r.text)
	}
	r = c.get("EntityDefinitions(LogicalName='task')/Attributes(LogicalName='statecode')?$select=IsValidForCreate").is(200)
	if r.body["IsValidForCreate"] != false {
		t.Errorf("%s", r.text)
	}
	rows = c.get("EntityDefinitions(LogicalName='environmentvariablevalue')/ManyToOneRelationships" +
		"?$select=ReferencingEntityNavigationPropertyName&$filter=ReferencedEntity eq 'environmentvariabledefinition'").is(200).rows()
	if len(rows) != 1 || rows[0]["ReferencingEntityNavigationPropertyName"] != "EnvironmentVariableDefinitionId" {
		t.Errorf("relationships %v", rows)
	}
}

func TestPrivileges(t *testing.T) {
	o := newOrganization(t)
	marek := person(t, o, "marek.zielinski")
	c := as(t, o, "ana.ruiz")
	depths := map[string]string{}
	list, _ := c.get("systemusers(" + marek.ID + ")/Microsoft.Dynamics.CRM.RetrieveUserPrivileges").is(200).body["RolePrivileges"].([]any)
	for _, item := range list {
		p := item.(map[string]any)
		depths[p["PrivilegeName"].(string)] = p["Depth"].(string)
	}
	if depths["prvReadContact"] != "Global" || depths["prvCreateActivity"] != "Basic" || depths["prvWriteTeam"] != "" {
		t.Errorf("depths %v", depths)
	}
	one := "systemusers(" + marek.ID + ")/Microsoft.Dynamics.CRM.RetrieveUserPrivilegeByPrivilegeName(PrivilegeName='prvWriteTeam')"
	if list, _ := c.get(one).is(200).body["RolePrivileges"].([]any); len(list) != 0 {
		t.Errorf("prvWriteTeam: %v", list)
	}
}

// A label is null where there is none in the user's language, and all of them are for a user of another language.
func TestLabelsWithoutTheUsersLanguage(t *testing.T) {
	o := newOrganization(t)
	c := as(t, o, "ana.ruiz")
	column := "EntityDefinitions(LogicalName='account')/Attributes(LogicalName='new_markets')/" +
		"Microsoft.Dynamics.CRM.MultiSelectPicklistAttributeMetadata?$select=DisplayName,Description&$expand=OptionSet($select=Options)"
	r := c.get(column).is(200)
	name, _ := r.body["DisplayName"].(map[string]any)
	if labels, _ := name["LocalizedLabels"].([]any); len(labels) != 1 || name["UserLocalizedLabel"] != nil {
		t.Errorf("a name in Spanish alone: %v", name)
	}
	if none, _ := r.body["Description"].(map[string]any); none == nil || none["UserLocalizedLabel"] != nil {
		t.Errorf("no description: %v", r.body["Description"])
	}
	const contact = "EntityDefinitions(LogicalName='contact')?$select=DisplayName"
	if text := c.get(contact).is(200).text; !strings.Contains(text, `"UserLocalizedLabel":{`) {
		t.Errorf("no label: %s", text)
	}
	o.Knobs().UntranslatedLabels(true)
	if text := c.get(contact).is(200).text; strings.Contains(text, `"UserLocalizedLabel":{`) ||
		!strings.Contains(text, `"Label":"Contact"`) {
		t.Errorf("untranslated: %s", text)
	}
}

func TestMembersOfMetadata(t *testing.T) {
	c := as(t, newOrganization(t), "ana.ruiz")
	rows := c.get("EntityDefinitions(LogicalName='contact')/Attributes?$select=LogicalName,AttributeTypeName,RequiredLevel," +
		"AttributeOf,IsPrimaryName&$filter=RequiredLevel/Value eq Microsoft.Dynamics.CRM.AttributeRequiredLevel'ApplicationRequired'").
		is(200).rows()
	if len(rows) != 1 || rows[0]["LogicalName"] != "fullname" || rows[0]["IsPrimaryName"] != true {
		t.Errorf("required by the application: %v", rows)
	}
	flags := c.get("EntityDefinitions(LogicalName='contact')/Attributes/Microsoft.Dynamics.CRM.BooleanAttributeMetadata" +
		"?$select=LogicalName,DefaultValue&$expand=OptionSet").is(200)
	if !strings.Contains(flags.text, `"TrueOption":{`) {
		t.Errorf("flags: %s", flags.text)
	}
	attributes := "EntityDefinitions(LogicalName='contact')/Attributes/Microsoft.Dynamics.CRM."
	if rows := c.get(attributes + "ImageAttributeMetadata?$select=LogicalName,MaxSizeInKB").is(200).rows(); len(rows) != 1 {
		t.Errorf("images: %v", rows)
	}
	if rows := c.get(attributes + "BigIntAttributeMetadata").is(200).rows(); len(rows) != 0 {
		t.Errorf("big integers: %v", rows)
	}
	c.get(attributes+"EnumAttributeMetadata").is(http.StatusBadRequest, "0x80060888")
	c.get("EntityDefinitions/$count").is(http.StatusNotFound)
	privileges := c.get("EntityDefinitions(LogicalName='task')/Privileges?$select=Name,PrivilegeType").is(200).rows()
	if len(privileges) != 8 || privileges[0]["Name"] != "prvCreateActivity" {
		t.Errorf("privileges: %v", privileges)
	}
	table := c.get("EntityDefinitions(LogicalName='opportunitysalesprocess')?$select=IsBPFEntity,IsCustomizable").is(200)
	if table.body["IsBPFEntity"] != true {
		t.Errorf("%s", table.text)
	}
}
