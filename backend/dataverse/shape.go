package dataverse

import (
	"context"

	"ferry/backend/crm"
	"ferry/backend/outbox"
)

// writtenTables are the tables whose shape the outbox has to know: those it writes.
func writtenTables() []string {
	return []string{
		crm.TableTask, crm.TablePhoneCall, crm.TableInMail, crm.TableMessage, crm.TableSmartLinkView, crm.TableAnnotation,
	}
}

// writtenColumns are the text columns that Ferry fills, in any of the tables.
func writtenColumns() map[string]bool {
	return map[string]bool{
		"subject": true, "description": true, "category": true, "subcategory": true, "phonenumber": true, "li_url": true,
		"notetext": true,
	}
}

// Shape reads from the metadata how long the text columns are that Ferry writes, and which of its tables are missing.
func (c *Client) Shape(ctx context.Context) (outbox.Shape, error) {
	shape := outbox.Shape{Lengths: map[string]int{}, Missing: []string{}}
	for _, table := range writtenTables() {
		err := c.lengths(ctx, table, shape.Lengths)
		if crm.CodeOf(err) == crm.CodeMissingTable {
			shape.Missing = append(shape.Missing, table)
			continue
		}
		if err != nil {
			return outbox.Shape{}, err
		}
	}
	return shape, nil
}

func (c *Client) lengths(ctx context.Context, table string, into map[string]int) error {
	for _, cast := range []string{"String", "Memo"} {
		columns, err := c.attributes(ctx, table, cast, "$select=LogicalName,MaxLength")
		if err != nil {
			return err
		}
		for _, column := range columns {
			if writtenColumns()[column.LogicalName] && column.MaxLength != nil && *column.MaxLength > 0 {
				into[table+"."+column.LogicalName] = int(*column.MaxLength)
			}
		}
	}
	return nil
}
