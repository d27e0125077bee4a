package dataverse

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"ferry/backend/crm"
	"ferry/backend/importer"
)

const (
	maxPageSize = 5000
	pageLimit   = 1 << 30
	// annotationTable is the annotation that names the table a polymorphic lookup points at.
	annotationTable = "Microsoft.Dynamics.CRM.lookuplogicalname"
	annotationText  = "OData.Community.Display.V1.FormattedValue"
)

var _ importer.Source = (*Client)(nil)

// Page reads one page of a table's rows, decoded straight from the stream. It implements importer.Source.
func (c *Client) Page(ctx context.Context, asked importer.Request) (importer.Page, error) {
	r, err := c.pageRequest(asked)
	if err != nil {
		return importer.Page{}, err
	}
	var page importer.Page
	err = c.send(ctx, r, func(response *http.Response) error {
		if err := wantJSON(response); err != nil {
			return err
		}
		decoded, err := decodePage(asked.Table, io.LimitReader(response.Body, pageLimit))
		if err != nil {
			return malformed(response, err)
		}
		page = decoded
		page.ServerTime = serverTime(response.Header)
		return nil
	})
	if err != nil {
		return importer.Page{}, err
	}
	return page, nil
}

// serverTime is the service's clock at the reply; zero where it did not say.
func serverTime(header http.Header) time.Time {
	at, err := http.ParseTime(header.Get("Date"))
	if err != nil {
		return time.Time{}
	}
	return at.UTC()
}

// pageRequest builds the request for a page. Links are used verbatim, the preferences are repeated with each.
func (c *Client) pageRequest(asked importer.Request) (request, error) {
	prefer := pagePreferences(asked)
	if asked.Link == "" {
		return c.get(firstPage(asked), prefer...), nil
	}
	link, err := c.follow(asked.Link, c.endpoint(asked.Table.Set))
	if err != nil {
		return request{}, err
	}
	r := c.get("", prefer...)
	r.url = link
	return r, nil
}

func pagePreferences(asked importer.Request) []string {
	size := asked.PageSize
	if size < 1 || size > maxPageSize {
		size = maxPageSize
	}
	prefer := []string{fmt.Sprintf("odata.maxpagesize=%d", size)}
	if asked.Mode == importer.ModeTracked {
		prefer = append(prefer, "odata.track-changes")
	}
	if hasLookupTables(asked.Table) {
		prefer = append(prefer, `odata.include-annotations="`+annotationTable+`"`)
	}
	return prefer
}

func hasLookupTables(table importer.Table) bool {
	for _, column := range table.Columns {
		if column.Kind == importer.LookupTable {
			return true
		}
	}
	return false
}

// firstPage is the path of a round's first page. Change tracking refuses everything but $select.
func firstPage(asked importer.Request) string {
	path := asked.Table.Set + "?$select=" + strings.Join(selected(asked.Table), ",")
	if asked.Mode == importer.ModeModified && !asked.Since.IsZero() {
		since := asked.Since.UTC().Format(time.RFC3339)
		path += "&$filter=" + query("modifiedon ge "+since) + "&$orderby=" + query("modifiedon asc,"+asked.Table.Key+" asc")
	}
	return path
}

// query escapes a query option's value: spaces as %20, which OData wants, and not as +.
func query(value string) string { return strings.ReplaceAll(url.QueryEscape(value), "+", "%20") }

func selected(table importer.Table) []string {
	var names []string
	for _, column := range table.Columns {
		switch column.Kind {
		case importer.LookupTable: // comes with its lookup, as an annotation
		case importer.Lookup:
			names = append(names, lookupName(column.Name))
		default:
			names = append(names, column.Name)
		}
	}
	return names
}

// lookupName is the name under which Dataverse gives a lookup's id.
func lookupName(column string) string { return "_" + column + "_value" }

// wireName is the JSON member that holds a column's value.
func wireName(column importer.Column) string {
	switch column.Kind {
	case importer.Lookup:
		return lookupName(column.Name)
	case importer.LookupTable:
		return lookupName(column.Of) + "@" + annotationTable
	default:
		return column.Name
	}
}

