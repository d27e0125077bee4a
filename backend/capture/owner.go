package capture

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"
	"unicode"

	"ferry/backend/crm"
)

// readProfile takes the owner's name; LinkedIn leaves the owner's address out of Profile.csv.
func (b *builder) readProfile(ctx context.Context, file source) error {
	s, ok := openSheet(ctx, b, file, "FIRST NAME", "LAST NAME")
	if !ok {
		return ctx.Err()
	}
	return s.each(ctx, b, func(r record) {
		b.profile.FirstName, b.profile.LastName = s.word(r, "FIRST NAME"), s.word(r, "LAST NAME")
		b.profile.Name = fullName(b.profile.FirstName, b.profile.LastName)
	})
}

// readPositions takes the owner's present company and title: the first row that has not ended.
func (b *builder) readPositions(ctx context.Context, file source) error {
	s, ok := openSheet(ctx, b, file, "COMPANY NAME", "TITLE")
	if !ok {
		return ctx.Err()
	}
	return s.each(ctx, b, func(r record) {
		if b.profile.Company == "" && s.word(r, "FINISHED ON") == "" {
			b.profile.Company, b.profile.Title = s.word(r, "COMPANY NAME"), s.word(r, "TITLE")
		}
	})
}

// readInvitations notes who stands at the near end of each invitation, and keeps what was written with it. Since late 2023
// it carries addresses.
func (b *builder) readInvitations(ctx context.Context, file source) error {
	s, ok := openSheet(ctx, b, file, "FROM", "TO", "DIRECTION")
	if !ok {
		return ctx.Err()
	}
	return s.each(ctx, b, func(r record) {
		inviter := b.profileURL(s.word(r, "INVITERPROFILEURL"), s.name, r, "inviterProfileUrl")
		invitee := b.profileURL(s.word(r, "INVITEEPROFILEURL"), s.name, r, "inviteeProfileUrl")
		switch strings.ToUpper(s.word(r, "DIRECTION")) {
		case "OUTGOING":
			b.invited(inviter, s.word(r, "FROM"), invitee, s.word(r, "TO"))
		case "INCOMING":
			b.invited(invitee, s.word(r, "TO"), inviter, s.word(r, "FROM"))
		}
		b.readNote(s, r, inviter, invitee)
	})
}

// invitationTimes are the forms of Sent At: "1/29/26, 2:37 PM", to the minute, with no zone; it is taken for UTC, as all
// other times of an archive are. Newer exports put a narrow no-break space before AM and PM.
var invitationTimes = []string{"1/2/06, 3:04 PM", "1/2/06 3:04 PM", "1/2/2006, 3:04 PM", "1/2/06, 15:04", "2006-01-02 15:04:05 UTC"}

func invitationTime(text string) (time.Time, bool) {
	text = strings.Join(strings.FieldsFunc(text, unicode.IsSpace), " ")
	for _, layout := range invitationTimes {
		if at, err := time.Parse(layout, text); err == nil && at.Year() >= 2003 {
			return at, true
		}
	}
	return time.Time{}, false
}

// readNote makes what was written with an invitation a message. Most invitations carry nothing.
func (b *builder) readNote(s *sheet, r record, inviter, invitee string) {
	text := s.text(r, "MESSAGE")
	if strings.TrimSpace(text) == "" {
		return
	}
	at, ok := invitationTime(s.word(r, "SENT AT"))
	if !ok {
		b.problem(Problem{File: s.name, Line: r.line, LastLine: r.lastLine, Code: ProblemDate, Column: "SENT AT"})
		return
	}
	next := row{
		from: s.word(r, "FROM"), senderURL: inviter, to: s.word(r, "TO"), at: at, body: text, given: crm.KindMessage,
		note: true, loose: true,
	}
	if invitee != "" {
		next.recipientURLs = []string{invitee}
	}
	b.seen(at)
	b.notes = append(b.notes, next)
}

