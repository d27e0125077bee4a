import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import type { CopyMessages } from "../../api";
import { fakeBridge, noCapture, settings, status } from "../../testing/bridge";
import { seriousFindings } from "../../testing/axe";
import { giveSize } from "../../testing/layout";
import { show } from "../../testing/render";
import {
  candidates,
  conversation,
  message,
  noMatch,
  pageOf,
  previewOf,
  sampleMember,
  strongMatch,
} from "../../testing/samples";
import { LinkedInScreen } from ".";

beforeEach(() => giveSize(340, 600));

const row = {
  id: "conversation-1",
  title: "María Gómez",
  member: sampleMember,
  messages: 3,
  copied: 1,
  lastAt: "2026-11-18T10:00:00Z",
  preview: "Thank you",
  match: "strong",
};

const thread = conversation([
  message("m1", { entryId: "e9", entryState: "sent" }),
  message("m2", { outgoing: true }),
  message("m3", { kind: "inmail", subject: "Offer" }),
  message("m4"),
]);

const report = {
  file: "sample.zip",
  ownerName: "Ana Ruiz",
  ownerSure: true,
  conversations: 2,
  messagesAdded: 12,
  messagesAlready: 3,
  connectionsAdded: 5,
  skipped: 1,
  otherSeatHolders: 0,
  problems: [{ file: "messages.csv", line: 212, lastLine: 212, code: "date", column: "DATE" }],
  conversationsInTotal: 2,
};

const answers = {
  "LinkedIn.Conversations": pageOf([row]),
  "LinkedIn.Conversation": () => thread,
  "Outbox.PreviewMessages": (request: CopyMessages) =>
    request.messageIds.map((id) => previewOf({ messageId: id, description: `Written of ${id}` })),
  "Outbox.CopyMessages": (request: CopyMessages) => ({ queued: request.messageIds, already: null }),
};

async function opened() {
  window.location.hash = "#/linkedin/conversation-1";
  show(<LinkedInScreen />);
  await screen.findByText("Body of m2");
}

test("brings the sample archive in and says what it brought, with line numbers", async () => {
  let rows: (typeof row)[] = [];
  let now = noCapture;
  const { changed } = fakeBridge({
    "LinkedIn.Conversations": (query: { offset: number; limit: number }) => pageOf(rows)(query),
    "LinkedIn.State": () => now,
    "LinkedIn.StartSample": () => {
      rows = [row];
      now = { ...noCapture, id: "1", state: "done", report };
      return "1";
    },
  });
  show(<LinkedInScreen />);
  await userEvent.click(await screen.findByRole("button", { name: "Use the sample archive" }));
  const came = await screen.findByRole("region", { name: "Brought in" });
  const note = within(came);
  expect(note.getByText(/12 messages added · 3 were already here · 5 connections added · 1 skipped/)).toBeInTheDocument();
  await userEvent.click(note.getByRole("button", { name: "1 row was not understood" }));
  expect(await note.findByText(/^messages.csv, line 212: the date could not be read.*\(DATE\)$/)).toBeInTheDocument();
  changed("linkedin");
  expect(await screen.findByText("1 of 3 copied")).toBeInTheDocument();
});

test("the focus goes to what was brought in, when what brought it in goes", async () => {
  let rows: (typeof row)[] = [];
  let now = noCapture;
  const { changed } = fakeBridge({
    "LinkedIn.Conversations": (query: { offset: number; limit: number }) => pageOf(rows)(query),
    "LinkedIn.State": () => now,
    "LinkedIn.StartSample": () => {
      rows = [row];
      now = { ...noCapture, id: "1", state: "done", report };
      return "1";
    },
  });
  show(
    <main>
      <LinkedInScreen />
    </main>,
  );
  await userEvent.click(await screen.findByRole("button", { name: "Use the sample archive" }));
  await screen.findByRole("region", { name: "Brought in" });
  changed("linkedin");
  await screen.findByText("1 of 3 copied");
  await waitFor(() => expect(screen.getByRole("region", { name: "Brought in" })).toHaveFocus());
  now = noCapture;
  await userEvent.click(screen.getByRole("button", { name: "Close the report" }));
  await waitFor(() => expect(screen.getByRole("heading", { level: 1 })).toHaveFocus());
});

test("asks for a path where there is no native dialog", async () => {
  const { calls } = fakeBridge({
    "Shell.Status": () => ({ ...status, shell: "browser" }),
    "LinkedIn.StartImport": () => "1",
  });
  show(<LinkedInScreen />);
  await userEvent.click(await screen.findByRole("button", { name: "Import a file" }));
  await userEvent.type(await screen.findByRole("textbox", { name: "Path of the archive on this computer" }), " /data/archive.zip{Enter}");
  await waitFor(() => expect(calls["LinkedIn.StartImport"]).toHaveBeenCalledExactlyOnceWith("/data/archive.zip"));
  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
});

