package crm

// Member is a LinkedIn person or company an entry is about, as far as the material tells. Every field but Key and Name
// may be empty.
type Member struct {
	// Key identifies the member in this organization folder: "url:<normalized profile URL>" where a URL is known,
	// else "name:<folded name>|<folded company>". The capture package makes it; nobody else parses it.
	Key          string `json:"key"`
	Name         string `json:"name"`
	FirstName    string `json:"firstName,omitempty"`
	LastName     string `json:"lastName,omitempty"`
	URL          string `json:"url,omitempty"`
	Email        string `json:"email,omitempty"`
	Company      string `json:"company,omitempty"`
	Title        string `json:"title,omitempty"`
	Organization bool   `json:"organization,omitempty"`
}

// Strength says how far a match may be trusted.
type Strength string

// The four answers of matching. Only a strong match is written back closed without a person's yes.
const (
	MatchNone    Strength = "none"
	MatchSeveral Strength = "several"
	MatchWeak    Strength = "weak"
	MatchStrong  Strength = "strong"
)

// Reason is why a candidate matches, as a code that the screens turn into words.
type Reason string

// Reasons a candidate can have.
const (
	ReasonDecision    Reason = "decision"     // a person chose this row earlier
	ReasonNotInCRM    Reason = "not-in-crm"   // a person said earlier that no row fits
	ReasonURL         Reason = "url"          // the LinkedIn URL column holds this member's URL
	ReasonEmail       Reason = "email"        // an e-mail address is the same
	ReasonNameCompany Reason = "name-company" // full name and company are the same
	ReasonNameOnly    Reason = "name"         // the full name is the same, the company is not or is unknown
	ReasonNameNear    Reason = "name-near"    // the name is nearly the same; another reason says how
	ReasonCompany     Reason = "company"      // the company is the same, beside a name that is not quite
	ReasonCompanyNear Reason = "company-near" // the company is written differently, or its name is a part of the other's
	ReasonTitle       Reason = "title"        // the job title is the same
	ReasonOrder       Reason = "name-order"   // the same names in another order
	ReasonPart        Reason = "name-part"    // one name has further parts: a second surname, a middle name
	ReasonNickname    Reason = "nickname"     // Bob for Robert, Pepe for José
	ReasonSpelling    Reason = "spelling"     // a letter or two differ
	ReasonScript      Reason = "script"       // the same name in another alphabet
	ReasonInitial     Reason = "initial"      // a name is given by its first letter
	ReasonSurname     Reason = "surname"      // first name, company and title are the same, the surname is not
	// ReasonContactOverLead comes beside another reason: a contact and leads are the same person, and the contact counts.
	ReasonContactOverLead Reason = "contact-over-lead"
)

// Candidate is one row a member may be.
type Candidate struct {
	Row     Ref      `json:"row"`
	Company string   `json:"company,omitempty"`
	Title   string   `json:"title,omitempty"`
	Email   string   `json:"email,omitempty"`
	URL     string   `json:"url,omitempty"`
	Reasons []Reason `json:"reasons"`
	// Score is between 0 and 1; it orders candidates and is never shown as a probability.
	Score float64 `json:"score"`
}

// Match is the answer for one member: the strength, the chosen row when there is exactly one, and all candidates, best
// first.
type Match struct {
	Strength   Strength    `json:"strength"`
	Row        Ref         `json:"row"`
	Reasons    []Reason    `json:"reasons"`
	Candidates []Candidate `json:"candidates"`
}
