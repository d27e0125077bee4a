package capture

import (
	"context"
	"time"

	"ferry/backend/crm"
)

// source is one file of an archive, read whole: at most maxFile bytes.
type source struct {
	name string
	data []byte
}

// builder gathers what the files say, and then joins it: names without an address in one file get theirs from another.
type builder struct {
	material Material
	progress func(Progress)

	rows      []row
	notes     []row // of invitations: behind the messages, among which most of them stand again
	people    directory
	profile   crm.Member // name from Profile.csv, company and title from Positions.csv
	inviters  map[string]int
	cards     []card
	pairs     map[string]string // conversation id by the two who alone take part
	messages  bool              // messages.csv was there and had its columns
	contacts  bool              // Connections.csv was
	addresses map[string]bool
}

// row is one line of messages.csv, understood but not yet joined.
type row struct {
	conversation, title string
	from, senderURL     string
	to                  string
	recipientURLs       []string
	at                  time.Time
	subject, body       string
	attachments, folder string
	sponsored           bool
	note                bool // came with an invitation
	given               crm.Kind
	link, phone, tags   string
	seconds             int
	loose               bool
	// sender and recipients are set where the source tells who it is; else they follow from names and addresses.
	sender     Party
	recipients []Party
}

func newBuilder(progress func(Progress)) *builder {
	return &builder{
		material: Material{titles: map[string]string{}},
		progress: progress, people: newDirectory(), inviters: map[string]int{}, addresses: map[string]bool{},
		pairs: map[string]string{},
	}
}

func (b *builder) problem(p Problem) { b.material.Problems = append(b.material.Problems, p) }

func (b *builder) tell(p Progress) {
	if b.progress != nil {
		b.progress(p)
	}
}

func (b *builder) seen(at time.Time) {
	if at.After(b.material.AsOf) {
		b.material.AsOf = at
	}
}

// profileURL is ProfileURL with a problem for what is no LinkedIn address, once for each.
func (b *builder) profileURL(raw, file string, r record, column string) string {
	if raw == "" {
		return ""
	}
	address := ProfileURL(raw)
	if address == "" && !b.addresses[raw] {
		b.addresses[raw] = true
		b.problem(Problem{File: file, Line: r.line, LastLine: r.lastLine, Code: ProblemURL, Column: column})
	}
	return address
}

// build joins what was read: the owner is inferred, and conversations and members follow from it.
func (b *builder) build(ctx context.Context) (Material, error) {
	b.joinConnections()
	b.rows = append(b.rows, b.notes...)
	for _, r := range b.rows { // all senders first, so that lists of recipients can be split at names that are known
		if r.sender.Key == "" {
			b.people.party(r.senderURL, r.from, r.conversation)
		}
	}
	for i := range b.rows {
		if i%1000 == 0 && ctx.Err() != nil {
			return Material{}, ctx.Err()
		}
		b.join(&b.rows[i])
	}
	numberEquals(b.material.Messages)
	b.material.people = b.people.members
	b.material.setOwner(b.inferOwner())
	return b.material, ctx.Err()
}

// join makes the message of a row.
func (b *builder) join(r *row) {
	message := Message{
		ConversationID: r.conversation, SentAt: r.at, Subject: r.subject, Body: r.body, Attachments: r.attachments,
		Folder: r.folder, Sponsored: r.sponsored, Given: r.given, Link: r.link, Phone: r.phone, Seconds: r.seconds,
		Tags:   r.tags,
		Loose:  r.loose || r.conversation == "",
		Sender: r.sender, Recipients: r.recipients,
	}
	if r.sender.Key == "" {
		message.Sender = b.people.party(r.senderURL, r.from, r.conversation)
		message.Recipients = b.people.recipients(r.to, r.recipientURLs, r.conversation)
	}
	message.SourceKey = b.keyOf(r, message)
	people := peopleOf(message)
	switch {
	case message.ConversationID == "" && b.pairs[people] != "":
		message.ConversationID = b.pairs[people]
	case message.ConversationID == "":
		message.ConversationID = "people:" + digest(people)[:32]
	case b.pairs[people] == "":
		b.pairs[people] = message.ConversationID
	}
	b.material.Messages = append(b.material.Messages, message)
	if r.title != "" {
		b.material.titles[message.ConversationID] = r.title
	}
}

// keyOf is the source key of a row. Without LinkedIn's conversation id the names of those who take part stand in for it,
// since older exports know people by name where newer ones know them by address; so does an invitation's note.
func (b *builder) keyOf(r *row, message Message) string {
	conversation, sender := r.conversation, r.senderURL
	if conversation == "" {
		conversation = b.namesOf(message)
	}
	if r.note {
		conversation, sender = "invitation:"+conversation, crm.Fold(r.from)
	}
	said := r.body
	if given := message.Kind(); given != crm.KindMessage && given != crm.KindInMail {
		said = r.subject + "\n" + r.body + "\n" + r.link
	}
	return sourceKey(conversation, r.at, sender, said)
}