test("does nothing when the native dialog is cancelled", async () => {
  const { calls } = fakeBridge({ "LinkedIn.ChooseArchive": () => "", "LinkedIn.StartImport": () => "1" });
  show(<LinkedInScreen />);
  await userEvent.click(await screen.findByRole("button", { name: "Import a file" }));
  await waitFor(() => expect(calls["LinkedIn.ChooseArchive"]).toHaveBeenCalled());
  expect(calls["LinkedIn.StartImport"]).not.toHaveBeenCalled();
});

test("copies a thread but for the message that was unchecked, after showing what will be written", async () => {
  const { calls } = fakeBridge(answers);
  await opened();
  await userEvent.click(screen.getByRole("button", { name: "Copy thread to CRM" }));
  const dialog = within(await screen.findByRole("dialog"));
  expect(dialog.getByText("Copy 3 messages to CRM")).toBeInTheDocument();
  expect(await dialog.findByText("Written of m3")).toBeInTheDocument();
  expect(dialog.getAllByText("Activity History")).toHaveLength(3);
  const boxes = dialog.getAllByRole("checkbox");
  await userEvent.click(boxes[1]!);
  await userEvent.click(dialog.getByRole("button", { name: "Copy 2 messages" }));
  expect(await screen.findByText(/Queued: 2 messages/)).toBeInTheDocument();
  expect(calls["Outbox.CopyMessages"]).toHaveBeenCalledExactlyOnceWith({
    conversationId: "conversation-1",
    messageIds: ["m2", "m4"],
    kind: "",
  });
});

test("two presses without a gap copy once, and the focus is on what came of it", async () => {
  const { calls } = fakeBridge({
    ...answers,
    // As when everything is copied: there is nothing left to press.
    "LinkedIn.Conversation": () =>
      (calls["Outbox.CopyMessages"]?.mock.calls.length ?? 0) === 0 ? thread : conversation([message("m1", { entryId: "e9" })]),
  });
  await opened();
  await userEvent.click(screen.getByRole("button", { name: "Copy thread to CRM" }));
  await screen.findByText("Written of m3");
  const button = screen.getByRole("button", { name: "Copy 3 messages" });
  act(() => {
    button.click();
    button.click();
  });
  const note = await screen.findByText(/Queued: 3 messages/);
  expect(calls["Outbox.CopyMessages"]).toHaveBeenCalledTimes(1);
  await waitFor(() => expect(document.activeElement).toContainElement(note));
  expect(document.body).not.toHaveFocus();
});

test("says that the preview is being read, and copies nothing before it is", async () => {
  let answer: () => void = () => {};
  const read = new Promise<void>((done) => (answer = done));
  fakeBridge({
    ...answers,
    "Outbox.PreviewMessages": async (request: CopyMessages) => {
      await read;
      return answers["Outbox.PreviewMessages"](request);
    },
  });
  await opened();
  await userEvent.click(screen.getByRole("button", { name: "Copy thread to CRM" }));
  expect(await screen.findByText("Reading what will be written for 3 messages…")).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Copy 3 messages" })).toBeDisabled();
  expect(screen.getByRole("button", { name: "Cancel" })).toBeEnabled();
  answer();
  await screen.findByText("Written of m3");
  expect(screen.queryByText(/Reading what will be written/)).not.toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Copy 3 messages" })).toBeEnabled();
});

test.each([
  ["of one person, the match is told for all", "c1", 1],
  ["among several people, nobody stands for all", "c2", 0],
])("in a copy %s", async (_, id, told) => {
  fakeBridge({
    ...answers,
    "Outbox.PreviewMessages": (request: CopyMessages) =>
      request.messageIds.map((messageId) => previewOf({ messageId, regarding: "Tom", match: { ...strongMatch, id } })),
  });
  await opened();
  await userEvent.click(screen.getByRole("button", { name: "Copy thread to CRM" }));
  const dialog = within(await screen.findByRole("dialog"));
  expect(await dialog.findAllByText("Tom")).toHaveLength(3);
  expect(dialog.queryAllByText("María Gómez, Fabrikam in the CRM.")).toHaveLength(told);
});

test("a weak match has its Yes, which decides for the row that is shown", async () => {
  const { calls } = fakeBridge({
    ...answers,
    "LinkedIn.Conversation": () => ({
      ...thread,
      match: calls["LinkedIn.Decide"]?.mock.calls.length ? { ...strongMatch, decided: true } : { ...strongMatch, strength: "weak" },
    }),
    "LinkedIn.Decide": () => strongMatch,
  });
  await opened();
  await userEvent.click(screen.getByRole("button", { name: "Yes, this is María Gómez, Fabrikam" }));
  await waitFor(() => expect(calls["LinkedIn.Decide"]).toHaveBeenCalledOnce());
  expect(calls["LinkedIn.Decide"]).toHaveBeenCalledWith(sampleMember.key, "contact", "c1");
  await screen.findByRole("button", { name: "Forget my choice" });
  await waitFor(() => expect(screen.getByRole("region", { name: "Conversation" })).toHaveFocus());
});

