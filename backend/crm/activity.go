package crm

import "time"

// Kind is what a seat holder copies to the CRM.
type Kind string

// The kinds of material: each becomes an activity.
const (
	KindNote      Kind = "note"
	KindMessage   Kind = "message"
	KindInMail    Kind = "inmail"
	KindCall      Kind = "call"
	KindSmartLink Kind = "smartlink"
)

// The kinds of entry that are no material and become no activity: a row made from a LinkedIn member, and the flag that says
// whether a contact still works where the organization thinks.
const (
	KindContact Kind = "contact"
	KindLead    Kind = "lead"
	KindFlag    Kind = "flag"
)

// Kinds lists the kinds of material in the order the settings show them.
func Kinds() []Kind { return []Kind{KindInMail, KindMessage, KindNote, KindCall, KindSmartLink} }

// EntryKinds lists every kind of entry: the material first.
func EntryKinds() []Kind { return append(Kinds(), KindContact, KindLead, KindFlag) }

// ActivityState is statecode of an activity table (0 Open, 1 Completed, 2 Canceled; 3 Scheduled on li_* and
// appointment).
type ActivityState int

// States of an activity.
const (
	ActivityOpen      ActivityState = 0
	ActivityCompleted ActivityState = 1
	ActivityCanceled  ActivityState = 2
	ActivityScheduled ActivityState = 3
)

// LongestActivity is how long anything that is copied may last: a call or a view of a year is a slip of somebody's pen.
const LongestActivity = 366 * 24 * time.Hour

// Open reports whether there is still something to be done.
func (s ActivityState) Open() bool { return s == ActivityOpen || s == ActivityScheduled }

// PartyRole is activityparty.participationtypemask.
type PartyRole int

// The roles Ferry writes.
const (
	PartySender PartyRole = 1
	PartyTo     PartyRole = 2
)

// Party is one participant of an activity: a row, or, where none is known, a name (unresolvedpartyname).
type Party struct {
	Role PartyRole `json:"role"`
	Row  Ref       `json:"row"`
	Name string    `json:"name,omitempty"`
}

// Activity is one activity row, as Ferry writes it and as it reads it back. Times are UTC to the second, since Dataverse
// keeps no more.
type Activity struct {
	ID          string        `json:"id"`
	Table       string        `json:"table"`
	Subject     string        `json:"subject"`
	Description string        `json:"description"`
	Regarding   Ref           `json:"regarding"`
	Owner       Ref           `json:"owner"`
	Creator     Ref           `json:"creator"`
	Parties     []Party       `json:"parties,omitempty"`
	Start       time.Time     `json:"start"`
	End         time.Time     `json:"end"`
	Category    string        `json:"category,omitempty"`    // task and phonecall only
	Subcategory string        `json:"subcategory,omitempty"` // task and phonecall only
	PhoneNumber string        `json:"phoneNumber,omitempty"` // phonecall only
	Outgoing    bool          `json:"outgoing,omitempty"`    // phonecall's directioncode
	URL         string        `json:"url,omitempty"`         // li_pointdrivepresentationviewed.li_url only
	State       ActivityState `json:"state"`
	Status      int           `json:"status"`
	ModifiedOn  time.Time     `json:"modifiedOn"`
	Modifier    Ref           `json:"modifier,omitzero"` // who changed it last
	ETag        string        `json:"etag,omitempty"`
}

// ClosedStatus is the statuscode that goes with ActivityCompleted on the table when Ferry closes an activity: task 5
// Completed, phonecall 2 Made, li_* 2 Completed.
func ClosedStatus(table string) int {
	if table == TableTask {
		return 5
	}
	return 2
}

// Annotation is a note on a row (Dataverse table annotation): where text that exceeds a column goes.
type Annotation struct {
	ID      string `json:"id"`
	Object  Ref    `json:"object"`
	Subject string `json:"subject"`
	Text    string `json:"text"`
	Owner   Ref    `json:"owner"`
}

// ActivityChange is what a PATCH changes on an activity; nil fields stay as they are. State and Status go in a request of
// their own, since a closed row refuses everything else.
type ActivityChange struct {
	Subject     *string
	Description *string
	Regarding   *Ref
	Start       *time.Time
	End         *time.Time
	State       *ActivityState
	Status      *int
	// Parties, when not nil, replaces the sender and recipients.
	Parties []Party
}
