// Package practice is a Dynamics organization that exists only in this process: a Dataverse Web API (v9.2 style), the
// Entra-like authority that signs people in to it, and a sample company of people who never existed. Everything Ferry does
// can be tried, taught and tested against it, with no tenant and no network.
//
// It answers from the public description of the Web API and imports nothing of Ferry's own packages, above all not the
// client: were client and simulator to share types, one misreading would pass both. It must never be more lenient than
// the real service where the service is known to refuse. Where the service's behaviour is not known for sure, a knob
// switches it, and what is documented is the default.
//
// # Rules
//
// Every rule it keeps, where the rule is from, and what switches it. A source is a page of Microsoft's documentation of
// the Web API by its subject ("errors", "paging", ...), OData for the protocol's own rules, or "reported" where only users
// of the service say so.
//
//	RULE                                                           SOURCE                SWITCH (Knobs, if not said otherwise)
//	401 with authority and resource in a bearer challenge          authentication        FailNext(Unauthorized)
//	claims challenge; continuous access evaluation                 claims challenge      FailNext(ClaimsChallenge)
//	403 0x80072560 stranger, 0x80042f09 no role, 0x80040225        error codes           Person, role rows
//	rights: users, teams, roles; 0x80040220, 0x80048306            security              MissingPrivileges, OwnReadOnly
//	depths Basic, Local, Deep, Global; business units              security              ReadDepth, role rows
//	roles are made and given privileges by actions                 action reference      -
//	impersonation by CallerObjectId and MSCRMCallerID, 0x8004A110  impersonation         role of the caller
//	an impersonated request may do what both users may            impersonation         roles of both
//	MSCRM.BypassCustomPluginExecution needs its privilege          headers               role of the caller
//	v8.0 to the organization's version, 404 beyond                 versions              Version
//	option and navigation names are case-sensitive, 0x80060888     query                 -
//	lookups read as _x_value, bound by nav@odata.bind, 0x80048d19  query; reported text  -
//	one polymorphic target replaces the other                      navigation            -
//	annotations, error details: only what Prefer names             headers               Prefer of the request
//	money with four decimals and its currency                      select columns        -
//	pages of 5,000 at most; links that break if encoded again      paging                PageSize
//	$top goes on over pages; ignored with odata.maxpagesize        paging                -
//	$count up to 5,000; total and limit as annotations             count rows            CountMark
//	text compares without case; % _ [ are wildcards                filter rows           -
//	$orderby: lookups by name, choices by value; aliases           order rows            -
//	ids have no order: gt, ge, lt, le refused                      reported              -
//	columns compare with columns of their type only                OData                 -
//	at most 15 expansions; many-to-many ones alone                 join tables           -
//	collections inline with a link; paged once expansions nest     join tables           -
//	$ref of lookups alone; $top, $orderby limits of expansions     join tables           -
//	$apply: filter, groupby, aggregate; 50,000 rows 0x8004E023     aggregate data        -
//	FetchXML: joins, filters, aggregates, paging cookie            FetchXML reference    -
//	FetchXML orders choices by label; useraworderby                order rows            -
//	FetchXML names joined columns a.b since 9, a_x002e_b before    reported              version in the URL
//	query functions: hierarchies, fiscal periods, several choices  filter rows           -
//	views by savedQuery and userQuery                              query                 -
//	change tracking: all rows, then a delta on the last page       change tracking       ChangeTracking
//	$filter, $orderby, $expand, $top refused with it               change tracking       -
//	it needs organization-wide read                                change tracking       OwnReadOnly
//	expired after organization.expirechangetrackingindays          change tracking       ExpireDeltas
//	changes during the first load are sent later                   open question         ForgetChangesDuringLoad
//	POST of a taken id: 412 0x80040237, one space for activities   error codes           -
//	PATCH is an upsert; If-Match, If-None-Match matrix             conditional requests  -
//	If-None-Match: null is no condition                            headers               -
//	204 with OData-EntityId; 201/200 with return=representation    create, update        Prefer of the request
//	alternate keys: 0x80060891, 0x80060892, the address echoes     alternate keys        AlternateKey
//	deep insert, one transaction; none on update                   create                -
//	links: add, set, remove; a pair twice is 412                   associate; reported   LinkTwice
//	duplicate detection only with the header, in two spellings     duplicate detection   DuplicateStatus
//	CreateMultiple, UpdateMultiple, UpsertMultiple all or nothing  bulk operations       -
//	WinOpportunity, LoseOpportunity, their activity                action reference      -
//	QualifyLead, InitializeFrom, Merge                             action reference      -
//	SendEmail closes an e-mail; nothing is sent                    action reference      -
//	AddMembersTeam, RemoveMembersTeam, PublishXml, PublishAllXml   action reference      -
//	statecode is ignored in a create                               contradictory         StateAtCreate
//	status and state agree, 0x80048408; defaults per table         table reference       -
//	closed activities, opportunities, leads refuse edits           reported              EditClosedRows
//	owner disabled 0x8004022b, without rights 0x80040231           error codes           MissingPrivileges
//	text lengths 0x80044331, choices 0x8004431A                    error codes           -
//	whole numbers in their range (percentages): 0x80040203         table reference       -
//	file columns: whole, in parts, by range; images in their row   file column data      -
//	parties as deep insert; masks 8 and 9 by the server            activity parties      -
//	overriddencreatedon trades places with createdon               reported              -
//	activities and notes go with their row, and to its new owner   relationship tables   KeepOwners
//	units, currencies, users, teams in use stay: 405 0x80040227    reported              -
//	environment variable values of at most 2,000 characters        open question         -
//	batch: CRLF, binary parts, 1,000 requests, no GET in a set     batch                 LooseBatches
//	parts of a change set have a Content-ID                        OData                 AnonymousParts
//	parts need a Content-Length                                    reported              NeedPartLength (off)
//	$1 in URLs and bodies; 400 where it does not exist             batch                 -
//	first failure ends a batch; odata.continue-on-error            batch                 Prefer of the request
//	a failed change set is one error in its place                  OData                 WrapChangeSetErrors
//	what is wrong with a batch as a whole is plain JSON            batch                 -
//	6,000 requests, 1,200 s, 52 at once within 300 s, per user     service protection    Limits; off but in Serve
//	Retry-After grows when it is not kept                          service protection    Limits.RetryAfter
//	a batch counts as one request                                  open question         Limits.PerPart
//	429 inside a batch                                             open question         FailParts, Limits.PerPart
//	502 in HTML, 500, 503, breaks before and after the work        errors                FailNext
//	errors with innererror and no code, as older servers print     errors; reported      OldErrors
//	metadata: casts, options, keys, relationships, CSDL            metadata              MissingTables
//	labels: null where there is none in the user's language        metadata              UntranslatedLabels
//	columns that forms insist on; rows without them are taken       metadata              RequireColumns
//	discovery: $select, $filter; Id and UniqueName as keys         discovery             -
//	organization types, versions; discovery of none to three       discovery             OrganizationType, Instances
//	URLs of 32,768 characters, 65,536 inside a batch               query                 -
//	bodies over 16 MiB: 413                                        error codes           -
//
// It does not have: search and changes of metadata, which answer 501 (403 to those who may not customize), background
// operations, whose preference is not applied and whose states answer 404, and sharing of rows, whose messages are unknown.
package practice
