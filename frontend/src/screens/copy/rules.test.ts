import { expect, test } from "vitest";
import { settings, status } from "../../testing/bridge";
import { closedFor } from "./gate";
import { missingOf, requestOf, startDraft } from "./draft";
import { newID } from "./id";
import { fieldTime, timeOfField } from "./when";

test("copying is open unless the connection or the settings close it", () => {
  expect(closedFor("note", undefined, undefined)).toBe("");
  expect(closedFor("note", { ...status, connection: "none" }, undefined)).toBe("not-connected");
  expect(closedFor("note", { ...status, settingsSaved: false }, settings)).toBe("settings-not-saved");
  expect(closedFor("note", { ...status, online: false }, settings)).toBe("");
  expect(closedFor("note", { ...status, connection: "lapsed" }, settings)).toBe("");
  const off = { ...settings, values: { ...settings.values, writeback: false } };
  expect(closedFor("note", status, off)).toBe("writeback-off");
  const only = { ...settings, values: { ...settings.values, items: ["message"] } };
  expect(closedFor("note", status, only)).toBe("writeback-off");
  expect(closedFor("message", status, only)).toBe("");
});

test("reads a time as local, to the minute, and goes there and back", () => {
  const local = new Date(2026, 10, 21, 10, 42);
  expect(fieldTime(local)).toBe("2026-11-21T10:42");
  expect(timeOfField("2026-11-21T10:42")).toBe(local.toISOString().replace(".000Z", "Z"));
  expect(timeOfField("2026-11-21 10:42")).toBe(timeOfField("2026-11-21T10:42"));
});

test("refuses what is no time", () => {
  for (const text of [
    "",
    "yesterday",
    "2026-02-30T10:00",
    "2026-13-01T10:00",
    "2026-11-21T24:00",
    "2026-11-21T10:60",
  ]) {
    expect(timeOfField(text), text).toBeNull();
  }
});

test("an empty time means now, and a wrong one is pointed out", () => {
  const draft = startDraft({ name: "María" }, "");
  expect(missingOf({ ...draft, text: "x" })).toEqual({ who: false, text: false, when: false });
  expect(missingOf({ ...draft, text: " \n", when: "soon" })).toEqual({ who: false, text: true, when: true });
  expect(requestOf(draft).at).toBe("");
});

test("only a call has a number, and a note no direction", () => {
  const draft = { ...startDraft({ name: "María", phone: "1" }, "note"), outgoing: false };
  expect(requestOf(draft)).toMatchObject({ phone: "", outgoing: true });
  expect(requestOf({ ...draft, kind: "call" })).toMatchObject({ phone: "1", outgoing: false });
});

test("a form is one entry however often it is pressed, and another form another", () => {
  const draft = startDraft({ name: "María" }, "note");
  const again = { ...draft, text: "corrected" };
  expect(requestOf(draft).draftId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(requestOf(again).draftId).toBe(requestOf(draft).draftId);
  expect(startDraft({ name: "María" }, "note").id).not.toBe(draft.id);
});

test("ids grow with time", () => {
  const at = Date.UTC(2026, 10, 22);
  expect(Number.parseInt(newID(at).replaceAll("-", "").slice(0, 12), 16)).toBe(at);
  expect(newID(at) < newID(at + 1)).toBe(true);
});
