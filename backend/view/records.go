package view

// RecordQuery asks for rows of Leads & accounts.
type RecordQuery struct {
	// Scope is "saved" or "all".
	Scope string `json:"scope"`
	// Kind is "lead" (contacts; with scope all also lead rows), "account" or "opportunity".
	Kind  string `json:"kind"`
	Text  string `json:"text"`
	Owner string `json:"owner"` // systemuserid, or empty for everyone; scope saved is always the seat holder's own
	Stage string `json:"stage"` // stage label, or empty
	// Offset and Limit page the list; Limit is at most 500.
	Offset int `json:"offset"`
	Limit  int `json:"limit"`
}

// RecordPage is one page of rows with the number of all that fit.
type RecordPage struct {
	Rows   []RecordRow `json:"rows"`
	Total  int         `json:"total"`
	Stages []string    `json:"stages"` // labels to filter by
	Owners []Owner     `json:"owners"`
}

// Owner is a user to filter by.
type Owner struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// RecordRow is one contact, lead, account or opportunity in a list.
type RecordRow struct {
	Table   string `json:"table"`
	ID      string `json:"id"`
	Name    string `json:"name"`
	Company string `json:"company"`
	Title   string `json:"title"`
	Email   string `json:"email"`
	City    string `json:"city"`
	Owner   string `json:"owner"`
	Stage   string `json:"stage"`
	Value   string `json:"value"` // opportunities: estimated value, decimal text
	Saved   bool   `json:"saved"`
}

// Record is one row with what belongs to it.
type Record struct {
	Row           RecordRow    `json:"row"`
	Phone         string       `json:"phone"`
	URL           string       `json:"url"` // Open in Dynamics
	Opportunities []RecordRow  `json:"opportunities"`
	Contacts      []RecordRow  `json:"contacts"` // of an account
	History       []HistoryRow `json:"history"`
}

// HistoryRow is one activity of a record: a row of the CRM, or an entry of the outbox that is not there yet.
type HistoryRow struct {
	ID      string `json:"id"`
	Kind    string `json:"kind"` // "note", "message", "inmail", "call", "smartlink", or the activity's table
	Subject string `json:"subject"`
	At      string `json:"at"`
	Owner   string `json:"owner"`
	// State is "closed" or "open" for rows of the CRM, else the entry's state.
	State   string `json:"state"`
	Queued  bool   `json:"queued"`
	ByFerry bool   `json:"byFerry"`
}
