package session_test

import (
	"testing"
	"time"

	"ferry/backend/crm"
	"ferry/backend/session"
)

func TestMachineRefusesImpossibleMoves(t *testing.T) {
	start := time.Date(2026, 11, 1, 9, 0, 0, 0, time.UTC)
	machine := session.NewMachine(session.None, start)
	if err := machine.Move(session.Lapsed, start, nil); err == nil {
		t.Error("a connection that never was cannot lapse")
	}
	for _, to := range []session.State{session.Connecting, session.Connected, session.Lapsed, session.Connected, session.None} {
		if err := machine.Move(to, start.Add(time.Hour), nil); err != nil {
			t.Fatalf("move to %s: %v", to, err)
		}
	}
}

func TestMachineKeepsSinceWhileTheStateHolds(t *testing.T) {
	start := time.Date(2026, 11, 1, 9, 0, 0, 0, time.UTC)
	machine := session.NewMachine(session.Connected, start)
	problem := crm.Errorf(crm.CodeSignIn, "first")
	for i := range 3 {
		if err := machine.Move(session.Lapsed, start.Add(time.Duration(i+1)*time.Hour), problem); err != nil {
			t.Fatal(err)
		}
	}
	state, since, got := machine.State()
	if state != session.Lapsed || !since.Equal(start.Add(time.Hour)) || got != problem {
		t.Errorf("got %s since %s (%v), want lapsed since the first time", state, since, got)
	}
}

func TestCheckVersion(t *testing.T) {
	for version, ok := range map[string]bool{
		"9.2.24114.190": true, "8.0": true, "8.0.0.1088": true, "10.0": true, "8": true,
		"7.1.1": false, "7.99": false, "": false, "on-premises": false, "-9.2": false,
	} {
		if err := session.CheckVersion(version); (err == nil) != ok {
			t.Errorf("version %q: %v", version, err)
		} else if err != nil && crm.CodeOf(err) != crm.CodeOldVersion {
			t.Errorf("version %q: code %s", version, crm.CodeOf(err))
		}
	}
}

func goodFacts() session.Facts {
	return session.Facts{
		Organization:  crm.Organization{Version: "9.2.1", Kind: crm.OrganizationSandbox},
		Privileges:    map[string]string{"prvReadContact": "Global", "prvCreateActivity": "Basic"},
		MissingTables: []string{}, Solutions: session.LinkedInSolutions(),
		ReadPrivileges: []string{"prvReadContact"}, WritePrivileges: []string{"prvCreateActivity"},
	}
}

func TestPreflightFindsNothingWhenAllIsWell(t *testing.T) {
	for _, check := range session.Preflight(goodFacts()) {
		if check.Result != session.OK || check.Mender != session.MenderNobody {
			t.Errorf("%s: %s, %s", check.ID, check.Result, check.Mender)
		}
	}
}

func TestPreflightNamesWhatIsWrong(t *testing.T) {
	cases := []struct {
		id     string
		result session.Result
		mender session.Mender
		spoil  func(*session.Facts)
	}{
		{"version", session.Failed, session.MenderMicrosoft, func(f *session.Facts) { f.Organization.Version = "7.0" }},
		{"organization-kind", session.Unknown, session.MenderNobody,
			func(f *session.Facts) { f.Organization.Kind = crm.OrganizationUnknown }},
		{"sales-tables", session.Failed, session.MenderAdmin,
			func(f *session.Facts) { f.MissingTables = []string{crm.TableOpportunity} }},
		{"sales-tables", session.Unknown, session.MenderAdmin, func(f *session.Facts) { f.MissingTables = nil }},
		{"linkedin-tables", session.Warning, session.MenderAdmin,
			func(f *session.Facts) { f.MissingTables = []string{crm.TableInMail} }},
		{"linkedin-solutions", session.Warning, session.MenderAdmin, func(f *session.Facts) { f.Solutions = []string{"LinkedIn"} }},
		{"linkedin-solutions", session.Unknown, session.MenderAdmin, func(f *session.Facts) { f.Solutions = nil }},
		{"clock", session.Warning, session.MenderYou, func(f *session.Facts) { f.ClockSkewSeconds = -121 }},
		{"person-account", session.Warning, session.MenderAdmin, func(f *session.Facts) { f.PersonAccount = true }},
		{"privilege:prvReadContact", session.Failed, session.MenderAdmin,
			func(f *session.Facts) { delete(f.Privileges, "prvReadContact") }},
		{"privilege:prvReadContact", session.Unknown, session.MenderAdmin, func(f *session.Facts) { f.Privileges = nil }},
		{"privilege:prvReadEnvironmentVariableValue", session.Warning, session.MenderAdmin,
			func(f *session.Facts) { f.SharedPrivileges = []string{"prvReadEnvironmentVariableValue"} }},
	}
	for _, c := range cases {
		facts := goodFacts()
		c.spoil(&facts)
		check, found := find(session.Preflight(facts), c.id)
		if !found || check.Result != c.result || check.Mender != c.mender {
			t.Errorf("%s: got %s, %s; want %s, %s", c.id, check.Result, check.Mender, c.result, c.mender)
		}
	}
}

func TestOnlyWhatForbidsImportingBlocks(t *testing.T) {
	facts := goodFacts()
	facts.Solutions, facts.ClockSkewSeconds = []string{}, 999
	delete(facts.Privileges, "prvCreateActivity")
	if check, blocked := session.Blocks(session.Preflight(facts), facts); blocked {
		t.Errorf("%s blocks, though everything can be imported", check.ID)
	}
	delete(facts.Privileges, "prvReadContact")
	if check, blocked := session.Blocks(session.Preflight(facts), facts); !blocked || check.Needed != "prvReadContact" {
		t.Errorf("got %+v, %v; want the missing privilege", check, blocked)
	}
}

func find(checks []session.Check, id string) (session.Check, bool) {
	for _, check := range checks {
		if check.ID == id {
			return check, true
		}
	}
	return session.Check{}, false
}
