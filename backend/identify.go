package backend

import (
	"context"
	"errors"
	"time"

	"ferry/backend/crm"
	"ferry/backend/dataverse"
	"ferry/backend/session"
)

// identity is a connection about to be adopted, with what the organization said about itself and the user.
type identity struct {
	connection   connection
	organization crm.Organization
	user         crm.User
	tokens       dataverse.Tokens
	client       *dataverse.Client
	pulse        *pulse
}

// identify asks the organization who and where we are. The ids decide which folder is opened.
func (b *Backend) identify(ctx context.Context, made connection) (identity, error) {
	probe := &live{backend: b, connection: made, session: session.NewMachine(session.Connected, made.Since)}
	if err := probe.makeClient(nil); err != nil {
		return identity{}, err
	}
	found, err := identifyWith(ctx, probe.client, made)
	found.pulse = probe.pulse
	return found, err
}

func identifyWith(ctx context.Context, client *dataverse.Client, made connection) (identity, error) {
	userID, organizationID, err := client.WhoAmI(ctx)
	if err != nil {
		return identity{}, err
	}
	organization, err := client.Organization(ctx)
	if err != nil {
		return identity{}, err
	}
	if err := session.CheckVersion(organization.Version); err != nil {
		return identity{}, err
	}
	user, err := client.User(ctx, userID)
	if err != nil {
		return identity{}, err
	}
	if user.Disabled {
		return identity{}, crm.Errorf(crm.CodeNotMember, "the user is disabled in the organization")
	}
	made.UserID, made.OrganizationID = userID, organizationID
	if !made.valid() {
		return identity{}, crm.Errorf(crm.CodeNotAnOrg, "the organization's ids are no GUIDs")
	}
	return identity{connection: made, organization: organization, user: user, client: client}, nil
}

// adopt puts the organization in use: preflight, then its folder in place of the one that was open.
func (b *Backend) adopt(ctx context.Context, found identity, _ session.Account) error {
	facts, err := gatherFacts(ctx, found.client, found.pulse, found.organization, found.user)
	if err != nil {
		return err
	}
	if check, blocked := session.Blocks(session.Preflight(facts), facts); blocked {
		return blockedBy(check)
	}
	return b.replace(ctx, found)
}

// blockedBy turns the check that forbids connecting into the error that says so.
func blockedBy(check session.Check) error {
	switch check.ID {
	case "version":
		return crm.Errorf(crm.CodeOldVersion, "found %s, needed %s or later", check.Found, check.Needed)
	case "sales-tables":
		return crm.Errorf(crm.CodeMissingTable, "missing: %s", check.Needed)
	}
	return crm.Errorf(crm.CodeForbidden, "missing privilege: %s", check.Needed)
}

// replace closes the organization in use and opens the found one. Two processes or two connections never share a folder,
// so the old one has to be closed first; should the new one not open, the old one is opened again.
func (b *Backend) replace(ctx context.Context, found identity) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	before := b.live
	b.live = nil
	if before != nil {
		if err := before.close(); err != nil {
			return err
		}
	}
	opened, err := b.openLive(ctx, found.connection, found.tokens)
	if err == nil {
		err = opened.know(ctx, found.organization, found.user)
		err = errors.Join(err, b.machine.remember(found.connection))
	}
	if err != nil {
		if before == nil && unusable(err) {
			b.refused = problemOf(err)
			err = errors.Join(err, b.machine.remember(found.connection)) // it is this one's copies that are offered then
		}
		return errors.Join(err, b.reopen(ctx, opened, before))
	}
	opened.join() // again, now that the owner's name is known
	b.live, b.refused = opened, nil
	if b.running {
		opened.start()
	}
	b.config.Changed(topicMirror)
	b.config.Changed(topicSettings)
	b.config.Changed(topicOutbox)
	b.config.Changed(topicLinkedIn)
	return nil
}

// unusable reports whether an error of opening a folder says that what people did there cannot be used as it is, so that a copy
// of it helps.
func unusable(err error) bool {
	code := crm.CodeOf(err)
	return code == crm.CodeDamaged || code == crm.CodeNewerVersion
}

func (b *Backend) reopen(ctx context.Context, failed, before *live) error {
	var err error
	if failed != nil {
		err = failed.close()
	}
	if before == nil {
		return err
	}
	opened, again := b.openLive(ctx, before.connection, nil)
	if again != nil {
		return errors.Join(err, again)
	}
	b.live = opened
	if b.running {
		opened.start()
	}
	return err
}

// ConnectWithToken puts the organization at the address in use with an access token from outside: for ferryctl, and
// loopback addresses only. Without a network it opens the folder that the address was connected to last.
func (b *Backend) ConnectWithToken(ctx context.Context, address, token string) error {
	origin, err := dataverse.Origin(address, dataverse.Trust{LoopbackHTTP: true})
	if err != nil {
		return err
	}
	if !loopback(origin) {
		return crm.Errorf(crm.CodeUntrustedHost, "an access token from a file is for loopback addresses only")
	}
	made := connection{URL: origin, Since: time.Now().UTC()}
	tokens := staticToken(token)
	probe := &live{backend: b, connection: made, session: session.NewMachine(session.Connected, made.Since)}
	if err := probe.makeClient(tokens); err != nil {
		return err
	}
	found, err := identifyWith(ctx, probe.client, made)
	if crm.CodeOf(err) == crm.CodeOffline {
		return b.openKnown(ctx, origin, tokens, err)
	}
	if err != nil {
		return err
	}
	found.tokens = tokens
	return b.replace(ctx, found)
}

func (b *Backend) openKnown(ctx context.Context, origin string, tokens dataverse.Tokens, offline error) error {
	known, found, err := b.machine.byURL(origin)
	if err != nil || !found {
		return errors.Join(offline, err)
	}
	opened, err := b.openLive(ctx, known, tokens)
	if err != nil {
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.live = opened
	return nil
}
