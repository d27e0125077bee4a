package view

// CRMSettings is what an admin chooses for every seat holder.
type CRMSettings struct {
	AutoSync bool `json:"autoSync"`
	// StageColumn and StageValue are empty for Not Sure.
	StageColumn string `json:"stageColumn"`
	StageValue  string `json:"stageValue"`
	// StageOrder lists the stage values of the column, first to last.
	StageOrder []string `json:"stageOrder"`
	// WonValue is a Money column, or empty for Not Sure.
	WonValue  string `json:"wonValue"`
	Writeback bool   `json:"writeback"`
	// Items are the kinds that are written back: "inmail", "message", "note", "call", "smartlink".
	Items          []string `json:"items"`
	UnmatchedWaits bool     `json:"unmatchedWaits"`
	// LinkedInColumn holds LinkedIn addresses; empty where no column does.
	LinkedInColumn string `json:"linkedInColumn"`
	// ContactCreation and LeadCreation let seat holders make rows from members, DataValidation lets them flag contacts.
	ContactCreation bool `json:"contactCreation"`
	LeadCreation    bool `json:"leadCreation"`
	DataValidation  bool `json:"dataValidation"`
}

// Settings is the CRM Settings screen.
type Settings struct {
	Values CRMSettings `json:"values"`
	// Source is "shared", "missing" (never saved), "no-right" or "hand-over".
	Source string `json:"source"`
	// Version is handed back on save, so that two admins conflict instead of overwriting.
	Version string `json:"version"`
	MayEdit bool   `json:"mayEdit"`
	// MissingPrivilege is why MayEdit is false.
	MissingPrivilege string        `json:"missingPrivilege"`
	SavedOn          string        `json:"savedOn"`
	SavedBy          string        `json:"savedBy"`
	StageColumns     []StageColumn `json:"stageColumns"`
	ValueColumns     []ValueColumn `json:"valueColumns"`
	// LinkedInColumns may hold LinkedIn addresses.
	LinkedInColumns []ValueColumn `json:"linkedInColumns"`
	// LinkedInTables says whether the LinkedIn tables are installed; without them entries become tasks.
	LinkedInTables bool `json:"linkedInTables"`
}

// StageColumn is a column that may hold the stage.
type StageColumn struct {
	Column  string   `json:"column"`
	Label   string   `json:"label"`
	Choices []Choice `json:"choices"`
}

// Choice is one option.
type Choice struct {
	Value string `json:"value"`
	Label string `json:"label"`
}

// ValueColumn is a column to choose: of money, or of LinkedIn addresses.
type ValueColumn struct {
	Column string `json:"column"`
	Label  string `json:"label"`
}

// SettingsEffect is what saving would change for this seat holder, shown before it is saved.
type SettingsEffect struct {
	LeadsNow     int `json:"leadsNow"`
	LeadsThen    int `json:"leadsThen"`
	AccountsNow  int `json:"accountsNow"`
	AccountsThen int `json:"accountsThen"`
	// Waiting entries that saving lets go, or that stay since their kind is switched off (they are still sent).
	QueuedOfKindsOff int `json:"queuedOfKindsOff"`
}