func (b *builder) invited(near, nearName, far, farName string) {
	if near != "" {
		b.inviters[near]++
		b.people.add(crm.Member{Key: MemberKey(near, "", ""), Name: nearName, URL: near})
	}
	if far != "" {
		b.people.add(crm.Member{Key: MemberKey(far, "", ""), Name: farName, URL: far})
	}
}

// inferOwner weighs the signs: two that agree are sure, one is likely, and where they disagree the strongest counts.
func (b *builder) inferOwner() Owner {
	shares := b.shares()
	votes := map[Sign]string{
		SignInvitations:   b.ownerByInvitations(),
		SignProfile:       b.ownerByProfile(shares),
		SignConversations: ownerByConversations(shares),
	}
	owner := Owner{Certainty: OwnerUnknown, Others: b.candidates(shares)}
	key, disagree := "", false
	for _, sign := range []Sign{SignInvitations, SignProfile, SignConversations} {
		switch vote := votes[sign]; {
		case vote == "":
		case key == "" || key == vote:
			key = vote
			owner.Signs = append(owner.Signs, sign)
		default:
			disagree = true
		}
	}
	if key == "" {
		return owner
	}
	owner.Certainty = OwnerLikely
	if len(owner.Signs) > 1 && !disagree {
		owner.Certainty = OwnerSure
	}
	owner.Member = b.ownerMember(key)
	owner.Others = slices.DeleteFunc(owner.Others, func(m crm.Member) bool { return m.Key == key })
	return owner
}

func (b *builder) ownerMember(key string) crm.Member {
	member := b.people.members[key]
	if crm.Fold(b.profile.Name) == crm.Fold(member.Name) {
		member = Merge(member, b.profile)
	}
	return member
}

// ownerByInvitations takes the address that stands at the near end of nearly all invitations.
func (b *builder) ownerByInvitations() string {
	total, best := 0, ""
	for address, count := range b.inviters {
		total += count
		if best == "" || count > b.inviters[best] || (count == b.inviters[best] && address < best) {
			best = address
		}
	}
	if best == "" || b.inviters[best]*10 < total*9 {
		return ""
	}
	return MemberKey(best, "", "")
}

// ownerByProfile takes the one person in conversations who bears the name of Profile.csv.
func (b *builder) ownerByProfile(shares []share) string {
	name, found := crm.Fold(b.profile.Name), ""
	if name == "" {
		return ""
	}
	for _, s := range shares {
		if crm.Fold(b.people.members[s.key].Name) != name {
			continue
		}
		if found != "" {
			return "" // a namesake: the other signs decide
		}
		found = s.key
	}
	return found
}

// share is in how many conversations somebody takes part.
type share struct {
	key           string
	conversations int
	of            int
}

// shares counts for everybody, most conversations first. Advertisements count for nobody.
func (b *builder) shares() []share {
	in := map[string]map[string]bool{}
	all := map[string]bool{}
	note := func(key, conversation string) {
		if in[key] == nil {
			in[key] = map[string]bool{}
		}
		in[key][conversation] = true
	}
	for _, message := range b.material.Messages {
		if message.Sponsored {
			continue
		}
		all[message.ConversationID] = true
		note(message.Sender.Key, message.ConversationID)
		for _, recipient := range message.Recipients {
			note(recipient.Key, message.ConversationID)
		}
	}
	var result []share
	for key, conversations := range in {
		result = append(result, share{key: key, conversations: len(conversations), of: len(all)})
	}
	slices.SortFunc(result, func(a, b share) int {
		return cmp.Or(b.conversations-a.conversations, strings.Compare(a.key, b.key))
	})
	return result
}

// ownerByConversations takes who is in at least nine of ten conversations, and in twice as many as anybody else.
func ownerByConversations(shares []share) string {
	if len(shares) == 0 || shares[0].of < 2 || shares[0].conversations*10 < shares[0].of*9 {
		return ""
	}
	if len(shares) > 1 && shares[1].conversations*2 > shares[0].conversations {
		return ""
	}
	return shares[0].key
}

func (b *builder) candidates(shares []share) []crm.Member {
	var result []crm.Member
	for _, s := range shares[:min(len(shares), 5)] {
		result = append(result, b.people.members[s.key])
	}
	return result
}
