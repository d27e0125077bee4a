import { Button, makeStyles, Subtitle2, Text, tokens } from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEntry, type Entry, type EntryRow } from "../../api";
import { useFormat } from "../../text/format";
import { useWord } from "../../text/words";
import { ErrorNote } from "../../ui/ErrorNote";
import { Loaded } from "../../ui/Loaded";
import { Skeletons } from "../../ui/Skeletons";
import { MatchPanel } from "../match/MatchPanel";
import { makesNoActivity, needsChoice } from "./abilities";
import { EntryActions } from "./EntryActions";
import { EntryHistory } from "./EntryHistory";
import { EntryText } from "./EntryText";
import { EntryStateBadge } from "./EntryStateBadge";
import { RemoteNote } from "./RemoteNote";
import { memberName, useEntryWords } from "./words";

const useStyles = makeStyles({
  root: { position: "relative", display: "flex", flexDirection: "column", minHeight: 0, flexGrow: 1 },
  close: { position: "absolute", top: tokens.spacingVerticalXS, right: tokens.spacingHorizontalXS, zIndex: 1 },
  body: {
    overflowY: "auto",
    padding: tokens.spacingHorizontalL,
    display: "grid",
    // A note that clips what overflows would shrink to a line where the pane is low.
    gridAutoRows: "max-content",
    alignContent: "start",
    gap: tokens.spacingVerticalM,
  },
  columns: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1.2fr) minmax(0, 1fr)",
    gap: tokens.spacingHorizontalXXL,
    "@media (max-width: 900px)": { gridTemplateColumns: "minmax(0, 1fr)" },
  },
  column: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, minWidth: 0 },
  head: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXXS, paddingRight: "40px" },
  line: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalS },
  soft: { color: tokens.colorNeutralForeground2 },
  title: { margin: 0, marginBottom: tokens.spacingVerticalXS },
});

interface EntryDetailProps {
  id: string;
  onClose: () => void;
  onRetry: (row: EntryRow) => void;
  onRemove: (row: EntryRow) => void;
}

/** One entry whole: what will be written, whose it is, the match, every attempt, and what can be done. */
export function EntryDetail({ id, onClose, onRetry, onRemove }: EntryDetailProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const entry = useEntry(id);
  return (
    <div className={styles.root}>
      <Button
        appearance="subtle"
        icon={<DismissRegular />}
        aria-label={t("outbox.detail.close")}
        className={styles.close}
        onClick={onClose}
      />
      <div className={styles.body}>
        <Loaded query={entry} skeleton={<Skeletons rows={4} />}>
          {(data) => <EntryBody key={data.row.id} entry={data} onRetry={onRetry} onRemove={onRemove} />}
        </Loaded>
      </div>
    </div>
  );
}

function EntryBody({ entry, onRetry, onRemove }: { entry: Entry } & Pick<EntryDetailProps, "onRetry" | "onRemove">) {
  const styles = useStyles();
  const { t } = useTranslation();
  const [editing, setEditing] = useState(false);
  const { row } = entry;
  return (
    <>
      <EntryHead entry={entry} />
      {row.state === "attention" && row.code !== "" && !needsChoice(row) && (
        <ErrorNote error={{ code: row.code, detail: lastDetail(entry) }} intent="warning" />
      )}
      {entry.remote.kind !== "" && <RemoteNote entry={entry} />}
      <div className={styles.columns}>
        <div className={styles.column}>
          <EntryText entry={entry} editing={editing} onDone={() => setEditing(false)} />
          <EntryActions
            entry={entry}
            editing={editing}
            onEdit={() => setEditing(true)}
            onRetry={() => onRetry(row)}
            onRemove={() => onRemove(row)}
          />
        </div>
        <div className={styles.column}>
          <section>
            <Subtitle2 as="h2" block className={styles.title}>
              {t("outbox.detail.match")}
            </Subtitle2>
            <MatchPanel member={row.member} match={entry.match} />
          </section>
          <EntryHistory entry={entry} />
        </div>
      </div>
    </>
  );
}

function EntryHead({ entry }: { entry: Entry }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const word = useWord();
  const format = useFormat();
  const says = useEntryWords();
  const { row } = entry;
  const done = row.state === "sent" || row.state === "removing" || row.state === "removed";
  const state = t(row.closed ? "outbox.detail.stateClosed" : "outbox.detail.stateOpen");
  const kind = word("match.kinds", row.kind);
  const name = row.regarding === "" ? memberName(row, t("linkedin.unnamed")) : row.regarding;
  return (
    <div className={styles.head}>
      <Text>
        <Text weight="semibold">{t(done ? "outbox.detail.was" : "outbox.detail.will")}</Text>{" "}
        {t(`outbox.detail.${asKey(row)}`, { kind, state, name })}
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

function asKey(row: EntryRow): string {
  if (needsChoice(row)) return "asChosen";
  if (makesNoActivity(row)) return "asRow";
  return row.regarding === "" ? "asNobody" : "asUnder";
}

const lastDetail = (entry: Entry): string => entry.attempts.findLast((attempt) => attempt.code !== "")?.detail ?? "";
