package outbox

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"ferry/backend/crm"
)

// ellipsis marks a text that goes on elsewhere.
const ellipsis = "…"

// Length counts as Dataverse does: in UTF-16 code units, so that an emoji is two.
func Length(text string) int {
	units := 0
	for _, r := range text {
		units += max(utf16.RuneLen(r), 1)
	}
	return units
}

// head is the longest beginning of text that fits into limit units.
func head(text string, limit int) string {
	units := 0
	for i, r := range text {
		units += max(utf16.RuneLen(r), 1)
		if units > limit {
			return text[:i]
		}
	}
	return text
}

// shorten fits text into limit units, with an ellipsis where something is left out.
func shorten(text string, limit int) string {
	if Length(text) <= limit {
		return text
	}
	return strings.TrimRight(head(text, limit-Length(ellipsis)), " \t\r\n") + ellipsis
}

// pieces splits text into parts of at most limit units that join to the same text.
func pieces(text string, limit int) []string {
	var parts []string
	for text != "" {
		part := head(text, limit)
		if part == "" { // a limit below one character; take the character rather than loop for ever
			_, size := utf8.DecodeRuneInString(text)
			part = text[:size]
		}
		parts = append(parts, part)
		text = text[len(part):]
	}
	return parts
}

// firstLine is the first line of text with something on it, on one line.
func firstLine(text string) string {
	for line := range strings.Lines(text) {
		if words := strings.Fields(line); len(words) > 0 {
			return strings.Join(words, " ")
		}
	}
	return ""
}

// contentHash identifies what an activity says. Only text counts: services round times, and the regarding row may change.
// Line ends and white space at the end are left out, since they do not survive every way through Dataverse.
func contentHash(activity crm.Activity) string {
	sum := sha256.Sum256([]byte(plain(activity.Subject) + "\x00" + plain(activity.Description)))
	return hex.EncodeToString(sum[:])
}

func plain(text string) string {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	return strings.TrimSpace(text)
}
