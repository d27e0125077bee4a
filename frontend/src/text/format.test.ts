import { describe, expect, it } from "vitest";
import { languageOf } from ".";
import { formatOf, localeOf } from "./format";

const now = () => new Date(2026, 10, 21, 12, 0);
const at = (...parts: [number, number, number, number, number]) => new Date(...parts).toISOString();

describe("dates and numbers", () => {
  it("shows the time alone today, and the day before", () => {
    const { when } = formatOf("en", now);
    expect(when(at(2026, 10, 21, 10, 42))).toMatch(/^10:42/);
    expect(when(at(2026, 10, 20, 10, 42))).toMatch(/Nov 20/);
    expect(when(at(2025, 10, 20, 10, 42))).toMatch(/2025/);
  });

  it("says once what two times share", () => {
    const { range, dateTime } = formatOf("en", now);
    const [from, to] = [at(2026, 10, 21, 10, 42), at(2026, 10, 21, 11, 5)];
    expect(range(from, to)).toMatch(/^Nov 21, 2026, 10:42\s–\s11:05\sAM$/);
    expect(range(from, "")).toBe(dateTime(from));
    expect(range(to, from)).toBe(dateTime(to)); // a clock that was set back
  });

  it("shows never and nonsense as nothing", () => {
    const { when, dateTime } = formatOf("en", now);
    expect(when("")).toBe("");
    expect(dateTime("not a time")).toBe("");
  });

  it("follows the language", () => {
    expect(formatOf("en").number(14230)).toBe("14,230");
    expect(formatOf("es").number(14230)).toBe("14.230");
  });

  it("says durations in the unit that reads best", () => {
    const { duration } = formatOf("en");
    expect(duration(8)).toBe("8 sec");
    expect(duration(120)).toBe("2 min");
    expect(duration(0.2)).toBe("1 sec");
  });

  it("keeps the habits of the person's region", () => {
    expect(localeOf("es", ["en-US", "es-MX"])).toBe("es-MX");
    expect(localeOf("es", ["en-US"])).toBe("es");
  });
});

describe("the language", () => {
  it("is the one chosen, else the system's, else English", () => {
    expect(languageOf("es", "en-GB")).toBe("es");
    expect(languageOf("", "es-AR")).toBe("es");
    expect(languageOf("", "de-DE")).toBe("en");
    expect(languageOf("xx", "es-AR")).toBe("en");
  });
});
