import type { Locator } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { barriers, type Finding } from "./harness/accessible";
import { bound, settleIn } from "./harness/bound";
import { looks } from "./harness/browser";
import { type Said, writeArchive } from "./harness/material";
import { organizationRows, type OrganizationRow } from "./harness/organization";
import type { Person } from "./harness/person";
import { picture } from "./harness/pictures";
import { Story } from "./harness/story";

let story: Story;
beforeAll(async () => {
  story = await Story.begin();
});
afterAll(() => story.end());

const evil = '<img src=x onerror=alert(1)> \u202eevil\u202c {{name}} "&amp;" 👩‍👩‍👧';
const nobody = "Zoë Unheard-Of";
const stranger = "Íñigo Nowhere";
const namesake = "Lucia F.";
const known = { first: "Lucía", last: "Ferrer Molina", email: "lucia.ferrer@litoral.example" };

// Contacts and leads made of members whom the CRM does not know. One test, since each step stands on the one before.
test("a contact and a lead are made of members, with everything typed, once, and what was copied goes under them", async () => {
  await story.step("a seat holder works, and may make contacts and leads", allowCreation);
  await story.step("an archive is brought in", bringIn);
  await story.step("offline, a message of somebody unknown is copied", async (person) => {
    await bound(person, "Connection", "SetPracticeOffline", true);
    await person.until("it is offline", ({ online }) => !online);
    await copyThread(person, nobody);
  });
  await story.step("the dialog in every look", lookAtDialog);
  await story.step("a contact is made by keyboard alone, with the button pressed twice", makeContact);
  const offline = await story.step("both wait, the message for the contact", waitingTwo);
  await story.step("online, both are sent", async (person) => {
    await bound(person, "Connection", "SetPracticeOffline", false);
    await person.until("both are sent", ({ sent, toSend }) => sent === 2 && toSend === 0, 120_000);
  });
  await story.step("the organization has the contact as typed, and the message under it", () => contactIsThere(offline));
  await story.step("a stranger's message is unresolved", async (person) => {
    await copyThread(person, stranger);
    await person.until("it is sent, open", ({ unresolved, toSend }) => unresolved === 1 && toSend === 0);
  });
  await story.step("a lead is made of the stranger from Unresolved, with hostile texts, one of them too long at first", makeLead);
  await story.step("the organization has the lead to the letter, and the message under it, closed", leadIsThere);
  await story.step("who is there already is found by e-mail address, and chosen", chooseKnown);
  expect(story.complaints()).toEqual([]);
});

test("who may not make contacts is told which privilege is missing, and every way out is there", async () => {
  await story.step("an account that may write activities, and no contacts", connectIntegration);
  await story.step("an archive is brought in", bringIn);
  await story.step("a contact is wished for", async (person) => {
    await openThread(person, stranger);
    await person.button("create.open").click();
    await person.button("create.queue", person.page.getByRole("dialog")).click();
    await person.until("it needs attention", ({ needAttention }) => needAttention === 1);
  });
  await story.step("the outbox says why, in every look", async (person) => {
    await inEveryLook(person, "people-forbidden", async (here) => {
      await openEntry(here, stranger);
      await here.button("common.showDetail", detail(here)).click();
      await detail(here).getByText(/prvCreateContact/).first().waitFor();
    });
  });
  await story.step("it is taken back, and the member is nobody's again", async (person) => {
    await openEntry(person, stranger);
    for (const key of ["outbox.retry", "outbox.edit"]) await person.button(key, detail(person)).waitFor();
    await person.button("outbox.remove", detail(person)).click();
    await person.button("outbox.remove", person.page.getByRole("alertdialog").or(person.page.getByRole("dialog"))).click();
    await person.until("nothing is left to do", ({ needAttention, toSend }) => needAttention === 0 && toSend === 0);
    await openThread(person, stranger);
    await person.button("create.open").waitFor();
  });
  const contacts = await organizationRows(story.folder, "contact");
  expect(contacts.filter(({ lastname }) => lastname === "Nowhere")).toEqual([]);
});

