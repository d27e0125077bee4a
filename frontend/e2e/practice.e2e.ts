import { randomUUID } from "node:crypto";
import { DynamicsWebApi } from "dynamics-web-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type PracticeServer, servePractice, token } from "./practice-server";

// A client that nobody here wrote works against the practice organization as it does against Dataverse. What it sends and
// what it makes of the answers was decided by people who know the real service.

type Row = Record<string, unknown>;
interface Refusal {
  status: number;
  code: string;
  message: string;
}

let server: PracticeServer;
let api: DynamicsWebApi;

const options = () => ({
  serverUrl: server.url,
  dataApi: { version: "9.2" },
  onTokenRefresh: () => Promise.resolve(token),
});

beforeAll(async () => {
  server = await servePractice("-key", "contact:firstname,emailaddress1");
  api = new DynamicsWebApi(options());
});
afterAll(() => server.stop());

/** What a refused request was refused with. */
async function refusal(request: Promise<unknown>): Promise<Refusal> {
  try {
    await request;
  } catch (error) {
    return error as Refusal;
  }
  throw new Error("the request was not refused");
}

async function newContact(lastname: string, more: Row = {}): Promise<string> {
  return api.create<Row, string>({ collection: "contacts", data: { lastname, ...more } });
}

const contact = (key: string, ...select: string[]) => api.retrieve<Row>({ collection: "contacts", key, select });

describe("create and retrieve", () => {
  test("a create answers with the new row's id", async () => {
    const id = await newContact("Okafor", { firstname: "Chidi" });
    expect(await contact(id, "fullname")).toMatchObject({ contactid: id, fullname: "Chidi Okafor" });
  });

  test("a create may choose the id, and cannot take one twice", async () => {
    const contactid = randomUUID();
    expect(await newContact("Okafor", { contactid })).toBe(contactid);
    expect(await refusal(newContact("Again", { contactid }))).toMatchObject({ status: 412, code: "0x80040237" });
  });

  test("a create may answer with the row", async () => {
    const data = { name: "Lantern Freight", revenue: 1250000.5 };
    const row = await api.create<Row>({ collection: "accounts", data, returnRepresentation: true, select: ["name", "revenue"] });
    expect(row).toMatchObject({ name: "Lantern Freight", revenue: 1250000.5 });
    expect(row["_transactioncurrencyid_value"]).toEqual(expect.any(String));
  });

  test("a deep insert makes rows on both sides", async () => {
    const data = {
      name: "Deep Harbour",
      primarycontactid: { lastname: "Primary" },
      Account_Tasks: [{ subject: "One" }, { subject: "Two" }],
    };
    const id = await api.create<Row, string>({ collection: "accounts", data });
    const row = await api.retrieve<Row>({
      collection: "accounts",
      key: id,
      select: ["name"],
      expand: [
        { property: "primarycontactid", select: ["lastname"] },
        { property: "Account_Tasks", select: ["subject"], orderBy: ["subject"] },
      ],
    });
    expect(row).toMatchObject({ primarycontactid: { lastname: "Primary" }, Account_Tasks: [{ subject: "One" }, { subject: "Two" }] });
  });

  test("a lookup is bound, read, annotated and followed", async () => {
    const account = await api.create<Row, string>({ collection: "accounts", data: { name: "Bound Ltd" } });
    const id = await newContact("Bound", { "parentcustomerid_account@odata.bind": `accounts(${account})` });
    const row = await api.retrieve<Row>({ collection: "contacts", key: id, select: ["_parentcustomerid_value"], includeAnnotations: "*" });
    expect(row).toMatchObject({
      _parentcustomerid_value: account,
      _parentcustomerid_value_Formatted: "Bound Ltd",
      _parentcustomerid_value_LogicalName: "account",
      _parentcustomerid_value_NavigationProperty: "parentcustomerid_account",
    });
    const link = await api.retrieve<Row>({ collection: "contacts", key: id, select: ["parentcustomerid_account/$ref"] });
    expect(link).toMatchObject({ id: account, collection: "accounts" });
    const followed = await api.retrieve<Row>({ collection: "contacts", key: id, select: ["/parentcustomerid_account", "name"] });
    expect(followed).toMatchObject({ name: "Bound Ltd" });
  });

  test("a row is found by an alternate key of one column and of two", async () => {
    const id = await newContact("Keyed", { firstname: "Kay", emailaddress1: "kay@keyed.example", externaluseridentifier: "K-1" });
    expect(await contact("externaluseridentifier='K-1'", "lastname")).toMatchObject({ contactid: id });
    expect(await contact("firstname='Kay',emailaddress1='kay@keyed.example'", "lastname")).toMatchObject({ contactid: id });
    expect(await refusal(contact("externaluseridentifier='none'", "lastname"))).toMatchObject({ status: 404, code: "0x80060891" });
    expect(await refusal(contact("lastname='Keyed'", "lastname"))).toMatchObject({ status: 400 });
    expect(await refusal(newContact("Thief", { externaluseridentifier: "K-1" }))).toMatchObject({ status: 412, code: "0x80060892" });
  });

  test("what is not there, and what is asked wrongly, is refused with Dataverse's codes", async () => {
    expect(await refusal(contact(randomUUID(), "fullname"))).toMatchObject({ status: 404, code: "0x80040217" });
    expect(await refusal(contact(randomUUID(), "nosuchcolumn"))).toMatchObject({ status: 404 });
    expect(await refusal(api.retrieveMultiple({ collection: "contacts", select: ["nosuchcolumn"] }))).toMatchObject({
      status: 400,
      code: "0x80060888",
    });
    expect(await refusal(newContact("x".repeat(51)))).toMatchObject({ status: 400, code: "0x80044331" });
    expect(await refusal(newContact("Odd", { nosuchcolumn: 1 }))).toMatchObject({ status: 400, code: "0x80048d19" });
  });

  test("duplicates are refused only where that was asked for", async () => {
    const data = { lastname: "Double", emailaddress1: "double@twin.example" };
    await api.create({ collection: "contacts", data });
    await api.create({ collection: "contacts", data });
    const request = api.create({ collection: "contacts", data, duplicateDetection: true });
    expect(await refusal(request)).toMatchObject({ code: "0x80040333" });
  });
});

