package crm

import "strings"

// Logical names of the Dataverse tables Ferry knows. Names are Dataverse's own, lower case.
const (
	TableAccount     = "account"
	TableContact     = "contact"
	TableLead        = "lead"
	TableOpportunity = "opportunity"
	TableUser        = "systemuser"
	TableTeam        = "team"
	TablePosition    = "position"
	TableAnnotation  = "annotation"
	TableActivity    = "activitypointer"
	// TableSalesProcess holds which stage of Dynamics 365 Sales' own business process flow an opportunity is in.
	TableSalesProcess = "opportunitysalesprocess"

	TableTask      = "task"
	TablePhoneCall = "phonecall"
	TableInMail    = "li_inmail"
	TableMessage   = "li_message"
	// TableSmartLinkView is labelled "PointDrive Presentation Viewed" or "Smart Links Content Viewed" depending on the
	// solution's version: only the logical name is stable.
	TableSmartLinkView = "li_pointdrivepresentationviewed"
)

// ColumnActiveStage is the column of TableSalesProcess that names the stage. Settings name it as if it were a column of
// opportunity, whose own stageid is deprecated and goes stale.
const ColumnActiveStage = "activestageid"

// Ref names one row of a table. Name is its display name, and may be empty.
type Ref struct {
	Table string `json:"table"`
	ID    string `json:"id"`
	Name  string `json:"name,omitempty"`
}

// IsZero reports whether the reference names nothing.
func (r Ref) IsZero() bool { return r.ID == "" }

// SameRow reports whether both name the same row, whatever their display names and letter case.
func (r Ref) SameRow(other Ref) bool {
	return r.Table == other.Table && strings.EqualFold(r.ID, other.ID)
}
