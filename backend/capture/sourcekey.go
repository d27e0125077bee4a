package capture

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"time"
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

// conversationOf stands in for a missing conversation id: the people who take part.
func conversationOf(message Message) string {
	keys := []string{message.Sender.Key}
	for _, recipient := range message.Recipients {
		keys = append(keys, recipient.Key)
	}
	slices.Sort(keys)
	return "people:" + digest(strings.Join(slices.Compact(keys), "\n"))[:32]
}
