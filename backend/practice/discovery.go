package practice

import (
	"maps"
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
	body, err := x.discover(person, strings.TrimSuffix(path, "/"))
	if err != nil {
		x.writeRefusal(w, err)
		return
	}
	w.Header().Set("OData-Version", "4.0")
	writeJSON(w, http.StatusOK, body)
}

// discover is the list, or the one that stands in parentheses, as $filter and $select narrow it.
func (x *exchange) discover(person, path string) (definition, *refusal) {
	if err := x.readOptions(); err != nil {
		return nil, err
	}
	all, err := x.filterDefinitions(x.instancesOf(person))
	if err != nil {
		return nil, err
	}
	context, list := x.origin+"/api/discovery/v2.0/$metadata#Instances", []any{}
	for _, one := range all {
		id, _ := one["Id"].(guid)
		name, _ := one["UniqueName"].(string)
		if path != "" && !strings.EqualFold(path, "("+string(id)+")") && path != "(UniqueName='"+name+"')" {
			continue
		}
		narrow, err := x.narrowInstance(one)
		if err != nil {
			return nil, err
		}
		if path != "" {
			narrow["@odata.context"] = context + "/$entity"
			return narrow, nil
		}
		list = append(list, narrow)
	}
	if path != "" {
		return nil, refuse(http.StatusNotFound, "0x80040217", "There is no such instance.")
	}
	return definition{"@odata.context": context, "value": list}, nil
}

// narrowInstance applies $select. Type, which older pages filter by, is not among what is shown.
func (x *exchange) narrowInstance(one definition) (definition, *refusal) {
	out := maps.Clone(one)
	delete(out, "Type")
	text, given := x.option("$select")
	if !given {
		return out, nil
	}
	narrow := definition{}
	for name := range strings.SplitSeq(text, ",") {
		value, ok := out[strings.TrimSpace(name)]
		if !ok {
			return nil, noProperty(strings.TrimSpace(name), "Instance")
		}
		narrow[strings.TrimSpace(name)] = value
	}
	return narrow, nil
}

// instancesOf lists what a person is an enabled user of.
func (x *exchange) instancesOf(person string) []definition {
	x.org.mu.RLock()
	defer x.org.mu.RUnlock()
	user := x.org.store.row("systemuser", person)
	if user == nil || user.get("isdisabled") == true {
		return nil
	}
	all := x.org.instances(x.origin)
	for _, one := range all {
		one["Type"] = one["OrganizationType"]
	}
	return all
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
