package practice

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/google/uuid"
)

// Values of a row, by kind: text, memo: string; integer, choice, state, status: int64; number: float64; boolean: bool;
// money: money; time: time.Time (UTC, whole seconds); date: date; GUID and key: guid; lookup: ref; several choices: choices;
// image: string, in base64; file: guid, under which the store keeps its content. nil is null.
type (
	money int64  // ten-thousandths
	date  string // YYYY-MM-DD
	guid  string // lower case, with hyphens
	// choices are values with commas between, in rising order, each once.
	choices string
	ref     struct{ table, id string }
)

const timeForm = "2006-01-02T15:04:05Z"

func parseGUID(text string) (guid, bool) {
	if len(text) != 36 || uuid.Validate(text) != nil { // which takes other lengths too
		return "", false
	}
	return guid(strings.ToLower(text)), true
}

func (m money) String() string {
	sign := ""
	if m < 0 {
		sign, m = "-", -m
	}
	whole, part := strconv.FormatInt(int64(m/10000), 10), strconv.FormatInt(int64(m%10000), 10)
	return sign + whole + "." + strings.Repeat("0", 4-len(part)) + part
}

// parseMoney reads a decimal exactly, rounding half away from zero at the fourth decimal as the service's scale does.
func parseMoney(text string) (money, bool) {
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || math.Abs(f) > 922337203685477 {
		return 0, false
	}
	return money(math.Round(f * 10000)), true
}

func parseTime(text string) (time.Time, bool) {
	for _, form := range []string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02"} {
		if t, err := time.Parse(form, text); err == nil {
			return t.UTC().Truncate(time.Second), true
		}
	}
	return time.Time{}, false
}

func parseDate(text string) (date, bool) {
	if _, err := time.Parse("2006-01-02", text); err != nil {
		return "", false
	}
	return date(text), true
}

// appendValue writes a value as the Web API prints it.
func appendValue(b []byte, value any) []byte {
	switch v := value.(type) {
	case nil:
		return append(b, "null"...)
	case string:
		return appendString(b, v)
	case guid:
		return append(append(append(b, '"'), v...), '"')
	case date:
		return append(append(append(b, '"'), v...), '"')
	case choices:
		return append(append(append(b, '"'), v...), '"')
	case ref:
		return append(append(append(b, '"'), v.id...), '"')
	case int64:
		return strconv.AppendInt(b, v, 10)
	case float64:
		return strconv.AppendFloat(b, v, 'f', -1, 64)
	case bool:
		return strconv.AppendBool(b, v)
	case money:
		return append(b, v.String()...)
	case time.Time:
		return append(v.UTC().AppendFormat(append(b, '"'), timeForm), '"')
	}
	return append(b, "null"...)
}

// appendString writes a JSON string. A text with nothing to escape, the usual case, is copied whole.
func appendString(b []byte, s string) []byte {
	if isPlain(s) {
		return append(append(append(b, '"'), s...), '"')
	}
	b = append(b, '"')
	for _, r := range s { // what is not UTF-8 becomes U+FFFD
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r == '\n':
			b = append(b, '\\', 'n')
		case r == '\r':
			b = append(b, '\\', 'r')
		case r == '\t':
			b = append(b, '\\', 't')
		case r < 0x20:
			b = append(b, '\\', 'u', '0', '0', "0123456789abcdef"[r>>4], "0123456789abcdef"[r&15])
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return append(b, '"')
}

func isPlain(s string) bool {
	ascii := true
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c < 0x20 || c == '"' || c == '\\' {
			return false
		}
		ascii = ascii && c < utf8.RuneSelf
	}
	return ascii || utf8.ValidString(s)
}

