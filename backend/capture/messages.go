package capture

import (
	"context"
	"regexp"
	"strings"
	"time"
)

// The columns of messages.csv. Only these are there in every variant since 2020.
const (
	columnConversation = "CONVERSATION ID"
	columnFrom         = "FROM"
	columnTo           = "TO"
	columnDate         = "DATE"
	columnContent      = "CONTENT"
)

// readMessages reads messages.csv. Files of 10,000 to 25,000 rows are normal.
func (b *builder) readMessages(ctx context.Context, file source) error {
	s, ok := openSheet(ctx, b, file, columnConversation, columnFrom, columnTo, columnDate, columnContent)
	if !ok {
		return ctx.Err()
	}
	b.messages = true
	s.rows.check = func(fields [][]byte) (ProblemCode, string) { return checkMessage(s.header, fields) }
	return s.each(ctx, b, func(r record) { b.readMessage(s, r) })
}

// checkMessage refuses a row of the right width that is not one: a forgotten quote can shift text into other columns, and
// it shows in the folder and the flags, whose values are single words.
func checkMessage(h header, fields [][]byte) (ProblemCode, string) {
	for _, name := range []string{"FOLDER", "IS MESSAGE DRAFT", "IS CONVERSATION DRAFT"} {
		if i, ok := h.columns[name]; ok && !plainWord.Match(fields[i]) {
			return ProblemColumns, ""
		}
	}
	if _, ok := messageTime(string(fields[h.columns[columnDate]])); !ok {
		return ProblemDate, columnDate
	}
	return "", ""
}

var plainWord = regexp.MustCompile(`^[A-Za-z_-]{0,32}$`)

func (b *builder) readMessage(s *sheet, r record) {
	if s.yes(r, "IS MESSAGE DRAFT") || s.yes(r, "IS CONVERSATION DRAFT") {
		b.material.Skipped.Drafts++
		return
	}
	at, _ := messageTime(s.word(r, columnDate))
	next := row{
		conversation: s.word(r, columnConversation), title: s.word(r, "CONVERSATION TITLE"),
		from: s.word(r, columnFrom), to: s.word(r, columnTo), at: at,
		senderURL: b.profileURL(s.word(r, "SENDER PROFILE URL"), s.name, r, "SENDER PROFILE URL"),
		subject:   s.word(r, "SUBJECT"), body: s.text(r, columnContent),
		attachments: s.word(r, "ATTACHMENTS"), folder: strings.ToUpper(s.word(r, "FOLDER")),
	}
	for _, raw := range splitURLs(s.word(r, "RECIPIENT PROFILE URLS")) {
		if address := b.profileURL(raw, s.name, r, "RECIPIENT PROFILE URLS"); address != "" {
			next.recipientURLs = append(next.recipientURLs, address)
		}
	}
	if strings.TrimSpace(next.body) == "" && next.attachments == "" {
		b.material.Skipped.Empty++
		return
	}
	if isSponsored(next.senderURL, next.body) {
		next.sponsored, next.body = true, plainText(next.body)
	}
	if next.senderURL != "" {
		b.people.party(next.senderURL, next.from, next.conversation)
	}
	b.seen(at)
	b.rows = append(b.rows, next)
}

// messageTimes are the forms of DATE, the usual one first: "2025-06-01 14:03:22 UTC". A time without a zone is UTC.
var messageTimes = []string{
	"2006-01-02 15:04:05 UTC", "2006-01-02 15:04:05", "2006-01-02T15:04:05Z07:00", "2006-01-02T15:04:05",
	"2006-01-02 15:04:05 -0700", "2006-01-02 15:04 UTC", "2006/01/02 15:04:05 UTC",
}

// messageTime reads DATE to the second. Times outside of what LinkedIn can know (before it existed, or from the far
// future) are no times.
func messageTime(text string) (time.Time, bool) {
	text = strings.TrimSpace(text)
	for _, layout := range messageTimes {
		at, err := time.Parse(layout, text)
		if err == nil && plausible(at) {
			return at.UTC().Truncate(time.Second), true
		}
	}
	return time.Time{}, false
}

var addressStart = regexp.MustCompile(`(?i)https?://`)

// splitURLs splits where an address begins: the separator was a comma in some archives and a semicolon in others, and
// addresses may contain commas themselves.
func splitURLs(text string) []string {
	var urls []string
	starts := addressStart.FindAllStringIndex(text, -1)
	for i, start := range starts {
		end := len(text)
		if i+1 < len(starts) {
			end = starts[i+1][0]
		}
		urls = append(urls, strings.TrimRight(text[start[0]:end], ",; \t\r\n"))
	}
	return urls
}
