import { screen, within } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import type { Entry, EntryRow, Status } from "../../api";
import { fakeBridge, status } from "../../testing/bridge";
import { giveSize } from "../../testing/layout";
import { show } from "../../testing/render";
import { entryOf, entryRow, noMatch, pageOf, sampleMember, strongMatch } from "../../testing/samples";
import { OutboxScreen } from ".";

beforeEach(() => giveSize(900, 600));

/** The detail of an entry; how the list says where it stands; and the bridge. */
async function told(change: Partial<EntryRow>, whole: Partial<Entry> = {}, strip: Partial<Status> = {}) {
  const row = entryRow("e0", { kind: "note", ...change });
  fakeBridge({
    "Shell.Status": () => ({ ...status, ...strip }),
    "Outbox.List": pageOf([row]),
    "Outbox.Entry": () => entryOf(row, whole),
  });
  window.location.hash = "#/outbox/e0";
  show(<OutboxScreen />);
  const detail = await screen.findByRole("region", { name: "Details of the entry" });
  await within(detail).findByText("Whole text of e0");
  return { detail, listed: await screen.findByRole("row") };
}

const regarding = "Martina Ferrer";
const done = [{ kind: "create", state: "done" }];

test.each<[string, Partial<EntryRow>, Partial<Entry>, string]>([
  ["queued under a row", { regarding }, {}, "Will be written as Note (closed) under Martina Ferrer"],
  ["queued, with a match to come", {}, { match: strongMatch }, `Will be written as Note (closed) under ${strongMatch.name}`],
  ["queued under nobody", {}, { match: noMatch }, "Will be written as Note (open) with no row"],
  ["waiting for a row", { state: "waiting", code: "unmatched" }, {}, "Will be written as Note, as soon as a row fits"],
  ["sent and closed", { state: "sent", closed: true, regarding }, {}, "Was written as Note (closed) under Martina Ferrer"],
  ["sent and open", { state: "sent", regarding }, {}, "Was written as Note (open) under Martina Ferrer"],
  ["edited after it was sent", { landed: true, closed: true, regarding }, {}, "Will be written as Note (closed) under"],
  ["removed from the CRM", { state: "removed", regarding }, { operations: done }, "Was written as Note under Martina Ferrer"],
  ["removed before", { state: "removed", regarding }, {}, "Was to be written as Note under Martina Ferrer"],
  ["removed under nobody", { state: "removed" }, { operations: done }, "Was written as Note with no row"],
])("says how it is written: %s", async (_, change, whole, words) => {
  const { detail } = await told(change, whole);
  expect(detail.textContent).toContain(words);
});

const since = "2026-11-20T09:01:00Z";
const offline = { online: false };

test.each<[string, Partial<EntryRow>, Partial<Status>, RegExp]>([
  ["tried with no network", { state: "waiting", code: "offline", since, until: since }, offline, /^offline since .*\d/],
  ["throttled", { state: "waiting", code: "throttled", since, until: since }, {}, /^until .*: Dynamics asked for a pause/],
  ["behind a web page", { state: "waiting", code: "web-page", since, until: since }, {}, /^since .*: A web page answered/],
  ["taken back, perhaps there", { state: "removing" }, offline, /^being taken back since .* reached the CRM when the network/],
  ["taken back with a network", { state: "removing" }, {}, /^being taken back since .*: Ferry looks whether it reached the CRM$/],
  ["taken back, and there", { state: "removing", landed: true }, offline, /deleted in the CRM when the network is back$/],
  ["being deleted", { state: "removing", landed: true }, {}, /^being deleted in the CRM since/],
  ["removed", { state: "removed" }, {}, /^since .*\d/],
])("says why and since when: %s", async (_, change, strip, words) => {
  const { detail, listed } = await told(change, {}, strip);
  expect(await within(detail).findByText(words)).toBeVisible();
  expect(within(listed).getByText(words)).toBeVisible();
});

test("an activity that is closed under another row stays there, in words", async () => {
  const { detail } = await told({ state: "sent", closed: true, regarding }, { stays: true });
  expect(within(detail).getByText(/stays under Martina Ferrer in Dynamics/)).toBeVisible();
});

test("a name that is the company's too is said once", async () => {
  const { listed } = await told({ member: { ...sampleMember, name: "Fabrikam", company: "Fabrikam" } });
  expect(within(listed).getByText("Fabrikam")).toBeVisible();
});

test("a long text scrolls by itself, also by the keyboard", async () => {
  const { detail } = await told({});
  const text = within(detail).getByRole("region", { name: "Text" });
  expect(text).toHaveAttribute("tabindex", "0");
  expect(getComputedStyle(text).maxHeight).not.toBe("");
  expect(getComputedStyle(text).overflowY).toBe("auto");
});
