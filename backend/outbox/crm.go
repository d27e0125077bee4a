package outbox

import (
	"context"
	"errors"

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
	// DeleteAnnotation deletes the note. crm.CodeNotFound where it is gone already.
	DeleteAnnotation(ctx context.Context, id string) error
}

// Write is one write of several that travel together. Exactly one of Create, Note, Change and Delete is set; Table and
// ID name the activity of a Change or a Delete.
type Write struct {
	Create *crm.Activity
	// Close, beside Create, closes the new activity in the same transaction, a change set: both are done or neither.
	Close   *crm.ActivityChange
	Note    *crm.Annotation
	Change  *crm.ActivityChange
	Delete  bool
	Table   string
	ID      string
	IfMatch string // guards a Change: "*", or empty, for any version
}

// ErrLeftOpen is the answer to a create whose Close did not travel with it: the activity is there, and open.
var ErrLeftOpen = errors.New("created and left open")

// BatchLimit is how many requests travel together at most. Dataverse takes 1,000, but its documentation of service
// protection advises small batches.
const BatchLimit = 10

// Batch does several writes in one round trip. The dataverse package implements it.
type Batch interface {
	// WriteAll does the writes in their order and gives each its own error, at the write's index; nil means done. The
	// codes mean what they mean for the same write done alone. One that fails stops no other, so none may depend on
	// another of the same batch. What the service never came to has crm.CodeUnavailable. Where a Close cannot travel with
	// its create, the create alone is done, with ErrLeftOpen.
	WriteAll(ctx context.Context, writes []Write) []error
}

// People makes contacts and leads, and sets the flag of contacts that left their company. The dataverse package
// implements it.
type People interface {
	// CreatePerson POSTs the row with its own id, with duplicate detection on. crm.CodeDuplicateKey means that a row
	// with the id exists, crm.CodeDuplicateFound that the organization holds such a person already.
	CreatePerson(ctx context.Context, person crm.Person) error
	// ReadPerson reads the row back: names, e-mail and owner. crm.CodeNotFound where it is not there.
	ReadPerson(ctx context.Context, table, id string) (crm.Person, error)
	// Duplicates looks for rows of the person's table that may be the same person: by e-mail, or by first and last name.
	Duplicates(ctx context.Context, person crm.Person) ([]crm.Candidate, error)
	// SetFlag sets the contact's flag. crm.CodeMissingTable where the organization has no such column.
	SetFlag(ctx context.Context, contactID string, flag crm.OrgChange, ifMatch string) error
}

// Shape is what the organization's metadata says about the tables that are written: read when online, kept for offline
// use.
type Shape struct {
	// Lengths gives the maximum length in characters of text columns, by "table.column" ("task.description").
	Lengths map[string]int `json:"lengths"`
	// Missing tables are written as task instead, with the kind in the category.
	Missing []string `json:"missing"`
}
