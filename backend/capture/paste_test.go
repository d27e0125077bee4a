package capture_test

import (
	"strings"
	"testing"
	"time"

	"ferry/backend/capture"
	"ferry/backend/crm"
)

// now is a Wednesday.
var now = time.Date(2026, 11, 18, 12, 0, 0, 0, time.FixedZone("CET", 3600))

type said struct{ sender, at, body string }

func TestPastedConversationsAreSplit(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []said
	}{
		"LinkedIn": {"TODAY\nTom Okafor sent the following messages at 2:37 PM\nView Tom’s profileTom Okafor\n" +
			"Tom Okafor (He/Him)  2:37 PM\nHello Ana,\n\nsee you\nMonday\nas said\n\nAna Ruiz sent the following message at 3:01 PM\n" +
			"View Ana’s profile\nAna Ruiz  3:01 PM\n<b>Hi</b> Tom",
			[]said{{"Tom Okafor", "2026-11-18 14:37", "Hello Ana,\n\nsee you\nMonday\nas said"}, {"Ana Ruiz", "2026-11-18 15:01", "<b>Hi</b> Tom"}}},
		"Spanish": {"3 de junio de 2025\r\nLucía Vidal envió los siguientes mensajes a las 9:05\r\nVer el perfil de Lucía\r\n" +
			"Lucía Vidal 9:05\r\n¿Qué tal?\r\nlunes\r\nAna Ruiz envió el siguiente mensaje a las 18:30\r\nBien",
			[]said{{"Lucía Vidal", "2025-06-03 09:05", "¿Qué tal?"}, {"Ana Ruiz", "2026-11-16 18:30", "Bien"}}},
		"names and times on lines of their own": {"Jun 3\nAna Ruiz\n10:00 AM\none\nTuesday\nTom Okafor 10:05 AM\ntwo",
			[]said{{"Ana Ruiz", "2026-06-03 10:00", "one"}, {"Tom Okafor", "2026-11-17 10:05", "two"}}},
		"a chat's export": {"[2025-06-01, 14:03:22] Tom Okafor: one: two\nthree\n[2025-06-02, 09:00:00] Ana Ruiz: four",
			[]said{{"Tom Okafor", "2025-06-01 14:03", "one: two\nthree"}, {"Ana Ruiz", "2025-06-02 09:00", "four"}}},
		"no conversation": {"Dear all,\nwe meet at 10:00\nMonday\n", []said{{"", "", "Dear all,\nwe meet at 10:00\nMonday"}}},
		"words before":    {"an offer\nTom Okafor 10:00\nyes", []said{{"", "", "an offer"}, {"Tom Okafor", "2026-11-18 10:00", "yes"}}},
		"nothing":         {" \n\n", nil},
	} {
		messages, err := capture.SplitText(c.text, "Ana Ruiz", now)
		if err != nil || len(messages) != len(c.want) {
			t.Errorf("%s: %d messages, error %v: %+v", name, len(messages), err, messages)
			continue
		}
		for i, message := range messages {
			at := ""
			if !message.At.IsZero() {
				at = message.At.Format("2006-01-02 15:04")
			}
			if got := (said{message.Sender, at, message.Body}); got != c.want[i] {
				t.Errorf("%s: message %d is %q, want %q", name, i, got, c.want[i])
			}
		}
	}
}

func FuzzSplitText(f *testing.F) {
	f.Add("Tom Okafor sent the following message at 2:37 PM\nView Tom’s profile\nhello\n")
	f.Add("[1/2/26, 3:04] a: b\n\x00\u202e")
	f.Fuzz(func(t *testing.T, text string) {
		messages, err := capture.SplitText(text, "Ana Ruiz", now)
		if err != nil {
			return
		}
		for _, message := range messages {
			for line := range strings.SplitSeq(message.Body, "\n") {
				if !strings.Contains(text, strings.TrimSuffix(line, "\r")) {
					t.Errorf("%q was not pasted", line)
				}
			}
		}
	})
}

func TestPastedMessagesNeedATextAndATime(t *testing.T) {
	good := capture.PastedMessage{At: now, Body: "hello"}
	for name, c := range map[string]capture.PastedConversation{
		"nobody":  {Messages: []capture.PastedMessage{good}},
		"nothing": {Member: crm.Member{Name: "Tom"}},
		"no time": {Member: crm.Member{Name: "Tom"}, Messages: []capture.PastedMessage{{Body: "x"}}},
		"no text": {Member: crm.Member{Name: "Tom"}, Messages: []capture.PastedMessage{{At: now, Body: " "}}},
	} {
		if _, err := c.Material(t.Context(), capture.Setting{}); crm.CodeOf(err) != crm.CodeInvalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	material, err := capture.PastedConversation{
		Member: crm.Member{Name: "Tom Okafor"}, Kind: crm.KindInMail, Messages: []capture.PastedMessage{good, {Outgoing: true, At: now, Body: "hi"}},
	}.Material(t.Context(), capture.Setting{
		Me:    crm.Member{Name: "Ana Ruiz"},
		Known: []crm.Member{{Key: tomKey, Name: "Tom Okafor", URL: strings.TrimPrefix(tomKey, "url:")}, {Key: "name:x|", Name: "X"}},
	})
	if err != nil || len(material.Messages) != 2 || len(material.Members) != 1 || material.Members[0].Key != tomKey {
		t.Fatalf("%+v, error %v", material.Members, err)
	}
	if first, second := material.Messages[0], material.Messages[1]; first.Outgoing || !second.Outgoing || !first.Loose ||
		first.Kind() != crm.KindInMail || first.ConversationID != second.ConversationID {
		t.Errorf("%+v, %+v", first, second)
	}
}
