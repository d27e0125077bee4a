import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import type { EntryQuery } from "../../api";
import { fakeBridge, noRemovals, status } from "../../testing/bridge";
import { seriousFindings } from "../../testing/axe";
import { giveSize } from "../../testing/layout";
import { show } from "../../testing/render";
import { attempt, entryOf, entryRow, pageOf, severalMatches, strongMatch } from "../../testing/samples";
import { OutboxScreen } from ".";

beforeEach(() => giveSize(900, 600));

const rows = [
  entryRow("e0", { state: "attention", code: "several-matches" }),
  entryRow("e1", { state: "waiting", code: "offline", kind: "note" }),
  entryRow("e2", {
    state: "sent",
    closed: true,
    regarding: "María Gómez",
    url: "https://practice.crm.dynamics.com/e2",
  }),
  entryRow("e3", { state: "sent", closed: false }),
  entryRow("e4", { state: "removed" }),
];

const counts = { needAttention: 1, toSend: 1, sent: 2, removing: 0, unresolved: 1, remotes: [] };

const answers = {
  "Outbox.List": (query: EntryQuery) => ({ ...pageOf(rows)(query), counts }),
  "Outbox.Entry": (id: string) =>
    entryOf(
      rows.find((row) => row.id === id)!,
      {
        match: severalMatches,
        attempts: [attempt({ code: "offline", outcome: "unknown", detail: "no such host" })],
      },
    ),
  "Outbox.Retry": () => null,
  "Outbox.Removals": () => ({ ...noRemovals, local: 1, deleted: 1 }),
  "Outbox.Remove": () => null,
  "Outbox.Edit": () => null,
  "Outbox.SendNow": () => null,
  "LinkedIn.Decide": () => strongMatch,
};

async function listed() {
  show(<OutboxScreen />);
  await screen.findByText("Text of e0");
  const grid = screen.getByRole("grid", { name: "Entries" });
  grid.focus();
  return grid;
}

test("says each entry's state and why", async () => {
  fakeBridge(answers);
  await listed();
  const said = screen.getAllByRole("row").map((row) => row.textContent);
  expect(said[0]).toContain("Needs attentionseveral matches");
  expect(said[1]).toMatch(/Waitingoffline since /);
  expect(said[2]).toMatch(/Sent.*, closed/);
  expect(said[3]).toMatch(/Sent.*, open and unresolved/);
  expect(screen.getByRole("button", { name: "1 needs attention" })).toBeInTheDocument();
});

test("a contact or lead that was made is neither open nor closed", async () => {
  const made = entryRow("e0", { kind: "contact", state: "sent", closed: true, regarding: "María Gómez" });
  fakeBridge({ ...answers, "Outbox.List": (query: EntryQuery) => ({ ...pageOf([made])(query), counts }) });
  await listed();
  expect(screen.getByRole("row").textContent).not.toMatch(/closed|open/);
});

test("arrows move, Space selects, R retries what can be retried", async () => {
  const { calls } = fakeBridge(answers);
  await listed();
  await userEvent.keyboard("[Space]{ArrowDown}[Space]{ArrowDown}[Space]");
  expect(screen.getByText("3 selected")).toBeInTheDocument();
  await userEvent.keyboard("r");
  await waitFor(() => expect(calls["Outbox.Retry"]).toHaveBeenCalledExactlyOnceWith(["e0", "e1"]));
  await waitFor(() => expect(screen.queryByText(/selected/)).not.toBeInTheDocument());
});

test("Delete asks with counts, says what goes from the CRM, and gives the focus back", async () => {
  const { calls } = fakeBridge(answers);
  const grid = await listed();
  await userEvent.keyboard("{ArrowDown}[Space]{ArrowDown}[Space]{ArrowDown}{ArrowDown}[Space]{Delete}");
  const dialog = within(await screen.findByRole("alertdialog"));
  expect(dialog.getByText("Remove 2 entries?")).toBeInTheDocument();
  expect(await dialog.findByText(/1 was not sent, and nothing of it has reached the CRM/)).toBeInTheDocument();
  expect(dialog.getByText(/1 is in the CRM/)).toBeInTheDocument();
  expect(calls["Outbox.Remove"]).not.toHaveBeenCalled();
  await userEvent.click(dialog.getByRole("button", { name: "Remove" }));
  await waitFor(() => expect(calls["Outbox.Remove"]).toHaveBeenCalledExactlyOnceWith(["e1", "e2"]));
  await waitFor(() => expect(screen.queryByRole("alertdialog")).not.toBeInTheDocument());
  await waitFor(() => expect(grid).toHaveFocus());
});

test("removes nothing when the person keeps it", async () => {
  const { calls } = fakeBridge(answers);
  await listed();
  await userEvent.keyboard("{Delete}");
  await userEvent.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Cancel" }));
  await waitFor(() => expect(screen.queryByRole("alertdialog")).not.toBeInTheDocument());
  expect(calls["Outbox.Remove"]).not.toHaveBeenCalled();
});

test("Enter opens the entry with its attempts, Escape goes back to the list", async () => {
  fakeBridge(answers);
  const grid = await listed();
  await userEvent.keyboard("{ArrowDown}{Enter}");
  const detail = await screen.findByRole("region", { name: "Details of the entry" });
  await waitFor(() => expect(detail).toHaveFocus());
  expect(await within(detail).findByText("Whole text of e1")).toBeInTheDocument();
  expect(within(detail).getByText(/Owner: Ana Ruiz · Creator: Ana Ruiz/)).toBeInTheDocument();
  await userEvent.click(within(detail).getByRole("button", { name: "1 attempt" }));
  expect(await within(detail).findByText("no such host")).toBeInTheDocument();
  detail.focus();
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(grid).toHaveFocus());
  expect(window.location.hash).toBe("#/outbox");
});

