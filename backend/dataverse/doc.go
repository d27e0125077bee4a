// Package dataverse is the Web API client: the only place that knows OData, paging, change tracking, throttling and the
// service's error codes. It implements what the rules packages ask for (importer.Source, session.Directory,
// settings.Shared, settings.Catalog, outbox.CRM, outbox.Notes, outbox.Batch, outbox.People, outbox.Looker) and turns every
// failure into a crm.Error once, here.
//
// It must not decide what is imported or sent, must not repeat a write (the outbox does, knowing the row's id), must not
// keep anything on disk, and must never let a token leave for another origin than the organization's.
//
// # Rules
//
// Each rule of the wire, the page of Microsoft's documentation that it comes from, by its subject, and the test that
// plays it. "Observed" are habits of servers and gateways that other clients had to learn. The transcripts in the tests
// were written from the documentation, not from answers of the practice organization.
//
//	Rows are decoded straight from the stream                  select columns                 TestPageOfAFullLoad
//	Annotations are asked for only where a column needs them   select columns                 TestAnnotationsOnlyWhereNeeded
//	Values are read however servers write them                 observed                       TestLenientValues
//	Odd members, a byte order mark, no content type            observed                       TestRepliesOfOddServers
//	Next links are followed verbatim; relative ones too        page results                   TestLinksAreFollowedVerbatim
//	Links lead nowhere but to the same origin                  page results                   TestLinksStayWithinTheOrganization
//	Changes: deleted rows, the delta link on the last page     change tracking                TestPageOfChanges
//	An expired or refused delta link means a full load         change tracking                TestPageErrors
//	Without change tracking, rows are asked for by modifiedon  filter rows                    TestPageOfModifiedRows
//	Codes decide; hexadecimal, signed decimal, any case        error codes                    TestCodes
//	Error bodies of Dataverse, ASP.NET and gateways            handle errors                  TestFaultsOfAllServers
//	Request ids are kept in errors                             handle errors                  TestDetail
//	All request ids are in the log, and no content             handle errors                  TestLogHoldsNoContent
//	Retry-After in seconds and as a date, bounded              API limits                     TestRetryAfter
//	A throttled reply stops all traffic of the account         API limits                     TestThrottlingStopsAllTraffic
//	Without Retry-After the wait doubles                       API limits                     TestThrottlingWithoutATime
//	One function decides what is repeated                      API limits                     TestOnlyTheseAreRepeated
//	Writes are never repeated here                             API limits                     TestWritesAreNeverRepeated
//	No affinity cookie is kept                                 API limits                     TestNoAffinity
//	A refused token is replaced once, with its claims          claims challenge               TestRefusedTokens
//	Claims are decoded from either base64 alphabet             claims challenge               TestChallengedClaims
//	The bearer challenge of an address is checked              authenticate                   TestProbe
//	Tokens stay with their origin across redirects             authenticate                   TestTokensStayAtHome
//	Acting for another user, in a batch too                    impersonate another user       TestActingForAnotherUser
//	A refused owner has a code of its own                      activities                     TestCodes
//	Activities are created open, with id, owner, content       activities                     TestCreateActivities
//	A row stored under another id is not ours                  create rows                    TestCreateContact
//	An update never creates: If-Match on each PATCH            conditional operations         TestUpdateActivity
//	What was sent is looked at through the common base         activities                     TestReadActivities
//	Batches: CRLF, quoted boundary, content ids and lengths    batch operations               TestBatchIsFramedForStrictServers
//	Batches can be read by an unforgiving server               batch operations               TestBatchesAreReadByAnotherHand
//	Replies of loose servers: LF, preamble, quoting, order     batch operations               TestBatchRepliesOfLooseServers
//	Each part has its own answer; parts missing after a stop   batch operations               TestEachPartHasItsOwnAnswer
//	A part may challenge for claims: sign-in gets them         claims challenge               TestAPartMayChallengeForClaims
//	A plain JSON error outside is every part's                 batch operations               TestBatchesRefusedAsAWhole
//	Where no batches are taken, writes travel alone            observed                       TestWritesTravelAlone
//	429 inside a part                                          API limits                     TestThrottledPartsCloseTheGate
//	A change set's error stands inside it or in its place      batch operations               TestChangeSets
//	A reply that breaks off calls nothing else done            batch operations               TestBatchRepliesThatBreakOff
//	Any bytes as a reply                                       batch operations               FuzzBatchReply
//	Reads beyond about 30,000 characters go in a batch         queries                        TestLongReadsMoveIntoABatch
//	A query per type of column; labels may be null             query metadata                 TestStageColumns
//	Money columns, without twins in base currency              query metadata                 TestValueColumns
//	Lengths of columns, and tables that are missing            query metadata                 TestShape
//	Stages of business process flows                           opportunitysalesprocess table  TestProcessStages
//	Shared settings: two admins conflict, and do not double    environment variables          TestSaveShared
//	A variable made elsewhere is found by its schema name      environment variables          TestSharedVariablesOfOthers
//	Missing, forbidden, no such table: three answers           environment variables          TestLoadShared
//	Duplicate detection is on; its status varies               detect duplicates              TestCreateContact
//	The reply names no duplicate: it is looked up              detect duplicates              TestDuplicates
//	The flag of contacts that left                             LinkedIn Data Validation       TestSetFlag
//	Global Discovery: numbers as text, known clouds only       discover organizations         TestInstances
//	Web API versions: an older server answers 404              compose requests               TestWhoAmISettlesTheVersion
//	Type of organization: name, number, missing                OrganizationType enum          TestOrganizationKinds
//	Depth of privileges: name or number, the widest            security                       TestPrivileges
package dataverse
