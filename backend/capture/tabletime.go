package capture

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"ferry/backend/crm"
)

var slashDates = regexp.MustCompile(`^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{2}|\d{4})(?:\D|$)`)

// slashDate gives the first two numbers of a date such as 3/4/2026.
func slashDate(text string) (first, second int, ok bool) {
	found := slashDates.FindStringSubmatch(text)
	if found == nil {
		return 0, 0, false
	}
	first, _ = strconv.Atoi(found[1])
	second, _ = strconv.Atoi(found[2])
	return first, second, true
}

// Days and times of day of tables, after the white space was tidied. What has seconds comes first.
var (
	wordDays  = []string{"2006-01-02", "2 Jan 2006", "Jan 2, 2006", "Jan 2 2006", "2 January 2006", "January 2, 2006", "2006/01/02"}
	monthDays = []string{"1/2/2006", "1/2/06", "1-2-2006", "1.2.2006"}
	dayMonths = []string{"2/1/2006", "2/1/06", "2-1-2006", "2.1.2006"}
	clocks    = []string{"15:04:05", "3:04:05 PM", "15:04", "3:04 PM", "3:04PM"}
)

// tableTime reads a date, with the time of day in it, apart, or missing. exact is true when it tells the second. A day
// alone is taken for its noon in UTC, which is the same day nearly everywhere.
func tableTime(date, clock string, dayFirst bool, zone *time.Location) (at time.Time, exact, ok bool) {
	text := strings.Join(strings.FieldsFunc(date+" "+clock, unicode.IsSpace), " ")
	if at, ok := messageTime(text); ok && (strings.HasSuffix(text, "UTC") || strings.ContainsAny(text, "TZ+")) {
		return at, strings.Count(text, ":") > 1, true
	}
	text = strings.TrimSuffix(text, " UTC")
	days := append(append([]string{}, wordDays...), monthDays...)
	if dayFirst {
		days = append(append([]string{}, wordDays...), dayMonths...)
	}
	for _, day := range days {
		if at, err := time.ParseInLocation(day, text, time.UTC); err == nil {
			return at.Add(12 * time.Hour), false, plausible(at)
		}
		for _, joint := range []string{" ", ", ", " at "} {
			for _, hour := range clocks {
				if at, err := time.ParseInLocation(day+joint+hour, text, zone); err == nil {
					return at.UTC(), strings.Contains(hour, "05"), plausible(at)
				}
			}
		}
	}
	return time.Time{}, false, false
}

// plausible: LinkedIn did not exist before 2003.
func plausible(at time.Time) bool { return at.Year() >= 2003 && at.Year() < 2200 }

var spans = regexp.MustCompile(`(?i)(\d+(?:\.\d+)?)\s*(h|m|s)[a-z]*`)

// seconds reads how long something took: "95", "1:35", "0:01:35", "1m 35s", "1.5 min". 0 where it cannot be told.
func seconds(text string) int {
	text = strings.TrimSpace(text)
	if parts := strings.Split(text, ":"); len(parts) == 2 || len(parts) == 3 {
		total := 0
		for _, part := range parts {
			n, err := strconv.Atoi(strings.TrimSpace(part))
			if err != nil || n < 0 || n > 100_000 {
				return 0
			}
			total = total*60 + n
		}
		return min(total, longest)
	}
	if n, err := strconv.ParseFloat(text, 64); err == nil && n >= 0 && n < 1e7 {
		return int(n)
	}
	total := 0.0
	for _, found := range spans.FindAllStringSubmatch(text, -1) {
		n, err := strconv.ParseFloat(found[1], 64)
		if err != nil || n > 1e6 {
			return 0
		}
		total += n * map[string]float64{"h": 3600, "m": 60, "s": 1}[strings.ToLower(found[2])]
	}
	return int(min(total, float64(longest)))
}

// longest is what a span is taken for that is longer, in seconds.
const longest = int(crm.LongestActivity / time.Second)
