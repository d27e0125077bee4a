// Package sqlite keeps Ferry's two databases: mirror.db, what Dataverse said, and outbox.db, what people did. It implements
// the stores that the rules packages ask for, one file per subject, and the read models that screens wait for.
//
// One folder belongs to one user of one organization, and to one process at a time. Three handles are open on it: one
// writer for each file, so that an import never holds up a click on Copy to CRM, and a pool of readers with outbox.db as
// main database and mirror.db attached, read-only.
//
// Two small tables of outbox.db are short ways to the disk. What a person queues waits in intake, one row for each press
// of the button, in which a thread is only named, since its messages lie in the same file; and what the sender lets go
// stands in departure until it is known what became of it; both are durable, and are spread over the tables and their
// indexes before anything reads entries. So a press costs one page, and an entry is written once on its way instead of
// twice. What belongs to an entry stands in the order of entry.sequence, as the entries do, so that what is sent together
// lies together.
//
// It must not decide anything the rules packages decide, must not know HTTP, and must not read the clock: times come from
// callers, and no SQL asks for now. Only the importer's store writes the mirror. Nothing relies on a transaction across
// both files.
package sqlite
