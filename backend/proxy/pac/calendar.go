package pac

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// The three functions about the calendar take one point or two, in parts from the finest given to the coarsest, and "GMT" at
// the end for UTC. A range whose end comes before its start goes over midnight, the week's or the year's end.

var (
	weekdays = []string{"SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"}
	months   = []string{"JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"}
)

// zoned takes "GMT" from the end.
func zoned(now time.Time, arguments []string) (time.Time, []string) {
	if last := len(arguments) - 1; last >= 0 && strings.EqualFold(arguments[last], "GMT") {
		return now.UTC(), arguments[:last]
	}
	return now, arguments
}

func between(from, is, to int) bool {
	if from <= to {
		return from <= is && is <= to
	}
	return is >= from || is <= to
}

// weekdayRange takes ("MON") or ("MON", "FRI").
func weekdayRange(now time.Time, arguments []string) bool {
	now, arguments = zoned(now, arguments)
	if len(arguments) < 1 || len(arguments) > 2 {
		return false
	}
	from := slices.Index(weekdays, strings.ToUpper(arguments[0]))
	to := slices.Index(weekdays, strings.ToUpper(arguments[len(arguments)-1]))
	return from >= 0 && to >= 0 && between(from, int(now.Weekday()), to)
}

// timeRange takes (hour), (hour1, hour2), (hour1, min1, hour2, min2) or (hour1, min1, sec1, hour2, min2, sec2). Of two hours
// the second counts to its end, as in browsers.
func timeRange(now time.Time, arguments []string) bool {
	now, arguments = zoned(now, arguments)
	n := make([]int, 0, len(arguments))
	for _, argument := range arguments {
		number, err := strconv.Atoi(argument)
		if err != nil || number < 0 || number > 59 {
			return false
		}
		n = append(n, number)
	}
	is := now.Hour()*3600 + now.Minute()*60 + now.Second()
	switch len(n) {
	case 1:
		return now.Hour() == n[0]
	case 2:
		return between(n[0], now.Hour(), n[1])
	case 4:
		return between(n[0]*3600+n[1]*60, is, n[2]*3600+n[3]*60+59)
	case 6:
		return between(n[0]*3600+n[1]*60+n[2], is, n[3]*3600+n[4]*60+n[5])
	}
	return false
}

// dateRange takes one point (day, month or year) or two of the same parts: (1, 15), ("JAN", "MAR"), (1, "JUN", 15, "AUG"),
// ("OCT", 1995, "MAR", 1996), (1, "JUN", 1995, 15, "AUG", 1995), and (1995, 1996).
func dateRange(now time.Time, arguments []string) bool {
	now, arguments = zoned(now, arguments)
	if len(arguments) == 0 || len(arguments) > 6 || len(arguments) > 1 && len(arguments)%2 == 1 {
		return false
	}
	half := max(len(arguments)/2, 1)
	from, parts, ok := datePoint(arguments[:half])
	to, partsTo, okTo := datePoint(arguments[len(arguments)-half:])
	if !ok || !okTo || parts != partsTo {
		return false
	}
	is := dateParts{}
	if parts.year != 0 {
		is.year = now.Year()
	}
	if parts.month != 0 {
		is.month = int(now.Month())
	}
	if parts.day != 0 {
		is.day = now.Day()
	}
	return between(from.number(), is.number(), to.number())
}

// dateParts are a date; a part that is not given is 0.
type dateParts struct{ year, month, day int }

func (d dateParts) number() int { return d.year*10000 + d.month*100 + d.day }

// datePoint reads a point, and says by ones which parts it has.
func datePoint(arguments []string) (point, has dateParts, ok bool) {
	for _, argument := range arguments {
		if month := slices.Index(months, strings.ToUpper(argument)); month >= 0 && has.month == 0 {
			point.month, has.month = month+1, 1
			continue
		}
		number, err := strconv.Atoi(argument)
		switch {
		case err != nil || number < 1 || number > 9999:
			return point, has, false
		case number <= 31 && has.day == 0:
			point.day, has.day = number, 1
		case number > 31 && has.year == 0:
			point.year, has.year = number, 1
		default:
			return point, has, false
		}
	}
	return point, has, true
}