async function allowCreation(person: Person): Promise<void> {
  await settleIn(person);
  const { values, version } = await bound<{ values: object; version: string }>(person, "Settings", "Load");
  await bound(person, "Settings", "Save", { ...values, contactCreation: true, leadCreation: true }, version);
  await person.page.reload();
  await person.page.getByRole("navigation").waitFor();
}

async function connectIntegration(person: Person): Promise<void> {
  const people = await bound<{ id: string; role: string; name: string }[]>(person, "Connection", "PracticePeople");
  await bound(person, "Connection", "ConnectPractice", people.find(({ name }) => name === "LinkedIn Integration")?.id);
  await expect
    .poll(() => bound<{ attemptId: string; userName: string }>(person, "Connection", "State"), { timeout: 60_000 })
    .toMatchObject({ attemptId: "", userName: "LinkedIn Integration" });
  await person.until("the import has ended", ({ importing, lastSynced }) => !importing && lastSynced !== "");
}

const question = "Shall we meet at the fair?";

/** One message with each of three people, none of whom the organization knows by that name. */
const material: Said[] = [nobody, stranger, namesake].map((name, index) => ({
  conversation: `2-people-${index}`,
  name,
  slug: `of-the-flow-${index}`,
  outgoing: false,
  at: new Date(Date.UTC(2026, 1, 3, 9, index)),
  body: `${question} ${index}`,
}));

async function bringIn(person: Person): Promise<void> {
  const archive = await writeArchive(material);
  await person.goTo("linkedin");
  await person.button("linkedin.import").click();
  await person.page.getByRole("textbox", { name: person.say("linkedin.path") }).fill(archive.folder);
  await person.button("linkedin.pathImport").click();
  const owner = person.page.getByRole("alertdialog").getByRole("radio").first();
  const report = person.page.getByRole("region", { name: person.say("linkedin.report.title") });
  await owner.or(report).first().waitFor({ timeout: 60_000 });
  if (await owner.isVisible()) {
    // The account has another name than the archive's owner.
    await person.page.getByRole("radio", { name: /Ana Ruiz/ }).check();
    await person.button("linkedin.owner.confirm").click();
  }
  await report.waitFor({ timeout: 60_000 });
  await archive.remove();
}

async function openThread(person: Person, name: string): Promise<Locator> {
  await person.goTo("linkedin");
  await person.page.getByRole("grid").getByRole("row").filter({ hasText: name }).click();
  const thread = person.page.getByRole("region", { name: person.say("linkedin.thread", { name }) });
  await thread.waitFor();
  return thread;
}

async function copyThread(person: Person, name: string): Promise<void> {
  await openThread(person, name);
  await person.button("copy.copyThread").click();
  const dialog = person.page.getByRole("dialog");
  await person.button("linkedin.copyCount", dialog).click();
  await dialog.waitFor({ state: "hidden" });
}

async function lookAtDialog(person: Person): Promise<void> {
  await inEveryLook(person, "people-contact", async (here) => {
    await openThread(here, nobody);
    await here.button("create.open").click();
    await here.page.getByRole("dialog").getByRole("textbox").first().waitFor();
  });
  await inEveryLook(person, "people-lead", async (here) => {
    await openThread(here, nobody);
    await here.button("create.open").click();
    const dialog = here.page.getByRole("dialog");
    await dialog.getByRole("radio", { name: here.say("create.tables.lead") }).check();
    await dialog.getByRole("textbox", { name: required(here, "lastName") }).fill("");
    await here.button("create.queue", dialog).click();
    await dialog.getByText(here.say("create.lastNameMissing")).waitFor();
    await field(here, "topic").fill(longTopic);
    await dialog.getByText(here.say("create.tooLong_other", { count: 300 })).waitFor();
  });
}

/** A required field's name has a mark after it. */
function required(person: Person, field: string): RegExp {
  return new RegExp(`${person.say(`create.fields.${field}`).source.slice(0, -1)}.?.?$`);
}

