import type { RecordQuery } from "../../api";

export type RecordKind = "lead" | "account" | "opportunity";
export type RecordScope = "saved" | "all";

/** What the list is asked for. */
export interface Filters {
  kind: RecordKind;
  scope: RecordScope;
  text: string;
  owner: string;
  stage: string;
}

export const noFilters: Filters = { kind: "lead", scope: "saved", text: "", owner: "", stage: "" };

/** Whether anything narrows the list beyond its kind and scope. */
export const narrowed = (filters: Filters): boolean =>
  filters.text.trim() !== "" || filters.owner !== "" || filters.stage !== "";

/** The question to the program. Saved records are always the seat holder's own, so the owner asks nothing there. */
export function questionOf(filters: Filters): Omit<RecordQuery, "offset" | "limit"> {
  const { kind, scope, stage } = filters;
  return { kind, scope, stage, text: filters.text.trim(), owner: scope === "saved" ? "" : filters.owner };
}
