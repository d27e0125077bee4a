package app

import "ferry/backend/view"

// Connection is bound for first run, the Connection screen and the header of CRM Settings.
type Connection struct{ house *house }

// State is the connection as it stands.
func (c *Connection) State() (_ view.Connection, err error) {
	defer c.house.recovered("Connection.State", &err)
	return c.house.opened().Connection(c.house.context())
}

// PracticePeople lists who can sign in to the practice organization.
func (c *Connection) PracticePeople() (_ []view.PracticePerson, err error) {
	defer c.house.recovered("Connection.PracticePeople", &err)
	return c.house.opened().PracticePeople(c.house.context())
}

// ConnectPractice starts a connection to the practice organization as one of its people and returns the attempt's id.
func (c *Connection) ConnectPractice(personID string) (_ string, err error) {
	defer c.house.recovered("Connection.ConnectPractice", &err)
	return c.house.opened().ConnectPractice(c.house.context(), personID)
}

// Connect starts a connection to an organization and returns the attempt's id. The sign-in page opens in the browser.
func (c *Connection) Connect(url string) (_ string, err error) {
	defer c.house.recovered("Connection.Connect", &err)
	return c.house.opened().Connect(c.house.context(), url)
}

// FindOrganizations starts a look for the organizations that somebody may enter in a cloud and returns the attempt's id.
func (c *Connection) FindOrganizations(cloud string) (_ string, err error) {
	defer c.house.recovered("Connection.FindOrganizations", &err)
	return c.house.opened().FindOrganizations(c.house.context(), cloud)
}

// FoundOrganizations is what the last look found.
func (c *Connection) FoundOrganizations() (_ view.FoundOrganizations, err error) {
	defer c.house.recovered("Connection.FoundOrganizations", &err)
	return c.house.opened().FoundOrganizations(c.house.context())
}

// SignInLink is the address of the sign-in page of the attempt that waits, to open in a private window.
func (c *Connection) SignInLink(attemptID string) (_ string, err error) {
	defer c.house.recovered("Connection.SignInLink", &err)
	return c.house.opened().SignInLink(attemptID)
}

// Cancel ends an attempt.
func (c *Connection) Cancel(attemptID string) (err error) {
	defer c.house.recovered("Connection.Cancel", &err)
	return c.house.opened().CancelConnect(attemptID)
}

// Proxy is the way out that this machine is set to.
func (c *Connection) Proxy() (_ view.Proxy, err error) {
	defer c.house.recovered("Connection.Proxy", &err)
	return c.house.opened().Proxy(c.house.context()), nil
}

// TestNetwork looks whether the organization and its sign-in answer.
func (c *Connection) TestNetwork() (_ []view.NetworkTest, err error) {
	defer c.house.recovered("Connection.TestNetwork", &err)
	return c.house.opened().TestNetwork(c.house.context()), nil
}

// Preflight checks what the organization and the account allow.
func (c *Connection) Preflight() (_ []view.Check, err error) {
	defer c.house.recovered("Connection.Preflight", &err)
	return c.house.opened().Preflight(c.house.context())
}

// Reads is the page "What Ferry reads and why".
func (c *Connection) Reads() []view.ReadTable { return c.house.opened().Reads() }

// ImportProgress is the import under way, or the last one.
func (c *Connection) ImportProgress() (_ view.ImportProgress, err error) {
	defer c.house.recovered("Connection.ImportProgress", &err)
	return c.house.opened().ImportProgress(c.house.context())
}

// Sync starts an import now, unless one runs.
func (c *Connection) Sync() (err error) {
	defer c.house.recovered("Connection.Sync", &err)
	return c.house.opened().Sync(c.house.context())
}

// CancelSync ends the import under way; what was stored stays.
func (c *Connection) CancelSync() (err error) {
	defer c.house.recovered("Connection.CancelSync", &err)
	return c.house.opened().CancelSync()
}

// DisconnectCounts says what disconnecting would remove and keep.
func (c *Connection) DisconnectCounts() (_ view.DisconnectCounts, err error) {
	defer c.house.recovered("Connection.DisconnectCounts", &err)
	return c.house.opened().DisconnectCounts(c.house.context())
}

// Disconnect signs the person out; with cleanUp it removes the mirror too. Nothing in Dynamics is removed.
func (c *Connection) Disconnect(cleanUp bool) (err error) {
	defer c.house.recovered("Connection.Disconnect", &err)
	return c.house.opened().Disconnect(c.house.context(), cleanUp)
}

// SetPracticeOffline switches the practice organization's network off or on.
func (c *Connection) SetPracticeOffline(offline bool) (err error) {
	defer c.house.recovered("Connection.SetPracticeOffline", &err)
	return c.house.opened().SetPracticeOffline(c.house.context(), offline)
}

// Backups lists the copies of what people did, newest first.
func (c *Connection) Backups() (_ []view.Backup, err error) {
	defer c.house.recovered("Connection.Backups", &err)
	return c.house.opened().Backups(c.house.context())
}

// RestoreBackup puts a copy in the place of a file that cannot be used. What it holds unsent then needs a person's yes.
func (c *Connection) RestoreBackup(name string) (err error) {
	defer c.house.recovered("Connection.RestoreBackup", &err)
	return c.house.opened().RestoreBackup(c.house.context(), name)
}
