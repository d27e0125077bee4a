package capture

import (
	"time"

	"ferry/backend/crm"
)

// Copy is what the outbox needs to know of a message that is copied to the CRM.
type Copy struct {
	Kind crm.Kind
	// Member is who the entry is about: the sender of what came in, the recipient of what went out.
	Member crm.Member
	// Others take part in the conversation too; they become further parties, never the regarding row.
	Others   []crm.Member
	Outgoing bool
	At       time.Time // UTC, when it was sent
	Subject  string
	Text     string
	Link     string        // the Smart Link that was viewed
	Duration time.Duration // of a call or a view
	Phone    string        // of a call
	Tags     string        // with ", " between them
	// SourceKey is the same for the same message in every archive.
	SourceKey string
}

// CopyOf prepares one message of a conversation. With kind "" it is what Message.Kind says; only a message and an InMail
// can be taken for each other.
func CopyOf(conversation Conversation, message Message, kind crm.Kind) Copy {
	kind = KindAs(message.Kind(), kind)
	about, others := aboutWhom(conversation, message)
	text := message.Body
	if text == "" {
		text = message.Attachments
	}
	return Copy{
		Kind: kind, Member: about, Others: others, Outgoing: message.Outgoing, At: message.SentAt,
		Subject: message.Subject, Text: text, Link: message.Link, Phone: message.Phone, Tags: message.Tags,
		Duration: time.Duration(min(message.Seconds, longest)) * time.Second, SourceKey: message.SourceKey,
	}
}

// KindAs is what a message that is of its own kind is copied as where another one is wanted, or none: only a message and an
// InMail can be taken for each other.
func KindAs(own, wanted crm.Kind) crm.Kind {
	if wanted == "" || (own != crm.KindMessage && own != crm.KindInMail) {
		return own
	}
	return wanted
}

// CopyThread prepares the messages of a conversation that are chosen, in their order; nil chooses all. Each message is an
// entry of its own, so that a message copied alone before is not copied again.
func CopyThread(conversation Conversation, messages []Message, chosen func(Message) bool, kind crm.Kind) []Copy {
	copies := make([]Copy, 0, len(messages))
	for _, message := range messages {
		if chosen == nil || chosen(message) {
			copies = append(copies, CopyOf(conversation, message, kind))
		}
	}
	return copies
}

// aboutWhom picks the member of a message. What the owner sent to several is about the first of them.
func aboutWhom(conversation Conversation, message Message) (crm.Member, []crm.Member) {
	wanted := message.Sender
	if message.Outgoing {
		wanted = firstOf(conversation, message)
	}
	about := crm.Member{Key: wanted.Key, Name: wanted.Name}
	var others []crm.Member
	for _, member := range conversation.Members {
		if member.Key == wanted.Key {
			about = member
		} else {
			others = append(others, member)
		}
	}
	return about, others
}

func firstOf(conversation Conversation, message Message) Party {
	for _, recipient := range message.Recipients {
		if recipient.Key != message.Sender.Key {
			return recipient
		}
	}
	for _, member := range conversation.Members {
		return Party{Key: member.Key, Name: member.Name}
	}
	return Party{}
}
