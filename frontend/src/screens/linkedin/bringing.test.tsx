import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import type { Capture, PastedMessage } from "../../api";
import { seriousFindings } from "../../testing/axe";
import { fakeBridge, noCapture, noReport } from "../../testing/bridge";
import { giveSize } from "../../testing/layout";
import { show } from "../../testing/render";
import { conversation, message, pageOf, sampleMember, strongMatch } from "../../testing/samples";
import { columnOf, lacks, withField } from "./columns";
import { LinkedInScreen } from ".";

beforeEach(() => giveSize(340, 600));

const hostile = "<script>alert(1)</script>\u202egnp.exe\u202c \u0000 👩‍👩‍👧 =1+1";

const waiting = (change: Partial<Capture>): Capture => ({ ...noCapture, id: "c1", file: "calls.csv", ...change });

test("shows how far it is, and can be cancelled", async () => {
  const now = waiting({ state: "storing", done: 500, total: 25000 });
  const { calls } = fakeBridge({ "LinkedIn.State": () => now });
  show(<LinkedInScreen />);
  const part = within(await screen.findByRole("region", { name: "Being brought in" }));
  expect(part.getByText("500 of 25,000 messages")).toBeInTheDocument();
  expect(part.getByRole("progressbar", { name: "Keeping the messages" })).toBeInTheDocument();
  await userEvent.click(part.getByRole("button", { name: "Cancel" }));
  await waitFor(() => expect(calls["LinkedIn.Cancel"]).toHaveBeenCalledWith("c1"));
});

test("asks whose archive it is", async () => {
  const owners = [sampleMember, { ...sampleMember, key: "url:ana", name: hostile, company: "" }];
  const { calls } = fakeBridge({ "LinkedIn.State": () => waiting({ state: "owner", owners }), "LinkedIn.ConfirmOwner": () => null });
  show(<LinkedInScreen />);
  const dialog = within(await screen.findByRole("alertdialog"));
  await userEvent.click(dialog.getAllByRole("radio")[1]!);
  expect(document.querySelector("script")).toBeNull();
  await userEvent.click(dialog.getByRole("button", { name: "This is the owner" }));
  await waitFor(() => expect(calls["LinkedIn.ConfirmOwner"]).toHaveBeenCalledWith("c1", "url:ana"));
});

test("asks what columns mean, remembers seat holders, and takes no mapping that cannot work", async () => {
  const table = {
    columns: ["Who", "When", "What", "Seat"],
    sample: [{ values: ["Tom Okafor", "2026-02-01", hostile, "Ana"] }],
    rows: 12,
    mapping: { ...noCapture.table.mapping, kind: "call", fields: [{ field: "name", column: "Who" }, { field: "date", column: "When" }] },
    remembered: false,
  };
  const { calls } = fakeBridge({
    "LinkedIn.State": () => waiting({ state: "columns", table }),
    "LinkedIn.SeatHolders": () => [{ value: "Ana", rows: 3, mine: true }, { value: "Marc", rows: 9, mine: false }],
    "LinkedIn.ChooseColumns": () => null,
  });
  show(<LinkedInScreen />);
  const dialog = within(await screen.findByRole("alertdialog"));
  const go = dialog.getByRole("button", { name: "Bring in 12 rows" });
  expect(go).toBeDisabled();
  expect(dialog.getByText("Say which column holds the text, the subject or the link.")).toBeInTheDocument();
  expect(dialog.getByText((_, element) => element?.tagName === "TD" && element.textContent === hostile)).toBeInTheDocument();
  await userEvent.selectOptions(dialog.getByLabelText("Meaning of What"), "text");
  await userEvent.selectOptions(dialog.getByLabelText("Meaning of Seat"), "seat-holder");
  await userEvent.click(await dialog.findByLabelText("Ana (3), you"));
  expect(await seriousFindings()).toEqual([]);
  await userEvent.click(go);
  await waitFor(() => expect(calls["LinkedIn.ChooseColumns"]).toHaveBeenCalled());
  expect(calls["LinkedIn.ChooseColumns"]?.mock.calls[0]?.[1]).toMatchObject({
    kind: "call",
    seatHolders: ["Ana"],
    fields: [
      { field: "name", column: "Who" },
      { field: "date", column: "When" },
      { field: "text", column: "What" },
      { field: "seat-holder", column: "Seat" },
    ],
  });
});

test("a field is held by one column", () => {
  const mapping = withField(withField({ ...noCapture.table.mapping }, "A", "date"), "B", "date");
  expect(columnOf(mapping, "date")).toBe("B");
  expect(mapping.fields).toHaveLength(1);
  expect(lacks(mapping)).toBe("person");
  expect(lacks(withField(mapping, "B", ""))).toBe("date");
});

