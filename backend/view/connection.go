package view

// Connection is the Connection screen and the header of CRM Settings.
type Connection struct {
	// State is "none", "connecting", "connected" or "lapsed".
	State string `json:"state"`
	// Step of a connection under way: "probe", "sign-in", "organization", "preflight"; empty otherwise.
	Step string `json:"step"`
	// Finding says that what is under way is a look for organizations, of "sign-in" and "organization" alone.
	Finding          bool   `json:"finding"`
	AttemptID        string `json:"attemptId"`
	SignInDeadline   string `json:"signInDeadline"`
	OrganizationName string `json:"organizationName"`
	OrganizationURL  string `json:"organizationUrl"`
	OrganizationKind string `json:"organizationKind"`
	Version          string `json:"version"`
	UserID           string `json:"userId"`
	UserName         string `json:"userName"`
	Account          string `json:"account"` // the account signed in, as its authority names it
	ConnectedSince   string `json:"connectedSince"`
	LapsedSince      string `json:"lapsedSince"`
	LastSynced       string `json:"lastSynced"`
	// Problem is why the last attempt or the connection failed; its code is empty when all is well.
	Problem Problem `json:"problem"`
	// PracticeOffline says that the practice organization's network is switched off.
	PracticeOffline bool `json:"practiceOffline"`
}

// FoundOrganizations is what a look for organizations found.
type FoundOrganizations struct {
	// Clouds can be looked in, the usual one first: "commercial", "gcc", "gcc-high", "dod", "china".
	Clouds []string `json:"clouds"`
	// Cloud and Account say where was looked, and as whom; empty when there was no look yet.
	Cloud         string              `json:"cloud"`
	Account       string              `json:"account"`
	Organizations []FoundOrganization `json:"organizations"`
}

// FoundOrganization is one organization that the account may enter.
type FoundOrganization struct {
	Name    string `json:"name"`
	URL     string `json:"url"`
	Kind    string `json:"kind"` // as Connection's OrganizationKind
	Version string `json:"version"`
	Region  string `json:"region"`
	Enabled bool   `json:"enabled"` // false while an admin has it switched off
}

// PracticePerson is one of the practice organization's people, to sign in as.
type PracticePerson struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Email string `json:"email"`
	Title string `json:"title"`
	Admin bool   `json:"admin"`
	// Role is "admin", "admin-seller", "seller", "no-role", "disabled" or "integration".
	Role string `json:"role"`
}

// Check is one row of the preflight list.
type Check struct {
	// ID is "version", "organization-kind", "sales-tables", "linkedin-tables", "linkedin-solutions", "settings-tables",
	// "clock", "person-account", or "privilege:<name>".
	ID string `json:"id"`
	// Result is "ok", "warning", "failed" or "unknown".
	Result string `json:"result"`
	// Mender is who can mend it: "nobody", "you", "admin" or "microsoft".
	Mender string `json:"mender"`
	// Found and Needed are facts for the sentence: a version, a privilege's name, table names.
	Found  string `json:"found"`
	Needed string `json:"needed"`
	// Link leads to where it is mended, or is empty.
	Link string `json:"link"`
}

// ImportProgress is the import under way, or the last one.
type ImportProgress struct {
	Running  bool            `json:"running"`
	Finished string          `json:"finished"`
	Problem  Problem         `json:"problem"`
	Tables   []TableProgress `json:"tables"`
}

// TableProgress is one table of an import.
type TableProgress struct {
	Table string `json:"table"`
	// State is "pending", "loading", "done", "skipped" (the organization lacks it) or "failed".
	State         string  `json:"state"`
	Rows          int64   `json:"rows"`
	Total         int64   `json:"total"` // 0 when unknown
	RowsPerSecond float64 `json:"rowsPerSecond"`
	SecondsLeft   float64 `json:"secondsLeft"` // 0 when unknown
}

// ReadTable is one row of the page "What Ferry reads and why".
type ReadTable struct {
	Table     string   `json:"table"`
	Columns   []string `json:"columns"`
	Privilege string   `json:"privilege"`
	Required  bool     `json:"required"`
}

// DisconnectCounts is what disconnecting would remove or keep, shown before it is done.
type DisconnectCounts struct {
	MirrorRows    int64 `json:"mirrorRows"`
	UnsentEntries int   `json:"unsentEntries"`
	SentEntries   int   `json:"sentEntries"`
}
