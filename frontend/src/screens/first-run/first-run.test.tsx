import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { App } from "../../app/App";
import { seriousFindings } from "../../testing/axe";
import { connected, fakeBridge, notConnected, preferences, status } from "../../testing/bridge";
import { show } from "../../testing/render";

const fresh = { ...preferences, firstRunDone: false };
const people = [
  { id: "tom", name: "Tom Okafor", email: "", title: "Account executive", admin: false, role: "seller" },
  { id: "ana", name: "Ana Ruiz", email: "", title: "Sales manager", admin: true, role: "admin" },
];

function start(overrides: Record<string, (...args: never[]) => unknown> = {}) {
  let connection = notConnected;
  const bridge = fakeBridge({
    "Shell.Preferences": () => fresh,
    "Shell.Status": () => ({ ...status, settingsSaved: false }),
    "Connection.State": () => connection,
    "Connection.PracticePeople": () => people,
    ...overrides,
  });
  const view = show(<App />);
  const become = (next: Partial<typeof connected>) => {
    connection = { ...connected, ...next };
    act(() => bridge.changed("connection"));
  };
  return { ...view, bridge, become };
}

const next = async () => userEvent.click(await screen.findByRole("button", { name: "Next" }));

describe("the first run", () => {
  it("leads from language through the practice organization to what can be done next", async () => {
    const { bridge, become } = start();
    expect(await screen.findByRole("heading", { name: "Choose your language" })).toHaveFocus();
    await next();
    expect(await screen.findByRole("radio", { name: "Ana Ruiz" })).toBeChecked();
    await userEvent.click(screen.getByRole("button", { name: "Connect" }));
    expect(bridge.calls["Connection.ConnectPractice"]).toHaveBeenCalledWith("ana");
    become({ state: "connecting", step: "organization", attemptId: "attempt-1" });
    expect(await screen.findByText("Reading who you are there")).toBeVisible();
    become({});
    expect(await screen.findByRole("heading", { name: "You are connected" })).toHaveFocus();
    await userEvent.click(screen.getByRole("button", { name: "Set CRM Settings" }));
    expect(window.location.hash).toBe("#/crm-settings");
    expect(bridge.calls["Shell.SavePreferences"]).toHaveBeenCalledWith({ ...fresh, firstRunDone: true });
    expect(await screen.findByRole("heading", { level: 1, name: "CRM Settings" })).toBeVisible();
  });

  it("speaks Spanish as soon as it is chosen", async () => {
    start();
    await userEvent.click(await screen.findByRole("radio", { name: "Español" }));
    expect(await screen.findByRole("heading", { name: "Elige tu idioma" })).toBeVisible();
  });

  it("connects to an organization by its address, and refuses what is none", async () => {
    const { bridge } = start();
    await next();
    await userEvent.click(await screen.findByRole("radio", { name: "Microsoft Dynamics" }));
    await userEvent.type(screen.getByRole("textbox", { name: "Organization address" }), "contoso");
    await userEvent.click(screen.getByRole("button", { name: "Connect" }));
    expect(screen.getByText("An address begins with https:// and a name.")).toBeVisible();
    expect(bridge.calls["Connection.Connect"]).not.toHaveBeenCalled();
    await userEvent.clear(screen.getByRole("textbox", { name: "Organization address" }));
    await userEvent.type(screen.getByRole("textbox", { name: "Organization address" }), " https://contoso.crm.dynamics.com ");
    await userEvent.click(screen.getByRole("button", { name: "Connect" }));
    await waitFor(() =>
      expect(bridge.calls["Connection.Connect"]).toHaveBeenCalledWith("https://contoso.crm.dynamics.com"),
    );
  });

  it("waits for the browser with a deadline, a link and Cancel", async () => {
    const { bridge, become } = start();
    await next();
    become({ state: "connecting", step: "sign-in", attemptId: "a7", signInDeadline: "2026-11-20T10:45:00Z" });
    expect(await screen.findByText(/Ferry waits until/)).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Copy sign-in link" }));
    expect(bridge.calls["Connection.SignInLink"]).toHaveBeenCalledWith("a7");
    await userEvent.click(screen.getByRole("button", { name: "Cancel" }));
    expect(bridge.calls["Connection.Cancel"]).toHaveBeenCalledWith("a7");
  });

  it("shows a failed connection in the guides' words over its cause", async () => {
    const { become } = start();
    await next();
    become({ state: "none", problem: { code: "not-member", detail: "0x80072560" } });
    expect(
      await screen.findByText(
        "Your CRM account does not have sufficient access privileges. Please check with your CRM administrator.",
      ),
    ).toBeVisible();
    expect(screen.getByText("Your account is not an active user of this organization.")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Show technical detail" }));
    expect(screen.getByText(/0x80072560/)).toBeVisible();
  });

  it("can be left without connecting", async () => {
    const { bridge } = start();
    await next();
    await userEvent.click(await screen.findByRole("button", { name: "Decide later" }));
    expect(screen.queryByRole("button", { name: "Set CRM Settings" })).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Go to Home" }));
    expect(bridge.calls["Shell.SavePreferences"]).toHaveBeenCalledWith({ ...fresh, firstRunDone: true });
  });

  it("offers only the practice organization to a page in a browser", async () => {
    start({ "Shell.Status": () => ({ ...status, shell: "browser" }) });
    await next();
    expect(await screen.findByRole("radio", { name: "Microsoft Dynamics" })).toBeDisabled();
  });

  it("has nothing that axe finds wrong in any step", async () => {
    const { become } = start();
    await screen.findByRole("button", { name: "Next" });
    expect(await seriousFindings()).toEqual([]);
    await next();
    await screen.findByRole("radio", { name: "Ana Ruiz" });
    expect(await seriousFindings()).toEqual([]);
    become({ state: "connecting", step: "sign-in", attemptId: "a" });
    await screen.findByRole("button", { name: "Copy sign-in link" });
    expect(await seriousFindings()).toEqual([]);
    become({});
    await screen.findByRole("heading", { name: "You are connected" });
    expect(await seriousFindings()).toEqual([]);
  });
});
