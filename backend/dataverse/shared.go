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

func checkSchemaName(name string) error {
	if !schemaNamePattern.MatchString(name) {
		return crm.Errorf(crm.CodeInvalid, "a schema name needs a publisher's prefix")
	}
	return nil
}

// LoadShared reads the variable's value: from the row that Ferry makes, else from a variable that somebody made under the
// same schema name, by hand or in a solution. There a default value counts where no other was set. Missing, forbidden and
// no such table are three different codes. It implements settings.Shared.
func (c *Client) LoadShared(ctx context.Context, schemaName string) (settings.Stored, error) {
	if err := checkSchemaName(schemaName); err != nil {
		return settings.Stored{}, err
	}
	read := row{}
	path := valuePath(schemaName) + "?$select=value,modifiedon,_modifiedby_value"
	header, err := c.jsonHeader(ctx, c.get(path, lookupAnnotations), &read)
	if crm.CodeOf(err) == crm.CodeNotFound {
		found, err := c.findShared(ctx, schemaName)
		if err == nil && found.stored.JSON == "" {
			err = crm.Errorf(crm.CodeNotFound, "the variable holds nothing")
		}
		return found.stored, err
	}
	if err != nil {
		return settings.Stored{}, err
	}
	stored := storedIn(read, "value")
	if stored.Version == "" {
		stored.Version = header.Get("ETag")
	}
	return stored, nil
}

func storedIn(read row, column string) settings.Stored {
	return settings.Stored{
		JSON:    read.text(column),
		Version: read.text("@odata.etag"),
		SavedOn: read.time("modifiedon"),
		SavedBy: read.ref("modifiedby", crm.TableUser),
	}
}

// variable is an environment variable of the organization, by the ids of its rows. value is empty where only the
// definition is there.
type variable struct {
	definition, value string
	stored            settings.Stored
}

// findShared looks the variable up by its schema name. Errors: crm.CodeNotFound when there is no definition.
func (c *Client) findShared(ctx context.Context, schemaName string) (variable, error) {
	const key = "environmentvariabledefinitionid"
	defined, err := c.first(ctx, definitions+"?$select="+key+",defaultvalue,modifiedon,_modifiedby_value&$filter="+
		query("schemaname eq '"+schemaName+"'"))
	if err != nil {
		return variable{}, err
	}
	found := variable{definition: normalizeID(defined.text(key))}
	if found.definition == "" {
		return variable{}, crm.Errorf(crm.CodeNotFound, "no variable of this schema name")
	}
	valued, err := c.first(ctx, values+"?$select=environmentvariablevalueid,value,modifiedon,_modifiedby_value&$filter="+
		query(lookupName(key)+" eq "+found.definition))
	if err != nil {
		return variable{}, err
	}
	if found.value = normalizeID(valued.text("environmentvariablevalueid")); found.value != "" {
		found.stored = storedIn(valued, "value")
		return found, nil
	}
	found.stored = storedIn(defined, "defaultvalue")
	found.stored.Version = "" // there is no row yet that a new value could overwrite
	return found, nil
}

// first is the first row that a query gives; empty when there is none.
func (c *Client) first(ctx context.Context, path string) (row, error) {
	var reply struct {
		Value []row `json:"value"`
	}
	if err := c.json(ctx, c.get(path, lookupAnnotations), &reply); err != nil || len(reply.Value) == 0 {
		return row{}, err
	}
	return reply.Value[0], nil
}

// SaveShared writes the variable's value: new rows for an empty version, else that version only. A variable that somebody
// else made under the schema name is used as it is. It implements settings.Shared.
func (c *Client) SaveShared(ctx context.Context, schemaName, json, version string) error {
	if err := checkSchemaName(schemaName); err != nil {
		return err
	}
	if length := utf8.RuneCountInString(json); length > valueLimit {
		return crm.Errorf(crm.CodeTooLong, "%d characters, an environment variable holds %d", length, valueLimit)
	}
	if version == "" {
		return c.createShared(ctx, schemaName, json)
	}
	err := c.patch(ctx, valuePath(schemaName), "If-Match", version, body{"value": json})
	if code := crm.CodeOf(err); code != crm.CodeNotFound && code != crm.CodeChanged {
		return err
	}
	found, findErr := c.findShared(ctx, schemaName)
	if findErr != nil || found.value == "" || found.value == sharedID("environmentvariablevalue", schemaName) {
		return changedMeanwhile(err)
	}
	return changedMeanwhile(c.patch(ctx, values+"("+found.value+")", "If-Match", version, body{"value": json}))
}

// changedMeanwhile: that the version to change is gone means that somebody changed it.
func changedMeanwhile(err error) error {
	if crm.CodeOf(err) == crm.CodeNotFound {
		return crm.Errorf(crm.CodeChanged, "the value is gone: %w", err)
	}
	return err
}

// createShared makes the value, and its definition where there is none. The value's id is the same on all installations,
// and it is only created: of two admins who save at once, one is told.
func (c *Client) createShared(ctx context.Context, schemaName, json string) error {
	found, err := c.findShared(ctx, schemaName)
	path := definitions + "(" + found.definition + ")"
	switch {
	case crm.CodeOf(err) == crm.CodeNotFound:
		path = definitionPath(schemaName)
		err = c.defineShared(ctx, schemaName)
	case err == nil && found.value != "" && found.stored.JSON == "": // a value that holds nothing was never saved
		return c.patch(ctx, values+"("+found.value+")", "If-Match", found.stored.Version, body{"value": json})
	case err == nil && found.value != "":
		err = crm.Errorf(crm.CodeDuplicateKey, "the variable has a value already")
	}
	if err != nil {
		return err
	}
	return c.patch(ctx, valuePath(schemaName), "If-None-Match", "*", body{
		"value":                                  json,
		"schemaname":                             schemaName,
		"EnvironmentVariableDefinitionId" + bind: "/" + path,
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
