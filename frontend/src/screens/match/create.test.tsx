import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import type { PersonColumn, PersonRequest, RecordQuery } from "../../api";
import { fakeBridge, settings } from "../../testing/bridge";
import { seriousFindings } from "../../testing/axe";
import { giveSize } from "../../testing/layout";
import { show } from "../../testing/render";
import { candidates, noMatch, recordRow, sampleMember, strongMatch } from "../../testing/samples";
import { CreateButton } from "./CreateButton";
import { MatchNote } from "./MatchNote";

beforeEach(() => giveSize(900, 600));

const person: PersonRequest = {
  memberKey: sampleMember.key,
  table: "contact",
  firstName: "María",
  lastName: "Gómez",
  jobTitle: "",
  email: "",
  phone: "",
  country: "",
  topic: "",
  company: "Fabrikam",
  accountId: "",
  source: "",
  columns: [],
  allowDuplicate: false,
};

const allowed = (change: object) => ({ ...settings, values: { ...settings.values, ...change } });

const answers = (rows = candidates, local = false, columns: PersonColumn[] = []) => ({
  "Settings.Load": () => allowed({ contactCreation: true, leadCreation: true }),
  "Outbox.PersonForm": (_: string, table: string) => ({
    person: { ...person, table },
    accounts: [{ ...candidates[0]!, table: "account", id: "a1", name: "Fabrikam" }],
    owner: "Ana Ruiz",
    columns,
  }),
  "Records.List": ({ text }: RecordQuery) => {
    const rows = text === "north" ? [recordRow(1, { table: "account", id: "a2", name: "Northwind", city: "Bilbao" })] : [];
    return { rows, total: rows.length, stages: [], owners: [] };
  },
  "Outbox.Duplicates": () => ({ rows, local }),
  "Outbox.CreatePerson": () => ({ queued: ["p1"], already: [] }),
  "LinkedIn.Decide": () => strongMatch,
});

const atFabrikam = {
  person: { ...person, accountId: "a1" },
  accounts: [{ ...candidates[0]!, table: "account", id: "a1", name: "Fabrikam" }],
  owner: "Ana Ruiz",
  columns: [],
};

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

test("an account is found by typing, a topic and a country are kept, and whose it will be is said", async () => {
  const { calls } = fakeBridge(answers([]));
  show(<CreateButton member={sampleMember} match={noMatch} />);
  const dialog = await opened();
  expect(await dialog.findByText("Owner: Ana Ruiz")).toBeInTheDocument();
  const account = await dialog.findByRole("combobox", { name: "Account" });
  await userEvent.click(account);
  await userEvent.paste("north");
  await userEvent.click(await screen.findByRole("option", { name: /Northwind/ }));
  expect(account).toHaveValue("Northwind");
  await userEvent.click(dialog.getByRole("radio", { name: "Lead" }));
  await userEvent.click(dialog.getByRole("textbox", { name: "Topic" }));
  await userEvent.paste("Trams for Bilbao");
  await userEvent.click(dialog.getByRole("textbox", { name: "Country" }));
  await userEvent.paste("Spain");
  await userEvent.click(dialog.getByRole("radio", { name: "Contact" }));
  expect(dialog.getByRole("combobox", { name: "Account" })).toHaveValue("Northwind");
  await userEvent.click(dialog.getByRole("button", { name: "Create" }));
  await vi.waitFor(() =>
    expect(calls["Outbox.CreatePerson"]).toHaveBeenCalledExactlyOnceWith({
      ...person,
      accountId: "a2",
      topic: "Trams for Bilbao",
      country: "Spain",
    }),
  );
});

test("what is typed and is no account leaves the account as it was", async () => {
  fakeBridge({ ...answers([]), "Outbox.PersonForm": () => atFabrikam });
  show(<CreateButton member={sampleMember} match={noMatch} />);
  const dialog = await opened();
  const account = await dialog.findByRole("combobox", { name: "Account" });
  await userEvent.type(account, "x");
  expect(await screen.findByRole("option", { name: "No row fits “Fabrikamx”." })).toBeInTheDocument();
  await userEvent.click(dialog.getByRole("textbox", { name: "E-mail" }));
  expect(account).toHaveValue("Fabrikam");
});

test("an account can be taken out again", async () => {
  const { calls } = fakeBridge({
    ...answers([]),
    "Outbox.PersonForm": () => atFabrikam,
  });
  show(<CreateButton member={sampleMember} match={noMatch} />);
  const dialog = await opened();
  const account = await dialog.findByRole("combobox", { name: "Account" });
  expect(account).toHaveValue("Fabrikam");
  await userEvent.clear(account);
  await userEvent.click(dialog.getByRole("button", { name: "Create" }));
  await vi.waitFor(() =>
    expect(calls["Outbox.CreatePerson"]).toHaveBeenCalledExactlyOnceWith({ ...person, accountId: "" }),
  );
});