describe("retrieveMultiple", () => {
  test("pages follow their next links to the end", async () => {
    const seen = new Set<unknown>();
    let page = await api.retrieveMultiple<Row>({ collection: "contacts", select: ["fullname"], maxPageSize: 70 });
    let pages = 1;
    for (; page.oDataNextLink; pages++) {
      expect(page.value).toHaveLength(70);
      page.value.forEach((row) => seen.add(row["contactid"]));
      page = await api.retrieveMultiple<Row>({ collection: "contacts", maxPageSize: 70 }, page.oDataNextLink);
    }
    page.value.forEach((row) => seen.add(row["contactid"]));
    expect(pages).toBeGreaterThan(4);
    expect(seen.size).toBe(await api.count({ collection: "contacts" }));
  });

  test("retrieveAll and countAll walk all pages of an ordered query", async () => {
    const request = { collection: "contacts", select: ["lastname"], orderBy: ["lastname desc", "firstname"], maxPageSize: 90 };
    const all = await api.retrieveAll<Row>(request);
    expect(new Set(all.value.map((row) => row["contactid"])).size).toBe(all.value.length);
    expect(all.value).toHaveLength(await api.countAll({ collection: "contacts", select: ["contactid"] }));
  });

  test("filter, order, top, count and expand", async () => {
    const page = await api.retrieveMultiple<Row>({
      collection: "opportunities",
      select: ["name", "estimatedvalue"],
      filter: "statecode eq 0 and estimatedvalue gt 1000 and contains(name,'trams')",
      orderBy: ["estimatedvalue desc"],
      top: 3,
      count: true,
      expand: [{ property: "parentaccountid", select: ["name"] }],
    });
    expect(page.value).toHaveLength(3);
    expect(page.oDataCount).toBeGreaterThanOrEqual(3);
    const values = page.value.map((row) => Number(row["estimatedvalue"]));
    expect(values).toEqual([...values].sort((a, b) => b - a));
    expect(page.value[0]).toMatchObject({ parentaccountid: { name: expect.any(String) as string } });
  });

  test("expansions nest, and are paged then", async () => {
    const page = await api.retrieveMultiple<Row>({
      collection: "accounts",
      select: ["name"],
      filter: "contact_customer_accounts/any(c:c/statecode eq 0)",
      orderBy: ["createdon asc"], // the sample company's, which have several contacts
      maxPageSize: 2,
      expand: [{ property: "contact_customer_accounts", select: ["fullname"], expand: [{ property: "ownerid", select: ["fullname"] }] }],
    });
    const contacts = page.value[0]?.["contact_customer_accounts"] as Row[];
    expect(contacts).toHaveLength(2);
    expect(contacts[0]).toMatchObject({ ownerid: { fullname: expect.any(String) as string } });
    const link = page.value[0]?.["contact_customer_accounts@odata.nextLink"] as string;
    const more = await api.retrieveMultiple<Row>({ collection: "contacts", maxPageSize: 2 }, link);
    expect(more.value.length).toBeGreaterThan(0);
    expect(contacts.map((row) => row["contactid"])).not.toContain(more.value[0]?.["contactid"]);
  });

  test("a long query goes through a batch of its own", async () => {
    const filter = Array.from({ length: 120 }, (_, i) => `lastname eq 'nobody ${i}'`).join(" or ");
    const page = await api.retrieveMultiple<Row>({ collection: "contacts", select: ["fullname"], filter: `${filter} or lastname ne null`, top: 5 });
    expect(page.value).toHaveLength(5);
  });

  test("groups and totals with $apply", async () => {
    const apply = "filter(statecode eq 0)/groupby((salesstage),aggregate($count as deals,estimatedvalue with sum as value))";
    const page = await api.retrieveMultiple<Row>({ collection: "opportunities", apply, includeAnnotations: "*" });
    const open = await api.count({ collection: "opportunities", filter: "statecode eq 0" });
    expect(page.value.reduce((sum, row) => sum + Number(row["deals"]), 0)).toBe(open);
    expect(page.value[0]).toMatchObject({ salesstage_Formatted: expect.any(String) as string, value: expect.any(Number) as number });
  });

  test("a view's query is run by its id", async () => {
    const views = await api.retrieveMultiple<Row>({ collection: "savedqueries", select: ["name"], filter: "returnedtypecode eq 'contact'" });
    const view = views.value[0]?.["savedqueryid"] as string;
    const page = await api.retrieveMultiple<Row>({ collection: "contacts", queryParams: [`savedQuery=${view}`] });
    expect(page.value.length).toBeGreaterThan(100);
  });

  test("counts, all and filtered", async () => {
    expect(await api.count({ collection: "accounts", filter: "name eq 'Deep Harbour'" })).toBe(1);
    expect(await api.count({ collection: "accounts" })).toBeGreaterThan(60);
  });
});

