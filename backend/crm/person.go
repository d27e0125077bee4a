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
	// Columns are further text columns by logical name: the organization's LinkedIn URL column, columns it requires.
	Columns map[string]string `json:"columns,omitempty"`
	Owner   Ref               `json:"owner"`
	// AllowDuplicate makes the row although the organization seems to hold the person: somebody has looked.
	AllowDuplicate bool `json:"allowDuplicate,omitempty"`
}

// OrgChange is contact.msdyn_orgchangestatus, the "Not at Company Flag" of Dynamics 365 Sales. Where the column holds
// nothing, that means OrgChangeNone.
type OrgChange int

// The flag's values.
const (
	OrgChangeNone         OrgChange = 0
	OrgChangeNotAtCompany OrgChange = 1
	OrgChangeIgnore       OrgChange = 2
)
