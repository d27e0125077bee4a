import type { PersonColumn, PersonRequest } from "../../api";

/** The tables of which a row can be made of somebody. */
export type PersonTable = "contact" | "lead";

/** What is wrong with the value of a field: the organization asks for one, or its column does not hold as much. */
export type Problem = "required" | "tooLong";

type TextField = "firstName" | "lastName" | "jobTitle" | "email" | "phone" | "country" | "company" | "topic" | "source";

/** A member of PersonRequest that is a column. */
export type PersonField = TextField | "accountId";

/** The column that a field of the form is, as the organization defines it; undefined where it says nothing of it. */
export const columnOf = (columns: PersonColumn[], table: string, field: PersonField) =>
  columns.find((column) => column.table === table && column.field === field);

/** Columns that have no field of their own: those to fill, and those that cannot be filled here. */
export const furtherColumns = (columns: PersonColumn[], table: string) => {
  const further = columns.filter((column) => column.table === table && column.field === "");
  return { asked: further.filter(({ kind }) => kind !== "other"), others: further.filter(({ kind }) => kind === "other") };
};

/** What is given for a column that has no field of its own. */
export const givenOf = (person: PersonRequest, name: string) =>
  person.columns.find((given) => given.name === name)?.value ?? "";

/** The columns with another value for one of them. */
export const withValue = (person: PersonRequest, name: string, value: string) => [
  ...person.columns.filter((given) => given.name !== name),
  { name, value },
];

const valueOf = (column: PersonColumn, person: PersonRequest) => {
  if (column.field === "") return givenOf(person, column.name);
  return column.field === "accountId" ? person.accountId : person[column.field as TextField];
};

/** Whether the form asks for the column. A topic that is left empty is the person's name. */
export const isRequired = (column: PersonColumn) => column.required && column.field !== "topic";

/** What keeps the column from being written as it is. */
export function problemOf(column: PersonColumn, person: PersonRequest): Problem | null {
  const value = valueOf(column, person).trim();
  if (column.kind === "other" && column.field === "") return null;
  if (value === "") return isRequired(column) ? "required" : null;
  const text = column.kind === "text" || column.kind === "memo";
  return text && column.maxLength > 0 && value.length > column.maxLength ? "tooLong" : null;
}

/** Whether the form can be sent. A last name is always needed. */
export const complete = (columns: PersonColumn[], person: PersonRequest) =>
  person.lastName.trim() !== "" &&
  columns.every((column) => column.table !== person.table || problemOf(column, person) === null);
