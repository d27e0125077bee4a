package practice

import "strings"

// Person is somebody who can sign in.
type Person struct {
	ID       string // systemuserid
	ObjectID string // Entra object id
	Name     string
	Email    string
	Role     string // name of the security role; empty for none
	Title    string
	Admin    bool // System Administrator
	Disabled bool // disabled in the organization: may sign in at the authority, and is refused by the Web API
	// SeatHolder says that the person works with Sales Navigator in the sample company.
	SeatHolder bool
	// MaySetUp says that the person may write the shared settings and the seats: administrators, and seat holders who have
	// the role for it too.
	MaySetUp bool
	// Integration says that this is no person but an account made for an application.
	Integration bool
}

// The sample company makes trams. It, its people and its customers never existed; their addresses end in .example.
const (
	companyName   = "Veldmark Tramworks (practice)"
	companyDomain = "veldmark.example"
)

type staff struct {
	first, last, mail, title, role, position string
	seat, settings, disabled, integration    bool
}

// employees lists the users of the organization. Ana Ruiz comes first: the sample archive is hers.
var employees = []staff{
	{
		first: "Ana", last: "Ruiz", mail: "ana.ruiz",
		title: "Account Executive", role: roleSales, position: "Account Executive", seat: true, settings: true,
	},
	{
		first: "Marek", last: "Zieliński", mail: "marek.zielinski",
		title: "Account Executive", role: roleSales, position: "Account Executive", seat: true,
	},
	{
		first: "美玲", last: "林", mail: "meiling.lin",
		title: "Key Account Manager", role: roleSales, position: "Key Account Manager", seat: true,
	},
	{
		first: "Jonas", last: "Müller", mail: "jonas.mueller",
		title: "Sales Manager", role: roleSales, position: "Sales Manager", seat: true,
	},
	{
		first: "Hồng", last: "Nguyễn Thị", mail: "hong.nguyen",
		title: "Account Executive", role: roleSales, position: "Account Executive", seat: true,
	},
	{
		first: "Sara", last: "Lindqvist", mail: "sara.lindqvist",
		title: "CRM Administrator", role: roleAdmin, position: "Operations",
	},
	{
		first: "Tomás", last: "Byrne", mail: "tomas.byrne",
		title: "Trainee",
	},
	{
		first: "Olga", last: "Petrova", mail: "olga.petrova",
		title: "Account Executive (left)", role: roleSales, disabled: true,
	},
	{
		first: "LinkedIn", last: "Integration", mail: "svc.linkedin",
		title: "Integration user", role: roleIntegration, integration: true,
	},
}

func (s staff) person() Person {
	mail := s.mail + "@" + companyDomain
	return Person{
		ID: string(deriveID("systemuser", mail)), ObjectID: string(deriveID("object", mail)),
		Name: strings.TrimSpace(s.first + " " + s.last), Email: mail, Role: s.role, Title: s.title, Admin: s.role == roleAdmin,
		Disabled: s.disabled, SeatHolder: s.seat, Integration: s.integration, MaySetUp: s.settings || s.role == roleAdmin,
	}
}

// People lists who can sign in, Ana Ruiz first: five seat holders, the administrator, one person without roles, one who is
// disabled, and an integration user.
func (o *Organization) People() []Person {
	people := make([]Person, 0, len(employees))
	for _, s := range employees {
		people = append(people, s.person())
	}
	return people
}

func personByID(id string) (Person, bool) {
	for _, s := range employees {
		if p := s.person(); p.ID == id {
			return p, true
		}
	}
	return Person{}, false
}

func adminPerson() Person {
	for _, s := range employees {
		if s.role == roleAdmin {
			return s.person()
		}
	}
	return Person{}
}
