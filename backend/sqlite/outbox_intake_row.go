package sqlite

import (
	"encoding/json"
	"fmt"
	"time"

	"ferry/backend/crm"
	"ferry/backend/outbox"
)

// intakeRow is what one press of the button leaves. What has operations already stands whole in Records; the rest, which
// may be a thread of hundreds, is kept short: what its entries share is written once, and their operations are planned when
// the row is spread, with the shape of when the button was pressed.
type intakeRow struct {
	Records []outbox.Record `json:"records,omitempty"`
	Shape   *outbox.Shape   `json:"shape,omitempty"`
	Created time.Time       `json:"created,omitzero"`
	Members []crm.Member    `json:"members,omitempty"`
	Owners  []crm.Ref       `json:"owners,omitempty"`
	Rows    []crm.Ref       `json:"rows,omitempty"`
	Entries []intakeEntry   `json:"entries,omitempty"`
}

// intakeEntry is a new entry. Member, Owner and Row number the row's lists.
type intakeEntry struct {
	ID        string        `json:"i"`
	Kind      crm.Kind      `json:"k"`
	Member    int           `json:"m,omitempty"`
	Owner     int           `json:"o,omitempty"`
	Row       int           `json:"r,omitempty"`
	Subject   string        `json:"s,omitempty"`
	Body      string        `json:"b,omitempty"`
	At        string        `json:"a"`
	Duration  time.Duration `json:"d,omitempty"`
	Outgoing  bool          `json:"g,omitempty"`
	Phone     string        `json:"p,omitempty"`
	URL       string        `json:"u,omitempty"`
	Tags      string        `json:"t,omitempty"`
	SourceKey string        `json:"y,omitempty"`
	Chosen    bool          `json:"c,omitempty"`
}

func encodeIntake(records []outbox.Record) (string, error) {
	row := intakeRow{}
	for _, r := range records {
		if !row.takesShort(r) {
			r.Plan()
			row.Records = append(row.Records, r)
			continue
		}
		row.Shape, row.Created = r.Unplanned, r.Created
		row.Entries = append(row.Entries, intakeEntry{
			ID: r.ID, Kind: r.Kind, Member: number(&row.Members, r.Member), Owner: number(&row.Owners, r.Owner),
			Row: number(&row.Rows, r.Row), Subject: r.Subject, Body: r.Body, At: r.At.Format(time.RFC3339),
			Duration: r.Duration, Outgoing: r.Outgoing, Phone: r.Phone, URL: r.URL, Tags: r.Tags, SourceKey: r.SourceKey,
			Chosen: r.Chosen,
		})
	}
	text, err := json.Marshal(row)
	if err != nil {
		return "", fmt.Errorf("intake: %w", err)
	}
	return string(text), nil
}

// takesShort reports whether the record is nothing but a new entry, pressed together with those in the row.
func (row *intakeRow) takesShort(r outbox.Record) bool {
	untouched := r.Unplanned != nil && len(r.Operations)+len(r.Attempts) == 0 && r.State == outbox.Queued && r.Code == "" &&
		r.Detail == "" && r.Until.IsZero() && r.Failures == 0 && !r.Landed && !r.Closed && !r.Fallback && r.Table == "" &&
		r.Written == crm.Ref{} && r.Since.Equal(r.Created)
	return untouched && (row.Shape == nil || row.Shape == r.Unplanned && row.Created.Equal(r.Created))
}

// number finds the value in the list, or adds it. The last ones are looked at first: a thread is about one person.
func number[T comparable](list *[]T, value T) int {
	for i := len(*list) - 1; i >= max(0, len(*list)-4); i-- {
		if (*list)[i] == value {
			return i
		}
	}
	*list = append(*list, value)
	return len(*list) - 1
}

func decodeIntake(text string) ([]outbox.Record, error) {
	var row intakeRow
	if err := json.Unmarshal([]byte(text), &row); err != nil {
		return nil, fmt.Errorf("intake: %w", err)
	}
	records := row.Records
	for _, e := range row.Entries {
		at, err := time.Parse(time.RFC3339, e.At)
		if err != nil {
			return nil, fmt.Errorf("intake: %w", err)
		}
		if row.Shape == nil || e.Member >= len(row.Members) || e.Owner >= len(row.Owners) || e.Row >= len(row.Rows) ||
			min(e.Member, e.Owner, e.Row) < 0 {
			return nil, fmt.Errorf("intake: entry %s is not whole", e.ID)
		}
		record := outbox.Record{Unplanned: row.Shape, Entry: outbox.Entry{
			ID: e.ID, Kind: e.Kind, Member: row.Members[e.Member], Owner: row.Owners[e.Owner], Row: row.Rows[e.Row],
			Subject: e.Subject, Body: e.Body, At: at, Duration: e.Duration, Outgoing: e.Outgoing, Phone: e.Phone, URL: e.URL,
			Tags: e.Tags, SourceKey: e.SourceKey, Chosen: e.Chosen, State: outbox.Queued, Since: row.Created, Created: row.Created,
		}}
		record.Plan()
		records = append(records, record)
	}
	return records, nil
}
