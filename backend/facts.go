package backend

import (
	"context"

	"ferry/backend/crm"
	"ferry/backend/dataverse"
	"ferry/backend/importer"
	"ferry/backend/session"
	"ferry/backend/view"
)

// writePrivileges are needed to write back. Activity tables share one set of privileges.
func writePrivileges() []string {
	return []string{
		"prvCreateActivity", "prvWriteActivity", "prvAppendActivity", "prvAppendToContact", "prvAppendToLead",
		"prvAppendToAccount", "prvCreateNote", "prvAppendNote",
	}
}

// sharedPrivileges are needed to read the settings that the organization shares.
func sharedPrivileges() []string {
	return []string{"prvReadEnvironmentVariableDefinition", "prvReadEnvironmentVariableValue"}
}

// gatherFacts reads what preflight judges. What the account may not look at stays unknown; only a failure of the
// connection itself is an error.
func gatherFacts(
	ctx context.Context, client *dataverse.Client, clock *pulse, organization crm.Organization, user crm.User,
) (session.Facts, error) {
	facts := session.Facts{
		Organization: organization, WritePrivileges: writePrivileges(), SharedPrivileges: sharedPrivileges(),
	}
	for _, table := range importer.Tables() {
		if table.Required {
			facts.ReadPrivileges = append(facts.ReadPrivileges, table.Privilege)
		}
	}
	var err error
	if facts.Privileges, err = client.Privileges(ctx, user.ID); unreachable(err) {
		return facts, err
	}
	if facts.MissingTables, err = missingTables(ctx, client); err != nil {
		return facts, err
	}
	installed, err := client.Solutions(ctx)
	if unreachable(err) {
		return facts, err
	}
	if err == nil {
		facts.Solutions = []string{}
		for _, solution := range installed {
			facts.Solutions = append(facts.Solutions, solution.Name)
		}
	}
	facts.ClockSkewSeconds = int(clock.skew().Seconds()) // as the answers until here showed it
	return facts, nil
}

// missingTables lists which of the tables that are imported or written the organization lacks.
func missingTables(ctx context.Context, client *dataverse.Client) ([]string, error) {
	shape, err := client.Shape(ctx)
	if err != nil {
		return nil, err
	}
	missing := append([]string{}, shape.Missing...)
	for _, table := range importer.Tables() {
		_, err := client.Tracked(ctx, table.Name)
		switch {
		case crm.CodeOf(err) == crm.CodeMissingTable:
			missing = append(missing, table.Name)
		case unreachable(err):
			return nil, err
		}
	}
	return missing, nil
}

// unreachable reports whether the error is the connection's and not an answer to the question.
func unreachable(err error) bool {
	switch crm.CodeOf(err) {
	case "", crm.CodeForbidden, crm.CodeNotFound, crm.CodeMissingTable, crm.CodeInvalid:
		return false
	default:
		return true
	}
}

// Preflight checks what the organization and the account allow, now.
func (b *Backend) Preflight(ctx context.Context) ([]view.Check, error) {
	l, err := b.current()
	if err != nil {
		return nil, err
	}
	organization, user := l.known()
	facts, err := gatherFacts(ctx, l.client, l.pulse, organization, user)
	if err != nil {
		return nil, err
	}
	checks := []view.Check{}
	for _, check := range session.Preflight(facts) {
		checks = append(checks, view.Check{
			ID: check.ID, Result: string(check.Result), Mender: string(check.Mender),
			Found: check.Found, Needed: check.Needed, Link: check.Link,
		})
	}
	return checks, nil
}

// Reads is what Ferry reads and why: made from the importer's own tables.
func (b *Backend) Reads() []view.ReadTable {
	tables := []view.ReadTable{}
	for _, table := range importer.Tables() {
		read := view.ReadTable{Table: table.Name, Privilege: table.Privilege, Required: table.Required}
		for _, column := range table.Columns {
			if column.Kind != importer.LookupTable {
				read.Columns = append(read.Columns, column.Name)
			}
		}
		tables = append(tables, read)
	}
	return tables
}
