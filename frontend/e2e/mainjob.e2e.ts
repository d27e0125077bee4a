import { afterAll, beforeAll, expect, test } from "vitest";
import { barriers, expectAccessible, type Finding } from "./harness/accessible";
import { looks } from "./harness/browser";
import type { Person } from "./harness/person";
import { screens } from "./harness/person";
import { picture } from "./harness/pictures";
import { Story } from "./harness/story";

let story: Story;
beforeAll(async () => {
  story = await Story.begin();
});
afterAll(() => story.end());

// The main job as the README tells it. One test, since each step stands on the one before.
test("from first start to the organization, with the network cut and the app restarted on the way", async () => {
  await story.step("first run: the language, then the practice organization as its admin", firstRun);
  await story.step("the first import ends", imported);
  await story.step("CRM Settings: the stage and what is written back", saveSettings);
  await story.step("the admin leaves, and a seat holder connects", changeSeats);
  await story.step("the seat holder's first import ends", imported);
  await story.step("leads and accounts are saved", savedRecords);
  await story.step("the LinkedIn archive", bringInArchive);
  await story.step("going offline", (person) => switchNetwork(person, false));
  await story.step("one message", copyMessage);
  await story.step("one whole thread", copyThread);
  await story.step("one note", (person) =>
    copyTyped(person, "note", "Ferrer", /Ferrer/, "They ask for an offer before the summer."),
  );
  await story.step("one call", (person) =>
    copyTyped(person, "call", "Rosalind Nowhere", /Rosalind Nowhere/, "Talked about delivery dates."),
  );
  const queued = await story.step("everything waits", async (person) => {
    const { toSend, needAttention, sent } = await person.status();
    expect(sent).toBe(0);
    expect(toSend + needAttention).toBeGreaterThanOrEqual(5); // a thread has at least two messages
    return toSend + needAttention;
  });

  await story.quitAndStartAgain();
  await story.step("nothing was lost, and it goes online", async (person) => {
    await person.until("it is connected again", ({ connection }) => connection === "connected");
    const { toSend, needAttention, sent } = await person.status();
    expect(toSend + needAttention + sent).toBe(queued);
    await switchNetwork(person, true);
  });
  await story.step("all are in the organization", async (person) => {
    const status = await person.until("nothing is left to send", ({ toSend }) => toSend === 0, 120_000);
    expect(status).toMatchObject({ sent: queued, needAttention: 0 });
  });

  await story.quitAndStartAgain();
  await story.step("a second start sends nothing twice", async (person) => {
    const status = await person.until("it is connected again", ({ connection }) => connection === "connected");
    expect(status).toMatchObject({ sent: queued, toSend: 0, needAttention: 0 });
    expect(story.complaints()).toEqual([]);
  });
  await story.step("every screen in every look", lookAround);
});

const admin = "Sara Lindqvist";
const seatHolder = "Ana Ruiz";

async function firstRun(person: Person): Promise<void> {
  const { page, say } = person;
  await page.getByRole("heading", { name: say("firstRun.welcome") }).waitFor();
  await expectAccessible(page, "first run, language");
  await picture(page, "first-run-1", { language: "en", theme: "light" });
  await page.getByRole("radio", { name: say("shell.languages.en") }).check();
  await person.button("common.next").click();
  await page.getByRole("radio", { name: say("connection.tryPractice") }).check();
  await page.getByRole("radio", { name: admin }).check();
  await expectAccessible(page, "first run, connect");
  await picture(page, "first-run-2", { language: "en", theme: "light" });
  await person.button("connection.connect").click();
  await page.getByRole("heading", { name: say("firstRun.nextTitle") }).waitFor({ timeout: 60_000 });
  await expectAccessible(page, "first run, next");
  await picture(page, "first-run-3", { language: "en", theme: "light" });
  await person.button("firstRun.options.home").click();
  await page.getByRole("navigation").waitFor();
}

async function imported(person: Person): Promise<void> {
  await person.until("the import has ended", ({ importing, lastSynced }) => !importing && lastSynced !== "");
}

async function changeSeats(person: Person): Promise<void> {
  const { page } = person;
  await person.goTo("connection");
  await person.button("connection.disconnect.action").first().click();
  const asks = page.getByRole("alertdialog").or(page.getByRole("dialog"));
  await person.button("connection.disconnect.confirm", asks).click();
  await person.until("nobody is connected", ({ connection }) => connection === "none");
  await page.getByRole("radio", { name: seatHolder }).check();
  await person.button("connection.connect").click();
  await person.until("the seat holder is connected", ({ connection }) => connection === "connected");
}

