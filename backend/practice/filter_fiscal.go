package practice

import (
	"strings"
	"time"
)

// The fiscal year is the calendar year, and its periods are quarters: what an organization has that did not set others.

const monthsOfPeriod = 3

// fiscalSpan is this, last and next fiscal year or period, and n of them before or after now.
func fiscalSpan(name string, n int, year, month time.Time) (from, until time.Time, ok bool) {
	period := year.AddDate(0, (int(month.Month())-1)/monthsOfPeriod*monthsOfPeriod, 0)
	when, unit, ok := strings.Cut(name, "-")
	if !ok {
		return from, until, false
	}
	counted := strings.HasPrefix(unit, "x-")
	start, months := period, monthsOfPeriod
	switch strings.TrimSuffix(strings.TrimPrefix(unit, "x-"), "s") {
	case "fiscal-year":
		start, months = year, 12
	case "fiscal-period":
	default:
		return from, until, false
	}
	switch {
	case when == "last" && counted:
		return start.AddDate(0, -n*months, 0), start, true
	case when == "next" && counted:
		return start.AddDate(0, months, 0), start.AddDate(0, (n+1)*months, 0), true
	case counted || when != "this" && when != "last" && when != "next":
		return from, until, false
	}
	start = start.AddDate(0, offset(when)*months, 0)
	return start, start.AddDate(0, months, 0), true
}

// inFiscal is a named fiscal year or period: in-fiscal-year (a year), in-fiscal-period (a period of this year),
// in-fiscal-period-and-year (a period and a year), and what lies before or after the latter's edge.
func inFiscal(name string, values []string, at time.Time) (from, until time.Time, ok bool) {
	numbers := make([]int, 0, 2)
	for _, value := range values {
		n, ok := wholeNumber(value)
		if !ok || n > 9999 {
			return from, until, false
		}
		numbers = append(numbers, n)
	}
	switch {
	case name == "in-fiscal-year" && len(numbers) == 1:
		from = time.Date(numbers[0], 1, 1, 0, 0, 0, 0, time.UTC)
		return from, from.AddDate(1, 0, 0), true
	case name == "in-fiscal-period" && len(numbers) == 1:
		numbers = append(numbers, at.Year())
	case !strings.HasSuffix(name, "fiscal-period-and-year") || len(numbers) != 2:
		return from, until, false
	}
	from = time.Date(numbers[1], time.Month(1+(numbers[0]-1)*monthsOfPeriod), 1, 0, 0, 0, 0, time.UTC)
	until = from.AddDate(0, monthsOfPeriod, 0)
	switch strings.TrimSuffix(name, "-fiscal-period-and-year") {
	case "in-or-before":
		from = time.Time{}
	case "in-or-after":
		until = time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)
	}
	return from, until, true
}
