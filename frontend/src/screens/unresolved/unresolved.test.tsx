import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import type { EntryQuery } from "../../api";
import { fakeBridge, status } from "../../testing/bridge";
import { seriousFindings } from "../../testing/axe";
import { giveSize } from "../../testing/layout";
import { show } from "../../testing/render";
import { candidates, entryOf, entryRow, noMatch, pageOf, sampleMember, strongMatch } from "../../testing/samples";
import { UnresolvedScreen } from ".";
import { fitting, groupsOf } from "./groups";

beforeEach(() => giveSize(900, 600));

const other = { ...sampleMember, key: "name:tom okafor|", name: "Tom Okafor", company: "" };
const sent = { state: "sent", closed: false, url: "https://practice.crm.dynamics.com/1" };
const rows = [
  entryRow("e1", { ...sent, at: "2026-11-02T09:00:00Z" }),
  entryRow("e2", { ...sent, member: other }),
  entryRow("e3", { ...sent, at: "2026-11-01T09:00:00Z" }),
];

const counts = { needAttention: 0, toSend: 0, sent: 3, removing: 0, unresolved: 3, remotes: [] };

const answers = {
  "Outbox.List": (query: EntryQuery) => ({ ...pageOf(rows)(query), counts }),
  "Outbox.Entry": (id: string) => entryOf(rows.find((row) => row.id === id)!),
  "Records.Search": () => candidates,
  "LinkedIn.Decide": () => strongMatch,
  "LinkedIn.NotInCRM": () => noMatch,
};

test("groups by person, the one with most first", () => {
  const groups = groupsOf(rows);
  expect(groups.map((group) => [group.member.name, group.rows.length, group.oldest])).toEqual([
    ["María Gómez", 2, "2026-11-01T09:00:00Z"],
    ["Tom Okafor", 1, "2026-11-20T09:00:00Z"],
  ]);
  expect(fitting(groups, "gomez").map((group) => group.member.name)).toEqual(["María Gómez"]);
});

test("asks only for what is unresolved, and reads all of it", async () => {
  const many = Array.from({ length: 1100 }, (_, index) =>
    entryRow(`m${index}`, { ...sent, member: { ...other, key: `k${index}` } }),
  );
  const { calls } = fakeBridge({
    ...answers,
    "Outbox.List": (query: EntryQuery) => ({ ...pageOf(many)(query), counts }),
  });
  show(<UnresolvedScreen />);
  expect(await screen.findByText("1,100 people and companies")).toBeInTheDocument();
  expect(calls["Outbox.List"]?.mock.calls.map(([query]) => query)).toEqual(
    [0, 500, 1000].map((offset) => ({ text: "", kind: "", state: "unresolved", remote: "", offset, limit: 500 })),
  );
});

test("linking one person says how many activities that resolves", async () => {
  const { calls } = fakeBridge(answers);
  show(<UnresolvedScreen />);
  await screen.findByText("2 activities");
  screen.getByRole("grid").focus();
  await userEvent.keyboard("{Enter}");
  const panel = within(await screen.findByRole("region", { name: "Activities of María Gómez" }));
  expect(panel.getAllByRole("listitem")).toHaveLength(2);
  await userEvent.click(panel.getByRole("button", { name: "Link to a row" }));
  const dialog = within(await screen.findByRole("dialog"));
  await userEvent.type(dialog.getByRole("searchbox"), "maria");
  await userEvent.click(await dialog.findByRole("button", { name: "Choose María Gómez, Fabrikam" }));
  expect(await screen.findByText("María Gómez: 2 activities are linked and will be closed.")).toBeInTheDocument();
  expect(calls["LinkedIn.Decide"]).toHaveBeenCalledExactlyOnceWith(sampleMember.key, "contact", "c1");
});

test("remembers that a person is not in the CRM", async () => {
  const { calls } = fakeBridge(answers);
  window.location.hash = `#/unresolved/${encodeURIComponent(other.key)}`;
  show(<UnresolvedScreen />);
  await userEvent.click(await screen.findByRole("button", { name: "Not in the CRM" }));
  expect(await screen.findByText("Tom Okafor is remembered as not in the CRM.")).toBeInTheDocument();
  expect(calls["LinkedIn.NotInCRM"]).toHaveBeenCalledExactlyOnceWith(other.key);
});

test("is empty, loading and failing in words", async () => {
  fakeBridge();
  const empty = show(<UnresolvedScreen />);
  expect(await screen.findByText("Nothing is unresolved")).toBeInTheDocument();
  empty.unmount();
  fakeBridge({ "Outbox.List": () => new Promise(() => {}) });
  const loading = show(<UnresolvedScreen />);
  expect(await screen.findByLabelText("Loading")).toBeInTheDocument();
  loading.unmount();
  fakeBridge({
    "Outbox.List": () => {
      throw { code: "storage", detail: "" };
    },
  });
  show(<UnresolvedScreen />);
  expect(await screen.findByRole("alert")).toBeInTheDocument();
});

test("works offline, and has nothing that axe finds serious", async () => {
  fakeBridge({ ...answers, "Shell.Status": () => ({ ...status, online: false }) });
  window.location.hash = `#/unresolved/${encodeURIComponent(sampleMember.key)}`;
  show(<UnresolvedScreen />);
  expect(await screen.findByText(/Linking works/)).toBeInTheDocument();
  await screen.findByRole("list", { name: "Activities of María Gómez" });
  expect(await seriousFindings()).toEqual([]);
});
