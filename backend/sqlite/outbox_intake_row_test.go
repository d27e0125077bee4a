package sqlite

import (
	"encoding/json"
	"reflect"
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
	encoded, err := encodeIntake(records, &writtenShape{})
	if err != nil || !json.Valid([]byte(encoded)) {
		t.Fatal(err, encoded)
	}
	_, decoded, err := decodeIntake(encoded)
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

// TestEachRowOfTheIntakeHasItsOwnShape: what is kept of the last one must not be given to the next.
func TestEachRowOfTheIntakeHasItsOwnShape(t *testing.T) {
	var shapes writtenShape
	created := time.Date(2026, time.March, 4, 8, 0, 0, 0, time.UTC)
	for i, missing := range [][]string{{crm.TableMessage}, {}, {crm.TableMessage}, {crm.TableInMail}} {
		shape := &outbox.Shape{Missing: missing}
		text, err := encodeIntake([]outbox.Record{{Unplanned: shape, Entry: outbox.Entry{
			ID: "a", Kind: crm.KindMessage, State: outbox.Queued, Since: created, Created: created,
		}}, {Unplanned: &outbox.Shape{}, Entry: outbox.Entry{ // pressed by another shape: kept whole
			ID: "b", Kind: crm.KindMessage, State: outbox.Queued, Since: created, Created: created,
		}}}, &shapes)
		if err != nil || !json.Valid([]byte(text)) {
			t.Fatal(err, text)
		}
		row, decoded, err := decodeIntake(text)
		if err != nil || len(decoded) != 2 || row.Shape == nil || !reflect.DeepEqual(row.Shape.Missing, missing) {
			t.Errorf("row %d: %d entries, shape %+v, %v", i, len(decoded), row.Shape, err)
		}
	}
}

func TestRowsOfTheIntakeAsTheyWereFirst(t *testing.T) {
	_, decoded, err := decodeIntake(`{"shape":{},"created":"2026-03-04T08:00:00Z","members":[{"key":"k"}],"owners":[{}],"rows":[{}],
		"entries":[{"i":"x","k":"note","a":"2026-03-04T09:00:30+02:00","b":"text"}]}`)
	if err != nil || len(decoded) != 1 || decoded[0].At.Format(time.RFC3339) != "2026-03-04T09:00:30+02:00" || decoded[0].Body != "text" {
		t.Errorf("%+v, %v", decoded, err)
	}
}

// TestRowsOfTheIntakeWithoutIDs: an earlier version left out those that are derived.
func TestRowsOfTheIntakeWithoutIDs(t *testing.T) {
	_, decoded, err := decodeIntake(`{"entries":[{"e":1772614800,"y":"conversation|a"},{"e":1772614800,"i":"its own"}],"shape":{},
		"created":"2026-03-04T08:00:00Z","seat":"org\u0000user","kinds":["message"],"members":[{"key":"k"}],"owners":[{}],"rows":[{}]}`)
	if err != nil || len(decoded) != 2 {
		t.Fatal(err, len(decoded))
	}
	if want := outbox.SeatID("org\x00user", "conversation|a"); decoded[0].ID != want || decoded[1].ID != "its own" {
		t.Errorf("ids %s and %s, want %s and its own", decoded[0].ID, decoded[1].ID, want)
	}
}
