import type { RecordKind } from "./filters";

export type Column =
  "name" | "company" | "account" | "title" | "email" | "city" | "owner" | "stage" | "value" | "state";

const columns: Record<RecordKind, readonly [Column, number][]> = {
  lead: [
    ["name", 2.2],
    ["title", 1.6],
    ["company", 1.6],
    ["email", 1.8],
    ["owner", 1.1],
    ["state", 1],
  ],
  account: [
    ["name", 2.4],
    ["city", 1.2],
    ["email", 2],
    ["owner", 1.2],
    ["state", 1],
  ],
  opportunity: [
    ["name", 2.4],
    ["account", 1.8],
    ["stage", 1],
    ["value", 1.1],
    ["owner", 1.2],
    ["state", 1],
  ],
};

/** Left out while a record is open beside the list, which says them. */
const dropped: readonly Column[] = ["email", "owner"];

const shownOf = (kind: RecordKind, narrow: boolean) =>
  columns[kind].filter(([column]) => !narrow || !dropped.includes(column));

/** The columns that a kind of record shows. */
export const columnsOf = (kind: RecordKind, narrow: boolean): Column[] =>
  shownOf(kind, narrow).map(([column]) => column);

/** Their widths, for a grid's template. */
export const widthsOf = (kind: RecordKind, narrow: boolean): string =>
  shownOf(kind, narrow)
    .map(([column, share]) => (column === "state" ? "minmax(112px, 1fr)" : `minmax(0, ${share}fr)`))
    .join(" ");
