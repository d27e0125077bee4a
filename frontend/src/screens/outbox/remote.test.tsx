import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import type { Entry, EntryQuery } from "../../api";
import { fakeBridge, noRemovals } from "../../testing/bridge";
import { seriousFindings } from "../../testing/axe";
import { giveSize } from "../../testing/layout";
import { show } from "../../testing/render";
import { entryOf, entryRow, pageOf } from "../../testing/samples";
import { canCopyAgain } from "./abilities";
import { OutboxScreen } from ".";

beforeEach(() => giveSize(900, 600));

const noticed = "2026-11-21T09:00:00Z";

async function opened(kind: string, remote: Partial<Entry["remote"]> = {}, url = "https://practice.crm.dynamics.com/e0", theirs: () => unknown = () => null) {
  const row = entryRow("e0", { state: "sent", closed: true, remote: kind, url });
  const bridge = fakeBridge({
    "Outbox.List": pageOf([row]),
    "Outbox.Entry": () => entryOf(row, { remote: { kind, fields: [], by: "", at: "", noticed, ...remote } }),
    "Outbox.CopyAgain": () => "e1",
    "Outbox.Removals": () => ({ ...noRemovals, gone: 1 }),
    "Outbox.DismissRemote": () => null,
    "Outbox.Theirs": theirs,
  });
  show(<OutboxScreen />);
  await screen.findByText("Text of e0");
  const grid = screen.getByRole("grid", { name: "Entries" });
  grid.focus();
  await userEvent.keyboard("{Enter}");
  return bridge;
}

test("a deleted activity can be copied again as new, and not opened", async () => {
  const { calls } = await opened("deleted", {}, "");
  expect(await screen.findByText(/Ferry does not write it again by itself/)).toBeVisible();
  expect(screen.getAllByText("Deleted in Dynamics")).toHaveLength(2);
  expect(screen.queryByRole("button", { name: "Open in Dynamics" })).not.toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Copy again as new" }));
  await waitFor(() => expect(calls["Outbox.CopyAgain"]).toHaveBeenCalledExactlyOnceWith("e0"));
  expect(await seriousFindings()).toEqual([]);
});

test("what was removed can be copied again, or it is said why not", async () => {
  const row = entryRow("e0", { state: "removed" });
  let allowed = false;
  const { calls } = fakeBridge({
    "Outbox.List": pageOf([row]),
    "Outbox.Entry": () => entryOf(row),
    "Outbox.CopyAgain": () => {
      if (!allowed) throw { code: "writeback-off", detail: "note" };
      return "e0";
    },
  });
  show(<OutboxScreen />);
  await screen.findByText("Text of e0");
  screen.getByRole("grid", { name: "Entries" }).focus();
  await userEvent.keyboard("{Enter}");
  await userEvent.click(await screen.findByRole("button", { name: "Copy again" }));
  expect(await screen.findByText(/do not allow this kind/)).toBeVisible();
  allowed = true;
  await userEvent.click(screen.getByRole("button", { name: "Copy again" }));
  await waitFor(() => expect(screen.queryByText(/do not allow this kind/)).toBeNull());
  expect(calls["Outbox.CopyAgain"]).toHaveBeenCalledTimes(2);
});

test.each([
  ["a contact", { state: "removed", kind: "contact" }],
  ["what was deleted in Dynamics", { state: "removed", remote: "deleted" }],
  ["what is still being removed", { state: "removing" }],
])("%s is not copied again there", (_, changes) => {
  expect(canCopyAgain(entryRow("e0", changes))).toBe(false);
});

test("removing what was deleted there promises no deletion", async () => {
  await opened("deleted", {}, "");
  await userEvent.keyboard("{Escape}");
  screen.getByRole("grid", { name: "Entries" }).focus();
  await userEvent.keyboard("{Delete}");
  expect(await screen.findByText("1 was deleted in Dynamics already and is only marked as removed here.")).toBeVisible();
  expect(screen.queryByText(/will be deleted there|was not sent/)).toBeNull();
});

