import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { Status } from "../../api";
import { crmSettings, fakeBridge, notConnected, settings, status } from "../../testing/bridge";
import { show } from "../../testing/render";
import { HomeScreen } from ".";

function home(change: Partial<Status>, overrides = {}) {
  fakeBridge({ "Shell.Status": () => ({ ...status, ...change }), ...overrides });
  show(<HomeScreen />);
}

const needs = () => screen.findByRole("region", { name: "What needs you now" });

describe("Home", () => {
  it("says when nothing needs the person", async () => {
    home({});
    expect(await within(await needs()).findByText("Nothing needs you.")).toBeVisible();
  });

  it("offers to connect first", async () => {
    home({ connection: "none" });
    expect(within(await needs()).getByRole("button", { name: "Connect to CRM" })).toBeVisible();
  });

  it.each([
    ["damaged", /is damaged\. A copy/],
    ["newer-version", /from a newer version/],
  ])("leads to Restore while the outbox cannot be opened (%s), and counts nothing", async (code, help) => {
    home({ connection: "none" }, { "Connection.State": () => ({ ...notConnected, problem: { code, detail: "" } }) });
    expect(await within(await needs()).findByText("The outbox cannot be opened.")).toBeVisible();
    expect(within(await needs()).getByText(help)).toBeVisible();
    expect(screen.queryByRole("button", { name: "Connect to CRM" })).toBeNull();
    expect(screen.queryByText("To send")).toBeNull();
    await userEvent.click(within(await needs()).getByRole("button", { name: "Restore a backup" }));
    expect(window.location.hash).toBe("#/connection");
  });

  it("offers CRM Settings to an admin, and tells others whose turn it is", async () => {
    home({ settingsSaved: false, admin: true });
    expect(within(await needs()).getByRole("button", { name: "Set CRM Settings" })).toBeVisible();
  });

  it("tells a seat holder that the admin's turn comes first", async () => {
    home({ settingsSaved: false, admin: false });
    expect(within(await needs()).getByText("Your admin has not saved CRM Settings yet.")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Set CRM Settings" })).toBeNull();
  });

  it("advises to turn writeback on", async () => {
    const off = { ...settings, values: { ...crmSettings, writeback: false } };
    home({}, { "Settings.Load": () => off });
    expect(await within(await needs()).findByText("Writeback is off.")).toBeVisible();
  });

  it("says offline what waits", async () => {
    home({ online: false });
    expect(await screen.findByText("You are offline. Everything you copy waits on this machine.")).toBeVisible();
  });

  it("shows why there is nothing to show", async () => {
    fakeBridge({ "Shell.Status": () => Promise.reject({ code: "locked", detail: "" }) });
    show(<HomeScreen />);
    expect(await screen.findByText("Another Ferry is using this folder.")).toBeVisible();
  });
});
