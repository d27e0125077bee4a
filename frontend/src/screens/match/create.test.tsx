import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import type { PersonRequest } from "../../api";
import { fakeBridge, settings } from "../../testing/bridge";
import { seriousFindings } from "../../testing/axe";
import { giveSize } from "../../testing/layout";
import { show } from "../../testing/render";
import { candidates, noMatch, sampleMember, strongMatch } from "../../testing/samples";
import { CreateButton } from "./CreateButton";

beforeEach(() => giveSize(900, 600));

const person: PersonRequest = {
  memberKey: sampleMember.key,
  table: "contact",
  firstName: "María",
  lastName: "Gómez",
  jobTitle: "",
  email: "",
  phone: "",
  company: "Fabrikam",
  accountId: "",
  allowDuplicate: false,
};

const allowed = (change: object) => ({ ...settings, values: { ...settings.values, ...change } });

const answers = (rows = candidates, local = false) => ({
  "Settings.Load": () => allowed({ contactCreation: true, leadCreation: true }),
  "Outbox.PersonForm": (_: string, table: string) => ({
    person: { ...person, table },
    accounts: [{ ...candidates[0]!, table: "account", id: "a1", name: "Fabrikam" }],
  }),
  "Outbox.Duplicates": () => ({ rows, local }),
  "Outbox.CreatePerson": () => ({ queued: ["p1"], already: [] }),
  "LinkedIn.Decide": () => strongMatch,
});

async function opened() {
  await userEvent.click(await screen.findByRole("button", { name: "Create in the CRM" }));
  return within(await screen.findByRole("dialog"));
}

test("is offered only where the admin allows it, for a person who is not known for certain", async () => {
  fakeBridge(answers());
  show(<CreateButton member={sampleMember} match={strongMatch} />);
  show(<CreateButton member={sampleMember} match={noMatch} />);
  expect(await screen.findAllByRole("button")).toHaveLength(1);
});

test("is not there where the admin does not allow it", async () => {
  const { calls } = fakeBridge({ ...answers(), "Settings.Load": () => settings });
  show(<CreateButton member={sampleMember} match={noMatch} />);
  await vi.waitFor(() => expect(calls["Settings.Load"]).toHaveBeenCalled());
  expect(screen.queryByRole("button")).toBeNull();
});

test("nobody like it: it is queued at once", async () => {
  const created = vi.fn();
  const { calls } = fakeBridge(answers([]));
  show(<CreateButton member={sampleMember} match={noMatch} onCreated={created} />);
  const dialog = await opened();
  await userEvent.click(await dialog.findByRole("combobox", { name: "Account" }));
  await userEvent.click(await screen.findByRole("option", { name: "Fabrikam" }));
  await userEvent.type(dialog.getByRole("textbox", { name: "E-mail" }), "maria@fabrikam.example");
  expect(await seriousFindings(document.body)).toEqual([]);
  await userEvent.click(dialog.getByRole("button", { name: "Create" }));
  await vi.waitFor(() => expect(created).toHaveBeenCalledOnce());
  expect(calls["Outbox.CreatePerson"]).toHaveBeenCalledExactlyOnceWith({
    ...person,
    accountId: "a1",
    email: "maria@fabrikam.example",
  });
});

test("possible duplicates come first: another row, or create anyway", async () => {
  const { calls } = fakeBridge(answers(candidates, true));
  show(<CreateButton member={sampleMember} match={noMatch} />);
  const dialog = await opened();
  await userEvent.click(await dialog.findByRole("radio", { name: "Lead" }));
  await userEvent.click(await dialog.findByRole("button", { name: "Create" }));
  expect(await dialog.findByText(/The CRM cannot be asked now/)).toBeInTheDocument();
  expect(calls["Outbox.CreatePerson"]).not.toHaveBeenCalled();
  await userEvent.type(dialog.getByRole("textbox", { name: "First name" }), "x"); // somebody else: looked up anew
  expect(dialog.queryByText(/The CRM cannot be asked now/)).toBeNull();
  await userEvent.click(dialog.getByRole("button", { name: "Create" }));
  await userEvent.click(await dialog.findByRole("button", { name: "Create anyway" }));
  await vi.waitFor(() =>
    expect(calls["Outbox.CreatePerson"]).toHaveBeenCalledExactlyOnceWith({
      ...person,
      table: "lead",
      firstName: "Maríax",
      allowDuplicate: true,
    }),
  );
});

test("the row that is there is chosen instead", async () => {
  const { calls } = fakeBridge(answers());
  show(<CreateButton member={sampleMember} match={noMatch} />);
  const dialog = await opened();
  await userEvent.click(await dialog.findByRole("button", { name: "Create" }));
  await userEvent.click(await dialog.findByRole("button", { name: "Choose María Gómez, Fabrikam" }));
  await vi.waitFor(() =>
    expect(calls["LinkedIn.Decide"]).toHaveBeenCalledExactlyOnceWith(sampleMember.key, "contact", "c1"),
  );
  expect(calls["Outbox.CreatePerson"]).not.toHaveBeenCalled();
});

test("a last name is needed", async () => {
  const { calls } = fakeBridge(answers([]));
  show(<CreateButton member={sampleMember} match={noMatch} />);
  const dialog = await opened();
  await userEvent.clear(await dialog.findByRole("textbox", { name: /Last name/ }));
  await userEvent.click(dialog.getByRole("button", { name: "Create" }));
  expect(await dialog.findByText("A last name is needed.")).toBeInTheDocument();
  expect(calls["Outbox.Duplicates"]).not.toHaveBeenCalled();
});
