package practice

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
