package practice

import (
	"bytes"
	"encoding/json"
	"strings"
)

// loadValue reads a value as row.save wrote it.
func loadValue(c *column, raw json.RawMessage) (any, bool) {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var v any
	if decoder.Decode(&v) != nil {
		return nil, false
	}
	if text, ok := v.(string); ok && c.Kind == kindLookup {
		table, id, _ := strings.Cut(text, "/")
		parsed, ok := parseGUID(id)
		return ref{table, string(parsed)}, ok && table != ""
	}
	return storedValue(c, v)
}

// storedValue reads a value as appendValue printed it. It asks for the type only: what was stored was checked then. A
// lookup gives its id.
func storedValue(c *column, v any) (any, bool) {
	switch v := v.(type) {
	case nil:
		return nil, true
	case bool:
		return v, c.Kind == kindBoolean
	case string:
		return storedText(c, v)
	case json.Number:
		return storedNumber(c, v)
	}
	return nil, false
}

func storedText(c *column, v string) (any, bool) {
	switch c.Kind {
	case kindText, kindMemo, kindImage:
		return v, true
	case kindMulti:
		return choices(v), true
	case kindTime:
		t, ok := parseTime(v)
		return t, ok
	case kindDate:
		d, ok := parseDate(v)
		return d, ok
	case kindGUID, kindKey, kindLookup, kindFile:
		g, ok := parseGUID(v)
		return g, ok
	default:
		return nil, false
	}
}

func storedNumber(c *column, v json.Number) (any, bool) {
	switch c.Kind {
	case kindMoney:
		m, ok := parseMoney(v.String())
		return m, ok
	case kindNumber:
		f, err := v.Float64()
		return f, err == nil
	case kindInteger, kindChoice, kindState, kindStatus:
		n, err := v.Int64()
		return n, err == nil
	default:
		return nil, false
	}
}
