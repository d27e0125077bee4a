package sqlite

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"ferry/backend/crm"
	"ferry/backend/outbox"
)

// intakeRow is what one press of the button leaves. What has operations already stands whole in Records; the rest is kept
// short: what its entries share is written once, their operations are planned when the row is spread, with the shape of when
// the button was pressed, and a thread, which may be hundreds of entries, is only named.
type intakeRow struct {
	Records []outbox.Record `json:"records,omitempty"`
	Shape   *outbox.Shape   `json:"shape,omitempty"`
	Created time.Time       `json:"created,omitzero"`
	Seat    string          `json:"seat,omitempty"` // of which, with their source keys, ids are derived that are not given
	Kinds   []crm.Kind      `json:"kinds,omitempty"`
	Members []crm.Member    `json:"members,omitempty"`
	Owners  []crm.Ref       `json:"owners,omitempty"`
	Rows    []crm.Ref       `json:"rows,omitempty"`
	Entries []intakeEntry   `json:"entries,omitempty"`
	// Thread names messages that stand in this file: they are read when the row is spread, and do not change before (see
	// updateMaterial). Count is how many were acknowledged.
	Thread *outbox.Thread `json:"thread,omitempty"`
	Count  int            `json:"count,omitempty"`
}

// intakeEntry is a new entry as appendEntry writes it. Kind, Member, Owner and Row number the row's lists. Earlier versions
// left ID out where it is derived from the row's seat.
type intakeEntry struct {
	ID        string        `json:"i,omitempty"`
	Kind      int           `json:"n,omitempty"`
	Member    int           `json:"m,omitempty"`
	Owner     int           `json:"o,omitempty"`
	Row       int           `json:"r,omitempty"`
	Subject   string        `json:"s,omitempty"`
	Body      string        `json:"b,omitempty"`
	Seconds   int64         `json:"e"` // when, since 1970
	Zone      int           `json:"z,omitempty"`
	Duration  time.Duration `json:"d,omitempty"`
	Outgoing  bool          `json:"g,omitempty"`
	Phone     string        `json:"p,omitempty"`
	URL       string        `json:"u,omitempty"`
	Tags      string        `json:"t,omitempty"`
	SourceKey string        `json:"y,omitempty"`
	Chosen    bool          `json:"c,omitempty"`
	// As rows had it first: the kind itself, and the time as text.
	FirstKind crm.Kind `json:"k,omitempty"`
	FirstAt   string   `json:"a,omitempty"`
}

// intakeEntryBytes is about what one entry takes.
const intakeEntryBytes = 256

// encodeIntake writes the row of records. Entries are written by hand, and in front of what they share: a person waits for it.
func encodeIntake(records []outbox.Record, shapes *writtenShape) (string, error) {
	row := intakeRow{}
	var text strings.Builder
	text.Grow(intakeEntryBytes * (len(records) + 1))
	var entry []byte
	for i := range records {
		r := &records[i]
		if !row.takesShort(r) {
			r.Plan()
			row.Records = append(row.Records, *r)
			continue
		}
		entry = append(entry[:0], ',')
		if row.Shape == nil {
			entry = append(entry[:0], `{"entries":[`...)
		}
		row.Shape, row.Created = r.Unplanned, r.Created
		entry = row.appendEntry(entry, &r.Entry)
		text.Write(entry)
	}
	err := row.finish(&text, shapes)
	return text.String(), err
}

// finish writes what stands behind the entries.
func (row intakeRow) finish(text *strings.Builder, shapes *writtenShape) error {
	short := row.Shape != nil
	if short {
		shape, err := shapes.of(row.Shape)
		if err != nil {
			return fmt.Errorf("intake: %w", err)
		}
		text.WriteString(`],"shape":`)
		text.Write(shape)
		text.WriteByte(',')
		row.Shape = nil
	}
	rest, err := json.Marshal(row)
	if err != nil {
		return fmt.Errorf("intake: %w", err)
	}
	if short {
		rest = rest[1:] // a row with entries has kinds, too: it is not the empty object
	}
	text.Write(rest)
	return nil
}