describe("update, upsert and delete", () => {
  test("update changes what it names, and only a row that is there", async () => {
    const id = await newContact("Before", { jobtitle: "Clerk" });
    expect(await api.update<Row>({ collection: "contacts", key: id, data: { lastname: "After" } })).toBe(true);
    expect(await contact(id, "lastname", "jobtitle")).toMatchObject({ lastname: "After", jobtitle: "Clerk" });
    expect(await refusal(api.update({ collection: "contacts", key: randomUUID(), data: { lastname: "x" } }))).toMatchObject({ status: 404 });
    const row = await api.update<Row>({ collection: "contacts", key: id, data: { jobtitle: "Head" }, returnRepresentation: true, select: ["jobtitle"] });
    expect(row).toMatchObject({ jobtitle: "Head" });
  });

  test("one column is set and emptied alone", async () => {
    const id = await newContact("Single");
    await api.updateSingleProperty({ collection: "contacts", key: id, fieldValuePair: { jobtitle: "Driver" } });
    expect(await contact(id, "jobtitle")).toMatchObject({ jobtitle: "Driver" });
    expect(await api.deleteRecord({ collection: "contacts", key: id, property: "jobtitle" })).toBe(true);
    expect(await contact(id, "jobtitle")).toMatchObject({ jobtitle: null });
  });

  test("an update holds to the version it was told", async () => {
    const id = await newContact("Versioned");
    const stale = (await contact(id, "lastname"))["@odata.etag"] as string;
    const change = (lastname: string, ifmatch: string) => api.update<Row, boolean>({ collection: "contacts", key: id, data: { lastname }, ifmatch });
    expect(await change("Second", stale)).toBe(true);
    expect(await change("Third", stale)).toBe(false);
    expect(await api.deleteRecord({ collection: "contacts", key: id, ifmatch: stale })).toBe(false);
    expect(await contact(id, "lastname")).toMatchObject({ lastname: "Second" });
  });

  test("upsert makes or changes, as If-Match and If-None-Match allow", async () => {
    const key = randomUUID();
    const upsert = (lastname: string, more: { ifmatch?: string; ifnonematch?: string } = {}) =>
      api.upsert<Row, unknown>({ collection: "contacts", key, data: { lastname }, ...more });
    expect(await upsert("None", { ifmatch: "*" })).toBeNull();
    expect(await upsert("Made", { ifnonematch: "*" })).toBe(key);
    expect(await upsert("Not again", { ifnonematch: "*" })).toBeNull();
    expect(await upsert("Changed", { ifmatch: "*" })).toBe(key);
    await upsert("At last");
    expect(await contact(key, "lastname")).toMatchObject({ lastname: "At last" });
  });

  test("upsert by an alternate key", async () => {
    const upsert = (lastname: string) => api.upsert({ collection: "contacts", key: "externaluseridentifier='U-1'", data: { lastname } });
    await upsert("First");
    await upsert("Second");
    const found = await api.retrieveMultiple<Row>({ collection: "contacts", select: ["lastname"], filter: "externaluseridentifier eq 'U-1'" });
    expect(found.value).toMatchObject([{ lastname: "Second" }]);
  });

  test("a deleted row is gone, with its activities", async () => {
    const id = await newContact("Gone");
    const task = await api.create<Row, string>({
      collection: "tasks",
      data: { subject: "Follow up", "regardingobjectid_contact_task@odata.bind": `/contacts(${id})` },
    });
    expect(await api.deleteRecord({ collection: "contacts", key: id })).toBe(true);
    expect(await refusal(contact(id, "lastname"))).toMatchObject({ status: 404 });
    expect(await refusal(api.retrieve({ collection: "tasks", key: task }))).toMatchObject({ status: 404 });
  });
});

