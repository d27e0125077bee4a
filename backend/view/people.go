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
	// Source is a value of the lead source; empty leaves it. Columns are further columns: texts, and options by their values.
	Source  string        `json:"source"`
	Columns []ColumnValue `json:"columns"`
	// AllowDuplicate: somebody has looked at the rows that may be the same person, and it is none of them.
	AllowDuplicate bool `json:"allowDuplicate"`
}

// ColumnValue is a value for a column of the organization's, by its logical name.
type ColumnValue struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// PersonForm is what the form to make a person begins with: what is queued and not yet in the organization, else what is
// known of the member.
type PersonForm struct {
	Person PersonRequest `json:"person"`
	// Accounts may be the contact's company, best first.
	Accounts []Candidate `json:"accounts"`
	// Owner is whose the row will be.
	Owner string `json:"owner"`
	// Columns are what the organization says of the columns of contacts and leads; none where that is not known.
	Columns []PersonColumn `json:"columns"`
}

// PersonColumn is a column of contacts or leads that a form has to know.
type PersonColumn struct {
	Table string `json:"table"`
	// Field is the member of PersonRequest that holds it. Where it is empty, PersonRequest.Columns does, by Name.
	Field string `json:"field"`
	Name  string `json:"name"`
	Label string `json:"label"`
	// Kind is "text", "memo", "choice", or "other" for what cannot be filled here.
	Kind string `json:"kind"`
	// MaxLength is in UTF-16 code units; 0 where it is not known.
	MaxLength int      `json:"maxLength"`
	Required  bool     `json:"required"`
	Options   []Choice `json:"options"`
}

// Duplicates are rows that may be the person already.
type Duplicates struct {
	Rows []Candidate `json:"rows"`
	// Local: the organization could not be asked; this is what the mirror holds.
	Local bool `json:"local"`
}

// PersonValue is one thing that a contact or lead to be made says. Field is the name of a member of PersonRequest, "account"
// for the account's name, or the logical name of a column of the organization's, which has its Label.
type PersonValue struct {
	Field string `json:"field"`
	Label string `json:"label"`
	Text  string `json:"text"`
}
