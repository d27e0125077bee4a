package practice

import (
	"slices"
	"strings"
)

func systemTables() []*table {
	return []*table{userTable(), teamTable(), roleTable(), unitTable(), organizationTable(), solutionTable(),
		definitionTable(), valueTable(), flowTable(), stageTable(), salesProcessTable(), savedQueryTable("savedquery", "savedqueries",
			"SavedQuery", "View", 1039), savedQueryTable("userquery", "userqueries", "UserQuery", "Saved View", 4230),
		messageTable(), messageFilterTable(), privilegeTable(), rolePrivilegesTable()}
}

// The business process flow: a flow, its stages, and one row for each opportunity that goes through it.

func flowTable() *table {
	return &table{
		Name: "workflow", Set: "workflows", Schema: "Workflow", Label: "Process", Display: "name", Code: 4703, Right: "Workflow",
		Columns: slices.Concat([]column{
			key("workflowid", "Process"), text("name", "Process Name", 100), text("uniquename", "Unique Name", 256),
			text("primaryentity", "Primary Entity", 100), plain(kindInteger, "category", "Category"),
		}, stamps()),
	}
}

func stageTable() *table {
	return &table{
		Name: "processstage", Set: "processstages", Schema: "ProcessStage", Label: "Process Stage", Display: "stagename", Code: 4724,
		Right: "Workflow", Columns: []column{
			key("processstageid", "Process Stage"), text("stagename", "Stage Name", 100), lookup("processid", "Process", "workflow"),
			choice("stagecategory", "Stage Category", nil, option{0, "Qualify", 0}, option{1, "Develop", 0}, option{2, "Propose", 0},
				option{3, "Close", 0}),
			text("primaryentitytypecode", "Primary Entity", 100), server(plain(kindInteger, "versionnumber", "Version Number")),
		},
	}
}

func salesProcessTable() *table {
	return &table{
		Name: "opportunitysalesprocess", Set: "opportunitysalesprocesses", Schema: "OpportunitySalesProcess",
		Label: "Opportunity Sales Process", Display: "name", Code: 9953, Right: "OpportunitySalesProcess",
		Columns: slices.Concat([]column{
			key("businessprocessflowinstanceid", "Opportunity Sales Process"), text("name", "Process Name", 200),
			lookup("opportunityid", "Opportunity", "opportunity"), lookup("activestageid", "Active Stage", "processstage"),
			lookup("processid", "Process", "workflow"), plain(kindTime, "activestagestartedon", "Active Stage Started On"),
			plain(kindTime, "completedon", "Completed On"), text("traversedpath", "Traversed Path", 1250),
			states("Active", "Inactive"), statuses(option{1, "Active", 0}, option{2, "Finished", 1}, option{3, "Aborted", 1}),
		}, stamps()),
	}
}

func savedQueryTable(name, set, schema, label string, code int) *table {
	return &table{
		Name: name, Set: set, Schema: schema, Label: label, Display: "name", Code: code, Right: schema, Owned: name == "userquery",
		Columns: slices.Concat([]column{
			key(name+"id", label), text("name", "Name", 200), text("returnedtypecode", "Entity Code", 64),
			memo("fetchxml", "Fetch XML", 1073741823), memo("layoutxml", "Layout XML", 1073741823),
			plain(kindInteger, "querytype", "Query Type"), flag("isdefault", "Default View", false),
		}, ownersIf(name == "userquery"), stamps()),
	}
}

func ownersIf(owned bool) []column {
	if owned {
		return owners()
	}
	return nil
}

// Which messages there are for which tables: how a client finds out whether a table has CreateMultiple.

func messageTable() *table {
	return &table{
		Name: "sdkmessage", Set: "sdkmessages", Schema: "SdkMessage", Label: "Sdk Message", Display: "name", Code: 4606,
		Right: "SdkMessage", Columns: slices.Concat([]column{key("sdkmessageid", "Sdk Message"), text("name", "Name", 256)}, stamps()),
	}
}

func messageFilterTable() *table {
	return &table{
		Name: "sdkmessagefilter", Set: "sdkmessagefilters", Schema: "SdkMessageFilter", Label: "Sdk Message Filter", Display: "name",
		Code: 4607, Right: "SdkMessageFilter", Columns: slices.Concat([]column{
			key("sdkmessagefilterid", "Sdk Message Filter"), text("name", "Name", 256),
			lookup("sdkmessageid", "Sdk Message", "sdkmessage"), text("primaryobjecttypecode", "Primary Object Type", 64),
		}, stamps()),
	}
}

