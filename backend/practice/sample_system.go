package practice

import "strconv"

// system makes the rows that every organization has: business unit, users, roles, team, currencies, positions, solutions.
func (s *sampler) system(into *store) {
	unit := string(deriveID("businessunit", companyName))
	s.add("businessunit", unit, "", map[string]any{"name": companyName})
	s.add("organization", string(deriveID("organization", "practice")), "", map[string]any{
		"name": companyName, "expirechangetrackingindays": int64(7), "languagecode": int64(1033), "basecurrencysymbol": "€",
		"basecurrencyid": s.euro, "maxuploadfilesize": int64(5242880),
	})
	s.add("transactioncurrency", s.euro.id, "", map[string]any{"currencyname": "Euro", "isocurrencycode": "EUR",
		"currencysymbol": "€", "currencyprecision": int64(2), "exchangerate": 1.0})
	s.add("transactioncurrency", string(deriveID("currency", "USD")), "", map[string]any{"currencyname": "US Dollar",
		"isocurrencycode": "USD", "currencysymbol": "$", "currencyprecision": int64(2), "exchangerate": 1.08})
	for _, name := range []string{roleAdmin, roleSales, roleIntegration, roleSettings} {
		values := map[string]any{"name": name, "businessunitid": ref{"businessunit", unit}}
		if name == roleAdmin {
			values["roletemplateid"] = ref{"roletemplate", adminTemplate}
		}
		s.add("role", string(deriveID("role", name)), "", values)
	}
	team := string(deriveID("team", companyName))
	s.add("team", team, "", map[string]any{"name": companyName, "isdefault": true, "businessunitid": ref{"businessunit", unit},
		"administratorid": ref{"systemuser", adminPerson().ID}})
	s.positions()
	s.solutions()
	s.process()
	s.messages()
	s.privileges()
	s.views()
	for _, e := range employees {
		s.user(e, unit)
		into.connect("teammembership_association", link{team, e.person().ID})
		if e.role != "" {
			into.connect("systemuserroles_association", link{e.person().ID, string(deriveID("role", e.role))})
		}
		if e.settings {
			into.connect("systemuserroles_association", link{e.person().ID, string(deriveID("role", roleSettings))})
		}
	}
}

func (s *sampler) positions() {
	parents := []struct{ name, parent string }{{"Sales Manager", ""}, {"Key Account Manager", "Sales Manager"},
		{"Account Executive", "Sales Manager"}, {"Operations", ""}}
	for _, p := range parents {
		values := map[string]any{"name": p.name}
		if p.parent != "" {
			values["parentpositionid"] = ref{"position", string(deriveID("position", p.parent))}
		}
		s.add("position", string(deriveID("position", p.name)), "", values)
	}
}

func (s *sampler) solutions() {
	for _, name := range [][3]string{{"msdynce_Sales", "Dynamics 365 Sales Application", "9.0.24104.1006"},
		{"LinkedInSalesNavigatorControlsForUnifiedClient", "LinkedIn Sales Navigator Controls for Unified Client", "3.0.1.1040"},
		{"LinkedIn", "LinkedIn", "3.0.1.1040"},
		{"msdyn_LinkedInSalesNavigatorAnchor", "LinkedIn Sales Navigator", "3.0.1.1040"}} {
		s.add("solution", string(deriveID("solution", name[0])), "", map[string]any{"uniquename": name[0],
			"friendlyname": name[1], "version": name[2], "installedon": sampleStart})
	}
}

func (s *sampler) user(e staff, unit string) {
	p := e.person()
	object, _ := parseGUID(p.ObjectID)
	values := map[string]any{
		"firstname": e.first, "lastname": e.last, "fullname": p.Name, "title": e.title, "internalemailaddress": p.Email,
		"domainname": p.Email, "azureactivedirectoryobjectid": object, "isdisabled": e.disabled, "islicensed": !e.disabled,
		"isintegrationuser": e.integration, "businessunitid": ref{"businessunit", unit},
	}
	if e.integration {
		values["accessmode"] = int64(4)
	}
	if e.position != "" {
		values["positionid"] = ref{"position", string(deriveID("position", e.position))}
	}
	s.add("systemuser", p.ID, "", values)
}

// process makes the sales process that every opportunity goes through.
func (s *sampler) process() {
	flow := processRef()
	s.add("workflow", flow.id, "", map[string]any{"name": "Opportunity Sales Process", "uniquename": "opportunitysalesprocess",
		"primaryentity": "opportunity", "category": int64(4)})
	for i, name := range []string{"Qualify", "Develop", "Propose", "Close"} {
		s.add("processstage", stageRef(i).id, "", map[string]any{"stagename": name, "processid": flow, "stagecategory": int64(i),
			"primaryentitytypecode": "opportunity"})
	}
}

func processRef() ref {
	return ref{"workflow", string(deriveID("workflow", "opportunitysalesprocess"))}
}

func stageRef(stage int) ref {
	return ref{"processstage", string(deriveID("processstage", strconv.Itoa(stage)))}
}

func (s *sampler) messages() {
	for _, message := range []string{"CreateMultiple", "UpdateMultiple", "UpsertMultiple"} {
		id := string(deriveID("sdkmessage", message))
		s.add("sdkmessage", id, "", map[string]any{"name": message})
		for _, t := range wholeSchema().tables {
			if t.takesMultiple() {
				s.add("sdkmessagefilter", string(deriveID("sdkmessagefilter", message, t.Name)), "", map[string]any{
					"sdkmessageid": ref{"sdkmessage", id}, "primaryobjecttypecode": t.Name})
			}
		}
	}
}

// views makes one public view for each record table.
func (s *sampler) views() {
	for _, name := range []string{"account", "contact", "lead", "opportunity"} {
		t := wholeSchema().byName[name]
		s.add("savedquery", string(deriveID("savedquery", name)), "", map[string]any{
			"name": "Active " + t.Label + "s", "returnedtypecode": name, "querytype": int64(0), "isdefault": true,
			"fetchxml": "<fetch version='1.0'><entity name='" + name + "'><attribute name='" + t.Display + "' /><attribute name='" +
				t.key() + "' /><order attribute='" + t.Display + "' /><filter type='and'><condition attribute='statecode' " +
				"operator='eq' value='0' /></filter></entity></fetch>",
			"layoutxml": "<grid name='resultset' jump='" + t.Display + "' select='1' preview='1' icon='1'><row name='result' id='" +
				t.key() + "'><cell name='" + t.Display + "' width='200' /></row></grid>",
		})
	}
}
