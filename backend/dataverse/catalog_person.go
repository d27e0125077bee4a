package dataverse

import (
	"cmp"
	"context"
	"slices"

	"ferry/backend/crm"
)

// PersonColumns lists the columns of a contact or lead that a form to make one needs to know: those that Ferry fills, the lead
// source, and whatever else the organization's own forms insist on. Errors: crm.CodeMissingTable where it has no such table.
func (c *Client) PersonColumns(ctx context.Context, table string) ([]crm.PersonColumn, error) {
	const members = "$select=LogicalName,DisplayName,AttributeOf,IsValidForCreate,RequiredLevel"
	var columns []crm.PersonColumn
	for _, of := range []struct {
		cast    string
		kind    crm.ColumnKind
		options string
	}{
		{"String", crm.ColumnText, members + ",MaxLength"}, {"Memo", crm.ColumnMemo, members + ",MaxLength"},
		{"Picklist", crm.ColumnChoice, members + choicesOf},
	} {
		read, err := c.attributes(ctx, table, of.cast, of.options)
		if err != nil {
			return nil, err
		}
		for _, column := range read {
			if column.forForms(table) {
				columns = append(columns, column.forPerson(of.kind))
			}
		}
	}
	others, err := c.otherRequired(ctx, table)
	columns = append(columns, others...)
	slices.SortFunc(columns, func(a, b crm.PersonColumn) int { return cmp.Compare(a.Name, b.Name) })
	return columns, err
}

// otherRequired lists required columns that Ferry has no field for. A boolean has a value from the start.
func (c *Client) otherRequired(ctx context.Context, table string) ([]crm.PersonColumn, error) {
	var reply struct{ Value []attribute }
	path := definition(table) + "/Attributes?$select=LogicalName,DisplayName,AttributeOf,AttributeType,IsValidForCreate,RequiredLevel" +
		"&$filter=" + query("RequiredLevel/Value eq Microsoft.Dynamics.CRM.AttributeRequiredLevel'"+applicationRequired+"'")
	if err := c.json(ctx, c.get(path), &reply); err != nil {
		return nil, tableError(err, table)
	}
	var columns []crm.PersonColumn
	for _, column := range reply.Value {
		switch column.AttributeType {
		case "String", "Memo", "Picklist", "Boolean":
		default:
			if column.forForms(table) {
				columns = append(columns, column.forPerson(crm.ColumnOther))
			}
		}
	}
	return columns, nil
}

// applicationRequired is the level of a column that an organization's forms insist on. SystemRequired ones are the service's:
// it fills them, or they are among those that Ferry fills.
const applicationRequired = "ApplicationRequired"

func (a *attribute) required() bool { return a.RequiredLevel.Value == applicationRequired }

// forForms reports whether a form cares for the column.
func (a *attribute) forForms(table string) bool {
	fixed := a.IsValidForCreate != nil && !bool(*a.IsValidForCreate)
	switch {
	case fixed, a.AttributeOf != "", a.LogicalName == "fullname", a.LogicalName == "ownerid": // the service's, or filled anyway
		return false
	case a.required(), a.LogicalName == crm.LeadSource:
		return columnName.MatchString(a.LogicalName)
	}
	return slices.Contains(filledColumns(table), a.LogicalName)
}

// filledColumns are those that personBody fills.
func filledColumns(table string) []string {
	columns := []string{"firstname", "lastname", "jobtitle", "emailaddress1", "telephone1", "address1_country"}
	if table == crm.TableLead {
		return append(columns, "companyname", "subject")
	}
	return append(columns, "parentcustomerid")
}

func (a *attribute) forPerson(kind crm.ColumnKind) crm.PersonColumn {
	column := crm.PersonColumn{
		Name: a.LogicalName, Label: a.DisplayName.or(a.LogicalName), Kind: kind, Required: a.required(), Options: a.options(),
	}
	if a.MaxLength != nil {
		column.MaxLength = max(int(*a.MaxLength), 0)
	}
	return column
}
