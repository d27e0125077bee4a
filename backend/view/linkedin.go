package view

// ImportReport is what an archive brought.
type ImportReport struct {
	File                 string        `json:"file"`
	OwnerName            string        `json:"ownerName"`
	OwnerSure            bool          `json:"ownerSure"`
	Conversations        int           `json:"conversations"`
	MessagesAdded        int           `json:"messagesAdded"`
	MessagesAlready      int           `json:"messagesAlready"`
	ConnectionsAdded     int           `json:"connectionsAdded"`
	Skipped              int           `json:"skipped"` // drafts and rows that are not messages
	Problems             []FileProblem `json:"problems"`
	ConversationsInTotal int           `json:"conversationsInTotal"`
}

// FileProblem is a row of a file that was not understood.
type FileProblem struct {
	File string `json:"file"`
	Line int    `json:"line"`
	Code string `json:"code"`
}

// ConversationQuery asks for a page of conversations, newest first.
type ConversationQuery struct {
	Text   string `json:"text"`
	Offset int    `json:"offset"`
	Limit  int    `json:"limit"`
}

// ConversationPage is one page of conversations.
type ConversationPage struct {
	Rows  []ConversationRow `json:"rows"`
	Total int               `json:"total"`
}

// ConversationRow is one conversation in the list.
type ConversationRow struct {
	ID       string `json:"id"`
	Title    string `json:"title"`
	Member   Member `json:"member"`
	Messages int    `json:"messages"`
	Copied   int    `json:"copied"`
	LastAt   string `json:"lastAt"`
	Preview  string `json:"preview"`
	// Match is the strength: "strong", "weak", "several" or "none".
	Match string `json:"match"`
}

// Member is a LinkedIn person or company.
type Member struct {
	Key     string `json:"key"`
	Name    string `json:"name"`
	Company string `json:"company"`
	Title   string `json:"title"`
	URL     string `json:"url"`
	Email   string `json:"email"`
}

// Conversation is one conversation with its messages, oldest first.
type Conversation struct {
	ID       string    `json:"id"`
	Title    string    `json:"title"`
	Member   Member    `json:"member"`
	Match    Match     `json:"match"`
	Messages []Message `json:"messages"`
}

// Message is one message of a conversation.
type Message struct {
	ID       string `json:"id"`
	Sender   string `json:"sender"`
	Outgoing bool   `json:"outgoing"`
	At       string `json:"at"`
	Subject  string `json:"subject"`
	Body     string `json:"body"`
	// Kind is "message" or "inmail", as the material suggests.
	Kind string `json:"kind"`
	// EntryID and EntryState tell what became of a copy; empty when it was never copied.
	EntryID    string `json:"entryId"`
	EntryState string `json:"entryState"`
}

// Match is the answer for a member, with its reasons as codes for words.
type Match struct {
	Strength   string      `json:"strength"`
	Table      string      `json:"table"`
	ID         string      `json:"id"`
	Name       string      `json:"name"`
	Company    string      `json:"company"`
	Reasons    []string    `json:"reasons"`
	Candidates []Candidate `json:"candidates"`
	Decided    bool        `json:"decided"`
}

// Candidate is a row a member may be.
type Candidate struct {
	Table   string   `json:"table"`
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Company string   `json:"company"`
	Title   string   `json:"title"`
	Email   string   `json:"email"`
	Reasons []string `json:"reasons"`
}

// DecisionImport is what a file of decisions brought.
type DecisionImport struct {
	// Taken were new here or decided later there, Kept were decided as late or later here, Refused were not understood.
	Taken   int `json:"taken"`
	Kept    int `json:"kept"`
	Refused int `json:"refused"`
}
