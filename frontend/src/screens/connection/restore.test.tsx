import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { Backup, Connection } from "../../api";
import { seriousFindings } from "../../testing/axe";
import { fakeBridge, notConnected } from "../../testing/bridge";
import { show } from "../../testing/render";
import { ConnectionScreen } from ".";

const backup = (at: string, code = ""): Backup => ({
  name: `outbox-${at}.db`,
  at,
  bytes: 81_920,
  problem: { code, detail: "" },
});
const newest = backup("2026-11-20T08:00:00Z");
const older = backup("2026-11-19T08:00:00Z");

function page(code: string, overrides: Record<string, (...args: never[]) => unknown> = {}) {
  const refused: Connection = { ...notConnected, problem: { code, detail: "outbox.db: malformed", severity: "error" } };
  const bridge = fakeBridge({
    "Connection.State": () => refused,
    "Connection.Backups": () => [newest, older],
    ...overrides,
  });
  show(<ConnectionScreen />);
  return bridge;
}

describe("an outbox that cannot be opened", () => {
  it("is told with what it means, and the newest copy is offered first", async () => {
    const { calls } = page("damaged");
    expect(await screen.findByText("The file with your queued entries is damaged.")).toBeVisible();
    const [first, second] = await screen.findAllByRole("radio");
    expect(first).toBeChecked();
    expect(first).toHaveAccessibleDescription(/Newest · 80 KB/);
    expect(second).toHaveAccessibleDescription("80 KB");
    expect(screen.getByText(/^Nothing is sent by itself/)).toBeVisible();
    expect(screen.getByText(/^Nothing is doubled/)).toBeVisible();
    expect(screen.queryByText("Which CRM?")).toBeNull();
    expect(calls["Connection.RestoreBackup"]).not.toHaveBeenCalled();
  });

  it("restores the copy that is chosen, and leads to the outbox", async () => {
    const { calls } = page("damaged");
    const [, second] = await screen.findAllByRole("radio");
    await userEvent.click(second!);
    expect(screen.getByText(/What you did after Nov 19, 2026/)).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Restore this copy" }));
    expect(calls["Connection.RestoreBackup"]).toHaveBeenCalledExactlyOnceWith(older.name);
    await waitFor(() => expect(window.location.hash).toBe("#/outbox"));
  });

  it("says which copies are no better, and offers the newest good one first", async () => {
    const bad = [backup("2026-11-22T08:00:00Z", "newer-version"), backup("2026-11-21T08:00:00Z", "damaged")];
    const { calls } = page("damaged", { "Connection.Backups": () => [...bad, newest, older] });
    const [newer, damaged, first, second] = await screen.findAllByRole("radio");
    expect(newer).toBeDisabled();
    expect(newer).toHaveAccessibleDescription("From a newer version of Ferry: this version cannot read it.");
    expect(damaged).toBeDisabled();
    expect(damaged).toHaveAccessibleDescription("Damaged: it cannot take the file’s place.");
    expect(first).toBeChecked();
    expect(first).toHaveAccessibleDescription("Newest that is whole · 80 KB");
    expect(second).toBeEnabled();
    expect(await seriousFindings()).toEqual([]);
    await userEvent.click(screen.getByRole("button", { name: "Restore this copy" }));
    expect(calls["Connection.RestoreBackup"]).toHaveBeenCalledExactlyOnceWith(newest.name);
  });

  it("with no copy that is any better says what to keep", async () => {
    page("damaged", { "Connection.Backups": () => [backup("2026-11-21T08:00:00Z", "damaged")] });
    expect(await screen.findByText(/^None of the copies can be restored/)).toBeVisible();
    expect(screen.queryByRole("button", { name: "Restore this copy" })).toBeNull();
  });

  it("says why a copy is no better, and stays", async () => {
    const { calls } = page("damaged", {
      "Connection.RestoreBackup": () => Promise.reject({ code: "locked", detail: "" }),
    });
    await userEvent.click(await screen.findByRole("button", { name: "Restore this copy" }));
    expect(await screen.findByText("Another Ferry is using this folder.")).toBeVisible();
    expect(calls["Connection.RestoreBackup"]).toHaveBeenCalledOnce();
    expect(window.location.hash).toBe("");
  });

  it("of a newer version asks for that version first", async () => {
    page("newer-version");
    expect(await screen.findByText(/^If you cannot install the newer version again/)).toBeVisible();
    expect(await screen.findByRole("button", { name: "Restore this copy" })).toBeEnabled();
  });

  it("without a copy says what to keep", async () => {
    page("damaged", { "Connection.Backups": () => null });
    expect(await screen.findByText("There is no copy yet. Keep the folder and ask your admin.")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Restore this copy" })).toBeNull();
  });

  it("does not keep anybody from connecting elsewhere", async () => {
    page("damaged");
    await userEvent.click(await screen.findByRole("button", { name: "Connect to something else meanwhile" }));
    expect(await screen.findByText("Which CRM?")).toBeVisible();
  });

  it("has nothing that axe finds wrong", async () => {
    page("damaged");
    await screen.findAllByRole("radio");
    expect(await seriousFindings()).toEqual([]);
  });
});
