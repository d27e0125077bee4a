package practice

import (
	"net/http"
	"strings"
)

// serveDiscovery answers as the Global Discovery service: the organizations that somebody is a user of, and one of them by
// id or unique name.
func (o *Organization) serveDiscovery(w http.ResponseWriter, r *http.Request, origin string) {
	x := &exchange{org: o, request: r, origin: origin, version: "v2.0"}
	person, err := x.authenticate()
	if err != nil {
		x.writeRefusal(w, err)
		return
	}
	path, ok := strings.CutPrefix(r.URL.Path, "/api/discovery/v2.0/Instances")
	if !ok || r.Method != http.MethodGet {
		x.writeRefusal(w, noSegment("Instances"))
		return
	}
	value := []definition{}
	o.mu.RLock()
	user := o.store.row("systemuser", person)
	if user != nil && user.get("isdisabled") != true {
		value = o.instances(origin)
	}
	o.mu.RUnlock()
	if path == "" || path == "/" {
		writeJSON(w, http.StatusOK, map[string]any{"@odata.context": origin + "/api/discovery/v2.0/$metadata#Instances", "value": value})
		return
	}
	for _, one := range value {
		id, _ := one["Id"].(guid)
		name, _ := one["UniqueName"].(string)
		if path == "("+string(id)+")" || path == "(UniqueName='"+name+"')" {
			one["@odata.context"] = origin + "/api/discovery/v2.0/$metadata#Instances/$entity"
			writeJSON(w, http.StatusOK, one)
			return
		}
	}
	x.writeRefusal(w, refuse(http.StatusNotFound, "0x80040217", "There is no such instance."))
}

// instances are this organization, which is a sandbox, and others that exist in the list alone: a production one, a trial.
func (o *Organization) instances(origin string) []definition {
	address := origin
	if o.isVirtualOrigin(origin) {
		address = URL
	}
	all := []definition{
		o.instance("practice", companyName, address, 5), o.instance("veldmark", "Veldmark Tramworks", "https://veldmark.crm.ferry.example", 0),
		o.instance("veldmark-trial", "Veldmark Trial", "https://veldmark-trial.crm.ferry.example", 14),
	}
	o.knobs.mu.Lock()
	defer o.knobs.mu.Unlock()
	switch n := o.knobs.instances; {
	case n < 0:
		return []definition{}
	case n > 0:
		return all[:min(n, len(all))]
	}
	return all
}

func (o *Organization) instance(name, friendly, address string, kind int) definition {
	id := o.organizationID()
	if name != "practice" {
		id = deriveID("organization", name)
	}
	return definition{
		"Id": id, "UniqueName": "unq" + strings.ReplaceAll(name, "-", ""), "UrlName": name, "FriendlyName": friendly, "State": 0,
		"Version": defaultVersion, "Url": address, "ApiUrl": address, "Region": "EUR", "OrganizationType": kind, "TenantId": TenantID,
		"EnvironmentId": deriveID("environment", name), "DatacenterId": deriveID("datacenter", "practice"),
		"DatacenterName": "Practice", "SchemaType": "Full", "LastUpdated": "2026-11-01T00:00:00Z", "Purpose": "", "StatusMessage": 0,
		"TrialExpirationDate": nil, "IsUserSysAdmin": false,
	}
}
