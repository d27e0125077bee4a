import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { preferences, status, fakeBridge, warning } from "../testing/bridge";
import { seriousFindings } from "../testing/axe";
import { show } from "../testing/render";
import { App } from "./App";

const strip = () => screen.findByRole("contentinfo");

describe("the frame", () => {
  it("tells the program once that its first screen is painted", async () => {
    const bridge = fakeBridge();
    document.title = "Ferry";
    show(<App />);
    await screen.findByRole("heading", { level: 1, name: "Home" });
    await waitFor(() => expect(bridge.calls["Shell.Ready"]).toHaveBeenCalledWith("Ferry"));
    act(() => bridge.changed("status"));
    act(() => void (window.location.hash = "#/connection"));
    await screen.findByRole("heading", { level: 1, name: "Connection" });
    expect(bridge.calls["Shell.Ready"]).toHaveBeenCalledTimes(1);
  });

  it("names the organization with its badge, and the person", async () => {
    fakeBridge();
    show(<App />);
    const banner = await screen.findByRole("banner");
    expect(await within(banner).findByText("Contoso Practice")).toBeVisible();
    expect(within(banner).getByText("Practice")).toBeVisible();
    expect(within(banner).getByRole("button", { name: /Ana Ruiz/ })).toBeVisible();
  });

  it("shows no badge for a production organization", async () => {
    fakeBridge({ "Shell.Status": () => ({ ...status, organizationKind: "production" }) });
    show(<App />);
    const banner = await screen.findByRole("banner");
    await within(banner).findByText("Contoso Practice");
    expect(within(banner).queryByText("Production")).toBeNull();
  });

  it("keeps the status strip true as things change", async () => {
    let now = { ...status, toSend: 12 };
    const bridge = fakeBridge({ "Shell.Status": () => now });
    show(<App />);
    const footer = await strip();
    expect(await within(footer).findByText("Online")).toBeVisible();
    expect(within(footer).getByText("12 to send")).toBeVisible();
    now = { ...status, online: false, toSend: 13, needAttention: 1 };
    act(() => bridge.changed("outbox"));
    expect(await within(footer).findByText("Offline")).toBeVisible();
    expect(within(footer).getByRole("link", { name: "13 to send" })).toHaveAttribute("href", "#/outbox/to-send");
    expect(within(footer).getByRole("link", { name: "1 needs attention" })).toHaveAttribute("href", "#/outbox/attention");
  });

  it.each(["outbox", "unresolved", "linkedin"])("says once why nothing can be shown: %s", async (where) => {
    const refuse = () => {
      throw { code: "damaged", detail: "" };
    };
    const damaged = { ...status, warnings: [warning("damaged")] };
    fakeBridge({ "Shell.Status": () => damaged, "Outbox.List": refuse, "LinkedIn.Conversations": refuse });
    window.location.hash = `#/${where}`;
    show(<App />);
    expect(await screen.findByText("Nothing can be shown here before that is put right.")).toBeVisible();
    expect(screen.getAllByText("The file with your queued entries is damaged.")).toHaveLength(1);
    expect(screen.getByRole("button", { name: "Restore a backup" })).toBeVisible();
  });

  it("says so when nothing is connected, even from a program that knows nothing yet", async () => {
    fakeBridge({ "Shell.Status": () => ({ ...status, connection: "", lastSynced: "" }) });
    show(<App />);
    expect(await within(await strip()).findByText("Not connected")).toBeVisible();
  });

  it("counts what waits in the navigation", async () => {
    fakeBridge({ "Shell.Status": () => ({ ...status, needAttention: 3, unresolved: 5 }) });
    show(<App />);
    expect(await screen.findByRole("img", { name: "3 entries need attention" })).toBeVisible();
    expect(screen.getByRole("img", { name: "5 unresolved activities" })).toBeVisible();
  });

  it("goes to screens by keys, with the focus on their heading", async () => {
    fakeBridge();
    show(<App />);
    await screen.findByRole("heading", { level: 1, name: "Home" });
    await userEvent.keyboard("{Control>}7{/Control}");
    const heading = await screen.findByRole("heading", { level: 1, name: "Connection" });
    await waitFor(() => expect(heading).toHaveFocus());
    expect(screen.getByRole("link", { name: "Connection" })).toHaveAttribute("aria-current", "page");
  });

  it("lists its shortcuts on F1, and takes no others while a dialog is open", async () => {
    fakeBridge();
    show(<App />);
    await screen.findByRole("heading", { level: 1, name: "Home" });
    await userEvent.keyboard("{F1}");
    // Tabster, which Fluent UI uses, takes a dialog that it cannot measure for one in the background.
    const dialog = await screen.findByRole("dialog", { hidden: true });
    expect(dialog).toHaveTextContent(/^Keyboard shortcuts/);
    await userEvent.keyboard("{Control>}7{/Control}");
    expect(window.location.hash).toBe("");
    await userEvent.click(within(dialog).getByRole("button", { name: "Close", hidden: true }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  it("switches the language at run time and keeps it", async () => {
    const bridge = fakeBridge();
    show(<App />);
    await userEvent.click(await screen.findByRole("button", { name: /Ana Ruiz/ }));
    await userEvent.click(await screen.findByRole("menuitemradio", { name: "Español" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Inicio", hidden: true })).toBeInTheDocument();
    expect(bridge.calls["Shell.SavePreferences"]).toHaveBeenCalledWith({ ...preferences, language: "es" });
    expect(document.documentElement).toHaveAttribute("lang", "es");
  });

  it("offers to try again when the program does not answer", async () => {
    let answers = false;
    fakeBridge({
      "Shell.Preferences": () => (answers ? preferences : Promise.reject({ code: "storage", detail: "disk full" })),
    });
    show(<App />);
    expect(await screen.findByText("Ferry cannot write to its folder.")).toBeVisible();
    answers = true;
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Home" })).toBeVisible();
  });

  it("has nothing that axe finds wrong", async () => {
    fakeBridge({ "Shell.Status": () => ({ ...status, needAttention: 3, toSend: 2 }) });
    show(<App />);
    await screen.findByText("3 entries need your attention.");
    expect(await seriousFindings()).toEqual([]);
  });
});
