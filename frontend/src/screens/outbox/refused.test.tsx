import { screen, within } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import type { EntryRow } from "../../api";
import { fakeBridge } from "../../testing/bridge";
import { giveSize } from "../../testing/layout";
import { show } from "../../testing/render";
import { entryOf, entryRow, pageOf } from "../../testing/samples";
import { OutboxScreen } from ".";

beforeEach(() => giveSize(900, 600));

/** What the detail says of an entry that needs attention. */
async function told(change: Partial<EntryRow>) {
  const row = entryRow("e0", { state: "attention", ...change });
  fakeBridge({ "Outbox.List": pageOf([row]), "Outbox.Entry": () => entryOf(row) });
  window.location.hash = "#/outbox/e0";
  show(<OutboxScreen />);
  const detail = await screen.findByRole("region", { name: "Details of the entry" });
  return (await within(detail).findByRole("alert")).textContent;
}

test("what was refused before it was there says that nothing was written", async () => {
  expect(await told({ code: "business-rule" })).toContain("kept in the outbox and nothing was written");
});

test("a step that was refused after the activity was there does not deny the activity", async () => {
  const said = await told({ code: "business-rule", landed: true });
  expect(said).toContain("What is in the CRM stays as it is. This step was not done, and nothing is lost.");
  expect(said).not.toContain("nothing was written");
});

test.each(["unavailable", "unexpected", "cancelled"])("nobody is told to wait where Ferry has given up: %s", async (code) => {
  const said = await told({ code });
  expect(said).toContain("Ferry does not try again by itself.");
  expect(said).not.toMatch(/Ferry tries again by itself/);
});
