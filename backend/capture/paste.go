package capture

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"ferry/backend/crm"
)

// maxPaste bounds pasted text, in bytes.
const maxPaste = 4 << 20

// Pasted is one message of a text that was pasted from a conversation. What could not be told is empty: a person adds it.
type Pasted struct {
	Sender string
	At     time.Time // in the zone of the person who pasted; zero where no time could be told
	// Dated is true when the day was told too, and not only the time of day.
	Dated bool
	Body  string
}

// SplitText splits text pasted from a LinkedIn or Sales Navigator conversation into messages. LinkedIn shows times in the
// reader's zone, and days by name: now gives both. me is the seat holder's name, who is often shown by it. What looks like
// no conversation is one message whose sender and time nobody knows. Nothing of the text is lost but what the page itself
// says ("sent the following message").
func SplitText(text, me string, now time.Time) ([]Pasted, error) {
	if len(text) > maxPaste {
		return nil, crm.Errorf(crm.CodeInvalid, "more than %d MB of text", maxPaste>>20)
	}
	s := splitter{now: now, names: map[string]string{}}
	if me != "" {
		s.names[crm.Fold(me)] = me
	}
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	s.meet(lines)
	for i := 0; i < len(lines); {
		i += s.take(lines[i:])
	}
	s.end()
	return s.messages, nil
}

type splitter struct {
	now      time.Time
	names    map[string]string // folded name → name as shown, of those who surely speak
	day      time.Time         // of the last line that was a day; zero before there was one
	messages []Pasted
	body     []string
	open     bool
}

const clockForm = `\d{1,2}:\d{2}(?::\d{2})?(?:[\s\x{202f}]*[AaPp]\.?[\s\x{202f}]?[Mm]\.?)?`

var (
	// The page says to screen readers who sent what follows; copying takes it along.
	announced = regexp.MustCompile(`^(.{1,80}?) (?:sent the following messages? at|` +
		`(?:envió|ha enviado|envio) (?:el siguiente mensaje|los siguientes mensajes|este mensaje) a las?) (` + clockForm + `)\.?$`)
	viewed = regexp.MustCompile(`^(?:View .{1,80}(?:’|')s? profile|Ver (?:el )?perfil de )`)
	named  = regexp.MustCompile(`^(.{1,80}?)(?:\s+\((?i:she|he|they|ella|él|elle)[^)]{0,20}\))?` +
		`(?:\s+[·•]\s+\S{1,12})?\s+(` + clockForm + `)$`)
	clockOnly = regexp.MustCompile(`^(` + clockForm + `)$`)
	chatLine  = regexp.MustCompile(`^\[?(\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}),? (` + clockForm + `)\]?(?: -)? ([^:]{1,80}): (.*)$`)
)

// meet learns who speaks from the lines that say so for certain, before short lines are taken for names.
func (s *splitter) meet(lines []string) {
	for _, line := range lines {
		line = strings.TrimSpace(line)
		if found := announced.FindStringSubmatch(line); found != nil {
			s.know(found[1])
		} else if found := chatLine.FindStringSubmatch(line); found != nil {
			s.know(found[3])
		}
	}
}

func (s *splitter) know(name string) {
	if folded := crm.Fold(name); folded != "" && s.names[folded] == "" {
		s.names[folded] = strings.TrimSpace(name)
	}
}

// take reads what stands first and says how many lines it was.
func (s *splitter) take(lines []string) int {
	line := strings.TrimSpace(lines[0])
	if found := announced.FindStringSubmatch(line); found != nil {
		s.begin(found[1], found[2])
		return 1 + s.repeated(lines[1:])
	}
	if found := chatLine.FindStringSubmatch(line); found != nil {
		if day, ok := s.dayOf(found[1]); ok {
			s.day = day
		}
		s.begin(found[3], found[2])
		s.body = append(s.body, found[4])
		return 1
	}
	if found := named.FindStringSubmatch(line); found != nil && s.speaks(found[1]) {
		s.begin(found[1], found[2])
		return 1
	}
	if s.names[crm.Fold(line)] != "" && len(lines) > 1 {
		if found := clockOnly.FindStringSubmatch(strings.TrimSpace(lines[1])); found != nil {
			s.begin(line, found[1])
			return 2
		}
	}
	if day, ok := s.dayOf(line); ok && s.headed(lines[1:]) {
		s.end()
		s.day = day
		return 1
	}
	s.body = append(s.body, strings.TrimSuffix(lines[0], "\r"))
	return 1
}

