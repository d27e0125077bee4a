package backend

import (
	"net/url"
	"testing"

	"ferry/backend/crm"
	"ferry/backend/dataverse"
	"ferry/backend/practice"
)

// look looks for organizations where the practice organization is the cloud.
func (h *inside) look(seller int) string {
	h.t.Helper()
	h.who = h.sellers()[seller].ID
	h.realNetwork.trust.Hosts = append(h.realNetwork.trust.Hosts, hostOf(practice.DiscoveryURL))
	id, err := h.startAttempt(target{cloud: &dataverse.Cloud{
		Name: "commercial", Discovery: practice.DiscoveryURL, Authority: practice.Authority}})
	if err != nil {
		h.t.Fatal(err)
	}
	return ended(h.t, h.Backend, id).Code
}

// TestOrganizationsAreFoundByTheAccount: somebody signs in, chooses among their organizations, and is expected at the sign-in
// page of the chosen one.
func TestOrganizationsAreFoundByTheAccount(t *testing.T) {
	h := insideDoor(t)
	if found, err := h.FoundOrganizations(t.Context()); err != nil || found.Account != "" || len(found.Clouds) != 5 {
		t.Errorf("before: %+v (%v)", found, err)
	}
	if code := h.look(0); code != "" {
		t.Fatal(code)
	}
	<-h.link
	email := h.sellers()[0].Email
	found, err := h.FoundOrganizations(t.Context())
	if err != nil || found.Account != email || found.Cloud != "commercial" || len(found.Organizations) != 1 {
		t.Fatalf("%+v (%v)", found, err) // those in the list alone are under no trusted host
	}
	if one := found.Organizations[0]; one.URL != practice.URL || one.Name == "" || one.Kind != "sandbox" || !one.Enabled {
		t.Errorf("%+v", one)
	}
	if state, err := h.Connection(t.Context()); err != nil || state.State != "none" {
		t.Errorf("looking has connected: %+v (%v)", state, err)
	}
	if code := h.signIn(0); code != "" {
		t.Fatal(code)
	}
	address, err := url.Parse(<-h.link)
	if err != nil || address.Query().Get("login_hint") != email {
		t.Errorf("the sign-in page was not opened for the account that found the organization (%v)", err)
	}
}

func TestALookThatFindsNothing(t *testing.T) {
	h := insideDoor(t)
	h.practice.Knobs().Instances(-1)
	if code := h.look(1); code != "" {
		t.Fatal(code)
	}
	found, err := h.FoundOrganizations(t.Context())
	if err != nil || found.Account != h.sellers()[1].Email || len(found.Organizations) != 0 {
		t.Errorf("%+v (%v)", found, err)
	}
	if _, err := h.FindOrganizations(t.Context(), "nowhere"); crm.CodeOf(err) != crm.CodeInvalid {
		t.Errorf("an unknown cloud: %v", err)
	}
	h.config.PracticeOnly = true
	if _, err := h.FindOrganizations(t.Context(), "commercial"); crm.CodeOf(err) != crm.CodeUntrustedHost {
		t.Errorf("in a practice-only build: %v", err)
	}
}
