package outbox

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"ferry/backend/crm"
)

// category is how rows that Ferry writes are recognised on tables that have the column: their category begins with it.
const category = "Ferry"

// Lengths that hold where the organization's metadata has not been read yet. Source: Microsoft's table references of task,
// phonecall, annotation and the LinkedIn solution's tables.
const (
	subjectLength     = 200
	descriptionLength = 2000
	categoryLength    = 250
	phoneLength       = 200
	urlLength         = 200
	noteLength        = 100_000
)

// limit is the length of the column, or what is usual where the organization did not say.
func (s Shape) limit(table, column string, usual int) int {
	if known := s.Lengths[table+"."+column]; known > 0 {
		return known
	}
	return usual
}

// tableOf is the activity table of the kind in this organization, and whether that is task for want of the kind's own.
func (s Shape) tableOf(kind crm.Kind) (table string, fallback bool) {
	switch kind {
	case crm.KindMessage:
		table = crm.TableMessage
	case crm.KindInMail:
		table = crm.TableInMail
	case crm.KindSmartLink:
		table = crm.TableSmartLinkView
	case crm.KindCall:
		table = crm.TablePhoneCall
	default:
		return crm.TableTask, false
	}
	if slices.Contains(s.Missing, table) {
		return crm.TableTask, true
	}
	return table, false
}

// Written is what an entry becomes in Dataverse: shown before it is queued, and sent word for word.
type Written struct {
	Activity crm.Activity
	// Notes carry the whole text where the activity's columns are too short for it.
	Notes []crm.Annotation
	// Closed: the activity is closed once it is there, since it is known whom it regards.
	Closed bool
}

// write composes what the entry becomes, from the entry and the organization's shape alone. The text does not depend on
// the match: who an entry regards may change between two attempts, what it says may not.
func write(e Entry, shape Shape) Written {
	activity := crm.Activity{
		ID: e.ID, Table: e.Table, Owner: e.Owner, Regarding: e.Row, Parties: parties(e),
		Start: e.At.UTC().Truncate(time.Second), End: e.At.Add(e.Duration).UTC().Truncate(time.Second),
	}
	kindColumns(&activity, e, shape)
	text := wholeText(e, shape)
	activity.Subject = shorten(subjectOf(e), shape.limit(e.Table, "subject", subjectLength))
	activity.Description = shorten(text, shape.limit(e.Table, "description", descriptionLength))
	written := Written{Activity: activity, Closed: !e.Row.IsZero()}
	if activity.Description != text {
		written.Notes = annotations(e, activity.Subject, text, shape, 0)
	}
	return written
}

// kindColumns fills the columns that only some tables have.
func kindColumns(activity *crm.Activity, e Entry, shape Shape) {
	switch e.Table {
	case crm.TableTask:
		activity.Category, activity.Subcategory = categoryOf(e, shape), string(e.Kind)
	case crm.TablePhoneCall:
		activity.Category, activity.Subcategory = categoryOf(e, shape), string(e.Kind)
		activity.Outgoing = e.Outgoing
		activity.PhoneNumber = fitting(e.Phone, shape.limit(e.Table, "phonenumber", phoneLength))
	case crm.TableSmartLinkView:
		activity.URL = fitting(e.URL, shape.limit(e.Table, "li_url", urlLength))
	}
}

// categoryOf is the category with the tags behind Ferry's own word, where the table has the column and all of them fit.
func categoryOf(e Entry, shape Shape) string {
	if e.Table != crm.TableTask && e.Table != crm.TablePhoneCall {
		return ""
	}
	if e.Tags == "" {
		return category
	}
	tagged := fitting(category+", "+e.Tags, shape.limit(e.Table, "category", categoryLength))
	return cmp.Or(tagged, category)
}

// fitting is the value, or nothing where it does not fit: half a number or address would be wrong. wholeText has it then.
func fitting(value string, limit int) string {
	if Length(value) > limit {
		return ""
	}
	return value
}

