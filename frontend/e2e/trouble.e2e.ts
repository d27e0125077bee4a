import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { barriers, type Finding } from "./harness/accessible";
import { bound, settleIn } from "./harness/bound";
import { looks } from "./harness/browser";
import type { Person, ScreenName } from "./harness/person";
import { picture } from "./harness/pictures";
import { Story } from "./harness/story";

let story: Story;
beforeAll(async () => {
  // A cloud drive copies this folder, by its name: the app says so on every screen.
  story = await Story.begin({}, "Dropbox");
});
afterAll(() => story.end());

const texts = ["They ask for an offer before the summer.", "Send the contract to both of them."];

// What goes wrong, as people see it, and the ways out. One test, since each step stands on the one before.
test("warnings, a network that is tested, and an outbox that is damaged and restored", async () => {
  await story.step("it is connected", settleIn);
  await story.step("a warning is told in full, hidden, and told again after the next start", cloudDrive);
  await story.step("the network is tested, online and offline", testNetwork);
  await story.step("diagnostics are saved from the person's menu", saveDiagnostics);
  await story.step("decisions are carried in a file", carryDecisions);
  const contact = await story.step("two notes are copied offline", copyNotes);

  await story.quitAndStartAgain(forgetBackups);
  await story.step("a copy of the outbox is made at the start, and then both are sent", async (person) => {
    await expect.poll(() => bound<unknown[]>(person, "Connection", "Backups"), { timeout: 60_000 }).toHaveLength(1);
    expect(await person.status()).toMatchObject({ toSend: 2, sent: 0 });
    await bound(person, "Connection", "SetPracticeOffline", false);
    await person.until("both are sent", ({ sent }) => sent === 2, 120_000);
  });

  await story.quitAndStartAgain(damage);
  await story.step("it says what happened, on every screen, in every look", (person) =>
    inEveryLook(person, "damaged", ["home", "outbox", "connection"]),
  );
  await story.step("the outbox says why it cannot be opened", async (person) => {
    await person.goTo("outbox");
    await person.page.getByText(person.say("errors.damaged.what")).first().waitFor();
    expect(await person.page.getByText(person.say("errors.unexpected.what")).count()).toBe(0);
    await expect(bound(person, "Outbox", "Entry", "")).rejects.toThrow(/\{"code":"damaged"/);
  });
  await story.step("the newest copy is restored", restore);
  await story.step("nothing is sent without a yes", async (person) => {
    expect(await person.status()).toMatchObject({ needAttention: 2, toSend: 0, sent: 0 });
    await inEveryLook(person, "restored", ["outbox"]);
  });
  await story.step("with the yes, both are found to be there", async (person) => {
    await person.goTo("outbox");
    await person.button("outbox.restored.yes").click();
    await person.until("both are sent", ({ sent, needAttention }) => sent === 2 && needAttention === 0, 120_000);
    await person.page.getByText(person.say("outbox.restored.title")).waitFor({ state: "hidden" });
  });
  await story.step("and nothing is doubled", async (person) => {
    await bound(person, "Connection", "Sync");
    await person.until("the import has ended", ({ importing }) => !importing);
    const { history } = await bound<{ history: { subject: string }[] }>(person, "Records", "Record", "contact", contact);
    const copied = history.map(({ subject }) => subject).filter((subject) => texts.includes(subject));
    expect(copied.sort()).toEqual([...texts].sort());
    expect(story.complaints()).toEqual([]);
  });
});

async function cloudDrive(person: Person): Promise<void> {
  const { page, say } = person;
  const warnings = page.getByRole("region", { name: say("warnings.label") });
  await warnings.getByText(say("errors.cloud-folder.what")).waitFor();
  await inEveryLook(person, "warning", ["home", "records", "outbox"]);
  await person.button("warnings.hide", warnings).press("Enter");
  await warnings.getByText(say("errors.cloud-folder.what")).waitFor({ state: "hidden" });
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe("H1");
  await page.reload();
  await warnings.getByText(say("errors.cloud-folder.what")).waitFor();
}

async function testNetwork(person: Person): Promise<void> {
  const { page, say } = person;
  await person.goTo("connection");
  const network = page.getByRole("region", { name: say("connection.network.title") });
  const all = () => network.getByRole("listitem").allTextContents();
  await person.button("connection.network.test", network).press("Enter");
  await network.getByText(say("connection.network.allReached")).waitFor();
  expect(await all()).toHaveLength(2);
  await bound(person, "Connection", "SetPracticeOffline", true);
  await person.button("connection.network.test", network).press("Enter");
  await network.getByText(say("connection.network.noneReached")).waitFor();
  await network.scrollIntoViewIfNeeded();
  await picture(page, "network-offline", { language: "en", theme: "light" });
}

async function saveDiagnostics(person: Person): Promise<void> {
  const { page, say } = person;
  await page.getByRole("banner").getByRole("button").click();
  await page.getByRole("menuitem", { name: say("diagnostics.save") }).press("Enter");
  const dialog = page.getByRole("dialog");
  await person.button("diagnostics.save", dialog).press("Enter");
  await dialog.getByText(say("diagnostics.saved")).waitFor();
  await picture(page, "diagnostics", { language: "en", theme: "light" });
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
}

async function carryDecisions(person: Person): Promise<void> {
  const { page, say } = person;
  await bound(person, "LinkedIn", "StartSample");
  await expect.poll(() => bound(person, "LinkedIn", "State"), { timeout: 60_000 }).toMatchObject({ state: "done" });
  const members = await bound<{ rows: { member: { key: string } }[] }>(person, "LinkedIn", "Members", { text: "", offset: 0, limit: 1 });
  await bound(person, "LinkedIn", "NotInCRM", members.rows[0]?.member.key);
  await person.goTo("unresolved");
  const choose = async (key: string) => {
    await person.button("unresolved.decisions.menu").press("Enter");
    await page.getByRole("menuitem", { name: say(key) }).press("Enter");
  };
  await choose("unresolved.decisions.export");
  const told = await page.getByText(say("unresolved.decisions.exported")).textContent();
  await choose("unresolved.decisions.import");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").fill(/\/.*$/.exec(told ?? "")?.[0] ?? "");
  await dialog.getByRole("textbox").press("Enter");
  await page.getByText(/^0 decisions taken over\. 1 was decided here already and stays\.$/).waitFor();
  await picture(page, "decisions", { language: "en", theme: "light" });
}

async function copyNotes(person: Person): Promise<string> {
  const [found] = await bound<{ table: string; id: string }[]>(person, "Records", "Search", "Ferrer", 5);
  const about = { kind: "note", table: found?.table, id: found?.id, memberName: "", memberCompany: "", subject: "", at: "", phone: "", outgoing: true };
  for (const text of texts) await bound(person, "Outbox", "Copy", { ...about, text });
  await person.until("both wait", ({ toSend }) => toSend === 2);
  return found?.id ?? "";
}

async function restore(person: Person): Promise<void> {
  const { page, say } = person;
  await person.goTo("home");
  const warnings = page.getByRole("region", { name: say("warnings.label") });
  await person.button("restore.open", warnings).press("Enter");
  await page.getByRole("radio", { name: /./ }).first().waitFor();
  await person.button("restore.restore").press("Enter");
  await page.getByRole("main").getByRole("heading", { level: 1, name: say("shell.nav.outbox") }).waitFor({ timeout: 60_000 });
  await page.getByText(say("outbox.restored.title", { count: 2 })).waitFor();
}

/** The folder of the one organization and user. */
async function ownFolder(folder: string): Promise<string> {
  const organizations = join(folder, "organizations");
  const [organization = ""] = await readdir(organizations);
  const [user = ""] = await readdir(join(organizations, organization));
  return join(organizations, organization, user);
}

const forgetBackups = async (folder: string) => rm(join(await ownFolder(folder), "backups"), { recursive: true });

const damage = async (folder: string) => writeFile(join(await ownFolder(folder), "outbox.db"), "not a database any more");

/** Takes pictures of screens in every look, and fails for the barriers of all of them at once. */
async function inEveryLook(person: Person, name: string, screens: ScreenName[]): Promise<void> {
  const found: Record<string, Finding[]> = {};
  for (const look of looks) {
    const here = await person.look(look);
    for (const screen of screens) {
      await here.goTo(screen);
      await picture(here.page, `${name}-${screen}`, look);
      const inTheWay = await barriers(here.page);
      if (inTheWay.length > 0) found[`${name}, ${screen} (${look.language}, ${look.theme})`] = inTheWay;
    }
  }
  await person.look({ language: "en", theme: "light" });
  expect(found).toEqual({});
}
