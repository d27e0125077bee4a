package view

// Theirs is what an entry's activity says in Dynamics now, and who changed it last.
type Theirs struct {
	Subject string `json:"subject"`
	Text    string `json:"text"`
	By      string `json:"by"`
	At      string `json:"at"`
}
