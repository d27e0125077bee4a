import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { Connection, ImportProgress } from "../../api";
import { seriousFindings } from "../../testing/axe";
import { connected, fakeBridge, noImport, notConnected, status } from "../../testing/bridge";
import { show } from "../../testing/render";
import { ConnectionScreen } from ".";

const check = { id: "", result: "ok", mender: "nobody", found: "", needed: "", link: "" };

function page(change: Partial<Connection> = {}, overrides: Record<string, (...args: never[]) => unknown> = {}) {
  const bridge = fakeBridge({ "Connection.State": () => ({ ...connected, ...change }), ...overrides });
  return { ...show(<ConnectionScreen />), bridge };
}

const loading: ImportProgress = {
  ...noImport,
  running: true,
  tables: [
    { table: "contact", state: "loading", rows: 3200, total: 9800, rowsPerSecond: 812.4, secondsLeft: 8 },
    { table: "position", state: "skipped", rows: 0, total: 0, rowsPerSecond: 0, secondsLeft: 0 },
  ],
};

describe("Connection", () => {
  it("states the guides' status for a real organization, and names the practice one", async () => {
    page({ organizationKind: "production" });
    expect(await screen.findByText("Connected to Microsoft Dynamics")).toBeVisible();
    expect(screen.queryByText("Practice network")).toBeNull();
  });

  it("says that the sync is in progress", async () => {
    page({}, { "Shell.Status": () => ({ ...status, importing: true }) });
    expect(await screen.findByText("Successfully connected, sync in progress")).toBeVisible();
  });

  it("shows the import per table with rows, rate and time left, and cancels it", async () => {
    const { bridge } = page({}, { "Connection.ImportProgress": () => loading });
    const row = await screen.findByRole("row", { name: /Contacts/ });
    expect(within(row).getByText("3,200 of 9,800 · 812 rows/s · 8 sec left")).toBeVisible();
    expect(within(row).getByRole("progressbar")).toHaveAttribute("aria-valuenow");
    expect(screen.getByText("Not in this organization")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Cancel the sync" }));
    expect(bridge.calls["Connection.CancelSync"]).toHaveBeenCalled();
  });

  it("offers CRM Settings to an admin after the first import", async () => {
    const done = { ...noImport, finished: "2026-11-20T10:00:00Z" };
    page({}, { "Connection.ImportProgress": () => done, "Shell.Status": () => ({ ...status, settingsSaved: false }) });
    await userEvent.click(await screen.findByRole("button", { name: "Set CRM Settings" }));
    expect(window.location.hash).toBe("#/crm-settings");
  });

  it("shows what needs a look first: result, why, and who can mend it", async () => {
    const checks = [
      { ...check, id: "version", found: "9.2", needed: "8.0" },
      { ...check, id: "privilege:prvCreateActivity", result: "failed", mender: "admin", needed: "prvCreateActivity" },
      { ...check, id: "weather", result: "warning" },
    ];
    page({}, { "Connection.Preflight": () => checks });
    expect(await screen.findByText("2 checks need a look.")).toBeVisible();
    expect(screen.getByText("Privilege prvCreateActivity")).toBeVisible();
    expect(screen.getByText("Needed to copy to the CRM.")).toBeVisible();
    expect(screen.getByText(/Your Dynamics admin can mend it/)).toBeVisible();
    expect(screen.queryByText("Version of Dynamics")).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Show all checks" }));
    expect(screen.getByText("Version of Dynamics")).toBeVisible();
  });

  it("pretends to be offline on the practice organization", async () => {
    const { bridge } = page();
    await userEvent.click(await screen.findByRole("switch", { name: "Pretend to be offline" }));
    expect(bridge.calls["Connection.SetPracticeOffline"]).toHaveBeenCalledWith(true);
  });

  it("asks with counts before it disconnects, and cleans up only when told", async () => {
    const counts = { mirrorRows: 14230, unsentEntries: 1, sentEntries: 0 };
    const { bridge } = page({}, { "Connection.DisconnectCounts": () => counts });
    await userEvent.click(await screen.findByRole("button", { name: "Disconnect CRM sync" }));
    const dialog = await screen.findByRole("alertdialog");
    expect(await within(dialog).findByText("14,230 imported rows stay on this machine.")).toBeVisible();
    expect(within(dialog).getByText(/1 entry not yet sent is kept/)).toBeVisible();
    await userEvent.click(within(dialog).getByRole("checkbox"));
    expect(within(dialog).getByText("14,230 imported rows are removed from this machine.")).toBeVisible();
    await userEvent.click(within(dialog).getByRole("button", { name: "Disconnect" }));
    expect(bridge.calls["Connection.Disconnect"]).toHaveBeenCalledExactlyOnceWith(true);
    await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
  });

  it("disconnects nothing when cancelled", async () => {
    const { bridge } = page();
    await userEvent.click(await screen.findByRole("button", { name: "Disconnect CRM sync" }));
    await userEvent.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Cancel" }));
    expect(bridge.calls["Connection.Disconnect"]).not.toHaveBeenCalled();
  });

  it("says since when access lapsed, and signs in again", async () => {
    const lapsed = { state: "lapsed", lapsedSince: "2026-11-20T11:00:00Z", organizationKind: "production" };
    const { bridge } = page(lapsed);
    await userEvent.click(await screen.findByRole("button", { name: "Sign in again" }));
    expect(bridge.calls["Connection.Connect"]).toHaveBeenCalledWith(connected.organizationUrl);
  });

  it("lists what Ferry reads, connected or not", async () => {
    const reads = [{ table: "contact", columns: ["fullname", "jobtitle"], privilege: "prvReadContact", required: true }];
    page(notConnected, { "Connection.Reads": () => reads });
    await userEvent.click(await screen.findByRole("button", { name: "2 columns" }));
    expect(screen.getByText("fullname, jobtitle")).toBeVisible();
    expect(screen.getByText("prvReadContact")).toBeVisible();
  });

  it("follows the program when the connection changes", async () => {
    let now: Connection = notConnected;
    const { bridge } = page({}, { "Connection.State": () => now });
    expect(await screen.findByText("Which CRM?")).toBeVisible();
    now = connected;
    act(() => bridge.changed("connection"));
    expect(await screen.findByText("Connected to the practice organization")).toBeVisible();
  });

  it("has nothing that axe finds wrong", async () => {
    page({}, { "Connection.ImportProgress": () => loading, "Connection.Preflight": () => [check] });
    await screen.findByRole("row", { name: /Contacts/ });
    expect(await seriousFindings()).toEqual([]);
  });
});