async function saveSettings(person: Person): Promise<void> {
  const { page, say } = person;
  await person.goTo("crm-settings");
  await page.getByRole("combobox", { name: say("settings.stage.label") }).click();
  const stages = page.getByRole("listbox").getByRole("option");
  await stages.nth(1).click(); // the first stage after Not Sure
  const writeback = page.getByRole("radiogroup", { name: say("settings.writeback.label") });
  await writeback.getByRole("radio", { name: say("common.yes") }).check();
  await page.getByRole("checkbox", { name: say("settings.writeback.all") }).check();
  await picture(page, "crm-settings-first", { language: "en", theme: "light" });
  await person.button("common.save").click();
  await person.until("the settings are saved", ({ settingsSaved }) => settingsSaved);
}

async function savedRecords(person: Person): Promise<void> {
  await person.goTo("records");
  const rows = person.page.getByRole("grid").getByRole("row");
  await expect.poll(() => rows.count(), { timeout: 20_000 }).toBeGreaterThan(1);
}

async function bringInArchive(person: Person): Promise<void> {
  await person.goTo("linkedin");
  await person.button("linkedin.sample").click();
  await person.page.getByText(person.say("linkedin.report.title")).waitFor({ timeout: 60_000 });
}

/** Switches the practice organization's network, if it is not as wanted already. */
async function switchNetwork(person: Person, online: boolean): Promise<void> {
  await person.goTo("connection");
  const offline = person.page.getByRole("switch", { name: person.say("connection.practiceNetwork.switch") });
  if ((await offline.isChecked()) === online) await offline.click(); // it turns when the app has answered
  await person.until(online ? "it is online" : "it is offline", (status) => status.online === online);
}

/** Opens the conversation at a place of the list. */
async function openConversation(person: Person, place: number): Promise<void> {
  await person.goTo("linkedin");
  await person.page.getByRole("grid").getByRole("row").nth(place).click();
  await person.page.getByRole("region", { name: person.say("linkedin.thread") }).waitFor();
}

async function copyMessage(person: Person): Promise<void> {
  await openConversation(person, 0);
  await person.page.getByRole("checkbox", { name: person.say("copy.copyMessage") }).first().check();
  await person.button("linkedin.previewAndCopy").click();
  await confirmCopy(person);
}

async function copyThread(person: Person): Promise<void> {
  await openConversation(person, 1);
  await person.button("copy.copyThread").click();
  await confirmCopy(person);
}

async function confirmCopy(person: Person): Promise<void> {
  const dialog = person.page.getByRole("dialog");
  await person.button("linkedin.copyCount", dialog).click();
  await dialog.waitFor({ state: "hidden" });
  await person.page.getByRole("status").filter({ hasText: /Queued/ }).waitFor();
}

/** Writes a note or a call about whoever the search finds under a name, or, where it finds nobody, about that name. */
async function copyTyped(
  person: Person,
  kind: "note" | "call",
  search: string,
  option: RegExp,
  text: string,
): Promise<void> {
  const { page, say } = person;
  await person.goTo("home");
  await page.keyboard.press("Control+n");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: say(`match.kinds.${kind}`) }).check();
  await dialog.getByRole("combobox").pressSequentially(search);
  await page.getByRole("option", { name: option }).first().click();
  await dialog.getByRole("textbox", { name: say(`copy.text.${kind}`) }).fill(text);
  await page.keyboard.press("Control+Enter");
  await dialog.getByText(say("copy.queued")).waitFor();
  await person.button("copy.close", dialog).first().click();
  await dialog.waitFor({ state: "hidden" });
}

/** Takes a picture of every screen in every look, and lists the barriers of all of them at once. */
async function lookAround(person: Person): Promise<void> {
  const found: Record<string, Finding[]> = {};
  for (const look of looks) {
    const here = await person.look(look);
    for (const screen of screens) {
      await here.goTo(screen);
      if (screen === "linkedin") await openConversation(here, 0);
      await picture(here.page, screen, look);
      const inTheWay = await barriers(here.page);
      if (inTheWay.length > 0) found[`${screen} (${look.language}, ${look.theme})`] = inTheWay;
    }
  }
  expect(found).toEqual({});
}