// pageDecoder holds what the rows of one page share.
type pageDecoder struct {
	table   importer.Table
	scan    *scanner
	columns map[string]int
	key     int
	slab    []any
	seen    map[string]any // lookups repeat (owners, companies): each is allocated once
	page    importer.Page
}

func decodePage(table importer.Table, in io.Reader) (importer.Page, error) {
	d := &pageDecoder{table: table, scan: newScanner(in), columns: map[string]int{}, key: -1, seen: map[string]any{}}
	for i, column := range table.Columns {
		d.columns[wireName(column)] = i
		if column.Name == table.Key {
			d.key = i
		}
	}
	if d.key < 0 {
		return importer.Page{}, crm.Errorf(crm.CodeUnexpected, "table %s has no key column", table.Name)
	}
	found := false
	err := d.scan.object(func(name []byte) error {
		switch string(name) {
		case "value":
			found = true
			return d.scan.array(d.row)
		case "@odata.nextLink":
			return d.link(&d.page.Next)
		case "@odata.deltaLink":
			return d.link(&d.page.Delta)
		}
		_, err := d.scan.scalar()
		return err
	})
	if err == nil && !found {
		err = errSyntax
	}
	return d.page, err
}

func (d *pageDecoder) link(into *string) error {
	t, err := d.scan.scalar()
	if err == nil && t.kind == tokenString {
		*into = string(t.text)
	}
	return err
}

// row reads one element of value: a row, or the mark of a deleted one.
func (d *pageDecoder) row() error {
	values := d.newRow()
	deleted, id := false, ""
	err := d.scan.object(func(name []byte) error {
		column, wanted := d.columns[string(name)]
		isContext, isID := string(name) == "@odata.context", string(name) == "id"
		t, err := d.scan.scalar()
		switch {
		case err != nil:
			return err
		case wanted:
			values[column] = d.value(d.table.Columns[column].Kind, t)
		case isContext:
			deleted = bytes.HasSuffix(t.text, []byte("/$deletedEntity"))
		case isID:
			id = normalizeID(textOf(t))
		}
		return nil
	})
	switch {
	case err != nil:
		return err
	case deleted && id != "":
		d.page.Deleted = append(d.page.Deleted, id)
	case !deleted && values[d.key] != nil:
		d.page.Rows = append(d.page.Rows, values)
	default:
		return errSyntax // a row that cannot be named cannot be kept
	}
	return nil
}

const slabRows = 256

// newRow cuts a row out of a slab: one allocation for many rows.
func (d *pageDecoder) newRow() []any {
	width := len(d.table.Columns)
	if len(d.slab) < width {
		d.slab = make([]any, width*slabRows)
	}
	row := d.slab[:width:width]
	d.slab = d.slab[width:]
	return row
}

const seenLimit = 4096

func (d *pageDecoder) value(kind importer.Kind, t token) any {
	if kind != importer.Lookup && kind != importer.LookupTable {
		return columnValue(kind, t)
	}
	if kept, found := d.seen[string(t.text)]; found && t.kind == tokenString {
		return kept
	}
	text := string(t.text)
	made := columnValue(kind, t)
	if t.kind == tokenString && made != nil && len(d.seen) < seenLimit {
		d.seen[text] = made
	}
	return made
}

// Tracked reports whether change tracking is switched on for the table. It implements importer.Source.
func (c *Client) Tracked(ctx context.Context, table string) (bool, error) {
	var reply struct{ ChangeTrackingEnabled lenientBool }
	err := c.json(ctx, c.get(definition(table)+"?$select=LogicalName,ChangeTrackingEnabled"), &reply)
	if err != nil {
		return false, tableError(err, table)
	}
	return bool(reply.ChangeTrackingEnabled), nil
}

func definition(table string) string { return "EntityDefinitions(LogicalName='" + table + "')" }

// tableError says that a table is missing where its metadata was not found.
func tableError(err error, table string) error {
	if crm.CodeOf(err) == crm.CodeNotFound {
		return crm.Errorf(crm.CodeMissingTable, "table %s: %w", table, err)
	}
	return err
}