// headed reports whether a message begins with the next line that is not empty: only there a line can be a day, and not
// somebody's answer "Tuesday".
func (s *splitter) headed(lines []string) bool {
	for i, line := range lines {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		found := named.FindStringSubmatch(line)
		clockNext := i+1 < len(lines) && clockOnly.MatchString(strings.TrimSpace(lines[i+1]))
		return announced.MatchString(line) || (found != nil && s.speaks(found[1])) || (s.names[crm.Fold(line)] != "" && clockNext)
	}
	return false
}

// repeated counts the lines behind an announcement in which the page says once more who it is and when.
func (s *splitter) repeated(lines []string) int {
	count := 0
	for count < len(lines) && count < 4 {
		line := strings.TrimSpace(lines[count])
		found := named.FindStringSubmatch(line)
		again := (found != nil && s.names[crm.Fold(found[1])] != "") || s.names[crm.Fold(line)] != "" || clockOnly.MatchString(line)
		if line != "" && !again && !viewed.MatchString(line) {
			break
		}
		count++
	}
	return count
}

// speaks reports whether the words before a time are a name: one that is known, or a few capitalized words.
func (s *splitter) speaks(name string) bool {
	if s.names[crm.Fold(name)] != "" {
		return true
	}
	words := strings.Fields(name)
	if len(words) < 2 || len(words) > 5 || strings.ContainsAny(name, "?!:;@/") {
		return false
	}
	first, last := []rune(words[0])[0], []rune(words[len(words)-1])[0]
	return !unicode.IsLower(first) && !unicode.IsLower(last) && unicode.IsLetter(first) && unicode.IsLetter(last) &&
		!slices.Contains([]string{"at", "on", "by", "a", "el", "las"}, strings.ToLower(words[len(words)-1]))
}

// begin ends the message before, and starts one.
func (s *splitter) begin(name, clock string) {
	s.end()
	s.know(name)
	next := Pasted{Sender: s.names[crm.Fold(name)]}
	if next.Sender == "" {
		next.Sender = strings.TrimSpace(name)
	}
	if hour, ok := clockOf(clock); ok {
		day := s.day
		next.Dated = !day.IsZero()
		if day.IsZero() {
			day = s.now
		}
		next.At = time.Date(day.Year(), day.Month(), day.Day(), hour.Hour(), hour.Minute(), hour.Second(), 0, s.now.Location())
	}
	s.messages = append(s.messages, next)
	s.open = true
}

// end puts the gathered lines into the message they belong to. What stands before the first name is one of nobody's.
func (s *splitter) end() {
	body := strings.Join(trimBlank(s.body), "\n")
	s.body = nil
	switch {
	case s.open:
		s.messages[len(s.messages)-1].Body = body
		if body == "" {
			s.messages = s.messages[:len(s.messages)-1]
		}
	case body != "":
		s.messages = append(s.messages, Pasted{Body: body})
	}
	s.open = false
}

func trimBlank(lines []string) []string {
	blank := func(line string) bool { return strings.TrimSpace(line) == "" }
	for len(lines) > 0 && blank(lines[0]) {
		lines = lines[1:]
	}
	for len(lines) > 0 && blank(lines[len(lines)-1]) {
		lines = lines[:len(lines)-1]
	}
	return lines
}

func clockOf(text string) (time.Time, bool) {
	text = strings.ToUpper(strings.Join(strings.FieldsFunc(strings.ReplaceAll(text, ".", ""), unicode.IsSpace), ""))
	for _, layout := range []string{"15:04", "15:04:05", "3:04PM", "3:04:05PM"} {
		if at, err := time.Parse(layout, text); err == nil {
			return at, true
		}
	}
	return time.Time{}, false
}
