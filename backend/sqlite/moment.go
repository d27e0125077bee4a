package sqlite

import (
	"fmt"
	"time"
)

// momentLayout is how times of our own are stored: UTC, fixed width, so that text order is time order.
const momentLayout = "2006-01-02T15:04:05.000Z"

// formatMoment is t as stored text; the zero time is the empty text.
func formatMoment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(momentLayout)
}

// parseMoment reads a stored or Dataverse time (RFC 3339); the empty text is the zero time.
func parseMoment(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return time.Time{}, fmt.Errorf("stored time: %w", err)
	}
	return t.UTC(), nil
}