const field = (person: Person, name: string): Locator =>
  person.page.getByRole("dialog").getByRole("textbox", { name: person.say(`create.fields.${name}`) });

const typed = { jobTitle: "Head of Fleet", email: "zoe@unheard-of.example", phone: "+34 600 123 456", country: "Spain" };

async function makeContact(person: Person): Promise<void> {
  const { page, say } = person;
  await openThread(person, nobody);
  await person.button("create.open").press("Enter");
  const dialog = page.getByRole("dialog", { name: say("create.title", { name: nobody }) });
  await dialog.waitFor();
  expect(await field(person, "firstName").inputValue()).toBe("Zoë");
  await dialog.getByRole("radio", { name: say("create.tables.contact") }).focus();
  for (let stop = 0; stop < 3; stop++) await page.keyboard.press("Tab"); // first name, last name, job title
  await page.keyboard.type(typed.jobTitle);
  await page.keyboard.press("Tab");
  await page.keyboard.type("norrland");
  await page.getByRole("option", { name: /Norrland Tåg AB/ }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  expect(await dialog.getByRole("combobox").inputValue()).toBe("Norrland Tåg AB");
  await page.keyboard.type("zz"); // fits no account, and so changes none
  await page.getByRole("option", { name: say("match.nothingFits") }).waitFor();
  for (const name of ["email", "phone", "country"] as const) {
    await page.keyboard.press("Tab");
    await page.keyboard.type(typed[name]);
  }
  expect(await dialog.getByRole("combobox").inputValue()).toBe("Norrland Tåg AB");
  await picture(page, "people-typed", { language: "en", theme: "light" });
  await person.button("create.queue", dialog).dblclick();
  await dialog.waitFor({ state: "hidden" });
}

async function waitingTwo(person: Person): Promise<string> {
  expect(await person.status()).toMatchObject({ toSend: 2, needAttention: 0 });
  await inEveryLook(person, "people-waiting", async (here) => {
    await openEntry(here, nobody, "contact");
    await detail(here).getByText(typed.email).waitFor();
  });
  const { rows } = await bound<{ rows: { id: string; kind: string }[] }>(person, "Outbox", "List", noFilter);
  expect(rows.map(({ kind }) => kind).sort()).toEqual(["contact", "message"]);
  return rows.find(({ kind }) => kind === "contact")?.id ?? "";
}

const noFilter = { text: "", kind: "", state: "", offset: 0, limit: 50 };

async function contactIsThere(id: string): Promise<void> {
  const contact = await onlyOne("contact", ({ lastname }) => lastname === "Unheard-Of");
  const account = await onlyOne("account", ({ name }) => name === "Norrland Tåg AB");
  expect(contact).toMatchObject({
    contactid: id,
    firstname: "Zoë",
    jobtitle: typed.jobTitle,
    emailaddress1: typed.email,
    telephone1: typed.phone,
    address1_country: typed.country,
    parentcustomerid: `account/${String(account["accountid"])}`,
    ownerid: expect.stringMatching(/^systemuser\//) as string,
  });
  const message = await onlyOne("li_message", ({ regardingobjectid }) => regardingobjectid === `contact/${id}`);
  expect(message).toMatchObject({ statecode: 1, ownerid: contact["ownerid"] });
}

/** The one row of the organization that fits. */
async function onlyOne(table: string, fits: (row: OrganizationRow) => boolean): Promise<OrganizationRow> {
  const rows = (await organizationRows(story.folder, table)).filter(fits);
  expect(rows, table).toHaveLength(1);
  return rows[0] ?? {};
}

const longTopic = "trams ".repeat(60); // 360 characters, and a lead's topic takes 300

async function makeLead(person: Person): Promise<void> {
  const { page, say } = person;
  await person.goTo("unresolved");
  await page.getByRole("grid").getByRole("row").filter({ hasText: stranger }).click();
  await person.button("create.open").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: say("create.tables.lead") }).check();
  await dialog.getByRole("textbox", { name: required(person, "lastName") }).fill(evil.slice(0, 46));
  await field(person, "company").fill(evil);
  await field(person, "jobTitle").fill("'); DROP TABLE lead;--");
  await dialog.getByRole("combobox", { name: "Lead Source" }).selectOption("Web"); // the organization's own words
  await field(person, "topic").fill(longTopic);
  await person.button("create.queue", dialog).click();
  await dialog.getByText(say("create.tooLong_other", { count: 300 })).waitFor();
  await field(person, "topic").fill(evil);
  await person.button("create.queue", dialog).press("Enter");
  await dialog.waitFor({ state: "hidden" });
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe("BODY");
  await person.until("everything is sent", ({ sent, toSend, needAttention }) => sent === 4 && toSend + needAttention === 0);
}

