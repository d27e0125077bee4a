// Package capture turns LinkedIn material into conversations, messages and members, and says line by line what it could not
// understand: the archive that LinkedIn gives a person of their own data (a zip, a folder or a single CSV file), any table
// whose columns a person has named, and text pasted from a conversation.
//
// It must not fetch anything from LinkedIn, must not extract an archive, must not know SQL or the outbox, and must not change
// what people wrote: text from outside stays text, exactly.
package capture

import (
	"time"

	"ferry/backend/crm"
)

// Material is what was read from one archive, before it is stored.
type Material struct {
	Owner         Owner
	Conversations []Conversation
	// Messages are in the order of the file; those of one conversation need not stand together.
	Messages    []Message
	Connections []Connection
	// Members are all people and companies of conversations and connections, without the owner.
	Members  []crm.Member
	Files    []File
	Problems []Problem
	Skipped  Skipped
	// Own is true for material that is no archive: the seat holder's by what the seat holder said.
	Own bool
	// AsOf is the newest time in the material: what a newer archive says of a member outweighs an older one.
	AsOf time.Time

	people map[string]crm.Member // by key, the owner too
	titles map[string]string     // by conversation id
}

// Conversation is one LinkedIn conversation.
type Conversation struct {
	// ID is LinkedIn's conversation id; for material without one, made of the people who take part.
	ID    string
	Title string
	// Members take part, without the owner of the archive.
	Members  []crm.Member
	Messages int // how many there are
	// Preview is the beginning of the newest message, on one line.
	Preview string
	// Copied is how many of the messages were copied to the CRM already.
	Copied int
	Last   time.Time // UTC, when the newest message was sent
	// Spam is true when all its messages lie in LinkedIn's SPAM folder; Sponsored when all are advertisements.
	Spam      bool
	Sponsored bool
}

// FolderSpam is the folder of mail that LinkedIn or the person took for spam: kept, but marked.
const FolderSpam = "SPAM"

// Party is one end of a message: the key and name of a member, or of the owner.
type Party struct {
	Key  string `json:"key"`
	Name string `json:"name"`
}

// Message is one message of a conversation.
type Message struct {
	// ID is the source key: material never carries an id of its own for a message.
	ID             string
	ConversationID string
	Sender         Party
	Recipients     []Party
	SentAt         time.Time // UTC, to the second, which is all LinkedIn tells
	Subject        string
	Body           string
	// Attachments is the ATTACHMENTS column as it stands: addresses that only work while signed in to LinkedIn.
	Attachments string
	Folder      string // INBOX, ARCHIVE, SPAM or empty; sent mail lies in INBOX too
	// Outgoing is true when the owner sent it. While nobody is known to be the owner it is false.
	Outgoing  bool
	Sponsored bool
	// Copied is true when the message was copied to the CRM already.
	Copied bool
	// SourceKey is the same for the same message in every archive (see sourceKey).
	SourceKey string
	// Given is the kind that the material itself tells; "" where it does not, as in archives.
	Given crm.Kind
	// Link is the Smart Link that was viewed, Seconds how long a call or a view took, Phone the number of a call.
	Link    string
	Seconds int
	Phone   string
	// Tags are what the seat holder filed it under, with ", " between them. They are no part of the source key: they change.
	Tags string
	// Loose is true when the source lacks what a source key is made of: LinkedIn's conversation id, the sender's address,
	// or the second. The store then takes it for the message that says the same, in the same minute, between the same
	// people, where there is one (see LooseKey and Same).
	Loose bool
}

// Connection is one row of Connections.csv.
type Connection struct {
	Member      crm.Member
	ConnectedOn time.Time // a date at midnight UTC; zero where the file does not say
}

// Certainty says how sure Ferry is who the owner of an archive is.
type Certainty string

// The certainties. A screen asks the person unless it is OwnerConfirmed or OwnerSure.
const (
	OwnerUnknown   Certainty = "unknown"
	OwnerLikely    Certainty = "likely"    // one sign points at this person, or signs disagree
	OwnerSure      Certainty = "sure"      // two or more signs agree and none disagrees
	OwnerConfirmed Certainty = "confirmed" // a person said so
)

// Sign is what points at a person as the owner.
type Sign string

// The signs, strongest first.
const (
	SignInvitations   Sign = "invitations"   // the near end of all invitations
	SignProfile       Sign = "profile"       // the sender whose name is that of Profile.csv
	SignConversations Sign = "conversations" // takes part in (nearly) every conversation
)

// Owner is the person whose archive it is. LinkedIn does not say: it is inferred, and a person can confirm or correct it
// with Material.SetOwner.
type Owner struct {
	Member    crm.Member
	Certainty Certainty
	Signs     []Sign
	// Others are further people who might be the owner, most likely first, at most five.
	Others []crm.Member
}

// File is one file of the archive that Ferry knows by name.
type File struct {
	Name string
	Rows int // rows understood
	// Ignored files look like messages but are none of the person's (guide_messages.csv).
	Ignored bool
}

// Skipped counts what was left out on purpose.
type Skipped struct {
	Drafts int // never sent
	Empty  int // neither text nor attachment
	Hidden int // connections who hide everything but the date
	Others int // rows of other seat holders, in material exported for many
}

// ProblemCode names what could not be understood; each has a sentence in each language.
type ProblemCode string

// The codes of problems.
const (
	ProblemColumns         ProblemCode = "columns"          // another number of columns than the header: broken quotes
	ProblemDate            ProblemCode = "date"             // the date cannot be read, so the row is left out
	ProblemHeader          ProblemCode = "header"           // columns that are needed are missing: the file is left out
	ProblemDuplicateHeader ProblemCode = "duplicate-header" // a column name stands twice: the first is used
	ProblemEncoding        ProblemCode = "encoding"         // not UTF-8: read as Windows-1252
	ProblemTooLong         ProblemCode = "too-long"         // a row of more than 1 MiB: left out
	ProblemDamaged         ProblemCode = "damaged"          // too much is broken: the rest of the file is left out
	ProblemURL             ProblemCode = "url"              // a profile address that is not LinkedIn's: not used
	ProblemFile            ProblemCode = "file"             // the name stands more than once: the first is used
	ProblemNobody          ProblemCode = "nobody"           // the row names no person: left out
	ProblemKind            ProblemCode = "kind"             // a word that is no kind: read as the kind chosen for the table
)

// Problem is one thing that was not understood. It holds no content, so that it may be shown and kept anywhere.
type Problem struct {
	File string
	// Line counts from 1, as an editor does; LastLine is the last line of the piece that was left out.
	Line     int
	LastLine int
	Code     ProblemCode
	Column   string // the header name where one column is to blame
}

// Progress tells how far reading or storing is. Total may be 0 when it is not known.
type Progress struct {
	File  string
	Done  int64 // bytes when reading, messages when storing
	Total int64
}

// Kind is what the message most likely is: LinkedIn's archive does not tell InMail from messages, but only InMail has a
// subject. The person can choose otherwise.
func (m Message) Kind() crm.Kind {
	if m.Given != "" {
		return m.Given
	}
	if m.Subject != "" {
		return crm.KindInMail
	}
	return crm.KindMessage
}
