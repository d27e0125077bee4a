import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Look } from "./browser";

type Sentences = { [key: string]: string | Sentences };

/** Finds the sentence of a key ("outbox.sendNow") as a pattern for the whole text. Values that are not given match anything. */
export type Words = (key: string, values?: Record<string, string | number>) => RegExp;

/** The sentences that the screens show, read from the very files: a flow asks for what a button means, in any language. */
export function words(language: Look["language"]): Words {
  const file = resolve(import.meta.dirname, `../../src/text/${language}.json`);
  const all = JSON.parse(readFileSync(file, "utf8")) as Sentences;
  return (key, values = {}) => {
    const forms = [find(all, key), find(all, `${key}_one`), find(all, `${key}_other`)].filter((form) => form !== null);
    if (forms.length === 0) throw new Error(`no sentence ${key} in ${language}.json`);
    return new RegExp(`^(?:${forms.map((form) => pattern(form, values)).join("|")})$`);
  };
}

function find(all: Sentences, key: string): string | null {
  let here: string | Sentences | undefined = all;
  for (const part of key.split(".")) {
    if (typeof here !== "object") return null;
    here = here[part];
  }
  return typeof here === "string" ? here : null;
}

function pattern(sentence: string, values: Record<string, string | number>): string {
  return sentence
    .split(/\{\{(.*?)\}\}/)
    .map((part, at) => {
      if (at % 2 === 0) return escape(part);
      const value = values[part.split(",")[0]?.trim() ?? ""];
      // What runs from right to left is isolated from the words around it.
      return value === undefined ? ".*" : `\u2068?${escape(String(value))}\u2069?`;
    })
    .join("");
}

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
