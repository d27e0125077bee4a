package settings

import (
	"github.com/google/uuid"

	"ferry/backend/crm"
)

// Policy is what whoever administers this machine lays down for Ferry, in policy.json of the data folder.
type Policy struct {
	// ClientID is the organization's own app registration at its sign-in authority; empty takes Microsoft's sample.
	ClientID string `json:"clientId"`
}

// Check refuses a policy that is not valid (crm.CodeInvalid): a wrong client id would show only after the sign-in, as a page
// that never comes back.
func (p Policy) Check() error {
	if p.ClientID == "" {
		return nil
	}
	if _, err := uuid.Parse(p.ClientID); err != nil {
		return crm.Errorf(crm.CodeInvalid, "policy: the client id is no GUID")
	}
	return nil
}
