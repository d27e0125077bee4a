import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import en from "../../text/en.json";
import es from "../../text/es.json";

// The words of the two guides, as a person reads them in Dynamics and in Sales Navigator: they stay word for word.
test("the guides' labels stand word for word", () => {
  expect([en.copy.copyToCRM, es.copy.copyToCRM]).toEqual(["Copy to CRM", "Copiar en el CRM"]);
  expect([en.copy.copyMessage, es.copy.copyMessage]).toEqual(["Copy message to CRM", "Copiar mensaje al CRM"]);
  expect([en.copy.copyThread, es.copy.copyThread]).toEqual(["Copy thread to CRM", "Copiar conversación al CRM"]);
  expect([en.copy.closed, es.copy.closed]).toEqual(["closed activity", "actividad cerrada"]);
  expect([en.copy.open, es.copy.open]).toEqual(["open activity", "actividad abierta"]);
  expect(en.copy.places["activity-history"]).toBe("Activity History");
  expect(es.copy.places["activity-history"]).toBe("Historial de actividad");
  expect(en.copy.places["past-activities"]).toBe("Past Activities");
  expect(en.copy.places["unassigned-activities"]).toBe("Unassigned Activities");
  expect(en.unresolved.report).toBe("LinkedIn Unresolved Task report");
  expect(es.unresolved.report).toBe("Informe de actividades sin resolver de LinkedIn");
  expect([en.records.inCRM, es.records.inCRM]).toEqual(["In CRM", "En el CRM"]);
});

/** The words of a Go source's constants: `Name Type = "word"`. */
function wordsOf(file: string, constant: RegExp): string[] {
  const source = readFileSync(resolve("..", "backend", file), "utf8");
  return [...source.matchAll(constant)].map((found) => found[1] ?? "");
}

test("every code that an entry can wait for has a reason in both languages", () => {
  const codes = wordsOf("crm/error.go", /^\s+Code\w+\s+Code = "([a-z-]+)"/gm);
  expect(codes.length).toBeGreaterThan(20);
  for (const code of codes) {
    expect({ ...en.errors, ...en.outbox.reasons }, code).toHaveProperty([code]);
    expect({ ...es.errors, ...es.outbox.reasons }, code).toHaveProperty([code]);
  }
});

test("every reason of a match, every kind and every problem of a file has words", () => {
  const reasons = wordsOf("crm/member.go", /^\s+Reason\w+\s+Reason = "([a-z-]+)"/gm);
  const kinds = wordsOf("crm/activity.go", /^\s+Kind\w+\s+Kind = "([a-z-]+)"/gm);
  expect(reasons.length).toBeGreaterThan(4);
  expect(kinds).toHaveLength(8);
  for (const reason of reasons) expect(en.match.reasons, reason).toHaveProperty([reason]);
  const problems = wordsOf("capture/capture.go", /^\s+Problem\w+\s+ProblemCode = "([a-z-]+)"/gm);
  expect(problems.length).toBeGreaterThan(5);
  for (const problem of problems) expect(en.linkedin.problems, problem).toHaveProperty([problem]);
  for (const kind of kinds) expect(en.match.kinds, kind).toHaveProperty([kind]);
});
