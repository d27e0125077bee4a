// Package health decides which of the things that are wrong a person is told about: a warning waits until it has been true
// for a while, so that a train's tunnel does not flash, and one cause hides what only follows from it. Screens and ferryctl
// show the same answer.
//
// It must not find out what is wrong, nor put it into words.
package health

import (
	"slices"
	"time"

	"ferry/backend/crm"
)

// Condition is something that is wrong.
type Condition struct {
	Code   crm.Code
	Detail string
	// Since is when it began; the zero time means that it has always been so.
	Since time.Time
	// Sure conditions are shown at once: a person has caused them, or nothing can end them by itself.
	Sure bool
}

// patience is how long a condition that comes and goes by itself must hold before it is shown.
const patience = 10 * time.Second

// passing lists the codes of conditions that come and go by themselves.
func passing() []crm.Code {
	return []crm.Code{crm.CodeOffline, crm.CodeThrottled, crm.CodeUnavailable}
}

// consequences lists what only follows from a cause, and would tell a person the same thing twice.
func consequences(cause crm.Code) []crm.Code {
	switch cause {
	case crm.CodeOffline:
		return []crm.Code{crm.CodeUnavailable, crm.CodeThrottled, crm.CodeCancelled, crm.CodeWebPage, crm.CodeSettingsNotSaved}
	case crm.CodeSignIn:
		return []crm.Code{crm.CodeSettingsNotSaved, crm.CodeForbidden, crm.CodeCancelled, crm.CodeKeychain}
	case crm.CodeNotMember:
		return []crm.Code{crm.CodeSettingsNotSaved, crm.CodeForbidden}
	case crm.CodeStorage:
		return []crm.Code{crm.CodeUnexpected, crm.CodeCancelled}
	default:
		return nil
	}
}

// Visible is what is shown of the conditions, gravest first and one for each code, and how long until that changes by time
// alone; zero when it does not. A cause hides its consequences from its first moment on, also while it waits itself: they
// would flash in its place.
func Visible(conditions []Condition, now time.Time) (visible []Condition, change time.Duration) {
	for _, condition := range merged(conditions) {
		if hidden(condition.Code, conditions) {
			continue
		}
		left := condition.Since.Add(patience).Sub(now)
		if condition.Sure || !slices.Contains(passing(), condition.Code) || left <= 0 {
			visible = append(visible, condition)
		} else if change == 0 || left < change {
			change = left
		}
	}
	slices.SortStableFunc(visible, func(a, b Condition) int { return rank(a) - rank(b) })
	return visible, change
}

// merged keeps one condition for each code: the one that began first, sure if any is.
func merged(conditions []Condition) []Condition {
	var result []Condition
	for _, condition := range conditions {
		at := slices.IndexFunc(result, func(c Condition) bool { return c.Code == condition.Code })
		if at < 0 {
			result = append(result, condition)
			continue
		}
		sure := result[at].Sure || condition.Sure
		if condition.Since.Before(result[at].Since) {
			result[at] = condition
		}
		result[at].Sure = sure
	}
	return result
}

func hidden(code crm.Code, conditions []Condition) bool {
	return slices.ContainsFunc(conditions, func(c Condition) bool { return slices.Contains(consequences(c.Code), code) })
}

func rank(condition Condition) int {
	order := []crm.Severity{crm.Failure, crm.Warning, crm.Info}
	return slices.Index(order, crm.MeaningOf(condition.Code).Severity)
}