func userTable() *table {
	return &table{
		Name: "systemuser", Set: "systemusers", Schema: "SystemUser", Label: "User", Display: "fullname", Code: 8,
		Right: "User", Keys: [][]string{{"azureactivedirectoryobjectid"}},
		Columns: slices.Concat([]column{
			key("systemuserid", "User"), server(text("fullname", "Full Name", 200)), text("firstname", "First Name", 64),
			text("lastname", "Last Name", 64), text("title", "Title", 128), text("internalemailaddress", "Primary Email", 100),
			text("domainname", "User Name", 1024), plain(kindGUID, "azureactivedirectoryobjectid", "Azure AD Object ID"),
			plain(kindGUID, "applicationid", "Application ID"), flag("isdisabled", "Status", false),
			flag("islicensed", "User Licensed", true), flag("isintegrationuser", "Integration user mode", false),
			choice("accessmode", "Access Mode", int64(0), option{0, "Read-Write", 0}, option{1, "Administrative", 0},
				option{2, "Read", 0}, option{3, "Support User", 0}, option{4, "Non-interactive", 0}, option{5, "Delegated Admin", 0}),
			plain(kindInteger, "userlicensetype", "User License Type"),
			lookup("businessunitid", "Business Unit", "businessunit"), lookup("positionid", "Position", "position"),
			lookup("parentsystemuserid", "Manager", "systemuser"),
		}, stamps()),
	}
}

func teamTable() *table {
	return &table{
		Name: "team", Set: "teams", Schema: "Team", Label: "Team", Display: "name", Code: 9, Right: "Team",
		Columns: slices.Concat([]column{
			key("teamid", "Team"), text("name", "Team Name", 160), memo("description", "Description", 2000),
			choice("teamtype", "Team Type", int64(0), option{0, "Owner", 0}, option{1, "Access", 0},
				option{2, "Security Group", 0}, option{3, "Office Group", 0}),
			flag("isdefault", "Is Default", false), lookup("businessunitid", "Business Unit", "businessunit"),
			lookup("administratorid", "Administrator", "systemuser"),
		}, stamps()),
	}
}

func roleTable() *table {
	return &table{
		Name: "role", Set: "roles", Schema: "Role", Label: "Security Role", Display: "name", Code: 1036, Right: "Role",
		Columns: slices.Concat([]column{
			key("roleid", "Role"), text("name", "Name", 100), lookup("businessunitid", "Business Unit", "businessunit"),
			lookup("roletemplateid", "Role Template ID", "roletemplate"),
		}, stamps()),
	}
}

func unitTable() *table {
	return &table{
		Name: "businessunit", Set: "businessunits", Schema: "BusinessUnit", Label: "Business Unit", Display: "name", Code: 10,
		Right: "BusinessUnit", Columns: slices.Concat([]column{
			key("businessunitid", "Business Unit"), text("name", "Name", 160),
			lookup("parentbusinessunitid", "Parent Business", "businessunit"),
		}, stamps()),
	}
}

func organizationTable() *table {
	return &table{
		Name: "organization", Set: "organizations", Schema: "Organization", Label: "Organization", Display: "name", Code: 1019,
		Right: "Organization", Columns: slices.Concat([]column{
			key("organizationid", "Organization"), text("name", "Organization Name", 160),
			plain(kindInteger, "expirechangetrackingindays", "Days to Expire Change Tracking Deltas"),
			plain(kindInteger, "languagecode", "Language"), text("basecurrencysymbol", "Base Currency Symbol", 5),
			lookup("basecurrencyid", "Currency", "transactioncurrency"), plain(kindInteger, "maxuploadfilesize", "Max Upload File Size"),
		}, stamps()),
	}
}

func solutionTable() *table {
	return &table{
		Name: "solution", Set: "solutions", Schema: "Solution", Label: "Solution", Display: "friendlyname", Code: 7100,
		Right: "Solution", Columns: slices.Concat([]column{
			key("solutionid", "Solution"), text("uniquename", "Name", 65), text("friendlyname", "Display Name", 256),
			text("version", "Version", 256), flag("ismanaged", "Package Type", true), flag("isvisible", "Is Visible", true),
			plain(kindTime, "installedon", "Installed On"),
		}, stamps()),
	}
}

