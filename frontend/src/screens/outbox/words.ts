import { useTranslation } from "react-i18next";
import type { EntryRow } from "../../api";
import { useFormat } from "../../text/format";
import { makesNoActivity } from "./abilities";

/** Why an entry stands in its state, and since when, beside the state itself: "since 10:40: offline", "10:31, closed". */
export function useEntryWords(): (row: EntryRow) => string {
  const { t } = useTranslation();
  const reasonOf = useReason();
  const format = useFormat();
  const waiting = (row: EntryRow, reason: string) => {
    if (row.until !== "") return t("outbox.says.waitingUntil", { time: format.when(row.until), reason });
    if (row.since !== "") return t("outbox.says.waitingSince", { time: format.when(row.since), reason });
    return reason;
  };
  return (row) => {
    const reason = reasonOf(row.code);
    switch (row.state) {
      case "waiting":
        return row.code === "" ? "" : waiting(row, reason);
      case "queued": // what it is about is itself still to come
      case "attention":
        return row.code === "" ? "" : reason;
      case "sent":
        return t(sentKey(row), { time: format.when(row.since) });
      case "removing":
        return t("outbox.says.removing");
      default:
        return "";
    }
  };
}

function sentKey(row: EntryRow): string {
  if (makesNoActivity(row)) return "outbox.says.sentMade"; // a contact is neither open nor closed
  if (row.closed) return "outbox.says.sentClosed";
  return row.regarding === "" ? "outbox.says.sentOpen" : "outbox.says.sentOpenUnder";
}

/** Why an entry waits or needs attention, in a few words; a code without them says what happened. */
export function useReason(): (code: string) => string {
  const { t, i18n } = useTranslation();
  return (code) => {
    const key = [`outbox.reasons.${code}`, `errors.${code}.what`].find((one) => i18n.exists(one));
    return t(key ?? "outbox.reasons.other");
  };
}

/** A member's name, with the company in brackets where it is known. */
export function memberName(row: EntryRow, unnamed: string): string {
  const name = row.member.name || row.regarding || unnamed;
  return row.member.company === "" ? name : `${name} (${row.member.company})`;
}
