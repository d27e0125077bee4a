package crm

// Person is a contact or a lead that a seat holder makes from a LinkedIn member. Empty fields are left to the organization.
type Person struct {
	ID        string `json:"id"`    // minted by us, so that a lost answer cannot make two
	Table     string `json:"table"` // TableContact or TableLead
	FirstName string `json:"firstName,omitempty"`
	LastName  string `json:"lastName"`
	JobTitle  string `json:"jobTitle,omitempty"`
	Email     string `json:"email,omitempty"`
	Phone     string `json:"phone,omitempty"`
	Country   string `json:"country,omitempty"`
	// Account is a contact's company: an account.
	Account Ref `json:"account"`
	// Company and Topic are a lead's company name and subject.
	Company string `json:"company,omitempty"`
	Topic   string `json:"topic,omitempty"`
	// Source is a value of the organization's lead source choice (leadsourcecode); nil leaves it.
	Source *int `json:"source,omitempty"`
	// Columns are further text columns by logical name: the organization's LinkedIn URL column, columns it requires. Choices
	// are choice columns that it requires.
	Columns map[string]string `json:"columns,omitempty"`
	Choices map[string]int    `json:"choices,omitempty"`
	Owner   Ref               `json:"owner"`
	// AllowDuplicate makes the row although the organization seems to hold the person: somebody has looked.
	AllowDuplicate bool `json:"allowDuplicate,omitempty"`
}

// PersonColumn is a column of contacts or leads as the organization defines it, as far as a form to make one needs that.
type PersonColumn struct {
	Name  string     `json:"name"` // logical name
	Label string     `json:"label"`
	Kind  ColumnKind `json:"kind"`
	// MaxLength is how long a text may be, in UTF-16 code units; 0 where the organization does not say.
	MaxLength int `json:"maxLength,omitempty"`
	// Required: the organization's own forms insist on it. Its Web API does not (RequiredLevel ApplicationRequired).
	Required bool           `json:"required,omitempty"`
	Options  []ColumnOption `json:"options,omitempty"` // of a choice
}

// ColumnKind is how a column is filled.
type ColumnKind string

// The kinds of column: one line, several lines, one of its options. Other columns cannot be filled from Ferry.
const (
	ColumnText   ColumnKind = "text"
	ColumnMemo   ColumnKind = "memo"
	ColumnChoice ColumnKind = "choice"
	ColumnOther  ColumnKind = "other"
)

// ColumnOption is one value of a choice column.
type ColumnOption struct {
	Value int    `json:"value"`
	Label string `json:"label"`
}

// LeadSource is the logical name of the choice "Lead Source", of leads and contacts.
const LeadSource = "leadsourcecode"

// OrgChange is contact.msdyn_orgchangestatus, the "Not at Company Flag" of Dynamics 365 Sales. Where the column holds
// nothing, that means OrgChangeNone.
type OrgChange int

// The flag's values.
const (
	OrgChangeNone         OrgChange = 0
	OrgChangeNotAtCompany OrgChange = 1
	OrgChangeIgnore       OrgChange = 2
)
