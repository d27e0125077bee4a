import type { Mapping } from "../../api";

/** What a column can mean, in the order in which it is offered; "" means nothing to Ferry. */
export const fields = [
  "seat-holder",
  "kind",
  "date",
  "time",
  "name",
  "first-name",
  "last-name",
  "url",
  "email",
  "company",
  "title",
  "sender",
  "sender-url",
  "recipient",
  "recipient-url",
  "direction",
  "subject",
  "text",
  "conversation",
  "link",
  "duration",
  "phone",
  "tags",
] as const;

/** The kinds that rows can be. */
export const kinds = ["message", "inmail", "note", "call", "smartlink"] as const;

/** The field that a column holds, or "". */
export const fieldOf = (mapping: Mapping, column: string): string =>
  mapping.fields.find((one) => one.column === column)?.field ?? "";

/** The column that holds a field, or "". */
export const columnOf = (mapping: Mapping, field: string): string =>
  mapping.fields.find((one) => one.field === field)?.column ?? "";

/** The mapping with a column that holds a field; whichever column held it before means nothing then. */
export function withField(mapping: Mapping, column: string, field: string): Mapping {
  const others = mapping.fields.filter((one) => one.column !== column && one.field !== field);
  return { ...mapping, fields: field === "" ? others : [...others, { field, column }] };
}

const people = ["name", "first-name", "last-name", "url", "email", "sender", "sender-url"];
const words = ["text", "subject", "link"];

/** What a mapping lacks to work: "date", "person", "text", or "" when it is complete. */
export function lacks(mapping: Mapping): "" | "date" | "person" | "text" {
  const has = (some: string[]) => some.some((field) => columnOf(mapping, field) !== "");
  if (!has(["date"])) return "date";
  if (!has(people)) return "person";
  return has(words) ? "" : "text";
}
