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
	// Company is a lead's company.
	Company string `json:"company"`
	// AccountID is a contact's company: an account.
	AccountID string `json:"accountId"`
	// AllowDuplicate: somebody has looked at the rows that may be the same person, and it is none of them.
	AllowDuplicate bool `json:"allowDuplicate"`
}

// PersonForm is what the form to make a person begins with.
type PersonForm struct {
	Person PersonRequest `json:"person"`
	// Accounts may be the contact's company, best first.
	Accounts []Candidate `json:"accounts"`
}

// Duplicates are rows that may be the person already.
type Duplicates struct {
	Rows []Candidate `json:"rows"`
	// Local: the organization could not be asked; this is what the mirror holds.
	Local bool `json:"local"`
}