test("asks whom an entry is about when several rows fit, and remembers the answer", async () => {
  const { calls } = fakeBridge(answers);
  await listed();
  await userEvent.click(screen.getByRole("button", { name: "Choose" }));
  const dialog = within(await screen.findByRole("dialog"));
  expect(dialog.getByText(/same name and company/)).toBeInTheDocument();
  await userEvent.click(dialog.getByRole("button", { name: "Choose María Gómez, Fabrikam" }));
  await waitFor(() => expect(calls["LinkedIn.Decide"]).toHaveBeenCalledWith(rows[0]!.member.key, "contact", "c1"));
  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
});

test("edits an entry", async () => {
  const { calls } = fakeBridge(answers);
  window.location.hash = "#/outbox/e1";
  await listed();
  await userEvent.click(await screen.findByRole("button", { name: "Edit" }));
  const body = screen.getByRole("textbox", { name: "Text" });
  await userEvent.clear(body);
  expect(screen.getByRole("button", { name: "Save" })).toBeDisabled();
  await userEvent.type(body, "Better");
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(calls["Outbox.Edit"]).toHaveBeenCalledExactlyOnceWith("e1", "Subject", "Better"));
  expect(await screen.findByText("Whole text of e1")).toBeInTheDocument();
});

test("a sent entry can be removed from the CRM and opened there", async () => {
  const { calls } = fakeBridge(answers);
  window.location.hash = "#/outbox/e2";
  await listed();
  const detail = within(await screen.findByRole("region", { name: "Details of the entry" }));
  await userEvent.click(await detail.findByRole("button", { name: "Open in Dynamics" }));
  expect(calls["Shell.OpenExternal"]).toHaveBeenCalledWith("https://practice.crm.dynamics.com/e2");
  await userEvent.click(detail.getByRole("button", { name: "Remove from CRM" }));
  expect(await screen.findByText(/Its activity will be deleted there/)).toBeInTheDocument();
});

test("filters by state and kind, and sends now", async () => {
  const { calls } = fakeBridge(answers);
  await listed();
  await userEvent.click(screen.getByRole("button", { name: "1 to send" }));
  await waitFor(() =>
    expect(calls["Outbox.List"]).toHaveBeenLastCalledWith({
      text: "",
      kind: "",
      state: "to-send",
      remote: "",
      offset: 0,
      limit: 100,
    }),
  );
  await userEvent.click(screen.getByRole("combobox", { name: "Kind" }));
  await userEvent.click(await screen.findByRole("option", { name: "Call" }));
  await waitFor(() =>
    expect(calls["Outbox.List"]).toHaveBeenLastCalledWith(expect.objectContaining({ kind: "call", state: "to-send" })),
  );
  await userEvent.click(screen.getByRole("button", { name: "Send now" }));
  await waitFor(() => expect(calls["Outbox.SendNow"]).toHaveBeenCalledTimes(1));
});

test("a link with a state in it lists that state alone, each time that it is followed", async () => {
  const { calls } = fakeBridge(answers);
  window.location.hash = "#/outbox/attention";
  await listed();
  const state = screen.getByRole("combobox", { name: "State" });
  expect(state).toHaveTextContent("Needs attention");
  expect(calls["Outbox.List"]).toHaveBeenLastCalledWith(expect.objectContaining({ state: "attention" }));
  expect(screen.queryByRole("region", { name: "Details of the entry" })).not.toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "1 needs attention" }));
  await waitFor(() => expect(state).toHaveTextContent("Every state"));
  window.location.hash = "#/outbox/attention";
  await waitFor(() => expect(state).toHaveTextContent("Needs attention"));
});

test("what makes a contact or lead, or sets a flag, can be listed alone", async () => {
  fakeBridge(answers);
  await listed();
  await userEvent.click(screen.getByRole("combobox", { name: "Kind" }));
  for (const name of ["New contact", "New lead", "Not at Company flag"]) {
    expect(await screen.findByRole("option", { name })).toBeInTheDocument();
  }
});

test("reads again when the program says that the outbox changed", async () => {
  let now = rows;
  const { changed } = fakeBridge({
    ...answers,
    "Outbox.List": (query: EntryQuery) => ({ ...pageOf(now)(query), counts }),
  });
  await listed();
  now = [entryRow("e7")];
  changed("outbox");
  expect(await screen.findByText("Text of e7")).toBeInTheDocument();
});

test("is empty, loading and failing in words", async () => {
  fakeBridge();
  const empty = show(<OutboxScreen />);
  expect(await screen.findByText("Nothing copied yet")).toBeInTheDocument();
  empty.unmount();
  fakeBridge({ "Outbox.List": () => new Promise(() => {}) });
  const loading = show(<OutboxScreen />);
  expect(await screen.findByLabelText("Loading")).toBeInTheDocument();
  loading.unmount();
  fakeBridge({
    "Outbox.List": () => {
      throw { code: "storage", detail: "" };
    },
  });
  show(<OutboxScreen />);
  expect(await screen.findByRole("alert")).toBeInTheDocument();
  expect(screen.queryByText("0 sent")).toBeNull(); // which nobody knows
});

test("works offline with a count, and has nothing that axe finds serious", async () => {
  fakeBridge({ ...answers, "Shell.Status": () => ({ ...status, online: false, toSend: 12 }) });
  window.location.hash = "#/outbox/e0";
  await listed();
  expect(await screen.findByText(/12 entries wait on this computer/)).toBeInTheDocument();
  await screen.findByText("Whole text of e0");
  expect(await seriousFindings()).toEqual([]);
});
