package capture

import (
	"context"
	"time"

	"ferry/backend/crm"
)

// card is one row of Connections.csv before its member is known.
type card struct {
	member crm.Member
	on     time.Time
}

// connectionDates are the forms of Connected On: "08 Feb 2026", and what spreadsheets make of it.
var connectionDates = []string{"02 Jan 2006", "2 Jan 2006", "2006-01-02", "02-Jan-06", "Jan 2, 2006"}

// readConnections reads Connections.csv, with or without the three lines of notes that LinkedIn puts before the header.
// Before the middle of 2023 it had no URL; the e-mail address is mostly empty, since members hide it.
func (b *builder) readConnections(ctx context.Context, file source) error {
	s, ok := openSheet(ctx, b, file, "FIRST NAME", "LAST NAME", "CONNECTED ON")
	if !ok {
		return ctx.Err()
	}
	b.contacts = true
	return s.each(ctx, b, func(r record) { b.readConnection(s, r) })
}

func (b *builder) readConnection(s *sheet, r record) {
	next := card{member: crm.Member{
		FirstName: s.word(r, "FIRST NAME"), LastName: s.word(r, "LAST NAME"),
		URL:   b.profileURL(s.word(r, "URL"), s.name, r, "URL"),
		Email: s.word(r, "EMAIL ADDRESS"), Company: s.word(r, "COMPANY"), Title: s.word(r, "POSITION"),
	}}
	next.member.Name = fullName(next.member.FirstName, next.member.LastName)
	if next.member.Name == "" && next.member.URL == "" {
		b.material.Skipped.Hidden++
		return
	}
	if raw := s.word(r, "CONNECTED ON"); raw != "" {
		on, ok := connectionDate(raw)
		if !ok {
			b.problem(Problem{File: s.name, Line: r.line, LastLine: r.lastLine, Code: ProblemDate, Column: "CONNECTED ON"})
		}
		next.on = on
		b.seen(on)
	}
	b.cards = append(b.cards, next)
}

func connectionDate(text string) (time.Time, bool) {
	for _, layout := range connectionDates {
		if on, err := time.Parse(layout, text); err == nil {
			return on, true
		}
	}
	return time.Time{}, false
}

func fullName(first, last string) string {
	switch {
	case first == "":
		return last
	case last == "":
		return first
	}
	return first + " " + last
}

// joinConnections gives connections their keys and adds what they tell to the directory. One without an address (an old
// archive) is the sender of the same name, if there is just one of each: which of two namesakes wrote is not known, and the
// e-mail address of the other would lead to a stranger.
func (b *builder) joinConnections() {
	names, keys := b.bareCards()
	for _, next := range b.cards {
		member := next.member
		member.Key = MemberKey(member.URL, member.Name, member.Company)
		if member.URL == "" && names[crm.Fold(member.Name)] == 1 {
			if only, ok := b.people.only(member.Name); ok && b.people.members[only].URL != "" {
				member.Key, member.URL = only, b.people.members[only].URL
			}
		}
		if keys[member.Key] > 1 { // one key for two people: what only one of them has is neither's
			member.Email, member.Title = "", ""
		}
		b.people.add(member)
		b.material.Connections = append(b.material.Connections, Connection{Member: member, ConnectedOn: next.on})
	}
}

// bareCards counts the connections without an address by name, and by the key that they have.
func (b *builder) bareCards() (names, keys map[string]int) {
	names, keys = map[string]int{}, map[string]int{}
	for _, next := range b.cards {
		if next.member.URL == "" {
			names[crm.Fold(next.member.Name)]++
			keys[MemberKey("", next.member.Name, next.member.Company)]++
		}
	}
	return names, keys
}