// definitionTable's type holds 100000000 String, 1 Number, 2 Boolean, 3 JSON, 4 Data Source, 5 Secret.
func definitionTable() *table {
	return &table{
		Name: "environmentvariabledefinition", Set: "environmentvariabledefinitions", Schema: "EnvironmentVariableDefinition",
		Label: "Environment Variable Definition", Display: "schemaname", Code: 380, Right: "EnvironmentVariableDefinition",
		Owned: true, Keys: [][]string{{"schemaname"}}, Columns: slices.Concat([]column{
			key("environmentvariabledefinitionid", "Environment Variable Definition"), text("schemaname", "Schema Name", 100),
			text("displayname", "Display Name", 100), memo("description", "Description", 2000),
			memo("defaultvalue", "Default Value", 2000),
			global("environmentvariabledefinition_type", choice("type", "Type", int64(100000000),
				option{100000000, "String", 0}, option{100000001, "Number", 0},
				option{100000002, "Boolean", 0}, option{100000003, "JSON", 0}, option{100000004, "Data Source", 0},
				option{100000005, "Secret", 0})),
			flag("isrequired", "Is Required", false),
			states("Active", "Inactive"), statuses(option{1, "Active", 0}, option{2, "Inactive", 1}),
		}, owners(), stamps()),
	}
}

func valueTable() *table {
	definition := lookup("environmentvariabledefinitionid", "Environment Variable Definition", "environmentvariabledefinition")
	definition.Nav = "EnvironmentVariableDefinitionId"
	return &table{
		Name: "environmentvariablevalue", Set: "environmentvariablevalues", Schema: "EnvironmentVariableValue",
		Label: "Environment Variable Value", Display: "schemaname", Code: 381, Right: "EnvironmentVariableValue",
		Owned: true, Columns: slices.Concat([]column{
			key("environmentvariablevalueid", "Environment Variable Value"), text("schemaname", "Schema Name", 100),
			memo("value", "Value", 2000), definition,
			states("Active", "Inactive"), statuses(option{1, "Active", 0}, option{2, "Inactive", 1}),
		}, owners(), stamps()),
	}
}

type collection struct {
	from string
	nav  navigation
}

// collections are the collection-valued navigation properties: the parties and notes of each activity, the usual ones of
// records, and the N:N relationships from both sides.
func collections(s *schema) []collection {
	var all []collection
	many := func(from, name, target, lookup string) {
		all = append(all, collection{from, navigation{name: name, table: target, column: lookup, many: true}})
	}
	linked := func(left, right, name string) {
		all = append(all, collection{left, navigation{name: name, table: right, link: name, many: true}},
			collection{right, navigation{name: name, table: left, link: name, many: true, far: true}})
	}
	for _, t := range s.tables {
		if t.Activity {
			many(t.Name, t.Name+"_activity_parties", "activityparty", "activityid")
			if !t.Virtual {
				many(t.Name, notesOf(t), "annotation", "objectid")
			}
		}
	}
	many("account", "contact_customer_accounts", "contact", "parentcustomerid")
	many("account", "opportunity_customer_accounts", "opportunity", "customerid")
	many("account", "opportunity_parent_account", "opportunity", "parentaccountid")
	many("contact", "opportunity_customer_contacts", "opportunity", "customerid")
	many("contact", "opportunity_parent_contact", "opportunity", "parentcontactid")
	many("contact", "account_primary_contact", "account", "primarycontactid")
	many("account", "account_parent_account", "account", "parentaccountid")
	many("contact", "contact_customer_contacts", "contact", "parentcustomerid")
	many("opportunity", "opportunity_opportunitysalesprocess", "opportunitysalesprocess", "opportunityid")
	many("workflow", "processid_processstage", "processstage", "processid")
	many("systemuser", "user_parent_user", "systemuser", "parentsystemuserid")
	many("team", "team_accounts", "account", "ownerid")
	linked("opportunity", "contact", "opportunitycustomercontacts_association")
	linked("contact", "lead", "contactleads_association")
	for _, name := range []string{"account", "contact", "lead", "opportunity"} {
		label := s.byName[name].Schema
		many(name, label+"_Annotation", "annotation", "objectid")
		many(name, label+"_Tasks", "task", "regardingobjectid")
		many(name, label+"_Phonecalls", "phonecall", "regardingobjectid")
		many(name, label+"_Emails", "email", "regardingobjectid")
		many(name, label+"_Letters", "letter", "regardingobjectid")
		many(name, label+"_Appointments", "appointment", "regardingobjectid")
		many(name, label+"_ActivityPointers", "activitypointer", "regardingobjectid")
		many("systemuser", "user_"+s.byName[name].Set, name, "ownerid")
	}
	many("environmentvariabledefinition", "environmentvariabledefinition_environmentvariablevalue",
		"environmentvariablevalue", "environmentvariabledefinitionid")
	linked("team", "systemuser", "teammembership_association")
	linked("systemuser", "role", "systemuserroles_association")
	linked("team", "role", "teamroles_association")
	return all
}

// notesOf names an activity's notes: the tables of the LinkedIn solution use the plural, the built-in ones do not.
func notesOf(t *table) string {
	if strings.HasPrefix(t.Name, "li_") {
		return t.Schema + "_Annotations"
	}
	return t.Schema + "_Annotation"
}