// subjectOf is the subject as given, or the first line of the body, or the kind and the member's name.
func subjectOf(e Entry) string {
	if subject := firstLine(e.Subject); subject != "" {
		return subject
	}
	if line := firstLine(e.Body); line != "" {
		return line
	}
	return strings.TrimSpace(kindLabel(e.Kind) + " · " + e.Member.Name)
}

func kindLabel(kind crm.Kind) string {
	switch kind {
	case crm.KindMessage:
		return "LinkedIn message"
	case crm.KindInMail:
		return "InMail"
	case crm.KindCall:
		return "Call"
	case crm.KindSmartLink:
		return "Smart Link"
	default:
		return "Note"
	}
}

// wholeText is everything the entry says: what no column of its table can hold, then the body.
func wholeText(e Entry, shape Shape) string {
	var lines []string
	if line := headline(e); line != "" {
		lines = append(lines, line)
	}
	subject := strings.TrimSpace(e.Subject)
	if subject != "" && subject != shorten(subjectOf(e), shape.limit(e.Table, "subject", subjectLength)) {
		lines = append(lines, subject) // too long, or of several lines
	}
	if e.Phone != "" && (e.Table != crm.TablePhoneCall ||
		Length(e.Phone) > shape.limit(e.Table, "phonenumber", phoneLength)) {
		lines = append(lines, e.Phone)
	}
	if e.URL != "" && (e.Table != crm.TableSmartLinkView || Length(e.URL) > shape.limit(e.Table, "li_url", urlLength)) {
		lines = append(lines, e.URL)
	}
	if e.Tags != "" && !strings.HasSuffix(categoryOf(e, shape), e.Tags) {
		lines = append(lines, "["+e.Tags+"]")
	}
	if e.Body != "" {
		lines = append(lines, e.Body)
	}
	return strings.Join(lines, "\n")
}

// headline says when it happened and with whom, where the table cannot: a task ends when it is closed and has no parties, a
// phone call keeps the day only.
func headline(e Entry) string {
	at := e.At.Format("2006-01-02 15:04 -07:00")
	if _, offset := e.At.Zone(); offset == 0 {
		at = e.At.Format("2006-01-02 15:04 ") + "UTC"
	}
	switch e.Table {
	case crm.TablePhoneCall:
		return at
	case crm.TableTask:
		who := e.Member.Name
		if e.Member.Company != "" && who != "" {
			who += " (" + e.Member.Company + ")"
		}
		return strings.TrimSuffix(at+" · "+who, " · ")
	}
	return ""
}

// parties are the seat holder and the member: sender and recipient by direction. A member without a row is there by name.
// A task has none.
func parties(e Entry) []crm.Party {
	if e.Table == crm.TableTask {
		return nil
	}
	holder := crm.Party{Role: crm.PartySender, Row: e.Owner}
	member := crm.Party{Role: crm.PartyTo, Row: e.Row}
	if e.Row.IsZero() {
		member.Name = e.Member.Name
	}
	if !e.Outgoing {
		holder.Role, member.Role = crm.PartyTo, crm.PartySender
		return []crm.Party{member, holder}
	}
	return []crm.Party{holder, member}
}

// annotations carry the whole text, in as many notes as the column needs, numbered on from already.
func annotations(e Entry, subject, text string, shape Shape, already int) []crm.Annotation {
	var notes []crm.Annotation
	for _, part := range pieces(text, shape.limit(crm.TableAnnotation, "notetext", noteLength)) {
		notes = append(notes, crm.Annotation{
			ID:      annotationID(e.ID, already+len(notes)+1),
			Object:  crm.Ref{Table: e.Table, ID: e.ID},
			Subject: subject, Text: part, Owner: e.Owner,
		})
	}
	return notes
}

// without is the shape with the kind's own table missing.
func (s Shape) without(kind crm.Kind) Shape {
	if table, fallback := s.tableOf(kind); !fallback {
		s.Missing = append(slices.Clone(s.Missing), table)
	}
	return s
}