describe("associate and disassociate", () => {
  test("one lookup", async () => {
    const account = await api.create<Row, string>({ collection: "accounts", data: { name: "Single Value" } });
    const id = await newContact("Linked");
    const navigationProperty = "parentcustomerid_account";
    await api.associateSingleValued({ collection: "contacts", primaryKey: id, navigationProperty, relatedCollection: "accounts", relatedKey: account });
    expect(await contact(id, "_parentcustomerid_value")).toMatchObject({ _parentcustomerid_value: account });
    await api.disassociateSingleValued({ collection: "contacts", primaryKey: id, navigationProperty });
    expect(await contact(id, "_parentcustomerid_value")).toMatchObject({ _parentcustomerid_value: null });
  });

  test("a one-to-many collection", async () => {
    const account = await api.create<Row, string>({ collection: "accounts", data: { name: "Many" } });
    const id = await newContact("Child");
    const relationshipName = "contact_customer_accounts";
    await api.associate({ collection: "accounts", primaryKey: account, relationshipName, relatedCollection: "contacts", relatedKey: id });
    expect(await contact(id, "_parentcustomerid_value")).toMatchObject({ _parentcustomerid_value: account });
    await api.disassociate({ collection: "accounts", primaryKey: account, relationshipName, relatedKey: id });
    expect(await contact(id, "_parentcustomerid_value")).toMatchObject({ _parentcustomerid_value: null });
  });

  test("a many-to-many relationship: the members of a team", async () => {
    const [team, user] = await Promise.all([
      api.retrieveMultiple<Row>({ collection: "teams", select: ["name"] }),
      api.retrieveMultiple<Row>({ collection: "systemusers", select: ["fullname"], top: 1 }),
    ]);
    const primaryKey = team.value[0]?.["teamid"] as string;
    const relatedKey = user.value[0]?.["systemuserid"] as string;
    const relationshipName = "teammembership_association";
    const members = async () => {
      const row = await api.retrieve<Row>({ collection: "teams", key: primaryKey, select: ["name"], expand: [{ property: relationshipName, select: ["fullname"] }] });
      return (row[relationshipName] as Row[]).map((member) => member["systemuserid"]);
    };
    expect(await members()).toContain(relatedKey);
    await api.disassociate({ collection: "teams", primaryKey, relationshipName, relatedKey });
    expect(await members()).not.toContain(relatedKey);
    await api.associate({ collection: "teams", primaryKey, relationshipName, relatedCollection: "systemusers", relatedKey });
    expect(await members()).toContain(relatedKey);
  });
});

describe("executeBatch", () => {
  test("requests in a change set, a read behind it", async () => {
    const contactid = randomUUID();
    api.startBatch();
    void api.create({ collection: "contacts", data: { contactid, lastname: "Batched" } });
    void api.update({ collection: "contacts", key: contactid, data: { firstname: "Bo" } });
    void api.retrieve({ collection: "contacts", key: contactid, select: ["fullname"] });
    void api.count({ collection: "contacts" });
    const [made, changed, row, count] = (await api.executeBatch()) as unknown[];
    expect(made).toBe(contactid);
    expect(changed).toBe(true);
    expect(row).toMatchObject({ fullname: "Bo Batched" });
    expect(count).toBe(await api.count({ collection: "contacts" }));
  });

  test("content ids bind, address and extend what was made before", async () => {
    api.startBatch();
    void api.create({ collection: "contacts", data: { lastname: "Content" }, contentId: "1" });
    void api.create({ collection: "tasks", data: { subject: "By id", "regardingobjectid_contact_task@odata.bind": "$1" } });
    void api.create({ collection: "Contact_Phonecalls", data: { subject: "Below it" }, contentId: "$1" });
    const [id, task, call] = (await api.executeBatch()) as string[];
    expect(await api.retrieve<Row>({ collection: "tasks", key: task ?? "", select: ["_regardingobjectid_value"] })).toMatchObject({
      _regardingobjectid_value: id,
    });
    expect(await api.retrieve<Row>({ collection: "phonecalls", key: call ?? "", select: ["_regardingobjectid_value"] })).toMatchObject({
      _regardingobjectid_value: id,
    });
  });

  test("a change set is done whole or not at all", async () => {
    const contactid = randomUUID();
    api.startBatch();
    void api.create({ collection: "contacts", data: { contactid, lastname: "Rolled back" } });
    void api.create({ collection: "contacts", data: { nosuchcolumn: true } });
    const errors = (await refusal(api.executeBatch())) as unknown as Refusal[];
    expect(errors[0]).toMatchObject({ error: { code: "0x80048d19" } });
    expect(await refusal(contact(contactid, "lastname"))).toMatchObject({ status: 404 });
  });

  test("without change sets each request stands for itself, and errors need not stop the rest", async () => {
    const contactid = randomUUID();
    api.startBatch();
    void api.create({ collection: "contacts", data: { contactid, lastname: "Alone" } });
    void api.retrieve({ collection: "contacts", key: randomUUID() });
    void api.update({ collection: "contacts", key: contactid, data: { firstname: "Al" } });
    const [made, error, changed] = (await api.executeBatch({ inChangeSet: false, continueOnError: true })) as unknown[];
    expect(made).toBe(contactid);
    expect(error).toMatchObject({ status: 404, error: { code: "0x80040217" } });
    expect(changed).toBe(true);
    expect(await contact(contactid, "fullname")).toMatchObject({ fullname: "Al Alone" });
  });

  test("without it the first error is the last answer", async () => {
    api.startBatch();
    void api.retrieve({ collection: "contacts", key: randomUUID() });
    void api.retrieveMultiple({ collection: "contacts", top: 1 });
    const answers = (await refusal(api.executeBatch())) as unknown as unknown[];
    expect(answers).toHaveLength(1);
  });
});

