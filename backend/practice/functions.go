package practice

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
)

// unboundFunctions are the functions of the organization itself.
var unboundFunctions = map[string]func(x *exchange, arguments string) (*answer, *refusal){
	"WhoAmI":                           (*exchange).whoAmI,
	"RetrieveVersion":                  (*exchange).retrieveVersion,
	"RetrieveCurrentOrganization":      (*exchange).retrieveOrganization,
	"RetrieveEnvironmentVariableValue": (*exchange).retrieveVariable,
	"RetrieveTotalRecordCount":         (*exchange).retrieveTotals,
	"RetrieveActivePath":               (*exchange).retrieveActivePath,
	"InitializeFrom":                   (*exchange).initializeFrom,
}

func (x *exchange) functionAnswer(response, members string) (*answer, *refusal) {
	context := appendString(nil, x.root()+"$metadata#"+crmNamespace+response)
	return jsonAnswer(http.StatusOK, fmt.Appendf(nil, `{"@odata.context":%s,%s}`, context, members)), nil
}

func (x *exchange) whoAmI(string) (*answer, *refusal) {
	return x.functionAnswer("WhoAmIResponse", fmt.Sprintf(`"BusinessUnitId":"%s","UserId":"%s","OrganizationId":"%s"`,
		x.caller.unit.id, x.caller.id, x.org.organizationID()))
}

func (x *exchange) retrieveVersion(string) (*answer, *refusal) {
	return x.functionAnswer("RetrieveVersionResponse", fmt.Sprintf(`"Version":"%s"`, x.org.knobs.versionNow()))
}

// retrieveOrganization needs its AccessType, given directly or by an alias.
func (x *exchange) retrieveOrganization(arguments string) (*answer, *refusal) {
	name, value, _ := strings.Cut(arguments, "=")
	if strings.HasPrefix(value, "@") {
		value = x.aliases[value]
	}
	if name != "AccessType" || !strings.HasPrefix(value, crmNamespace+"EndpointAccessType'") {
		return nil, badQuery("The function RetrieveCurrentOrganization needs the parameter AccessType.")
	}
	kind := ""
	if text, shown := x.org.knobs.kindNow(); shown {
		kind = fmt.Sprintf(`,"OrganizationType":%s`, appendString(nil, text))
	}
	id := x.org.organizationID()
	detail := fmt.Sprintf(`"OrganizationId":"%s","FriendlyName":%s,"OrganizationVersion":"%s","EnvironmentId":"%s",`+
		`"DatacenterId":"%s","Geo":"EMEA","TenantId":"%s","UrlName":"practice","UniqueName":"unqpractice",`+
		`"SchemaType":"Full","State":"Enabled"%s`, id, appendString(nil, companyName), x.org.knobs.versionNow(),
		deriveID("environment", "practice"), deriveID("datacenter", "practice"), TenantID, kind)
	endpoints := fmt.Sprintf(`{"Count":3,"IsReadOnly":false,"Keys":["WebApplication","OrganizationService",`+
		`"OrganizationDataService"],"Values":["%[1]s/","%[1]s/XRMServices/2011/Organization.svc",`+
		`"%[1]s/XRMServices/2011/OrganizationData.svc"]}`, x.origin)
	return x.functionAnswer("RetrieveCurrentOrganizationResponse", `"Detail":{`+detail+`,"Endpoints":`+endpoints+"}")
}

func (k *Knobs) kindNow() (string, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.kind == "" {
		return "CustomerTest", true
	}
	return k.kind, !k.hideKind
}

func (x *exchange) retrieveVariable(arguments string) (*answer, *refusal) {
	name := strings.Trim(x.argument(arguments, "DefinitionSchemaName"), "'")
	definition, err := x.findByKey(wholeSchema().byName["environmentvariabledefinition"], "schemaname='"+name+"'")
	if err != nil {
		return nil, err
	}
	value := definition.get("defaultvalue")
	for _, r := range x.org.store.children(definition.table.navs["environmentvariabledefinition_environmentvariablevalue"],
		definition.id) {
		value = r.get("value")
	}
	return x.functionAnswer("RetrieveEnvironmentVariableValueResponse", `"Value":`+string(appendValue(nil, value)))
}

// argument is a function's parameter, given directly or by an alias.
func (x *exchange) argument(arguments, name string) string {
	for _, part := range splitOutside(arguments, ',') {
		key, value, _ := strings.Cut(part, "=")
		if strings.TrimSpace(key) == name {
			if strings.HasPrefix(value, "@") {
				return x.aliases[value]
			}
			return value
		}
	}
	return ""
}

