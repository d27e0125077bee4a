//go:build linux || darwin

package proof

// orders are what a child is started with.
type orders struct {
	Dir     string `json:"dir"`
	Secrets string `json:"secrets"` // the folder that stands in for the keychain
	Address string `json:"address"` // where the organization is served
	// Step and Count: the child kills itself when it gets to the step for that time. Empty: it lives.
	Step  string `json:"step"`
	Count int    `json:"count"`
	// Break is the rule to break, for tests of the test.
	Break string `json:"break"`
	// Idle: nothing is sent or imported.
	Idle bool `json:"idle"`
	// User is whom the child becomes before it opens anything; 0 keeps it as it is.
	User int `json:"user"`
}

// Rules that a child can be told to break.
const (
	breakIDs   = "new-id-per-attempt"
	break412   = "412-taken-as-sent"
	breakOrder = "close-before-annotate"
	breakAck   = "acknowledged-before-kept"
)

// command is one press of a button. Exactly one answer follows, unless the child dies first.
type command struct {
	Do string `json:"do"`

	Kind    string   `json:"kind,omitempty"`
	Draft   string   `json:"draft,omitempty"`
	Table   string   `json:"table,omitempty"`
	ID      string   `json:"id,omitempty"`
	IDs     []string `json:"ids,omitempty"`
	Member  string   `json:"member,omitempty"`
	Company string   `json:"company,omitempty"`
	Subject string   `json:"subject,omitempty"`
	Text    string   `json:"text,omitempty"`
	Bytes   uint64   `json:"bytes,omitempty"`
}

// Commands.
const (
	doCopy   = "copy"
	doThread = "thread"
	doEdit   = "edit"
	doRemove = "remove"
	doDecide = "decide" // the member of entry ID is the row Table, Member
	doPerson = "person" // the member of entry ID becomes a row of Table, with the last name Member
	doFlag   = "flag"   // contact ID is flagged as Kind says
	doRetry  = "retry"
	doNudge  = "nudge"
	doStatus = "status"
	doReport = "report" // how everything stands, for a failure
	doLimit  = "limit"  // no file may grow beyond Bytes; 0 lifts it
)

// answer is what became of a command.
type answer struct {
	OK       bool     `json:"ok"`
	Code     string   `json:"code,omitempty"`
	Detail   string   `json:"detail,omitempty"`
	IDs      []string `json:"ids,omitempty"`
	ToSend   int      `json:"toSend,omitempty"`
	Removing int      `json:"removing,omitempty"`
	Report   string   `json:"report,omitempty"`
	// Attention are the entries that need a person, and why.
	Attention map[string]string `json:"attention,omitempty"`
}
