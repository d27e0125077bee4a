package view

// PersonRequest makes a contact or a lead from a LinkedIn member.
type PersonRequest struct {
	MemberKey string `json:"memberKey"`
	// Table is "contact" or "lead".
	Table     string `json:"table"`
	FirstName string `json:"firstName"`
	LastName  string `json:"lastName"`
	JobTitle  string `json:"jobTitle"`
	Email     string `json:"email"`
	Phone     string `json:"phone"`
	Country   string `json:"country"`
	// Company is a lead's company, and Topic what the lead is about; an empty topic is the person's name.
	Company string `json:"company"`
	Topic   string `json:"topic"`
	// AccountID is a contact's company: an account.
	AccountID string `json:"accountId"`
	// AllowDuplicate: somebody has looked at the rows that may be the same person, and it is none of them.
	AllowDuplicate bool `json:"allowDuplicate"`
}

// PersonForm is what the form to make a person begins with: what is queued and not yet in the organization, else what is
// known of the member.
type PersonForm struct {
	Person PersonRequest `json:"person"`
	// Accounts may be the contact's company, best first.
	Accounts []Candidate `json:"accounts"`
	// Owner is whose the row will be.
	Owner string `json:"owner"`
}

// Duplicates are rows that may be the person already.
type Duplicates struct {
	Rows []Candidate `json:"rows"`
	// Local: the organization could not be asked; this is what the mirror holds.
	Local bool `json:"local"`
}

// PersonValue is one thing that a contact or lead to be made says. Field is the name of a member of PersonRequest, "account"
// for the account's name, or the logical name of a column that the organization chose.
type PersonValue struct {
	Field string `json:"field"`
	Text  string `json:"text"`
}
