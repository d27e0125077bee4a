import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { Connection, FoundOrganizations } from "../../api";
import { seriousFindings } from "../../testing/axe";
import { fakeBridge, notConnected } from "../../testing/bridge";
import { show } from "../../testing/render";
import { ConnectionScreen } from ".";

const uat = { name: "Contoso UAT", url: "https://contoso-uat.crm4.dynamics.com", kind: "sandbox", version: "9.2", region: "EMEA", enabled: true };
const found: FoundOrganizations = {
  clouds: ["commercial", "china"],
  cloud: "commercial",
  account: "ana@contoso.example",
  organizations: [uat, { ...uat, name: "Old", url: "https://old.crm4.dynamics.com", kind: "production", enabled: false }],
};

function page(answer: Partial<FoundOrganizations>, change: Partial<Connection> = {}) {
  const bridge = fakeBridge({
    "Connection.State": () => ({ ...notConnected, ...change }),
    "Connection.FoundOrganizations": () => ({ ...found, ...answer }),
  });
  show(<ConnectionScreen />);
  return bridge;
}

describe("Find my organizations", () => {
  it("looks in the chosen cloud", async () => {
    const bridge = page({ account: "", cloud: "", organizations: [] });
    await userEvent.click(await screen.findByRole("radio", { name: "Microsoft Dynamics" }));
    await userEvent.selectOptions(screen.getByRole("combobox", { name: "Cloud" }), "China (21Vianet)");
    await userEvent.click(screen.getByRole("button", { name: "Find my organizations" }));
    expect(bridge.calls["Connection.FindOrganizations"]).toHaveBeenCalledWith("china");
  });

  it("comes back with the list, and connects to the chosen one", async () => {
    const bridge = page({});
    expect(await screen.findByText(/ana@contoso.example may enter 2 organizations/)).toBeVisible();
    expect(screen.getByText("Sandbox · contoso-uat.crm4.dynamics.com")).toBeVisible();
    expect(screen.getByText("Production · Switched off · old.crm4.dynamics.com")).toBeVisible();
    expect(screen.getByRole("button", { name: "Connect to Old" })).toBeDisabled();
    await userEvent.click(screen.getByRole("button", { name: "Connect to Contoso UAT" }));
    expect(bridge.calls["Connection.Connect"]).toHaveBeenCalledWith(uat.url);
  });

  it("says when the account may enter none", async () => {
    page({ organizations: [] });
    expect(await screen.findByText(/ana@contoso.example may enter no organization in this cloud/)).toBeVisible();
  });

  it("shows only the steps of a look", async () => {
    page({ account: "" }, { state: "connecting", step: "organization", finding: true });
    expect(await screen.findByText("Reading your organizations")).toBeVisible();
    expect(screen.queryByText("Checking what your account may do")).toBeNull();
  });

  it("has nothing that axe finds wrong", async () => {
    page({});
    await screen.findByRole("button", { name: "Connect to Contoso UAT" });
    expect(await seriousFindings()).toEqual([]);
  });
});
