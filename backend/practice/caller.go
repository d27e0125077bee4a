package practice

import (
	"net/http"
	"slices"
	"strings"
)

// depth is how far a privilege reaches.
type depth int

const (
	depthNone   depth = iota
	depthBasic        // one's own rows, and those of one's teams
	depthLocal        // those of one's business unit
	depthDeep         // those of the business units below it too
	depthGlobal       // the organization's
)

var depthNames = [...]string{"None", "Basic", "Local", "Deep", "Global"}

func (d depth) String() string { return depthNames[d] }

// caller is the user a request acts for.
type caller struct {
	org   *Organization
	id    string
	user  *row
	unit  ref
	roles []string // role ids, direct and through teams
	// behalf is the user who really called, under impersonation, and real that user's rights: only what both may do is done.
	behalf string
	real   *caller

	depths map[string]depth // privileges that were asked for
	teams  map[string]bool  // the teams that the user is in, once they were asked for
	units  map[string]bool  // the business units at and below the user's
}

// The roles of the practice organization, by what they may do.
const (
	roleAdmin       = "System Administrator"
	roleSales       = "Salesperson"
	roleIntegration = "LinkedIn Integration"
	// roleSettings is an organization's own role for those who keep the shared settings and the seats.
	roleSettings = "Sales Navigator Settings"
)

// adminTemplate is the role template of System Administrator, the same in every Dataverse organization.
const adminTemplate = "627090ff-40a3-4053-8790-584edc5be201"

var verbs = []string{"Create", "Read", "Write", "Delete", "Append", "AppendTo", "Assign", "Share"}

// pluginPrivilege lets a request go past plug-ins, of which there are none here.
const pluginPrivilege = "prvBypassCustomPlugins"

// specialPrivileges are the ones that belong to no table.
var specialPrivileges = []string{"prvActOnBehalfOfAnotherUser", "prvOverrideCreatedOnCreatedBy", "prvPublishCustomization",
	"prvWriteEntity", pluginPrivilege}