test("takes a pasted conversation, with what could not be told put right", async () => {
  const found: PastedMessage[] = [
    { sender: "Tom Okafor", outgoing: false, at: "2026-11-18T14:37", dated: true, body: hostile },
    { sender: "", outgoing: false, at: "", dated: false, body: "yes" },
    { sender: "", outgoing: false, at: "", dated: false, body: "noise" },
  ];
  const { calls } = fakeBridge({
    "LinkedIn.SplitText": () => found,
    "LinkedIn.KeepPasted": () => ({ ...noReport, messagesAdded: 2 }),
  });
  show(<LinkedInScreen />);
  await userEvent.click(await screen.findByRole("button", { name: "Paste a conversation" }));
  const dialog = within(await screen.findByRole("alertdialog"));
  await userEvent.click(dialog.getByLabelText("Text of the conversation"));
  await userEvent.paste("some text");
  await userEvent.click(dialog.getByRole("button", { name: "Split into messages" }));
  expect(await dialog.findByLabelText("Name of the other person*")).toHaveValue("Tom Okafor");
  await userEvent.click(dialog.getByRole("button", { name: "Leave message 3 out" }));
  expect(dialog.getByRole("button", { name: "Keep 2 messages" })).toBeDisabled();
  const second = within(dialog.getByRole("listitem", { name: "Message 2" }));
  await userEvent.selectOptions(second.getByLabelText("From"), "me");
  await userEvent.type(second.getByLabelText("Date and time"), "2026-11-18T15:00");
  await userEvent.click(dialog.getByRole("button", { name: "Keep 2 messages" }));
  expect(await screen.findByText(/2 messages added/)).toBeInTheDocument();
  expect(calls["LinkedIn.SplitText"]).toHaveBeenCalledWith("some text");
  expect(calls["LinkedIn.KeepPasted"]?.mock.calls[0]?.[0]).toMatchObject({
    name: "Tom Okafor",
    kind: "message",
    messages: [
      { outgoing: false, at: new Date(2026, 10, 18, 14, 37).toISOString().replace(".000", ""), body: hostile },
      { outgoing: true, body: "yes" },
    ],
  });
});

test("shows members, who they are in the CRM, and the way to their conversation", async () => {
  const row = { member: sampleMember, match: "strong", conversation: "conversation-1" };
  fakeBridge({
    "LinkedIn.Members": pageOf([row]),
    "LinkedIn.MemberMatch": () => strongMatch,
    "LinkedIn.Conversation": () => conversation([message("m1")]),
  });
  window.location.hash = "#/linkedin";
  show(<LinkedInScreen />);
  await userEvent.click(await screen.findByRole("tab", { name: "Members" }));
  await userEvent.click(await screen.findByText("María Gómez"));
  expect(await screen.findByText("Why: same e-mail address")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Open the conversation" }));
  expect(await screen.findByText("Body of m1")).toBeInTheDocument();
});

test("takes a dropped file where the window can", async () => {
  const { calls } = fakeBridge({ "LinkedIn.TakesDrops": () => true, "LinkedIn.StartImport": () => "1" });
  let drop: (x: number, y: number, paths: string[]) => void = () => undefined;
  const off = vi.fn();
  Object.assign((window as unknown as { runtime: object }).runtime, {
    OnFileDrop: (callback: typeof drop) => (drop = callback),
    OnFileDropOff: off,
  });
  const { unmount } = show(<LinkedInScreen />);
  expect(await screen.findByText(/You can also drop it on this window/)).toBeInTheDocument();
  drop(1, 2, []);
  drop(1, 2, ["/data/archive.zip", "/data/other.zip"]);
  await waitFor(() => expect(calls["LinkedIn.StartImport"]).toHaveBeenCalledExactlyOnceWith("/data/archive.zip"));
  unmount();
  expect(off).toHaveBeenCalled();
});

test("keeps hostile text of any length as text", async () => {
  const long = `${hostile} ${"long ".repeat(20_000)}`;
  const row = { id: "conversation-1", title: hostile, member: sampleMember, messages: 2, copied: 0, lastAt: "2014-03-01T09:00:00Z", preview: hostile, match: "none" };
  fakeBridge({
    "LinkedIn.Conversations": pageOf([row]),
    "LinkedIn.Conversation": () =>
      conversation([message("m1", { sender: hostile, subject: hostile, body: long, at: "2014-03-01T09:00:00Z" })], { title: hostile }),
  });
  window.location.hash = "#/linkedin/conversation-1";
  show(<LinkedInScreen />);
  await waitFor(() => expect(document.body.textContent).toContain(long));
  expect(document.querySelector("script")).toBeNull();
  expect(document.body.textContent.split("<script>alert(1)</script>").length).toBeGreaterThan(4);
});
