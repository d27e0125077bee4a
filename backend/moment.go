package backend

import (
	"time"

	"ferry/backend/crm"
	"ferry/backend/view"
)

// moment is how a time crosses the bridge: RFC 3339 in UTC, "" for never.
func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// parseMoment reads a time from the screens; "" is the zero time.
func parseMoment(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return time.Time{}, crm.Errorf(crm.CodeInvalid, "not a time")
	}
	return t, nil
}

// ProblemOf is how an error crosses the bridge; its code is empty for nil.
func ProblemOf(err error) view.Problem { return problemView(problemOf(err)) }

func problemView(problem *crm.Error) view.Problem {
	if problem == nil {
		return view.Problem{}
	}
	meaning := crm.MeaningOf(problem.Code)
	return view.Problem{
		Code: string(problem.Code), Detail: problem.Detail,
		Severity: string(meaning.Severity), Actor: string(meaning.Actor),
	}
}