describe("FetchXML", () => {
  const byName = `<fetch><entity name="contact"><attribute name="fullname"/><order attribute="fullname"/>
    <filter><condition attribute="statecode" operator="eq" value="0"/></filter></entity></fetch>`;

  test("attributes, filters and order", async () => {
    const page = await api.fetch<Row>({ collection: "contacts", fetchXml: byName.replace("<fetch>", '<fetch top="5">') });
    expect(page.value).toHaveLength(5);
    const names = page.value.map((row) => String(row["fullname"]));
    expect(Object.keys(page.value[0] ?? {}).sort()).toEqual(["@odata.etag", "contactid", "fullname"]);
    expect(names.every((name) => name !== "")).toBe(true);
  });

  test("pages follow the paging cookie", async () => {
    const request = { collection: "contacts", fetchXml: byName.replace("<fetch>", '<fetch count="100">'), includeAnnotations: "*" };
    const first = await api.fetch<Row>(request);
    expect(first.PagingInfo).toMatchObject({ page: 1, nextPage: 2 });
    const second = await api.fetch<Row>({ ...request, pageNumber: first.PagingInfo?.nextPage ?? 0, pagingCookie: first.PagingInfo?.cookie ?? "" });
    expect(second.value).toHaveLength(100);
    const all = await api.fetchAll<Row>(request);
    expect(new Set(all.value.map((row) => row["contactid"])).size).toBe(await api.count({ collection: "contacts", filter: "statecode eq 0" }));
  });

  test("joined tables come under their alias", async () => {
    const fetchXml = `<fetch top="3"><entity name="contact"><attribute name="fullname"/>
      <link-entity name="account" from="accountid" to="parentcustomerid" alias="company"><attribute name="name"/>
      <filter><condition attribute="name" operator="not-null"/></filter></link-entity></entity></fetch>`;
    const page = await api.fetch<Row>({ collection: "contacts", fetchXml });
    expect(page.value[0]).toMatchObject({ "company.name": expect.any(String) as string });
  });

  test("aggregates", async () => {
    const fetchXml = `<fetch aggregate="true"><entity name="opportunity"><attribute name="statecode" alias="state" groupby="true"/>
      <attribute name="opportunityid" alias="deals" aggregate="count"/><order alias="deals" descending="true"/></entity></fetch>`;
    const page = await api.fetch<Row>({ collection: "opportunities", fetchXml });
    expect(page.value.reduce((sum, row) => sum + Number(row["deals"]), 0)).toBe(await api.count({ collection: "opportunities" }));
  });

  test("what is no FetchXML is refused", async () => {
    const fetchXml = '<fetch><entity name="contact"><attribute name="nosuchcolumn"/></entity></fetch>';
    expect(await refusal(api.fetch({ collection: "contacts", fetchXml }))).toMatchObject({ status: 400, code: "0x80041103" });
    expect(await refusal(api.fetch({ collection: "contacts", fetchXml: "<fetch><oops>" }))).toMatchObject({ status: 400 });
  });
});

