package capture

import (
	"context"
	"slices"
	"strings"
	"time"

	"ferry/backend/crm"
)

// Setting is what material that is no archive is read in.
type Setting struct {
	// Me is the seat holder. With the URL of an archive's owner, where one is known, messages get the keys they have there.
	Me crm.Member
	// Known are members known already: a name without an address is the one known member of that name.
	Known []crm.Member
	// Zone is this machine's, for times without one.
	Zone *time.Location
}

func (s Setting) builder(progress func(Progress)) *builder {
	b := newBuilder(progress)
	for _, member := range append([]crm.Member{s.me()}, s.Known...) {
		b.people.add(member)
	}
	return b
}

func (s Setting) me() crm.Member {
	me := s.Me
	if me.Key == "" {
		me.Key = MemberKey(me.URL, me.Name, "")
	}
	return me
}

// finish joins the rows and leaves those members out who have no part in them.
func (s Setting) finish(ctx context.Context, b *builder) (Material, error) {
	material, err := b.build(ctx)
	if err != nil {
		return Material{}, fileError(err)
	}
	material.setOwner(Owner{Member: s.me(), Certainty: OwnerConfirmed})
	material.Own = true
	part := map[string]bool{}
	for _, message := range material.Messages {
		part[message.Sender.Key] = true
		for _, recipient := range message.Recipients {
			part[recipient.Key] = true
		}
	}
	material.Members = slices.DeleteFunc(material.Members, func(m crm.Member) bool { return !part[m.Key] })
	return material, nil
}

// Material reads the table as the mapping says. Errors: crm.CodeInvalid for a mapping that cannot work, crm.CodeCancelled.
func (t *Table) Material(ctx context.Context, mapping Mapping, setting Setting, progress func(Progress)) (Material, error) {
	if err := mapping.Check(*t); err != nil {
		return Material{}, err
	}
	b := setting.builder(progress)
	b.material.Problems = slices.Clone(t.Problems)
	r := tableReader{builder: b, table: t, mapping: mapping, me: setting.me(), zone: time.UTC, columns: map[Field]int{}}
	if mapping.Local && setting.Zone != nil {
		r.zone = setting.Zone
	}
	for field, column := range mapping.Columns {
		r.columns[field] = slices.Index(t.Columns, column)
	}
	for i, row := range t.Rows {
		if i%1000 == 0 && ctx.Err() != nil {
			return Material{}, fileError(ctx.Err())
		}
		r.read(row)
		if done := i + 1; done%1000 == 0 || done == len(t.Rows) {
			b.tell(Progress{File: t.File, Done: int64(done), Total: int64(len(t.Rows))})
		}
	}
	b.material.Files = []File{{Name: t.File, Rows: len(t.Rows)}}
	return setting.finish(ctx, b)
}

type tableReader struct {
	*builder
	table   *Table
	mapping Mapping
	me      crm.Member
	zone    *time.Location
	columns map[Field]int
}

func (r *tableReader) text(row TableRow, field Field) string {
	if at, ok := r.columns[field]; ok {
		return row.Values[at]
	}
	return ""
}

func (r *tableReader) word(row TableRow, field Field) string {
	return strings.TrimSpace(r.text(row, field))
}

func (r *tableReader) wrong(row TableRow, code ProblemCode, field Field) {
	r.problem(Problem{
		File: r.table.File, Line: row.Line, LastLine: row.LastLine, Code: code, Column: r.mapping.Columns[field],
	})
}

func (r *tableReader) read(row TableRow) {
	if _, mapped := r.columns[FieldSeatHolder]; mapped &&
		!slices.Contains(r.mapping.SeatHolders, r.word(row, FieldSeatHolder)) {
		r.material.Skipped.Others++
		return
	}
	next := newRow(r, row)
	if next.subject == "" && strings.TrimSpace(next.body) == "" && next.link == "" {
		r.material.Skipped.Empty++
		return
	}
	at, exact, ok := tableTime(r.word(row, FieldDate), r.word(row, FieldTime), r.mapping.DayFirst, r.zone)
	if !ok {
		r.wrong(row, ProblemDate, FieldDate)
		return
	}
	next.at = at
	if !r.parties(row, &next) {
		r.wrong(row, ProblemNobody, FieldName)
		return
	}
	next.loose = !exact || next.conversation == "" || next.senderURL == ""
	r.seen(at)
	r.rows = append(r.rows, next)
}

func newRow(r *tableReader, from TableRow) row {
	next := row{
		conversation: r.word(from, FieldConversation), subject: r.word(from, FieldSubject), body: r.text(from, FieldText),
		link: r.word(from, FieldLink), phone: r.word(from, FieldPhone), seconds: seconds(r.word(from, FieldDuration)),
		tags: tidyTags(r.text(from, FieldTags)), given: r.mapping.Kind,
	}
	if word := r.word(from, FieldKind); word != "" {
		if kind, ok := kindOf(word); ok {
			next.given = kind
		} else {
			r.wrong(from, ProblemKind, FieldKind)
		}
	}
	if !strings.HasPrefix(next.link, "https://") && !strings.HasPrefix(next.link, "http://") {
		next.link = ""
	}
	if strings.TrimSpace(next.body) == "" && next.given == crm.KindSmartLink {
		next.body = r.rest(from)
	}
	return next
}

