import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import type { Removals } from "../../api";
import { fakeBridge, noRemovals } from "../../testing/bridge";
import { seriousFindings } from "../../testing/axe";
import { giveSize } from "../../testing/layout";
import { show } from "../../testing/render";
import { entryRow, pageOf } from "../../testing/samples";
import { OutboxScreen } from ".";

beforeEach(() => giveSize(900, 600));

const rows = ["e0", "e1"].map((id) => entryRow(id, { state: "waiting", code: "offline" }));

async function asked(removals: () => unknown, selectBoth = false) {
  const bridge = fakeBridge({ "Outbox.List": pageOf(rows), "Outbox.Removals": removals, "Outbox.Remove": () => null });
  show(<OutboxScreen />);
  await screen.findByText("Text of e0");
  screen.getByRole("grid", { name: "Entries" }).focus();
  await userEvent.keyboard(`${selectBoth ? "[Space]{ArrowDown}[Space]" : ""}{Delete}`);
  return { ...bridge, dialog: within(await screen.findByRole("alertdialog")) };
}

const of = (change: Partial<Removals>) => () => ({ ...noRemovals, ...change });

test.each([
  ["local", "1 was not sent, and nothing of it has reached the CRM. It is taken out of the outbox.", "Remove"],
  ["doubt", "1 may have reached the CRM. Ferry looks there as soon as it can, and deletes what it finds.", "Remove"],
  ["deleted", "1 is in the CRM. Its activity will be deleted there.", "Remove from CRM"],
])("removing says which of the cases it is: %s", async (effect, sentence, button) => {
  const { calls, dialog } = await asked(of({ [effect]: 1 }));
  expect(await dialog.findByText(sentence)).toBeVisible();
  expect(dialog.getAllByText(/^1 /)).toHaveLength(1);
  expect(await seriousFindings()).toEqual([]);
  await userEvent.click(dialog.getByRole("button", { name: button }));
  await waitFor(() => expect(calls["Outbox.Remove"]).toHaveBeenCalledExactlyOnceWith(["e0"]));
  expect(calls["Outbox.Removals"]).toHaveBeenCalledWith(["e0"]);
});

test("several say each case with its count", async () => {
  const { dialog } = await asked(of({ local: 1, doubt: 1 }), true);
  expect(await dialog.findByText(/^1 was not sent/)).toBeVisible();
  expect(dialog.getByText(/^1 may have reached/)).toBeVisible();
});

test("nothing is removed before it is known what that does, nor where it does nothing", async () => {
  const waits: ((removals: Removals) => void)[] = [];
  const { calls, dialog } = await asked(() => new Promise((resolve) => waits.push(resolve)));
  expect(dialog.getByRole("button", { name: "Remove" })).toBeDisabled();
  waits.forEach((know) => know({ ...noRemovals, stay: 1 }));
  expect(await dialog.findByText(/^1 stays as it is/)).toBeVisible();
  expect(dialog.getByRole("button", { name: "Remove" })).toBeDisabled();
  expect(calls["Outbox.Remove"]).not.toHaveBeenCalled();
});

test("why it cannot be said is told, and can be asked again", async () => {
  const answers = [
    () => {
      throw { code: "storage", detail: "" };
    },
    of({ local: 1 }),
  ];
  const { dialog } = await asked(() => answers.shift()?.());
  await userEvent.click(await dialog.findByRole("button", { name: "Try again" }));
  expect(await dialog.findByText(/^1 was not sent/)).toBeVisible();
});
