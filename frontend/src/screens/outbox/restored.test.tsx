import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import type { EntryQuery } from "../../api";
import { fakeBridge, status } from "../../testing/bridge";
import { seriousFindings } from "../../testing/axe";
import { giveSize } from "../../testing/layout";
import { show } from "../../testing/render";
import { entryRow, pageOf } from "../../testing/samples";
import { OutboxScreen } from ".";

beforeEach(() => giveSize(900, 600));

// More than one page of what came from a backup, and one entry that did not.
const restored = Array.from({ length: 700 }, (_, at) => entryRow(`r${at}`, { state: "attention", code: "restored" }));
const other = entryRow("other", { state: "attention", code: "several-matches" });

function page(needAttention = 701) {
  let left = restored;
  const bridge = fakeBridge({
    "Shell.Status": () => ({ ...status, needAttention }),
    "Outbox.List": (query: EntryQuery) => ({
      ...pageOf(query.state === "restored" ? left : [other, ...left])(query),
      counts: { needAttention: left.length + 1, toSend: 0, sent: 0, removing: 0, unresolved: 0, remotes: [] },
    }),
    "Outbox.Retry": () => void (left = []),
    "Outbox.Remove": () => void (left = []),
  });
  show(<OutboxScreen />);
  return bridge;
}

const note = () => screen.findByText("700 entries come from a backup.");
const ids = restored.map((row) => row.id);

test("the yes goes to all that came from a backup, and to nothing else", async () => {
  const { calls } = page();
  await note();
  expect(screen.getByText(/Nothing of it is sent without your yes/)).toBeVisible();
  expect(calls["Outbox.Retry"]).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole("button", { name: "Send all 700" }));
  await waitFor(() => expect(calls["Outbox.Retry"]).toHaveBeenCalledExactlyOnceWith(ids));
  await waitFor(() => expect(screen.queryByText(/come from a backup/)).toBeNull());
  expect(screen.getByRole("grid", { name: "Entries" })).toHaveFocus();
});

test("the no asks with counts first", async () => {
  const { calls } = page();
  await note();
  await userEvent.click(screen.getByRole("button", { name: "Remove all 700" }));
  const dialog = await screen.findByRole("alertdialog");
  expect(calls["Outbox.Remove"]).not.toHaveBeenCalled();
  await userEvent.click(within(dialog).getByRole("button", { name: "Remove" }));
  await waitFor(() => expect(calls["Outbox.Remove"]).toHaveBeenCalledExactlyOnceWith(ids));
  expect(calls["Outbox.Retry"]).not.toHaveBeenCalled();
});

test("they can be looked at alone first", async () => {
  page();
  await note();
  expect(await screen.findByText("Text of other")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Show them alone" }));
  expect(await screen.findByText("Text of r0")).toBeVisible();
  await waitFor(() => expect(screen.queryByText("Text of other")).toBeNull());
  expect(screen.getByRole("combobox", { name: "State" })).toHaveTextContent("From a backup");
});

test("nobody is asked while nothing needs attention", async () => {
  const { calls } = page(0);
  await screen.findByText("Text of other");
  expect(screen.queryByText(/come from a backup/)).toBeNull();
  expect(calls["Outbox.List"]).not.toHaveBeenCalledWith(expect.objectContaining({ state: "restored" }));
});

test("axe finds nothing serious", async () => {
  page();
  await note();
  expect(await seriousFindings()).toEqual([]);
});
