import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { Status, Warning } from "../api";
import { seriousFindings } from "../testing/axe";
import { fakeBridge, status, warning } from "../testing/bridge";
import { show } from "../testing/render";
import { App } from "./App";

const region = () => screen.findByRole("region", { name: "Warnings" });

function page(warnings: Warning[], change: Partial<Status> = {}) {
  let now = { ...status, ...change, warnings };
  const bridge = fakeBridge({ "Shell.Status": () => now });
  show(<App />);
  const become = (next: Warning[]) => {
    now = { ...now, warnings: next };
    act(() => bridge.changed("status"));
  };
  return { bridge, become };
}

describe("warnings", () => {
  it("tell what happened, what it means for the data, since when, and whose turn it is", async () => {
    page([warning("not-member", { actor: "admin" })]);
    const bar = within(await region());
    expect(await bar.findByText("Your account is not an active user of this organization.")).toBeVisible();
    expect(bar.getByText("Your admin’s turn:")).toBeVisible();
    const group = bar.getByRole("group");
    expect(group).toHaveTextContent(/^.*Since .*\. Nothing was changed\. Your admin’s turn: Ask your Dynamics admin/);
    await userEvent.click(bar.getByRole("button", { name: "Open Connection" }));
    expect(window.location.hash).toBe("#/connection");
  });

  it("tell the gravest in full and the others in a line that opens", async () => {
    page([warning("clock", { severity: "warning", since: "" }), warning("cloud-folder", { detail: "Dropbox" })]);
    const bar = within(await region());
    expect(await bar.findByText(/Set the clock to automatic/)).toBeVisible();
    expect(bar.queryByText(/Move the folder out of the cloud drive/)).toBeNull();
    await userEvent.click(bar.getByRole("button", { name: "More" }));
    expect(bar.getByText(/Move the folder out of the cloud drive/)).toBeVisible();
    expect(bar.getByText("cloud-folder: Dropbox")).toBeVisible();
    await userEvent.click(bar.getByRole("button", { name: "Less" }));
    expect(bar.queryByText("cloud-folder: Dropbox")).toBeNull();
  });

  it("keep the technical detail of the gravest behind More", async () => {
    page([warning("storage", { detail: "write: no space left on device" })]);
    const bar = within(await region());
    expect(await bar.findByText(/Free some disk space/)).toBeVisible();
    expect(bar.queryByText(/no space left/)).toBeNull();
    await userEvent.click(bar.getByRole("button", { name: "More" }));
    expect(bar.getByText("storage: write: no space left on device")).toBeVisible();
  });

  it("are announced as they come, in a region that was there before", async () => {
    const { become } = page([]);
    const live = (await region()).querySelector("[aria-live]");
    expect(live).toHaveAttribute("aria-live", "polite");
    expect(live).toHaveAttribute("aria-atomic", "false");
    expect(live).toBeEmptyDOMElement();
    become([warning("clock")]);
    const told = await screen.findByText("The clock of this machine is wrong.");
    expect(live).toContainElement(told);
    become([warning("storage"), warning("clock")]);
    await screen.findByText("Ferry cannot write to its folder.");
    expect(told).toBeInTheDocument(); // the very node: what is known is not said again
    become([]);
    await waitFor(() => expect(live).toBeEmptyDOMElement());
  });

  it("stay while only somebody can end them, and may be hidden otherwise until they begin anew", async () => {
    const { become, bridge } = page([warning("storage"), warning("clock", { severity: "warning" })]);
    const bar = within(await region());
    await bar.findByText("The clock of this machine is wrong.");
    await userEvent.click(bar.getByRole("button", { name: "Hide until the next start" }));
    expect(bar.queryByText("The clock of this machine is wrong.")).toBeNull();
    expect(bar.getByText("Ferry cannot write to its folder.")).toBeVisible();
    expect(screen.getByRole("heading", { level: 1 })).toHaveFocus();
    expect(bridge.calls["Shell.DismissUnexpected"]).not.toHaveBeenCalled();
    become([warning("clock", { severity: "warning", since: "2026-11-20T12:00:00Z" })]);
    expect(await bar.findByText("The clock of this machine is wrong.")).toBeVisible();
  });

  it("that happened once are dismissed in the program", async () => {
    const { become, bridge } = page([warning("unexpected", { once: true })]);
    const bar = within(await region());
    await userEvent.click(await bar.findByRole("button", { name: "Dismiss" }));
    expect(bridge.calls["Shell.DismissUnexpected"]).toHaveBeenCalledOnce();
    become([]);
    await waitFor(() => expect(bar.queryByText(/did not expect/)).toBeNull());
  });

  it("sign in again at a real organization, and ask who one wants to be at the practice one", async () => {
    const { bridge } = page([warning("sign-in")], { connection: "lapsed", organizationKind: "production" });
    await userEvent.click(await within(await region()).findByRole("button", { name: "Sign in again" }));
    expect(bridge.calls["Connection.Connect"]).toHaveBeenCalledWith(status.organizationUrl);
    expect(window.location.hash).toBe("#/connection");
  });

  it("connect to nothing by themselves at the practice organization", async () => {
    const { bridge } = page([warning("sign-in")], { connection: "lapsed" });
    await userEvent.click(await within(await region()).findByRole("button", { name: "Sign in again" }));
    expect(bridge.calls["Connection.Connect"]).not.toHaveBeenCalled();
    expect(window.location.hash).toBe("#/connection");
  });

  it.each([
    ["throttled", "Open Outbox", "#/outbox"],
    ["settings-not-saved", "Open CRM Settings", "#/crm-settings"],
    ["damaged", "Restore a backup", "#/connection"],
  ])("lead from %s to where it is mended", async (code, button, hash) => {
    page([warning(code)]);
    await userEvent.click(await within(await region()).findByRole("button", { name: button }));
    expect(window.location.hash).toBe(hash);
  });

  it("are left to the screen that says them itself", async () => {
    window.location.hash = "#/connection";
    page([warning("offline"), warning("sign-in"), warning("clock")]);
    const bar = within(await region());
    expect(await bar.findByText("The clock of this machine is wrong.")).toBeVisible();
    expect(bar.queryByText("You need to sign in again.")).toBeNull();
    expect(bar.queryByText("Dynamics cannot be reached.")).toBeNull();
  });

  it("save diagnostics for what nobody foresaw, and say where", async () => {
    const { bridge } = page([warning("from-a-newer-program", { once: true })]);
    await userEvent.click(await within(await region()).findByRole("button", { name: "Save diagnostics" }));
    const dialog = within(await screen.findByRole("dialog", { hidden: true }));
    expect(dialog.getByText(/no text that you wrote/)).toBeInTheDocument();
    await userEvent.click(dialog.getByRole("button", { name: "Save diagnostics", hidden: true }));
    expect(bridge.calls["Shell.SaveDiagnostics"]).toHaveBeenCalledWith("Save diagnostics");
    expect(await dialog.findByText("Saved as /home/ana/ferry-diagnostics.zip")).toBeInTheDocument();
  });

  it("have nothing that axe finds wrong", async () => {
    page([warning("unexpected", { once: true, detail: "Outbox.List" }), warning("clock", { severity: "warning" })]);
    await within(await region()).findByText("The clock of this machine is wrong.");
    expect(await seriousFindings()).toEqual([]);
  });
});

