package dataverse

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"

	"ferry/backend/crm"
	"ferry/backend/session"
)

var _ session.Directory = (*Client)(nil)

// WhoAmI gives the signed-in user and the organization. As the first call of a connection it also settles the Web API
// version: an older server answers 404 to a newer path.
func (c *Client) WhoAmI(ctx context.Context) (userID, organizationID string, err error) {
	var reply struct {
		UserID         lenientText `json:"UserId"`
		OrganizationID lenientText `json:"OrganizationId"`
	}
	for _, version := range apiVersions() {
		c.version.Store(&version)
		err = c.json(ctx, c.get("WhoAmI"), &reply)
		if code := crm.CodeOf(err); code != crm.CodeNotFound && code != crm.CodeMissingTable {
			break
		}
	}
	if err != nil {
		c.version.Store(&apiVersions()[0])
		return "", "", err
	}
	userID, organizationID = normalizeID(string(reply.UserID)), normalizeID(string(reply.OrganizationID))
	if userID == "" || organizationID == "" {
		return "", "", crm.Errorf(crm.CodeNotAnOrg, "WhoAmI names no user or organization")
	}
	return userID, organizationID, nil
}

type organizationDetail struct {
	OrganizationID      lenientText `json:"OrganizationId"`
	FriendlyName        lenientText
	OrganizationVersion lenientText
	TenantID            lenientText `json:"TenantId"`
	OrganizationType    json.RawMessage
}

// Organization asks what organization this is. The type it gives is production, sandbox or developer as Dataverse says,
// and unknown where it does not say.
func (c *Client) Organization(ctx context.Context) (crm.Organization, error) {
	var reply struct{ Detail organizationDetail }
	const path = "RetrieveCurrentOrganization(AccessType=@p1)?@p1=Microsoft.Dynamics.CRM.EndpointAccessType'Default'"
	if err := c.json(ctx, c.get(path), &reply); err != nil {
		return crm.Organization{}, err
	}
	var version struct{ Version lenientText }
	if err := c.json(ctx, c.get("RetrieveVersion()"), &version); err != nil {
		return crm.Organization{}, err
	}
	detail := reply.Detail
	if version.Version == "" {
		version.Version = detail.OrganizationVersion
	}
	return crm.Organization{
		ID:       normalizeID(string(detail.OrganizationID)),
		URL:      c.origin,
		Name:     string(detail.FriendlyName),
		Version:  string(version.Version),
		TenantID: string(detail.TenantID),
		Kind:     organizationKind(detail.OrganizationType),
	}, nil
}

// organizationKind sorts OrganizationType, which travels as a name or as a number.
func organizationKind(raw json.RawMessage) crm.OrganizationKind {
	switch strings.ToLower(strings.Trim(string(raw), `"`)) {
	case "customer", "0", "secondary", "4", "default", "12", "teams", "15":
		return crm.OrganizationProduction
	case "customertest", "5", "customerfreetest", "6":
		return crm.OrganizationSandbox
	case "customerpreview", "7", "testdrive", "9", "emailtrial", "11", "developer", "13", "trial", "14":
		return crm.OrganizationDeveloper
	}
	return crm.OrganizationUnknown
}

// User reads one systemuser.
func (c *Client) User(ctx context.Context, id string) (crm.User, error) {
	path, err := rowPath(crm.TableUser, id)
	if err != nil {
		return crm.User{}, err
	}
	var reply struct {
		FullName   lenientText `json:"fullname"`
		Email      lenientText `json:"internalemailaddress"`
		IsDisabled lenientBool `json:"isdisabled"`
	}
	err = c.json(ctx, c.get(path+"?$select=systemuserid,fullname,internalemailaddress,isdisabled"), &reply)
	if err != nil {
		return crm.User{}, err
	}
	return crm.User{
		ID: normalizeID(id), Name: string(reply.FullName), Email: string(reply.Email), Disabled: bool(reply.IsDisabled),
	}, nil
}

// Privileges lists what the user may do, directly and through teams, with the widest depth of each privilege.
func (c *Client) Privileges(ctx context.Context, userID string) (map[string]string, error) {
	path, err := rowPath(crm.TableUser, userID)
	if err != nil {
		return nil, err
	}
	var reply struct {
		RolePrivileges []struct {
			PrivilegeName lenientText
			Depth         json.RawMessage
		}
	}
	if err := c.json(ctx, c.get(path+"/Microsoft.Dynamics.CRM.RetrieveUserPrivileges"), &reply); err != nil {
		return nil, err
	}
	held := map[string]string{}
	for _, privilege := range reply.RolePrivileges {
		depth := depthRank(privilege.Depth)
		name := string(privilege.PrivilegeName)
		if name != "" && depth >= depthOf(held[name]) {
			held[name] = depths()[depth]
		}
	}
	return held, nil
}

// depths are the reaches of a privilege, narrowest first: own rows, business unit, business units below, organization.
func depths() []string { return []string{"Basic", "Local", "Deep", "Global"} }

func depthOf(name string) int {
	for i, depth := range depths() {
		if strings.EqualFold(depth, name) {
			return i
		}
	}
	return 0
}

// depthRank reads a depth as a name or as a number. What cannot be read counts as the narrowest.
func depthRank(raw json.RawMessage) int {
	text := strings.Trim(string(raw), `"`)
	for i := range depths() {
		if text == fmt.Sprint(i) {
			return i
		}
	}
	return depthOf(text)
}

// Solution is an installed solution.
type Solution struct{ Name, Version string }

// Solutions lists which of LinkedIn's three solutions are installed. crm.CodeForbidden means that the user may not know.
func (c *Client) Solutions(ctx context.Context) ([]Solution, error) {
	conditions := make([]string, 0, len(session.LinkedInSolutions()))
	for _, name := range session.LinkedInSolutions() {
		conditions = append(conditions, "uniquename eq '"+name+"'")
	}
	var reply struct {
		Value []struct {
			UniqueName lenientText `json:"uniquename"`
			Version    lenientText `json:"version"`
		} `json:"value"`
	}
	path := "solutions?$select=uniquename,version&$filter=" + query(strings.Join(conditions, " or "))
	if err := c.json(ctx, c.get(path), &reply); err != nil {
		return nil, err
	}
	installed := []Solution{}
	for _, row := range reply.Value {
		installed = append(installed, Solution{Name: string(row.UniqueName), Version: string(row.Version)})
	}
	return installed, nil
}

// entitySets are the entity set names of the tables Ferry addresses by row. They are irregular and fixed.
func entitySets() map[string]string {
	return map[string]string{
		crm.TableAccount: "accounts", crm.TableContact: "contacts", crm.TableLead: "leads",
		crm.TableOpportunity: "opportunities", crm.TableUser: "systemusers", crm.TableTeam: "teams",
		crm.TablePosition: "positions", crm.TableAnnotation: "annotations", crm.TableActivity: "activitypointers",
		crm.TableTask: "tasks", crm.TablePhoneCall: "phonecalls", crm.TableInMail: "li_inmails",
		crm.TableMessage: "li_messages", crm.TableSmartLinkView: "li_pointdrivepresentationvieweds",
	}
}

// rowPath is the path of one row. A table or id that is none never reaches the wire.
func rowPath(table, id string) (string, error) {
	set, known := entitySets()[table]
	id = normalizeID(id)
	if !known || id == "" {
		return "", crm.Errorf(crm.CodeInvalid, "no such row: table %s", url.QueryEscape(table))
	}
	return set + "(" + id + ")", nil
}
