package capture_test

import (
	"testing"

	"ferry/backend/capture"
	"ferry/backend/crm"
)

func TestCopyOfSaysWhomItIsAbout(t *testing.T) {
	material := readFolder(t, "newest")
	pair, group, advert := conversation(t, material, "2-c1"), conversation(t, material, "2-c2"), conversation(t, material, "2-c4")
	cases := map[string]struct {
		copied   capture.Copy
		member   string
		others   int
		outgoing bool
		kind     crm.Kind
	}{
		"incoming":          {capture.CopyOf(pair, message(t, material, "Hello Ana"), ""), "Tom Okafor", 0, false, crm.KindMessage},
		"outgoing":          {capture.CopyOf(pair, message(t, material, "it is"), ""), "Tom Okafor", 0, true, crm.KindMessage},
		"to a group":        {capture.CopyOf(group, message(t, material, "你好"), ""), "Tom Okafor", 2, true, crm.KindMessage},
		"from one of them":  {capture.CopyOf(group, message(t, material, "Muy bien"), ""), "José García, MBA", 2, false, crm.KindMessage},
		"with a subject":    {capture.CopyOf(advert, message(t, material, "Hi Ana"), ""), "Acme Cloud", 0, false, crm.KindInMail},
		"the person's kind": {capture.CopyOf(pair, message(t, material, "it is"), crm.KindInMail), "Tom Okafor", 0, true, crm.KindInMail},
	}
	for what, c := range cases {
		if c.copied.Member.Name != c.member || len(c.copied.Others) != c.others || c.copied.Outgoing != c.outgoing ||
			c.copied.Kind != c.kind {
			t.Errorf("%s: %+v", what, c.copied)
		}
	}
	first := message(t, material, "Hello Ana")
	copied := capture.CopyOf(pair, first, "")
	if copied.Member.Email != "tom.okafor@northwind.example" || copied.Text != first.Body || !copied.At.Equal(first.SentAt) ||
		copied.SourceKey != first.SourceKey {
		t.Errorf("copy %+v", copied)
	}
}

func TestCopyThreadTakesWhatIsChosen(t *testing.T) {
	material := readFolder(t, "newest")
	var messages []capture.Message
	for _, message := range material.Messages {
		if message.ConversationID == "2-c1" {
			messages = append(messages, message)
		}
	}
	pair := conversation(t, material, "2-c1")
	if all := capture.CopyThread(pair, messages, nil, ""); len(all) != 2 || all[1].SourceKey != messages[1].SourceKey {
		t.Errorf("the whole thread: %+v", all)
	}
	outgoing := func(m capture.Message) bool { return m.Outgoing }
	if some := capture.CopyThread(pair, messages, outgoing, crm.KindInMail); len(some) != 1 || some[0].Kind != crm.KindInMail {
		t.Errorf("one message: %+v", some)
	}
}

func TestAttachmentAloneIsItsText(t *testing.T) {
	only := capture.Message{Attachments: "https://www.linkedin.com/dms/prv/one.pdf"}
	if text := capture.CopyOf(capture.Conversation{}, only, "").Text; text != only.Attachments {
		t.Errorf("text %q", text)
	}
}
