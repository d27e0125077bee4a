// Package dataverse is the Web API client: the only place that knows OData, paging, change tracking, throttling and the
// service's error codes. It implements what the rules packages ask for (importer.Source, session.Directory,
// settings.Shared, settings.Catalog, outbox.CRM, outbox.Notes) and turns every failure into a crm.Error once, here.
//
// It must not decide what is imported or sent, must not repeat a write (the outbox does, knowing the row's id), must not
// keep anything on disk, and must never let a token leave for another origin than the organization's.
package dataverse
