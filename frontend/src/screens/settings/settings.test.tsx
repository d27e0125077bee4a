import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { CRMSettings, Settings } from "../../api";
import { seriousFindings } from "../../testing/axe";
import { crmSettings, effect, fakeBridge, notConnected, settings, status } from "../../testing/bridge";
import { show } from "../../testing/render";
import { SettingsScreen } from ".";

const stageQuestion = "At which stage does your sales team consider an opportunity to enter your pipeline?";

async function page(change: Partial<Settings> = {}, overrides: Record<string, (...args: never[]) => unknown> = {}) {
  const bridge = fakeBridge({ "Settings.Load": () => ({ ...settings, ...change }), ...overrides });
  const view = show(<main><SettingsScreen /></main>);
  await screen.findByRole("group", { name: stageQuestion });
  return { ...view, bridge };
}

const saveButton = () => screen.getByRole("button", { name: "Save" });

async function pickStage(name: string) {
  await userEvent.click(screen.getByRole("combobox", { name: stageQuestion }));
  await userEvent.click(await screen.findByRole("option", { name }));
}

describe("CRM Settings", () => {
  it("shows who saved last, and has nothing to save at first", async () => {
    await page();
    expect(screen.getByText(/Saved by Ana Ruiz/)).toBeVisible();
    expect(saveButton()).toHaveAttribute("aria-disabled", "true");
    expect(screen.getByRole("combobox", { name: stageQuestion })).toHaveTextContent("Develop");
  });

  it("says what a change will do, and saves it with the version that was read", async () => {
    const saved = { ...settings, version: 'W/"8"', values: { ...crmSettings, stageValue: "2" } };
    const { bridge } = await page({}, { "Settings.Save": () => saved });
    await pickStage("Propose");
    expect(await screen.findByText(/412 saved leads become 388/)).toBeVisible();
    await userEvent.click(saveButton());
    expect(await screen.findByText("Saved for the organization.")).toBeVisible();
    expect(bridge.calls["Settings.Save"]).toHaveBeenCalledExactlyOnceWith(
      { ...crmSettings, stageValue: "2" },
      'W/"7"',
    );
    expect(saveButton()).toHaveAttribute("aria-disabled", "true");
    expect(saveButton()).toHaveFocus();
  });

  it("promises no writing back with the first save where it is set to No", async () => {
    await page({ source: "missing", values: { ...crmSettings, writeback: false } });
    expect(screen.getByText(/Nothing is written back while that is set to No/)).toBeVisible();
    expect(screen.queryByText("Save to begin writing back")).toBeNull();
  });

  it("discards", async () => {
    const { bridge } = await page();
    await pickStage("Not Sure");
    await userEvent.click(screen.getByRole("button", { name: "Discard" }));
    expect(screen.getByRole("combobox", { name: stageQuestion })).toHaveTextContent("Develop");
    expect(saveButton()).toHaveAttribute("aria-disabled", "true");
    expect(screen.getByRole("button", { name: "Discard" })).toHaveFocus();
    expect(bridge.calls["Settings.Save"]).not.toHaveBeenCalled();
  });

  it("takes Not Sure as no column, no value and no order", async () => {
    const { bridge } = await page();
    await pickStage("Not Sure");
    await userEvent.click(saveButton());
    const values: Partial<CRMSettings> = { stageColumn: "", stageValue: "", stageOrder: [] };
    expect(bridge.calls["Settings.Save"]).toHaveBeenCalledWith(expect.objectContaining(values), 'W/"7"');
  });

  it("lets the order of the stages be changed", async () => {
    const { bridge } = await page();
    await userEvent.click(screen.getByRole("button", { name: "Move Propose up" }));
    await userEvent.click(saveButton());
    expect(bridge.calls["Settings.Save"]).toHaveBeenCalledWith(
      expect.objectContaining({ stageOrder: ["0", "2", "1", "3"] }),
      'W/"7"',
    );
  });

  it("writes back all items, some, or none", async () => {
    const { bridge } = await page();
    const all = screen.getByRole("checkbox", { name: /Sync back all data items/ });
    expect(all).toBeChecked();
    await userEvent.click(screen.getByRole("checkbox", { name: "Smart Links" }));
    expect(all).toBePartiallyChecked();
    await userEvent.click(saveButton());
    expect(bridge.calls["Settings.Save"]).toHaveBeenCalledWith(
      expect.objectContaining({ writeback: true, items: ["inmail", "message", "note", "call"] }),
      'W/"7"',
    );
  });

  it("does not save writeback of nothing", async () => {
    await page();
    await userEvent.click(screen.getByRole("checkbox", { name: /Sync back all data items/ }));
    expect(screen.getByText("Choose at least one item, or No.")).toBeVisible();
    expect(saveButton()).toHaveAttribute("aria-disabled", "true");
  });

  it("names a conflict, keeps the change, and reads the new version when asked", async () => {
    let stored = settings;
    const { bridge } = await page(
      {},
      {
        "Settings.Load": () => stored,
        "Settings.Save": () => Promise.reject({ code: "changed", detail: "412" }),
      },
    );
    await pickStage("Propose");
    await userEvent.click(saveButton());
    expect(await screen.findByText("Somebody else changed this meanwhile.")).toBeVisible();
    expect(screen.getByRole("combobox", { name: stageQuestion })).toHaveTextContent("Propose");
    stored = { ...settings, version: 'W/"9"', savedBy: "Tom Okafor", values: { ...crmSettings, stageValue: "0" } };
    await userEvent.click(screen.getByRole("button", { name: "Read the new version" }));
    expect(screen.getByRole("heading", { level: 1 })).toHaveFocus();
    expect(await screen.findByText(/Saved by Tom Okafor/)).toBeVisible();
    expect(screen.getByRole("combobox", { name: stageQuestion })).toHaveTextContent("Qualify");
    expect(screen.queryByText("Somebody else changed this meanwhile.")).toBeNull();
    expect(bridge.calls["Settings.Save"]).toHaveBeenCalledTimes(1);
  });

  it("takes two first saves at once as a conflict too", async () => {
    await page({ source: "missing" }, { "Settings.Save": () => Promise.reject({ code: "duplicate-key", detail: "" }) });
    await userEvent.click(saveButton());
    expect(await screen.findByText("Somebody else changed this meanwhile.")).toBeVisible();
  });

  it("can save the suggested values the first time", async () => {
    const { bridge } = await page({ source: "missing", version: "", savedOn: "", savedBy: "" });
    expect(screen.getByText("Save to begin writing back")).toBeVisible();
    await userEvent.click(saveButton());
    expect(bridge.calls["Settings.Save"]).toHaveBeenCalledWith(crmSettings, "");
  });

  it("is read-only with the reason for those who may not write", async () => {
    const missingPrivilege = "prvWriteEnvironmentVariableValue";
    await page({ mayEdit: false, missingPrivilege });
    expect(screen.getByText(/prvWriteEnvironmentVariableValue/)).toBeVisible();
    expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
    expect(screen.getByRole("combobox", { name: stageQuestion })).toBeDisabled();
    for (const radio of screen.getAllByRole("radio")) expect(radio).toBeDisabled();
    for (const box of screen.getAllByRole("checkbox")) expect(box).toBeDisabled();
  });

  it("warns of entries whose kind is switched off", async () => {
    await page({}, { "Settings.Effect": () => ({ ...effect, queuedOfKindsOff: 2 }) });
    await userEvent.click(screen.getByRole("checkbox", { name: "Notes" }));
    expect(await screen.findByText(/2 queued entries of kinds you switch off are still sent/)).toBeVisible();
  });

  it("says where to get the LinkedIn app when it is missing, and looks again when asked", async () => {
    const { bridge } = await page({ linkedInTables: false });
    await userEvent.click(screen.getByRole("button", { name: "Get it now" }));
    expect(bridge.calls["Shell.OpenExternal"]).toHaveBeenCalledWith(expect.stringMatching(/^https:\/\/appsource\./));
    await userEvent.click(screen.getByRole("button", { name: "Check again" }));
    await waitFor(() => expect(bridge.calls["Settings.Load"]).toHaveBeenCalledTimes(2));
  });

  it("keeps a stage that the organization no longer has, and says so", async () => {
    await page({ values: { ...crmSettings, stageValue: "99" } });
    expect(screen.getByRole("combobox", { name: stageQuestion })).toHaveTextContent("99 (no longer in the organization)");
  });

  it("offers to connect when nothing is connected", async () => {
    fakeBridge({ "Connection.State": () => notConnected });
    show(<main><SettingsScreen /></main>);
    await userEvent.click(await screen.findByRole("button", { name: "Connect to CRM" }));
    const dialog = await screen.findByRole("dialog", { name: "Connect to CRM" });
    expect(within(dialog).getByRole("radio", { name: "Microsoft Dynamics" })).toBeVisible();
  });

  it("says offline what it shows", async () => {
    await page({}, { "Shell.Status": () => ({ ...status, online: false }) });
    expect(await screen.findByText(/You see the settings of the last sync/)).toBeVisible();
  });

  it("has nothing that axe finds wrong", async () => {
    await page({ linkedInTables: false });
    expect(await seriousFindings()).toEqual([]);
  });
});
