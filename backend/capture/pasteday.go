package capture

import (
	"slices"
	"strings"
	"time"

	"ferry/backend/crm"
)

// nearDays, weekDays and months are the days and months as LinkedIn shows them, in English and Spanish, folded.
var (
	nearDays = map[string]int{"today": 0, "hoy": 0, "yesterday": 1, "ayer": 1}
	weekDays = map[string]time.Weekday{
		"sunday": 0, "monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6,
		"domingo": 0, "lunes": 1, "martes": 2, "miercoles": 3, "jueves": 4, "viernes": 5, "sabado": 6,
		"sun": 0, "mon": 1, "tue": 2, "wed": 3, "thu": 4, "fri": 5, "sat": 6,
	}
	months = map[string]time.Month{
		"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
		"ene": 1, "abr": 4, "ago": 8, "dic": 12, "sept": 9,
		"january": 1, "february": 2, "march": 3, "april": 4, "june": 6, "july": 7, "august": 8, "september": 9, "october": 10,
		"november": 11, "december": 12, "enero": 1, "febrero": 2, "marzo": 3, "abril": 4, "mayo": 5, "junio": 6, "julio": 7,
		"agosto": 8, "septiembre": 9, "octubre": 10, "noviembre": 11, "diciembre": 12,
	}
)

// dayOf reads a line that is nothing but a day: "Today", "Monday", "Jun 3", "3 de junio de 2025", "2025-06-03". Days without
// a year are the last such day.
func (s *splitter) dayOf(line string) (time.Time, bool) {
	if len(line) > 40 || line == "" {
		return time.Time{}, false
	}
	if day, err := time.Parse("2006-01-02", line); err == nil {
		return day, plausible(day)
	}
	if first, second, ok := slashDate(line); ok {
		return s.slashDay(line, first, second)
	}
	words := slices.DeleteFunc(strings.Fields(crm.Fold(line)), func(word string) bool { return word == "de" || word == "del" })
	if len(words) > 1 {
		if _, weekday := weekDays[words[0]]; weekday {
			words = words[1:]
		}
	}
	switch len(words) {
	case 1:
		return s.nearDay(words[0])
	case 2, 3:
		return s.calendarDay(words)
	}
	return time.Time{}, false
}

func (s *splitter) nearDay(word string) (time.Time, bool) {
	if back, ok := nearDays[word]; ok {
		return s.now.AddDate(0, 0, -back), true
	}
	weekday, ok := weekDays[word]
	back := (int(s.now.Weekday()) - int(weekday) + 7) % 7
	if back == 0 {
		back = 7
	}
	return s.now.AddDate(0, 0, -back), ok
}

// calendarDay reads "jun 3", "3 junio" and the same with a year.
func (s *splitter) calendarDay(words []string) (time.Time, bool) {
	month, rest := months[words[0]], words[1:]
	if month == 0 {
		month, rest = months[words[1]], append([]string{words[0]}, words[2:]...)
	}
	day, ok := wholeNumber(rest[0], 1, 31)
	if month == 0 || !ok {
		return time.Time{}, false
	}
	if len(rest) == 2 {
		year, ok := wholeNumber(rest[1], 2003, 2199)
		return time.Date(year, month, day, 0, 0, 0, 0, time.UTC), ok
	}
	at := time.Date(s.now.Year(), month, day, 0, 0, 0, 0, s.now.Location())
	if at.After(s.now) {
		at = at.AddDate(-1, 0, 0)
	}
	return at, true
}

// slashDay takes the order of day and month that is possible; where both are, the month comes first in English text and the
// day in most others, so that only a person can tell: it is left to them.
func (s *splitter) slashDay(line string, first, second int) (time.Time, bool) {
	layouts := dayMonths
	if second > 12 {
		layouts = monthDays
	} else if first <= 12 && first != second {
		return time.Time{}, false
	}
	for _, layout := range layouts {
		if day, err := time.Parse(layout, line); err == nil {
			return day, plausible(day)
		}
	}
	return time.Time{}, false
}

func wholeNumber(text string, low, high int) (int, bool) {
	n := 0
	for _, r := range text {
		if r < '0' || r > '9' || n > high {
			return 0, false
		}
		n = n*10 + int(r-'0')
	}
	return n, text != "" && n >= low && n <= high
}
