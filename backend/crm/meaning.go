package crm

import "slices"

// Severity is how much a failure asks of a person.
type Severity string

// Severities.
const (
	// Info: nothing to do, and nothing waits.
	Info Severity = "info"
	// Warning: something waits or is less than it could be; it may pass by itself.
	Warning Severity = "warning"
	// Failure: it stays until somebody acts.
	Failure Severity = "error"
)

// Actor is who can mend a failure.
type Actor string

// Actors.
const (
	ActorNobody    Actor = "nobody" // it mends itself
	ActorYou       Actor = "you"
	ActorAdmin     Actor = "admin" // of Dynamics, or of this machine
	ActorMicrosoft Actor = "microsoft"
)

// Meaning is what a code means for people. Its sentences stand in the text files of the screens, under Sentence: what
// happened ("what"), what it means for the data ("data") and what to do ("act").
type Meaning struct {
	Code     Code
	Severity Severity
	Actor    Actor
}

// Sentence is the key of the code's sentences.
func (m Meaning) Sentence() string { return "errors." + string(m.Code) }

// Meanings is the table of all codes, the only one: screens, ferryctl, warnings and diagnostics read it.
func Meanings() []Meaning {
	return []Meaning{
		{CodeOffline, Warning, ActorNobody},
		{CodeThrottled, Info, ActorNobody},
		{CodeUnavailable, Warning, ActorMicrosoft},
		{CodeSignIn, Failure, ActorYou},
		{CodeForbidden, Failure, ActorAdmin},
		{CodeNotMember, Failure, ActorAdmin},
		{CodeOwnerRefused, Failure, ActorAdmin},
		{CodeNotFound, Failure, ActorYou},
		{CodeMissingTable, Failure, ActorAdmin},
		{CodeDuplicateKey, Warning, ActorYou},
		{CodeDuplicateFound, Failure, ActorYou},
		{CodeChanged, Warning, ActorYou},
		{CodeClosed, Failure, ActorYou},
		{CodeTooLong, Failure, ActorYou},
		{CodeInvalid, Failure, ActorYou},
		{CodeBusinessRule, Failure, ActorAdmin},
		{CodeExpiredDelta, Info, ActorNobody},
		{CodeNotAnOrg, Failure, ActorYou},
		{CodeUntrustedHost, Failure, ActorYou},
		{CodeOldVersion, Failure, ActorAdmin},
		{CodeWrongAccount, Failure, ActorYou},
		{CodeSignInCancelled, Info, ActorYou},
		{CodeSignInTimeout, Warning, ActorYou},
		{CodeKeychain, Warning, ActorYou},
		{CodeStorage, Failure, ActorYou},
		{CodeLocked, Failure, ActorYou},
		{CodeCancelled, Info, ActorYou},
		{CodeSeveralMatches, Warning, ActorYou},
		{CodeWeakMatch, Warning, ActorYou},
		{CodeUnmatched, Warning, ActorYou},
		{CodeNotConnected, Info, ActorYou},
		{CodeAwaitsRow, Info, ActorNobody},
		{CodeIDTaken, Failure, ActorYou},
		{CodeRestored, Warning, ActorYou},
		{CodeWritebackOff, Warning, ActorAdmin},
		{CodeSettingsNotSaved, Warning, ActorAdmin},
		{CodeBadFile, Failure, ActorYou},
		{CodeNoBrowser, Failure, ActorYou},
		{CodeWebPage, Failure, ActorYou},
		{CodeDamaged, Failure, ActorYou},
		{CodeNewerVersion, Failure, ActorYou},
		{CodeCloudFolder, Warning, ActorYou},
		{CodeClock, Warning, ActorYou},
		{CodeMirrorAside, Info, ActorNobody},
		{CodeUnexpected, Failure, ActorYou},
	}
}

// MeaningOf is the code's row of the table. A code that stands in none means what CodeUnexpected means.
func MeaningOf(code Code) Meaning {
	table := Meanings()
	at := slices.IndexFunc(table, func(m Meaning) bool { return m.Code == code })
	if at < 0 {
		return Meaning{code, Failure, ActorYou}
	}
	return table[at]
}
