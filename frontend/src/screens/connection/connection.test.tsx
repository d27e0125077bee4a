import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { Connection, ImportProgress, NetworkTest } from "../../api";
import { seriousFindings } from "../../testing/axe";
import { connected, fakeBridge, noImport, noProxy, notConnected, status } from "../../testing/bridge";
import { show } from "../../testing/render";
import { ConnectionScreen } from ".";

const check = { id: "", result: "ok", mender: "nobody", found: "", needed: "", link: "" };

function page(change: Partial<Connection> = {}, overrides: Record<string, (...args: never[]) => unknown> = {}) {
  const bridge = fakeBridge({ "Connection.State": () => ({ ...connected, ...change }), ...overrides });
  return { ...show(<ConnectionScreen />), bridge };
}

const tested: NetworkTest = {
  purpose: "organization",
  host: "practice.crm.dynamics.com",
  proxy: noProxy,
  reached: true,
  milliseconds: 12,
  clockSkewSeconds: 0,
  problem: { code: "", detail: "" },
};

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

  it("names the proxy, and tests each host with the result in words", async () => {
    const proxy = { address: "proxy.contoso.example:8080", source: "system" };
    const tests = [
      { ...tested, purpose: "organization", host: "contoso.crm.dynamics.com", proxy, milliseconds: 1240, clockSkewSeconds: 300 },
      { ...tested, purpose: "sign-in", host: "login.microsoftonline.com", reached: false, problem: { code: "offline", detail: "dns" } },
    ];
    const { bridge } = page(
      { organizationKind: "production" },
      { "Connection.Proxy": () => proxy, "Connection.TestNetwork": () => tests },
    );
    const network = within(await screen.findByRole("region", { name: "Network" }));
    const way = "Ferry goes through the proxy proxy.contoso.example:8080, as the system’s settings say.";
    expect(await network.findByText(way)).toBeVisible();
    expect(bridge.calls["Connection.TestNetwork"]).not.toHaveBeenCalled();
    await userEvent.click(network.getByRole("button", { name: "Test the network" }));
    const [organization, signIn] = (await network.findAllByRole("listitem")).map((row) => within(row));
    expect(organization?.getByText("Answers")).toBeVisible();
    expect(organization?.getByText("Organization: contoso.crm.dynamics.com")).toBeVisible();
    expect(organization?.getByText("Answered in 1,240 ms.")).toBeVisible();
    expect(organization?.getByText(way)).toBeVisible();
    expect(organization?.getByText("The clock of this machine is 5 min ahead.")).toBeVisible();
    expect(signIn?.getByText("No answer")).toBeVisible();
    expect(signIn?.getByText(/^Its name is not found/)).toBeVisible();
    expect(network.getByText("Something that Ferry needs does not answer.")).toBeVisible();
  });

  it.each([
    [{ address: "", source: "none" }, "Ferry goes straight out, without a proxy."],
    [{ address: "p:1", source: "environment" }, "Ferry goes through the proxy p:1, as the environment variables say."],
    [{ address: "p:1", source: "script" }, "Ferry goes through the proxy p:1, as the system’s proxy script says."],
    [{ address: "", source: "script" }, "Ferry goes straight out, without a proxy."],
    [{ address: "", source: "script-failed" }, /^The system names a proxy script that cannot be fetched or followed, so Ferry goes/],
  ])("says how it goes out: %o", async (proxy, words) => {
    page({ organizationKind: "production" }, { "Connection.Proxy": () => proxy });
    expect(await screen.findByText(words)).toBeVisible();
  });

  it("says that nothing goes out to the practice organization", async () => {
    page();
    expect(await screen.findByText("The practice organization is inside Ferry: nothing leaves this machine.")).toBeVisible();
  });

  it.each([
    ["tls", /certificate is not trusted/],
    ["proxy", /The proxy refuses/],
    ["time-out", "It does not answer in time."],
    ["connection", "No connection can be made to it."],
    ["of a newer program", "Dynamics cannot be reached."],
  ])("says why a host does not answer: %s", async (detail, words) => {
    const test = { ...tested, reached: false, problem: { code: "offline", detail } };
    page({}, { "Connection.TestNetwork": () => [test] });
    await userEvent.click(await screen.findByRole("button", { name: "Test the network" }));
    expect(await screen.findByText(words)).toBeVisible();
    expect(screen.getByText("Nothing that Ferry needs answers.")).toBeVisible();
  });

  it("shows the link to open by hand where no browser could be opened", async () => {
    const problem = { code: "no-browser", detail: "the system could not open the sign-in page", severity: "error" };
    page({ state: "connecting", step: "sign-in", attemptId: "a7", problem });
    expect(await screen.findByText("The sign-in page could not be opened in a browser.")).toBeVisible();
    expect(await screen.findByRole("textbox", { name: "Sign-in link" })).toHaveValue("https://login.example/authorize");
    expect(screen.queryByText(/Sign in in the browser window that has opened/)).toBeNull();
    expect(screen.getAllByRole("alert")).toHaveLength(1);
  });

  it("asks for no link while a browser is open", async () => {
    const { bridge } = page({ state: "connecting", step: "sign-in", attemptId: "a7" });
    await screen.findByText(/Sign in in the browser window that has opened/);
    expect(bridge.calls["Connection.SignInLink"]).not.toHaveBeenCalled();
  });

  it("names the account that it expects when another one signs in", async () => {
    page({ state: "lapsed", problem: { code: "wrong-account", detail: "", severity: "error" } });
    expect(await screen.findByText("Somebody else signed in than expected.")).toBeVisible();
    expect(screen.getByText("Ferry expects ana.ruiz@practice.example.")).toBeVisible();
  });

  it.each([
    ["sign-in-cancelled", "The sign-in was not finished."],
    ["sign-in-timeout", "Nobody signed in before the time was up."],
  ])("tells %s and lets the person connect again", async (code, words) => {
    page({ ...notConnected, problem: { code, detail: "", severity: "info" } });
    expect(await screen.findByText(words)).toBeVisible();
    expect(screen.getByText("Which CRM?")).toBeVisible();
  });

  it("saves diagnostics", async () => {
    page();
    await userEvent.click(await screen.findByRole("button", { name: "Save diagnostics" }));
    expect(await screen.findByText("Saved as /home/ana/ferry-diagnostics.zip")).toBeVisible();
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
    await userEvent.click(screen.getByRole("button", { name: "Test the network" }));
    expect(await seriousFindings()).toEqual([]);
  });

  it("has nothing that axe finds wrong where no browser could be opened", async () => {
    page({ state: "connecting", step: "sign-in", problem: { code: "no-browser", detail: "", severity: "error" } });
    await screen.findByRole("textbox", { name: "Sign-in link" });
    expect(await seriousFindings()).toEqual([]);
  });
});
