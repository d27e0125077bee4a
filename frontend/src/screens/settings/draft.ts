import type { CRMSettings, Settings, StageColumn } from "../../api";

/** What every row of the page gets. */
export interface RowProps {
  values: CRMSettings;
  settings: Settings;
  disabled: boolean;
  onChange: (values: CRMSettings) => void;
}

/** The kinds that can be written back, in the order of the page. */
export const items = ["inmail", "message", "note", "call", "smartlink"] as const;

/** Whether two sets of values are the same for everybody: the order of the items says nothing. */
export function sameValues(a: CRMSettings, b: CRMSettings): boolean {
  return JSON.stringify(ordered(a)) === JSON.stringify(ordered(b));
}

function ordered(values: CRMSettings) {
  const { autoSync, stageColumn, stageValue, stageOrder, wonValue, writeback, unmatchedWaits, linkedInColumn } = values;
  const { contactCreation, leadCreation, dataValidation } = values;
  return [contactCreation, leadCreation, dataValidation, autoSync, stageColumn, stageValue, stageOrder, wonValue, writeback, unmatchedWaits, linkedInColumn, [...values.items].sort()];
}

/** Why values cannot be saved, as a key of a sentence; null when they can. */
export function objection(values: CRMSettings): string | null {
  return values.writeback && values.items.length === 0 ? "settings.writeback.nothingChosen" : null;
}

/** The values with another stage. Its column's order is kept where it was arranged before; "" is Not Sure. */
export function withStage(values: CRMSettings, column: StageColumn | null, stage: string): CRMSettings {
  if (column === null) return { ...values, stageColumn: "", stageValue: "", stageOrder: [] };
  const order = column.column === values.stageColumn ? orderOf(values, column) : column.choices.map((one) => one.value);
  return { ...values, stageColumn: column.column, stageValue: stage, stageOrder: order };
}

/** The stages of a column as arranged, with those that the organization has added since at the end. */
export function orderOf(values: CRMSettings, column: StageColumn): string[] {
  const known = column.choices.map((choice) => choice.value);
  const kept = values.stageOrder.filter((value) => known.includes(value));
  return [...kept, ...known.filter((value) => !kept.includes(value))];
}

/** The list with the item at a place moved by one. */
export function moved(list: string[], from: number, by: -1 | 1): string[] {
  const next = [...list];
  const [item] = next.splice(from, 1);
  if (item !== undefined) next.splice(from + by, 0, item);
  return next;
}

/** The values with one item switched on or off. */
export function withItem(values: CRMSettings, item: string, on: boolean): CRMSettings {
  const chosen = items.filter((one) => (one === item ? on : values.items.includes(one)));
  return { ...values, items: chosen };
}
