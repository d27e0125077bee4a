package outbox

import (
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"ferry/backend/crm"
)

func entryOf(kind crm.Kind) Entry {
	e := Entry{
		ID: "e", Kind: kind, Member: crm.Member{Name: "María Gómez", Company: "Fabrikam"}, Body: "first line\n second",
		At: time.Date(2026, 3, 4, 9, 0, 30, 0, time.FixedZone("", 3600)), Owner: crm.Ref{Table: crm.TableUser, ID: "u"},
	}
	e.Table, e.Fallback = Shape{}.tableOf(kind)
	return e
}

func TestEveryKindHasItsTable(t *testing.T) {
	for kind, want := range map[crm.Kind]string{
		crm.KindNote: crm.TableTask, crm.KindCall: crm.TablePhoneCall, crm.KindMessage: crm.TableMessage,
		crm.KindInMail: crm.TableInMail, crm.KindSmartLink: crm.TableSmartLinkView,
	} {
		if table, fallback := (Shape{}).tableOf(kind); table != want || fallback {
			t.Errorf("%s goes to %s", kind, table)
		}
		missing := Shape{}.without(kind)
		table, fallback := missing.tableOf(kind)
		if table != crm.TableTask || fallback != (kind != crm.KindNote) {
			t.Errorf("%s without its table goes to %s, %v", kind, table, fallback)
		}
	}
}

func TestANoteIsATaskThatSaysWhenAndWithWhom(t *testing.T) {
	got := write(entryOf(crm.KindNote), Shape{}).Activity
	if got.Subject != "first line" || got.Category != "Ferry" || got.Subcategory != "note" || got.Parties != nil ||
		got.Description != "2026-03-04 09:00 +01:00 · María Gómez (Fabrikam)\nfirst line\n second" {
		t.Errorf("%+v", got)
	}
	if want := time.Date(2026, 3, 4, 8, 0, 30, 0, time.UTC); !got.Start.Equal(want) || !got.End.Equal(want) {
		t.Errorf("from %v to %v", got.Start, got.End)
	}
	e := entryOf(crm.KindNote)
	e.At, e.Member = e.At.UTC(), crm.Member{}
	if got := write(e, Shape{}).Activity.Description; !strings.HasPrefix(got, "2026-03-04 08:00 UTC\n") {
		t.Errorf("%q", got)
	}
}

func TestACallKeepsNumberDirectionAndLength(t *testing.T) {
	e := entryOf(crm.KindCall)
	e.Phone, e.Duration, e.Outgoing, e.Body = "+34 600 000 000", 7*time.Minute, true, ""
	got := write(e, Shape{}).Activity
	if got.PhoneNumber != e.Phone || !got.Outgoing || got.End.Sub(got.Start) != 7*time.Minute || got.Category != "Ferry" ||
		got.Subject != "Call · María Gómez" || got.Description != "2026-03-04 09:00 +01:00" {
		t.Errorf("%+v", got)
	}
	e.Phone = strings.Repeat("9", 201)
	got = write(e, Shape{}).Activity
	if got.PhoneNumber != "" || !strings.Contains(got.Description, e.Phone) {
		t.Errorf("a number that does not fit: %q, %q", got.PhoneNumber, got.Description)
	}
}

func TestPartiesFollowTheDirection(t *testing.T) {
	e := entryOf(crm.KindMessage)
	for _, outgoing := range []bool{true, false} {
		e.Outgoing = outgoing
		got := map[crm.PartyRole]string{}
		for _, party := range write(e, Shape{}).Activity.Parties {
			got[party.Role] = party.Row.ID + party.Name
		}
		sender, to := "u", "María Gómez"
		if !outgoing {
			sender, to = to, sender
		}
		if len(got) != 2 || got[crm.PartySender] != sender || got[crm.PartyTo] != to {
			t.Errorf("outgoing %v: %v", outgoing, got)
		}
	}
}

func TestASmartLinkKeepsItsAddress(t *testing.T) {
	e := entryOf(crm.KindSmartLink)
	e.URL = "https://example.test/" + strings.Repeat("a", 179)
	if got := write(e, Shape{}).Activity; got.URL != e.URL || strings.Contains(got.Description, e.URL) {
		t.Errorf("%+v", got)
	}
	e.URL += "a"
	if got := write(e, Shape{}).Activity; got.URL != "" || !strings.Contains(got.Description, e.URL) {
		t.Errorf("an address that does not fit: %+v", got)
	}
}

