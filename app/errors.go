package app

import (
	"errors"

	"ferry/backend/crm"
	"ferry/backend/view"
)

// formatError is how an error crosses the bridge: a code that has a sentence in each language, and a technical detail.
func formatError(err error) any {
	problem := view.Problem{Code: string(crm.CodeOf(err))}
	var coded *crm.Error
	if errors.As(err, &coded) {
		problem.Detail = coded.Detail
	}
	return problem
}
