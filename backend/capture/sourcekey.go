package capture

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"time"

	"ferry/backend/crm"
)

// sourceKey is the same for the same message in every archive, whatever its header variant, order or line ends, since the
// archive carries no message id: a hash of conversation, time, sender and text. Equal messages of one second are told
// apart by a running number (see numberEquals).
func sourceKey(conversation string, at time.Time, senderURL, body string) string {
	return digest(conversation, at.UTC().Format(time.RFC3339), senderURL, comparableText(body))
}

// digest hashes texts so that their borders count.
func digest(texts ...string) string {
	hash := sha256.New()
	for _, text := range texts {
		hash.Write([]byte(strconv.Itoa(len(text)) + ":"))
		hash.Write([]byte(text))
	}
	return hex.EncodeToString(hash.Sum(nil))
}

// numberEquals appends the running number to the keys and makes them the ids. Equal messages are alike in all that the
// key is made of, so which of them comes first does not matter.
func numberEquals(messages []Message) {
	seen := make(map[string]int, len(messages))
	for i := range messages {
		key := messages[i].SourceKey
		messages[i].SourceKey = key + "-" + strconv.Itoa(seen[key])
		messages[i].ID = messages[i].SourceKey
		seen[key]++
	}
}

// peopleOf is the same for all messages between the same people: their keys in order.
func peopleOf(message Message) string {
	keys := []string{message.Sender.Key}
	for _, recipient := range message.Recipients {
		keys = append(keys, recipient.Key)
	}
	slices.Sort(keys)
	return strings.Join(slices.Compact(keys), "\n")
}

// namesOf stands in for a missing conversation id in source keys: the names of those who take part.
func (b *builder) namesOf(message Message) string {
	names := []string{crm.Fold(message.Sender.Name)}
	for _, recipient := range message.Recipients {
		names = append(names, crm.Fold(recipient.Name))
	}
	slices.Sort(names)
	return "people:" + digest(strings.Join(slices.Compact(names), "\n"))[:32]
}

// LooseKey is the same for the same words in the same minute, whatever the source knows of the conversation. By itself it
// proves nothing: Same has to hold too.
func (m Message) LooseKey() string {
	text := m.Body
	if text == "" {
		text = m.Subject + m.Attachments + m.Link
	}
	return digest(m.SentAt.UTC().Truncate(time.Minute).Format(time.RFC3339), comparableText(text))[:32]
}

// Same reports whether two messages of one LooseKey are the same message. Where one source lacks what a source key is made
// of, it is enough that the same people may have said it to each other; where both have it, they differ only when
// somebody's address has changed since: then conversation, second and the sender's name are still the same.
func (m Message) Same(other Message) bool {
	if m.ConversationID == other.ConversationID && (m.Sender.hidden() || other.Sender.hidden()) {
		return true // the account was closed between two archives
	}
	if m.Loose || other.Loose {
		return samePeople(m, other)
	}
	return m.ConversationID == other.ConversationID && m.SentAt.Equal(other.SentAt) &&
		crm.Fold(m.Sender.Name) == crm.Fold(other.Sender.Name)
}

// samePeople: somebody may be known by an address in one source and by name alone in the other, and a source may leave
// out to whom it was said.
func samePeople(a, b Message) bool {
	if !a.Sender.same(b.Sender) {
		return false
	}
	if len(a.Recipients) == 0 || len(b.Recipients) == 0 {
		return true
	}
	for _, recipient := range a.Recipients {
		if slices.ContainsFunc(b.Recipients, recipient.same) {
			return true
		}
	}
	return false
}

// hidden: LinkedIn shows no name of somebody who closed the account.
func (p Party) hidden() bool { return strings.HasPrefix(p.Key, hiddenPrefix) }

// same reports whether two parties are one person, as far as can be told.
func (p Party) same(other Party) bool {
	if p.Key == other.Key {
		return true
	}
	byName := strings.HasPrefix(p.Key, "name:") || strings.HasPrefix(other.Key, "name:")
	return byName && crm.Fold(p.Name) != "" && crm.Fold(p.Name) == crm.Fold(other.Name)
}
