import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import type { RecordQuery } from "../../api";
import { fakeBridge, status } from "../../testing/bridge";
import { seriousFindings } from "../../testing/axe";
import { giveSize } from "../../testing/layout";
import { show } from "../../testing/render";
import { recordOf, recordRow } from "../../testing/samples";
import { RecordsScreen } from ".";

beforeEach(() => giveSize(900, 600));

const total = 100_000;

function list(query: RecordQuery) {
  const length = Math.max(0, Math.min(query.limit, total - query.offset));
  const rows = Array.from({ length }, (_, row) => recordRow(query.offset + row));
  return { rows, total, stages: ["Develop", "Propose"], owners: [{ id: "u1", name: "Ana Ruiz" }] };
}

test("lists saved leads, and reads on by the page when the end is looked at", async () => {
  const { calls } = fakeBridge({ "Records.List": list });
  show(<RecordsScreen />);
  expect(await screen.findByText("Person 0")).toBeInTheDocument();
  expect(screen.getByText("100,000 records")).toBeInTheDocument();
  expect(calls["Records.List"]).toHaveBeenCalledWith({
    kind: "lead",
    scope: "saved",
    text: "",
    owner: "",
    stage: "",
    offset: 0,
    limit: 100,
  });
  screen.getByRole("grid").focus();
  await userEvent.keyboard("{End}");
  expect(await screen.findByText("Person 99999")).toBeInTheDocument();
  const offsets = calls["Records.List"]?.mock.calls.map(([query]) => (query as RecordQuery).offset);
  expect(offsets).toContain(99_900);
  expect(offsets?.length).toBeLessThan(6);
});

test("searches as it is typed, over all records", async () => {
  const { calls } = fakeBridge({ "Records.List": list });
  show(<RecordsScreen />);
  await screen.findByText("Person 0");
  await userEvent.click(screen.getByRole("button", { name: "All" }));
  await userEvent.type(screen.getByRole("searchbox", { name: "Search records" }), "gómez");
  await waitFor(() =>
    expect(calls["Records.List"]).toHaveBeenLastCalledWith(
      expect.objectContaining({ scope: "all", text: "gómez", offset: 0 }),
    ),
  );
});

test("filters by owner only where others' records are listed", async () => {
  const { calls } = fakeBridge({ "Records.List": list });
  show(<RecordsScreen />);
  await screen.findByText("Person 0");
  expect(screen.queryByRole("combobox", { name: "Owner" })).not.toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "All" }));
  await userEvent.click(await screen.findByRole("combobox", { name: "Owner" }));
  await userEvent.click(await screen.findByRole("option", { name: "Ana Ruiz" }));
  await waitFor(() =>
    expect(calls["Records.List"]).toHaveBeenLastCalledWith(expect.objectContaining({ owner: "u1", scope: "all" })),
  );
});

test("shows a record with what is queued for it, and opens it in Dynamics", async () => {
  const queued = {
    id: "h1",
    kind: "note",
    subject: "Price list",
    at: "",
    owner: "Ana",
    state: "waiting",
    queued: true,
    byFerry: true,
  };
  const closed = { ...queued, id: "h2", kind: "message", subject: "Thanks", state: "closed", queued: false };
  const { calls } = fakeBridge({
    "Records.List": list,
    "Records.Record": () => recordOf(recordRow(3), { history: [queued, closed] }),
  });
  show(<RecordsScreen />);
  await screen.findByText("Person 3");
  screen.getByRole("grid").focus();
  await userEvent.keyboard("{ArrowDown}{ArrowDown}{ArrowDown}{Enter}");
  const panel = await screen.findByRole("region", { name: "Details of the record" });
  await waitFor(() => expect(panel).toHaveFocus());
  const history = within(await within(panel).findByRole("list", { name: "Activity History" }));
  const [first, second] = history.getAllByRole("listitem");
  expect(first).toHaveTextContent("Not in the CRM yet: Waiting");
  expect(second).toHaveTextContent("Closed");
  await userEvent.click(within(panel).getByRole("button", { name: "Open in Dynamics" }));
  expect(calls["Shell.OpenExternal"]).toHaveBeenCalledWith("https://practice.crm.dynamics.com/main.aspx");
  expect(calls["Records.Record"]).toHaveBeenCalledWith("contact", "contact-3");
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("region", { name: "Details of the record" })).not.toBeInTheDocument());
});

test("says what to do first when nothing is saved", async () => {
  fakeBridge();
  show(<RecordsScreen />);
  expect(await screen.findByText("No saved records yet")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Show all records" }));
  expect(await screen.findByText("No records of this kind")).toBeInTheDocument();
});

test("leads to the connection when there is none", async () => {
  fakeBridge({ "Shell.Status": () => ({ ...status, connection: "none" }) });
  show(<RecordsScreen />);
  await userEvent.click(await screen.findByRole("button", { name: "Connect to CRM" }));
  expect(window.location.hash).toBe("#/connection");
});

test("shows shapes while the first page is being read", async () => {
  fakeBridge({ "Records.List": () => new Promise(() => {}) });
  show(<RecordsScreen />);
  expect(await screen.findByLabelText("Loading")).toBeInTheDocument();
});

test("says what a failure means, and reads again when asked", async () => {
  let fails = true;
  fakeBridge({
    "Records.List": (query: RecordQuery) => {
      if (fails) throw { code: "storage", detail: "disk I/O error" };
      return list(query);
    },
  });
  show(<RecordsScreen />);
  const alert = await screen.findByRole("alert");
  fails = false;
  await userEvent.click(within(alert).getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("Person 0")).toBeInTheDocument();
  expect(screen.queryByRole("alert")).not.toBeInTheDocument();
});

test("works offline, and says what waits", async () => {
  fakeBridge({ "Records.List": list, "Shell.Status": () => ({ ...status, online: false }) });
  show(<RecordsScreen />);
  expect(await screen.findByText(/You see what was read at the last sync/)).toBeInTheDocument();
  expect(await screen.findByText("Person 0")).toBeInTheDocument();
});

test("has nothing that axe finds serious", async () => {
  fakeBridge({ "Records.List": list, "Records.Record": () => recordOf(recordRow(1)) });
  window.location.hash = "#/records/contact/contact-1";
  show(<RecordsScreen />);
  await screen.findByText("No opportunities.");
  expect(await seriousFindings()).toEqual([]);
});
