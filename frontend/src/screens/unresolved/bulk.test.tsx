import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import type { EntryQuery } from "../../api";
import { fakeBridge, noRemovals } from "../../testing/bridge";
import { seriousFindings } from "../../testing/axe";
import { giveSize } from "../../testing/layout";
import { show } from "../../testing/render";
import { candidates, entryOf, entryRow, noMatch, pageOf, sampleMember } from "../../testing/samples";
import { UnresolvedScreen } from ".";

beforeEach(() => giveSize(900, 600));

const sent = { state: "sent", closed: false };
const member = (name: string) => ({ ...sampleMember, key: `name:${name}`, name, company: "", title: "" });
const all = [
  entryRow("e1", { ...sent, member: member("Ada") }),
  entryRow("e2", { ...sent, member: member("Ada") }),
  entryRow("e3", { ...sent, member: member("Bo") }),
  entryRow("e4", { ...sent, member: member("Cy") }),
];

/** The screen over entries that an act takes from the list. */
async function listed(overrides: Record<string, (...args: never[]) => unknown> = {}) {
  let rows = all;
  const take = (keys: string[]) => void (rows = rows.filter((row) => !keys.includes(row.member.key)));
  const bridge = fakeBridge({
    "Outbox.List": (query: EntryQuery) => pageOf(rows)(query),
    "Outbox.Removals": () => ({ ...noRemovals, deleted: 2 }),
    "Outbox.Remove": () => take(["name:Ada"]),
    "Records.Search": () => candidates,
    "LinkedIn.DecideAll": take,
    "LinkedIn.NotInCRMAll": () => null,
    ...overrides,
  });
  show(
    <main>
      <UnresolvedScreen />
    </main>,
  );
  await screen.findByText("Ada");
  const grid = screen.getByRole("grid");
  grid.focus();
  return { ...bridge, grid };
}

const press = (name: string) => userEvent.click(screen.getByRole("button", { name }));

test("several are linked to one row, after it was said what that does", async () => {
  const { calls, grid } = await listed();
  await userEvent.keyboard("[Space]{ArrowDown}[Space]");
  expect(screen.getByText("Selected: 2 people and companies, 3 activities")).toBeVisible();
  await press("Link to a row");
  const dialog = within(await screen.findByRole("dialog"));
  expect(dialog.getByText("Link 2 people and companies to one row")).toBeVisible();
  await userEvent.type(dialog.getByRole("searchbox"), "maria");
  await userEvent.click(await dialog.findByRole("button", { name: "Choose María Gómez, Fabrikam" }));
  const what = "2 people and companies: 3 activities are put under María Gómez, Fabrikam and closed in Dynamics. The choice is remembered.";
  expect(dialog.getByText(what)).toBeVisible();
  expect(dialog.getByRole("button", { name: "Link them" })).toHaveFocus();
  expect(calls["LinkedIn.DecideAll"]).not.toHaveBeenCalled();
  await userEvent.keyboard("{Enter}");
  const said = "2 people and companies: 3 activities are linked to María Gómez, Fabrikam and will be closed.";
  expect(await screen.findByText(said)).toBeVisible();
  expect(calls["LinkedIn.DecideAll"]).toHaveBeenCalledExactlyOnceWith(["name:Ada", "name:Bo"], "contact", "c1");
  expect(screen.queryByText(/^Selected/)).toBeNull();
  await waitFor(() => expect(grid).toHaveFocus());
});

test("another row can be chosen, and the keyboard is in the search again", async () => {
  const { calls } = await listed();
  await userEvent.keyboard("[Space]");
  await press("Link to a row");
  const dialog = within(await screen.findByRole("dialog"));
  await userEvent.type(dialog.getByRole("searchbox"), "maria");
  await userEvent.click(await dialog.findByRole("button", { name: "Choose María Gómez, Fabrikam" }));
  await userEvent.click(dialog.getByRole("button", { name: "Another row" }));
  await waitFor(() => expect(dialog.getByRole("searchbox")).toHaveFocus());
  expect(calls["LinkedIn.DecideAll"]).not.toHaveBeenCalled();
});

