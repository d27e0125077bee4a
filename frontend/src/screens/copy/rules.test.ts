import { expect, test } from "vitest";
import { settings, status } from "../../testing/bridge";
import { closedFor } from "./gate";
import { missingOf, requestOf, startDraft } from "./draft";
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