describe("saving diagnostics", () => {
  it("is always there, in the person's menu", async () => {
    page([]);
    const banner = within(await screen.findByRole("banner"));
    await userEvent.click(await banner.findByRole("button", { name: "Ana Ruiz: account and preferences" }));
    await userEvent.click(await screen.findByRole("menuitem", { name: "Save diagnostics" }));
    expect(await screen.findByRole("dialog", { hidden: true })).toHaveTextContent(/^Diagnostics/);
  });

  it("says why it failed, and nothing when it was cancelled", async () => {
    const answers = [() => "", () => Promise.reject({ code: "storage", detail: "disk full" })];
    fakeBridge({ "Shell.Status": () => ({ ...status, warnings: [warning("unexpected")] }), "Shell.SaveDiagnostics": () => answers.shift()?.() });
    show(<App />);
    await userEvent.click(await within(await region()).findByRole("button", { name: "Save diagnostics" }));
    const dialog = within(await screen.findByRole("dialog", { hidden: true }));
    const button = dialog.getByRole("button", { name: "Save diagnostics", hidden: true });
    await userEvent.click(button);
    await waitFor(() => expect(button).not.toHaveAttribute("aria-disabled", "true"));
    expect(dialog.queryByText(/Saved as/)).toBeNull();
    await userEvent.click(button);
    expect(await dialog.findByText("Ferry cannot write to its folder.")).toBeInTheDocument();
  });
});
