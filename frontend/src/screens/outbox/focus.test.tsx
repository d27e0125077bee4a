import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import type { Entry, EntryQuery, EntryRow } from "../../api";
import { fakeBridge } from "../../testing/bridge";
import { giveSize } from "../../testing/layout";
import { show } from "../../testing/render";
import { entryOf, entryRow, noMatch, pageOf, severalMatches, strongMatch } from "../../testing/samples";
import { OutboxScreen } from ".";

beforeEach(() => giveSize(900, 600));

/** Lets the look after the focus end that comes with opening: what is proved here has to do without it. */
async function lookedAfter() {
  for (let frame = 0; frame < 90; frame++) await new Promise(requestAnimationFrame);
}

/** The detail of an entry that an act turns into another one. */
async function opened(row: EntryRow, before: Partial<Entry>, after: Partial<Entry>) {
  let now = entryOf(row, before);
  const turn = () => {
    now = entryOf(row, after);
    return now.match;
  };
  fakeBridge({
    "Outbox.List": pageOf([row]),
    "Outbox.Entry": () => now,
    "Outbox.Edit": turn,
    "Outbox.DismissRemote": turn,
    "Outbox.CopyAgain": turn,
    "LinkedIn.Reject": turn,
    "LinkedIn.NotInCRM": turn,
  });
  window.location.hash = "#/outbox/e0";
  show(<OutboxScreen />);
  const detail = await screen.findByRole("region", { name: "Details of the entry" });
  await within(detail).findByText("Whole text of e0");
  await lookedAfter();
  const press = async (name: string) => {
    const button = await within(detail).findByRole("button", { name });
    button.focus();
    await userEvent.keyboard("{Enter}");
  };
  return { detail, press };
}

test("editing begins in the first field and ends on Edit", async () => {
  const { detail, press } = await opened(entryRow("e0"), {}, {});
  await press("Edit");
  await waitFor(() => expect(within(detail).getByRole("textbox", { name: "Subject" })).toHaveFocus());
  await press("Discard");
  await waitFor(() => expect(within(detail).getByRole("button", { name: "Edit" })).toHaveFocus());
  await userEvent.keyboard("{Enter}");
  await press("Save");
  await waitFor(() => expect(within(detail).getByRole("button", { name: "Edit" })).toHaveFocus());
});

const noticed = { fields: [], by: "", at: "", noticed: "2026-11-21T09:00:00Z" };
const deleted = { remote: { kind: "deleted", ...noticed } };
const nothing = { remote: { kind: "", ...noticed } };

test.each<[string, Partial<Entry>, Partial<Entry>]>([
  ["Dismiss", deleted, nothing],
  ["Copy again as new", deleted, nothing],
  ["Not the right person", { match: strongMatch }, { match: noMatch }],
  ["Not in the CRM", { match: noMatch }, { match: { ...noMatch, decided: true } }],
])("the focus stays in the detail when %s goes with what it did", async (name, before, after) => {
  const { detail, press } = await opened(entryRow("e0", { state: "sent", closed: true }), before, after);
  await press(name);
  await waitFor(() => expect(within(detail).queryByRole("button", { name })).not.toBeInTheDocument());
  await waitFor(() => expect(detail).toHaveFocus());
});

test("who comes from another screen has the focus on what was opened", async () => {
  const { detail } = await opened(entryRow("e0"), {}, {});
  await waitFor(() => expect(detail).toHaveFocus());
});

test("the focus is on the heading when the last entry that was to be chosen for goes with its list", async () => {
  const row = entryRow("e0", { state: "attention", code: "several-matches" });
  let left = [row];
  fakeBridge({
    "Outbox.List": (query: EntryQuery) => pageOf(left)(query),
    "Outbox.Entry": () => entryOf(row, { match: severalMatches }),
    "LinkedIn.Decide": () => {
      left = [];
      return strongMatch;
    },
  });
  show(
    <main>
      <OutboxScreen />
    </main>,
  );
  const grid = await screen.findByRole("grid", { name: "Entries" });
  await screen.findByText("Text of e0");
  grid.focus();
  await userEvent.click(screen.getByRole("button", { name: "Choose" }));
  const dialog = within(await screen.findByRole("dialog"));
  await userEvent.click(dialog.getByRole("button", { name: "Choose María Gómez, Fabrikam" }));
  await waitFor(() => expect(screen.queryByRole("grid", { name: "Entries" })).not.toBeInTheDocument());
  await waitFor(() => expect(screen.getByRole("heading", { name: "Outbox", level: 1 })).toHaveFocus());
});
