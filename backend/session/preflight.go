package session

import (
	"slices"
	"strings"
	"time"

	"ferry/backend/crm"
)

// Result is the answer of one check.
type Result string

// Results of a check. Unknown means that the account may not look, which is not a failure.
const (
	OK      Result = "ok"
	Warning Result = "warning"
	Failed  Result = "failed"
	Unknown Result = "unknown"
)

// Mender is who can mend what a check found.
type Mender string

// Menders.
const (
	MenderNobody    Mender = "nobody" // nothing to mend
	MenderYou       Mender = "you"
	MenderAdmin     Mender = "admin"
	MenderMicrosoft Mender = "microsoft"
)

// AppSourceURL is where the LinkedIn solutions are installed from ("Get it now").
const AppSourceURL = "https://appsource.microsoft.com/product/dynamics-365/mscrm.5ba43194-adc5-4c13-b40d-af04f549d5da"

// LinkedInSolutions are the unique names of the three solutions that the LinkedIn app installs.
func LinkedInSolutions() []string {
	return []string{
		"LinkedInSalesNavigatorControlsForUnifiedClient", "LinkedIn", "msdyn_LinkedInSalesNavigatorAnchor",
	}
}

// Check is one thing that preflight looked at.
type Check struct {
	ID     string
	Result Result
	Mender Mender
	Found  string // what was found: a version, table names, a depth
	Needed string // what is needed
	Link   string // where it is mended, if anywhere
}

// Facts is what preflight judges. A nil map or slice means that it could not be read.
type Facts struct {
	Organization crm.Organization
	// Privileges the user holds, with their depth.
	Privileges map[string]string
	// MissingTables are logical names that the organization lacks; nil when unknown.
	MissingTables []string
	// Solutions installed, by unique name; nil when the account may not read them.
	Solutions []string
	// ReadPrivileges are needed to import, WritePrivileges to write back, SharedPrivileges to read the shared settings.
	ReadPrivileges   []string
	WritePrivileges  []string
	SharedPrivileges []string
	// ClockSkewSeconds is this machine's clock minus the service's.
	ClockSkewSeconds int
	// PersonAccount says that the account looks like a person's rather than an integration user's.
	PersonAccount bool
}

// maxClockSkewSeconds: a laptop clock further off than this is shown, since event times would be wrong in the CRM.
const maxClockSkewSeconds = 120

// ClockIsOff reports whether this machine's clock is too far off to be left unsaid.
func ClockIsOff(skew time.Duration) bool {
	return skew.Abs() > maxClockSkewSeconds*time.Second
}

// Preflight judges the facts, in the order the screen shows them.
func Preflight(facts Facts) []Check {
	checks := []Check{
		checkVersion(facts), checkKind(facts), checkSalesTables(facts), checkLinkedInTables(facts), checkSolutions(facts),
		checkClock(facts), checkAccount(facts),
	}
	for _, name := range slices.Concat(facts.ReadPrivileges, facts.WritePrivileges) {
		checks = append(checks, checkPrivilege(facts, name, Failed))
	}
	for _, name := range facts.SharedPrivileges {
		checks = append(checks, checkPrivilege(facts, name, Warning))
	}
	return checks
}

// Blocks is the first failed check that forbids connecting, or false: without it nothing could be imported.
func Blocks(checks []Check, facts Facts) (Check, bool) {
	for _, check := range checks {
		blocking := check.ID == "version" || check.ID == "sales-tables" ||
			slices.Contains(facts.ReadPrivileges, strings.TrimPrefix(check.ID, "privilege:"))
		if check.Result == Failed && blocking {
			return check, true
		}
	}
	return Check{}, false
}

func checkVersion(facts Facts) Check {
	check := Check{ID: "version", Result: OK, Mender: MenderNobody, Found: facts.Organization.Version, Needed: OldestVersion}
	if CheckVersion(facts.Organization.Version) != nil {
		check.Result, check.Mender = Failed, MenderMicrosoft
	}
	return check
}

func checkKind(facts Facts) Check {
	check := Check{ID: "organization-kind", Result: OK, Mender: MenderNobody, Found: string(facts.Organization.Kind)}
	if facts.Organization.Kind == crm.OrganizationUnknown {
		check.Result = Unknown
	}
	return check
}

func checkSalesTables(facts Facts) Check {
	return checkTables("sales-tables", Failed, facts,
		crm.TableAccount, crm.TableContact, crm.TableLead, crm.TableOpportunity)
}

// checkLinkedInTables warns only: without these tables entries are written as tasks.
func checkLinkedInTables(facts Facts) Check {
	check := checkTables("linkedin-tables", Warning, facts, crm.TableInMail, crm.TableMessage, crm.TableSmartLinkView)
	if check.Result == Warning {
		check.Link = AppSourceURL
	}
	return check
}

func checkTables(id string, bad Result, facts Facts, tables ...string) Check {
	if facts.MissingTables == nil {
		return Check{ID: id, Result: Unknown, Mender: MenderAdmin}
	}
	var missing []string
	for _, table := range tables {
		if slices.Contains(facts.MissingTables, table) {
			missing = append(missing, table)
		}
	}
	if len(missing) == 0 {
		return Check{ID: id, Result: OK, Mender: MenderNobody}
	}
	return Check{ID: id, Result: bad, Mender: MenderAdmin, Needed: strings.Join(missing, ", ")}
}

func checkSolutions(facts Facts) Check {
	check := Check{ID: "linkedin-solutions", Result: OK, Mender: MenderNobody}
	if facts.Solutions == nil {
		check.Result, check.Mender = Unknown, MenderAdmin
		return check
	}
	var missing []string
	for _, name := range LinkedInSolutions() {
		if !slices.Contains(facts.Solutions, name) {
			missing = append(missing, name)
		}
	}
	if len(missing) > 0 {
		check.Result, check.Mender, check.Link = Warning, MenderAdmin, AppSourceURL
		check.Needed = strings.Join(missing, ", ")
	}
	return check
}

func checkClock(facts Facts) Check {
	check := Check{ID: "clock", Result: OK, Mender: MenderNobody}
	skew := time.Duration(facts.ClockSkewSeconds) * time.Second
	if ClockIsOff(skew) {
		check.Result, check.Mender, check.Found = Warning, MenderYou, skew.String()
	}
	return check
}

// checkAccount repeats the guides' advice: an integration user for the admin who connects.
func checkAccount(facts Facts) Check {
	check := Check{ID: "person-account", Result: OK, Mender: MenderNobody}
	if facts.PersonAccount {
		check.Result, check.Mender = Warning, MenderAdmin
	}
	return check
}

func checkPrivilege(facts Facts, name string, bad Result) Check {
	check := Check{ID: "privilege:" + name, Result: OK, Mender: MenderNobody, Needed: name}
	depth, held := facts.Privileges[name]
	switch {
	case facts.Privileges == nil:
		check.Result, check.Mender = Unknown, MenderAdmin
	case !held:
		check.Result, check.Mender = bad, MenderAdmin
	default:
		check.Found = depth
	}
	return check
}
