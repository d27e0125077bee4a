import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import { usePreferences } from "../../api";
import { fakeBridge, preferences, settings, status } from "../../testing/bridge";
import { seriousFindings } from "../../testing/axe";
import { giveSize } from "../../testing/layout";
import { show } from "../../testing/render";
import { candidates, previewOf } from "../../testing/samples";
import { CopyDialog } from "./CopyDialog";

beforeEach(() => giveSize(900, 600));

const answers = {
  "Records.Search": () => candidates,
  "Outbox.Preview": () => previewOf(),
  "Outbox.Copy": () => ({ queued: ["e1"], already: null }),
};

const about = { kind: "note" as const, table: "contact", id: "c1", name: "María Gómez", company: "Fabrikam" };

test("a note takes two seconds: the focus is in the text, and Ctrl+Enter queues it", async () => {
  const { calls } = fakeBridge(answers);
  show(<CopyDialog open onClose={() => {}} initial={about} />);
  const text = await screen.findByRole("textbox", { name: "Note" });
  await waitFor(() => expect(text).toHaveFocus());
  await userEvent.keyboard("Wants the price list{Control>}{Enter}{/Control}");
  expect(await screen.findByText("Queued")).toBeInTheDocument();
  expect(calls["Outbox.Copy"]).toHaveBeenCalledExactlyOnceWith({
    draftId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    kind: "note",
    table: "contact",
    id: "c1",
    memberName: "",
    memberCompany: "",
    subject: "",
    text: "Wants the price list",
    at: "",
    phone: "",
    outgoing: true,
    tags: "",
  });
});

test("says what is missing instead of queuing", async () => {
  const { calls } = fakeBridge(answers);
  show(<CopyDialog open onClose={() => {}} />);
  await userEvent.click(await screen.findByRole("button", { name: "Queue it" }));
  expect(screen.getByText("Say who it is about: a row of the CRM, or a name.")).toBeInTheDocument();
  expect(screen.getByText("Write or paste the text first.")).toBeInTheDocument();
  expect(calls["Outbox.Copy"]).not.toHaveBeenCalled();
});

test("finds who it is about by search, with Enter for the first row", async () => {
  const { calls } = fakeBridge({ ...answers, "Records.Search": (text: string) => (text === "mar" ? candidates : []) });
  show(<CopyDialog open onClose={() => {}} />);
  const who = await screen.findByRole("combobox");
  await userEvent.type(who, "mar");
  await screen.findByRole("option", { name: /María Gómez, Litware/ });
  await userEvent.keyboard("{Enter}");
  expect(await screen.findByText("María Gómez, Fabrikam")).toBeInTheDocument();
  await userEvent.type(screen.getByRole("textbox", { name: "Note" }), "Hello");
  await userEvent.click(screen.getByRole("button", { name: "Queue it" }));
  await screen.findByText("Queued");
  expect(calls["Outbox.Copy"]?.mock.calls[0]?.[0]).toMatchObject({ table: "contact", id: "c1", memberName: "" });
});

test("takes a name that the CRM does not have, with its company", async () => {
  const { calls } = fakeBridge({ ...answers, "Records.Search": () => null });
  show(<CopyDialog open onClose={() => {}} />);
  await userEvent.type(await screen.findByRole("combobox"), "Nora Pérez");
  await userEvent.click(await screen.findByRole("option", { name: "Use “Nora Pérez”, who is not in the CRM" }));
  await userEvent.type(await screen.findByRole("textbox", { name: "Company" }), "Wingtip");
  await userEvent.type(screen.getByRole("textbox", { name: "Note" }), "Hello");
  await userEvent.click(screen.getByRole("button", { name: "Queue it" }));
  await screen.findByText("Queued");
  expect(calls["Outbox.Copy"]?.mock.calls[0]?.[0]).toMatchObject({
    table: "",
    id: "",
    memberName: "Nora Pérez",
    memberCompany: "Wingtip",
  });
});

test("a call carries its number and direction, and the kind is remembered", async () => {
  const { calls } = fakeBridge(answers);
  show(<CopyDialog open onClose={() => {}} initial={{ ...about, phone: "+34 600 000 001" }} />);
  await userEvent.click(await screen.findByRole("radio", { name: "Call" }));
  expect(screen.getByRole("textbox", { name: "Phone number" })).toHaveValue("+34 600 000 001");
  await userEvent.click(screen.getByRole("radio", { name: "They called me" }));
  await userEvent.type(screen.getByRole("textbox", { name: "What was said" }), "Price list");
  await userEvent.type(screen.getByRole("textbox", { name: /^Tags/ }), "Prospect, Iberia ");
  await userEvent.click(screen.getByRole("button", { name: "Queue it" }));
  await screen.findByText("Queued");
  expect(calls["Outbox.Copy"]?.mock.calls[0]?.[0]).toMatchObject({
    kind: "call",
    phone: "+34 600 000 001",
    outgoing: false,
    tags: "Prospect, Iberia",
  });
  expect(calls["Shell.SavePreferences"]).toHaveBeenCalledWith({ ...preferences, lastCopyKind: "call" });
});

