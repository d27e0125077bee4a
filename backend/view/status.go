package view

// Status is the strip at the bottom of the window, always true.
type Status struct {
	// Connection is "none", "connecting", "connected" or "lapsed" (a sign-in is needed).
	Connection       string `json:"connection"`
	OrganizationName string `json:"organizationName"`
	OrganizationURL  string `json:"organizationUrl"`
	// OrganizationKind is "production", "sandbox", "developer", "practice" or "unknown".
	OrganizationKind string `json:"organizationKind"`
	UserName         string `json:"userName"`
	Online           bool   `json:"online"`
	OfflineSince     string `json:"offlineSince"`
	LapsedSince      string `json:"lapsedSince"`
	LastSynced       string `json:"lastSynced"`
	Importing        bool   `json:"importing"`
	ToSend           int    `json:"toSend"`
	NeedAttention    int    `json:"needAttention"`
	Sent             int    `json:"sent"`
	Unresolved       int    `json:"unresolved"`
	// SettingsSaved says whether CRM Settings were saved once: nothing is written back before.
	SettingsSaved bool `json:"settingsSaved"`
	// Admin says whether this user may write the shared settings.
	Admin bool `json:"admin"`
	// Keychain is "ok" or "memory" (no keychain: tokens are kept in memory, sign-in is asked next time).
	Keychain string `json:"keychain"`
	Version  string `json:"version"`
	// Shell is "window" or "browser" (make run without a display): a browser cannot open native dialogs.
	Shell string `json:"shell"`
	// Warnings are what is wrong, gravest first, as backend/health decides: none of them flashes, and what only follows
	// from another is left out.
	Warnings []Warning `json:"warnings"`
}

// Warning is something that is wrong. Its sentences stand under "errors.<code>".
type Warning struct {
	Code   string `json:"code"`
	Detail string `json:"detail"`
	Since  string `json:"since"` // "" when it has always been so
	// Severity is "info", "warning" or "error"; Actor, who can mend it: "nobody", "you", "admin" or "microsoft".
	Severity string `json:"severity"`
	Actor    string `json:"actor"`
	// Once says that it happened and is over: it is shown until a person has dismissed it.
	Once bool `json:"once"`
}

// Preferences are this machine's.
type Preferences struct {
	Language string `json:"language"` // "en", "es", or "" for the system's
	Theme    string `json:"theme"`    // "system", "light" or "dark"
	// FirstRunDone is set when the three steps of the first run were left.
	FirstRunDone bool `json:"firstRunDone"`
	// LastCopyKind is the kind a seat holder copied last ("note", "message", "inmail", "call").
	LastCopyKind string `json:"lastCopyKind"`
}

// Changed is the one small event of a change: the screens re-read what the topic names.
type Changed struct {
	// Topic is "status", "connection", "import", "mirror", "settings", "linkedin" or "outbox".
	Topic string `json:"topic"`
}

// Problem is a failure as the screens get it: the code has a sentence in each language, the detail is technical.
type Problem struct {
	Code   string `json:"code"`
	Detail string `json:"detail"`
	// Severity and Actor are as in Warning; empty where there is no code.
	Severity string `json:"severity,omitempty"`
	Actor    string `json:"actor,omitempty"`
}
