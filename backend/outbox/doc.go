// Package outbox keeps what a seat holder copied until Dataverse has it, exactly once. An entry is a durable list of
// operations; the sender does them in order and keeps every attempt.
//
// It must not know HTTP or SQL: CRM speaks to the organization, Store keeps the entries. It must never write under another
// owner than the seat holder, and never call something sent that it has not seen land.
package outbox