func (x *exchange) boundFunction(r *row, name, arguments string) (*answer, *refusal) {
	isUser := r.table.Name == "systemuser"
	switch {
	case name == "RetrieveUserPrivileges" && isUser, name == "RetrieveTeamPrivileges" && !isUser:
		return x.privilegesAnswer(r, "", name)
	case name == "RetrieveUserPrivilegeByPrivilegeName" && isUser:
		return x.privilegesAnswer(r, strings.Trim(x.argument(arguments, "PrivilegeName"), "'"), name)
	case name == "RetrievePrincipalAccess":
		return x.principalAccess(r, arguments)
	}
	return nil, noSegment(crmNamespace + name)
}

func (x *exchange) privilegesAnswer(r *row, only, name string) (*answer, *refusal) {
	user := x.org.principal(r)
	var members []string
	known := only == ""
	for _, privilege := range allPrivileges() {
		if only != "" && privilege != only {
			continue
		}
		known = true
		if d := user.depth(privilege); d != depthNone {
			members = append(members, fmt.Sprintf(`{"Depth":"%s","PrivilegeId":"%s","BusinessUnitId":"%s","PrivilegeName":"%s"}`,
				d, deriveID("privilege", privilege), user.unit.id, privilege))
		}
	}
	if !known {
		return nil, badArgument("The privilege '%s' does not exist.", only)
	}
	return x.functionAnswer(name+"Response", `"RolePrivileges":[`+strings.Join(members, ",")+"]")
}

func (x *exchange) principalAccess(r *row, arguments string) (*answer, *refusal) {
	target := x.argument(arguments, "Target")
	_, target, _ = strings.Cut(target, ":")
	found, err := x.readLink(strings.Trim(target, " '\"}"))
	if err != nil {
		return nil, err
	}
	user := x.org.principal(r)
	var rights []string
	for _, verb := range []string{"Read", "Write", "Append", "AppendTo", "Create", "Delete", "Share", "Assign"} {
		if user.reaches(verb, x.org.store.row(found.table, found.id)) {
			rights = append(rights, verb+"Access")
		}
	}
	return x.functionAnswer("RetrievePrincipalAccessResponse", fmt.Sprintf(`"AccessRights":"%s"`, strings.Join(rights, ", ")))
}

// retrieveTotals counts the rows of tables, as of now; the service's own counts may be a day old.
func (x *exchange) retrieveTotals(arguments string) (*answer, *refusal) {
	text := strings.ReplaceAll(x.argument(arguments, "EntityNames"), "'", `"`)
	list, err := jsonList(text)
	names, ok := list.([]any)
	if err != nil || !ok {
		return nil, badQuery("The function RetrieveTotalRecordCount needs the parameter EntityNames.")
	}
	var keys, values []string
	for _, item := range names {
		name, _ := item.(string)
		t := wholeSchema().byName[name]
		if t == nil || !x.org.knobs.has(name) {
			return nil, refuse(http.StatusBadRequest, "0x80041102", "The entity with a name = '%s' was not found.", name)
		}
		if err := x.caller.need("Read", t); err != nil {
			return nil, err
		}
		keys, values = append(keys, `"`+name+`"`), append(values, strconv.Itoa(len(x.org.store.all(name))))
	}
	return x.functionAnswer("RetrieveTotalRecordCountResponse", fmt.Sprintf(`"EntityRecordCountCollection":{"Count":%d,`+
		`"IsReadOnly":false,"Keys":[%s],"Values":[%s]}`, len(keys), strings.Join(keys, ","), strings.Join(values, ",")))
}

// retrieveActivePath lists the stages that an instance of the sales process goes through.
func (x *exchange) retrieveActivePath(arguments string) (*answer, *refusal) {
	id, _ := parseGUID(x.argument(arguments, "ProcessInstanceId"))
	instance := x.org.store.row("opportunitysalesprocess", string(id))
	if instance == nil {
		return nil, noRow("opportunitysalesprocess", string(id))
	}
	var stages []*row
	for i := range 4 {
		if stage := x.org.store.row("processstage", stageRef(i).id); stage != nil {
			stages = append(stages, stage)
		}
	}
	q := &query{table: wholeSchema().byName["processstage"], top: -1}
	return x.page(q, picked{rows: stages}, nil), nil
}
