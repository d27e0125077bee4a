import { rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bound, settleIn } from "./harness/bound";
import type { Person } from "./harness/person";
import { Story } from "./harness/story";

// 100,000 entries: whole threads of an archive, copied one after the other, so that the place of each in the list is known.
const conversations = 200;
const messages = 500;
const all = conversations * messages;
const file = join(tmpdir(), `ferry-e2e-${process.pid}-messages.csv`);

let story: Story;
beforeAll(async () => {
  story = await Story.begin();
});
afterAll(async () => {
  await story.end();
  await rm(file, { force: true });
});

test("a hundred thousand entries are shown where they belong, while they are sent", async () => {
  await story.step("it is connected, and offline", async (person) => {
    await settleIn(person);
    await bound(person, "Connection", "SetPracticeOffline", true);
  });
  await story.step("an archive is brought in", bringIn);
  await story.step("every thread is copied", copyAll);
  await story.step("it goes online, and sends", async (person) => {
    await bound(person, "Connection", "SetPracticeOffline", false);
    await person.until("something is sent", ({ sent }) => sent > 0, 120_000);
  });
  const before = await story.step("how many are sent", (person) => person.status());
  await story.step("rows stand where they belong, at several places", scrollAround);
  await story.step("the keyboard reaches both ends", reachBothEnds);
  await story.step("a search finds its thread and nothing else", searchOne);
  await story.step("a state shows nothing else", sentAlone);
  await story.step("sending went on meanwhile, and nothing was lost", async (person) => {
    await person.until("more are sent", ({ sent }) => sent > before.sent);
    await bound(person, "Connection", "SetPracticeOffline", true);
    const { sent, toSend, needAttention } = await person.status();
    expect(sent + toSend + needAttention).toBe(all);
    expect(story.complaints()).toEqual([]);
  });
});

const padded = (number: number) => String(number).padStart(3, "0");
const textOf = (conversation: number, message: number) => `Message ${padded(message)} of thread ${padded(conversation)}.`;

/** What stands at an index of the list, newest first. */
function expectedAt(index: number): string {
  const place = all - 1 - index;
  return textOf(Math.floor(place / messages), place % messages);
}

interface Brought {
  state: string;
  owners: { key: string; name: string }[];
}

async function bringIn(person: Person): Promise<void> {
  const head = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER";
  const begin = Date.UTC(2026, 4, 4, 9);
  const lines = Array.from({ length: all }, (_, place) => {
    const [conversation, message] = [Math.floor(place / messages), place % messages];
    const at = new Date(begin + message * 60_000).toISOString().slice(0, 19).replace("T", " ");
    const other = `Thread Person ${padded(conversation)},https://www.linkedin.com/in/thread-${padded(conversation)}`;
    const mine = "Ana Ruiz,https://www.linkedin.com/in/ana-ruiz-veldmark";
    return `2-thread-${conversation},,${mine},${other},${at} UTC,,${textOf(conversation, message)},INBOX`;
  });
  await writeFile(file, [head, ...lines].join("\n"));
  const id = await bound<string>(person, "LinkedIn", "StartImport", file);
  const now = () => bound<Brought>(person, "LinkedIn", "State");
  await expect.poll(async () => (await now()).state, { timeout: 180_000, interval: 500 }).toMatch(/^(owner|done)$/);
  const { state, owners } = await now();
  if (state === "owner") {
    await bound(person, "LinkedIn", "ConfirmOwner", id, owners.find(({ name }) => name === "Ana Ruiz")?.key);
  }
  await expect.poll(now, { timeout: 180_000, interval: 500 }).toMatchObject({ state: "done", report: { messagesAdded: all } });
}

async function copyAll(person: Person): Promise<void> {
  const { rows } = await bound<{ rows: { id: string; member: { name: string } }[] }>(
    person,
    "LinkedIn",
    "Conversations",
    { text: "Thread Person", offset: 0, limit: 500 },
  );
  expect(rows).toHaveLength(conversations);
  const inOrder = [...rows].sort((a, b) => a.member.name.localeCompare(b.member.name));
  for (const { id } of inOrder) {
    await bound(person, "Outbox", "CopyMessages", { conversationId: id, messageIds: [], kind: "" });
  }
  const { toSend, needAttention } = await person.status();
  expect(toSend + needAttention).toBe(all);
}

const listOf = (person: Person) => person.page.getByRole("grid", { name: person.say("outbox.list") });

interface Seen {
  index: number;
  text: string;
}

/** The rows in the page that have been read, by their index. */
const rowsOf = (grid: Locator): Promise<Seen[]> =>
  grid.evaluate((element) =>
    [...element.querySelectorAll("[aria-rowindex]")].map((row) => ({
      index: Number(row.getAttribute("aria-rowindex")) - 1,
      text: row.textContent,
    })),
  );

/** Waits until the row at an index is read, and then holds every row in the page to what belongs there. */
async function holdsAt(grid: Locator, index: number, expected: (index: number) => string): Promise<void> {
  await expect
    .poll(async () => (await rowsOf(grid)).find((row) => row.index === index)?.text, { timeout: 30_000 })
    .toContain(expected(index));
  const read = (await rowsOf(grid)).filter(({ text }) => text !== "");
  expect(read.length).toBeGreaterThan(3);
  for (const row of read) expect(row.text).toContain(expected(row.index));
}

async function scrollAround(person: Person): Promise<void> {
  await person.goTo("outbox");
  const grid = listOf(person);
  await grid.waitFor();
  expect(await grid.getAttribute("aria-rowcount")).toBe(String(all));
  for (const share of [0, 0.5, 0.123, 1, 0.9, 0.25, 0]) {
    const index = await grid.evaluate((element, part) => {
      element.scrollTop = part * (element.scrollHeight - element.clientHeight);
      const row = (element.querySelector("[aria-rowindex]") as HTMLElement).offsetHeight;
      return Math.floor((element.scrollTop + element.clientHeight / 2) / row);
    }, share);
    await holdsAt(grid, index, expectedAt);
  }
}

async function reachBothEnds(person: Person): Promise<void> {
  const grid = listOf(person);
  await grid.press("End");
  await holdsAt(grid, all - 1, expectedAt);
  await grid.press("PageUp");
  await grid.press("Home");
  await holdsAt(grid, 0, expectedAt);
}

async function searchOne(person: Person): Promise<void> {
  const search = person.page.getByRole("searchbox", { name: person.say("outbox.search") });
  await search.fill("thread 017");
  const grid = listOf(person);
  await expect.poll(() => grid.getAttribute("aria-rowcount"), { timeout: 30_000 }).toBe(String(messages));
  const expected = (index: number) => textOf(17, messages - 1 - index);
  await holdsAt(grid, 3, expected);
  await grid.press("End");
  await holdsAt(grid, messages - 1, expected);
  await search.fill("");
  await expect.poll(() => grid.getAttribute("aria-rowcount"), { timeout: 30_000 }).toBe(String(all));
}

async function sentAlone(person: Person): Promise<void> {
  const { page, say } = person;
  await page.getByRole("combobox", { name: say("outbox.state") }).click();
  await page.getByRole("option", { name: say("outbox.states.sent") }).click();
  const grid = listOf(person);
  await expect.poll(() => grid.getAttribute("aria-rowcount"), { timeout: 30_000 }).not.toBe(String(all));
  await expect
    .poll(async () => (await rowsOf(grid)).filter(({ text }) => text !== "").length, { timeout: 30_000 })
    .toBeGreaterThan(3);
  for (const { text } of (await rowsOf(grid)).filter((row) => row.text !== "")) expect(text).toMatch(/Sent/);
}
