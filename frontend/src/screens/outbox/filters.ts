import type { EntryQuery } from "../../api";

/** What the list is asked for. */
export interface EntryFilters {
  text: string;
  kind: string;
  state: string;
  /** What was noticed in Dynamics: one kind of it, "any", or empty for every entry. */
  remote: string;
}

export const noFilters: EntryFilters = { text: "", kind: "", state: "", remote: "" };

export const entryKinds = ["note", "message", "inmail", "call", "smartlink", "contact", "lead", "flag"] as const;

export const entryStates = [
  "attention",
  "restored",
  "to-send",
  "queued",
  "sending",
  "waiting",
  "sent",
  "unresolved",
  "removing",
  "removed",
] as const;

/** Whether a part of an address names a state to list, and not an entry. */
export const isEntryState = (part: string): boolean => entryStates.some((state) => state === part);

export const narrowed = (filters: EntryFilters): boolean =>
  filters.text.trim() !== "" || filters.kind !== "" || filters.state !== "" || filters.remote !== "";

export const questionOf = (filters: EntryFilters): Omit<EntryQuery, "offset" | "limit"> => ({
  ...filters,
  text: filters.text.trim(),
});
