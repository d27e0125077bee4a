import { useMemo } from "react";
import { useTranslation } from "react-i18next";

/** Dates and numbers in the person's language, region and time zone. Times come as RFC 3339 text; "" is never. */
export interface Format {
  /** A whole number or a decimal with separators. */
  number: (value: number) => string;
  /** Date and time, e.g. "Nov 21, 2026, 10:42". */
  dateTime: (time: string) => string;
  /** From one date and time to another, what they share said once: "Nov 21, 2026, 10:42 – 11:05". */
  range: (from: string, to: string) => string;
  date: (time: string) => string;
  time: (time: string) => string;
  /** The time today, else the day with its time, with the year when it is another one. */
  when: (time: string) => string;
  /** Seconds as "2 min" or "40 sec". */
  duration: (seconds: number) => string;
  /** Words joined as a list: "a, b, and c". */
  list: (words: string[]) => string;
}

/** The formats of a locale; `now` is asked for each time, since a window stays open for days. */
export function formatOf(locale: string, now: () => Date = () => new Date()): Format {
  const numbers = new Intl.NumberFormat(locale);
  const dateTimes = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: "medium" });
  const times = new Intl.DateTimeFormat(locale, { timeStyle: "short" });
  const days = new Intl.DateTimeFormat(locale, { month: "short", day: "numeric", hour: "numeric", minute: "2-digit" });
  const words = new Intl.ListFormat(locale, { type: "conjunction" });
  const shown = (format: Intl.DateTimeFormat, time: string) => {
    const date = new Date(time);
    return time === "" || Number.isNaN(date.getTime()) ? "" : format.format(date);
  };
  return {
    number: (value) => numbers.format(value),
    dateTime: (time) => shown(dateTimes, time),
    range: (from, to) => {
      const [first, last] = [new Date(from), new Date(to)];
      const known = !Number.isNaN(first.getTime()) && !Number.isNaN(last.getTime()) && first <= last;
      return known ? dateTimes.formatRange(first, last) : shown(dateTimes, from);
    },
    date: (time) => shown(dates, time),
    time: (time) => shown(times, time),
    when: (time) => shown(nearness(new Date(time), now(), { times, days, dateTimes }), time),
    duration: (seconds) => duration(locale, seconds),
    list: (items) => words.format(items),
  };
}

type Formats = Record<"times" | "days" | "dateTimes", Intl.DateTimeFormat>;

function nearness(date: Date, now: Date, { times, days, dateTimes }: Formats): Intl.DateTimeFormat {
  if (date.toDateString() === now.toDateString()) return times;
  return date.getFullYear() === now.getFullYear() ? days : dateTimes;
}

function duration(locale: string, seconds: number): string {
  const unit = seconds < 90 ? "second" : seconds < 5400 ? "minute" : "hour";
  const size = { second: 1, minute: 60, hour: 3600 }[unit];
  const format = new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short" });
  return format.format(Math.max(1, Math.round(seconds / size)));
}

/** The region's own habits where the system speaks the language shown: es-MX for Spanish on a Mexican machine. */
export function localeOf(language: string, system: readonly string[]): string {
  return system.find((one) => one.toLowerCase().startsWith(language)) ?? language;
}

/** The formats of the language shown. */
export function useFormat(): Format {
  const { i18n } = useTranslation();
  const locale = localeOf(i18n.language, navigator.languages);
  return useMemo(() => formatOf(locale), [locale]);
}
