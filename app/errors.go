package app

import "ferry/backend"

// formatError is how an error crosses the bridge: a code that has a sentence in each language, and a technical detail.
func formatError(err error) any {
	return backend.ProblemOf(err)
}
