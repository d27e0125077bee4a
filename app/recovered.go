package app

import "ferry/backend/crm"

// recovered makes a panic of a bound method an error of the call. Wails recovers too, but then the page waits for ever, and
// what it had sent is printed. Defer it first thing; where is the method's name.
func (h *house) recovered(where string, err *error) {
	cause := recover()
	if cause == nil {
		return
	}
	if h.backend != nil {
		h.backend.Panicked(where, cause)
	}
	*err = crm.Errorf(crm.CodeUnexpected, "the program failed in %s", where)
}