describe("functions and actions", () => {
  test("unbound functions, with and without parameters", async () => {
    const me = await api.callFunction<Row>("WhoAmI");
    expect(me).toMatchObject({ UserId: expect.any(String) as string, OrganizationId: expect.any(String) as string });
    expect(await api.callFunction<Row>("RetrieveVersion")).toMatchObject({ Version: expect.stringMatching(/^9\.2\./) as string });
    const organization = await api.callFunction<Row>({
      name: "RetrieveCurrentOrganization",
      parameters: { AccessType: "Microsoft.Dynamics.CRM.EndpointAccessType'Default'" },
    });
    expect(organization).toMatchObject({ Detail: { OrganizationType: "CustomerTest" } });
    const totals = await api.callFunction<Row>({ name: "RetrieveTotalRecordCount", parameters: { EntityNames: ["account", "contact"] } });
    expect(totals).toMatchObject({ EntityRecordCountCollection: { Keys: ["account", "contact"] } });
  });

  test("bound functions", async () => {
    const me = await api.callFunction<Row>("WhoAmI");
    const rights = await api.callFunction<Row>({
      collection: "systemusers",
      key: me["UserId"] as string,
      name: "Microsoft.Dynamics.CRM.RetrieveUserPrivileges",
    });
    expect(rights["RolePrivileges"]).toEqual(expect.arrayContaining([expect.objectContaining({ PrivilegeName: "prvReadContact", Depth: "Global" })]));
  });

  test("an opportunity is won", async () => {
    const id = await api.create<Row, string>({ collection: "opportunities", data: { name: "To be won", estimatedvalue: 500 } });
    const action = {
      Status: 3,
      OpportunityClose: { "@odata.type": "Microsoft.Dynamics.CRM.opportunityclose", subject: "Won", "opportunityid@odata.bind": `/opportunities(${id})` },
    };
    await api.callAction({ actionName: "WinOpportunity", action });
    const row = await api.retrieve<Row>({ collection: "opportunities", key: id, select: ["statecode", "statuscode", "actualvalue"] });
    expect(row).toMatchObject({ statecode: 1, statuscode: 3, actualvalue: 500 });
    expect(await refusal(api.callAction({ actionName: "LoseOpportunity", action }))).toMatchObject({ status: 400 });
  });

  test("many rows at once", async () => {
    const kind = "Microsoft.Dynamics.CRM.task";
    const Targets = ["a", "b", "c"].map((subject) => ({ "@odata.type": kind, subject }));
    const made = await api.callAction<Row>({ collection: "tasks", actionName: "Microsoft.Dynamics.CRM.CreateMultiple", action: { Targets } });
    const ids = made["Ids"] as string[];
    expect(ids).toHaveLength(3);
    const changes = ids.map((activityid) => ({ "@odata.type": kind, activityid, prioritycode: 2 }));
    await api.callAction({ collection: "tasks", actionName: "Microsoft.Dynamics.CRM.UpdateMultiple", action: { Targets: changes } });
    await api.callAction({
      collection: "tasks",
      actionName: "Microsoft.Dynamics.CRM.UpsertMultiple",
      action: { Targets: [{ "@odata.type": kind, activityid: ids[0], subject: "again" }, { "@odata.type": kind, activityid: randomUUID(), subject: "new" }] },
    });
    expect(await api.retrieve<Row>({ collection: "tasks", key: ids[0] ?? "", select: ["subject", "prioritycode"] })).toMatchObject({
      subject: "again",
      prioritycode: 2,
    });
  });

  test("a bound action: members join a team", async () => {
    const teams = await api.retrieveMultiple<Row>({ collection: "teams", select: ["name"] });
    const me = await api.callFunction<Row>("WhoAmI");
    const Members = [{ "@odata.type": "Microsoft.Dynamics.CRM.systemuser", systemuserid: me["UserId"] }];
    const key = teams.value[0]?.["teamid"] as string;
    await api.callAction({ collection: "teams", key, actionName: "Microsoft.Dynamics.CRM.AddMembersTeam", action: { Members } });
  });
});

describe("metadata", () => {
  test("tables, by name and by id", async () => {
    const table = await api.retrieveEntity<Row>({ key: "LogicalName='contact'", select: ["LogicalName", "EntitySetName"] });
    expect(table).toMatchObject({ LogicalName: "contact", EntitySetName: "contacts" });
    const again = await api.retrieveEntity<Row>({
      key: table["MetadataId"] as string,
      select: ["LogicalName"],
      expand: [{ property: "Attributes", select: ["LogicalName"] }, { property: "Keys" }],
    });
    expect(again["Attributes"]).toEqual(expect.arrayContaining([expect.objectContaining({ LogicalName: "emailaddress1" })]));
    const tables = await api.retrieveEntities<Row>({ select: ["LogicalName"], filter: "ChangeTrackingEnabled eq true" });
    expect(tables.value.map((one) => one["LogicalName"])).toContain("contact");
    expect(await refusal(api.retrieveEntity({ key: "LogicalName='nosuchtable'" }))).toMatchObject({ status: 404 });
  });

  test("columns, with casts and options", async () => {
    const entityKey = "LogicalName='opportunity'";
    const castType = "Microsoft.Dynamics.CRM.PicklistAttributeMetadata";
    const choices = await api.retrieveAttributes<Row>({ entityKey, castType, select: ["LogicalName"], expand: [{ property: "OptionSet", select: ["Options"] }] });
    expect(choices.value.map((one) => one["LogicalName"])).toContain("salesstage");
    const one = await api.retrieveAttribute<Row>({ entityKey, attributeKey: "LogicalName='salesstage'", castType, select: ["SchemaName"], expand: [{ property: "OptionSet" }] });
    expect(one).toMatchObject({ OptionSet: { Options: [{ Value: 0 }, { Value: 1 }, { Value: 2 }, { Value: 3 }] } });
  });

  test("relationships, shared choices and the schema document", async () => {
    const castType = "Microsoft.Dynamics.CRM.ManyToManyRelationshipMetadata";
    const relationships = await api.retrieveRelationships<Row>({ castType, select: ["SchemaName"] });
    const found = relationships.value.find((one) => one["SchemaName"] === "teammembership_association");
    const one = await api.retrieveRelationship<Row>({ key: found?.["MetadataId"] as string, castType });
    expect(one).toMatchObject({ Entity1LogicalName: "team", Entity2LogicalName: "systemuser" });
    const sets = await api.retrieveGlobalOptionSets<Row>({ select: ["Name"] });
    const set = await api.retrieveGlobalOptionSet<Row>({ key: sets.value[0]?.["MetadataId"] as string });
    expect(set["Options"]).toEqual(expect.any(Array));
    const schema = await api.retrieveCsdlMetadata();
    expect(schema).toContain('<EntitySet Name="contacts" EntityType="Microsoft.Dynamics.CRM.contact" />');
  });

  test("tables are found by their logical names", async () => {
    const named = new DynamicsWebApi({ ...options(), useEntityNames: true });
    const page = await named.retrieveMultiple<Row>({ collection: "opportunity", select: ["name"], top: 1 });
    expect(page.value).toHaveLength(1);
  });
});

