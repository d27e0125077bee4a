package dataverse

import (
	"net/http"
	"regexp"
	"strings"

	"ferry/backend/crm"
)

// codes maps the service's own codes, which say more than the HTTP status (a duplicate may come as 412 or as 500). They
// are those of the Dataverse documentation's table of error codes.
func codes() map[uint32]crm.Code {
	return map[uint32]crm.Code{
		0x80040217: crm.CodeNotFound,       // ObjectDoesNotExist
		0x80060891: crm.CodeNotFound,       // RecordNotFoundByEntityKey
		0x80041102: crm.CodeMissingTable,   // no such entity
		0x80041103: crm.CodeMissingTable,   // no such attribute
		0x80044331: crm.CodeTooLong,        // StringLengthTooLong
		0x80040203: crm.CodeInvalid,        // InvalidArgument
		0x8004431a: crm.CodeInvalid,        // PicklistValueOutOfRange
		0x80048408: crm.CodeInvalid,        // status does not fit the state
		0x80044352: crm.CodeExpiredDelta,   // ExpiredVersionStamp
		0x80040265: crm.CodeBusinessRule,   // a plug-in refused
		0x80040220: crm.CodeForbidden,      // PrivilegeDenied
		0x80048306: crm.CodeForbidden,      // no right on the row
		0x80048405: crm.CodeForbidden,      // AccessDenied
		0x8004a110: crm.CodeForbidden,      // CannotActOnBehalfOfAnotherUser
		0x8004f507: crm.CodeForbidden,      // column-level security
		0x80042f09: crm.CodeNotMember,      // no roles
		0x80072560: crm.CodeNotMember,      // not a member of the organization
		0x8004022b: crm.CodeOwnerRefused,   // the owner is disabled
		0x80040231: crm.CodeOwnerRefused,   // the owner lacks privileges
		0x80040237: crm.CodeDuplicateKey,   // DuplicateRecord
		0x80060892: crm.CodeDuplicateFound, // DuplicateRecordEntityKey: another row has the alternate key
		0x80040333: crm.CodeDuplicateFound, // DuplicateRecordsFound: duplicate detection
		0x80060882: crm.CodeChanged,        // ConcurrencyVersionMismatch
		0x80072321: crm.CodeThrottled,      // execution time
		0x80072322: crm.CodeThrottled,      // number of requests
		0x80072326: crm.CodeThrottled,      // concurrent requests
		0x80072327: crm.CodeThrottled,      // the variant of the data sync service
		0x80044150: crm.CodeUnavailable,    // SQL error, such as a deadlock
		0x80044151: crm.CodeUnavailable,    // SQL time-out
		0x80040216: crm.CodeUnavailable,    // unexpected
	}
}

// userDisabled is ambiguous: as an answer to a row with an owner it means the owner, otherwise the caller.
const userDisabled = 0x80040225

// licensing is the range in which Dataverse says that the user has no licence.
const licensingFirst, licensingLast = 0x80050300, 0x80050307

// noColumn and noPath are told in words only: the codes beside them (0x80060888, 0x8006088a) stand for any bad query.
var (
	noColumn = regexp.MustCompile(`(?i)could not find a property named`)
	noPath   = regexp.MustCompile(`(?i)resource not found for the segment`)
	// closedRow: Dataverse refuses edits of a closed row in words ("Cannot update Closed or Cancelled Activity", "This case
	// has already been resolved"), under codes that stand for other refusals too.
	closedRow = regexp.MustCompile(`(?i)closed or cancell?ed|(is|been) (already )?(closed|completed|cancell?ed|resolved)`)
)

// classify gives a reply its code: by the service's code first, then by its words, then by the status.
func classify(r request, response *http.Response, f fault) crm.Code {
	status := response.StatusCode
	if isDelta(r.url) && f.code != 0x80040220 && deltaIsLost(status) {
		return crm.CodeExpiredDelta
	}
	closed := status >= 400 && status < 500 && !r.isRead() && closedRow.MatchString(f.message)
	if code, known := codes()[f.code]; known && (!closed || code != crm.CodeInvalid) {
		return code
	}
	switch {
	case f.code == userDisabled && strings.Contains(string(r.body), "ownerid@odata.bind"):
		return crm.CodeOwnerRefused
	case f.code == userDisabled, f.code >= licensingFirst && f.code <= licensingLast:
		return crm.CodeNotMember
	case status >= 400 && status < 500 && (noColumn.MatchString(f.message) || noPath.MatchString(f.message)):
		return crm.CodeMissingTable
	case closed:
		return crm.CodeClosed
	}
	return byStatus(response)
}

// isDelta reports whether the request follows a stored delta link.
func isDelta(link string) bool { return strings.Contains(link, "deltatoken=") }

// deltaIsLost: the status of an expired token is not documented, so each of these on a delta link means a full load.
func deltaIsLost(status int) bool {
	switch status {
	case http.StatusBadRequest, http.StatusNotFound, http.StatusGone, http.StatusPreconditionFailed:
		return true
	}
	return false
}

func byStatus(response *http.Response) crm.Code {
	status := response.StatusCode
	switch status {
	case http.StatusUnauthorized:
		return crm.CodeSignIn
	case http.StatusForbidden:
		return crm.CodeForbidden
	case http.StatusNotFound, http.StatusGone:
		return crm.CodeNotFound
	case http.StatusConflict, http.StatusPreconditionFailed:
		return crm.CodeChanged
	case http.StatusRequestEntityTooLarge:
		return crm.CodeTooLong
	case http.StatusTooManyRequests:
		return crm.CodeThrottled
	case http.StatusProxyAuthRequired, http.StatusRequestTimeout:
		return crm.CodeOffline
	case http.StatusServiceUnavailable:
		if response.Header.Get("Retry-After") != "" {
			return crm.CodeThrottled
		}
	}
	switch {
	case status >= 500:
		return crm.CodeUnavailable
	case status >= 400:
		return crm.CodeInvalid
	case status >= 300: // a redirect that leads nowhere: the service has none
		return crm.CodeWebPage
	}
	return crm.CodeUnexpected
}
