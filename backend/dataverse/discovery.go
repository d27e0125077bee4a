package dataverse

import (
	"context"
	"encoding/json"
	"strings"

	"ferry/backend/crm"
)

// Cloud is one of Microsoft's clouds, as somebody who looks for an organization chooses it.
type Cloud struct {
	// Name is its common short name: commercial, gcc, gcc-high, dod, china.
	Name string
	// Discovery is the origin of its Global Discovery service, and the resource that tokens for it are for.
	Discovery string
	// Authority is where its people sign in, for any tenant. That of GCC is not documented: it is the commercial one.
	Authority string
}

// Clouds lists the clouds that have a Global Discovery service, the usual one first. The hosts are those of Microsoft's
// samples for Dataverse; the authorities those of its page on national clouds.
func Clouds() []Cloud {
	return []Cloud{
		{"commercial", "https://globaldisco.crm.dynamics.com", "https://login.microsoftonline.com/organizations"},
		{"gcc", "https://globaldisco.crm9.dynamics.com", "https://login.microsoftonline.com/organizations"},
		{"gcc-high", "https://globaldisco.crm.microsoftdynamics.us", "https://login.microsoftonline.us/organizations"},
		{"dod", "https://globaldisco.crm.appsplatform.us", "https://login.microsoftonline.us/organizations"},
		{"china", "https://globaldisco.crm.dynamics.cn", "https://login.partner.microsoftonline.cn/organizations"},
	}
}

// Instance is an organization that the signed-in user may enter, as Global Discovery says.
type Instance struct {
	ID            string
	Name          string
	UniqueName    string
	URL           string // its origin
	Version       string
	Region        string
	TenantID      string
	EnvironmentID string
	Kind          crm.OrganizationKind
	Enabled       bool // false while an admin has it switched off
	Administrator bool // the user is a System Administrator there
}

// instanceMembers are the members of an instance that are read.
const instanceMembers = "Id,UniqueName,FriendlyName,State,Version,Url,Region,OrganizationType,TenantId,EnvironmentId,IsUserSysAdmin"

// maxInstancePages bounds how many next links are followed.
const maxInstancePages = 20

// Instances asks a Global Discovery service, whose origin is config.URL, for the organizations of the signed-in user, in
// the service's order. It lists only those in which the user exists and is enabled, and none of other clouds. One whose
// address is not under a known cloud's suffix is left out. Errors: those of a Client's reads.
func Instances(ctx context.Context, config Config) ([]Instance, error) {
	client, err := New(config)
	if err != nil {
		return nil, err
	}
	instances := []Instance{}
	link := client.origin + "/api/discovery/v2.0/Instances?$select=" + instanceMembers
	for range maxInstancePages {
		r := client.get("")
		r.url = link
		var page instancePage
		if err := client.json(ctx, r, &page); err != nil {
			return nil, err
		}
		for _, wire := range page.Value {
			if instance, known := wire.instance(config.Trust); known {
				instances = append(instances, instance)
			}
		}
		if page.Next == "" {
			return instances, nil
		}
		if link, err = client.follow(string(page.Next), link); err != nil {
			return nil, err
		}
	}
	return nil, crm.Errorf(crm.CodeUnavailable, "the list of organizations has no end")
}

type instancePage struct {
	Value []wireInstance `json:"value"`
	Next  lenientText    `json:"@odata.nextLink"`
}

type wireInstance struct {
	ID               lenientText `json:"Id"`
	FriendlyName     lenientText
	UniqueName       lenientText
	State            lenientText
	Version          lenientText
	URL              lenientText `json:"Url"`
	Region           lenientText
	TenantID         lenientText `json:"TenantId"`
	EnvironmentID    lenientText `json:"EnvironmentId"`
	OrganizationType json.RawMessage
	IsUserSysAdmin   lenientBool
}

func (w wireInstance) instance(trust Trust) (Instance, bool) {
	origin, err := Origin(string(w.URL), trust)
	if err != nil {
		return Instance{}, false
	}
	instance := Instance{
		ID: normalizeID(string(w.ID)), Name: string(w.FriendlyName), UniqueName: string(w.UniqueName), URL: origin,
		Version: string(w.Version), Region: string(w.Region), TenantID: string(w.TenantID),
		EnvironmentID: string(w.EnvironmentID), Kind: organizationKind(w.OrganizationType),
		Administrator: bool(w.IsUserSysAdmin),
	}
	if instance.Name == "" {
		instance.Name = instance.UniqueName
	}
	switch strings.ToLower(string(w.State)) {
	case "", "0", "enabled":
		instance.Enabled = true
	}
	return instance, true
}