test("everybody is remembered as not in the CRM, who then says so in the list", async () => {
  let ignored: string[] = [];
  const { calls } = await listed({
    "LinkedIn.NotInCRMAll": (keys: string[]) => void (ignored = keys),
    "LinkedIn.NotInCRMKeys": () => ignored,
  });
  await userEvent.click(screen.getByRole("checkbox", { name: "Select all" }));
  await press("Not in the CRM");
  const dialog = within(await screen.findByRole("alertdialog"));
  expect(dialog.getByText("Remember 3 people and companies as not in the CRM?")).toBeVisible();
  expect(dialog.getByText("4 activities stay open in Dynamics, and in this list.")).toBeVisible();
  expect(await dialog.findByText("Copies are sent as open activities.")).toBeVisible();
  expect(await seriousFindings()).toEqual([]);
  await userEvent.click(dialog.getByRole("button", { name: "Remember it" }));
  expect(await screen.findByText("Remembered as not in the CRM: 3 people and companies.")).toBeVisible();
  expect(calls["LinkedIn.NotInCRMAll"]).toHaveBeenCalledExactlyOnceWith(["name:Ada", "name:Bo", "name:Cy"]);
  expect(screen.getAllByRole("row").filter((row) => within(row).queryByText("Not in the CRM"))).toHaveLength(3);
});

test("Delete asks before the activities of the row are removed from the CRM", async () => {
  const { calls, grid } = await listed();
  await userEvent.keyboard("{Delete}");
  const dialog = within(await screen.findByRole("alertdialog"));
  expect(await dialog.findByText("2 are in the CRM. Their activities will be deleted there.")).toBeVisible();
  expect(calls["Outbox.Remove"]).not.toHaveBeenCalled();
  await userEvent.click(dialog.getByRole("button", { name: "Remove from CRM" }));
  await waitFor(() => expect(calls["Outbox.Remove"]).toHaveBeenCalledExactlyOnceWith(["e1", "e2"]));
  await waitFor(() => expect(screen.queryByText("Ada")).toBeNull());
  await waitFor(() => expect(grid).toHaveFocus());
});

test("what fails says so and keeps the selection", async () => {
  const { calls } = await listed({
    "LinkedIn.NotInCRMAll": () => {
      throw { code: "storage", detail: "" };
    },
  });
  await userEvent.keyboard("[Space]");
  await press("Not in the CRM");
  const dialog = within(await screen.findByRole("alertdialog"));
  await userEvent.click(dialog.getByRole("button", { name: "Remember it" }));
  expect(await dialog.findByRole("alert")).toBeVisible();
  await userEvent.click(dialog.getByRole("button", { name: "Cancel" }));
  expect(await screen.findByText("Selected: 1 person or company, 2 activities")).toBeVisible();
  expect(calls["LinkedIn.NotInCRMAll"]).toHaveBeenCalledOnce();
});

test("Select all takes those that the search shows, and lets them go again", async () => {
  await listed();
  await userEvent.type(screen.getByRole("searchbox"), "o");
  await waitFor(() => expect(screen.queryByText("Ada")).toBeNull());
  const box = screen.getByRole("checkbox", { name: "Select all" });
  await userEvent.click(box);
  expect(screen.getByText("Selected: 1 person or company, 1 activity")).toBeVisible();
  await userEvent.clear(screen.getByRole("searchbox"));
  await screen.findByText("Ada");
  expect(box).toBePartiallyChecked();
  await press("Clear selection");
  expect(screen.queryByText(/^Selected/)).toBeNull();
  expect(screen.getByRole("grid")).toHaveFocus();
});

test("the keyboard stays with the person whose answer takes the button away", async () => {
  let decided = false;
  const answer = () => void (decided = !decided);
  await listed({
    "Outbox.Entry": () => entryOf(all[0]!, { match: { ...noMatch, decided } }),
    "LinkedIn.NotInCRM": answer,
    "LinkedIn.ForgetDecision": answer,
  });
  await userEvent.keyboard("{Enter}");
  const panel = await screen.findByRole("region", { name: "Activities of Ada" });
  for (const name of ["Not in the CRM", "Forget my choice"]) {
    const button = await within(panel).findByRole("button", { name });
    button.focus();
    await userEvent.keyboard("{Enter}");
    await waitFor(() => expect(button).not.toBeInTheDocument());
    await waitFor(() => expect(panel).toHaveFocus());
  }
});
