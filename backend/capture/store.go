package capture

import (
	"context"
	"time"

	"ferry/backend/crm"
)

// Store keeps material, in outbox.db, since what a person brought in cannot be had again from the CRM. The sqlite package
// implements it.
type Store interface {
	// Add stores material in one transaction, or nothing at all when the context ends. What is there already is not
	// added again, whichever archive it came from. at is when the person brought it in.
	Add(ctx context.Context, material Material, at time.Time, progress func(Progress)) (Report, error)
	// Conversations lists conversations, newest first.
	Conversations(ctx context.Context, query Query) (Page, error)
	// Conversation is one conversation with its messages, oldest first. crm.CodeNotFound where it is not there.
	Conversation(ctx context.Context, id string) (Conversation, []Message, error)
	// Members lists the people and companies of the material by name.
	Members(ctx context.Context, query Query) (MemberPage, error)
	// Member is what all material together says of a member. crm.CodeNotFound where it is not there.
	Member(ctx context.Context, key string) (crm.Member, error)
	// Newest is the newest conversation of each of the members who has one, by key.
	Newest(ctx context.Context, members []string) (map[string]string, error)
	// Owner is the owner of the archive stored last; false when there is none.
	Owner(ctx context.Context) (Owner, bool, error)
	// Runs lists what was brought in, newest first.
	Runs(ctx context.Context) ([]Run, error)
}

// Query asks for one page.
type Query struct {
	// Text is looked for in titles, names, subjects and bodies; "" asks for all. Letter case and accents do not matter.
	Text string
	// Spam and Sponsored include conversations that are nothing else.
	Spam      bool
	Sponsored bool
	Offset    int
	Limit     int // at most 1,000; 0 takes 100
}

// Bounded is the query with its limits kept.
func (q Query) Bounded() Query {
	q.Offset = max(q.Offset, 0)
	if q.Limit <= 0 {
		q.Limit = 100
	}
	q.Limit = min(q.Limit, 1000)
	return q
}

// Page is one page of conversations; Total counts all that the query finds.
type Page struct {
	Conversations []Conversation
	Total         int
}

// MemberPage is one page of members.
type MemberPage struct {
	Members []crm.Member
	Total   int
}

// Report says what became of material.
type Report struct {
	Conversations int // new ones
	Added         int // messages that were new
	Already       int // messages that were there
	Corrected     int // messages there already whose direction changed, since another owner was confirmed
	Members       int // new ones
	Connections   int // new ones
	Entries       int // of the outbox, about members of whom more is known now
	Skipped       Skipped
	Problems      []Problem
}

// Run is one time that material was stored.
type Run struct {
	At     time.Time
	Owner  Owner
	Report Report
}
