package outbox

import (
	"context"
	"slices"
	"time"

	"ferry/backend/crm"
)

// RemoteKind is what became, in Dynamics, of an activity that Ferry had sent.
type RemoteKind string

// What may have become of it. A row that is hidden is there, but this account may not read it any more.
const (
	RemoteDeleted   RemoteKind = "deleted"
	RemoteChanged   RemoteKind = "changed"
	RemoteHidden    RemoteKind = "hidden"
	RemoteRowClosed RemoteKind = "row-closed" // the activity is as it was; the contact it is under was deactivated, or merged
)

// RemoteKinds lists every kind.
func RemoteKinds() []RemoteKind {
	return []RemoteKind{RemoteDeleted, RemoteChanged, RemoteHidden, RemoteRowClosed}
}

// Field is what differs between what was sent and what stands in Dynamics.
type Field string

// The fields that are compared. A contact that was merged into another shows as FieldRegarding: Dynamics moves its activities.
const (
	FieldSubject   Field = "subject"
	FieldText      Field = "text"
	FieldRegarding Field = "regarding"
	FieldOwner     Field = "owner"
	FieldState     Field = "state"
	FieldTime      Field = "time"
)

// Remote is what was noticed about a sent entry. The zero value is nothing.
type Remote struct {
	Kind   RemoteKind
	Fields []Field // of RemoteChanged
	// By changed the row last, At by the service's clock; empty where the row cannot be read.
	By string
	At time.Time
	// Noticed is when Ferry saw it first. Dismissed: the person knows; the same finding is not shown again.
	Noticed   time.Time
	Dismissed bool
}

// Shown reports whether there is something to tell the person.
func (r Remote) Shown() bool { return r.Kind != "" && !r.Dismissed }

// same reports whether the other finding says nothing new.
func (r Remote) same(other Remote) bool {
	return r.Kind == other.Kind && r.At.Equal(other.At) && slices.Equal(r.Fields, other.Fields)
}

// Looker reads sent activities again. The dataverse package implements it.
type Looker interface {
	// ReadActivities reads rows of any activity table by their ids, at most LookTogether, without parties and with who
	// changed them last. Rows that are not there, or not this account's to read, are left out.
	ReadActivities(ctx context.Context, ids []string) ([]crm.Activity, error)
}

// Findings keeps what was noticed. The sqlite package implements it; storetest holds the contract.
type Findings interface {
	// Suspects lists sent activities whose mirrored row was changed after they were sent and after what was noticed, or is
	// missing from the mirror; newest first. Only those sent after since, and none that was found deleted.
	Suspects(ctx context.Context, since time.Time, limit int) ([]string, error)
	// SentBetween lists activities sent after since and no later than until, newest first, with when they were sent; none
	// that was found deleted.
	SentBetween(ctx context.Context, since, until time.Time, limit int) ([]SentID, error)
	// Remotes gives what was noticed about the entries, by id; those without a finding are left out.
	Remotes(ctx context.Context, ids []string) (map[string]Remote, error)
	// SaveRemotes keeps findings by entry, in one transaction; one without a kind is removed.
	SaveRemotes(ctx context.Context, found map[string]Remote) error
	// InactiveContacts gives those of the contacts that the mirror holds as deactivated.
	InactiveContacts(ctx context.Context, ids []string) (map[string]bool, error)
}

// SentID is an entry and when it was sent.
type SentID struct {
	ID   string
	Sent time.Time
}

// sent is the activity as Dynamics should hold it: what the create said, and every change that was done since.
func (r *Record) sent() (crm.Activity, bool) {
	create := r.operation(r.ID)
	if create == nil || create.Payload.Activity == nil || !r.Landed {
		return crm.Activity{}, false
	}
	activity := *create.Payload.Activity
	for _, operation := range r.Operations {
		if operation.State == OperationDone && operation.Payload.Change != nil {
			apply(&activity, *operation.Payload.Change)
		}
	}
	activity.State = crm.ActivityOpen
	if r.Closed {
		activity.State = crm.ActivityCompleted
	}
	return activity, true
}

func apply(activity *crm.Activity, change crm.ActivityChange) {
	if change.Subject != nil {
		activity.Subject = *change.Subject
	}
	if change.Description != nil {
		activity.Description = *change.Description
	}
	if change.Regarding != nil {
		activity.Regarding = *change.Regarding
	}
	if change.Start != nil {
		activity.Start = *change.Start
	}
	if change.End != nil {
		activity.End = *change.End
	}
}

// differences compares what was sent with the row as it stands. Times are compared to the minute, and only where one was
// sent: Dynamics sets the end of what it closes.
func differences(sent, row crm.Activity) []Field {
	var fields []Field
	differs := func(field Field, yes bool) {
		if yes {
			fields = append(fields, field)
		}
	}
	differs(FieldSubject, plain(sent.Subject) != plain(row.Subject))
	differs(FieldText, plain(sent.Description) != plain(row.Description))
	differs(FieldRegarding, !sameID(sent.Regarding, row.Regarding))
	differs(FieldOwner, !sent.Owner.IsZero() && !sameID(sent.Owner, row.Owner))
	differs(FieldState, finished(sent.State) != finished(row.State) || row.State == crm.ActivityCanceled)
	differs(FieldTime, otherMinute(sent.Start, row.Start) || otherMinute(sent.End, row.End))
	return fields
}

func finished(state crm.ActivityState) bool {
	return state == crm.ActivityCompleted || state == crm.ActivityCanceled
}

func otherMinute(sent, row time.Time) bool {
	return !sent.IsZero() && !sent.Truncate(time.Minute).Equal(row.Truncate(time.Minute))
}

// ownTraces is how far from our own requests a change by our own account counts as theirs: plug-ins of the organization
// rewrite what is written, and the clocks of two machines differ.
const ownTraces = 2 * time.Minute

// byOurselves reports whether the row was changed last by our own account while our requests were under way.
func (r *Record) byOurselves(row crm.Activity, user string) bool {
	if !sameID(row.Modifier, crm.Ref{ID: user}) || len(r.Attempts) == 0 {
		return false
	}
	first, last := r.Attempts[0].Started, r.Attempts[len(r.Attempts)-1].Ended
	return row.ModifiedOn.After(first.Add(-ownTraces)) && row.ModifiedOn.Before(last.Add(ownTraces))
}

// compare says what became of a record whose row was read.
func (r *Record) compare(row crm.Activity, user string) Remote {
	sent, known := r.sent()
	if !known || r.byOurselves(row, user) {
		return Remote{}
	}
	if fields := differences(sent, row); len(fields) > 0 {
		return Remote{Kind: RemoteChanged, Fields: fields, By: row.Modifier.Name, At: row.ModifiedOn}
	}
	return Remote{}
}
