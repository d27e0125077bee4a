/** What a person can type and copy, in the order it is offered. */
export const typedKinds = ["note", "message", "inmail", "call"] as const;
export type TypedKind = (typeof typedKinds)[number];

/** The kind that a word of the program names; a note where it names none. */
export function typedKind(word: string | undefined): TypedKind {
  return typedKinds.find((kind) => kind === word) ?? "note";
}
