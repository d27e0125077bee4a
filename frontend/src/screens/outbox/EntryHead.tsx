import { makeStyles, Text, tokens } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import type { Entry } from "../../api";
import { useFormat } from "../../text/format";
import { useWord } from "../../text/words";
import { makesNoActivity, needsChoice, takenBack } from "./abilities";
import { EntryStateBadge } from "./EntryStateBadge";
import { memberName, useEntryWords } from "./words";

const useStyles = makeStyles({
  root: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalXXS,
    minWidth: 0,
    paddingRight: "40px",
    overflowWrap: "anywhere",
  },
  line: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalS },
  soft: { color: tokens.colorNeutralForeground2 },
});

/** What an entry was or will be written as, whose it is, when it happened, and where it stands. */
export function EntryHead({ entry }: { entry: Entry }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const format = useFormat();
  const says = useEntryWords();
  const { lead, words } = useWritten(entry);
  const { row } = entry;
  return (
    <div className={styles.root}>
      <Text>
        <Text weight="semibold">{lead}</Text> {words}
      </Text>
      <Text size={200} className={styles.soft}>
        {t("outbox.detail.people", { owner: entry.owner, creator: entry.creator })}
        {row.at === "" ? "" : ` · ${t("outbox.detail.happened", { time: format.dateTime(row.at) })}`}
      </Text>
      <div className={styles.line}>
        <EntryStateBadge state={row.state} />
        <Text size={200}>{says(row)}</Text>
      </div>
    </div>
  );
}

// What has a row is closed as soon as it is there; what is taken back is neither open nor closed any more.
function useWritten(entry: Entry): { lead: string; words: string } {
  const { t } = useTranslation();
  const word = useWord();
  const { row } = entry;
  const under = rowOf(entry);
  const closed = row.state === "sent" ? row.closed : under !== "";
  const words = t(`outbox.detail.${asKey(entry, under)}`, {
    kind: word("match.kinds", row.kind),
    state: t(closed ? "outbox.detail.stateClosed" : "outbox.detail.stateOpen"),
    name: under === "" ? memberName(row, t("linkedin.unnamed")) : under,
  });
  return { lead: t(`outbox.detail.${leadKey(entry)}`), words };
}

// The row it is under, or the one that it will be under when it is sent: matching decides then.
function rowOf(entry: Entry): string {
  const { row, match } = entry;
  if (row.regarding !== "" || row.state === "sent" || row.landed || takenBack(entry)) return row.regarding;
  return match.strength === "strong" && match.id !== "" ? match.name : "";
}

function leadKey(entry: Entry): string {
  if (entry.row.state === "sent") return "was";
  if (!takenBack(entry)) return "will";
  const written = entry.row.landed || entry.operations.some(({ kind, state }) => kind === "create" && state === "done");
  return written ? "was" : "wouldBe";
}

function asKey(entry: Entry, under: string): string {
  const { row } = entry;
  if (makesNoActivity(row)) return "asRow";
  if (takenBack(entry)) return under === "" ? "pastNobody" : "pastUnder";
  if (needsChoice(row)) return "asChosen";
  if (row.code === "unmatched" && under === "") return "asFound";
  return under === "" ? "asNobody" : "asUnder";
}
