import { describe, expect, it } from "vitest";
import { crmSettings } from "../../testing/bridge";
import { moved, orderOf, sameValues, withStage } from "./draft";

const column = {
  column: "salesstage",
  label: "",
  choices: ["0", "1", "2", "4"].map((value) => ({ value, label: value })),
};

describe("the draft of CRM Settings", () => {
  it("is the same whatever the order of its items, and not whatever the order of its stages", () => {
    expect(sameValues(crmSettings, { ...crmSettings, items: [...crmSettings.items].reverse() })).toBe(true);
    expect(sameValues(crmSettings, { ...crmSettings, stageOrder: [...crmSettings.stageOrder].reverse() })).toBe(false);
    expect(sameValues(crmSettings, { ...crmSettings, unmatchedWaits: true })).toBe(false);
  });

  it("keeps an arranged order, drops stages that are gone and adds new ones last", () => {
    expect(orderOf({ ...crmSettings, stageOrder: ["2", "3", "1", "0"] }, column)).toEqual(["2", "1", "0", "4"]);
  });

  it("starts with the organization's order in another column", () => {
    const values = { ...crmSettings, stageColumn: "stepname", stageOrder: ["b", "a"] };
    expect(withStage(values, column, "1")).toMatchObject({ stageColumn: "salesstage", stageOrder: ["0", "1", "2", "4"] });
  });

  it("moves a stage by one place", () => {
    expect(moved(["a", "b", "c"], 2, -1)).toEqual(["a", "c", "b"]);
    expect(moved(["a", "b", "c"], 0, 1)).toEqual(["b", "a", "c"]);
  });
});
