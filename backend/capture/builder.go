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
	people    directory
	profile   crm.Member // name from Profile.csv, company and title from Positions.csv
	inviters  map[string]int
	cards     []card
	messages  bool // messages.csv was there and had its columns
	contacts  bool // Connections.csv was
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
}

func newBuilder(progress func(Progress)) *builder {
	return &builder{
		material: Material{titles: map[string]string{}},
		progress: progress, people: newDirectory(), inviters: map[string]int{}, addresses: map[string]bool{},
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
	for _, r := range b.rows { // all senders first, so that lists of recipients can be split at names that are known
		b.people.party(r.senderURL, r.from, r.conversation)
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
		Folder: r.folder, Sponsored: r.sponsored,
		Sender:     b.people.party(r.senderURL, r.from, r.conversation),
		Recipients: b.people.recipients(r.to, r.recipientURLs, r.conversation),
	}
	if message.ConversationID == "" {
		message.ConversationID = conversationOf(message)
	}
	message.SourceKey = sourceKey(message.ConversationID, r.at, r.senderURL, r.body)
	b.material.Messages = append(b.material.Messages, message)
	if r.title != "" {
		b.material.titles[message.ConversationID] = r.title
	}
}
