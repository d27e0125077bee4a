import { useTranslation } from "react-i18next";
import { useStatus } from "../../api";
import { useFormat } from "../../text/format";
import { OfflineNote } from "../../ui/OfflineNote";

interface NetworkNoteProps {
  /** How many entries are being taken back. */
  removing: number;
  /** What came of "Send now" with no network: nothing yet asked, being looked for, or looked for. */
  asked: "" | "looking" | "looked";
}

/** With no network: what waits, and what came of looking for the network. */
export function NetworkNote({ removing, asked }: NetworkNoteProps) {
  const words = useNetworkWords();
  const text = words(removing, asked);
  // The region stays, so that what comes into it is read out.
  return <div role="status">{text === "" ? null : <OfflineNote text={text} />}</div>;
}

function useNetworkWords(): (removing: number, asked: NetworkNoteProps["asked"]) => string {
  const { t } = useTranslation();
  const format = useFormat();
  const status = useStatus().data;
  return (removing, asked) => {
    if (status?.connection !== "connected") return "";
    if (asked === "looking") return t("outbox.network.looking");
    const { online, toSend, offlineSince } = status;
    const left = toSend + removing;
    if (online) return asked === "looked" && left > 0 ? t("outbox.network.back") : "";
    const still = offlineSince === "" ? "still" : "stillSince";
    return [
      t(`outbox.network.${asked === "looked" ? still : "offline"}`, { time: format.when(offlineSince) }),
      toSend > 0 && t("outbox.network.waits", { count: toSend }),
      removing > 0 && t("outbox.network.removing", { count: removing }),
      left === 0 && t("outbox.network.nothing"),
    ]
      .filter(Boolean)
      .join(" ");
  };
}