test("copies one message by its check box", async () => {
  const { calls } = fakeBridge(answers);
  await opened();
  const boxes = screen.getAllByRole("checkbox", { name: "Copy message to CRM" });
  expect(boxes).toHaveLength(3);
  await userEvent.click(boxes[2]!);
  expect(screen.getByText("1 message chosen")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Preview and copy" }));
  await userEvent.click(await screen.findByRole("button", { name: "Copy 1 message" }));
  await screen.findByText(/Queued: 1 message/);
  expect(calls["Outbox.CopyMessages"]?.mock.calls[0]?.[0]).toMatchObject({ messageIds: ["m4"] });
});

test("says what has been copied already, and leads to its entry", async () => {
  fakeBridge(answers);
  await opened();
  const first = within(screen.getByText("Body of m1").closest("li")!);
  expect(first.getByText("Sent")).toBeInTheDocument();
  expect(first.getByRole("link", { name: "Open in outbox" })).toHaveAttribute("href", "#/outbox/e9");
  expect(first.queryByRole("checkbox")).not.toBeInTheDocument();
});

test("leaves the kinds out that are switched off, and says why", async () => {
  const values = { ...settings.values, items: ["inmail"] };
  fakeBridge({ ...answers, "Settings.Load": () => ({ ...settings, values }) });
  await opened();
  const reasons = await screen.findAllByText(/CRM Settings do not let Ferry write this back/);
  expect(reasons[0]).toBeVisible();
  const boxes = screen.getAllByRole("checkbox", { name: "Copy message to CRM" });
  expect(boxes[0]).toBeDisabled();
  expect(boxes[1]).toBeEnabled();
  await userEvent.click(screen.getByRole("button", { name: "Copy thread to CRM" }));
  expect(await screen.findByText("Copy 1 message to CRM")).toBeInTheDocument();
});

test("says who it is and why, and takes a correction", async () => {
  const { calls } = fakeBridge({
    ...answers,
    "LinkedIn.Reject": () => noMatch,
    "Records.Search": () => candidates,
    "LinkedIn.Decide": () => strongMatch,
  });
  await opened();
  expect(screen.getByText("Why: same e-mail address")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Not the right person" }));
  await waitFor(() => expect(calls["LinkedIn.Reject"]).toHaveBeenCalledWith(sampleMember.key, "contact", "c1"));
  await waitFor(() => expect(screen.getByRole("button", { name: "Edit match" })).toBeEnabled());
  await userEvent.click(screen.getByRole("button", { name: "Edit match" }));
  const dialog = within(await screen.findByRole("dialog"));
  await userEvent.type(dialog.getByRole("searchbox"), "lit");
  await userEvent.click(await dialog.findByRole("button", { name: "Choose María Gómez, Litware" }));
  await waitFor(() => expect(calls["LinkedIn.Decide"]).toHaveBeenCalledWith(sampleMember.key, "lead", "l1"));
  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
});

test("shows the tags of a message, each by itself", async () => {
  fakeBridge({
    ...answers,
    "LinkedIn.Conversation": () => conversation([message("m1", { tags: "fair, <b>Bilbao</b>" }), message("m2")]),
  });
  await opened();
  expect(await screen.findByText("<b>Bilbao</b>")).toBeVisible();
  expect(screen.getAllByTitle(/^Tag: /).map((tag) => tag.textContent)).toEqual(["fair", "<b>Bilbao</b>"]);
});

test("shows hostile text as text", async () => {
  fakeBridge({
    ...answers,
    "LinkedIn.Conversation": () => conversation([message("m1", { body: "<img src=x onerror=alert(1)>" })]),
  });
  window.location.hash = "#/linkedin/conversation-1";
  show(<LinkedInScreen />);
  expect(await screen.findByText("<img src=x onerror=alert(1)>")).toBeInTheDocument();
  expect(document.querySelector("img")).toBeNull();
});

test("shows a failure to read the archive, and keeps the screen", async () => {
  fakeBridge({
    ...answers,
    "LinkedIn.StartSample": () => {
      throw { code: "bad-file", detail: "no messages.csv" };
    },
  });
  show(<LinkedInScreen />);
  await userEvent.click(await screen.findByRole("button", { name: "Use the sample archive" }));
  expect(await screen.findByRole("alert")).toBeInTheDocument();
  expect(screen.getByRole("grid", { name: "Conversations" })).toBeInTheDocument();
});

test("works offline, says what waits, and has nothing that axe finds serious", async () => {
  fakeBridge({ ...answers, "Shell.Status": () => ({ ...status, online: false }) });
  await opened();
  expect(await screen.findByText(/what you copy is sent when the network is back/)).toBeInTheDocument();
  expect(await seriousFindings()).toEqual([]);
});
