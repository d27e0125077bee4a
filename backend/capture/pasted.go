package capture

import (
	"context"
	"strings"
	"time"

	"ferry/backend/crm"
)

// PastedConversation is what was pasted: who the other person is, and the messages after a person has looked at them.
type PastedConversation struct {
	Member   crm.Member
	Kind     crm.Kind
	Messages []PastedMessage
}

// PastedMessage is one message that a person has agreed to.
type PastedMessage struct {
	Outgoing bool
	At       time.Time
	Body     string
}

// Material makes pasted messages material of a conversation between the seat holder and the member. Errors: crm.CodeInvalid
// where a message has no text or no time, or nobody is named.
func (p PastedConversation) Material(ctx context.Context, setting Setting) (Material, error) {
	if strings.TrimSpace(p.Member.Name) == "" || len(p.Messages) == 0 {
		return Material{}, crm.Errorf(crm.CodeInvalid, "nobody is named, or nothing is said")
	}
	b := setting.builder(nil)
	them := p.Member
	them.URL = ProfileURL(them.URL)
	them.Key = MemberKey(them.URL, them.Name, them.Company)
	if only, ok := b.people.only(them.Name); ok && them.URL == "" {
		them.Key, them.URL = only, b.people.members[only].URL
	}
	b.people.add(them)
	other, me := Party{Key: them.Key, Name: them.Name}, Party{Key: setting.me().Key, Name: setting.me().Name}
	for _, message := range p.Messages {
		if !plausible(message.At) || strings.TrimSpace(message.Body) == "" {
			return Material{}, crm.Errorf(crm.CodeInvalid, "a message without text or time")
		}
		next := row{at: message.At.UTC().Truncate(time.Second), body: message.Body, given: p.Kind, loose: true,
			sender: other, recipients: []Party{me}, senderURL: them.URL}
		if message.Outgoing {
			next.sender, next.recipients, next.senderURL = me, []Party{other}, setting.me().URL
		}
		b.seen(next.at)
		b.rows = append(b.rows, next)
	}
	return setting.finish(ctx, b)
}
