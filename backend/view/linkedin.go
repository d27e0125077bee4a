package view

// ImportReport is what an archive brought.
type ImportReport struct {
	File             string `json:"file"`
	OwnerName        string `json:"ownerName"`
	OwnerSure        bool   `json:"ownerSure"`
	Conversations    int    `json:"conversations"`
	MessagesAdded    int    `json:"messagesAdded"`
	MessagesAlready  int    `json:"messagesAlready"`
	ConnectionsAdded int    `json:"connectionsAdded"`
	Skipped          int    `json:"skipped"` // drafts and rows that are not messages
	// OtherSeatHolders counts rows of a table that belong to seat holders who were not chosen.
	OtherSeatHolders     int           `json:"otherSeatHolders"`
	Problems             []FileProblem `json:"problems"`
	ConversationsInTotal int           `json:"conversationsInTotal"`
}

// FileProblem is a piece of a file that was not understood, from Line to LastLine, counted from 1. Column is the name in the
// file where one column is to blame. Codes are those of the capture package.
type FileProblem struct {
	File     string `json:"file"`
	Line     int    `json:"line"`
	LastLine int    `json:"lastLine"`
	Code     string `json:"code"`
	Column   string `json:"column"`
}

// Capture is the material being brought in, or the last that was.
type Capture struct {
	// ID names this one; empty when nothing was brought in since the start.
	ID string `json:"id"`
	// State is "reading", "columns" (a person has to say what the columns of Table mean), "owner" (a person has to say whose
	// archive it is), "storing", "done", "failed" or "cancelled"; empty with ID.
	State string `json:"state"`
	// File is the name of what was chosen, without its folder; empty for the sample archive.
	File string `json:"file"`
	// Part is the file of an archive being read. Done and Total are bytes or rows when reading, messages when storing; Total
	// is 0 when it is not known.
	Part    string       `json:"part"`
	Done    int64        `json:"done"`
	Total   int64        `json:"total"`
	Owners  []Member     `json:"owners"` // who may be the owner, most likely first
	Table   Table        `json:"table"`
	Report  ImportReport `json:"report"`
	Problem Problem      `json:"problem"`
}

// Table is a CSV file whose columns a person has to name.
type Table struct {
	Columns []string   `json:"columns"`
	Sample  []TableRow `json:"sample"` // the first rows
	Rows    int        `json:"rows"`
	Mapping Mapping    `json:"mapping"` // as remembered, else as guessed
	// Remembered is true when a person named the columns of such a table before.
	Remembered bool `json:"remembered"`
}

// TableRow is one row of a table, a value for each column.
type TableRow struct {
	Values []string `json:"values"`
}

// Mapping says what the columns of a table mean. Fields and kinds are those of the capture package.
type Mapping struct {
	Fields      []ColumnField `json:"fields"`
	Kind        string        `json:"kind"`
	SeatHolders []string      `json:"seatHolders"`
	DayFirst    bool          `json:"dayFirst"`
	Local       bool          `json:"local"`
}

// ColumnField says that a column holds a field.
type ColumnField struct {
	Field  string `json:"field"`
	Column string `json:"column"`
}

// SeatHolderRows is a value of the seat holder column, in how many rows it stands, and whether it names the seat holder.
type SeatHolderRows struct {
	Value string `json:"value"`
	Rows  int    `json:"rows"`
	Mine  bool   `json:"mine"`
}

// PastedMessage is one message of a pasted conversation; what could not be told is empty. At is RFC 3339 when it goes to the
// program, and a local time without a zone ("2026-11-20T14:37") when the program has split a text.
type PastedMessage struct {
	Sender   string `json:"sender"`
	Outgoing bool   `json:"outgoing"`
	At       string `json:"at"`
	// Dated is false where the day could not be told, and At has today's.
	Dated bool   `json:"dated"`
	Body  string `json:"body"`
}

// PastedConversation is what a person agreed to of a pasted text. Kind is "message" or "inmail".
type PastedConversation struct {
	Name     string          `json:"name"`
	URL      string          `json:"url"`
	Company  string          `json:"company"`
	Kind     string          `json:"kind"`
	Messages []PastedMessage `json:"messages"`
}

// MemberQuery asks for a page of LinkedIn members by name.
type MemberQuery struct {
	Text   string `json:"text"`
	Offset int    `json:"offset"`
	Limit  int    `json:"limit"`
}

// MemberPage is one page of members.
type MemberPage struct {
	Rows  []MemberRow `json:"rows"`
	Total int         `json:"total"`
}

// MemberRow is a member in the list. Conversation is the newest conversation with the member; empty when there is none.
type MemberRow struct {
	Member       Member `json:"member"`
	Match        string `json:"match"`
	Conversation string `json:"conversation"`
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
	// Tags are what it was filed under, where the material said so, with ", " between them.
	Tags string `json:"tags"`
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
	// Coming: the row is still to be made, from the outbox.
	Coming bool `json:"coming"`
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
