import type { Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectAccessible } from "./harness/accessible";
import { looks } from "./harness/browser";
import { type Said, writeArchive } from "./harness/material";
import type { Person } from "./harness/person";
import { picture } from "./harness/pictures";
import { readyToCopy } from "./harness/ready";
import { Story } from "./harness/story";

const conversations = 10_000;
const messages = 25_000;
const rowHeight = 84;

describe("LinkedIn material through the real file", () => {
  let story: Story;
  beforeAll(async () => {
    story = await Story.begin();
  });
  afterAll(() => story.end());

  // Each step stands on the one before, and the second test on the first.
  test("ten thousand conversations are brought in, scrolled, searched, opened and copied", async () => {
    const archive = await writeArchive(many());
    await story.step("a seat holder works, with writeback on", readyToCopy);
    await story.step("an archive is brought in", async (person) => {
      await bringIn(person, archive.folder);
      await reports(person, "linkedin.report.messages", messages);
      await countIs(person, conversations);
    });
    await story.step("every place of the list shows its conversation", scrollThrough);
    await story.step("a name finds one of them", async (person) => {
      await person.page.getByRole("searchbox", { name: person.say("linkedin.search") }).fill("PÉRSON 4210");
      await countIs(person, 1);
      await rowOf(person, 4210).click();
    });
    await story.step("its thread is read and copied", async (person) => {
      const thread = person.page.getByRole("region", { name: person.say("linkedin.thread", { name: "Person 4210" }) });
      await thread.waitFor();
      expect(await bodies(thread)).toEqual([24_210, 14_210, 4210].map(bodyOf));
      await person.button("copy.copyThread").click();
      const dialog = person.page.getByRole("dialog");
      await dialog.getByText(bodyOf(14_210)).first().waitFor();
      await person.button("linkedin.copyCount", dialog).click();
      await dialog.waitFor({ state: "hidden" });
      await person.until("all three are sent", ({ sent, toSend }) => sent === 3 && toSend === 0);
      await rowOf(person, 4210).getByText(person.say("linkedin.copiedOf", { copied: 3, count: 3 })).waitFor();
    });
    await story.step("the same archive again adds nothing", async (person) => {
      await bringIn(person, archive.folder);
      await reports(person, "linkedin.report.already", messages);
    });
    await story.step("every look of it", lookAround);
    expect(story.complaints()).toEqual([]);
    await archive.remove();
  });

  test("hostile names and messages are shown as the text that they are", async () => {
    const archive = await writeArchive(hostile);
    let asked = "";
    story.person.page.on("dialog", (dialog) => {
      asked = dialog.message();
      void dialog.dismiss();
    });
    await story.step("they are brought in", async (person) => {
      await bringIn(person, archive.folder);
      await reports(person, "linkedin.report.messages", hostile.length);
    });
    await story.step("and read", async (person) => {
      const { page, say } = person;
      await page.getByRole("searchbox", { name: say("linkedin.search") }).fill("alert");
      await countIs(person, 1);
      const row = page.getByRole("grid").getByRole("row").first();
      await expect.poll(() => row.textContent()).toContain(evilName);
      await row.click();
      const thread = page.getByRole("region", { name: say("linkedin.thread", { name: evilName.trim() }) });
      await thread.waitFor();
      await expect.poll(() => bodies(thread)).toEqual(hostile.map(({ body }) => body));
      expect(await page.getByRole("heading", { level: 2 }).first().textContent()).toBe(evilName);
      await thread.getByText(/2015/).first().waitFor();
      expect(await page.locator("main script, main img, main iframe").count()).toBe(0);
      await expectAccessible(page, "a hostile conversation");
      await picture(page, "linkedin-hostile", { language: "en", theme: "light" });
    });
    await story.step("and copied", async (person) => {
      const before = (await person.status()).sent;
      await person.button("copy.copyThread").click();
      const dialog = person.page.getByRole("dialog");
      await person.button("linkedin.copyCount", dialog).click();
      await dialog.waitFor({ state: "hidden" });
      await person.until("all are sent", ({ sent, toSend }) => toSend === 0 && sent === before + hostile.length);
    });
    expect(asked).toBe("");
    expect(story.complaints()).toEqual([]);
    await archive.remove();
  });
});

