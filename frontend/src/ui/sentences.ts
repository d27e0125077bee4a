import type { i18n, TFunction } from "i18next";

/** What a failure says to a person. */
export interface Sentences {
  /** What happened. */
  what: string;
  /** What it means for the data. */
  data: string;
  /** What to do. */
  act: string;
}

/** The sentences of an error code; a code of a newer program reads as "unexpected". */
export function sentencesOf(code: string, t: TFunction, texts: i18n): Sentences {
  const known = texts.exists(`errors.${code}.what`) ? code : "unexpected";
  return { what: t(`errors.${known}.what`), data: t(`errors.${known}.data`), act: t(`errors.${known}.act`) };
}
