import { useTranslation } from "react-i18next";

/** Turns a code of the program into words: "match.kinds" and "note" read as "Note". An unknown code reads as `other`. */
export function useWord(): (group: string, code: string) => string {
  const { t, i18n } = useTranslation();
  return (group, code) => {
    const key = `${group}.${code}`;
    return t(code !== "" && i18n.exists(key) ? key : `${group}.other`);
  };
}