// tidyTags lists the tags of a cell, each once, with ", " between them: sources part them by commas, semicolons, bars or lines.
func tidyTags(cell string) string {
	var tags []string
	for _, tag := range strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune(",;|\r\n", r) }) {
		if tag = strings.Join(strings.Fields(tag), " "); tag != "" && !slices.Contains(tags, tag) {
			tags = append(tags, tag)
		}
	}
	return strings.Join(tags, ", ")
}

// rest is what stands in the columns that mean nothing to Ferry, by their names: what a Smart Link's viewer did is told
// in such columns.
func (r *tableReader) rest(row TableRow) string {
	var lines []string
	for i, column := range r.table.Columns {
		mapped := false
		for field, at := range r.columns {
			mapped = mapped || (at == i && field != FieldDuration)
		}
		if value := strings.TrimSpace(row.Values[i]); !mapped && value != "" {
			lines = append(lines, column+": "+value)
		}
	}
	return strings.Join(lines, "\n")
}

var kindWords = map[string]crm.Kind{
	"message": crm.KindMessage, "messages": crm.KindMessage, "mensaje": crm.KindMessage, "linkedin message": crm.KindMessage,
	"inmail": crm.KindInMail, "in mail": crm.KindInMail, "inmail message": crm.KindInMail, "note": crm.KindNote,
	"notes": crm.KindNote, "nota": crm.KindNote, "call": crm.KindCall, "phone call": crm.KindCall, "llamada": crm.KindCall,
	"smart link": crm.KindSmartLink, "smartlink": crm.KindSmartLink, "smart links": crm.KindSmartLink,
	"smart link view": crm.KindSmartLink, "smart links content viewed": crm.KindSmartLink, "presentation view": crm.KindSmartLink,
}

func kindOf(word string) (crm.Kind, bool) {
	kind, ok := kindWords[crm.Fold(word)]
	return kind, ok
}

// outgoing reads a direction; without one notes and calls are the seat holder's own, and the rest came in.
func (r *tableReader) outgoing(row TableRow, kind crm.Kind) bool {
	switch crm.Fold(r.word(row, FieldDirection)) {
	case "outgoing", "outbound", "out", "sent", "enviado", "saliente", "salida":
		return true
	case "incoming", "inbound", "in", "received", "recibido", "entrante", "entrada":
		return false
	}
	return kind == crm.KindNote || kind == crm.KindCall
}

// parties says who said it to whom; false when the row names nobody.
func (r *tableReader) parties(from TableRow, next *row) bool {
	sender, senderURL := r.word(from, FieldSender), r.address(from, FieldSenderURL)
	if sender != "" || senderURL != "" {
		next.from, next.senderURL, next.to = sender, senderURL, r.word(from, FieldRecipient)
		for _, raw := range splitURLs(r.word(from, FieldRecipientURL)) {
			if address := ProfileURL(raw); address != "" {
				next.recipientURLs = append(next.recipientURLs, address)
			}
		}
		if next.to == "" && len(next.recipientURLs) == 0 {
			return r.between(from, next, !r.isMe(sender, senderURL))
		}
		if r.isMe(sender, senderURL) {
			next.from, next.senderURL = r.me.Name, r.me.URL
		}
		return true
	}
	return r.between(from, next, !r.outgoing(from, next.given))
}

func (r *tableReader) isMe(name, address string) bool {
	return (address != "" && address == r.me.URL) || (address == "" && crm.Fold(name) == crm.Fold(r.me.Name))
}

// between makes the row one between the seat holder and the person named in its columns.
func (r *tableReader) between(from TableRow, next *row, incoming bool) bool {
	other, known := r.person(from)
	if !known && incoming && next.from != "" {
		other, known = crm.Member{Name: next.from, URL: next.senderURL}, true
		other.Key = MemberKey(other.URL, other.Name, "")
	}
	if !known {
		return false
	}
	r.people.add(other)
	them, me := Party{Key: other.Key, Name: other.Name}, Party{Key: r.me.Key, Name: r.me.Name}
	if incoming {
		next.sender, next.recipients, next.senderURL, next.from = them, []Party{me}, other.URL, other.Name
	} else {
		next.sender, next.recipients, next.senderURL, next.from = me, []Party{them}, r.me.URL, r.me.Name
	}
	return true
}

// person is who the columns of a person name; somebody without a name goes by e-mail address.
func (r *tableReader) person(row TableRow) (crm.Member, bool) {
	member := crm.Member{
		Name: r.word(row, FieldName), FirstName: r.word(row, FieldFirstName), LastName: r.word(row, FieldLastName),
		URL: r.address(row, FieldURL), Email: r.word(row, FieldEmail), Company: r.word(row, FieldCompany),
		Title: r.word(row, FieldTitle),
	}
	if member.Name == "" {
		member.Name = fullName(member.FirstName, member.LastName)
	}
	if member.Name == "" && member.URL != "" {
		member.Name = r.people.nameOf(member.URL)
	}
	if member.Name == "" {
		member.Name = member.Email
	}
	member.Organization = isOrganization(member.URL)
	member.Key = MemberKey(member.URL, member.Name, member.Company)
	if member.URL == "" {
		if only, ok := r.people.only(member.Name); ok {
			member.Key, member.URL = only, r.people.members[only].URL
		}
	}
	return member, member.Name != "" && member.Key != r.me.Key
}

// address reads a profile address; what is none of LinkedIn's is named as a problem once.
func (r *tableReader) address(row TableRow, field Field) string {
	return r.profileURL(r.word(row, field), r.table.File, record{line: row.Line, lastLine: row.LastLine},
		r.mapping.Columns[field])
}
