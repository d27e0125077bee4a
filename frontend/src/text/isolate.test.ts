import { expect, test } from "vitest";
import { startText } from ".";
import { isolated } from "./isolate";

const name = "\u05de\u05e8\u05d9\u05dd";

test("a name from right to left leaves the words around it where they are", () => {
  const { t } = startText("en");
  expect(t("outbox.detail.asNobody", { kind: "Note", state: "open", name })).toBe(
    `Note (open) with no row, \u2068${name}\u2069 named on it`,
  );
  expect(t("outbox.detail.asRow", { kind: "Note", name: "María Gómez 😀 林" })).toBe("Note: María Gómez 😀 林");
});

test("a mark that turns what follows it ends with its text, and none of its own ends it early", () => {
  expect(isolated("\u202eevil")).toBe("\u2068\u202eevil\u2069");
  expect(isolated("\u2069a\u2066b")).toBe("\u2068ab\u2069");
});

test("nothing of the text is lost or escaped", () => {
  const { t } = startText("es");
  expect(t("outbox.selectOne", { name: "<b>$& {{x}}" })).toBe("Seleccionar <b>$& {{x}}");
});
