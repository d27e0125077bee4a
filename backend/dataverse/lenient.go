package dataverse

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
)

// The lenient types read a value however a server writes it: a number as text, a boolean as a number, null as nothing.
// What cannot be read is the zero value, since one odd member must not make a whole reply worthless.
type (
	lenientText string
	lenientInt  int64
	lenientBool bool
)

func (v *lenientText) UnmarshalJSON(raw []byte) error {
	*v = lenientText(textOf(tokenOf(raw)))
	return nil
}

func (v *lenientInt) UnmarshalJSON(raw []byte) error {
	number, _ := integerValue(tokenOf(raw)).(int64)
	*v = lenientInt(number)
	return nil
}

func (v *lenientBool) UnmarshalJSON(raw []byte) error {
	yes, _ := booleanValue(tokenOf(raw)).(bool)
	*v = lenientBool(yes)
	return nil
}

// tokenOf is the scalar that raw JSON holds. Objects and arrays have no text.
func tokenOf(raw []byte) token {
	raw = bytes.TrimSpace(raw)
	if len(raw) == 0 {
		return token{}
	}
	switch raw[0] {
	case '"':
		var text string
		if json.Unmarshal(raw, &text) != nil {
			return token{}
		}
		return token{tokenString, []byte(text)}
	case '{', '[':
		return token{kind: tokenComposite}
	case 'n':
		return token{}
	case 't':
		return token{kind: tokenTrue}
	case 'f':
		return token{kind: tokenFalse}
	}
	return token{tokenNumber, raw}
}

// withoutMark passes over a byte order mark, which some gateways add and JSON forbids.
func withoutMark(in io.Reader) io.Reader {
	buffered := bufio.NewReader(in)
	if mark, err := buffered.Peek(3); err == nil && bytes.Equal(mark, []byte("\xEF\xBB\xBF")) {
		_, _ = buffered.Discard(3)
	}
	return buffered
}
