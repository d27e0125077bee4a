package sqlite

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"ferry/backend/crm"
	"ferry/backend/outbox"
)

// TestTheIntakeGivesBackWhatWasPressed: the row is written by hand, and has to be read back to the letter.
func TestTheIntakeGivesBackWhatWasPressed(t *testing.T) {
	created := time.Date(2026, time.March, 4, 8, 0, 0, 123e6, time.UTC)
	shape := &outbox.Shape{Missing: []string{crm.TableMessage}}
	var records []outbox.Record
	for i, text := range []string{"", "plain", "a \"quoted\" \\ line\nand\r\n\tanother\x01\x1f", "María 😀\u2028<&>", "\x7f/"} {
		records = append(records, outbox.Record{Unplanned: shape, Entry: outbox.Entry{
			ID: text + "id", Kind: crm.KindMessage, Member: crm.Member{Key: "k" + text, Name: text}, Subject: text, Body: text,
			Phone: text, URL: text, Tags: text, SourceKey: text, At: created.In(time.FixedZone("", 3600*i)).Truncate(time.Second),
			Duration: time.Duration(i) * time.Minute, Outgoing: i%2 == 0, Chosen: i%3 == 0, Row: crm.Ref{Table: text, ID: text},
			Owner: crm.Ref{ID: "owner"}, State: outbox.Queued, Since: created, Created: created,
		}})
	}
	encoded, err := encodeIntake(records)
	if err != nil || !json.Valid([]byte(encoded)) {
		t.Fatal(err, encoded)
	}
	decoded, err := decodeIntake(encoded)
	if err != nil || len(decoded) != len(records) {
		t.Fatal(err, len(decoded))
	}
	for i := range records {
		want, got := records[i].Entry, decoded[i].Entry
		if !want.At.Equal(got.At) || want.At.Format(time.RFC3339) != got.At.Format(time.RFC3339) {
			t.Errorf("%d: at %v, want %v", i, got.At, want.At)
		}
		want.At, want.Table, want.Fallback = got.At, got.Table, got.Fallback // what planning settles
		if !reflect.DeepEqual(want, got) {
			t.Errorf("%d: %+v\nwant %+v", i, got, want)
		}
		if len(decoded[i].Operations) == 0 || decoded[i].Table != crm.TableTask {
			t.Errorf("%d was not planned with its shape: %+v", i, decoded[i])
		}
	}
}

func TestRowsOfTheIntakeAsTheyWereFirst(t *testing.T) {
	decoded, err := decodeIntake(`{"shape":{},"created":"2026-03-04T08:00:00Z","members":[{"key":"k"}],"owners":[{}],"rows":[{}],
		"entries":[{"i":"x","k":"note","a":"2026-03-04T09:00:30+02:00","b":"text"}]}`)
	if err != nil || len(decoded) != 1 || decoded[0].At.Format(time.RFC3339) != "2026-03-04T09:00:30+02:00" || decoded[0].Body != "text" {
		t.Errorf("%+v, %v", decoded, err)
	}
}

// TestAThreadKeepsNoIDs: they are derived again when the row is read.
func TestAThreadKeepsNoIDs(t *testing.T) {
	now, shape := time.Now(), &outbox.Shape{}
	var records []outbox.Record
	for i, kind := range []crm.Kind{crm.KindMessage, crm.KindInMail, crm.KindMessage} {
		key := "conversation|" + string(rune('a'+i))
		records = append(records, outbox.Record{Unplanned: shape, Seat: "org\x00user", Entry: outbox.Entry{
			ID: outbox.SeatID("org\x00user", key), Kind: kind, SourceKey: key, At: now, State: outbox.Queued, Since: now, Created: now,
		}})
	}
	alone := records[0]
	alone.ID, alone.Seat, alone.SourceKey = "an id of its own", "", ""
	elsewhere := alone
	elsewhere.ID, elsewhere.Seat = "an id of another seat", "org\x00other"
	records = append([]outbox.Record{alone}, append(records, elsewhere)...)
	text, err := encodeIntake(records)
	if err != nil || strings.Contains(text, records[1].ID) {
		t.Fatal(err, text)
	}
	decoded, err := decodeIntake(text)
	if err != nil || len(decoded) != len(records) {
		t.Fatal(err, len(decoded))
	}
	for i, want := range records { // in the order in which they were pressed
		if got := decoded[i]; got.ID != want.ID || got.Kind != want.Kind || got.Seat != "" {
			t.Errorf("%d is %s, a %s of %q, want %s, a %s", i, got.ID, got.Kind, got.Seat, want.ID, want.Kind)
		}
	}
}
