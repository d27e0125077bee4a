package dataverse

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"ferry/backend/crm"
	"ferry/backend/settings"
)

// ProfileColumns lists text columns that may hold LinkedIn addresses: the organization's own ones, those named for LinkedIn, and
// the web site, which many use for it; each with the tables of contact, lead and account that have it. It implements settings.Catalog.
func (c *Client) ProfileColumns(ctx context.Context) ([]settings.ProfileColumn, error) {
	found := map[string]*settings.ProfileColumn{}
	for _, table := range []string{crm.TableContact, crm.TableLead, crm.TableAccount} {
		texts, err := c.attributes(ctx, table, "String", "$select=LogicalName,DisplayName,IsCustomAttribute,IsValidForRead")
		if err != nil {
			return nil, err
		}
		for _, column := range texts {
			if !mayHoldProfile(column) {
				continue
			}
			name := column.LogicalName
			if found[name] == nil {
				found[name] = &settings.ProfileColumn{Column: name, Label: column.DisplayName.or(name)}
			}
			found[name].Tables = append(found[name].Tables, table)
		}
	}
	columns := make([]settings.ProfileColumn, 0, len(found))
	for _, column := range found {
		columns = append(columns, *column)
	}
	slices.SortFunc(columns, func(a, b settings.ProfileColumn) int {
		return cmp.Or(cmp.Compare(profileRank(a), profileRank(b)), cmp.Compare(a.Column, b.Column))
	})
	return columns, nil
}

func mayHoldProfile(column attribute) bool {
	hidden := column.IsValidForRead != nil && !bool(*column.IsValidForRead)
	own := column.IsCustomAttribute != nil && bool(*column.IsCustomAttribute)
	return !hidden && (own || namedForLinkedIn(column.LogicalName) || column.LogicalName == "websiteurl")
}

func namedForLinkedIn(name string) bool { return strings.Contains(strings.ToLower(name), "linkedin") }

func profileRank(column settings.ProfileColumn) int {
	if namedForLinkedIn(column.Column) || namedForLinkedIn(column.Label) {
		return 0
	}
	return 1
}
