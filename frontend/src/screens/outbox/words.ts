import { useTranslation } from "react-i18next";
import { useStatus, type EntryRow } from "../../api";
import { isolated } from "../../text/isolate";
import { useFormat } from "../../text/format";
import { makesNoActivity } from "./abilities";

/** Why an entry stands in its state, and since when, beside the state itself: "offline since 10:40", "10:31, closed". */
export function useEntryWords(): (row: EntryRow) => string {
  const { t } = useTranslation();
  const reasonOf = useReason();
  const waiting = useWaitingWords();
  const removing = useRemovingWords();
  const format = useFormat();
  return (row) => {
    switch (row.state) {
      case "waiting":
        return row.code === "" ? "" : waiting(row);
      case "queued": // what it is about is itself still to come
      case "attention":
        return row.code === "" ? "" : reasonOf(row.code);
      case "sent":
        return t(sentKey(row), { time: format.when(row.since) });
      case "removing":
        return removing(row);
      case "removed":
        return row.since === "" ? "" : t("outbox.says.removedSince", { time: format.when(row.since) });
      default:
        return "";
    }
  };
}

function useWaitingWords(): (row: EntryRow) => string {
  const { t } = useTranslation();
  const reasonOf = useReason();
  const format = useFormat();
  return (row) => {
    const reason = reasonOf(row.code);
    const since = format.when(row.since);
    // With no network, the time of the next look moves all the time and says nothing.
    if (row.code === "offline" && since !== "") return t("outbox.says.offlineSince", { time: since });
    if (row.until !== "" && row.code !== "offline" && row.code !== "web-page") {
      return t("outbox.says.waitingUntil", { time: format.when(row.until), reason });
    }
    return since === "" ? reason : t("outbox.says.waitingSince", { time: since, reason });
  };
}

function useRemovingWords(): (row: EntryRow) => string {
  const { t } = useTranslation();
  const waiting = useWaitingWords();
  const format = useFormat();
  const online = useStatus().data?.online ?? true;
  return (row) => {
    const offline = row.code === "offline" || (row.code === "" && !online);
    if (row.code !== "" && !offline) return waiting(row);
    const key = `outbox.says.${row.landed ? "removing" : "takenBack"}${offline ? "Offline" : ""}`;
    return t(key, { time: format.when(row.since) });
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

/** A member's name, with the company in brackets where it is known and is another name. */
export function memberName(row: EntryRow, unnamed: string): string {
  const name = row.member.name || row.regarding || unnamed;
  const { company } = row.member;
  return company === "" || company === name ? name : `${isolated(name)} (${isolated(company)})`;
}
