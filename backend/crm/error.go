package crm

import (
	"errors"
	"fmt"
	"time"
)

// Code names what went wrong, for people and for the retry rule. Every code has a sentence in each language.
type Code string

// The codes. An adapter turns a foreign error into one of them once, at its edge.
const (
	CodeOffline          Code = "offline"           // DNS, TCP, TLS, proxy or time-out: nothing answered
	CodeThrottled        Code = "throttled"         // 429, or a 503 with Retry-After: wait as told
	CodeUnavailable      Code = "unavailable"       // 5xx or a gateway's HTML: the service is not well
	CodeSignIn           Code = "sign-in"           // a person has to sign in (again)
	CodeForbidden        Code = "forbidden"         // a privilege or a right on the row is missing
	CodeNotMember        Code = "not-member"        // not a user of the organization, disabled or with no roles
	CodeOwnerRefused     Code = "owner-refused"     // the owner is disabled or may not own the row
	CodeNotFound         Code = "not-found"         // the row or table is not there
	CodeMissingTable     Code = "missing-table"     // a table or column the organization lacks
	CodeDuplicateKey     Code = "duplicate-key"     // 412: a row with this id exists
	CodeDuplicateFound   Code = "duplicate-found"   // duplicate detection refused the row
	CodeChanged          Code = "changed"           // 412: somebody changed the row since it was read
	CodeClosed           Code = "closed"            // the row is closed and refuses the change
	CodeTooLong          Code = "too-long"          // a text exceeds its column
	CodeInvalid          Code = "invalid"           // the service refused the request as wrong
	CodeBusinessRule     Code = "business-rule"     // a plug-in of the organization refused, in its own words
	CodeExpiredDelta     Code = "expired-delta"     // the change-tracking token is too old
	CodeNotAnOrg         Code = "not-an-org"        // the address answers, but is no Dynamics organization
	CodeUntrustedHost    Code = "untrusted-host"    // the host is not under a known cloud's suffix
	CodeOldVersion       Code = "old-version"       // below 8.0, or on-premises
	CodeWrongAccount     Code = "wrong-account"     // somebody else signed in than expected
	CodeSignInCancelled  Code = "sign-in-cancelled" // the person ended the sign-in
	CodeSignInTimeout    Code = "sign-in-timeout"   // nobody signed in before the deadline
	CodeKeychain         Code = "keychain"          // the OS keychain does not answer
	CodeStorage          Code = "storage"           // disk full, read-only, damaged
	CodeLocked           Code = "locked"            // another process holds the folder
	CodeCancelled        Code = "cancelled"         // the caller's context ended
	CodeSeveralMatches   Code = "several-matches"   // needs a person: more than one row fits
	CodeWeakMatch        Code = "weak-match"        // needs a person: the only row found may be wrong
	CodeUnmatched        Code = "unmatched"         // no row fits, and CRM Settings say to wait for one
	CodeNotConnected     Code = "not-connected"     // no organization is connected
	CodeAwaitsRow        Code = "awaits-row"        // the contact or lead it is about is itself still to be made
	CodeIDTaken          Code = "id-taken"          // our id belongs to somebody else's row, or cannot be read
	CodeRestored         Code = "restored"          // from a backup: nothing is sent without a yes
	CodeWritebackOff     Code = "writeback-off"     // CRM Settings do not allow this kind
	CodeSettingsNotSaved Code = "settings-not-saved"
	CodeBadFile          Code = "bad-file"         // a file from outside cannot be understood
	CodeNoBrowser        Code = "no-browser"       // the sign-in page could not be shown
	CodeWebPage          Code = "web-page"         // a web page answered in the organization's place: a captive portal, a filter
	CodeDamaged          Code = "damaged"          // what people did cannot be read any more: never touched, never begun anew
	CodeNewerVersion     Code = "newer-version"    // a newer Ferry has written the folder
	CodeCloudFolder      Code = "cloud-folder"     // the folder is copied to a cloud drive behind our back
	CodeClock            Code = "clock"            // this machine's clock is off
	CodeMirrorAside      Code = "mirror-set-aside" // what was imported could not be read and is imported again
	CodeUnexpected       Code = "unexpected"
)

// Error is a failure with a code for people. Detail is technical (service code, message, request id), holds no token,
// message text, name or e-mail of ours, and is shown behind a disclosure.
type Error struct {
	Code   Code
	Detail string
	// Wait is how long the service asked to be left alone; zero when it did not say.
	Wait time.Duration
	// Unsent: nothing of the request left this machine, since there was nobody to connect to. False where that is not known.
	Unsent bool
	// Claims is the decoded claims challenge that a new sign-in has to satisfy.
	Claims string
	Err    error
}

// Error is for logs: the code first, then the detail (which Errorf makes include the cause's text), else the cause.
func (e *Error) Error() string {
	switch {
	case e.Detail != "":
		return string(e.Code) + ": " + e.Detail
	case e.Err != nil:
		return string(e.Code) + ": " + e.Err.Error()
	}
	return string(e.Code)
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// Errorf makes an Error with a formatted detail. A %w operand becomes the cause.
func Errorf(code Code, format string, args ...any) *Error {
	err := fmt.Errorf(format, args...)
	return &Error{Code: code, Detail: err.Error(), Err: errors.Unwrap(err)}
}

// CodeOf is the code of the first Error in the chain, or CodeUnexpected; "" for nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	var coded *Error
	if errors.As(err, &coded) {
		return coded.Code
	}
	return CodeUnexpected
}

// Unsent reports whether the first Error in the chain says that nothing of the request left this machine.
func Unsent(err error) bool {
	var coded *Error
	return errors.As(err, &coded) && coded.Unsent
}
