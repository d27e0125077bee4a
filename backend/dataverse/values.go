package dataverse

import (
	"bytes"
	"math"
	"math/big"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"ferry/backend/importer"
)

// columnValue turns one scalar into what importer.Kind says, nil for null. It is lenient about how the service writes a
// value (numbers as text, a date with a time), and gives nil for what cannot be one: a single odd value in one row must
// not stop an import of a hundred thousand.
func columnValue(kind importer.Kind, t token) any {
	if t.kind == tokenNull || t.kind == tokenComposite {
		return nil
	}
	switch kind {
	case importer.Integer, importer.Choice:
		return integerValue(t)
	case importer.Number:
		return numberValue(t)
	case importer.Boolean:
		return booleanValue(t)
	case importer.Money:
		return moneyValue(t)
	case importer.Time:
		return timeValue(t)
	case importer.Date:
		return dateValue(t)
	case importer.ID, importer.Lookup:
		return idValue(t)
	case importer.LookupTable:
		return strings.ToLower(textOf(t))
	default:
		return textOf(t)
	}
}

func textOf(t token) string {
	switch t.kind {
	case tokenTrue:
		return "true"
	case tokenFalse:
		return "false"
	default:
	}
	if utf8.Valid(t.text) {
		return string(t.text)
	}
	return strings.ToValidUTF8(string(t.text), "\uFFFD")
}

func integerValue(t token) any {
	switch t.kind {
	case tokenTrue:
		return int64(1)
	case tokenFalse:
		return int64(0)
	default:
	}
	text := string(bytes.TrimSpace(t.text))
	if number, err := strconv.ParseInt(text, 10, 64); err == nil {
		return number
	}
	float, err := strconv.ParseFloat(text, 64)
	if err != nil || float != math.Trunc(float) || math.Abs(float) > 1<<53 {
		return nil
	}
	return int64(float)
}

func numberValue(t token) any {
	float, err := strconv.ParseFloat(string(bytes.TrimSpace(t.text)), 64)
	if err != nil || math.IsNaN(float) || math.IsInf(float, 0) {
		return nil
	}
	return float
}

func booleanValue(t token) any {
	switch strings.ToLower(textOf(t)) {
	case "true", "1":
		return true
	case "false", "0":
		return false
	}
	return nil
}

var (
	plainDecimal = regexp.MustCompile(`^-?[0-9]{1,20}(\.[0-9]{1,10})?$`)
	// smallExponent is bounded, since spelling out a large one takes for ever.
	smallExponent = regexp.MustCompile(`^-?[0-9]{1,20}(\.[0-9]{1,20})?[eE][+-]?[0-9]{1,2}$`)
)

// moneyValue keeps the service's digits, since a float would not. Money columns hold at most 15 digits before and 10
// after the point.
func moneyValue(t token) any {
	text := string(bytes.TrimSpace(t.text))
	if plainDecimal.MatchString(text) {
		return text
	}
	if !smallExponent.MatchString(text) {
		return nil
	}
	exact, ok := new(big.Rat).SetString(text)
	if !ok {
		return nil
	}
	return exact.FloatString(4)
}

// timeValue is RFC 3339 in UTC to the second, so that times compare as text.
func timeValue(t token) any {
	parsed, err := time.Parse(time.RFC3339, string(t.text))
	if err != nil {
		if parsed, err = time.Parse(time.DateOnly, string(t.text)); err != nil {
			return nil
		}
	}
	return parsed.UTC().Format(time.RFC3339)
}

func dateValue(t token) any {
	text := string(t.text)
	if len(text) > len(time.DateOnly) {
		text = text[:len(time.DateOnly)]
	}
	if _, err := time.Parse(time.DateOnly, text); err != nil {
		return nil
	}
	return text
}

func idValue(t token) any {
	if id := normalizeID(textOf(t)); id != "" {
		return id
	}
	return nil
}

// normalizeID gives a GUID in the form Ferry keeps, lower case with no braces; empty for what is none.
func normalizeID(text string) string {
	text = strings.ToLower(strings.Trim(strings.TrimSpace(text), "{}"))
	if !isGUID(text) {
		return ""
	}
	return text
}

func isGUID(text string) bool {
	if len(text) != 36 {
		return false
	}
	for i := range len(text) {
		switch b := text[i]; {
		case i == 8 || i == 13 || i == 18 || i == 23:
			if b != '-' {
				return false
			}
		case (b < '0' || b > '9') && (b < 'a' || b > 'f'):
			return false
		}
	}
	return true
}
