package view

// Backup is a copy of what people did in one organization: entries, decisions, captured material.
type Backup struct {
	Name  string `json:"name"`
	At    string `json:"at"`
	Bytes int64  `json:"bytes"`
	// Problem is why it cannot be restored: "damaged" or "newer-version". It is empty where nothing speaks against it.
	Problem Problem `json:"problem"`
}