// readValue turns a JSON value of a body into a value of the column.
func readValue(t *table, c *column, raw any) (any, *refusal) {
	if raw == nil {
		return nil, nil
	}
	switch c.Kind {
	case kindText, kindMemo:
		return readText(t, c, raw)
	case kindBoolean:
		if v, ok := raw.(bool); ok {
			return v, nil
		}
	case kindInteger, kindChoice, kindState, kindStatus, kindNumber, kindMoney:
		if n, ok := raw.(json.Number); ok {
			return readNumber(t, c, n)
		}
	case kindTime, kindDate, kindGUID, kindKey:
		if s, ok := raw.(string); ok {
			if v, ok := readCoded(c, s); ok {
				return v, nil
			}
		}
	case kindMulti:
		if s, ok := raw.(string); ok {
			return readChoices(t, c, s)
		}
	case kindImage:
		if s, ok := raw.(string); ok && isImage(s) {
			return s, nil
		}
	case kindFile:
		return nil, badBody("Error identified in Payload provided by the user for Entity :'%s', the file column '%s' cannot be "+
			"set in a create or an update.", t.Set, c.Name)
	case kindLookup:
	}
	return nil, badType(t, c)
}

// readChoices reads several choices, which a body gives as a text: "1,2".
func readChoices(t *table, c *column, text string) (any, *refusal) {
	var values []int
	for part := range strings.SplitSeq(text, ",") {
		value, err := strconv.ParseInt(strings.TrimSpace(part), 10, 32)
		if err != nil && text != "" {
			return nil, badType(t, c)
		}
		if err == nil && !c.has(value) {
			return nil, noChoice(t, c, value)
		}
		values = append(values, int(value))
	}
	if text == "" {
		return nil, nil
	}
	slices.Sort(values)
	var b strings.Builder
	for i, value := range slices.Compact(values) {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(strconv.Itoa(value))
	}
	return choices(b.String()), nil
}

func noChoice(t *table, c *column, value int64) *refusal {
	return refuse(400, "0x8004431A", "A validation error occurred. The value %d of '%s' on record of type '%s' is "+
		"outside the valid range.", value, c.Name, t.Name)
}

func badType(t *table, c *column) *refusal {
	return badBody("Error identified in Payload provided by the user for Entity :'%s', Cannot convert the value of '%s'.",
		t.Set, c.Name)
}

func readText(t *table, c *column, raw any) (any, *refusal) {
	s, ok := raw.(string)
	if !ok {
		return nil, badType(t, c)
	}
	if s == "" {
		return nil, nil // the service keeps an empty text as null
	}
	if c.Max > 0 && len(s) > c.Max && len(utf16.Encode([]rune(s))) > c.Max {
		return nil, refuse(400, "0x80044331", "A validation error occurred.  The length of the '%s' attribute of the '%s' "+
			"entity exceeded the maximum allowed length of '%d'.", c.Name, t.Name, c.Max)
	}
	return s, nil
}

func readNumber(t *table, c *column, n json.Number) (any, *refusal) {
	switch c.Kind {
	case kindMoney:
		if v, ok := parseMoney(n.String()); ok {
			return v, nil
		}
		return nil, badArgument("The value of '%s' on record of type '%s' is outside the valid range.", c.Name, t.Name)
	case kindNumber:
		if v, err := n.Float64(); err == nil {
			return v, nil
		}
		return nil, badType(t, c)
	default:
		return readInteger(t, c, n)
	}
}

func readInteger(t *table, c *column, n json.Number) (any, *refusal) {
	v, err := strconv.ParseInt(n.String(), 10, 32)
	if err != nil {
		return nil, badType(t, c)
	}
	if _, ok := c.option(v); !ok && c.Kind == kindChoice {
		return nil, noChoice(t, c, v)
	}
	if c.Kind == kindInteger && c.Max > 0 && (v < 0 || v > int64(c.Max)) {
		return nil, badArgument("A validation error occurred. The value of '%s' on record of type '%s' is outside the valid range. "+
			"Received value: %d, accepted range: 0 to %d.", c.Name, t.Name, v, c.Max)
	}
	return v, nil
}

func readCoded(c *column, s string) (any, bool) {
	switch c.Kind {
	case kindTime:
		v, ok := parseTime(s)
		return v, ok
	case kindDate:
		v, ok := parseDate(s)
		return v, ok
	default:
		v, ok := parseGUID(s)
		return v, ok
	}
}
