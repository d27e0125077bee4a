import { Button, makeStyles, Subtitle2, Text, tokens } from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useEntry, type Entry, type EntryRow } from "../../api";
import { ErrorNote } from "../../ui/ErrorNote";
import { Loaded } from "../../ui/Loaded";
import { Skeletons } from "../../ui/Skeletons";
import { MatchPanel } from "../match/MatchPanel";
import { gaveUp, needsChoice } from "./abilities";
import { EntryActions } from "./EntryActions";
import { EntryHead } from "./EntryHead";
import { EntryHistory } from "./EntryHistory";
import { EntryText } from "./EntryText";
import { RemoteNote } from "./RemoteNote";

const useStyles = makeStyles({
  root: { position: "relative", display: "flex", flexDirection: "column", minHeight: 0, flexGrow: 1 },
  close: { position: "absolute", top: tokens.spacingVerticalXS, right: tokens.spacingHorizontalXS, zIndex: 1 },
  body: {
    overflowY: "auto",
    "@media (max-height: 640px)": { overflowY: "visible" },
    padding: tokens.spacingHorizontalL,
    display: "grid",
    // A note that clips what overflows would shrink to a line where the pane is low.
    gridAutoRows: "max-content",
    gridTemplateColumns: "minmax(0, 1fr)",
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
  stays: { marginBottom: tokens.spacingVerticalS, overflowWrap: "anywhere" },
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
  const editButton = useRef<HTMLButtonElement>(null);
  const edited = useRef(false);
  useEffect(() => {
    if (!editing && edited.current) editButton.current?.focus();
    edited.current = editing;
  }, [editing]);
  return (
    <>
      <EntryHead entry={entry} />
      {row.state === "attention" && row.code !== "" && !needsChoice(row) && (
        <ErrorNote
          error={{ code: row.code, detail: lastDetail(entry) }}
          intent="warning"
          saying={
            gaveUp(row)
              ? { what: t("outbox.gaveUp.what"), data: t("outbox.gaveUp.data"), act: t("outbox.gaveUp.act") }
              : undefined
          }
          meaning={row.landed ? t("outbox.detail.landedMeaning") : undefined}
        />
      )}
      {entry.remote.kind !== "" && <RemoteNote entry={entry} />}
      <div className={styles.columns}>
        <div className={styles.column}>
          <EntryText entry={entry} editing={editing} onDone={() => setEditing(false)} />
          <EntryActions
            entry={entry}
            editing={editing}
            editRef={editButton}
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
            {entry.stays && (
              <Text block className={styles.stays}>
                {t("outbox.detail.stays", { name: row.regarding })}
              </Text>
            )}
            <MatchPanel member={row.member} match={entry.match} />
          </section>
          <EntryHistory entry={entry} />
        </div>
      </div>
    </>
  );
}

const lastDetail = (entry: Entry): string => entry.attempts.findLast((attempt) => attempt.code !== "")?.detail ?? "";