// writtenShape is the shape that was written last: it stays the same for days, and to write it anew takes longer than all
// else in the row of a note.
type writtenShape struct {
	shape *outbox.Shape
	text  []byte
}

func (w *writtenShape) of(shape *outbox.Shape) ([]byte, error) {
	if w.shape == shape && w.text != nil {
		return w.text, nil
	}
	text, err := json.Marshal(shape)
	if err == nil {
		w.shape, w.text = shape, text
	}
	return text, err
}

// appendEntry writes an intakeEntry.
func (row *intakeRow) appendEntry(to []byte, e *outbox.Entry) []byte {
	to = strconv.AppendInt(append(to, `{"e":`...), e.At.Unix(), 10)
	to = appendText(append(to, `,"i":`...), e.ID)
	for _, one := range [...]struct{ key, text string }{
		{"s", e.Subject}, {"b", e.Body}, {"p", e.Phone}, {"u", e.URL}, {"t", e.Tags}, {"y", e.SourceKey},
	} {
		if one.text != "" {
			to = appendText(append(append(append(to, `,"`...), one.key...), `":`...), one.text)
		}
	}
	_, zone := e.At.Zone()
	for _, one := range [...]struct {
		key    string
		number int64
	}{
		{"z", int64(zone)}, {"n", int64(number(&row.Kinds, &e.Kind))},
		{"m", int64(number(&row.Members, &e.Member))}, {"o", int64(number(&row.Owners, &e.Owner))},
		{"r", int64(number(&row.Rows, &e.Row))}, {"d", int64(e.Duration)},
	} {
		if one.number != 0 {
			to = strconv.AppendInt(append(append(append(to, `,"`...), one.key...), `":`...), one.number, 10)
		}
	}
	if e.Outgoing {
		to = append(to, `,"g":true`...)
	}
	if e.Chosen {
		to = append(to, `,"c":true`...)
	}
	return append(to, '}')
}

// appendText writes a JSON string.
func appendText(to []byte, text string) []byte {
	const digits = "0123456789abcdef"
	to = append(to, '"')
	from := 0
	for i := range len(text) {
		c := text[i]
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		to = append(to, text[from:i]...)
		switch c {
		case '"', '\\':
			to = append(to, '\\', c)
		case '\n':
			to = append(to, '\\', 'n')
		default:
			to = append(to, '\\', 'u', '0', '0', digits[c>>4], digits[c&15])
		}
		from = i + 1
	}
	return append(append(to, text[from:]...), '"')
}

// textList is texts as a JSON list.
func textList(texts []string) string {
	list := append(make([]byte, 0, 2+40*len(texts)), '[')
	for i, text := range texts {
		if i > 0 {
			list = append(list, ',')
		}
		list = appendText(list, text)
	}
	return string(append(list, ']'))
}

// takesShort reports whether the record is nothing but a new entry, pressed together with those in the row.
func (row *intakeRow) takesShort(r *outbox.Record) bool {
	untouched := r.Unplanned != nil && len(r.Operations)+len(r.Attempts) == 0 && r.State == outbox.Queued && r.Code == "" &&
		r.Detail == "" && r.Until.IsZero() && r.Failures == 0 && !r.Landed && !r.Closed && !r.Fallback && r.Table == "" &&
		r.Written == crm.Ref{} && r.Since.Equal(r.Created)
	return untouched && (row.Shape == nil || row.Shape == r.Unplanned && row.Created.Equal(r.Created))
}

// number finds the value in the list, or adds it. The last ones are looked at first: a thread is about one person.
func number[T comparable](list *[]T, value *T) int {
	for i := len(*list) - 1; i >= max(0, len(*list)-4); i-- {
		if (*list)[i] == *value {
			return i
		}
	}
	*list = append(*list, *value)
	return len(*list) - 1
}
