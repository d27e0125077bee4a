package sqlite

import (
	"encoding/json"
	"fmt"
	"time"

	"ferry/backend/outbox"
)

// decodeIntake reads a row of the intake table, also one that an earlier version left. Thread is left to readIntake.
func decodeIntake(text string) (row intakeRow, records []outbox.Record, err error) {
	if err := json.Unmarshal([]byte(text), &row); err != nil {
		return row, nil, fmt.Errorf("intake: %w", err)
	}
	records, err = row.decode()
	return row, records, err
}

func (row *intakeRow) decode() ([]outbox.Record, error) {
	records := row.Records
	for _, e := range row.Entries {
		if e.ID == "" && row.Seat != "" {
			e.ID = outbox.SeatID(row.Seat, e.SourceKey)
		}
		if !row.holds(&e) {
			return nil, fmt.Errorf("intake: entry %s is not whole", e.ID)
		}
		at, err := e.when()
		if err != nil {
			return nil, fmt.Errorf("intake: %w", err)
		}
		record := outbox.Record{Unplanned: row.Shape, Entry: outbox.Entry{
			ID: e.ID, Kind: e.FirstKind, Member: row.Members[e.Member], Owner: row.Owners[e.Owner], Row: row.Rows[e.Row],
			Subject: e.Subject, Body: e.Body, At: at, Duration: e.Duration, Outgoing: e.Outgoing, Phone: e.Phone, URL: e.URL,
			Tags: e.Tags, SourceKey: e.SourceKey, Chosen: e.Chosen, State: outbox.Queued, Since: row.Created, Created: row.Created,
		}}
		if e.FirstKind == "" {
			record.Kind = row.Kinds[e.Kind]
		}
		record.Plan()
		records = append(records, record)
	}
	return records, nil
}

// holds reports whether the row has everything that the entry points to.
func (row *intakeRow) holds(e *intakeEntry) bool {
	within := func(number, length int) bool { return number >= 0 && number < length }
	return row.Shape != nil && within(e.Member, len(row.Members)) && within(e.Owner, len(row.Owners)) &&
		within(e.Row, len(row.Rows)) && (e.FirstKind != "" || within(e.Kind, len(row.Kinds)))
}

// when is the entry's time as it is read from its table, too.
func (e *intakeEntry) when() (time.Time, error) {
	if e.FirstAt != "" {
		return time.Parse(time.RFC3339, e.FirstAt)
	}
	return time.Parse(time.RFC3339, time.Unix(e.Seconds, 0).In(time.FixedZone("", e.Zone)).Format(time.RFC3339))
}
