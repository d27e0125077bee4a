package app

import (
	"encoding/json"
	"errors"
	"testing"

	"ferry/backend/crm"
	"ferry/backend/view"
)

// TestErrorsCrossTheBridgeAsText: an object would arrive as "[object Object]".
func TestErrorsCrossTheBridgeAsText(t *testing.T) {
	for err, want := range map[error]view.Problem{
		crm.Errorf(crm.CodeForbidden, `prvRead "Contact"`): {Code: "forbidden", Detail: `prvRead "Contact"`, Severity: "error", Actor: "admin"},
		errors.New("what somebody wrote"):                  {Code: "unexpected", Severity: "error", Actor: "you"},
	} {
		text, isText := formatError(err).(string)
		var got view.Problem
		if failed := json.Unmarshal([]byte(text), &got); !isText || failed != nil || got != want {
			t.Errorf("%q: %+v, want %+v (%v)", text, got, want, failed)
		}
	}
}
