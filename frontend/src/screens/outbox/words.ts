import { useTranslation } from "react-i18next";
import type { EntryRow } from "../../api";
import { useFormat } from "../../text/format";
import { useWord } from "../../text/words";

/** What an entry's state says in words: "Needs attention: several matches", "Sent 10:31, closed". */
export function useEntryWords(): (row: EntryRow) => string {
  const { t } = useTranslation();
  const word = useWord();
  const format = useFormat();
  const waiting = (row: EntryRow, reason: string) => {
    if (row.until !== "") return t("outbox.says.waitingUntil", { time: format.when(row.until), reason });
    if (row.since !== "") return t("outbox.says.waitingSince", { time: format.when(row.since), reason });
    return t("outbox.says.waiting", { reason });
  };
  return (row) => {
    const reason = word("outbox.reasons", row.code === "" ? "unexpected" : row.code);
    switch (row.state) {
      case "waiting":
        return row.code === "" ? word("outbox.states", row.state) : waiting(row, reason);
      case "attention":
        return row.code === "" ? word("outbox.states", row.state) : t("outbox.says.attention", { reason });
      case "sent":
        return t(sentKey(row), { time: format.when(row.since) });
      case "queued":
      case "sending":
      case "removing":
      case "removed":
        return t(`outbox.says.${row.state}`);
      default:
        return word("outbox.states", row.state);
    }
  };
}

function sentKey(row: EntryRow): string {
  if (row.closed) return "outbox.says.sentClosed";
  return row.regarding === "" ? "outbox.says.sentOpen" : "outbox.says.sentOpenUnder";
}

/** A member's name, with the company in brackets where it is known. */
export function memberName(row: EntryRow, unnamed: string): string {
  const name = row.member.name || row.regarding || unnamed;
  return row.member.company === "" ? name : `${name} (${row.member.company})`;
}