async function leadIsThere(): Promise<void> {
  const lead = await onlyOne("lead", ({ subject }) => subject === evil);
  expect(lead).toMatchObject({
    firstname: "Íñigo",
    lastname: evil.slice(0, 46).trim(),
    companyname: evil,
    jobtitle: "'); DROP TABLE lead;--",
    leadsourcecode: 8,
  });
  const under = `lead/${String(lead["leadid"])}`;
  const message = await onlyOne("li_message", ({ regardingobjectid }) => regardingobjectid === under);
  expect(message).toMatchObject({ statecode: 1 });
  const ours = (await organizationRows(story.folder, "li_message")).filter(({ description }) => String(description).includes(question));
  expect(ours.map(({ statecode }) => statecode)).toEqual([1, 1]);
}

async function chooseKnown(person: Person): Promise<void> {
  const { page, say } = person;
  const before = (await organizationRows(story.folder, "contact")).length;
  await openThread(person, namesake);
  await person.button("create.open").click();
  const dialog = page.getByRole("dialog");
  await field(person, "email").fill(known.email.toUpperCase());
  await person.button("create.queue", dialog).click();
  await dialog.getByText(say("create.same")).waitFor();
  await dialog.getByText(say("match.because", { reasons: say("match.reasons.email").source.slice(4, -2) })).waitFor();
  await picture(page, "people-duplicate", { language: "en", theme: "light" });
  await dialog.getByRole("button", { name: new RegExp(`${known.first} ${known.last}`) }).click();
  await dialog.waitFor({ state: "hidden" });
  await page.getByRole("main").getByText(new RegExp(`${known.first} ${known.last}`)).first().waitFor();
  expect((await person.status()).toSend).toBe(0);
  expect(await organizationRows(story.folder, "contact")).toHaveLength(before);
}

const detail = (person: Person): Locator => person.page.getByRole("region", { name: person.say("outbox.detail.label") });

/** Opens an entry of the outbox by a name in it, and by its kind where several have it. */
async function openEntry(person: Person, name: string, kind = "contact"): Promise<void> {
  await person.goTo("outbox");
  const rows = person.page.getByRole("grid").getByRole("row").filter({ hasText: name });
  await rows.filter({ hasText: new RegExp(person.say(`match.kinds.${kind}`).source.slice(1, -1)) }).first().click();
  await detail(person).waitFor();
}

/** Goes somewhere in every look, takes a picture, and fails for the barriers of all of them at once. */
async function inEveryLook(person: Person, name: string, go: (here: Person) => Promise<void>): Promise<void> {
  const found: Record<string, Finding[]> = {};
  for (const look of looks) {
    const here = await person.look(look);
    await go(here);
    await picture(here.page, name, look);
    expect(await overflowing(here), "notes that are lower than their words").toEqual([]);
    const inTheWay = await barriers(here.page);
    if (inTheWay.length > 0) found[`${name} (${look.language}, ${look.theme})`] = inTheWay;
  }
  await person.look({ language: "en", theme: "light" });
  expect(found).toEqual({});
}

/** What notes say that does not fit into them. */
const overflowing = (person: Person): Promise<string[]> =>
  person.page.evaluate(() =>
    [...document.querySelectorAll(".fui-MessageBar")]
      .filter(({ scrollHeight, clientHeight }) => scrollHeight > clientHeight + 1)
      .map(({ textContent }) => textContent),
  );