func TestNothingIsCut(t *testing.T) {
	shape := Shape{Lengths: map[string]int{"li_inmail.subject": 10, "li_inmail.description": 20, "annotation.notetext": 7}}
	for name, change := range map[string]func(*Entry){
		"a long body":            func(e *Entry) { e.Body = strings.Repeat("ab \U0001F600", 40) },
		"a long subject":         func(e *Entry) { e.Subject = "a subject of more than ten" },
		"a subject of two lines": func(e *Entry) { e.Subject = "one\ntwo" },
		"short":                  func(e *Entry) { e.Subject, e.Body = "hello", "there" },
		"as long as the column":  func(e *Entry) { e.Subject, e.Body = "0123456789", strings.Repeat("x", 20) },
		"one more":               func(e *Entry) { e.Subject, e.Body = "0123456789", strings.Repeat("x", 21) },
	} {
		e := entryOf(crm.KindInMail)
		change(&e)
		got := write(e, shape)
		if units(got.Activity.Subject) > 10 || units(got.Activity.Description) > 20 {
			t.Errorf("%s: %d and %d", name, units(got.Activity.Subject), units(got.Activity.Description))
		}
		whole := ""
		for _, note := range got.Notes {
			if units(note.Text) > 7 {
				t.Errorf("%s: a note of %d", name, units(note.Text))
			}
			whole += note.Text
		}
		if len(got.Notes) == 0 {
			whole = got.Activity.Description
		}
		if !strings.HasSuffix(whole, e.Body) || !strings.Contains(got.Activity.Subject+"\x00"+whole, e.Subject) {
			t.Errorf("%s: subject %q, text %q", name, got.Activity.Subject, whole)
		}
		if long := strings.Contains(got.Activity.Description, ellipsis); long != (len(got.Notes) > 0) {
			t.Errorf("%s: description %q with %d notes", name, got.Activity.Description, len(got.Notes))
		}
	}
}

func units(text string) int { return len(utf16.Encode([]rune(text))) }

func TestTheTextDoesNotDependOnTheMatch(t *testing.T) {
	for _, kind := range crm.Kinds() {
		e := entryOf(kind)
		before := contentHash(write(e, Shape{}).Activity)
		e.Row = crm.Ref{Table: crm.TableContact, ID: "c", Name: "Another Name"}
		if contentHash(write(e, Shape{}).Activity) != before {
			t.Errorf("%s: the hash changed with the row", kind)
		}
	}
}

func TestContentHashSeesTextOnly(t *testing.T) {
	a := crm.Activity{Subject: "s", Description: "a\nb"}
	same := crm.Activity{Subject: "s ", Description: "a\r\nb\r\n", Start: time.Now(), Regarding: crm.Ref{ID: "x"}}
	if contentHash(a) != contentHash(same) {
		t.Error("line ends, times or the regarding row changed the hash")
	}
	for _, other := range []crm.Activity{{Subject: "s", Description: "a b"}, {Subject: "sa", Description: "\nb"}, {}} {
		if contentHash(a) == contentHash(other) {
			t.Errorf("%+v has the same hash", other)
		}
	}
}

func FuzzShorten(f *testing.F) {
	f.Add("Grüße \U0001F600", 4)
	f.Add("", 1)
	f.Add("a\xffb", 2)
	f.Fuzz(func(t *testing.T, text string, limit int) {
		text = clean(text)
		limit = max(1, limit%500)
		if got := shorten(text, limit); units(got) > limit {
			t.Errorf("%q is longer than %d", got, limit)
		}
		if got := strings.Join(pieces(text, limit), ""); got != text {
			t.Errorf("pieces join to %q, not %q", got, text)
		}
	})
}

func TestBackoffGrowsToItsCap(t *testing.T) {
	var sum time.Duration
	for failures := 1; failures <= maxFailures; failures++ {
		wait := backoff(failureBase, failureCap, failures)
		if wait < failureBase || wait > failureCap {
			t.Errorf("failure %d waits %v", failures, wait)
		}
		sum += wait
		if j := jitter(wait); j < wait || j > wait+wait/5 {
			t.Errorf("jitter makes %v of %v", j, wait)
		}
	}
	if sum < 5*time.Hour || sum > 12*time.Hour {
		t.Errorf("a person is asked after %v", sum)
	}
}

func TestTagsGoIntoTheCategoryOrStandInTheText(t *testing.T) {
	e := entryOf(crm.KindCall)
	e.Tags = "Prospect, Iberia"
	got := write(e, Shape{}).Activity
	if got.Category != "Ferry, Prospect, Iberia" || got.Subcategory != "call" || strings.Contains(got.Description, "Prospect") {
		t.Errorf("a call: %q, %q", got.Category, got.Description)
	}
	e.Table = crm.TableMessage // which has no category
	got = write(e, Shape{}).Activity
	if got.Category != "" || !strings.HasPrefix(got.Description, "[Prospect, Iberia]\n") {
		t.Errorf("a message: %q, %q", got.Category, got.Description)
	}
	e = entryOf(crm.KindNote)
	e.Tags = strings.Repeat("a tag, ", 40)
	got = write(e, Shape{}).Activity
	if got.Category != "Ferry" || !strings.Contains(got.Description, "\n["+e.Tags+"]\n") {
		t.Errorf("more than the column holds: %q, %q", got.Category, got.Description)
	}
	short := Shape{Lengths: map[string]int{crm.TableTask + ".category": 10}}
	if e.Tags = "Prospect"; write(e, short).Activity.Category != "Ferry" {
		t.Errorf("%q in ten characters", write(e, short).Activity.Category)
	}
}
