package capture

import (
	"cmp"
	"slices"
	"strings"

	"ferry/backend/crm"
)

// SetOwner says whose archive it is, when a person confirms or corrects what was inferred. Who sent what, and who the
// members of each conversation are, follow from it. The member is one of Owner.Member and Owner.Others, or any other
// with a Key.
func (m *Material) SetOwner(member crm.Member) {
	others := slices.DeleteFunc(append([]crm.Member{m.Owner.Member}, m.Owner.Others...), func(other crm.Member) bool {
		return other.Key == member.Key || other.Key == ""
	})
	m.setOwner(Owner{
		Member: Merge(member, m.people[member.Key]), Certainty: OwnerConfirmed, Signs: m.Owner.Signs, Others: others,
	})
}

func (m *Material) setOwner(owner Owner) {
	m.Owner = owner
	for i := range m.Messages {
		m.Messages[i].Outgoing = owner.Member.Key != "" && m.Messages[i].Sender.Key == owner.Member.Key
	}
	m.Conversations = m.gather()
	m.Members = nil
	for key, member := range m.people {
		if key != owner.Member.Key {
			m.Members = append(m.Members, member)
		}
	}
	sortMembers(m.Members)
}

func sortMembers(members []crm.Member) {
	slices.SortFunc(members, func(a, b crm.Member) int {
		return cmp.Or(strings.Compare(crm.Fold(a.Name), crm.Fold(b.Name)), strings.Compare(a.Key, b.Key))
	})
}

// gather makes the conversations of the messages, newest first.
func (m *Material) gather() []Conversation {
	found := map[string]*Conversation{}
	members := map[string]map[string]bool{}
	for _, message := range m.Messages {
		c := found[message.ConversationID]
		if c == nil {
			c = &Conversation{ID: message.ConversationID, Title: m.titles[message.ConversationID], Spam: true, Sponsored: true}
			found[c.ID], members[c.ID] = c, map[string]bool{}
		}
		c.Messages++
		c.Spam = c.Spam && message.Folder == FolderSpam
		c.Sponsored = c.Sponsored && message.Sponsored
		if message.SentAt.After(c.Last) {
			c.Last = message.SentAt
		}
		for _, party := range append([]Party{message.Sender}, message.Recipients...) {
			if party.Key != m.Owner.Member.Key && !members[c.ID][party.Key] {
				members[c.ID][party.Key] = true
				c.Members = append(c.Members, m.people[party.Key])
			}
		}
	}
	result := make([]Conversation, 0, len(found))
	for _, c := range found {
		sortMembers(c.Members)
		result = append(result, *c)
	}
	slices.SortFunc(result, func(a, b Conversation) int {
		return cmp.Or(b.Last.Compare(a.Last), strings.Compare(a.ID, b.ID))
	})
	return result
}
