package outbox

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"ferry/backend/crm"
)

// Enqueued is what became of one draft.
type Enqueued struct {
	ID string `json:"id"`
	// Already: the same thing was queued before, and State is where it stands, which may be sent or removed. A removed one
	// is queued again with CopyAgain.
	Already bool  `json:"already"`
	State   State `json:"state"`
}

// Enqueue keeps the drafts in one durable transaction: all of them or none. When it returns without an error they are
// Queued, and a power cut cannot lose them. Errors: crm.CodeSettingsNotSaved, crm.CodeWritebackOff, crm.CodeInvalid,
// crm.CodeStorage.
func (o *Outbox) Enqueue(ctx context.Context, drafts ...Draft) ([]Enqueued, error) {
	records, err := o.records(ctx, drafts)
	if err != nil {
		return nil, err
	}
	results, records := unique(records)
	existing, err := o.Store.Add(ctx, records)
	if err != nil {
		return nil, fmt.Errorf("enqueue: %w", err)
	}
	for i := range results {
		if state, already := existing[results[i].ID]; already {
			results[i].State, results[i].Already = state, true
		}
	}
	o.changed(Change{})
	o.nudge()
	return results, nil
}

// unique keeps the first of records with one id, and gives an answer for each record: a later one is there already.
func unique(records []Record) ([]Enqueued, []Record) {
	results := make([]Enqueued, len(records))
	seen := make(map[string]bool, len(records))
	first := 0
	for i := range records {
		id := records[i].ID
		results[i] = Enqueued{ID: id, State: Queued, Already: seen[id]}
		if seen[id] {
			continue
		}
		seen[id] = true
		if first < i { // else it stands there already: a record is big, and a thread has hundreds
			records[first] = records[i]
		}
		first++
	}
	return results, records[:first]
}

// Preview is what a draft would become, as of now.
type Preview struct {
	// Written is Closed and regards nothing where Hold is set: it is sent under the row that is found then.
	Written
	// Match is who matching says that it is about; zero where a person chose the row.
	Match crm.Match
	// Hold is why it waits here once it is queued: crm.CodeWeakMatch, crm.CodeSeveralMatches or crm.CodeUnmatched. Empty when
	// it is sent.
	Hold crm.Code
}

// Preview composes a draft without keeping it.
func (o *Outbox) Preview(ctx context.Context, draft Draft) (Preview, error) {
	policy, press, err := o.press(ctx)
	if err != nil {
		return Preview{}, err
	}
	var record Record
	if err := press.fillIfAllowed(&record, &draft, policy); err != nil {
		return Preview{}, err
	}
	record.Plan() // which settles the table
	var preview Preview
	entry := record.Entry
	if !entry.Chosen {
		if preview.Match, err = o.Matcher.Match(ctx, entry.Member); err != nil {
			return Preview{}, fmt.Errorf("preview: %w", err)
		}
		preview.Hold = holdFor(preview.Match, policy)
	}
	if preview.Match.Strength == crm.MatchStrong {
		entry.Row = preview.Match.Row
	}
	preview.Written = write(entry, *press.Shape)
	preview.Closed = preview.Closed || preview.Hold != ""
	return preview, nil
}

func (o *Outbox) records(ctx context.Context, drafts []Draft) ([]Record, error) {
	policy, press, err := o.press(ctx)
	if err != nil {
		return nil, err
	}
	records := make([]Record, len(drafts))
	for i := range drafts {
		if err := press.fillIfAllowed(&records[i], &drafts[i], policy); err != nil {
			return nil, err
		}
	}
	return records, nil
}

func (p *Press) fillIfAllowed(r *Record, draft *Draft, policy Policy) error {
	if err := policy.allow(draft.Kind); err != nil {
		return err
	}
	return p.fill(r, draft)
}

func (p Policy) allow(kind crm.Kind) error {
	switch {
	case !p.Saved:
		return &crm.Error{Code: crm.CodeSettingsNotSaved}
	case !slices.Contains(p.Kinds, kind):
		return &crm.Error{Code: crm.CodeWritebackOff, Detail: string(kind)}
	}
	return nil
}

// fill makes the record of a draft. Text is kept as it is, but for bytes that no JSON can carry.
func (p *Press) fill(r *Record, draft *Draft) error {
	if draft.Duration < 0 || draft.Duration > crm.LongestActivity {
		return crm.Errorf(crm.CodeInvalid, "a duration of less than nothing, or of years")
	}
	if year := draft.At.UTC().Year(); !draft.At.IsZero() && (year < earliest || year > latest) {
		return crm.Errorf(crm.CodeInvalid, "a year that Dynamics does not know")
	}
	if (draft.Row.ID == "") != (draft.Row.Table == "") {
		return crm.Errorf(crm.CodeInvalid, "half a row")
	}
	id, err := idOf(draft, p.Seat)
	if err != nil {
		return err
	}
	r.Unplanned = p.Shape
	r.Entry = Entry{
		ID: id, Kind: draft.Kind, Member: draft.Member,
		Subject: clean(draft.Subject), Body: clean(draft.Body), Phone: clean(draft.Phone), URL: clean(draft.URL),
		Tags: clean(draft.Tags), At: draft.At.Truncate(time.Second), Duration: draft.Duration.Truncate(time.Second),
		Outgoing: draft.Outgoing, SourceKey: draft.SourceKey, Row: folded(draft.Row), Chosen: !draft.Row.IsZero(), Owner: p.Owner,
		State: Queued, Since: p.At, Created: p.At,
	}
	if draft.At.IsZero() {
		r.At = p.At.Truncate(time.Second)
	}
	return nil
}

// Years in which something can have happened: Dataverse has dates from 1753 on. Its last one is 9999-12-30, before which the
// end of crm.LongestActivity still lies.
const earliest, latest = 1753, 9998

func idOf(draft *Draft, seat string) (string, error) {
	switch {
	case draft.SourceKey != "":
		return SeatID(seat, draft.SourceKey), nil
	case draft.ID == "":
		return NewID(), nil
	}
	id, err := uuid.Parse(draft.ID)
	if err != nil {
		return "", crm.Errorf(crm.CodeInvalid, "draft id is no GUID")
	}
	return id.String(), nil
}

// folded is the row with its id in lower case, as rows are found by it.
func folded(row crm.Ref) crm.Ref {
	row.ID = strings.ToLower(row.ID)
	return row
}

// clean drops what Dataverse refuses in any text: broken UTF-8 and the NUL character.
func clean(text string) string {
	if utf8.ValidString(text) && strings.IndexByte(text, 0) < 0 {
		return text
	}
	return strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), "\x00", "")
}