const bodyOf = (index: number) => `Message ${index}.\n\nShall we look at the offer, José?`;

/** Conversations of two or three messages, newest first as LinkedIn writes them: message i belongs to conversation i % 10,000. */
function many(): Said[] {
  const newest = Date.UTC(2026, 1, 1, 12);
  return Array.from({ length: messages }, (_, index) => ({
    conversation: `2-${index % conversations}`,
    name: `Person ${index % conversations}`,
    slug: `person-${index % conversations}`,
    outgoing: index % 3 === 0,
    at: new Date(newest - index * 60_000),
    body: bodyOf(index),
  }));
}

const evilName = '<img src=x onerror=alert(1)> \u202eevil\u202c "&amp;"';

const hostile: Said[] = [
  "<script>alert(1)</script><b>bold</b> &lt; javascript:alert(2)",
  "\u202eright to left\u202c \u2066isolated\u2069 \u200fעברית العربية",
  "👩‍👩‍👧‍👦 e\u0301 \ufeff \ud83d\ude00 {{count}} $t(copy.queue)",
  "a NUL \u0000 in the middle",
  "=HYPERLINK(\"http://x\",\"y\")\n'); DROP TABLE message;--\n\n\ttail",
  "long ñ😀 ".repeat(100_000 / 8),
].map((body, index) => ({
  conversation: "2-hostile",
  name: evilName,
  slug: "hostile-of-the-flow",
  outgoing: index % 2 === 1,
  at: new Date(Date.UTC(2015, 4, 6, 7, 8, index)),
  body,
}));

/** Names the archive's path and waits until it is stored. */
async function bringIn(person: Person, path: string): Promise<void> {
  const { page, say } = person;
  await person.goTo("linkedin");
  const dismiss = person.button("linkedin.report.dismiss");
  if (await dismiss.isVisible()) await dismiss.click();
  await person.button("linkedin.import").click();
  await page.getByRole("textbox", { name: say("linkedin.path") }).fill(path);
  await person.button("linkedin.pathImport").click();
  await page.getByRole("region", { name: say("linkedin.report.title") }).waitFor({ timeout: 120_000 });
}

/** The report says a number, in the form of the language. */
async function reports(person: Person, key: string, count: number): Promise<void> {
  const report = person.page.getByRole("region", { name: person.say("linkedin.report.title") });
  const said = person.say(key, { count: count.toLocaleString("en-GB") }).source.slice(1, -1); // one part of a line
  await expect.poll(() => report.getByRole("status").textContent()).toMatch(new RegExp(said));
}

async function countIs(person: Person, count: number): Promise<void> {
  const said = person.say("linkedin.conversationCount", { count: count.toLocaleString("en-GB") });
  await person.page.getByRole("status").filter({ hasText: said }).waitFor();
}

const rowOf = (person: Person, number: number): Locator =>
  person.page
    .getByRole("grid")
    .getByRole("row")
    .filter({ has: person.page.getByText(`Person ${number}`, { exact: true }) });

const scrollTo = (grid: Locator, top: number): Promise<void> =>
  grid.evaluate((element, wanted) => {
    element.scrollTo(0, wanted);
  }, top);

async function scrollThrough(person: Person): Promise<void> {
  const grid = person.page.getByRole("grid");
  for (const place of [0, 120, 4999, 5000, 9999, 7321, 3, 9998]) {
    await scrollTo(grid, place * rowHeight);
    await rowOf(person, place).waitFor();
  }
  expect(await grid.getByRole("row").count()).toBeLessThan(60);
  await scrollTo(grid, 0);
}

const bodies = (thread: Locator): Promise<string[]> =>
  thread.evaluate((region) => [...region.querySelectorAll("li")].map((item) => item.children[1]?.textContent ?? ""));

async function lookAround(person: Person): Promise<void> {
  for (const look of looks) {
    const here = await person.look(look);
    await here.goTo("linkedin");
    await rowOf(here, 1).click();
    await here.page.getByRole("region", { name: here.say("linkedin.thread") }).waitFor();
    await expectAccessible(here.page, "ten thousand conversations");
    await picture(here.page, "linkedin-many", look);
  }
  await person.look({ language: "en", theme: "light" });
}
