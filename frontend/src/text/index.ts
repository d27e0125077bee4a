import i18next, { type i18n } from "i18next";
import { initReactI18next } from "react-i18next";
import en from "./en.json";
import es from "./es.json";
import { isolated } from "./isolate";

export const languages = ["en", "es"] as const;
export type Language = (typeof languages)[number];

type Sentences = { [key: string]: string | Sentences };

// Spanish has a plural form of its own for millions that reads like the ordinary one: the files leave it out.
function withManyForms(sentences: Sentences): Sentences {
  const all: Sentences = {};
  for (const [key, value] of Object.entries(sentences)) {
    all[key] = typeof value === "string" ? value : withManyForms(value);
    if (key.endsWith("_other")) all[key.replace(/_other$/, "_many")] ??= value;
  }
  return all;
}

/** The language to show: the one chosen, else the system's where Ferry speaks it, else English. */
export function languageOf(preference: string, system: string): Language {
  const wanted = (preference || system).toLowerCase();
  return languages.find((language) => wanted === language || wanted.startsWith(`${language}-`)) ?? "en";
}

/** Starts the sentences. Everything is in the program, so they are there when it returns. */
export function startText(language: Language): i18n {
  void i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: "en",
    initAsync: false,
    resources: { en: { translation: en }, es: { translation: withManyForms(es) } },
    // React escapes what it shows; what a text could do to the words around it is up to us.
    interpolation: { escapeValue: true, escape: isolated },
    returnNull: false,
  });
  return i18next;
}
