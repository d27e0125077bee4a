package sqlite

import "encoding/json"

// list is values as a JSON array, for `IN (SELECT value FROM json_each(?))`.
func list[T any](values []T) string {
	if values == nil {
		values = []T{}
	}
	text, err := json.Marshal(values)
	if err != nil { // strings and numbers always have a JSON form
		return "[]"
	}
	return string(text)
}
