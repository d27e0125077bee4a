/** A time as a date and time field holds it: local, to the minute, "2026-11-21T10:42". */
export function fieldTime(date: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join("-");
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/**
 * Reads the field: RFC 3339 text in UTC, or null when it is no time. An engine that draws no date field leaves a plain
 * text field, where people also write a space for the T.
 */
export function timeOfField(text: string): string | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})$/.exec(text.trim());
  if (parts === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = parts.slice(1).map(Number);
  const date = new Date(year, month - 1, day, hour, minute);
  const kept = date.getMonth() === month - 1 && date.getDate() === day && hour < 24 && minute < 60;
  return kept ? date.toISOString().replace(".000Z", "Z") : null;
}
