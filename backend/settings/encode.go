package settings

import (
	"bytes"
	"encoding/json"
	"io"
	"slices"

	"ferry/backend/crm"
)

// SchemaName is the environment variable that holds CRM Settings. "ferry" is the publisher's prefix.
const SchemaName = "ferry_CrmSettings"

// MaxCharacters bounds the JSON of one shared value. The column holds 2,000 characters; the rest is room for the service.
const MaxCharacters = 1800

const (
	maxStages    = 60
	maxNameChars = 200
)

// Encode makes the JSON that the organization keeps. crm.CodeTooLong when it exceeds MaxCharacters, crm.CodeInvalid when
// the settings themselves are not valid.
func Encode(settings CRMSettings) (string, error) {
	if err := settings.Check(); err != nil {
		return "", err
	}
	text, err := json.Marshal(settings)
	if err != nil {
		return "", crm.Errorf(crm.CodeUnexpected, "settings: %w", err)
	}
	if characters := len([]rune(string(text))); characters > MaxCharacters {
		return "", crm.Errorf(crm.CodeTooLong, "settings: %d characters, at most %d", characters, MaxCharacters)
	}
	return string(text), nil
}

// Decode reads what an organization keeps. The text comes from outside and is refused (crm.CodeInvalid) unless it is
// exactly one valid value; columns that a later version added are ignored.
func Decode(text string) (CRMSettings, error) {
	if len(text) > 4*MaxCharacters {
		return CRMSettings{}, crm.Errorf(crm.CodeInvalid, "settings: %d bytes", len(text))
	}
	settings := Default()
	settings.Items = nil
	decoder := json.NewDecoder(bytes.NewReader([]byte(text)))
	if err := decoder.Decode(&settings); err != nil {
		return CRMSettings{}, crm.Errorf(crm.CodeInvalid, "settings: not JSON")
	}
	if _, err := decoder.Token(); err != io.EOF {
		return CRMSettings{}, crm.Errorf(crm.CodeInvalid, "settings: text after the value")
	}
	if err := settings.Check(); err != nil {
		return CRMSettings{}, err
	}
	return settings, nil
}

// Check reports whether the values may be saved (crm.CodeInvalid).
func (s CRMSettings) Check() error {
	for _, item := range s.Items {
		if !slices.Contains(crm.Kinds(), item) {
			return crm.Errorf(crm.CodeInvalid, "settings: unknown item")
		}
	}
	if !columnName(s.WonValue) || !columnName(s.Stage.Column) || !columnName(s.LinkedInColumn) {
		return crm.Errorf(crm.CodeInvalid, "settings: not a column name")
	}
	return s.Stage.check()
}

func (s Stage) check() error {
	if s.Column == "" {
		return nil
	}
	if len(s.Order) > maxStages {
		return crm.Errorf(crm.CodeInvalid, "settings: more than %d stages", maxStages)
	}
	for _, value := range s.Order {
		if value == "" || len(value) > maxNameChars {
			return crm.Errorf(crm.CodeInvalid, "settings: a stage of %d bytes", len(value))
		}
	}
	if !slices.Contains(s.Order, s.Value) {
		return crm.Errorf(crm.CodeInvalid, "settings: the chosen stage is not among the stages")
	}
	return nil
}

// columnName accepts the form of a Dataverse logical name: lower-case letters, digits and underscores, at most 128. It
// ends up in queries over the mirror.
func columnName(name string) bool {
	if len(name) > 128 {
		return false
	}
	for _, r := range name {
		if r != '_' && (r < 'a' || r > 'z') && (r < '0' || r > '9') {
			return false
		}
	}
	return true
}
