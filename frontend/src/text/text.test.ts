import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import en from "./en.json";
import es from "./es.json";

type Sentences = { [key: string]: string | Sentences };

function flat(sentences: Sentences, prefix = ""): Map<string, string> {
  const all = new Map<string, string>();
  for (const [key, value] of Object.entries(sentences)) {
    if (typeof value === "string") all.set(prefix + key, value);
    else for (const [inner, text] of flat(value, `${prefix}${key}.`)) all.set(inner, text);
  }
  return all;
}

const english = flat(en);
const spanish = flat(es);
const placeholders = (text: string) => [...text.matchAll(/{{\s*(\w+)[^}]*}}/g)].map((match) => match[1]).sort();

describe("the sentences", () => {
  it("stand in both languages", () => {
    expect([...spanish.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it("write every count as a number of the language", () => {
    expect([...english, ...spanish].filter(([, text]) => text.includes("{{count}}"))).toEqual([]);
  });

  it("carry the same placeholders in both languages", () => {
    const differing = [...english].filter(
      ([key, text]) => placeholders(text).join() !== placeholders(spanish.get(key) ?? "").join(),
    );
    expect(differing.map(([key]) => key)).toEqual([]);
  });

  it("are never empty", () => {
    const empty = [...english, ...spanish].filter(([, text]) => text.trim() === "");
    expect(empty.map(([key]) => key)).toEqual([]);
  });

  it("have no exclamation marks", () => {
    const loud = [...english, ...spanish].filter(([, text]) => /[!¡]/.test(text));
    expect(loud.map(([key]) => key)).toEqual([]);
  });

  it("have both plural forms where they have one", () => {
    const half = [...english.keys()].filter((key) => {
      const other = key.endsWith("_one") ? key.replace(/_one$/, "_other") : key.replace(/_other$/, "_one");
      return !english.has(other);
    });
    expect(half).toEqual([]);
  });
});

describe("the error codes of the program", () => {
  const source = readFileSync(resolve(import.meta.dirname, "../../../backend/crm/error.go"), "utf8");
  const codes = [...source.matchAll(/Code\w+\s+(?:Code\s+)?=\s+"([a-z-]+)"|^\s+Code\w+\s*=?\s*"([a-z-]+)"/gm)].map(
    (match) => match[1] ?? match[2] ?? "",
  );

  it("are found in the source", () => {
    expect(codes).toContain("offline");
    expect(codes).toContain("unexpected");
    expect(codes.length).toBe((source.match(/^\s+Code[A-Z]\w*\s/gm) ?? []).length);
  });

  it("each say what happened, what it means for the data, and what to do", () => {
    const missing = codes.flatMap((code) =>
      ["what", "data", "act"].map((part) => `errors.${code}.${part}`).filter((key) => !english.has(key)),
    );
    expect(missing).toEqual([]);
  });
});

describe("the keys that the screens name", () => {
  const files = import.meta.glob("../**/*.{ts,tsx}", { query: "?raw", import: "default", eager: true });
  const named = Object.entries(files)
    .filter(([path]) => !path.includes(".test."))
    .flatMap(([path, source]) =>
      [...String(source).matchAll(/\bt\(\s*"([^"]+)"/g)].map((match) => ({ path, key: match[1] ?? "" })),
    );

  it("exist", () => {
    expect(named.length).toBeGreaterThan(100);
    const missing = named.filter(({ key }) => !english.has(key) && !english.has(`${key}_other`));
    expect(missing).toEqual([]);
  });
});
