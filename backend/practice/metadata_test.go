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
