package app

import (
	"encoding/json"

	"ferry/backend"
)

// formatError is how an error crosses the bridge: a code that has a sentence in each language, and a technical detail, as
// JSON text. Wails (2.16, calls.js) makes an Error of it, whose message would be "[object Object]" for anything but text.
func formatError(err error) any {
	text, failed := json.Marshal(backend.ProblemOf(err))
	if failed != nil {
		return failed.Error() // which the screens take for something unforeseen
	}
	return string(text)
}