// allPrivileges lists every privilege name of the organization.
func allPrivileges() []string {
	names := slices.Clone(specialPrivileges)
	for _, t := range wholeSchema().tables {
		for _, verb := range verbs {
			if name := "prv" + verb + t.Right; !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	slices.Sort(names)
	return names
}

// roleDepth is how far a role carries a privilege. The roles that every organization starts with are fixed; others carry
// what they were given.
func (o *Organization) roleDepth(role, privilege string) depth {
	switch guid(role) {
	case deriveID("role", roleAdmin):
		return depthGlobal
	case deriveID("role", roleSales):
		return salesDepth(privilege)
	case deriveID("role", roleIntegration):
		return integrationDepth(privilege)
	case deriveID("role", roleSettings):
		return settingsDepth(privilege)
	}
	return o.givenDepth(role, privilege)
}

// settingsDepth: environment variables and teams, and nothing else.
func settingsDepth(privilege string) depth {
	_, noun := splitPrivilege(privilege)
	if slices.Contains([]string{"EnvironmentVariableDefinition", "EnvironmentVariableValue", "Team"}, noun) {
		return depthGlobal
	}
	return depthNone
}

// salesDepth: reads everything, writes what is one's own, and may hang things on anybody's rows.
func salesDepth(privilege string) depth {
	verb, noun := splitPrivilege(privilege)
	switch verb {
	case "Read":
		return depthGlobal
	case "Append", "AppendTo":
		if isRecord(noun) {
			return depthGlobal
		}
	case "Create", "Write", "Assign", "Share":
		if isRecord(noun) {
			return depthBasic
		}
	case "Delete":
		if noun == "Activity" || noun == "Note" {
			return depthBasic
		}
	}
	return depthNone
}

func integrationDepth(privilege string) depth {
	verb, noun := splitPrivilege(privilege)
	isActivity := noun == "Activity" || noun == "Note"
	switch {
	case privilege == "prvActOnBehalfOfAnotherUser", verb == "Read", verb == "AppendTo" && isRecord(noun):
		return depthGlobal
	case isActivity && verb != "Share":
		return depthGlobal
	}
	return depthNone
}

func isRecord(noun string) bool {
	return slices.Contains([]string{"Account", "Contact", "Lead", "Opportunity", "Activity", "Note"}, noun)
}

func splitPrivilege(name string) (verb, noun string) {
	name = strings.TrimPrefix(name, "prv")
	for _, v := range []string{"Create", "Read", "Write", "Delete", "AppendTo", "Append", "Assign", "Share"} {
		if rest, ok := strings.CutPrefix(name, v); ok {
			return v, rest
		}
	}
	return "", name
}

// depth is how far the caller's roles carry a privilege, as the knobs leave it.
func (c *caller) depth(privilege string) depth {
	if known, ok := c.depths[privilege]; ok {
		return known
	}
	best := depthNone
	for _, id := range c.roles {
		if c.org.store.row("role", id) != nil {
			best = max(best, c.org.roleDepth(id, privilege))
		}
	}
	if c.depths == nil {
		c.depths = map[string]depth{}
	}
	best = c.org.knobs.limit(c.id, privilege, best)
	if c.real != nil {
		best = min(best, c.real.depth(privilege))
	}
	c.depths[privilege] = best
	return c.depths[privilege]
}

// limit applies the knobs to a privilege.
func (k *Knobs) limit(user, privilege string, d depth) depth {
	k.mu.Lock()
	defer k.mu.Unlock()
	if slices.Contains(k.missingRights[user], privilege) {
		return depthNone
	}
	if _, noun := splitPrivilege(privilege); k.readDepths[user] != depthNone && strings.HasPrefix(privilege, "prvRead") &&
		isRecord(noun) {
		return min(d, k.readDepths[user])
	}
	return d
}

// callerOf is the caller for a user id, or the refusal Dataverse gives to people it does not let in.
func (o *Organization) callerOf(id string) (*caller, *refusal) {
	user := o.store.row("systemuser", id)
	if user == nil {
		return nil, refuse(http.StatusForbidden, "0x80072560", "The user is not a member of the organization.")
	}
	if disabled, _ := user.get("isdisabled").(bool); disabled {
		return nil, refuse(http.StatusForbidden, "0x80040225",
			"The specified user(Id = %s) is either disabled or is not a member of any business unit.", id)
	}
	c := &caller{org: o, id: id, user: user, unit: user.ref("businessunitid")}
	c.roles = o.rolesOf(id)
	if len(c.roles) == 0 {
		return nil, refuse(http.StatusForbidden, "0x80042f09",
			"The user with id %s has not been assigned any security roles. SecLib::CheckPrivilege failed.", id)
	}
	return c, nil
}

func (o *Organization) rolesOf(id string) []string {
	var roles []string
	users, teams := wholeSchema().byName["systemuser"].navs, wholeSchema().byName["team"].navs
	for _, r := range o.store.linked(users["systemuserroles_association"], id) {
		roles = append(roles, r.id)
	}
	for _, team := range o.store.linked(users["teammembership_association"], id) {
		for _, r := range o.store.linked(teams["teamroles_association"], team.id) {
			roles = append(roles, r.id)
		}
	}
	return roles
}

// Names of headers as Go keeps them; looking them up as the service spells them would spell them anew each time.
const (
	callerID       = "Mscrmcallerid"
	callerObjectID = "Callerobjectid"
	entityID       = "Odata-Entityid"
	withoutPlugins = "Mscrm.bypasscustompluginexecution"
)

// impersonate acts for another user, as CallerObjectId (an Entra object id) or MSCRMCallerID (a systemuserid) ask.
func (c *caller) impersonate(header http.Header) (*caller, *refusal) {
	wanted := header.Get(callerID)
	if object := header.Get(callerObjectID); object != "" {
		wanted = c.org.userByObject(object)
	} else if wanted == "" {
		return c, nil
	}
	if c.depth("prvActOnBehalfOfAnotherUser") == depthNone {
		return nil, refuse(http.StatusForbidden, "0x8004A110",
			"User does not have the privilege to act on behalf another user.")
	}
	other, err := c.org.callerOf(strings.ToLower(wanted))
	if err != nil {
		return nil, err
	}
	other.behalf, other.real = c.id, c
	return other, nil
}

func (o *Organization) userByObject(object string) string {
	for _, r := range o.store.all("systemuser") {
		if v, _ := r.get("azureactivedirectoryobjectid").(guid); strings.EqualFold(string(v), object) {
			return r.id
		}
	}
	return ""
}

// need refuses a caller who lacks a privilege on a table altogether.
func (c *caller) need(verb string, t *table) *refusal {
	if c.depth("prv"+verb+t.Right) == depthNone {
		return c.lacks(verb, t)
	}
	return nil
}

func (c *caller) lacks(verb string, t *table) *refusal {
	return refuse(http.StatusForbidden, "0x80040220", "Principal user (Id=%s, type=8, roleCount=%d, accessMode=0) is missing "+
		"prv%s%s privilege (Id=%s) on OTC=%d for entity '%s'.", c.id, len(c.roles), verb, t.Right,
		deriveID("privilege", "prv"+verb+t.Right), t.Code, t.Name)
}

// lacksSpecial refuses a caller without a privilege that belongs to no table.
func (c *caller) lacksSpecial(privilege string) *refusal {
	return refuse(http.StatusForbidden, "0x80040220", "Principal user (Id=%s, type=8, roleCount=%d) is missing %s privilege "+
		"(Id=%s).", c.id, len(c.roles), privilege, deriveID("privilege", privilege))
}

// needOn refuses a caller who may not do the verb to this row.
func (c *caller) needOn(verb string, r *row) *refusal {
	if err := c.need(verb, r.table); err != nil {
		return err
	}
	if !c.reaches(verb, r) {
		return refuse(http.StatusForbidden, "0x80048306", "Principal with id %s does not have %sAccess right(s) for record "+
			"with id %s of entity %s", c.id, verb, r.id, r.table.Name)
	}
	return nil
}
