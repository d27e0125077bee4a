package outbox

import (
	"context"

	"ferry/backend/crm"
)

// CRM writes and reads activities in the organization. The dataverse package implements it. Errors are *crm.Error; the
// sender acts on their codes alone.
type CRM interface {
	// CreateActivity POSTs the activity with its own id, all content in one request, in the open state.
	// crm.CodeDuplicateKey means that a row with the id exists.
	CreateActivity(ctx context.Context, activity crm.Activity) error
	// ReadActivity reads the row back, with owner, state, parties and ETag. crm.CodeNotFound where it is not there.
	ReadActivity(ctx context.Context, table, id string) (crm.Activity, error)
	// UpdateActivity PATCHes with If-Match: ifMatch ("*" for any version), never creating a row.
	UpdateActivity(ctx context.Context, table, id string, change crm.ActivityChange, ifMatch string) error
	// DeleteActivity deletes the row. crm.CodeNotFound where it is gone already.
	DeleteActivity(ctx context.Context, table, id string) error
}

// Notes writes annotations, where text beyond a column's length goes. The dataverse package implements it.
type Notes interface {
	// CreateAnnotation POSTs the note with its own id; crm.CodeDuplicateKey means that it is there.
	CreateAnnotation(ctx context.Context, note crm.Annotation) error
	ReadAnnotation(ctx context.Context, id string) (crm.Annotation, error)
}

// Shape is what the organization's metadata says about the tables that are written: read when online, kept for offline
// use.
type Shape struct {
	// Lengths gives the maximum length in characters of text columns, by "table.column" ("task.description").
	Lengths map[string]int `json:"lengths"`
	// Missing tables are written as task instead, with the kind in the category.
	Missing []string `json:"missing"`
}