test("a changed activity says who changed what, and can be dismissed", async () => {
  const { calls } = await opened("changed", { fields: ["subject", "state"], by: "Tom Okafor", at: noticed });
  expect(await screen.findByText(/Tom Okafor changed it on .*: subject and state/)).toBeVisible();
  expect(screen.queryByRole("button", { name: "Copy again as new" })).not.toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Dismiss" }));
  await waitFor(() => expect(calls["Outbox.DismissRemote"]).toHaveBeenCalledExactlyOnceWith(["e0"]));
});

test("what somebody else wrote is shown before it is overwritten, or why it cannot be", async () => {
  let online = false;
  await opened("changed", { fields: ["text"], by: "Tom Okafor", at: noticed }, undefined, () => {
    if (!online) throw { code: "offline", detail: "" };
    return { subject: "Their subject", text: "Their text", by: "Sara", at: noticed };
  });
  await userEvent.click(await screen.findByRole("button", { name: "Edit" }));
  expect(await screen.findByText(/Tom Okafor changed it on .*Saving puts your text in the place/)).toBeVisible();
  const retry = await screen.findByRole("button", { name: "Try again" });
  online = true;
  await userEvent.click(retry);
  expect(await screen.findByText(/Their subject\s+Their text/)).toBeVisible();
  expect(screen.getByText(/Sara changed it on .*Saving puts your text in the place/)).toBeVisible();
});

test.each([
  ["hidden", /your account may not read it any more/],
  ["row-closed", /merged into another one/],
  ["something new", /says something else than what was sent/],
])("tells of %s", async (kind, words) => {
  await opened(kind);
  expect(await screen.findByText(words)).toBeVisible();
});

test("says nothing of what stands as it was sent", async () => {
  await opened("");
  expect(await screen.findByText("Whole text of e0")).toBeVisible();
  expect(screen.queryByRole("button", { name: "Dismiss" })).not.toBeInTheDocument();
});

const remotes = [
  { kind: "deleted", count: 1 },
  { kind: "changed", count: 2 },
];
const counts = { needAttention: 0, toSend: 0, sent: 3, removing: 0, unresolved: 0, remotes };

test("the list can be narrowed to what was noticed, with how many there are", async () => {
  const rows = [entryRow("e0", { state: "sent", remote: "changed" }), entryRow("e1", { state: "sent" })];
  const { calls } = fakeBridge({
    "Outbox.List": (query: EntryQuery) => ({ ...pageOf(query.remote === "" ? rows : rows.slice(0, 1))(query), counts }),
  });
  show(<OutboxScreen />);
  await screen.findByText("Text of e1");
  const filter = screen.getByRole("combobox", { name: "Noticed in Dynamics" });
  await userEvent.click(filter);
  expect(screen.getAllByRole("option").map((option) => option.textContent)).toEqual([
    "Whatever happened in Dynamics",
    "Noticed in Dynamics (3)",
    "Deleted in Dynamics (1)",
    "Changed in Dynamics (2)",
  ]);
  await userEvent.click(screen.getByRole("option", { name: "Changed in Dynamics (2)" }));
  await waitFor(() => expect(screen.queryByText("Text of e1")).not.toBeInTheDocument());
  expect(calls["Outbox.List"]).toHaveBeenLastCalledWith(expect.objectContaining({ remote: "changed", state: "" }));
  expect(filter).toHaveTextContent("Changed in Dynamics (2)");
});

test("where nothing was noticed, there is nothing to choose", async () => {
  fakeBridge({ "Outbox.List": pageOf([entryRow("e0", { state: "sent" })]) });
  show(<OutboxScreen />);
  await screen.findByText("Text of e0");
  expect(screen.queryByRole("combobox", { name: "Noticed in Dynamics" })).not.toBeInTheDocument();
});
