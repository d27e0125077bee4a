package dataverse

import (
	"context"
	"net/http"
	"regexp"
	"unicode/utf8"

	"github.com/google/uuid"

	"ferry/backend/crm"
	"ferry/backend/settings"
)

var _ settings.Shared = (*Client)(nil)

const (
	definitions = "environmentvariabledefinitions"
	values      = "environmentvariablevalues"
	// typeString is environmentvariabledefinition.type for text.
	typeString = 100000000
	// valueLimit is the length in characters that an environment variable's value holds.
	valueLimit = 2000
)

// sharedNamespace is the namespace of the fixed row ids: every installation writes the same rows, so that two admins who
// save at once conflict and do not make two. It must never change.
func sharedNamespace() uuid.UUID { return uuid.MustParse("5f0c7a1e-3d64-4b52-9d0c-1b0f6f3a9e27") }

func sharedID(table, schemaName string) string {
	return uuid.NewSHA1(sharedNamespace(), []byte(table+"/"+schemaName)).String()
}

func definitionPath(schemaName string) string {
	return definitions + "(" + sharedID("environmentvariabledefinition", schemaName) + ")"
}

func valuePath(schemaName string) string {
	return values + "(" + sharedID("environmentvariablevalue", schemaName) + ")"
}

var schemaNamePattern = regexp.MustCompile(`^[a-z][a-z0-9]*_[A-Za-z0-9_]{1,90}$`)

// LoadShared reads the variable's value. Missing, forbidden and no such table are three different codes. It implements
// settings.Shared.
func (c *Client) LoadShared(ctx context.Context, schemaName string) (settings.Stored, error) {
	read := row{}
	path := valuePath(schemaName) + "?$select=value,modifiedon,_modifiedby_value"
	header, err := c.jsonHeader(ctx, c.get(path, lookupAnnotations), &read)
	if err != nil {
		return settings.Stored{}, err
	}
	stored := settings.Stored{
		JSON:    read.text("value"),
		Version: read.text("@odata.etag"),
		SavedOn: read.time("modifiedon"),
		SavedBy: read.ref("modifiedby", crm.TableUser),
	}
	if stored.Version == "" {
		stored.Version = header.Get("ETag")
	}
	return stored, nil
}

// SaveShared writes the variable's value: new rows for an empty version, else that version only. It implements
// settings.Shared.
func (c *Client) SaveShared(ctx context.Context, schemaName, json, version string) error {
	if !schemaNamePattern.MatchString(schemaName) {
		return crm.Errorf(crm.CodeInvalid, "a schema name needs a publisher's prefix")
	}
	if length := utf8.RuneCountInString(json); length > valueLimit {
		return crm.Errorf(crm.CodeTooLong, "%d characters, an environment variable holds %d", length, valueLimit)
	}
	if version != "" {
		return c.patch(ctx, valuePath(schemaName), "If-Match", version, body{"value": json})
	}
	if err := c.defineShared(ctx, schemaName); err != nil {
		return err
	}
	return c.patch(ctx, valuePath(schemaName), "If-None-Match", "*", body{
		"value":                                  json,
		"schemaname":                             schemaName,
		"EnvironmentVariableDefinitionId" + bind: "/" + definitionPath(schemaName),
	})
}

// defineShared makes the definition that a value hangs on. That it is there already is as good.
func (c *Client) defineShared(ctx context.Context, schemaName string) error {
	err := c.patch(ctx, definitionPath(schemaName), "If-None-Match", "*", body{
		"schemaname": schemaName, "displayname": schemaName, "type": typeString,
	})
	if crm.CodeOf(err) == crm.CodeDuplicateKey {
		return nil
	}
	return err
}

// patch writes a row under a condition, which is what keeps a PATCH from creating or overwriting by accident.
func (c *Client) patch(ctx context.Context, path, condition, value string, row body) error {
	r, err := c.write(http.MethodPatch, path, row)
	if err != nil {
		return err
	}
	r.header.Set(condition, value)
	return c.send(ctx, r, nil)
}

// sharedPrivileges are what saving a variable for the first time and changing it needs.
func sharedPrivileges() []string {
	return []string{
		"prvCreateEnvironmentVariableDefinition", "prvWriteEnvironmentVariableDefinition",
		"prvCreateEnvironmentVariableValue", "prvWriteEnvironmentVariableValue",
	}
}

// MayWriteShared reports whether the user may write shared values. crm.CodeMissingTable says that the organization has
// no environment variables at all. It implements settings.Shared.
func (c *Client) MayWriteShared(ctx context.Context) (may bool, missing string, err error) {
	if err := c.json(ctx, c.get(definition("environmentvariablevalue")+"?$select=LogicalName"), &row{}); err != nil {
		return false, "", tableError(err, "environmentvariablevalue")
	}
	userID, _, err := c.WhoAmI(ctx)
	if err != nil {
		return false, "", err
	}
	held, err := c.Privileges(ctx, userID)
	if err != nil {
		return false, "", err
	}
	for _, name := range sharedPrivileges() {
		if held[name] == "" {
			return false, name, nil
		}
	}
	return true, "", nil
}
