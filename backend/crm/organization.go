package crm

// OrganizationKind sorts Dataverse's OrganizationType values into what a person needs to know.
type OrganizationKind string

// Kinds of organization. Unknown is treated as production everywhere.
const (
	OrganizationProduction OrganizationKind = "production"
	OrganizationSandbox    OrganizationKind = "sandbox"
	OrganizationDeveloper  OrganizationKind = "developer"
	OrganizationPractice   OrganizationKind = "practice"
	OrganizationUnknown    OrganizationKind = "unknown"
)

// Organization is what RetrieveCurrentOrganization and RetrieveVersion say.
type Organization struct {
	ID       string           `json:"id"`
	URL      string           `json:"url"`
	Name     string           `json:"name"`
	Version  string           `json:"version"`
	TenantID string           `json:"tenantId"`
	Kind     OrganizationKind `json:"kind"`
}

// User is a Dataverse user (systemuser).
type User struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Email    string `json:"email"`
	Disabled bool   `json:"disabled"`
}
