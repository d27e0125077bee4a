package capture_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"ferry/backend/capture"
	"ferry/backend/capture/capturetest"
)

// correspondence makes rows with everything that makes keys hard: equal messages in one second, line ends, accents in two
// forms, several conversations.
func correspondence(random *rand.Rand) []capturetest.Row {
	bodies := []string{"ok", "ok", "Gracias,\r\nJosé", "one\n\ntwo", "  spaces  ", "李伟 🙂", "<b>bold</b>"}
	start := time.Date(2025, 5, 1, 8, 0, 0, 0, time.UTC)
	var rows []capturetest.Row
	for range 60 {
		n := random.IntN(4)
		name, url := fmt.Sprintf("Person %c", 'A'+n), fmt.Sprintf("https://www.linkedin.com/in/person-%c-sample", 'a'+n)
		at := start.Add(time.Duration(random.IntN(20)) * time.Minute)
		body := bodies[random.IntN(len(bodies))]
		row := capturetest.From(fmt.Sprintf("c%d", n), name, url, at, body)
		if random.IntN(2) == 0 {
			row = capturetest.To(row.Conversation, name, url, at, body)
		}
		rows = append(rows, row)
	}
	return rows
}

// again writes rows as another export would: other line ends, accents decomposed, country hosts, other letter case.
func again(rows []capturetest.Row) []capturetest.Row {
	other := slices.Clone(rows)
	for i := range other {
		other[i].Body = strings.NewReplacer("\r\n", "\n", "\n", "\r\n", "é", "e\u0301").Replace(other[i].Body)
		other[i].FromURL = strings.Replace(other[i].FromURL, "https://www.", "http://es.", 1) + "/"
		other[i].ToURLs = strings.ToUpper(other[i].ToURLs)
	}
	return other
}

func keys(material capture.Material) []string {
	var result []string
	for _, message := range material.Messages {
		result = append(result, message.SourceKey)
	}
	slices.Sort(result)
	return result
}

func TestKeysSurviveShufflingCuttingAndExportingAgain(t *testing.T) {
	for seed := range uint64(50) {
		random := rand.New(rand.NewPCG(seed, 1)) // #nosec G404 -- repeatable on purpose
		rows := correspondence(random)
		whole := keys(capturetest.Material(t, rows, nil))
		if len(slices.Compact(slices.Clone(whole))) != len(rows) {
			t.Fatalf("seed %d: %d rows, keys are not unique", seed, len(rows))
		}
		shuffled := again(rows)
		random.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		if got := keys(capturetest.Material(t, shuffled, nil)); !slices.Equal(got, whole) {
			t.Fatalf("seed %d: another order gives other keys", seed)
		}
		cut := shuffled[:random.IntN(len(shuffled)-1)+1]
		for _, key := range keys(capturetest.Material(t, cut, nil)) {
			if _, known := slices.BinarySearch(whole, key); !known {
				t.Fatalf("seed %d: a part has a key that the whole has not", seed)
			}
		}
	}
}

func TestKeysTellMessagesApart(t *testing.T) {
	at := time.Date(2025, 5, 1, 8, 0, 0, 0, time.UTC)
	base := capturetest.From("c", "Tom", "https://www.linkedin.com/in/tom-sample", at, "hello")
	rows := []capturetest.Row{base, base, base, base, base}
	rows[1].Conversation, rows[2].Body, rows[3].At = "d", "hello!", at.Add(time.Second)
	rows[4] = capturetest.To("c", "Tom", "https://www.linkedin.com/in/tom-sample", at, "hello")
	found := keys(capturetest.Material(t, rows, nil))
	if len(slices.Compact(found)) != len(rows) {
		t.Errorf("%d of %d keys differ", len(slices.Compact(found)), len(rows))
	}
}

func TestMissingConversationIDIsMadeOfThePeople(t *testing.T) {
	at := time.Date(2025, 5, 1, 8, 0, 0, 0, time.UTC)
	tom, zoe := "https://www.linkedin.com/in/tom-sample", "https://www.linkedin.com/in/zoe-sample"
	material := capturetest.Material(t, []capturetest.Row{
		capturetest.From("", "Tom", tom, at, "a"), capturetest.To("", "Tom", tom, at.Add(time.Hour), "b"),
		capturetest.From("", "Zoe", zoe, at, "c"),
	}, nil)
	if len(material.Conversations) != 2 || material.Conversations[0].Messages != 2 {
		t.Errorf("conversations %+v", material.Conversations)
	}
}

func TestOwnerIsInferred(t *testing.T) {
	at := time.Date(2025, 5, 1, 8, 0, 0, 0, time.UTC)
	tom, zoe := "https://www.linkedin.com/in/tom-sample", "https://www.linkedin.com/in/zoe-sample"
	two := []capturetest.Row{capturetest.From("c1", "Tom", tom, at, "a"), capturetest.To("c2", "Zoe", zoe, at, "b")}
	one := two[:1:1]
	profile := []byte("First Name,Last Name\nAna,Ruiz\n")
	cases := map[string]struct {
		rows      []capturetest.Row
		files     map[string][]byte
		owner     string
		certainty capture.Certainty
	}{
		"one conversation alone": {one, nil, "", capture.OwnerUnknown},
		"in every conversation":  {two, nil, capturetest.Me, capture.OwnerLikely},
		"and by name":            {two, map[string][]byte{"Profile.csv": profile}, capturetest.Me, capture.OwnerSure},
		"by name alone":          {one, map[string][]byte{"Profile.csv": profile}, capturetest.Me, capture.OwnerLikely},
		"by name and invitation": {one, map[string][]byte{"Profile.csv": profile,
			"Invitations.csv": []byte(capturetest.Invitations)}, capturetest.Me, capture.OwnerSure},
		"signs that disagree": {two, map[string][]byte{"Profile.csv": []byte("First Name,Last Name\nTom,\n")}, "Tom",
			capture.OwnerLikely},
		"two who are in everything": {append(one, capturetest.To("c2", "Tom", tom, at, "b")), nil, "", capture.OwnerUnknown},
		"invitations of two people": {one, map[string][]byte{"Invitations.csv": []byte(capturetest.Invitations +
			"Zoe,Tom,\"1/29/26, 2:37 PM\",,OUTGOING," + zoe + "," + tom + "\n")}, "", capture.OwnerUnknown},
		"a sender to nobody": {[]capturetest.Row{{Conversation: "c", From: "Tom", FromURL: tom, At: at, Body: "a"}}, nil, "",
			capture.OwnerUnknown},
		"a profile of nobody here": {one, map[string][]byte{"Profile.csv": []byte("First Name,Last Name\nX,Y\n")}, "",
			capture.OwnerUnknown},
	}
	for what, c := range cases {
		files := map[string][]byte{"messages.csv": capturetest.Messages(c.rows)}
		for name, content := range c.files {
			files[name] = content
		}
		packed, err := capturetest.Zip(files)
		if err != nil {
			t.Fatal(err)
		}
		material, err := capture.ReadArchive(t.Context(), bytes.NewReader(packed), int64(len(packed)), nil)
		if err != nil {
			t.Fatal(err)
		}
		if material.Owner.Member.Name != c.owner || material.Owner.Certainty != c.certainty {
			t.Errorf("%s: %q, %s (%s)", what, material.Owner.Member.Name, material.Owner.Certainty, material.Owner.Signs)
		}
		if c.owner == "" && (len(material.Owner.Others) == 0 || material.Messages[0].Outgoing) {
			t.Errorf("%s: nobody is the owner, anybody can be: %+v", what, material.Owner.Others)
		}
	}
}