test("starts with the kind that was copied last", async () => {
  fakeBridge({ ...answers, "Shell.Preferences": () => ({ ...preferences, lastCopyKind: "inmail" }) });
  show(<Later />);
  await userEvent.click(await screen.findByRole("button", { name: "Now" }));
  expect(await screen.findByRole("radio", { name: "InMail" })).toBeChecked();
});

test("shows exactly what will be written, and where", async () => {
  fakeBridge({
    ...answers,
    "Outbox.Preview": () =>
      previewOf({ closed: false, regarding: "", place: "unassigned-activities", notes: ["long"] }),
  });
  show(<CopyDialog open onClose={() => {}} initial={about} />);
  await userEvent.type(await screen.findByRole("textbox", { name: "Note" }), "Hello");
  const preview = within(screen.getByRole("region", { name: "What will be written" }));
  expect(await preview.findByText("Note, open activity")).toBeInTheDocument();
  expect(preview.getByText("Unassigned Activities")).toBeInTheDocument();
  expect(preview.getByText("Exactly this")).toBeInTheDocument();
  expect(preview.getByText(/Nothing is cut/)).toBeInTheDocument();
});

test("works offline, and says when it will be sent", async () => {
  fakeBridge({ ...answers, "Shell.Status": () => ({ ...status, online: false }) });
  const close = vi.fn();
  show(<CopyDialog open onClose={close} initial={about} />);
  await userEvent.type(await screen.findByRole("textbox", { name: "Note" }), "Hello");
  await userEvent.click(screen.getByRole("button", { name: "Queue it" }));
  expect(await screen.findByText(/when the network is back/)).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "See it in the outbox" }));
  expect(close).toHaveBeenCalled();
  expect(window.location.hash).toBe("#/outbox/e1");
});

test("two presses without a gap are one, and after a failure it can be pressed again", async () => {
  let times = 0;
  const { calls } = fakeBridge({
    ...answers,
    "Outbox.Copy": () => {
      times += 1;
      if (times === 1) throw { code: "storage", detail: "" };
      return { queued: ["e1"], already: null };
    },
  });
  show(<CopyDialog open onClose={() => {}} initial={about} />);
  await userEvent.type(await screen.findByRole("textbox", { name: "Note" }), "Hello");
  const twice = () => {
    const button = screen.getByRole("button", { name: "Queue it" });
    act(() => {
      button.click();
      button.click();
    });
  };
  twice();
  await screen.findByRole("alert");
  expect(calls["Outbox.Copy"]).toHaveBeenCalledTimes(1);
  twice();
  await screen.findByText("Queued");
  expect(calls["Outbox.Copy"]).toHaveBeenCalledTimes(2);
});

test("does not say Queued when the disk is full", async () => {
  fakeBridge({
    ...answers,
    "Outbox.Copy": () => {
      throw { code: "storage", detail: "disk full" };
    },
  });
  show(<CopyDialog open onClose={() => {}} initial={about} />);
  await userEvent.type(await screen.findByRole("textbox", { name: "Note" }), "Hello");
  await userEvent.click(screen.getByRole("button", { name: "Queue it" }));
  expect(await screen.findByRole("alert")).toBeInTheDocument();
  expect(screen.queryByText("Queued")).not.toBeInTheDocument();
  expect(screen.getByRole("textbox", { name: "Note" })).toHaveValue("Hello");
});

test("is closed, with the reason, when the settings do not write notes back", async () => {
  const values = { ...settings.values, items: ["message"] };
  const { calls } = fakeBridge({ ...answers, "Settings.Load": () => ({ ...settings, values }) });
  show(<CopyDialog open onClose={() => {}} initial={about} />);
  expect(await screen.findByText(/CRM Settings do not let Ferry write this back/)).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Queue it" })).toBeDisabled();
  await userEvent.type(screen.getByRole("textbox", { name: "Note" }), "Hello{Control>}{Enter}{/Control}");
  expect(calls["Outbox.Copy"]).not.toHaveBeenCalled();
});

test("has nothing that axe finds serious", async () => {
  fakeBridge(answers);
  show(<CopyDialog open onClose={() => {}} initial={about} />);
  await screen.findByRole("textbox", { name: "Note" });
  expect(await seriousFindings()).toEqual([]);
});

// Opens the dialog after the preferences were read, as the frame does.
function Later() {
  const [open, setOpen] = useState(false);
  const read = usePreferences().isSuccess;
  return (
    <>
      {read && <button onClick={() => setOpen(true)}>Now</button>}
      <CopyDialog open={open} onClose={() => setOpen(false)} />
    </>
  );
}
