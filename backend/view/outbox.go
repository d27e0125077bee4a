package view

// CopyRequest copies one note, message, InMail or call that a person typed.
type CopyRequest struct {
	// DraftID is a GUID made when the form opened: pressed twice, it is one entry. Empty: each press is an entry of its own.
	DraftID string `json:"draftId"`
	Kind    string `json:"kind"`
	// Table and ID name the row it is about; empty for a member without one.
	Table string `json:"table"`
	ID    string `json:"id"`
	// MemberName is the person it is about where there is no row.
	MemberName    string `json:"memberName"`
	MemberCompany string `json:"memberCompany"`
	Subject       string `json:"subject"`
	Text          string `json:"text"`
	// At is when it happened; empty for now.
	At       string `json:"at"`
	Phone    string `json:"phone"`
	Outgoing bool   `json:"outgoing"`
	// Tags are what it is filed under, with commas between them; they go into the activity's category.
	Tags string `json:"tags"`
}

// CopyMessages copies messages of a conversation. With no message ids it copies the whole thread.
type CopyMessages struct {
	ConversationID string   `json:"conversationId"`
	MessageIDs     []string `json:"messageIds"`
	// Kind overrides "message" or "inmail"; empty keeps what the material suggests.
	Kind string `json:"kind"`
}

// CopyResult says what was queued. When it is returned, the entries are on disk.
type CopyResult struct {
	Queued  []string `json:"queued"`  // entry ids
	Already []string `json:"already"` // copied before: nothing was added
}

// Preview is exactly what would be written.
type Preview struct {
	// MessageID is the message of the conversation that it is about; empty for what a person typed.
	MessageID string `json:"messageId"`
	Table     string `json:"table"`
	Closed    bool   `json:"closed"`
	Regarding string `json:"regarding"`
	Owner     string `json:"owner"`
	Creator   string `json:"creator"`
	// Place is where it will be seen: "activity-history", "past-activities" or "unassigned-activities".
	Place       string   `json:"place"`
	Subject     string   `json:"subject"`
	Description string   `json:"description"`
	Category    string   `json:"category"` // empty where the table has none
	Notes       []string `json:"notes"`    // overflow that goes to notes on the activity
	// Match is who it is found to be about. Its strength is empty where a person chose the row.
	Match   Match   `json:"match"`
	Problem Problem `json:"problem"` // why it cannot be copied, e.g. "writeback-off"
	// Waits is why it stays in the outbox once it is queued: "weak-match", "several-matches" or "unmatched". The rest of the
	// preview is what it becomes after that, under a row that is not known yet. Empty when it is sent.
	Waits string `json:"waits"`
}

// EntryQuery asks for a page of the outbox.
type EntryQuery struct {
	Text string `json:"text"`
	Kind string `json:"kind"`
	// State is an entry state, "to-send", "unresolved", "restored" (from a backup, waits for a yes), or empty.
	State string `json:"state"`
	// Remote is a kind of EntryRow's Remote, "any" of them, or empty for all entries whatever was noticed.
	Remote string `json:"remote"`
	Offset int    `json:"offset"`
	Limit  int    `json:"limit"`
}

// EntryPage is one page of entries.
type EntryPage struct {
	Rows   []EntryRow  `json:"rows"`
	Total  int         `json:"total"`
	Counts EntryCounts `json:"counts"`
}

// EntryCounts counts the whole outbox.
type EntryCounts struct {
	NeedAttention int `json:"needAttention"`
	ToSend        int `json:"toSend"`
	Sent          int `json:"sent"`
	// Removing are taken back, and deleted in Dynamics where they may be.
	Removing   int `json:"removing"`
	Unresolved int `json:"unresolved"`
	// Remotes counts what was noticed in Dynamics and not dismissed, by kind; kinds without any are left out.
	Remotes []RemoteCount `json:"remotes"`
}

// RemoteCount is at how many entries a kind of EntryRow's Remote stands.
type RemoteCount struct {
	Kind  string `json:"kind"`
	Count int    `json:"count"`
}

// EntryRow is one entry in a list.
type EntryRow struct {
	ID      string `json:"id"`
	Kind    string `json:"kind"`
	Member  Member `json:"member"`
	Preview string `json:"preview"`
	At      string `json:"at"` // when it happened
	// State is "queued", "sending", "waiting", "attention", "sent", "removing" or "removed".
	State     string `json:"state"`
	Code      string `json:"code"` // why it waits or needs attention
	Since     string `json:"since"`
	Until     string `json:"until"`
	Closed    bool   `json:"closed"` // in Dynamics, as far as known
	Landed    bool   `json:"landed"` // it was seen in Dynamics, and is not deleted there
	Regarding string `json:"regarding"`
	URL       string `json:"url"` // Open in Dynamics, once sent
	// Remote is what was noticed in Dynamics after it was sent: "deleted", "changed", "hidden", "row-closed", or empty.
	Remote string `json:"remote"`
}

// Entry is one entry whole.
type Entry struct {
	Row     EntryRow `json:"row"`
	Subject string   `json:"subject"`
	Body    string   `json:"body"`
	Table   string   `json:"table"`
	Owner   string   `json:"owner"`
	Creator string   `json:"creator"`
	Match   Match    `json:"match"`
	// Stays: it is closed in Dynamics under another row than the match says by now, and is moved there by hand.
	Stays      bool        `json:"stays"`
	Operations []Operation `json:"operations"`
	Attempts   []Attempt   `json:"attempts"`
	CanEdit    bool        `json:"canEdit"`
	Remote     Remote      `json:"remote"`
	// Values are what a contact or lead says; empty for activities and flags.
	Values []PersonValue `json:"values"`
}

// Remote is what Dynamics did to a sent entry, as the last import noticed it; its kind is empty when there is nothing to tell.
type Remote struct {
	Kind string `json:"kind"` // as EntryRow's Remote
	// Fields say what differs: "subject", "text", "regarding", "owner", "state", "time".
	Fields  []string `json:"fields"`
	By      string   `json:"by"` // who changed it last, or empty
	At      string   `json:"at"` // when, by the service's clock, or empty
	Noticed string   `json:"noticed"`
}

// Operation is one step of an entry.
type Operation struct {
	Kind  string `json:"kind"`
	State string `json:"state"`
}

// Attempt is one try of an operation, or several in a row that all found nobody to connect to.
type Attempt struct {
	At        string `json:"at"`
	Until     string `json:"until"` // when the last of them ended; empty while it runs
	Tries     int    `json:"tries"` // at least 1
	Operation string `json:"operation"`
	// Outcome is "open" (it runs), "done", "refused", "unsent" (turned away unseen, or it never left this machine) or "unknown"
	// (it may have reached Dynamics).
	Outcome string `json:"outcome"`
	Code    string `json:"code"` // empty when it worked
	Detail  string `json:"detail"`
}

// Removals counts what removing entries does.
type Removals struct {
	Local   int `json:"local"`   // nothing of them can be in Dynamics
	Doubt   int `json:"doubt"`   // an attempt may have reached Dynamics, where it is looked for
	Deleted int `json:"deleted"` // they are deleted in Dynamics
	Gone    int `json:"gone"`    // somebody deleted them there already
	Stay    int `json:"stay"`    // nothing is done: a person or flag that is there, or what is taken back already
}