describe("change tracking", () => {
  test("a first load, and later what changed and what went", async () => {
    const id = await newContact("Tracked");
    const gone = await newContact("Soon gone");
    const first = await api.retrieveAll<Row>({ collection: "contacts", select: ["lastname"], trackChanges: true, maxPageSize: 100 });
    expect(first.oDataDeltaLink).toContain("$deltatoken=");
    await api.update({ collection: "contacts", key: id, data: { lastname: "Changed" } });
    await api.deleteRecord({ collection: "contacts", key: gone });
    const changes = await api.retrieveMultiple<Row>({ collection: "contacts" }, first.oDataDeltaLink);
    expect(changes.value).toHaveLength(2);
    expect(changes.value[0]).toMatchObject({ contactid: id, lastname: "Changed" });
    expect(changes.value[1]).toMatchObject({ id: gone, reason: "deleted" });
    const quiet = await api.retrieveMultiple<Row>({ collection: "contacts" }, changes.oDataDeltaLink);
    expect(quiet.value).toEqual([]);
  });

  test("a filter does not go with it", async () => {
    const request = api.retrieveMultiple({ collection: "contacts", filter: "statecode eq 0", trackChanges: true });
    expect(await refusal(request)).toMatchObject({ status: 400 });
  });
});

describe("people and rights", () => {
  test("a row made for somebody else is theirs", async () => {
    const users = await api.retrieveMultiple<Row>({ collection: "systemusers", filter: "startswith(internalemailaddress,'ana.ruiz')" });
    const impersonate = users.value[0]?.["systemuserid"] as string;
    const id = await api.create<Row, string>({ collection: "tasks", data: { subject: "For Ana" }, impersonate });
    const me = await api.callFunction<Row>("WhoAmI");
    const row = await api.retrieve<Row>({ collection: "tasks", key: id, select: ["_ownerid_value", "_createdby_value", "_createdonbehalfby_value"] });
    expect(row).toMatchObject({ _ownerid_value: impersonate, _createdby_value: impersonate, _createdonbehalfby_value: me["UserId"] });
  });

  test("without a token nobody gets in", async () => {
    const stranger = new DynamicsWebApi({ serverUrl: server.url, onTokenRefresh: () => Promise.resolve("wrong") });
    expect(await refusal(stranger.callFunction("WhoAmI"))).toMatchObject({ status: 401 });
  });
});

describe("files and images", () => {
  test("a file goes up in parts and comes back whole", async () => {
    const key = await api.create<Row, string>({ collection: "accounts", data: { name: "Filed" } });
    const data = Buffer.alloc(5 * 1024 * 1024 + 17, "tram ");
    await api.uploadFile({ collection: "accounts", key, property: "new_contract", fileName: "contract.txt", data });
    expect(await api.retrieve<Row>({ collection: "accounts", key, select: ["new_contract_name"] })).toMatchObject({ new_contract_name: "contract.txt" });
    const file = await api.downloadFile({ collection: "accounts", key, property: "new_contract" });
    expect(file).toMatchObject({ fileName: "contract.txt", fileSize: data.length });
    expect(Buffer.from(file.data).equals(data)).toBe(true);
    expect(await api.deleteRecord({ collection: "accounts", key, property: "new_contract" })).toBe(true);
    expect(await api.retrieve<Row>({ collection: "accounts", key, select: ["new_contract"] })).toMatchObject({ new_contract: null });
  });

  test("a picture is part of its row, and printed where it is selected", async () => {
    const entityimage = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
    const id = await newContact("Pictured", { entityimage });
    expect(await contact(id, "entityimage")).toMatchObject({ entityimage });
    expect(await api.retrieve<Row>({ collection: "contacts", key: id })).not.toHaveProperty("entityimage");
  });
});