test("each time it opens, it begins with what is known then", async () => {
  let firstName = "María";
  fakeBridge({
    ...answers([]),
    "Outbox.PersonForm": () => ({ person: { ...person, firstName }, accounts: [], owner: "Ana Ruiz", columns: [] }),
  });
  show(<CreateButton member={sampleMember} match={noMatch} />);
  expect(await (await opened()).findByRole("textbox", { name: "First name" })).toHaveValue("María");
  await userEvent.keyboard("{Escape}");
  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  firstName = "Mariana";
  expect(await (await opened()).findByRole("textbox", { name: "First name" })).toHaveValue("Mariana");
});

const column = (table: string, name: string, change: Partial<PersonColumn>): PersonColumn => ({
  table,
  field: "",
  name,
  label: name,
  kind: "text",
  maxLength: 0,
  required: false,
  options: [],
  ...change,
});

const asked = [
  column("contact", "lastname", { field: "lastName", maxLength: 6, required: true }),
  column("contact", "jobtitle", { field: "jobTitle", required: true }),
  column("contact", "parentcustomerid", { field: "accountId", kind: "other", required: true }),
  column("contact", "leadsourcecode", {
    field: "source",
    label: "Lead Source",
    kind: "choice",
    options: [
      { value: "1", label: "Advertisement" },
      { value: "8", label: "Web" },
    ],
  }),
  column("contact", "new_code", { label: "Customer code", maxLength: 4, required: true }),
  column("contact", "new_why", { label: "Why", kind: "memo", required: true }),
  column("contact", "new_area", { label: "Area", kind: "other", required: true }),
  column("lead", "subject", { field: "topic", required: true }),
  column("lead", "leadsourcecode", {
    field: "source",
    label: "Lead Source",
    kind: "choice",
    options: [{ value: "1", label: "Default Value" }],
  }),
  column("lead", "new_area", { label: "Region", kind: "other", required: true }),
];

test("asks for what the organization insists on, under its names, and sends nothing without it", async () => {
  const { calls } = fakeBridge(answers([], false, asked));
  show(<CreateButton member={sampleMember} match={noMatch} />);
  const dialog = await opened();
  expect(await dialog.findByText(/also asks for: Area\. Ferry cannot fill this in/)).toBeInTheDocument();
  await userEvent.click(dialog.getByRole("button", { name: "Create" }));
  expect(await dialog.findAllByText("Your organization asks for this.")).toHaveLength(4);
  await vi.waitFor(() => expect(dialog.getByRole("textbox", { name: "Job title" })).toHaveFocus()); // the first of them
  expect(await seriousFindings(document.body)).toEqual([]);
  await userEvent.type(dialog.getByRole("textbox", { name: "Job title" }), "CTO");
  await userEvent.click(dialog.getByRole("combobox", { name: "Account" }));
  await userEvent.click(await screen.findByRole("option", { name: "Fabrikam" }));
  await userEvent.selectOptions(dialog.getByRole("combobox", { name: "Lead Source" }), "Web");
  await userEvent.type(dialog.getByRole("textbox", { name: "Why" }), "Met at the fair");
  await userEvent.type(dialog.getByRole("textbox", { name: "Customer code" }), "C-123");
  expect(await dialog.findByText("At most 4 characters.")).toBeInTheDocument();
  await userEvent.click(dialog.getByRole("button", { name: "Create" }));
  expect(calls["Outbox.Duplicates"]).not.toHaveBeenCalled();
  await userEvent.type(dialog.getByRole("textbox", { name: "Customer code" }), "{Backspace}");
  await userEvent.click(dialog.getByRole("button", { name: "Create" }));
  await vi.waitFor(() =>
    expect(calls["Outbox.CreatePerson"]).toHaveBeenCalledExactlyOnceWith({
      ...person,
      jobTitle: "CTO",
      accountId: "a1",
      source: "8",
      columns: [
        { name: "new_why", value: "Met at the fair" },
        { name: "new_code", value: "C-12" },
      ],
    }),
  );
});

test("a lead needs no topic, and is not asked what a contact is", async () => {
  const { calls } = fakeBridge(answers([], false, asked));
  show(<CreateButton member={sampleMember} match={noMatch} />);
  const dialog = await opened();
  await userEvent.click(await dialog.findByRole("radio", { name: "Lead" }));
  expect(dialog.queryByRole("textbox", { name: "Why" })).toBeNull();
  expect(dialog.getByText(/also asks for: Region\./)).toBeInTheDocument();
  expect(dialog.queryByRole("combobox", { name: "Lead Source" })).toBeNull(); // one option is no choice
  await userEvent.click(dialog.getByRole("button", { name: "Create" }));
  await vi.waitFor(() => expect(calls["Outbox.CreatePerson"]).toHaveBeenCalledOnce());
});

test("a row that the outbox is still to make is not said to be in the CRM", async () => {
  fakeBridge(answers());
  const match = { ...strongMatch, decided: true, name: "Zoë Unheard-Of", company: "" };
  show(
    <>
      <MatchNote match={{ ...match, coming: true }} />
      <MatchNote match={match} />
    </>,
  );
  expect(await screen.findByText("This will be Zoë Unheard-Of, who is still in the outbox. Copies wait until the CRM has them.")).toBeInTheDocument();
  expect(await screen.findByText("Zoë Unheard-Of in the CRM.")).toBeInTheDocument();
});
