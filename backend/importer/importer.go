// Package importer brings rows of Dataverse into the mirror: a full load per table, then changes only. It decides what is
// read, in which order and from where to resume, and reports progress.
//
// It must not write anything to Dataverse, and must not know HTTP or SQL: a Source gives pages, a Store keeps them.
package importer

import (
	"context"
	"time"
)

// Source reads pages of one table from the organization. The dataverse package implements it.
type Source interface {
	// Page reads one page as the request says.
	// Errors: crm.CodeExpiredDelta when a delta link is too old, crm.CodeForbidden when change tracking needs a wider
	// read privilege than the user has, crm.CodeMissingTable, and the connection's own codes.
	Page(ctx context.Context, request Request) (Page, error)
	// Tracked reports whether change tracking is switched on for the table.
	Tracked(ctx context.Context, table string) (bool, error)
}

// Store keeps the mirror. The sqlite package implements it.
type Store interface {
	// Point is where the table's import stands; the zero Point where none was started.
	Point(ctx context.Context, table string) (Point, error)
	// SavePage writes the page's rows and removals and the point that covers them in one transaction. When the point is
	// the end of a full load (Full and Complete), rows of an older generation are removed in the same transaction.
	SavePage(ctx context.Context, table Table, page Page, point Point) error
}

// Mode is how a table's changes are found.
type Mode string

const (
	// ModeTracked follows Dataverse's change tracking (Prefer: odata.track-changes).
	ModeTracked Mode = "tracked"
	// ModeModified polls modifiedon, for users without organization-wide read or tables without tracking. It cannot see
	// deletions; a full load in the background of every day finds them.
	ModeModified Mode = "modified"
)

// Request asks for one page.
type Request struct {
	Table Table
	// Link is an opaque next or delta link from an earlier page, used verbatim; empty for the first page of a full load.
	Link string
	Mode Mode
	// Since bounds a ModeModified request: rows with modifiedon at or after it. Zero reads all.
	Since time.Time
	// PageSize is odata.maxpagesize, 1 to 5,000.
	PageSize int
}

// Page is one page of rows. Each row holds the values of Table.Columns in their order, as Column.Kind says; nil is null.
type Page struct {
	Rows    [][]any
	Deleted []string // primary keys; only in delta replies
	Next    string   // the next page's link, or empty on the last page
	Delta   string   // the delta link, on the last page of a tracked request only
	// ServerTime is the service's clock (Date header) at the reply: watermarks never come from this machine's clock.
	ServerTime time.Time
}

// Point is how far a table's import has come. It is stored with the rows it covers.
type Point struct {
	Table string
	Mode  Mode
	// Full says that a full load is under way or was the last thing done (as opposed to a round of changes).
	Full bool
	// Next is the link of the page to read next; empty when the round is complete.
	Next  string
	Delta string
	// Since is the lower bound of the round under way, Watermark the bound for the next one (server clock).
	Since     time.Time
	Watermark time.Time
	// FullAt is when the last full load, or the one under way, began (server clock).
	FullAt time.Time
	// Columns is the table's Fingerprint when the full load began: links are bound to the columns that were asked for.
	Columns string
	// Generation numbers full loads, from 1; rows carry the generation that last saw them.
	Generation int64
	// Rows counts the rows received in the round under way, or in the last one.
	Rows      int64
	Complete  bool
	UpdatedAt time.Time
}
