import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { seriousFindings } from "../../testing/axe";
import { fakeBridge, settings } from "../../testing/bridge";
import { giveSize } from "../../testing/layout";
import { show } from "../../testing/render";
import { entryOf, entryRow, pageOf, sampleMember } from "../../testing/samples";
import { OutboxScreen } from ".";

beforeEach(() => giveSize(900, 600));

const person = {
  memberKey: sampleMember.key,
  table: "lead",
  firstName: "María",
  lastName: "Gómez",
  jobTitle: "",
  email: "",
  phone: "",
  country: "",
  company: "Fabrikam",
  topic: "Trams",
  accountId: "",
  source: "",
  columns: [],
  allowDuplicate: false,
};

async function opened(state: string, code = "") {
  const row = entryRow("e0", { kind: "lead", state, code, regarding: "María Gómez", url: state === "sent" ? "https://x.crm.dynamics.com" : "" });
  const values = [
    { field: "lastName", label: "", text: "Gómez" },
    { field: "topic", label: "", text: "Trams" },
    { field: "leadsourcecode", label: "Lead Source", text: "Web" },
    { field: "new_linkedin", label: "new_linkedin", text: "https://www.linkedin.com/in/x" },
  ];
  const bridge = fakeBridge({
    "Settings.Load": () => ({ ...settings, values: { ...settings.values, leadCreation: true } }),
    "Outbox.List": pageOf([row]),
    "Outbox.Entry": () => entryOf(row, { subject: "María Gómez", body: "", canEdit: false, values }),
    "Outbox.PersonForm": () => ({ person, accounts: [], owner: "Ana Ruiz", columns: [] }),
    "Outbox.Duplicates": () => ({ rows: [], local: false }),
    "Outbox.CreatePerson": () => ({ queued: [], already: ["e0"] }),
  });
  show(<OutboxScreen />);
  const grid = await screen.findByRole("grid", { name: "Entries" });
  await screen.findByText("Text of e0");
  grid.focus();
  await userEvent.keyboard("{Enter}");
  return bridge;
}

test("a refused lead says what it would say, and can say something else", async () => {
  const { calls } = await opened("attention", "too-long");
  expect(await screen.findByText("Trams")).toBeVisible();
  expect(screen.getByText("Topic")).toBeVisible();
  expect(screen.getByText("new_linkedin")).toBeVisible(); // a column of the organization has no words of ours
  await userEvent.click(screen.getByRole("button", { name: "Edit" }));
  const dialog = within(await screen.findByRole("dialog"));
  const topic = await dialog.findByRole("textbox", { name: "Topic" });
  expect(topic).toHaveValue("Trams");
  expect(dialog.queryByRole("radio")).toBeNull(); // a lead stays a lead
  await userEvent.type(topic, " and rails");
  expect(await seriousFindings(document.body)).toEqual([]);
  await userEvent.click(dialog.getByRole("button", { name: "Create" }));
  await waitFor(() =>
    expect(calls["Outbox.CreatePerson"]).toHaveBeenCalledExactlyOnceWith({ ...person, topic: "Trams and rails" }),
  );
});

test("what is in the CRM already is not changed from here", async () => {
  await opened("sent");
  expect(await screen.findByText("Trams")).toBeVisible();
  expect(screen.queryByRole("button", { name: "Edit" })).toBeNull();
});