describe("sales actions", () => {
  test("a lead is qualified", async () => {
    const key = await api.create<Row, string>({ collection: "leads", data: { lastname: "Hopeful", companyname: "Hope Lines", subject: "Buses" } });
    const action = { CreateAccount: true, CreateContact: true, CreateOpportunity: true, Status: 3 };
    const made = await api.callAction<{ value: Row[] }>({ collection: "leads", key, actionName: "Microsoft.Dynamics.CRM.QualifyLead", action });
    expect(made.value.map((row) => row["@odata.type"])).toEqual(["account", "contact", "opportunity"].map((name) => `#Microsoft.Dynamics.CRM.${name}`));
    expect(await api.retrieve<Row>({ collection: "leads", key, select: ["statecode"] })).toMatchObject({ statecode: 1 });
  });

  test("a contact begins as a lead left it", async () => {
    const lead = await api.create<Row, string>({ collection: "leads", data: { lastname: "Starter", jobtitle: "Buyer" } });
    const start = await api.callFunction<Row>({
      name: "InitializeFrom",
      parameters: {
        EntityMoniker: { "@odata.id": `leads(${lead})` },
        TargetEntityName: "contact",
        TargetFieldType: "Microsoft.Dynamics.CRM.TargetFieldType'ValidForCreate'",
      },
    });
    expect(start).toMatchObject({ lastname: "Starter", jobtitle: "Buyer" });
  });

  test("two accounts become one", async () => {
    const [target, other] = [
      await api.create<Row, string>({ collection: "accounts", data: { name: "Keep" } }),
      await api.create<Row, string>({ collection: "accounts", data: { name: "Fold" } }),
    ];
    const account = (accountid: string) => ({ "@odata.type": "Microsoft.Dynamics.CRM.account", accountid });
    const action = { Target: account(target), Subordinate: account(other), PerformParentingChecks: false };
    await api.callAction({ actionName: "Merge", action });
    expect(await api.retrieve<Row>({ collection: "accounts", key: other, select: ["merged", "_masterid_value"] })).toMatchObject({
      merged: true,
      _masterid_value: target,
    });
  });
});

describe("more of queries", () => {
  test("choices of several values are written, read and asked for", async () => {
    const key = await api.create<Row, string>({ collection: "accounts", data: { name: "Markets", new_markets: "100000000,100000002" } });
    const filter = "name eq 'Markets' and Microsoft.Dynamics.CRM.ContainValues(PropertyName='new_markets',PropertyValues=['100000002'])";
    const page = await api.retrieveMultiple<Row>({ collection: "accounts", select: ["new_markets"], filter, includeAnnotations: "*" });
    expect(page.value).toMatchObject([{ accountid: key, new_markets: "100000000,100000002", new_markets_Formatted: "Tranvías; Metro" }]);
  });

  test("a row that did not change is not sent again", async () => {
    const id = await newContact("Unchanged");
    const ifnonematch = (await contact(id, "lastname"))["@odata.etag"] as string;
    expect(await api.retrieve({ collection: "contacts", key: id, select: ["lastname"], ifnonematch })).toBeUndefined();
  });

  test("all rows that a filter counts, and all with FetchXML", async () => {
    const filter = "statecode eq 0";
    expect(await api.countAll({ collection: "contacts", filter })).toBe(await api.count({ collection: "contacts", filter }));
  });

  test("another client with the same configuration, and a change of it", async () => {
    const other = api.initializeInstance();
    other.setConfig({ maxPageSize: 3, includeAnnotations: "OData.Community.Display.V1.FormattedValue" });
    const page = await other.retrieveMultiple<Row>({ collection: "contacts", select: ["_ownerid_value"] });
    expect(page.value).toHaveLength(3);
    expect(page.value[0]).toHaveProperty("_ownerid_value_Formatted");
    expect(page.value[0]).not.toHaveProperty("_ownerid_value_LogicalName");
  });
});

// What the practice organization does not have is refused in a form that the client understands.
describe("what is not there", () => {
  const data = { "@odata.type": "Microsoft.Dynamics.CRM.EntityMetadata", SchemaName: "new_Thing", MetadataId: randomUUID() };
  const key = data.MetadataId;
  const entityKey = "LogicalName='contact'";

  test.each<[string, () => Promise<unknown>]>([
    ["createEntity", () => api.createEntity({ data })],
    ["updateEntity", () => api.updateEntity({ data })],
    ["createAttribute", () => api.createAttribute({ entityKey, data })],
    ["updateAttribute", () => api.updateAttribute({ entityKey, data })],
    ["createRelationship", () => api.createRelationship({ data })],
    ["updateRelationship", () => api.updateRelationship({ data })],
    ["deleteRelationship", () => api.deleteRelationship({ key })],
    ["createGlobalOptionSet", () => api.createGlobalOptionSet({ data })],
    ["updateGlobalOptionSet", () => api.updateGlobalOptionSet({ data })],
    ["deleteGlobalOptionSet", () => api.deleteGlobalOptionSet({ key })],
    ["query", () => api.query("tram")],
    ["suggest", () => api.suggest({ query: { search: "tram" } })],
    ["autocomplete", () => api.autocomplete({ query: { search: "tram" } })],
  ])("%s answers 501", async (_name, request) => {
    expect(await refusal(request())).toMatchObject({ status: 501, message: expect.stringContaining("does not support") as string });
  });

  test("who may not customize is told so", async () => {
    const users = await api.retrieveMultiple<Row>({ collection: "systemusers", filter: "startswith(internalemailaddress,'marek')" });
    const impersonate = users.value[0]?.["systemuserid"] as string;
    expect(await refusal(api.createEntity({ data, impersonate }))).toMatchObject({ status: 403, code: "0x80040220" });
  });

  test("there are no background operations", async () => {
    expect(await refusal(api.getBackgroundOperationStatus(key))).toMatchObject({ status: 404 });
    expect(await refusal(api.cancelBackgroundOperation(key))).toMatchObject({ status: 404 });
    expect(await api.callAction({ actionName: "PublishAllXml", respondAsync: true })).toBeFalsy();
  });
});
