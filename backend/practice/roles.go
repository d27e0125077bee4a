package practice

import (
	"slices"
	"strings"
)

// Roles that were made by somebody hold their privileges as rows of roleprivileges, with the depth as a mask: 1 Basic,
// 2 Local, 4 Deep, 8 Global.

func privilegeTable() *table {
	return &table{
		Name: "privilege", Set: "privileges", Schema: "Privilege", Label: "Privilege", Display: "name", Code: 1023,
		Right: "Privilege", Kept: true, Columns: []column{
			key("privilegeid", "Privilege"), text("name", "Name", 100), plain(kindInteger, "accessright", "Access Right"),
			server(plain(kindInteger, "versionnumber", "Version Number")),
		},
	}
}

func rolePrivilegesTable() *table {
	return &table{
		Name: "roleprivileges", Set: "roleprivilegescollection", Schema: "RolePrivileges", Label: "Role Privileges",
		Display: "roleprivilegeid", Code: 12, Right: "Role", Kept: true, Columns: []column{
			key("roleprivilegeid", "Role Privilege"), plain(kindGUID, "roleid", "Role"),
			plain(kindGUID, "privilegeid", "Privilege"), plain(kindInteger, "privilegedepthmask", "Depth"),
			server(plain(kindInteger, "versionnumber", "Version Number")),
		},
	}
}

// accessRights are the flags of the verbs in privileges' names.
var accessRights = map[string]int64{"Read": 1, "Write": 2, "Append": 4, "AppendTo": 16, "Create": 32, "Delete": 65536,
	"Share": 262144, "Assign": 524288}

// privileges makes a row for each privilege.
func (s *sampler) privileges() {
	for _, name := range allPrivileges() {
		verb, _ := splitPrivilege(name)
		s.add("privilege", string(deriveID("privilege", name)), "", map[string]any{"name": name, "accessright": accessRights[verb]})
	}
}

// givenDepth is how far a role that was made carries a privilege.
func (o *Organization) givenDepth(role, privilege string) depth {
	r := o.store.row("roleprivileges", string(rolePrivilege(role, privilege)))
	if r == nil {
		return depthNone
	}
	for d := depthGlobal; d > depthNone; d-- {
		if r.number("privilegedepthmask") == 1<<(d-1) {
			return d
		}
	}
	return depthNone
}

func rolePrivilege(role, privilege string) guid { return deriveID("roleprivilege", role, privilege) }

func isRoleAction(name string) bool {
	return slices.Contains([]string{"AddPrivilegesRole", "ReplacePrivilegesRole", "RemovePrivilegeRole"}, name)
}

// changeRole gives privileges to a role or takes them. The roles that every organization starts with stay as they are.
func (x *exchange) changeRole(role *row, name string) (*answer, *refusal) {
	if err := x.caller.needOn("Write", role); err != nil {
		return nil, err
	}
	for _, fixed := range []string{roleAdmin, roleSales, roleIntegration, roleSettings} {
		if guid(role.id) == deriveID("role", fixed) {
			return nil, badArgument("The role '%s' cannot be changed; make another one.", fixed)
		}
	}
	body, err := x.readBody()
	if err != nil {
		return nil, err
	}
	if name == "RemovePrivilegeRole" {
		id, _ := body["PrivilegeId"].(string)
		return changedAnswer(), x.grant(role, map[string]any{"PrivilegeId": id, "Depth": "None"})
	}
	list, ok := body["Privileges"].([]any)
	if !ok {
		return nil, badBody("The parameter 'Privileges' is missing.")
	}
	if name == "ReplacePrivilegesRole" {
		for _, held := range slices.Clone(x.org.store.all("roleprivileges")) {
			if held.get("roleid") == guid(role.id) {
				x.org.store.remove(held)
			}
		}
	}
	for _, item := range list {
		given, _ := item.(map[string]any)
		if err := x.grant(role, given); err != nil {
			return nil, err
		}
	}
	return changedAnswer(), nil
}

// grant gives one privilege to a role at a depth, or, at the depth None, takes it.
func (x *exchange) grant(role *row, given map[string]any) *refusal {
	id, _ := given["PrivilegeId"].(string)
	privilege := x.org.store.row("privilege", strings.ToLower(id))
	if privilege == nil {
		return noRow("privilege", id)
	}
	name, _ := given["Depth"].(string)
	d := slices.Index(depthNames[:], name)
	if d < 0 {
		return badBody("The depth '%s' of a privilege is not one of Basic, Local, Deep and Global.", name)
	}
	key := rolePrivilege(role.id, privilege.text("name"))
	if held := x.org.store.row("roleprivileges", string(key)); held != nil {
		x.org.store.remove(held)
	}
	if d == int(depthNone) {
		return nil
	}
	r := newRow(wholeSchema().byName["roleprivileges"], string(key))
	r.set("roleid", guid(role.id))
	r.set("privilegeid", guid(privilege.id))
	r.set("privilegedepthmask", int64(1)<<(d-1))
	x.org.store.put(r)
	return nil
}
