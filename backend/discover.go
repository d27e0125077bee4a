package backend

import (
	"context"
	"slices"

	"ferry/backend/crm"
	"ferry/backend/dataverse"
	"ferry/backend/session"
	"ferry/backend/view"
)

// finding is what a look for organizations found: whose they are, and in which cloud.
type finding struct {
	cloud     string
	account   string
	instances []dataverse.Instance
}

// Clouds lists Microsoft's clouds in which organizations can be looked for, the usual one first.
func (b *Backend) Clouds() []string {
	names := []string{}
	for _, cloud := range dataverse.Clouds() {
		names = append(names, cloud.Name)
	}
	return names
}

// FindOrganizations starts a look for the organizations that a person may enter in the cloud of that name: the sign-in page
// opens in their browser, and at the end of the attempt FoundOrganizations has the list. crm.CodeInvalid for a cloud that is
// not known.
func (b *Backend) FindOrganizations(_ context.Context, cloud string) (string, error) {
	if b.config.PracticeOnly {
		return "", crm.Errorf(crm.CodeUntrustedHost, "this build connects to the practice organization only")
	}
	clouds := dataverse.Clouds()
	at := slices.IndexFunc(clouds, func(c dataverse.Cloud) bool { return c.Name == cloud })
	if at < 0 {
		return "", crm.Errorf(crm.CodeInvalid, "no such cloud")
	}
	return b.startAttempt(target{cloud: &clouds[at]})
}

// find signs in to the cloud's Global Discovery service and asks it. The tokens are forgotten at once: they are good for the
// list alone, and each organization has its own sign-in.
func (b *Backend) find(ctx context.Context, a *attempt, to target) error {
	network := b.network(to.practice)
	b.setStep(a, stepSignIn)
	account, err := network.authority.SignIn(ctx, session.SignIn{
		Authority: to.cloud.Authority, ClientID: network.clientID, Resource: to.cloud.Discovery,
		OpenURL: func(link string) error { return b.openSignIn(ctx, a, to, link) },
	})
	if err != nil {
		return signInError(ctx, err)
	}
	b.setStep(a, stepOrganization)
	request := session.TokenRequest{
		Authority: to.cloud.Authority, ClientID: network.clientID, AccountID: account.ID, Resource: to.cloud.Discovery,
	}
	defer b.forget(network, request)
	instances, err := dataverse.Instances(ctx, dataverse.Config{
		URL: to.cloud.Discovery, HTTP: network.transport, Trust: network.trust, Logger: b.log,
		UserAgent: "Ferry/" + b.config.Version,
		Tokens:    accountTokens{authority: network.authority, request: request, lapsed: func(error) {}, reached: func(bool) {}},
	})
	if err != nil {
		return err
	}
	b.mu.Lock()
	b.found = finding{cloud: to.cloud.Name, account: account.Username, instances: instances}
	b.mu.Unlock()
	return nil
}

func (b *Backend) forget(network network, request session.TokenRequest) {
	if err := network.authority.SignOut(context.WithoutCancel(b.life), request); err != nil {
		b.log.Warn("the tokens of a look for organizations could not be forgotten", "code", crm.CodeOf(err))
	}
}

// FoundOrganizations is what the last look found; without an account there was none since the program started.
func (b *Backend) FoundOrganizations(context.Context) (view.FoundOrganizations, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	result := view.FoundOrganizations{
		Cloud: b.found.cloud, Account: b.found.account, Clouds: b.Clouds(), Organizations: []view.FoundOrganization{},
	}
	for _, instance := range b.found.instances {
		result.Organizations = append(result.Organizations, view.FoundOrganization{
			Name: instance.Name, URL: instance.URL, Kind: string(instance.Kind), Version: instance.Version,
			Region: instance.Region, Enabled: instance.Enabled,
		})
	}
	return result, nil
}

// hintFor is the account with which the organization was found, so that its sign-in page offers that one; empty for an
// address that was not found this way.
func (b *Backend) hintFor(origin string) string {
	b.mu.Lock()
	defer b.mu.Unlock()
	if slices.ContainsFunc(b.found.instances, func(i dataverse.Instance) bool { return i.URL == origin }) {
		return b.found.account
	}
	return ""
}
