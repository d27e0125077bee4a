package practice

import (
	"fmt"
	"net/http"
)

// refusal is an answer that is not a success: an HTTP status with Dataverse's code and message.
type refusal struct {
	status  int
	code    string
	message string
	header  http.Header
}

func (r *refusal) Error() string { return fmt.Sprintf("%d %s %s", r.status, r.code, r.message) }

func refuse(status int, code, format string, args ...any) *refusal {
	return &refusal{status: status, code: code, message: fmt.Sprintf(format, args...)}
}

// The codes are from Dataverse's published list of service errors, the statuses from its page on status codes; where the
// two leave a gap the choice is noted at the constructor.

func badQuery(format string, args ...any) *refusal {
	return refuse(http.StatusBadRequest, "0x80060888", format, args...)
}

func badBody(format string, args ...any) *refusal {
	return refuse(http.StatusBadRequest, "0x80048d19", format, args...)
}

func badArgument(format string, args ...any) *refusal {
	return refuse(http.StatusBadRequest, "0x80040203", format, args...)
}

func noSegment(segment string) *refusal {
	return refuse(http.StatusNotFound, "0x8006088A", "Resource not found for the segment '%s'.", segment)
}

func noRow(table, id string) *refusal {
	return refuse(http.StatusNotFound, "0x80040217", "%s With Id = %s Does Not Exist", table, id)
}

func rowExists() *refusal {
	return refuse(http.StatusPreconditionFailed, "0x80040237", "A record with matching key values already exists.")
}

func staleVersion() *refusal {
	return refuse(http.StatusPreconditionFailed, "0x80060882",
		"The version of the existing record doesn't match the RowVersion property provided.")
}

func noProperty(name, table string) *refusal {
	return badQuery("Could not find a property named '%s' on type 'Microsoft.Dynamics.CRM.%s'.", name, table)
}

// closedRow is our choice of code: that closed rows refuse edits is known of the application, the code is not.
func closedRow(table string) *refusal {
	return badArgument("This %s is closed. Only its state can be changed.", table)
}

func notAllowed(method string) *refusal {
	return refuse(http.StatusMethodNotAllowed, "0x80060888", "The HTTP method '%s' is not supported here.", method)
}

func notSupported(what string) *refusal {
	return refuse(http.StatusNotImplemented, "0x80060888", "The practice organization does not support %s.", what)
}
