package dataverse

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"ferry/backend/crm"
	"ferry/backend/settings"
)

var _ settings.Catalog = (*Client)(nil)

// label is a text of the metadata in the organization's languages. The user's own may be null.
type label struct {
	UserLocalizedLabel *localized
	LocalizedLabels    []localized
}

type localized struct{ Label lenientText }

// or gives the label in the user's language, else in the first, else the fallback.
func (l label) or(fallback string) string {
	if l.UserLocalizedLabel != nil && l.UserLocalizedLabel.Label != "" {
		return string(l.UserLocalizedLabel.Label)
	}
	for _, one := range l.LocalizedLabels {
		if one.Label != "" {
			return string(one.Label)
		}
	}
	return fallback
}

type optionSet struct {
	Options []struct {
		Value lenientText
		Label label
	}
}

// attribute is a column's metadata, as far as any of the casts gives it.
type attribute struct {
	LogicalName string
	DisplayName label
	IsCustomAttribute,
	IsValidForRead,
	IsValidForCreate *lenientBool
	AttributeType   lenientText
	AttributeOf     lenientText
	RequiredLevel   struct{ Value lenientText }
	MaxLength       *lenientInt
	OptionSet       *optionSet
	GlobalOptionSet *optionSet
}

// attributes reads the columns of one type of a table. Metadata is not paged.
func (c *Client) attributes(ctx context.Context, table, cast, options string) ([]attribute, error) {
	var reply struct{ Value []attribute }
	path := definition(table) + "/Attributes/Microsoft.Dynamics.CRM." + cast + "AttributeMetadata?" + options
	if err := c.json(ctx, c.get(path), &reply); err != nil {
		return nil, tableError(err, table)
	}
	return reply.Value, nil
}

// StageColumns lists the opportunity columns that may hold the stage: salesstage, the organization's own choices, and
// stepname with the texts that occur. It implements settings.Catalog.
func (c *Client) StageColumns(ctx context.Context) ([]settings.StageColumn, error) {
	picklists, err := c.attributes(ctx, crm.TableOpportunity, "Picklist",
		"$select=LogicalName,DisplayName,IsCustomAttribute"+choicesOf)
	if err != nil {
		return nil, err
	}
	var columns []settings.StageColumn
	for _, picklist := range picklists {
		if picklist.LogicalName == "salesstage" || picklist.IsCustomAttribute != nil && *picklist.IsCustomAttribute {
			columns = append(columns, stageColumn(picklist))
		}
	}
	slices.SortStableFunc(columns, func(a, b settings.StageColumn) int {
		return cmp.Compare(stageRank(a.Column), stageRank(b.Column))
	})
	steps, err := c.steps(ctx)
	if err != nil || len(steps) == 0 {
		return columns, err
	}
	label, err := c.stepLabel(ctx)
	return append(columns, settings.StageColumn{Column: "stepname", Label: label, Choices: steps}), err
}

func stageRank(column string) int {
	if column == "salesstage" {
		return 0
	}
	return 1
}

func stageColumn(picklist attribute) settings.StageColumn {
	column := settings.StageColumn{Column: picklist.LogicalName, Label: picklist.DisplayName.or(picklist.LogicalName)}
	for _, option := range picklist.options() {
		column.Choices = append(column.Choices, settings.Choice{Value: strconv.Itoa(option.Value), Label: option.Label})
	}
	return column
}

// options are a choice's values in the organization's order.
func (a *attribute) options() []crm.ColumnOption {
	set := a.OptionSet
	if set == nil {
		set = a.GlobalOptionSet
	}
	if set == nil {
		return nil
	}
	var options []crm.ColumnOption
	for _, option := range set.Options {
		number, known := integerValue(token{tokenNumber, []byte(option.Value)}).(int64)
		if !known {
			continue
		}
		text := strconv.FormatInt(number, 10)
		options = append(options, crm.ColumnOption{Value: int(number), Label: option.Label.or(text)})
	}
	return options
}

// choicesOf expands the options of choices, of which some are shared by several columns.
const choicesOf = "&$expand=OptionSet($select=Options),GlobalOptionSet($select=Options)"

// steps lists the texts that stepname holds in this organization. An organization that refuses to group (too many rows)
// is asked for the newest rows instead.
func (c *Client) steps(ctx context.Context) ([]settings.Choice, error) {
	var reply struct {
		Value []struct {
			StepName lenientText `json:"stepname"`
		} `json:"value"`
	}
	err := c.json(ctx, c.get("opportunities?$apply=groupby((stepname))"), &reply)
	if err != nil && crm.CodeOf(err) == crm.CodeInvalid {
		err = c.json(ctx, c.get("opportunities?$select=stepname&$filter="+query("stepname ne null")+
			"&$orderby="+query("modifiedon desc"), "odata.maxpagesize=5000"), &reply)
	}
	if crm.CodeOf(err) == crm.CodeMissingTable { // the column is the Sales app's
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var texts []string
	for _, row := range reply.Value {
		if row.StepName != "" {
			texts = append(texts, string(row.StepName))
		}
	}
	slices.SortFunc(texts, compareSteps)
	var choices []settings.Choice
	for _, text := range slices.Compact(texts) {
		choices = append(choices, settings.Choice{Value: text, Label: text})
	}
	return choices, nil
}

// compareSteps orders "2-Develop" before "10-Close": the default flow numbers its phases.
func compareSteps(a, b string) int {
	return cmp.Or(cmp.Compare(leadingNumber(a), leadingNumber(b)), cmp.Compare(a, b))
}

func leadingNumber(text string) int {
	digits := text[:len(text)-len(strings.TrimLeft(text, "0123456789"))]
	number, err := strconv.Atoi(digits)
	if err != nil {
		return 1 << 30 // unnumbered phases come last
	}
	return number
}

func (c *Client) stepLabel(ctx context.Context) (string, error) {
	columns, err := c.attributes(ctx, crm.TableOpportunity, "String", "$select=LogicalName,DisplayName")
	if err != nil {
		return "stepname", err
	}
	for _, column := range columns {
		if column.LogicalName == "stepname" {
			return column.DisplayName.or("stepname"), nil
		}
	}
	return "stepname", nil
}

// ValueColumns lists opportunity's Money columns that can be read. The twins in base currency (…_base) follow from their
// originals and are left out. It implements settings.Catalog.
func (c *Client) ValueColumns(ctx context.Context) ([]settings.ValueColumn, error) {
	money, err := c.attributes(ctx, crm.TableOpportunity, "Money", "$select=LogicalName,DisplayName,IsValidForRead")
	if err != nil {
		return nil, err
	}
	var columns []settings.ValueColumn
	for _, column := range money {
		hidden := column.IsValidForRead != nil && !bool(*column.IsValidForRead)
		if !hidden && !strings.HasSuffix(column.LogicalName, "_base") {
			columns = append(columns, settings.ValueColumn{
				Column: column.LogicalName, Label: column.DisplayName.or(column.LogicalName),
			})
		}
	}
	return columns, nil
}
