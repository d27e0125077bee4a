import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { fakeBridge, status } from "../../testing/bridge";
import { seriousFindings } from "../../testing/axe";
import { giveSize } from "../../testing/layout";
import { show } from "../../testing/render";
import { UnresolvedScreen } from ".";

beforeEach(() => giveSize(900, 600));

const counts = { taken: 12, kept: 1, refused: 0 };

async function choose(name: string, overrides: Record<string, (...args: never[]) => unknown>) {
  const bridge = fakeBridge({ "LinkedIn.ImportDecisions": () => counts, ...overrides });
  show(<UnresolvedScreen />);
  await userEvent.click(await screen.findByRole("button", { name: "More about decisions" }));
  await userEvent.click(await screen.findByRole("menuitem", { name }));
  return bridge;
}

test("decisions are exported, and the place is told", async () => {
  const { calls } = await choose("Export decisions", { "LinkedIn.ExportDecisions": () => "/home/ana/decisions.json" });
  expect(await screen.findByText("Decisions exported to /home/ana/decisions.json")).toBeVisible();
  expect(calls["LinkedIn.ExportDecisions"]).toHaveBeenCalledExactlyOnceWith("Export decisions");
});

test("decisions are imported from a chosen file, with counts", async () => {
  const { calls } = await choose("Import decisions", { "LinkedIn.ChooseDecisions": () => "/home/ana/decisions.json" });
  expect(await screen.findByText("12 decisions taken over. 1 was decided here already and stays.")).toBeVisible();
  expect(calls["LinkedIn.ImportDecisions"]).toHaveBeenCalledExactlyOnceWith("/home/ana/decisions.json");
});

test("nothing is imported when the dialog is cancelled", async () => {
  const { calls } = await choose("Import decisions", { "LinkedIn.ChooseDecisions": () => "" });
  await waitFor(() => expect(calls["LinkedIn.ChooseDecisions"]).toHaveBeenCalledOnce());
  expect(calls["LinkedIn.ImportDecisions"]).not.toHaveBeenCalled();
  expect(screen.queryByText(/taken over/)).toBeNull();
});

test("what is not understood is counted, and a file that is none says so", async () => {
  const answers = [
    () => ({ taken: 1, kept: 0, refused: 2 }),
    () => {
      throw { code: "bad-file", detail: "" };
    },
  ];
  await choose("Import decisions", {
    "LinkedIn.ChooseDecisions": () => "/d.json",
    "LinkedIn.ImportDecisions": () => answers.shift()?.(),
  });
  expect(await screen.findByText("1 decision taken over. 2 were not understood.")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "More about decisions" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Import decisions" }));
  expect(await screen.findByText("The file cannot be understood.")).toBeVisible();
  expect(screen.queryByText(/taken over/)).toBeNull();
});

test("a page in a browser asks for the path", async () => {
  const { calls } = await choose("Import decisions", { "Shell.Status": () => ({ ...status, shell: "browser" }) });
  const dialog = within(await screen.findByRole("dialog"));
  expect(dialog.getByRole("button", { name: "Take over" })).toBeDisabled();
  await userEvent.type(dialog.getByRole("textbox", { name: "File" }), " /home/ana/d.json ");
  expect(await seriousFindings()).toEqual([]);
  await userEvent.click(dialog.getByRole("button", { name: "Take over" }));
  await waitFor(() => expect(calls["LinkedIn.ImportDecisions"]).toHaveBeenCalledExactlyOnceWith("/home/ana/d.json"));
});

test("there is nothing to carry while nothing is connected", async () => {
  fakeBridge({ "Shell.Status": () => ({ ...status, connection: "none" }) });
  show(<UnresolvedScreen />);
  await screen.findByText("Nothing is unresolved");
  expect(screen.queryByRole("button", { name: "More about decisions" })).toBeNull();
});
